package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.Direction;
import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.mirror.Mirror;
import io.github.cotangent.processor.reverse.Reversal;
import io.github.cotangent.processor.reverse.Sweeps;
import io.github.cotangent.processor.reverse.Variant;
import io.github.cotangent.processor.simplify.Simplifier;
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

    /**
     * Makes them.
     *
     * @param isPublic whether other companions call them by name
     * @param isRetained whether a caller that is not known may want to run the reverse sweep more than once
     */
    void make(Method method, Variant variant, Sweeps sweeps, boolean isPublic, boolean isRetained) {
        Set<Integer> arrays = new HashSet<>();
        for (int i : variant.active()) {
            if (method.parameters().get(i).type().isFollowed()) {
                arrays.add(i);
            }
        }
        Subject subject = Subject.of(
                method,
                workshop.program(),
                workshop.summaries(),
                variant.active(),
                List.of(),
                variant.resultActive(),
                arrays,
                false,
                Direction.REVERSE,
                workshop.options());
        if (!subject.problems().isEmpty()) {
            workshop.report(subject.problems());
            return;
        }
        Reversal reversal = workshop.reversal(
                subject,
                variant.stable(),
                variant.staticsStable(),
                variant.isCheckpointed() ? Reversal.Checkpoints.REPEATEDLY : Reversal.Checkpoints.NONE);
        Variable result = subject.result();
        boolean seeds = variant.resultActive() && result.type().isFloating();
        Variable resultBar = seeds ? reversal.recording().adjoint(result) : null;
        Reversal.Pair pair = reversal.emit(List.of(), seeds ? Set.of(resultBar) : Set.of());
        workshop.report(method, sweeps.forward(), pair.decisions(), true);

        ParameterNames names = new ParameterNames(method.parameters());
        Variable state = Variable.parameter(names.free("saved"), sweeps.state());
        List<Stmt> prologue = new ArrayList<>();
        List<Variable> parameters = new ArrayList<>(method.parameters());
        Mirror mirror = reversal.recording().mirror();
        for (int i = 0; i < method.parameters().size(); i++) {
            Variable parameter = method.parameters().get(i);
            Variable shadow = mirror.shadow(parameter);
            if (variant.active().contains(i) && parameter.type().isFollowed()) {
                Variable given = Variable.shadow(
                        names.free(parameter.name() + "Bar"), mirror.types().of(parameter.type()));
                parameters.add(given);
                if (shadow != null) {
                    prologue.add(new Stmt.Assign(shadow, new Expr.Use(given), Origin.NONE));
                }
            } else if (shadow != null) {
                prologue.add(new Stmt.Assign(shadow, mirror.zeros(new Expr.Use(parameter)), Origin.NONE));
            }
        }
        parameters.add(state);

        List<Stmt> computing = new ArrayList<>(prologue);
        computing.addAll(pair.forward());
        List<Stmt> returning = new ArrayList<>(pair.reverse());
        List<Companion.Part> handedBack = new ArrayList<>();
        for (int i : variant.active().stream().sorted().toList()) {
            Variable parameter = method.parameters().get(i);
            if (parameter.type().isFloating()) {
                handedBack.add(new Companion.Part(Sweeps.cotangent(i), parameter.type()));
                Variable bar = pair.cotangents().get(parameter);
                if (bar != null) {
                    returning.add(new Stmt.SetStateField(
                            new Expr.Use(state), Sweeps.cotangent(i), new Expr.Use(bar), Origin.NONE));
                }
            }
        }
        Set<String> taken = new LinkedHashSet<>(Set.of(Sweeps.RESULT_SHADOW));
        handedBack.forEach(part -> taken.add(part.name()));
        boolean optimize = workshop.options().optimize();
        // Simplified before it is known what it reads: what it no longer needs is not saved.
        Block sweep = optimize ? Simplifier.simplify(new Block(returning)) : new Block(returning);
        SavedState saved = new SavedState(
                state, taken, parameters, new Block(computing), sweep, variable -> optimize && variable != result);
        List<Companion.Part> fields = new ArrayList<>(saved.fields());
        fields.addAll(handedBack);
        List<String> shadows = new ArrayList<>(saved.shadows());
        List<Stmt> forward = new ArrayList<>(saved.forward());
        if (variant.resultActive() && result.type().isFollowed()) {
            Variable shadow = mirror.shadow(result);
            Expr value = shadow != null ? new Expr.Use(shadow) : mirror.zeros(new Expr.Use(result));
            fields.add(new Companion.Part(Sweeps.RESULT_SHADOW, value.type()));
            shadows.add(Sweeps.RESULT_SHADOW);
            forward.add(new Stmt.SetStateField(new Expr.Use(state), Sweeps.RESULT_SHADOW, value, Origin.NONE));
        }
        if (result != null) {
            forward.add(new Stmt.Return(new Expr.Use(result), Origin.NONE));
        }
        List<Variable> reverseParameters = new ArrayList<>(List.of(state));
        if (seeds) {
            reverseParameters.add(resultBar);
        }
        String name = method.id().title();
        workshop.add(new Companion.StateClass(
                sweeps.state().name(),
                isPublic,
                "What the reverse sweep of {@code " + name + "} needs.",
                fields,
                shadows,
                isRetained));
        workshop.add(new Routine(
                        sweeps.forward(),
                        List.of("Forward sweep of {@code " + name
                                + "}: computes it and saves what its reverse sweep needs."),
                        isPublic,
                        parameters,
                        method.id().result(),
                        new Block(forward),
                        method.reserved())
                .throwing(method.thrown())
                .remarking(method.remarks()));
        workshop.add(new Routine(
                sweeps.reverse(),
                List.of("Reverse sweep of {@code " + name + "}: adds to the cotangents of its arguments."),
                isPublic,
                reverseParameters,
                Primitive.VOID,
                new Block(saved.reverse()),
                method.reserved()));
    }
}
