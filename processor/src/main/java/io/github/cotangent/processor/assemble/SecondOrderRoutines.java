package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.Direction;
import io.github.cotangent.processor.analysis.Place;
import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.mirror.Mirror;
import io.github.cotangent.processor.relower.Relowering;
import io.github.cotangent.processor.reverse.Reversal;
import io.github.cotangent.processor.tangent.TangentSweep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes {@code mHvp}: the tangent of the adjoint. The forward and the reverse sweep of the gradient, brought back into the lowered
 * form, are the body of a method; the tangent sweep of that body carries the given directions along to the cotangents of the
 * inputs, whose tangents are the products of the Hessian with the directions.
 */
final class SecondOrderRoutines {
    private final Workshop workshop;
    private final Request request;
    private final Method method;
    private final ReferenceType resultType;
    private final ParameterNames names;
    private final boolean isPublic;

    SecondOrderRoutines(Workshop workshop, Request request) {
        this.workshop = workshop;
        this.request = request;
        this.method = request.method();
        this.resultType = new ReferenceType(request.resultClass(Request.Kind.HVP));
        this.isPublic = request.kinds().contains(Request.Kind.HVP);
        this.names = new ParameterNames(method.parameters());
    }

    /**
     * The gradient as a body.
     *
     * @param value what the method gives
     * @param numbers the cotangents of numbers among the inputs
     * @param arrays the cotangents of arrays
     * @param exchanged the arrays whose rows are replaced
     * @param mixes whether arguments that are the same array matter to each other
     */
    private record Gradient(
            Block body,
            Variable value,
            Map<Variable, Variable> numbers,
            Map<Variable, Variable> arrays,
            Set<Variable> exchanged,
            boolean mixes) {}

    /** {@code mHvp(p…, dots…)}; for the companion alone, if it was not asked for. */
    void products() {
        Gradient gradient = gradient();
        if (gradient == null) {
            return;
        }
        List<Variable> own = new ArrayList<>(method.parameters());
        own.addAll(gradient.arrays().values());
        Method adjoint = new Method(
                new MethodId(
                        method.id().owner(),
                        method.id().binaryOwner(),
                        request.prefix() + Request.Kind.HVP.suffix(),
                        own.stream().map(Variable::type).toList(),
                        Primitive.VOID,
                        true,
                        MethodId.Invocation.STATIC),
                own,
                gradient.body(),
                method.reserved(),
                method.thrown(),
                method.remarks(),
                List.of(),
                method.origin());
        Set<Integer> outputs = new LinkedHashSet<>();
        for (int i = method.parameters().size(); i < own.size(); i++) {
            outputs.add(i);
        }
        Subject subject = Subject.of(
                adjoint,
                workshop.program(),
                workshop.summaries(),
                new HashSet<>(request.inputs()),
                List.of(),
                false,
                outputs,
                new HashSet<>(gradient.numbers().values()),
                gradient.mixes(),
                Direction.FORWARD,
                workshop.options());
        workshop.report(subject.problems());
        TangentRoutines tangents = new TangentRoutines(workshop);
        Mirror mirror = tangents.mirror(subject);
        TangentSweep sweep = tangents.sweep(subject, mirror);
        List<Variable> parameters = new ArrayList<>(method.parameters());
        List<Stmt> body = new ArrayList<>(directions(mirror, sweep, subject, parameters));
        Set<Integer> given = new HashSet<>(request.inputs());
        given.addAll(outputs);
        Map<Variable, Variable> products = new LinkedHashMap<>();
        body.addAll(cotangents(gradient, mirror, products));
        body.addAll(tangents.zeroTangents(subject, mirror, sweep, given, true));
        body.addAll(sweep.emit(gradient.body()).statements());
        body.addAll(result(gradient, products, subject, mirror, sweep));
        workshop.add(new Routine(
                        request.prefix() + Request.Kind.HVP.suffix(),
                        Documentation.hvp(request, parameters),
                        isPublic,
                        parameters,
                        resultType,
                        UnreadShares.without(Relowering.raised(new Block(body)), gradient.arrays().values()),
                        method.reserved())
                .throwing(method.thrown())
                .remarking(method.remarks()));
    }

    /** Forward and reverse sweep; null if there is no gradient. */
    private Gradient gradient() {
        Set<Integer> inputs = new LinkedHashSet<>(request.inputs());
        Subject subject = Subject.of(
                method,
                workshop.program(),
                workshop.summaries(),
                inputs,
                request.fields(),
                true,
                Set.of(),
                true,
                Direction.REVERSE,
                workshop.options());
        if (!subject.problems().isEmpty()) {
            workshop.report(subject.problems());
            return null;
        }
        int before = workshop.routines().size();
        Reversal reversal = new Reversal(
                method,
                subject.result(),
                subject.storage(),
                subject.activity(),
                workshop.tangents(),
                workshop.summaries(),
                Place.allOf(method),
                true,
                workshop.options(),
                (stmt, variant) -> workshop.sweeps(method.id(), stmt, variant));
        Variable result = subject.result();
        Variable seed = reversal.recording().adjoint(result);
        Reversal.Pair pair = reversal.emit(
                List.of(new Stmt.Assign(seed, ReverseRoutines.one(result.type()), Origin.NONE)), Set.of(seed));
        workshop.onlyAsMethods(before);
        Mirror mirror = reversal.recording().mirror();
        Relowering relowering = workshop.program().relowering();
        Map<Variable, Variable> numbers = new LinkedHashMap<>();
        Map<Variable, Variable> arrays = new LinkedHashMap<>();
        Set<Variable> exchanged = new HashSet<>();
        for (int i = 0; i < method.parameters().size(); i++) {
            Variable parameter = method.parameters().get(i);
            if (mirror.shadow(parameter) != null) {
                arrays.put(parameter, relowering.variable(mirror.shadow(parameter)));
                if (subject.storage().exchangesRows(subject.storage().of(parameter))) {
                    exchanged.add(parameter);
                }
            } else if (inputs.contains(i) && pair.cotangents().containsKey(parameter)) {
                numbers.put(parameter, pair.cotangents().get(parameter));
            }
        }
        List<Stmt> body = new ArrayList<>(
                relowering.lower(new Block(pair.forward())).statements());
        body.add(new Stmt.Comment("reverse sweep"));
        body.addAll(relowering.lower(new Block(pair.reverse())).statements());
        Optional<Origin> obstacle = workshop.program().obstacle(new Block(body), relowering);
        if (obstacle.isPresent()) {
            obstructed(obstacle.get());
            return null;
        }
        return new Gradient(
                new Block(body),
                result,
                numbers,
                arrays,
                exchanged,
                !subject.storage().overlaps().isEmpty());
    }

    /** Takes the directions as further parameters. Those that the sweep would write are copied. */
    private List<Stmt> directions(Mirror mirror, TangentSweep sweep, Subject subject, List<Variable> parameters) {
        List<Stmt> out = new ArrayList<>();
        Map<Variable, Variable> written = new LinkedHashMap<>();
        for (int i : request.inputs()) {
            Variable parameter = method.parameters().get(i);
            Variable dot = Variable.parameter(
                    names.free(parameter.name() + "Dot"), mirror.types().of(parameter.type()));
            parameters.add(dot);
            if (parameter.type().isFollowed()) {
                out.add(mirror.check(dot, new Expr.Use(parameter)));
                if (subject.storage().isWrittenWithin(subject.storage().of(parameter))) {
                    written.put(parameter, dot);
                } else {
                    mirror.bind(parameter, dot);
                }
            } else {
                sweep.bind(parameter, dot);
            }
        }
        Variable known = written.size() > 1 ? Variable.generated("copies", CotangentPlaces.KNOWN) : null;
        if (known != null) {
            out.add(new Stmt.Assign(
                    known, new Expr.RuntimeCall("Shadows", "none", List.of(), CotangentPlaces.KNOWN), Origin.NONE));
        }
        written.forEach((parameter, dot) -> {
            List<Expr> operands = new ArrayList<>(List.of(new Expr.Use(parameter), new Expr.Use(dot)));
            if (known != null) {
                operands.add(new Expr.Use(known));
            }
            Variable copy = Variable.generated(dot.name(), dot.type());
            out.add(new Stmt.Assign(
                    copy, new Expr.RuntimeCall("Shadows", "copy", operands, dot.type()), Origin.NONE));
            mirror.bind(parameter, copy);
        });
        return out;
    }

    /**
     * Zeros for the cotangents and for their tangents; what two arguments share, these share.
     *
     * @param products for each array the variable that keeps the tangents of the cotangent of what it refers to in the beginning
     */
    private List<Stmt> cotangents(Gradient gradient, Mirror mirror, Map<Variable, Variable> products) {
        List<Stmt> out = new ArrayList<>();
        Map<Variable, Variable> tangents = new LinkedHashMap<>();
        gradient.arrays().forEach((array, bar) -> {
            if (mirror.shadow(bar) != null) {
                tangents.put(array, mirror.shadow(bar));
            }
        });
        zeros(gradient.arrays(), mirror, out);
        zeros(tangents, mirror, out);
        Set<Variable> assigned = Walk.assigned(gradient.body());
        tangents.forEach((array, tangent) -> {
            boolean rowsChange = gradient.exchanged().contains(array);
            Variable kept = tangent;
            if (rowsChange || assigned.contains(gradient.arrays().get(array))) {
                kept = Variable.generated(array.name() + "Product", tangent.type());
                Expr now = new Expr.Use(tangent);
                out.add(new Stmt.Assign(
                        kept,
                        rowsChange ? new Expr.RuntimeCall("Shadows", "rows", List.of(now), tangent.type()) : now,
                        Origin.NONE));
            }
            products.put(array, kept);
        });
        return out;
    }

    private static void zeros(Map<Variable, Variable> shadows, Mirror mirror, List<Stmt> out) {
        Set<Variable> originals = shadows.keySet();
        boolean shares = originals.size() > 1
                || originals.stream().anyMatch(original -> original.type().rank() > 1);
        Variable known = shares ? Variable.generated("shared", CotangentPlaces.KNOWN) : null;
        if (known != null) {
            out.add(new Stmt.Assign(known, CotangentPlaces.sharing(originals), Origin.NONE));
        }
        shadows.forEach((original, shadow) -> {
            Expr zeros = mirror.zeros(new Expr.Use(original));
            if (known != null) {
                List<Expr> operands = new ArrayList<>(zeros.operands());
                operands.add(new Expr.Use(known));
                zeros = zeros.withOperands(operands);
            }
            out.add(new Stmt.Assign(shadow, zeros, Origin.NONE));
        });
    }

    private void obstructed(Origin origin) {
        workshop.report(List.of(new Problem(
                Code.COT006,
                method.id().owner(),
                origin == Origin.NONE ? method.origin() : origin,
                "the gradient of " + method.id().name()
                        + " keeps derivatives in objects or collections here, which have no second derivatives",
                "Ask for GRADIENT, or keep the numbers in variables and arrays")));
    }

    /** The tangents of the cotangents. */
    private List<Stmt> result(
            Gradient gradient,
            Map<Variable, Variable> products,
            Subject subject,
            Mirror mirror,
            TangentSweep sweep) {
        List<Stmt> out = new ArrayList<>();
        Variable hvp = Variable.generated("hvp", resultType);
        Expr into = new Expr.Use(hvp);
        out.add(new Stmt.Assign(hvp, new Expr.NewState(resultType), Origin.NONE));
        if (isPublic) {
            out.add(new Stmt.SetStateField(into, "value", new Expr.Use(gradient.value()), Origin.NONE));
        }
        List<Companion.Part> parts = new ArrayList<>();
        for (int i : request.inputs()) {
            Variable parameter = method.parameters().get(i);
            String part = request.part(parameter);
            Type type = mirror.types().of(parameter.type());
            parts.add(new Companion.Part(part, type));
            Variable number = gradient.numbers().get(parameter);
            if (parameter.type().isFollowed()) {
                Expr product = products.containsKey(parameter)
                        ? new Expr.Use(products.get(parameter))
                        : mirror.zeros(new Expr.Use(parameter));
                out.add(new Stmt.SetStateField(into, part, product, Origin.NONE));
            } else if (number != null && subject.activity().isActive(number)) {
                out.add(new Stmt.SetStateField(into, part, new Expr.Use(sweep.dot(number)), Origin.NONE));
            }
        }
        if (isPublic) {
            workshop.add(new Companion.ResultClass(
                    resultType.name(),
                    Companion.ResultClass.Kind.HVP,
                    gradient.value().type(),
                    null,
                    parts));
        } else {
            workshop.add(new Companion.StateClass(
                    resultType.name(), false, "A product of the Hessian with a direction.", parts));
        }
        out.add(new Stmt.Return(into, Origin.NONE));
        return out;
    }
}
