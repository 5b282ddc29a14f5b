package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.Direction;
import io.github.cotangent.processor.analysis.Place;
import io.github.cotangent.processor.analysis.Storage;
import io.github.cotangent.processor.analysis.Summary;
import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.ir.ArrayType;
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
import io.github.cotangent.processor.mirror.Mirror;
import io.github.cotangent.processor.reverse.Reversal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes {@code mGradient} and {@code mVjp}: forward and reverse sweep in one method, between a prologue that finds places for
 * the cotangents and an epilogue that hands them over.
 *
 * <p>The cotangent of an array that the method only reads is collected right in the buffer of the caller's result object.
 * One that the method overwrites needs storage of its own, since its cotangent is read and cleared on the way back; so do
 * arguments that turn out to be the same array, which share one cotangent.
 */
final class ReverseRoutines {
    static final Type KNOWN =
            new ReferenceType("java.util.IdentityHashMap", List.of(ReferenceType.OBJECT, ReferenceType.OBJECT));

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
                subject.activity(),
                workshop.summaries(),
                everywhere(),
                true,
                workshop.options(),
                (stmt, variant) -> workshop.sweeps(method.id(), stmt, variant));
        Variable result = subject.result();
        Mirror mirror = reversal.recording().mirror();
        List<Variable> seeds = new ArrayList<>();
        List<Stmt> seeding = new ArrayList<>();
        List<Stmt> checks = new ArrayList<>();
        Set<Variable> seeded = new HashSet<>();
        Variable resultSeed = vjp && result != null ? seed("result", result.type(), seeds) : null;
        if (result != null && result.type().isFloating()) {
            Variable bar = reversal.recording().adjoint(result);
            Expr seed = vjp ? new Expr.Use(resultSeed) : one(result.type());
            seeding.add(new Stmt.Assign(bar, seed, Origin.NONE));
            seeded.add(bar);
        } else if (resultSeed != null && result.type().isDifferentiable()) {
            seeding.add(run("check", text(resultSeed.name()), new Expr.Use(resultSeed), new Expr.Use(result)));
            if (mirror.shadow(result) != null) {
                seeding.add(run("add", new Expr.Use(mirror.shadow(result)), new Expr.Use(resultSeed)));
            }
        }
        for (int i : outputs) {
            Variable parameter = method.parameters().get(i);
            if (inputs.contains(i) || subject.activity().hasShadow(parameter)) {
                Variable seed = seed(parameter.name(), parameter.type(), seeds);
                check(subject, parameter, seed, checks, seeding);
                if (mirror.shadow(parameter) != null) {
                    Variable original = Variable.generated(parameter.name() + "Cotangent", parameter.type());
                    checks.add(new Stmt.Assign(original, new Expr.Use(mirror.shadow(parameter)), Origin.NONE));
                    seeding.add(run("add", new Expr.Use(original), new Expr.Use(seed)));
                }
            }
        }
        Reversal.Pair pair = reversal.emit(seeding, seeded);
        List<Stmt> body = new ArrayList<>();
        List<Stmt> epilogue = new ArrayList<>();
        places(subject, mirror, body, epilogue);
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
                body.add(add(request.part(method.parameters().get(i)), new Expr.Use(bar), bar.type()));
            }
        }
        if (kind == Request.Kind.GRADIENT) {
            body.add(add("value", new Expr.Use(result), result.type()));
        }
        if (result != null) {
            body.add(new Stmt.Return(new Expr.Use(result), Origin.NONE));
        }
        deliver(seeds, body, result);
    }

    /** Checks the shape of a seed before anything runs; behind the forward sweep if only that settles the shape. */
    private static void check(
            Subject subject, Variable parameter, Variable seed, List<Stmt> before, List<Stmt> behind) {
        boolean rowsChange = false;
        Storage.Group group = subject.storage().of(parameter);
        while (group.type().element() instanceof ArrayType) {
            rowsChange |= subject.storage().isWritten(group);
            group = group.rows();
        }
        Variable array = parameter;
        if (rowsChange) {
            array = Variable.generated(parameter.name() + "Given", parameter.type());
            before.add(new Stmt.Assign(array, new Expr.Use(parameter), Origin.NONE));
        }
        (rowsChange ? behind : before).add(run("check", text(seed.name()), new Expr.Use(seed), new Expr.Use(array)));
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
            parts.add(new Companion.Part(request.part(parameter), parameter.type()));
        }
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
            if (summary.writes(i) && method.parameters().get(i).type().isDifferentiable()) {
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

    private static Expr one(Type type) {
        return new Expr.Constant(type == Primitive.FLOAT ? "1f" : "1.0", type);
    }

    /** All arrays keep their contents: nothing of the method runs behind its forward sweep. */
    private Set<Place> everywhere() {
        Set<Place> places = new HashSet<>(Place.all(Place.RESULT, method.id().result()));
        for (int i = 0; i < method.parameters().size(); i++) {
            places.addAll(Place.all(i, method.parameters().get(i).type()));
        }
        return places;
    }

    // ---- places for cotangents of arrays

    private void places(Subject subject, Mirror mirror, List<Stmt> prologue, List<Stmt> epilogue) {
        List<Integer> shadowed = new ArrayList<>();
        for (int i = 0; i < method.parameters().size(); i++) {
            if (subject.activity().hasShadow(method.parameters().get(i))) {
                shadowed.add(i);
            }
        }
        Expr known = null;
        boolean rows = shadowed.stream()
                .anyMatch(i -> method.parameters().get(i).type().rank() > 1);
        Set<Integer> places = new TreeSet<>(shadowed);
        if (!shadowed.isEmpty()) {
            request.inputs().stream()
                    .filter(i -> method.parameters().get(i).type() instanceof ArrayType)
                    .forEach(places::add);
        }
        if (places.size() > 1 || rows) {
            Variable sharing = Variable.generated("shared", KNOWN);
            List<Expr> arrays = new ArrayList<>();
            places.forEach(i -> arrays.add(new Expr.Use(method.parameters().get(i))));
            prologue.add(
                    new Stmt.Assign(sharing, new Expr.RuntimeCall("Shadows", "shared", arrays, KNOWN), Origin.NONE));
            known = new Expr.Use(sharing);
        }
        for (int i : request.inputs()) {
            Variable parameter = method.parameters().get(i);
            if (parameter.type() instanceof ArrayType && !shadowed.contains(i)) {
                // Nothing flows here, unless the caller passes an array twice: then this shows the whole.
                Variable bar = Variable.generated(parameter.name() + "Bar", parameter.type());
                prologue.add(new Stmt.Assign(bar, claim("claim", parameter, known), Origin.NONE));
                epilogue.add(set(parameter, settled(parameter, new Expr.Use(bar), known)));
            }
        }
        for (int i : shadowed) {
            Variable parameter = method.parameters().get(i);
            Expr shadow = new Expr.Use(mirror.shadow(parameter));
            if (!inputs.contains(i)) {
                List<Expr> operands = new ArrayList<>(List.of(new Expr.Use(parameter)));
                if (known != null) {
                    operands.add(known);
                }
                prologue.add(new Stmt.Assign(
                        mirror.shadow(parameter),
                        new Expr.RuntimeCall("Shadows", "zeros", operands, parameter.type()),
                        Origin.NONE));
                continue;
            }
            boolean owned = isWritten(subject.storage(), parameter);
            prologue.add(new Stmt.Assign(
                    mirror.shadow(parameter), claim(owned ? "fresh" : "claim", parameter, known), Origin.NONE));
            boolean rowsChange = owned && parameter.type().rank() > 1;
            if (isReassigned(parameter) || rowsChange) {
                Variable original = Variable.generated(parameter.name() + "Cotangent", parameter.type());
                Expr initial = rowsChange
                        ? new Expr.RuntimeCall("Shadows", "rows", List.of(shadow), parameter.type())
                        : shadow;
                prologue.add(new Stmt.Assign(original, initial, Origin.NONE));
                shadow = new Expr.Use(original);
            }
            Expr settled = owned
                    ? new Expr.RuntimeCall(
                            "Cotangents", "add", List.of(name(parameter), place(parameter), shadow), parameter.type())
                    : settled(parameter, shadow, known);
            epilogue.add(set(parameter, settled));
        }
    }

    /** What the result object holds in the end, for storage that was claimed. */
    private Expr settled(Variable parameter, Expr shadow, Expr known) {
        return known == null
                ? shadow
                : new Expr.RuntimeCall(
                        "Shadows",
                        "settle",
                        List.of(name(parameter), place(parameter), shadow, known),
                        parameter.type());
    }

    private Expr name(Variable parameter) {
        return text(request.part(parameter));
    }

    private Expr place(Variable parameter) {
        return new Expr.StateField(new Expr.Use(into), request.part(parameter), parameter.type());
    }

    private boolean isReassigned(Variable parameter) {
        return io.github.cotangent.processor.ir.Walk.assigned(method.body()).contains(parameter);
    }

    private static boolean isWritten(Storage storage, Variable parameter) {
        for (Storage.Group group = storage.of(parameter); ; group = group.rows()) {
            if (storage.isWritten(group)) {
                return true;
            }
            if (!(group.type().element() instanceof ArrayType)) {
                return false;
            }
        }
    }

    private Expr claim(String function, Variable parameter, Expr known) {
        List<Expr> operands = new ArrayList<>(List.of(name(parameter), place(parameter), new Expr.Use(parameter)));
        if (known != null) {
            operands.add(known);
        }
        return new Expr.RuntimeCall("Shadows", function, operands, parameter.type());
    }

    private Stmt set(Variable parameter, Expr value) {
        return new Stmt.SetStateField(new Expr.Use(into), request.part(parameter), value, Origin.NONE);
    }

    private Stmt add(String part, Expr value, Type type) {
        Expr old = new Expr.StateField(new Expr.Use(into), part, type);
        Expr sum = new Expr.Binary(Expr.BinaryOp.ADD, old, value, type);
        return new Stmt.SetStateField(new Expr.Use(into), part, sum, Origin.NONE);
    }

    private static Stmt run(String function, Expr... operands) {
        return new Stmt.Perform(
                new Expr.RuntimeCall("Shadows", function, List.of(operands), Primitive.VOID), Origin.NONE);
    }

    private static Expr text(String text) {
        return TangentRoutines.text(text);
    }
}
