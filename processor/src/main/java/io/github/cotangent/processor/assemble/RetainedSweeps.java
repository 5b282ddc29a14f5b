package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.simplify.Simplifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes the sweeps of an annotated method as two methods, of which the second can run any number of times: with other seeds each time,
 * and with the shadows restored before. Pullbacks and Jacobians consist of calls of these.
 */
final class RetainedSweeps {
    private static final String RUNTIME = "Retained";
    static final ReferenceType RETAINED = new ReferenceType("io.github.cotangent.runtime." + RUNTIME);

    private final Workshop workshop;
    private final Request request;
    private final Method method;
    private final ReverseBody sweeps;
    private final ReferenceType cotangents;
    private String forward;
    private String reverse;
    private ReferenceType saved;

    RetainedSweeps(Workshop workshop, Request request) {
        this.workshop = workshop;
        this.request = request;
        this.method = request.method();
        this.cotangents = new ReferenceType(request.resultClass(Request.Kind.VJP));
        this.sweeps = new ReverseBody(workshop, request, cotangents, true);
    }

    /** Makes them; gives whether the method has derivatives. If not, the problems are reported. */
    boolean make() {
        if (!sweeps.make(true)) {
            return false;
        }
        String prefix = request.prefix() + Request.Kind.PULLBACK.suffix();
        forward = workshop.name(prefix + "Forward");
        reverse = workshop.name(prefix + "Reverse");
        saved = new ReferenceType(workshop.name(Workshop.capitalized(prefix) + "Saved"));
        if (!request.kinds().contains(Request.Kind.VJP)) {
            workshop.add(new Companion.ResultClass(
                    cotangents.name(), Companion.ResultClass.Kind.VJP, null, null, sweeps.parts()));
        }
        sweeps.report(forward);
        routines();
        return true;
    }

    private void routines() {
        Variable result = sweeps.result();
        Variable state = Variable.parameter(new ParameterNames(method.parameters()).free("saved"), saved);
        List<Variable> parameters = new ArrayList<>(method.parameters());
        parameters.add(state);
        List<Variable> given = new ArrayList<>(List.of(state));
        given.addAll(sweeps.seeds());
        given.add(sweeps.into());
        List<Stmt> returning = new ArrayList<>(sweeps.checks());
        returning.addAll(sweeps.reverse());
        returning.addAll(sweeps.epilogue());
        boolean optimize = workshop.options().optimize();
        // Simplified before it is known what it reads: what it no longer needs is not saved.
        Block sweep = optimize ? Simplifier.simplify(new Block(returning)) : new Block(returning);
        SavedState shared = new SavedState(
                state,
                Set.of(),
                parameters,
                new Block(sweeps.forward()),
                sweep,
                variable -> optimize && variable != result);
        List<Stmt> computing = new ArrayList<>(shared.forward());
        if (result != null) {
            computing.add(new Stmt.Return(new Expr.Use(result), Origin.NONE));
        }
        String name = method.id().title();
        workshop.add(new Companion.StateClass(
                saved.name(),
                false,
                "What the reverse sweep of {@code " + name + "} needs, however often it runs.",
                shared.fields(),
                shared.shadows(),
                true));
        workshop.add(new Routine(
                        forward,
                        List.of("Forward sweep of {@code " + name
                                + "}: computes it and saves what its reverse sweep needs."),
                        false,
                        parameters,
                        resultType(),
                        new Block(computing),
                        method.reserved())
                .throwing(method.thrown())
                .remarking(method.remarks()));
        workshop.add(new Routine(
                reverse,
                List.of("Reverse sweep of {@code " + name + "}: adds the cotangents of its inputs to {@code "
                        + sweeps.into().name() + "}."),
                false,
                given,
                Primitive.VOID,
                new Block(shared.reverse()),
                method.reserved()));
    }

    /** The class of the saved values. */
    ReferenceType saved() {
        return saved;
    }

    /** The class of the cotangents. */
    ReferenceType cotangents() {
        return cotangents;
    }

    /** The parts of that class. */
    List<Companion.Part> parts() {
        return sweeps.parts();
    }

    /** The cotangents of the outputs, which the reverse sweep takes. */
    List<Variable> seeds() {
        return sweeps.seeds();
    }

    /** The outputs they belong to: the result, and parameters that the method overwrites. */
    List<Variable> outputs() {
        return sweeps.outputs();
    }

    /** A seed of zeros for an output. */
    Expr zeros(Expr output) {
        return sweeps.zeros(output);
    }

    /** The parameter of the reverse sweep with the object that the cotangents are added to. */
    Variable into() {
        return sweeps.into();
    }

    /** The name of the reverse sweep. It takes the saved values, the seeds, and the result object. */
    String reverse() {
        return reverse;
    }

    /** What the method returns. */
    Type resultType() {
        return sweeps.result() == null ? Primitive.VOID : sweeps.result().type();
    }

    /** The tangent of what it returns. */
    Type tangent() {
        return workshop.tangents().of(resultType());
    }

    /** What the method returns; null for a void method. */
    Variable result() {
        return sweeps.result();
    }

    /** Runs the forward sweep, with the parameters of the method. */
    Expr compute(Expr state) {
        List<Expr> arguments = new ArrayList<>();
        method.parameters().forEach(parameter -> arguments.add(new Expr.Use(parameter)));
        arguments.add(state);
        return new Expr.GeneratedCall("", forward, arguments, resultType());
    }

    /** Notes the shadows as the forward sweep has left them. */
    static Expr retained(Expr state) {
        return new Expr.RuntimeCall(RUNTIME, "of", List.of(state), RETAINED);
    }

    /** Prepares a reverse sweep. */
    static Stmt restore(Expr retained) {
        return new Stmt.Perform(
                new Expr.RuntimeCall(RUNTIME, "restore", List.of(retained), Primitive.VOID), Origin.NONE);
    }
}
