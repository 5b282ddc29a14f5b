package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.analysis.Summary;
import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.companion.Offers;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.reverse.Sweeps;
import io.github.cotangent.processor.tangent.TangentSweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes the sweeps of what an object of a class not in sight does. They have the form that those of any callee have, and leave it
 * to the runtime to find those in the companion of the class.
 */
final class ElsewhereRoutines {
    static final String RUNTIME = "Elsewhere";
    private static final ReferenceType RUNNING = new ReferenceType("io.github.cotangent.runtime." + RUNTIME);
    private static final String CALL = "call";

    private final Workshop workshop;
    private final MethodId id;
    private final Set<Integer> active;
    private final List<Variable> parameters;

    /** @param active the parameters that have cotangents or tangents */
    ElsewhereRoutines(Workshop workshop, MethodId id, Set<Integer> active) {
        this.workshop = workshop;
        this.id = id;
        this.active = active;
        this.parameters = id.choosing();
    }

    /** The forward and the reverse sweep. */
    void sweeps(boolean resultActive, Sweeps sweeps) {
        Variable state = Variable.parameter("saved", sweeps.state());
        Variable call = Variable.generated(CALL, RUNNING);
        List<Variable> given = new ArrayList<>(parameters);
        active.stream().sorted().map(parameters::get).forEach(parameter -> {
            if (parameter.type().isFollowed()) {
                given.add(shadow(parameter, "Bar"));
            }
        });
        List<Companion.Part> fields = new ArrayList<>(List.of(new Companion.Part(CALL, RUNNING)));
        List<String> shadows = new ArrayList<>(List.of(CALL));
        List<Stmt> forward = new ArrayList<>();
        forward.add(new Stmt.Assign(call, asked("forward", given), Origin.NONE));
        forward.add(new Stmt.SetStateField(new Expr.Use(state), CALL, new Expr.Use(call), Origin.NONE));
        if (resultActive && id.result().isFollowed()) {
            Type type = workshop.tangents().of(id.result());
            fields.add(new Companion.Part(Sweeps.RESULT_SHADOW, type));
            shadows.add(Sweeps.RESULT_SHADOW);
            forward.add(new Stmt.SetStateField(
                    new Expr.Use(state), Sweeps.RESULT_SHADOW, found("shadow", new Expr.Use(call), type), Origin.NONE));
        }
        result(call, forward);
        Expr saved = new Expr.StateField(new Expr.Use(state), CALL, RUNNING);
        List<Stmt> reverse = new ArrayList<>();
        List<Variable> reverseParameters = new ArrayList<>(List.of(state));
        List<Expr> seeds = new ArrayList<>(List.of(saved));
        if (sweeps.seeded()) {
            Variable resultBar = Variable.parameter("resultBar", id.result());
            reverseParameters.add(resultBar);
            seeds.add(new Expr.Use(resultBar));
        }
        reverse.add(new Stmt.Perform(new Expr.RuntimeCall(RUNTIME, "reverse", seeds, Primitive.VOID), Origin.NONE));
        for (int i : active.stream().sorted().toList()) {
            Type type = parameters.get(i).type();
            if (type.isFloating()) {
                fields.add(new Companion.Part(Sweeps.cotangent(i), type));
                Expr cotangent = new Expr.RuntimeCall(
                        RUNTIME, "cotangent", List.of(saved, Expr.Constant.of(i)), Primitive.DOUBLE);
                reverse.add(new Stmt.SetStateField(
                        new Expr.Use(state),
                        Sweeps.cotangent(i),
                        type == Primitive.FLOAT ? new Expr.Convert(cotangent, type) : cotangent,
                        Origin.NONE));
            }
        }
        given.add(state);
        workshop.add(new Companion.StateClass(
                sweeps.state().name(),
                false,
                "What the reverse sweep of {@code " + id.title() + "} of a class compiled elsewhere needs.",
                fields,
                shadows,
                false));
        workshop.add(routine(sweeps.forward(), "Forward sweep of ", given, id.result(), forward)
                .throwing(workshop.program().thrown(id)));
        workshop.add(routine(sweeps.reverse(), "Reverse sweep of ", reverseParameters, Primitive.VOID, reverse));
    }

    /** The tangent sweep. */
    void tangent(TangentSweep.Callee callee) {
        Variable call = Variable.generated(CALL, RUNNING);
        List<Variable> given = new ArrayList<>(parameters);
        active.stream().sorted().map(parameters::get).forEach(parameter -> given.add(shadow(parameter, "Dot")));
        List<Stmt> body = new ArrayList<>();
        body.add(new Stmt.Assign(call, asked("tangent", given), Origin.NONE));
        if (callee.holder() != null) {
            Type type = id.result().isFollowed() ? workshop.tangents().of(id.result()) : id.result();
            Variable out = Variable.parameter("out", callee.holder());
            given.add(out);
            body.add(new Stmt.SetStateField(
                    new Expr.Use(out),
                    TangentSweep.Callee.TANGENT,
                    found("shadow", new Expr.Use(call), type),
                    Origin.NONE));
            workshop.add(new Companion.StateClass(
                    callee.holder().name(),
                    false,
                    "The tangent of the result of {@code " + id.title() + "} of a class compiled elsewhere.",
                    List.of(new Companion.Part(TangentSweep.Callee.TANGENT, type))));
        }
        result(call, body);
        workshop.add(routine(callee.name(), "With tangents, ", given, id.result(), body)
                .throwing(workshop.program().thrown(id)));
    }

    private Variable shadow(Variable parameter, String suffix) {
        return Variable.parameter(
                parameter.name() + suffix,
                parameter.type().isFollowed() ? workshop.tangents().of(parameter.type()) : parameter.type());
    }

    /** What the runtime is asked for, and what it is given. */
    private Expr asked(String function, List<Variable> given) {
        // What the known classes do is what callers are prepared for.
        Summary summary = workshop.summaries().of(id.with(MethodId.Invocation.VIRTUAL));
        List<Expr> operands = new ArrayList<>();
        boolean again = workshop.program().callee(id) instanceof Program.Elsewhere elsewhere && elsewhere.again();
        operands.add(new Expr.Constant('"' + Offers.asked(id, active, summary, again) + '"', ReferenceType.STRING));
        given.forEach(each -> operands.add(new Expr.Use(each)));
        return new Expr.RuntimeCall(RUNTIME, function, operands, RUNNING);
    }

    private static Expr found(String function, Expr call, Type type) {
        Expr found = new Expr.RuntimeCall(RUNTIME, function, List.of(call), ReferenceType.OBJECT);
        return type.equals(ReferenceType.OBJECT) ? found : new Expr.Cast(found, type);
    }

    private void result(Variable call, List<Stmt> out) {
        if (id.result() != Primitive.VOID) {
            out.add(new Stmt.Return(found("result", new Expr.Use(call), id.result()), Origin.NONE));
        }
    }

    private Routine routine(String name, String title, List<Variable> given, Type result, List<Stmt> body) {
        return new Routine(
                name,
                List.of(title + "{@code " + id.title() + "} of a class compiled elsewhere, which its companion has."),
                false,
                given,
                result,
                new Block(body),
                Set.of());
    }
}
