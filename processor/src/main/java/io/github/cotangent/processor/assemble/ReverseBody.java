package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.Place;
import io.github.cotangent.processor.analysis.Summary;
import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.mirror.Mirror;
import io.github.cotangent.processor.reverse.Decisions;
import io.github.cotangent.processor.reverse.Reversal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The two sweeps of an annotated method, with what stands around them: a prologue that finds places for the cotangents, seeds, and an
 * epilogue that hands the cotangents over to the caller's result object.
 *
 * <p>Either both run in one call, or the second one runs later, any number of times: then it relies on nothing that the caller has, and
 * claims no storage of the caller's before it.
 */
final class ReverseBody {
    private final Workshop workshop;
    private final Request request;
    private final Method method;
    private final boolean isRetained;
    private final ParameterNames names;
    private final Variable into;
    private final List<Variable> seeds = new ArrayList<>();
    private final List<Variable> outputs = new ArrayList<>();
    private final List<Stmt> forward = new ArrayList<>();
    private final List<Stmt> last = new ArrayList<>();
    private final List<Stmt> checks = new ArrayList<>();
    private final List<Stmt> reverse = new ArrayList<>();
    private final List<Stmt> epilogue = new ArrayList<>();
    private Variable result;
    private Decisions decisions;
    private Mirror mirror;

    /**
     * Prepares the method.
     *
     * @param resultType the class of the result object
     * @param isRetained whether the reverse sweep runs later, any number of times
     */
    ReverseBody(Workshop workshop, Request request, ReferenceType resultType, boolean isRetained) {
        this.workshop = workshop;
        this.request = request;
        this.method = request.method();
        this.isRetained = isRetained;
        this.names = new ParameterNames(method.parameters());
        this.into = Variable.parameter(names.free("into"), resultType);
    }

    /** The caller's result object. */
    Variable into() {
        return into;
    }

    /** The cotangents of the outputs, which the caller gives. */
    List<Variable> seeds() {
        return seeds;
    }

    /** What each of them belongs to: the result, or a parameter. */
    List<Variable> outputs() {
        return outputs;
    }

    /** A cotangent of zeros for an output. */
    Expr zeros(Expr output) {
        return mirror.zeros(output);
    }

    /** What stands for the result; null for a void method. */
    Variable result() {
        return result;
    }

    /** The prologue and the forward sweep. */
    List<Stmt> forward() {
        return forward;
    }

    /** Checks of what the caller gives for the reverse sweep, if that runs later. */
    List<Stmt> checks() {
        return checks;
    }

    List<Stmt> reverse() {
        return reverse;
    }

    /** What hands the cotangents over. */
    List<Stmt> epilogue() {
        return epilogue;
    }

    /** The parts of the result object: the cotangents of the inputs. */
    List<Companion.Part> parts() {
        List<Companion.Part> parts = new ArrayList<>();
        for (int i : request.inputs()) {
            Variable parameter = method.parameters().get(i);
            parts.add(new Companion.Part(
                    request.part(parameter), workshop.tangents().of(parameter.type())));
        }
        List<Companion.Part> fields = new ArrayList<>();
        for (FieldId field : request.fields()) {
            fields.add(
                    new Companion.Part(request.part(field), workshop.tangents().of(field.type())));
        }
        parts.addAll(request.fieldPosition(), fields);
        return parts;
    }

    /**
     * Makes both sweeps.
     *
     * @param isSeeded whether the caller gives cotangents of all outputs; otherwise that of the result, the only output, is one
     * @return whether the method has derivatives; if not, the problems are reported
     */
    boolean make(boolean isSeeded) {
        Set<Integer> inputs = new LinkedHashSet<>(request.inputs());
        Set<Integer> outputs = isSeeded ? overwritten() : Set.of();
        Optional<Subject> analysed = workshop.subject(request, outputs);
        if (analysed.isEmpty()) {
            return false;
        }
        Subject subject = analysed.get();
        Reversal reversal = workshop.reversal(
                subject,
                isRetained ? Set.of() : Place.allOf(method),
                !isRetained,
                isRetained ? Reversal.Checkpoints.REPEATEDLY : Reversal.Checkpoints.ONCE);
        result = subject.result();
        mirror = reversal.recording().mirror();
        List<Stmt> seeding = new ArrayList<>();
        List<Stmt> first = new ArrayList<>();
        Set<Variable> seeded = new HashSet<>();
        Variable resultSeed = isSeeded && result != null ? seed(result, "result") : null;
        if (result != null && result.type().isFloating()) {
            Variable bar = reversal.recording().adjoint(result);
            Expr seed = isSeeded ? new Expr.Use(resultSeed) : one(result.type());
            seeding.addAll(given(resultSeed));
            seeding.add(new Stmt.Assign(bar, seed, Origin.NONE));
            seeded.add(bar);
        } else if (resultSeed != null && mirror.types().carries(result.type())) {
            Variable shadow = mirror.shadow(result);
            seeding.add(
                    isRetained
                            ? checkLate(resultSeed, result, shadow)
                            : mirror.check(resultSeed, new Expr.Use(result)));
            seeding.addAll(given(resultSeed));
            if (shadow != null) {
                seeding.add(mirror.add(shadow, resultSeed));
            }
        }
        for (int i : outputs) {
            Variable parameter = method.parameters().get(i);
            if (inputs.contains(i) || subject.activity().hasShadow(parameter)) {
                overwritten(parameter, subject, first, seeding);
            }
        }
        Reversal.Pair pair = reversal.emit(seeding, seeded);
        decisions = pair.decisions();
        new CotangentPlaces(
                        request,
                        subject,
                        mirror,
                        into,
                        isRetained,
                        workshop.options().checksFinite())
                .arrange(forward, checks, epilogue);
        forward.addAll(first);
        forward.addAll(pair.forward());
        forward.addAll(last);
        reverse.addAll(pair.reverse());
        for (int i : request.inputs()) {
            Variable bar = pair.cotangents().get(method.parameters().get(i));
            if (bar != null) {
                epilogue.add(CotangentPlaces.add(
                        into, request.part(method.parameters().get(i)), new Expr.Use(bar)));
            }
        }
        return true;
    }

    /** Reports what the sweeps save; {@code routine} is the generated method with the forward sweep. */
    void report(String routine) {
        workshop.report(method, routine, decisions, isRetained);
    }

    /** Takes the cotangent of what the method leaves in a parameter. */
    private void overwritten(Variable parameter, Subject subject, List<Stmt> first, List<Stmt> seeding) {
        Variable seed = seed(parameter, parameter.name());
        Variable shadow = mirror.shadow(parameter);
        Variable original = shadow == null ? null : Variable.shadow(parameter.name() + "Cotangent", seed.type());
        // Checked before anything runs, or behind the forward sweep if only that settles the shape.
        boolean isSettledLate =
                isRetained || subject.storage().exchangesRows(subject.storage().of(parameter));
        Variable given = parameter;
        if (isSettledLate) {
            given = Variable.generated(parameter.name() + "Given", parameter.type());
            first.add(new Stmt.Assign(given, new Expr.Use(parameter), Origin.NONE));
        }
        Stmt check = isRetained ? checkLate(seed, given, original) : mirror.check(seed, new Expr.Use(given));
        (isSettledLate ? seeding : first).add(check);
        seeding.addAll(given(seed));
        if (shadow != null) {
            first.add(new Stmt.Assign(original, new Expr.Use(shadow), Origin.NONE));
            seeding.add(mirror.add(original, seed));
        }
    }

    /** Looks whether what the caller gives is finite, if that is asked for. */
    private List<Stmt> given(Variable seed) {
        return seed == null ? List.of() : workshop.checks(method).given(new Expr.Use(seed), seed.name());
    }

    /** Checks a seed when the caller may have changed the output: its shape is that of the shadow, or of zeros made in time. */
    private Stmt checkLate(Variable seed, Variable output, Variable shadow) {
        Variable like = shadow;
        if (like == null) {
            like = Variable.shadow(seed.name(), seed.type());
            last.add(new Stmt.Assign(like, mirror.zeros(new Expr.Use(output)), Origin.NONE));
        }
        return mirror.checkLike(seed, like);
    }

    /** The array parameters whose final contents are outputs. */
    private Set<Integer> overwritten() {
        Set<Integer> found = new LinkedHashSet<>();
        Summary summary = workshop.summaries().of(method.id());
        for (int i = 0; i < method.parameters().size(); i++) {
            if (summary.writes(i)
                    && workshop.summaries().carries(method.parameters().get(i).type())) {
                found.add(i);
            }
        }
        return found;
    }

    private Variable seed(Variable output, String name) {
        Variable seed =
                Variable.parameter(names.free(name + "Bar"), mirror.types().of(output.type()));
        seeds.add(seed);
        outputs.add(output);
        return seed;
    }

    static Expr one(Type type) {
        return new Expr.Constant(type == Primitive.FLOAT ? "1f" : "1.0", type);
    }
}
