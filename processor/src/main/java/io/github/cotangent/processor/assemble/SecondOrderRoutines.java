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

    SecondOrderRoutines(Workshop workshop, Request request) {
        this.workshop = workshop;
        this.request = request;
        this.method = request.method();
        this.resultType = new ReferenceType(request.resultClass(Request.Kind.HVP));
        this.isPublic = request.kinds().contains(Request.Kind.HVP);
        this.names = new ParameterNames(method.parameters());
    }

    /** {@code mHvp(p…, dots…)}; for the companion alone, if it was not asked for. */
    void products() {
        GradientBody gradient = GradientBody.of(request, workshop).orElse(null);
        if (gradient == null) {
            return;
        }
        if (gradient.obstacle().isPresent()) {
            workshop.report(List.of(without(gradient.obstacle().get())));
            return;
        }
        Workshop.Mark mark = workshop.mark();
        products(gradient);
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
        return new Problem(
                Code.COT006,
                method.id().owner(),
                origin == Origin.NONE ? method.origin() : origin,
                "the gradient of " + method.id().name()
                        + " keeps derivatives here in what has no second derivatives, a collection or an object made elsewhere",
                "Ask for GRADIENT, or keep the numbers in variables, arrays and objects of your own");
    }

    private void products(GradientBody gradient) {
        Subject subject = Subject.of(
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
        workshop.report(subject.problems());
        TangentRoutines tangents = new TangentRoutines(workshop);
        Mirror mirror = tangents.mirror(subject);
        TangentSweep sweep = tangents.sweep(subject, mirror, FiniteChecks.NONE);
        Directions directions = new Directions(subject, mirror, sweep);
        Set<Integer> given = new HashSet<>(request.inputs());
        given.addAll(gradient.outputs());
        Map<Variable, Variable> products = new LinkedHashMap<>();
        List<Stmt> body = new ArrayList<>(directions.ofParameters());
        body.addAll(cotangents(gradient, mirror, products));
        body.addAll(tangents.zeroTangents(subject, mirror, sweep, given, true));
        body.addAll(directions.ofFields());
        body.addAll(sweep.emit(gradient.method().body()).statements());
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

    /** The directions, which users pass as further parameters. */
    private final class Directions {
        private final Subject subject;
        private final Mirror mirror;
        private final TangentSweep sweep;
        private final List<Variable> dots = new ArrayList<>();

        Directions(Subject subject, Mirror mirror, TangentSweep sweep) {
            this.subject = subject;
            this.mirror = mirror;
            this.sweep = sweep;
        }

        List<Variable> parameters() {
            List<Variable> all = new ArrayList<>(method.parameters());
            all.addAll(dots);
            return all;
        }

        private Variable dot(String of, Type type) {
            return Variable.parameter(names.free(of + "Dot"), mirror.types().of(type));
        }

        /** Takes the directions of parameters. If the sweep would write one, all are copied: others may share its arrays. */
        List<Stmt> ofParameters() {
            List<Stmt> out = new ArrayList<>();
            Map<Variable, Variable> followed = new LinkedHashMap<>();
            for (int i : request.inputs()) {
                Variable parameter = method.parameters().get(i);
                Variable dot = dot(parameter.name(), parameter.type());
                dots.add(dot);
                if (!parameter.type().isFollowed()) {
                    sweep.bind(parameter, dot);
                    continue;
                }
                out.add(mirror.check(dot, new Expr.Use(parameter)));
                followed.put(parameter, dot);
            }
            boolean written = followed.keySet().stream()
                    .anyMatch(each ->
                            subject.storage().isWrittenWithin(subject.storage().of(each)));
            if (written) {
                copy(followed, out);
            } else {
                followed.forEach(mirror::bind);
            }
            return out;
        }

        private void copy(Map<Variable, Variable> followed, List<Stmt> out) {
            boolean objects = followed.keySet().stream().anyMatch(each -> CotangentPlaces.isObject(each.type()));
            Variable known = followed.size() > 1 ? Variable.generated("copies", CotangentPlaces.KNOWN) : null;
            if (objects && known != null) {
                workshop.report(List.of(without(Origin.NONE)));
                return;
            }
            if (known != null) {
                out.add(new Stmt.Assign(
                        known, new Expr.RuntimeCall("Shadows", "none", List.of(), CotangentPlaces.KNOWN), Origin.NONE));
            }
            followed.forEach((parameter, dot) -> {
                Variable copy = Variable.generated(dot.name(), dot.type());
                if (objects) {
                    out.add(new Stmt.Assign(copy, mirror.zeros(new Expr.Use(parameter)), Origin.NONE));
                    out.add(mirror.add(copy, dot));
                } else {
                    List<Expr> operands = new ArrayList<>(List.of(new Expr.Use(parameter), new Expr.Use(dot)));
                    if (known != null) {
                        operands.add(new Expr.Use(known));
                    }
                    out.add(new Stmt.Assign(
                            copy, new Expr.RuntimeCall("Shadows", "copy", operands, dot.type()), Origin.NONE));
                }
                mirror.bind(parameter, copy);
            });
        }

        /** Takes the directions of fields of the receiver, and puts them into its tangent. */
        List<Stmt> ofFields() {
            List<Stmt> out = new ArrayList<>();
            List<Variable> fields = new ArrayList<>();
            for (FieldId field : request.fields()) {
                Variable self = method.parameters().get(0);
                Variable dot = dot(field.name(), field.type());
                fields.add(dot);
                if (field.type().isFollowed()) {
                    out.add(mirror.check(dot, new Expr.Field(new Expr.Use(self), field, field.type())));
                }
                if (mirror.shadow(self) != null) {
                    out.add(mirror.set(new Expr.Use(mirror.shadow(self)), field, new Expr.Use(dot), Origin.NONE));
                }
            }
            dots.addAll(request.fieldPosition(), fields);
            return out;
        }
    }

    /**
     * Zeros for the cotangents and for their tangents; what two arguments share, these share.
     *
     * @param products for each array or object the variable that keeps the tangent of the cotangent of what it refers to in the
     *     beginning
     */
    private List<Stmt> cotangents(GradientBody gradient, Mirror mirror, Map<Variable, Variable> products) {
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
        zeros(gradient.shadows(), mirror, out);
        zeros(tangents, mirror, out);
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
