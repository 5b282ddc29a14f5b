package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.Direction;
import io.github.cotangent.processor.analysis.Place;
import io.github.cotangent.processor.analysis.Summary;
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
import io.github.cotangent.processor.reverse.Reversal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes {@code mGradient} and {@code mVjp}: forward and reverse sweep in one method, between a prologue that finds places for
 * the cotangents and an epilogue that hands them over.
 */
final class ReverseRoutines {
    private final Workshop workshop;
    private final Request request;
    private final Request.Kind kind;
    private final Method method;
    private final Set<Integer> inputs;
    private final ReferenceType resultType;
    private final ParameterNames names;
    private final Variable into;

    ReverseRoutines(Workshop workshop, Request request, Request.Kind kind) {
        this.workshop = workshop;
        this.request = request;
        this.kind = kind;
        this.method = request.method();
        this.inputs = new LinkedHashSet<>(request.inputs());
        this.resultType = new ReferenceType(request.resultClass(kind));
        this.names = new ParameterNames(method.parameters());
        this.into = Variable.parameter(names.free("into"), resultType);
    }

    void make() {
        boolean vjp = kind == Request.Kind.VJP;
        Set<Integer> outputs = vjp ? overwritten() : Set.of();
        Subject subject = Subject.of(
                method,
                workshop.program(),
                workshop.summaries(),
                inputs,
                request.fields(),
                true,
                outputs,
                true,
                Direction.REVERSE,
                workshop.options());
        if (!subject.problems().isEmpty()) {
            workshop.report(subject.problems());
            return;
        }
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
        Mirror mirror = reversal.recording().mirror();
        List<Variable> seeds = new ArrayList<>();
        List<Stmt> seeding = new ArrayList<>();
        List<Stmt> checks = new ArrayList<>();
        Set<Variable> seeded = new HashSet<>();
        Variable resultSeed =
                vjp && result != null ? seed("result", mirror.types().of(result.type()), seeds) : null;
        if (result != null && result.type().isFloating()) {
            Variable bar = reversal.recording().adjoint(result);
            Expr seed = vjp ? new Expr.Use(resultSeed) : one(result.type());
            seeding.add(new Stmt.Assign(bar, seed, Origin.NONE));
            seeded.add(bar);
        } else if (resultSeed != null && mirror.types().carries(result.type())) {
            seeding.add(mirror.check(resultSeed, new Expr.Use(result)));
            if (mirror.shadow(result) != null) {
                seeding.add(mirror.add(mirror.shadow(result), resultSeed));
            }
        }
        for (int i : outputs) {
            Variable parameter = method.parameters().get(i);
            if (inputs.contains(i) || subject.activity().hasShadow(parameter)) {
                Variable seed = seed(parameter.name(), mirror.types().of(parameter.type()), seeds);
                check(subject, parameter, seed, checks, seeding, mirror);
                if (mirror.shadow(parameter) != null) {
                    Variable original = Variable.generated(parameter.name() + "Cotangent", seed.type());
                    checks.add(new Stmt.Assign(original, new Expr.Use(mirror.shadow(parameter)), Origin.NONE));
                    seeding.add(mirror.add(original, seed));
                }
            }
        }
        Reversal.Pair pair = reversal.emit(seeding, seeded);
        List<Stmt> body = new ArrayList<>();
        List<Stmt> epilogue = new ArrayList<>();
        new CotangentPlaces(request, subject, mirror, into).arrange(body, epilogue);
        body.addAll(checks);
        body.addAll(pair.forward());
        if (!pair.reverse().isEmpty()) {
            body.add(new Stmt.Comment("reverse sweep"));
        }
        body.addAll(pair.reverse());
        body.addAll(epilogue);
        for (int i : request.inputs()) {
            Variable bar = pair.cotangents().get(method.parameters().get(i));
            if (bar != null) {
                body.add(CotangentPlaces.add(
                        into, request.part(method.parameters().get(i)), new Expr.Use(bar)));
            }
        }
        if (kind == Request.Kind.GRADIENT) {
            body.add(CotangentPlaces.add(into, "value", new Expr.Use(result)));
        }
        if (result != null) {
            body.add(new Stmt.Return(new Expr.Use(result), Origin.NONE));
        }
        deliver(seeds, body, result);
    }

    /** Checks the shape of a seed before anything runs; behind the forward sweep if only that settles the shape. */
    private static void check(
            Subject subject, Variable parameter, Variable seed, List<Stmt> before, List<Stmt> behind, Mirror mirror) {
        boolean rowsChange = subject.storage().exchangesRows(subject.storage().of(parameter));
        Variable given = parameter;
        if (rowsChange) {
            given = Variable.generated(parameter.name() + "Given", parameter.type());
            before.add(new Stmt.Assign(given, new Expr.Use(parameter), Origin.NONE));
        }
        (rowsChange ? behind : before).add(mirror.check(seed, new Expr.Use(given)));
    }

    private void deliver(List<Variable> seeds, List<Stmt> body, Variable result) {
        String name = request.prefix() + kind.suffix();
        List<Variable> arguments = new ArrayList<>(method.parameters());
        arguments.addAll(seeds);
        List<Variable> parameters = new ArrayList<>(arguments);
        parameters.add(into);
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
        boolean gradient = kind == Request.Kind.GRADIENT;
        workshop.add(new Companion.ResultClass(
                resultType.name(),
                gradient ? Companion.ResultClass.Kind.GRADIENT : Companion.ResultClass.Kind.VJP,
                gradient ? result.type() : null,
                null,
                parts));
        Variable fresh = Variable.generated("into", resultType);
        List<Expr> pass = new ArrayList<>();
        arguments.forEach(argument -> pass.add(new Expr.Use(argument)));
        pass.add(new Expr.Use(fresh));
        Type type = result == null ? Primitive.VOID : result.type();
        Expr call = new Expr.GeneratedCall("", name, pass, type);
        List<Stmt> plain = new ArrayList<>();
        plain.add(new Stmt.Assign(fresh, new Expr.NewState(resultType), Origin.NONE));
        // Not the sum with the zero that was there, which would turn a negative zero into a positive one.
        plain.add(
                gradient
                        ? new Stmt.SetStateField(new Expr.Use(fresh), "value", call, Origin.NONE)
                        : new Stmt.Perform(call, Origin.NONE));
        plain.add(new Stmt.Return(new Expr.Use(fresh), Origin.NONE));
        workshop.add(new Routine(
                        name,
                        Documentation.plain(request, kind, seeds),
                        true,
                        arguments,
                        resultType,
                        new Block(plain),
                        Set.of())
                .throwing(method.thrown()));
        workshop.add(new Routine(
                        name,
                        Documentation.into(request, kind, seeds, into.name()),
                        true,
                        parameters,
                        type,
                        new Block(body),
                        method.reserved())
                .throwing(method.thrown())
                .remarking(method.remarks()));
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

    private Variable seed(String of, Type type, List<Variable> seeds) {
        Variable seed = Variable.parameter(names.free(of + "Bar"), type);
        seeds.add(seed);
        return seed;
    }

    static Expr one(Type type) {
        return new Expr.Constant(type == Primitive.FLOAT ? "1f" : "1.0", type);
    }
}
