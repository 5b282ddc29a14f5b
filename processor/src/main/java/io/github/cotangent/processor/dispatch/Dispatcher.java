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
 * The body of a virtual method: one alternative for each implementation that is known, and an exception that names the class
 * where an object has none of the known classes.
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

    /** The method; nothing if no implementation is known. */
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
                ? dispatcher.body().orElseGet(() -> Block.of(dispatcher.noDerivative(layout.isClosed())))
                : dispatcher.guarded(own.body(), classes);
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
    private Block guarded(Block body, List<ObjectType> classes) {
        if (program.layout(id.receiver()).isClosed()) {
            return body;
        }
        Variable known = Variable.temporary("known", Primitive.BOOLEAN);
        Block otherwise = Block.of(noDerivative(false));
        List<Stmt> out = new ArrayList<>();
        if (classes.isEmpty()) {
            return otherwise;
        }
        out.add(new Stmt.Assign(known, isAny(classes), Origin.NONE));
        out.add(new Stmt.If(new Expr.Use(known), Block.of(), otherwise, Origin.NONE));
        out.addAll(body.statements());
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
            return Optional.empty();
        }
        if (complete && bodies.size() == 1) {
            return Optional.of(new Block(call(bodies.keySet().iterator().next())));
        }
        Block otherwise = Block.of(noDerivative(layout.isClosed()));
        List<Map.Entry<MethodId, List<ObjectType>>> alternatives = new ArrayList<>(bodies.entrySet());
        // A constant that has its own body is an object of the enum, too.
        alternatives.sort(Comparator.comparing(each -> !each.getValue().stream().allMatch(this::isConstant)));
        for (int i = alternatives.size() - 1; i >= 0; i--) {
            Variable test = Variable.temporary("test", Primitive.BOOLEAN);
            otherwise = Block.of(
                    new Stmt.Assign(test, isAny(alternatives.get(i).getValue()), Origin.NONE),
                    new Stmt.If(
                            new Expr.Use(test),
                            new Block(call(alternatives.get(i).getKey())),
                            otherwise,
                            Origin.NONE));
        }
        return Optional.of(otherwise);
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
        if (program.callee(body) instanceof Program.Source source) {
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
        boolean followed = type.isFollowed() && given.isFollowed();
        out.add(new Stmt.Assign(
                special, followed ? new Expr.Cast(new Expr.Use(value), type) : cast(value, type), Origin.NONE));
        return new Expr.Use(special);
    }

    /** Where one of the types says nothing of what is in an object, it is not followed from there on. */
    private static Expr cast(Variable value, Type type) {
        return new Expr.Opaque(
                List.of(new Piece.Text("("), new Piece.TypeName(type), new Piece.Text(") "), new Piece.Hole()),
                List.of(new Expr.Use(value)),
                type,
                new Effects(true, List.of(), value.type().isFollowed() ? List.of(value) : List.of(), false),
                Opacity.OBJECT,
                Origin.NONE);
    }

    /** Of a class that is not known, nothing is known of what its method does. */
    private Stmt noDerivative(boolean isClosed) {
        Expr exception = new Expr.Opaque(
                List.of(
                        new Piece.TypeName(new ReferenceType("io.github.cotangent.runtime.NoDerivativeException")),
                        new Piece.Text(".of("),
                        new Piece.Hole(),
                        new Piece.Text(", \"" + id.name() + "\")")),
                List.of(new Expr.Use(self)),
                new ReferenceType("io.github.cotangent.runtime.NoDerivativeException"),
                new Effects(false, List.of(), List.of(), !isClosed),
                Opacity.INACTIVE,
                Origin.NONE);
        return new Stmt.Throw(exception, Origin.NONE);
    }
}
