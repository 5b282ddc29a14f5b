package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.Direction;
import io.github.cotangent.processor.check.FiniteChecks;
import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.mirror.Mirror;
import io.github.cotangent.processor.relower.Relowering;
import io.github.cotangent.processor.tangent.TangentSweep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes {@code mHvp}: the tangent of the adjoint. The tangent sweep of the gradient carries the given directions along to the
 * cotangents of the inputs, whose tangents are the products of the Hessian with the directions.
 */
final class SecondOrderRoutines {
    private final Workshop workshop;
    private final Request request;
    private final Method method;
    private final ReferenceType resultType;
    private final ParameterNames names;
    private final boolean isPublic;
    private boolean isMade;
    private GradientBody gradient;
    /** The sweep up to the result, what it takes, what it finds, and the tangents in it. */
    private List<Stmt> sweptBody;

    private List<Variable> parameters;
    private List<Expr> rows;
    private Set<Variable> tangentVariables;

    SecondOrderRoutines(Workshop workshop, Request request) {
        this.workshop = workshop;
        this.request = request;
        this.method = request.method();
        this.resultType = new ReferenceType(request.resultClass(Request.Kind.HVP));
        this.isPublic = request.kinds().contains(Request.Kind.HVP);
        this.names = new ParameterNames(method.parameters());
    }

    /** Makes {@code mHvp(p…, dots…)} if that is not there yet; for the companion alone, if it was not asked for. */
    void make() {
        if (!isMade) {
            isMade = true;
            products();
        }
    }

    private void products() {
        gradient = GradientBody.of(request, workshop).orElse(null);
        if (gradient == null) {
            return;
        }
        if (gradient.obstacle().isPresent()) {
            workshop.report(List.of(without(gradient.obstacle().get())));
            return;
        }
        Workshop.Mark mark = workshop.mark();
        ofGradient();
        if (workshop.routines().subList(mark.routines(), workshop.routines().size()).stream()
                .anyMatch(this::needsZerosOfTangents)) {
            workshop.report(List.of(without(Origin.NONE)));
        }
        // The gradient is there: whatever stands in the way now does so for second derivatives only.
        workshop.replaceSince(mark, problem -> without(problem.origin()));
    }

    /** Whether a routine needs a zero in the shape of a tangent, which says less than the object it belongs to. */
    private boolean needsZerosOfTangents(Routine routine) {
        boolean[] found = {false};
        Walk.statements(
                routine.body(),
                stmt -> Walk.expressions(
                        stmt,
                        expr -> found[0] |= expr instanceof Expr.GeneratedCall call
                                && call.function().equals("zeros")
                                && call.operands().get(0).type().leaf() instanceof ObjectType of
                                && workshop.program().isMade(of.reference())));
        return found[0];
    }

    private Problem without(Origin origin) {
        return without(method, origin);
    }

    /** The problem of a gradient of a method that cannot be differentiated once more. */
    static Problem without(Method method, Origin origin) {
        return new Problem(
                Code.COT006,
                method.id().owner(),
                origin == Origin.NONE ? method.origin() : origin,
                "the gradient of " + method.id().name()
                        + " keeps derivatives here in what has no second derivatives, a collection or an object made elsewhere",
                "Ask for GRADIENT, or keep the numbers in variables, arrays and objects of your own");
    }

    /** {@code mHessianPattern(p…)}, if there is a gradient that can be differentiated. */
    void pattern() {
        if (gradient == null || gradient.obstacle().isPresent()) {
            return;
        }
        Workshop.Mark mark = workshop.mark();
        new HessianPatternRoutine(workshop, request).make(gradient, this);
        workshop.replaceSince(mark, this::withoutPattern);
    }

    private Problem withoutPattern(Problem problem) {
        return problem.code() == Code.COT006 ? problem : without(problem.origin());
    }

    /** The analysed gradient. */
    Subject subject(GradientBody gradient) {
        return Subject.of(
                gradient.method(),
                workshop.program(),
                workshop.summaries(),
                new HashSet<>(request.inputs()),
                request.fields(),
                false,
                gradient.outputs(),
                new HashSet<>(gradient.numbers().values()),
                gradient.mixes(),
                Direction.FORWARD,
                workshop.options());
    }

    private void ofGradient() {
        Subject subject = subject(gradient);
        workshop.report(subject.problems());
        TangentRoutines tangents = new TangentRoutines(workshop);
        Mirror mirror = tangents.mirror(subject);
        TangentSweep sweep = tangents.sweep(subject, mirror, FiniteChecks.NONE, null);
        DirectionParameters directions = new DirectionParameters(workshop, request, names, subject, mirror, sweep);
        Set<Integer> given = new HashSet<>(request.inputs());
        given.addAll(gradient.outputs());
        Map<Variable, Variable> products = new LinkedHashMap<>();
        List<Stmt> body = new ArrayList<>(directions.ofParameters());
        body.addAll(cotangents(gradient, mirror, products));
        body.addAll(tangents.zeroTangents(subject, mirror, sweep, given, true));
        body.addAll(directions.ofFields());
        body.addAll(sweep.emit(gradient.method().body()).statements());
        sweptBody = List.copyOf(body);
        parameters = directions.parameters();
        rows = rows(gradient, products, subject, sweep);
        tangentVariables = sweep.tangents();
        body.addAll(result(gradient, products, subject, mirror, sweep));
        workshop.add(new Routine(
                        request.prefix() + Request.Kind.HVP.suffix(),
                        Documentation.hvp(request, directions.parameters()),
                        isPublic,
                        directions.parameters(),
                        resultType,
                        UnreadShares.without(
                                Relowering.raised(new Block(body)),
                                gradient.shadows().values()),
                        method.reserved())
                .throwing(method.thrown())
                .remarking(method.remarks()));
    }

    /**
     * Zeros for the cotangents and for their tangents; what two arguments share, these share.
     *
     * @param products for each array or object the variable that keeps the tangent of the cotangent of what it refers to in the
     *     beginning
     */
    List<Stmt> cotangents(GradientBody gradient, Mirror mirror, Map<Variable, Variable> products) {
        List<Stmt> out = new ArrayList<>();
        Map<Variable, Variable> tangents = new LinkedHashMap<>();
        for (Variable original : method.parameters()) {
            Variable bar = gradient.shadows().get(original);
            boolean input = request.inputs().contains(method.parameters().indexOf(original));
            if (bar != null && mirror.shadow(bar) != null) {
                tangents.put(original, mirror.shadow(bar));
            } else if (input && original.type().isFollowed()) {
                // Nothing flows there, unless the caller passes an array twice: then it shows the whole.
                Type type = mirror.types().of(original.type());
                tangents.put(original, Variable.generated(original.name() + "Product", type));
            }
        }
        CotangentPlaces.zeros(gradient.shadows(), mirror::zeros, out);
        CotangentPlaces.zeros(tangents, mirror::zeros, out);
        Set<Variable> assigned = Walk.assigned(gradient.method().body());
        tangents.forEach((original, tangent) -> {
            boolean rowsChange =
                    gradient.exchanged().contains(original) && original.type().rank() > 1;
            Variable kept = tangent;
            boolean flows = gradient.shadows().containsKey(original);
            if (flows && (rowsChange || assigned.contains(gradient.shadows().get(original)))) {
                kept = Variable.generated(original.name() + "Product", tangent.type());
                Expr now = new Expr.Use(tangent);
                out.add(new Stmt.Assign(
                        kept,
                        rowsChange ? new Expr.RuntimeCall("Shadows", "rows", List.of(now), tangent.type()) : now,
                        Origin.NONE));
            }
            products.put(original, kept);
        });
        return out;
    }

    /** The tangents of the cotangents, for each input that is a parameter. */
    List<Expr> rows(GradientBody gradient, Map<Variable, Variable> products, Subject subject, TangentSweep sweep) {
        List<Expr> rows = new ArrayList<>();
        for (int i : request.inputs()) {
            Variable parameter = method.parameters().get(i);
            Variable number = gradient.numbers().get(parameter);
            if (parameter.type().isFollowed()) {
                rows.add(new Expr.Use(products.get(parameter)));
            } else {
                boolean isVaried = number != null && subject.activity().isActive(number);
                rows.add(isVaried ? new Expr.Use(sweep.dot(number)) : Expr.Constant.zero(parameter.type()));
            }
        }
        return rows;
    }

    /**
     * Makes {@code mHessianRows(p…, dots…)}: products with several directions in one sweep.
     *
     * @return its name; empty where sweeps of callees take one direction
     */
    Optional<String> several(int count) {
        return rows == null
                ? Optional.empty()
                : new HessianRowsRoutine(workshop, request, names)
                        .make(
                                sweptBody,
                                parameters,
                                rows,
                                tangentVariables,
                                gradient.shadows().values(),
                                count);
    }

    /** Hands over the tangents of the cotangents. */
    private List<Stmt> result(
            GradientBody gradient,
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
            parts.add(new Companion.Part(part, mirror.types().of(parameter.type())));
            Variable number = gradient.numbers().get(parameter);
            if (parameter.type().isFollowed()) {
                out.add(new Stmt.SetStateField(into, part, new Expr.Use(products.get(parameter)), Origin.NONE));
            } else if (number != null && subject.activity().isActive(number)) {
                out.add(new Stmt.SetStateField(into, part, new Expr.Use(sweep.dot(number)), Origin.NONE));
            }
        }
        List<Companion.Part> fields = new ArrayList<>();
        for (FieldId field : request.fields()) {
            Variable self = method.parameters().get(0);
            String part = request.part(field);
            fields.add(new Companion.Part(part, mirror.types().of(field.type())));
            if (products.containsKey(self)) {
                Expr product = mirror.field(new Expr.Use(products.get(self)), field);
                out.add(new Stmt.SetStateField(into, part, product, Origin.NONE));
            } else if (field.type().isFollowed()) {
                Expr zeros = mirror.zeros(new Expr.Field(new Expr.Use(self), field, field.type()));
                out.add(new Stmt.SetStateField(into, part, zeros, Origin.NONE));
            }
        }
        parts.addAll(request.fieldPosition(), fields);
        declare(gradient.value().type(), parts);
        out.add(new Stmt.Return(into, Origin.NONE));
        return out;
    }

    private void declare(Type value, List<Companion.Part> parts) {
        if (isPublic) {
            workshop.add(
                    new Companion.ResultClass(resultType.name(), Companion.ResultClass.Kind.HVP, value, null, parts));
        } else {
            workshop.add(new Companion.StateClass(
                    resultType.name(), false, "A product of the Hessian with a direction.", parts));
        }
    }
}
