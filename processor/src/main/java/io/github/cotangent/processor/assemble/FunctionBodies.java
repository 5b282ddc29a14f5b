package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FunctionClass;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Finds out which classes of functions a companion has to declare, and makes their methods, which compute without derivatives. */
public final class FunctionBodies {
    private final Map<String, FunctionClass> inSight = new LinkedHashMap<>();
    private final Map<String, Companion.Function> found = new TreeMap<>();
    private final UnaryOperator<Routine> finish;

    /** @param finish the last passes before printing */
    FunctionBodies(List<FunctionClass> inSight, UnaryOperator<Routine> finish) {
        inSight.forEach(function -> this.inSight.put(function.type().name(), function));
        this.finish = finish;
    }

    /** The classes that have been mentioned, also by methods of such classes, by name. */
    List<Companion.Function> found() {
        return List.copyOf(found.values());
    }

    void mentionedIn(Routine routine) {
        routine.parameters().forEach(parameter -> mentioned(parameter.type()));
        Walk.statements(
                routine.body(),
                stmt -> Walk.expressions(stmt, expr -> {
                    mentioned(expr.type());
                    if (expr instanceof Expr.Opaque text) {
                        text.pieces().forEach(this::mentionedIn);
                    }
                    if (expr instanceof Expr.InstanceOf test) {
                        mentioned(test.tested());
                    }
                }));
    }

    private void mentionedIn(Piece piece) {
        if (piece instanceof Piece.TypeName name) {
            mentioned(name.type());
        }
    }

    void mentioned(Type type) {
        FunctionClass function = type.innermost() instanceof ObjectType object ? inSight.get(object.name()) : null;
        if (function != null && !found.containsKey(function.type().name())) {
            List<Routine> methods = new ArrayList<>();
            function.methods().forEach(method -> methods.add(finish.apply(plain(method, function))));
            found.put(function.type().name(), new Companion.Function(function, methods));
            methods.forEach(this::mentionedIn);
        }
    }

    /**
     * The method as it is written in its class: the object is {@code this}, except in text that may have classes inside, where
     * that would be another one.
     */
    public static Routine plain(Method method, FunctionClass owner) {
        Variable self = Variable.parameter("this", method.parameters().get(0).type());
        List<Variable> parameters = new ArrayList<>(method.parameters());
        Variable old = parameters.set(0, self);
        Variable named = Variable.local(old.name(), old.type(), true);
        boolean[] isNamed = {false};
        Block body = renamed(method.body(), old, new Expr.Use(self), new Expr.Use(named), isNamed);
        List<Stmt> statements = new ArrayList<>();
        if (isNamed[0]) {
            statements.add(new Stmt.Assign(named, new Expr.Use(self), Origin.NONE));
        }
        statements.addAll(body.statements());
        return new Routine(
                        method.id().name(),
                        List.of(),
                        owner.overriding().contains(method.id()),
                        parameters,
                        method.id().result(),
                        new Block(statements),
                        method.reserved())
                .throwing(method.thrown())
                .remarking(method.remarks());
    }

    private static Block renamed(Block block, Variable old, Expr now, Expr inside, boolean[] isNamed) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            Stmt changed = Walk.mapOwn(stmt, expr -> renamed(expr, old, now, inside, isNamed));
            out.add(Walk.withBlocks(changed, inner -> renamed(inner, old, now, inside, isNamed)));
        }
        return new Block(out);
    }

    private static Expr renamed(Expr expr, Variable old, Expr now, Expr inside, boolean[] isNamed) {
        if (expr instanceof Expr.Use use) {
            return use.variable() == old ? now : use;
        }
        boolean opens = expr instanceof Expr.Opaque text
                && text.pieces().stream()
                        .anyMatch(piece ->
                                piece instanceof Piece.Text code && code.text().contains("{"));
        isNamed[0] |= opens && expr.operands().contains(new Expr.Use(old));
        return expr.mapOperands(operand -> renamed(operand, old, opens ? inside : now, inside, isNamed));
    }
}
