package io.github.cotangent.processor.dispatch;

import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Effects;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Layout;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Opacity;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The body of a virtual method: one alternative for each implementation that is known, and behind them the call of what a class
 * not in sight has. Where there can be no such class, or the class is in sight but not followed, an exception names it.
 */
final class Dispatcher {
    private final MethodId id;
    private final Program program;
    private final Fitting fitting;
    private final Variable self;
    private final List<Variable> parameters;
    private final Set<Type> thrown = new LinkedHashSet<>();

    private Dispatcher(MethodId id, Program program, List<Variable> parameters) {
        this.id = id;
        this.program = program;
        this.fitting = new Fitting(program);
        this.self = parameters.get(0);
        this.parameters = parameters;
        thrown.addAll(program.thrown(id));
    }

    /** The method; nothing if no implementation is known and none is to be expected elsewhere. */
    static Optional<Method> of(MethodId id, Program program) {
        Dispatcher dispatcher = new Dispatcher(id, program, id.choosing());
        return dispatcher
                .body()
                .map(body -> new Method(
                        id,
                        dispatcher.parameters,
                        body,
                        Set.of(),
                        List.copyOf(dispatcher.thrown),
                        List.of(),
                        Collections.nCopies(dispatcher.parameters.size(), Origin.NONE),
                        Origin.NONE));
    }

    /** The same as {@link #of}, with the parameters of the body that the declaring class has. */
    static Method asCalled(Method own, Program program) {
        MethodId id = own.id().with(MethodId.Invocation.VIRTUAL);
        Dispatcher dispatcher = new Dispatcher(id, program, own.parameters());
        Layout layout = program.layout(id.receiver());
        List<ObjectType> classes = layout.concrete();
        boolean overridden = !classes.stream()
                .allMatch(each -> program.implementation(id, each)
                        .filter(own.id()::equals)
                        .isPresent());
        Block body = overridden
                ? dispatcher.body().orElseGet(() -> new Block(dispatcher.otherwise(layout)))
                : dispatcher.guarded(own, classes);
        Set<Type> thrown = new LinkedHashSet<>(own.thrown());
        thrown.addAll(dispatcher.thrown);
        return new Method(
                id,
                own.parameters(),
                body,
                own.reserved(),
                List.copyOf(thrown),
                overridden ? List.of() : own.remarks(),
                own.places(),
                own.origin());
    }

    /** A body, for objects of certain classes only. */
    private Block guarded(Method own, List<ObjectType> classes) {
        Layout layout = program.layout(id.receiver());
        if (layout.isClosed()) {
            return own.body();
        }
        Block otherwise = new Block(otherwise(layout));
        Expr test = runs(own.id(), classes);
        if (test == null) {
            return otherwise;
        }
        Variable known = Variable.temporary("known", Primitive.BOOLEAN);
        List<Stmt> out = new ArrayList<>();
        out.add(new Stmt.Assign(known, test, Origin.NONE));
        out.add(new Stmt.If(new Expr.Use(known), Block.of(), otherwise, Origin.NONE));
        out.addAll(own.body().statements());
        return new Block(out);
    }

    private Optional<Block> body() {
        Layout layout = program.layout(id.receiver());
        Map<MethodId, List<ObjectType>> bodies = new LinkedHashMap<>();
        boolean complete = layout.isClosed();
        for (ObjectType concrete : layout.concrete()) {
            MethodId body = program.implementation(id, concrete)
                    .filter(each -> fitting.fits(id, each))
                    .orElse(null);
            complete &= body != null;
            if (body != null) {
                bodies.computeIfAbsent(body, key -> new ArrayList<>()).add(concrete);
            }
        }
        if (bodies.isEmpty()) {
            program.implementation(id, id.receiver())
                    .filter(each -> isInherited(each) && fitting.fits(id, each))
                    .ifPresent(each -> bodies.put(each, List.of()));
        }
        if (bodies.isEmpty()) {
            return mayBeElsewhere(layout) ? Optional.of(new Block(otherwise(layout))) : Optional.empty();
        }
        if (complete && bodies.size() == 1) {
            return Optional.of(new Block(call(bodies.keySet().iterator().next())));
        }
        Block otherwise = new Block(otherwise(layout));
        List<Map.Entry<MethodId, List<ObjectType>>> alternatives = new ArrayList<>(bodies.entrySet());
        // A constant that has its own body is an object of the enum, too. To find out what a class inherits takes a
        // look-up.
        alternatives.sort(Comparator.comparing((Map.Entry<MethodId, List<ObjectType>> each) ->
                        !each.getValue().stream().allMatch(this::isConstant))
                .thenComparing(each -> isInherited(each.getKey())));
        for (int i = alternatives.size() - 1; i >= 0; i--) {
            Variable test = Variable.temporary("test", Primitive.BOOLEAN);
            otherwise = Block.of(
                    new Stmt.Assign(
                            test,
                            runs(
                                    alternatives.get(i).getKey(),
                                    alternatives.get(i).getValue()),
                            Origin.NONE),
                    new Stmt.If(
                            new Expr.Use(test),
                            new Block(call(alternatives.get(i).getKey())),
                            otherwise,
                            Origin.NONE));
        }
        return Optional.of(otherwise);
    }

    /** Whether the class of the object is one of those known to run a body, or a later one that does; null if there is none. */
    private Expr runs(MethodId body, List<ObjectType> classes) {
        Expr known = isAny(classes);
        if (!isInherited(body)) {
            return known;
        }
        Expr inherits = new Expr.Opaque(
                List.of(
                        new Piece.TypeName(new ReferenceType("io.github.cotangent.runtime.Elsewhere")),
                        new Piece.Text(".inherits("),
                        new Piece.Hole(),
                        new Piece.Text(", \"" + body.signature() + "\")")),
                List.of(new Expr.Use(self)),
                Primitive.BOOLEAN,
                Effects.NONE,
                Opacity.INACTIVE,
                Origin.NONE);
        return known == null ? inherits : new Expr.Binary(BinaryOp.OR, known, inherits, Primitive.BOOLEAN);
    }

    /** Whether a body is that of an abstract class or interface which classes not in sight may extend. */
    private boolean isInherited(MethodId body) {
        Layout layout = program.layout(body.receiver());
        return !layout.isConcrete() && isOpen(layout);
    }

    /** Whether classes not in sight may be below a class: none is where the companion cannot name it. */
    private static boolean isOpen(Layout layout) {
        return !layout.isClosed() && layout.accessible();
    }

    private Expr isAny(List<ObjectType> classes) {
        Expr any = null;
        for (ObjectType each : classes) {
            if (isConstant(each) && classes.contains(program.layout(each).superclass())) {
                continue;
            }
            Expr test = program.layout(each).isClassOf(new Expr.Use(self));
            any = any == null ? test : new Expr.Binary(BinaryOp.OR, any, test, Primitive.BOOLEAN);
        }
        return any;
    }

    private boolean isConstant(ObjectType type) {
        return program.layout(type).constant() != null;
    }

    private List<Stmt> call(MethodId body) {
        if (body.invocation() != MethodId.Invocation.ELSEWHERE
                && program.callee(body) instanceof Program.Source source) {
            thrown.addAll(source.method().thrown());
        }
        List<Stmt> out = new ArrayList<>();
        List<Expr> operands = new ArrayList<>();
        ObjectType owner = body.receiver();
        if (owner.name().equals(id.owner())) {
            operands.add(new Expr.Use(self));
        } else {
            Variable receiver = Variable.temporary("receiver", owner);
            out.add(new Stmt.Assign(receiver, new Expr.Cast(new Expr.Use(self), owner), Origin.NONE));
            operands.add(new Expr.Use(receiver));
        }
        for (int i = 0; i < body.parameters().size(); i++) {
            operands.add(converted(parameters.get(i + 1), body.parameters().get(i), out));
        }
        Expr call = new Expr.Call(body, operands, body.result());
        if (id.result() == Primitive.VOID) {
            out.add(new Stmt.Perform(call, Origin.NONE));
            out.add(new Stmt.Return(null, Origin.NONE));
        } else {
            Variable result = Variable.temporary("result", body.result());
            out.add(new Stmt.Assign(result, call, Origin.NONE));
            out.add(new Stmt.Return(converted(result, id.result(), out), Origin.NONE));
        }
        return out;
    }

    /** An implementation of a generic method may take more special types, and give less special ones. */
    private static Expr converted(Variable value, Type type, List<Stmt> out) {
        Type given = value.type();
        if (!type.isReference() || type.equals(given) || type.equals(ReferenceType.OBJECT) && !given.isFollowed()) {
            return new Expr.Use(value);
        }
        Variable special = Variable.temporary(value.name(), type);
        boolean hides = type.isOpen() && given.hides() || given.isOpen() && type.hides();
        boolean followed = type.isFollowed() && given.isFollowed() && !hides;
        out.add(new Stmt.Assign(
                special, followed ? new Expr.Cast(new Expr.Use(value), type) : cast(value, type), Origin.NONE));
        return new Expr.Use(special);
    }

    /** Where one of the types says nothing of what is in an object, it is not followed from there on. */
    private static Expr cast(Variable value, Type type) {
        List<Variable> kept = value.type().isFollowed() && !type.isData() ? List.of(value) : List.of();
        List<Piece> pieces = type.isOpen() && value.type().isData()
                ? List.of(new Piece.Hole())
                : List.of(new Piece.Text("("), new Piece.TypeName(type), new Piece.Text(") "), new Piece.Hole());
        return new Expr.Opaque(
                pieces,
                List.of(new Expr.Use(value)),
                type,
                new Effects(true, List.of(), kept, false),
                Opacity.OBJECT,
                Origin.NONE);
    }

    /** Functions of the JDK's interfaces are lambdas as a rule: one that comes from elsewhere is met beside those in sight only. */
    private boolean mayBeElsewhere(Layout layout) {
        return isOpen(layout) && !layout.type().name().startsWith("java.") && !program.hasUnfollowed(id);
    }

    /** For an object that has none of the known classes. */
    private List<Stmt> otherwise(Layout layout) {
        return isOpen(layout) ? call(id.with(MethodId.Invocation.ELSEWHERE)) : List.of(noDerivative());
    }

    /** All subtypes are in sight, but some are not followed. */
    private Stmt noDerivative() {
        Expr exception = new Expr.Opaque(
                List.of(
                        new Piece.TypeName(new ReferenceType("io.github.cotangent.runtime.NoDerivativeException")),
                        new Piece.Text(".of("),
                        new Piece.Hole(),
                        new Piece.Text(", \"" + id.name() + "\")")),
                List.of(new Expr.Use(self)),
                new ReferenceType("io.github.cotangent.runtime.NoDerivativeException"),
                Effects.IMPURE,
                Opacity.INACTIVE,
                Origin.NONE);
        return new Stmt.Throw(exception, Origin.NONE);
    }
}
