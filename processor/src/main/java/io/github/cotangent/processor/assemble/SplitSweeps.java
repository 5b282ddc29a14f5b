package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.companion.PartNames;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.mirror.Mirror;
import io.github.cotangent.processor.reverse.Reversal;
import io.github.cotangent.processor.reverse.Sweeps;
import io.github.cotangent.processor.reverse.Variant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes the two sweeps of a callee as methods of their own. What the reverse sweep needs from the forward sweep travels in a
 * state object, one for each execution of the call, so that the body runs once however deep calls are nested.
 */
final class SplitSweeps {
    private final Workshop workshop;

    SplitSweeps(Workshop workshop) {
        this.workshop = workshop;
    }

    void make(Method method, Variant variant, Sweeps sweeps, boolean isPublic) {
        Set<Integer> arrays = new HashSet<>();
        for (int i : variant.active()) {
            if (method.parameters().get(i).type() instanceof ArrayType) {
                arrays.add(i);
            }
        }
        Subject subject = Subject.of(
                method,
                workshop.program(),
                workshop.summaries(),
                variant.active(),
                variant.resultActive(),
                arrays,
                workshop.options());
        if (!subject.problems().isEmpty()) {
            workshop.report(subject.problems());
            return;
        }
        Reversal reversal = new Reversal(
                method,
                subject.result(),
                subject.activity(),
                workshop.summaries(),
                variant.stable(),
                variant.staticsStable(),
                workshop.options(),
                workshop::sweeps);
        Variable result = subject.result();
        boolean seeds = variant.resultActive() && result.type().isFloating();
        Variable resultBar = seeds ? reversal.recording().adjoint(result) : null;
        Reversal.Pair pair = reversal.emit(List.of(), seeds ? Set.of(resultBar) : Set.of());

        Variable state = Variable.parameter("saved", sweeps.state());
        List<Companion.Part> fields = new ArrayList<>();
        PartNames names = new PartNames();
        names.unique(Sweeps.RESULT_SHADOW);
        variant.active().forEach(i -> names.unique(Sweeps.cotangent(i)));
        List<Stmt> prologue = new ArrayList<>();
        List<Variable> parameters = new ArrayList<>(method.parameters());
        Mirror mirror = reversal.recording().mirror();
        for (int i = 0; i < method.parameters().size(); i++) {
            Variable parameter = method.parameters().get(i);
            Variable shadow = parameter.type() instanceof ArrayType ? mirror.shadow(parameter) : null;
            if (variant.active().contains(i) && parameter.type() instanceof ArrayType) {
                parameters.add(
                        shadow != null ? shadow : Variable.generated(parameter.name() + "Bar", parameter.type()));
            } else if (shadow != null) {
                prologue.add(new Stmt.Assign(shadow, Mirror.zeros(new Expr.Use(parameter)), Origin.NONE));
            }
        }
        parameters.add(state);

        List<Stmt> forward = new ArrayList<>(prologue);
        forward.addAll(pair.forward());
        List<Stmt> reverse = new ArrayList<>();
        for (Variable shared : shared(parameters, forward, pair.reverse())) {
            String field = names.unique(shared.name());
            fields.add(new Companion.Part(field, shared.type()));
            forward.add(new Stmt.SetStateField(new Expr.Use(state), field, new Expr.Use(shared), Origin.NONE));
            reverse.add(new Stmt.Assign(
                    shared, new Expr.StateField(new Expr.Use(state), field, shared.type()), Origin.NONE));
        }
        if (variant.resultActive() && result.type() instanceof ArrayType) {
            Variable shadow = mirror.shadow(result);
            Expr value = shadow != null ? new Expr.Use(shadow) : Mirror.zeros(new Expr.Use(result));
            fields.add(new Companion.Part(Sweeps.RESULT_SHADOW, result.type()));
            forward.add(new Stmt.SetStateField(new Expr.Use(state), Sweeps.RESULT_SHADOW, value, Origin.NONE));
        }
        if (result != null) {
            forward.add(new Stmt.Return(new Expr.Use(result), Origin.NONE));
        }
        reverse.addAll(pair.reverse());
        for (int i : variant.active().stream().sorted().toList()) {
            Variable parameter = method.parameters().get(i);
            if (parameter.type().isFloating()) {
                fields.add(new Companion.Part(Sweeps.cotangent(i), parameter.type()));
                Variable bar = pair.cotangents().get(parameter);
                if (bar != null) {
                    reverse.add(new Stmt.SetStateField(
                            new Expr.Use(state), Sweeps.cotangent(i), new Expr.Use(bar), Origin.NONE));
                }
            }
        }
        List<Variable> reverseParameters = new ArrayList<>(List.of(state));
        if (seeds) {
            reverseParameters.add(resultBar);
        }
        String name = method.id().name();
        workshop.add(new Companion.StateClass(
                sweeps.state().name(), isPublic, "What the reverse sweep of {@code " + name + "} needs.", fields));
        workshop.add(new Routine(
                        sweeps.forward(),
                        List.of("Forward sweep of {@code " + name
                                + "}: computes it and saves what its reverse sweep needs."),
                        isPublic,
                        parameters,
                        method.id().result(),
                        new Block(forward),
                        method.reserved())
                .throwing(method.thrown()));
        workshop.add(new Routine(
                sweeps.reverse(),
                List.of("Reverse sweep of {@code " + name + "}: adds to the cotangents of its arguments."),
                isPublic,
                reverseParameters,
                Primitive.VOID,
                new Block(reverse),
                method.reserved()));
    }

    /** The variables that the reverse sweep reads and the forward sweep has. */
    private static Set<Variable> shared(List<Variable> parameters, List<Stmt> forward, List<Stmt> reverse) {
        Set<Variable> known = new HashSet<>(parameters);
        known.addAll(Walk.assigned(new Block(forward)));
        Set<Variable> shared = new LinkedHashSet<>();
        Walk.statements(new Block(reverse), stmt -> {
            for (Variable variable : Walk.read(stmt)) {
                if (known.contains(variable) && !variable.isStatic()) {
                    shared.add(variable);
                }
            }
        });
        return shared;
    }
}
