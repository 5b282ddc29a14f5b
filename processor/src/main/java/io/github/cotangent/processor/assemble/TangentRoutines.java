package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.Direction;
import io.github.cotangent.processor.analysis.Summary;
import io.github.cotangent.processor.check.FiniteChecks;
import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.mirror.Mirror;
import io.github.cotangent.processor.normalize.CheckpointedCalls;
import io.github.cotangent.processor.normalize.Returns;
import io.github.cotangent.processor.relower.Relowering;
import io.github.cotangent.processor.reverse.Instrumentation;
import io.github.cotangent.processor.reverse.Partials;
import io.github.cotangent.processor.tangent.TangentSweep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Makes forward-mode routines: the one users call, and the tangent sweeps of callees. */
final class TangentRoutines {
    private final Workshop workshop;

    TangentRoutines(Workshop workshop) {
        this.workshop = workshop;
    }

    /**
     * The sweep of {@code mJvp}, up to its result.
     *
     * @param parameters those of the method, then the directions
     * @param result what the method returns, null if nothing
     * @param tangent the tangent of that
     * @param type its type
     * @param tangents the tangents in the body
     */
    record Swept(
            List<Stmt> body,
            List<Variable> parameters,
            ParameterNames names,
            Variable result,
            Expr tangent,
            Type type,
            Set<Variable> tangents) {}

    /** {@code mJvp(p…, dots…)}; for the companion alone, if it was not asked for. */
    void jvp(Request request) {
        Method method = request.method();
        Swept swept = swept(request);
        if (swept == null) {
            return;
        }
        List<Stmt> body = new ArrayList<>(swept.body());
        Variable result = swept.result();
        Type type = result == null ? Primitive.VOID : new ReferenceType(request.resultClass(Request.Kind.JVP));
        boolean isPublic = request.kinds().contains(Request.Kind.JVP);
        if (result != null) {
            pair(request, result.type(), swept.type(), isPublic);
            Variable pair = Variable.generated("jvp", type);
            body.add(new Stmt.Assign(pair, new Expr.NewState((ReferenceType) type), Origin.NONE));
            body.add(new Stmt.SetStateField(new Expr.Use(pair), "value", new Expr.Use(result), Origin.NONE));
            body.add(new Stmt.SetStateField(new Expr.Use(pair), "tangent", swept.tangent(), Origin.NONE));
            body.add(new Stmt.Return(new Expr.Use(pair), Origin.NONE));
        }
        workshop.add(new Routine(
                        request.prefix() + Request.Kind.JVP.suffix(),
                        Documentation.jvp(request, swept.parameters()),
                        isPublic,
                        swept.parameters(),
                        type,
                        new Block(body),
                        method.reserved())
                .throwing(method.thrown())
                .remarking(method.remarks()));
    }

    /** The sweep with a direction in all inputs; null if there is a problem, which is reported. */
    Swept swept(Request request) {
        Method method = request.method();
        Subject subject = subject(method, new HashSet<>(request.inputs()), request.fields(), true, true);
        if (subject == null) {
            return null;
        }
        Mirror mirror = mirror(subject);
        TangentSweep sweep = sweep(subject, mirror, workshop.checks(method), null);
        List<Variable> parameters = new ArrayList<>(method.parameters());
        ParameterNames names = new ParameterNames(parameters);
        List<Variable> dots = new ArrayList<>();
        List<Stmt> body = new ArrayList<>();
        for (int i : request.inputs()) {
            Variable parameter = method.parameters().get(i);
            Variable dot = Variable.parameter(
                    names.free(parameter.name() + "Dot"), mirror.types().of(parameter.type()));
            dots.add(dot);
            if (parameter.type().isFollowed()) {
                body.add(mirror.check(dot, new Expr.Use(parameter)));
                mirror.bind(parameter, dot);
            } else {
                sweep.bind(parameter, dot);
            }
            body.addAll(workshop.checks(method).given(new Expr.Use(dot), dot.name()));
        }
        body.addAll(zeroTangents(subject, mirror, sweep, new HashSet<>(request.inputs()), true));
        List<Variable> fieldDots = new ArrayList<>();
        for (FieldId field : request.fields()) {
            Variable dot = Variable.parameter(
                    names.free(field.name() + "Dot"), mirror.types().of(field.type()));
            fieldDots.add(dot);
            Variable self = method.parameters().get(0);
            Expr value = new Expr.Field(new Expr.Use(self), field, field.type());
            if (field.type().isFollowed()) {
                body.add(mirror.check(dot, value));
            }
            body.addAll(workshop.checks(method).given(new Expr.Use(dot), dot.name()));
            if (mirror.shadow(self) != null) {
                body.add(mirror.set(new Expr.Use(mirror.shadow(self)), field, new Expr.Use(dot), Origin.NONE));
            }
        }
        dots.addAll(request.fieldPosition(), fieldDots);
        parameters.addAll(dots);
        body.addAll(sweep.emit(body(subject)).statements());
        Variable result = subject.result();
        Expr tangent = result == null ? null : tangentOf(result, subject, mirror, sweep);
        Type type = result == null ? null : mirror.types().of(result.type());
        return new Swept(body, parameters, names, result, tangent, type, sweep.tangents());
    }

    /** The class of a value and its tangent. */
    private void pair(Request request, Type value, Type tangent, boolean isPublic) {
        String name = request.resultClass(Request.Kind.JVP);
        if (isPublic) {
            workshop.add(new Companion.ResultClass(name, Companion.ResultClass.Kind.JVP, value, tangent, List.of()));
        } else {
            List<Companion.Part> parts =
                    List.of(new Companion.Part("value", value), new Companion.Part("tangent", tangent));
            workshop.add(new Companion.StateClass(name, false, "A value and its tangent.", parts));
        }
    }

    /** The tangent sweep of a callee. */
    void callee(Method method, Workshop.TangentVariant variant, TangentSweep.Callee callee, boolean isPublic) {
        Subject subject = subject(method, variant.active(), List.of(), variant.resultActive(), false);
        if (subject == null) {
            return;
        }
        Mirror mirror = mirror(subject);
        List<Variable> parameters = new ArrayList<>(method.parameters());
        ParameterNames names = new ParameterNames(method.parameters());
        Variable sets = variant.isOfDependences() ? Variable.parameter(names.free("sets"), PatternRoutine.SETS) : null;
        TangentSweep sweep = sweep(subject, mirror, workshop.checks(method), sets);
        for (int i : variant.active().stream().sorted().toList()) {
            Variable parameter = method.parameters().get(i);
            Variable dot = Variable.generated(
                    names.free(parameter.name() + "Dot"), mirror.types().of(parameter.type()));
            parameters.add(dot);
            if (parameter.type().isFollowed()) {
                mirror.bind(parameter, dot);
            } else {
                sweep.bind(parameter, dot);
            }
        }
        List<Stmt> body = new ArrayList<>(zeroTangents(subject, mirror, sweep, variant.active(), false));
        Block tangent = sweep.emit(body(subject));
        body.addAll((SweepMethods.isSweep(method.id()) ? Relowering.raised(tangent) : tangent).statements());
        if (sets != null) {
            parameters.add(sets);
        }
        if (callee.holder() != null) {
            Variable holder = Variable.generated(names.free("out"), callee.holder());
            parameters.add(holder);
            body.add(new Stmt.SetStateField(
                    new Expr.Use(holder),
                    TangentSweep.Callee.TANGENT,
                    tangentOf(subject.result(), subject, mirror, sweep),
                    Origin.NONE));
            workshop.add(new Companion.StateClass(
                    callee.holder().name(),
                    isPublic,
                    "The tangent of the result of {@code " + method.id().title() + "}.",
                    List.of(new Companion.Part(
                            TangentSweep.Callee.TANGENT,
                            mirror.types().of(subject.result().type())))));
        }
        if (subject.result() != null) {
            body.add(new Stmt.Return(new Expr.Use(subject.result()), Origin.NONE));
        }
        workshop.add(new Routine(
                        callee.name(),
                        List.of("{@code " + method.id().title() + "} with "
                                + (sets == null ? "tangents." : "the sets of inputs that numbers depend on.")),
                        isPublic,
                        parameters,
                        method.id().result(),
                        new Block(body),
                        method.reserved())
                .throwing(method.thrown())
                .remarking(method.remarks()));
    }

    static Block body(Subject subject) {
        Block body = CheckpointedCalls.unwrapped(subject.method().body());
        return Partials.expand(Returns.eliminate(body, subject.result()), subject.activity());
    }

    Mirror mirror(Subject subject) {
        return new Mirror(subject.activity(), subject.storage(), workshop.tangents(), "Dot", true);
    }

    Subject subject(
            Method method, Set<Integer> inputs, List<FieldId> fields, boolean resultUseful, boolean callersUnknown) {
        Set<Integer> outputs = new HashSet<>();
        Summary summary = workshop.summaries().of(method.id());
        for (int i = 0; i < method.parameters().size(); i++) {
            Type type = method.parameters().get(i).type();
            if (type.isFollowed() && workshop.summaries().carries(type) && (summary.writes(i) || inputs.contains(i))) {
                outputs.add(i);
            }
        }
        Subject subject = Subject.of(
                method,
                workshop.program(),
                workshop.summaries(),
                inputs,
                fields,
                resultUseful,
                outputs,
                callersUnknown,
                Direction.FORWARD,
                workshop.options());
        workshop.report(subject.problems());
        return subject.problems().isEmpty() ? subject : null;
    }

    /** @param sets what keeps the sets of inputs that are in the place of tangents; null for tangents */
    TangentSweep sweep(Subject subject, Mirror mirror, FiniteChecks checks, Variable sets) {
        BiFunction<Stmt, Expr.Call, TangentSweep.Callee> callees = (stmt, call) -> workshop.tangent(
                subject.method().id(),
                stmt,
                new Workshop.TangentVariant(
                        call.callee(),
                        Set.copyOf(Instrumentation.activeOperands(call, subject.activity())),
                        Instrumentation.hasActiveResult(stmt, subject.activity()),
                        sets != null));
        return sets == null
                ? new TangentSweep(subject.activity(), mirror, checks, callees)
                : TangentSweep.ofDependences(subject.activity(), mirror, callees, sets);
    }

    /**
     * Parameters that become active on the way start with zero tangents; an array that is also an argument whose tangent is
     * given has that one.
     *
     * @param callersUnknown whether two arguments may be the same array although their activity does not say so
     */
    List<Stmt> zeroTangents(
            Subject subject, Mirror mirror, TangentSweep sweep, Set<Integer> given, boolean callersUnknown) {
        List<Stmt> out = new ArrayList<>();
        List<Variable> parameters = subject.method().parameters();
        List<Variable> shadowed =
                parameters.stream().filter(subject.activity()::hasShadow).toList();
        boolean some =
                parameters.stream().anyMatch(p -> shadowed.contains(p) && !given.contains(parameters.indexOf(p)));
        Variable known = callersUnknown && some && shadowed.size() > 1
                ? Variable.generated("shared", CotangentPlaces.KNOWN)
                : null;
        if (known != null) {
            out.add(new Stmt.Assign(known, CotangentPlaces.sharing(shadowed), Origin.NONE));
            for (Variable array : shadowed) {
                if (given.contains(parameters.indexOf(array)) && !CotangentPlaces.isObject(array.type())) {
                    List<Expr> pair =
                            List.of(new Expr.Use(known), new Expr.Use(array), new Expr.Use(mirror.shadow(array)));
                    out.add(new Stmt.Perform(
                            new Expr.RuntimeCall("Shadows", "bind", pair, Primitive.VOID), Origin.NONE));
                }
            }
        }
        for (int i = 0; i < parameters.size(); i++) {
            Variable parameter = parameters.get(i);
            if (given.contains(i)) {
                continue;
            }
            if (subject.activity().hasShadow(parameter)) {
                Expr zeros = mirror.zeros(new Expr.Use(parameter));
                if (known != null) {
                    List<Expr> operands = new ArrayList<>(zeros.operands());
                    operands.add(new Expr.Use(known));
                    zeros = zeros.withOperands(operands);
                }
                out.add(new Stmt.Assign(mirror.shadow(parameter), zeros, Origin.NONE));
            } else if (subject.activity().isActive(parameter)) {
                out.add(new Stmt.Assign(sweep.dot(parameter), Expr.Constant.zero(parameter.type()), Origin.NONE));
            }
        }
        return out;
    }

    static Expr tangentOf(Variable result, Subject subject, Mirror mirror, TangentSweep sweep) {
        if (result.type().isFollowed() && mirror.types().carries(result.type())) {
            Variable shadow = mirror.shadow(result);
            return shadow != null ? new Expr.Use(shadow) : mirror.zeros(new Expr.Use(result));
        }
        return subject.activity().isActive(result)
                ? new Expr.Use(sweep.dot(result))
                : Expr.Constant.zero(result.type());
    }

    static Expr text(String text) {
        return new Expr.Constant('"' + text + '"', ReferenceType.STRING);
    }
}
