package io.github.cotangent.processor.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** What the core relies on in every lowered method. */
final class Invariants {
    private final Type result;
    private final int length;
    private final Set<Stmt> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private Invariants(Type result, int length) {
        this.result = result;
        this.length = length;
    }

    /** @param length number of characters in the source file */
    static void check(Method method, int length) {
        new Invariants(method.id().result(), length).block(method.body());
    }

    private void block(Block block) {
        block.statements().forEach(this::statement);
    }

    private void statement(Stmt stmt) {
        assertTrue(seen.add(stmt), () -> "stands twice: " + stmt);
        origin(stmt);
        if (stmt instanceof Stmt.Assign s) {
            right(s.value());
            sameKind(s.target().type(), s.value(), s);
        } else if (stmt instanceof Stmt.Store s) {
            atom(s.array());
            atom(s.index());
            atom(s.value());
        } else if (stmt instanceof Stmt.SetField s) {
            atom(s.object());
            atom(s.value());
            sameKind(s.field().type(), s.value(), s);
        } else if (stmt instanceof Stmt.Perform s) {
            right(s.action());
        } else if (stmt instanceof Stmt.If s) {
            atom(s.condition());
            assertEquals(Primitive.BOOLEAN, s.condition().type());
            block(s.then());
            block(s.otherwise());
        } else if (stmt instanceof Stmt.Switch s) {
            atom(s.selector());
            s.cases().forEach(c -> block(c.body()));
        } else if (stmt instanceof Stmt.Loop s) {
            tree(s.condition());
            block(s.body());
            block(s.update());
        } else if (stmt instanceof Stmt.Labelled s) {
            block(s.body());
        } else if (stmt instanceof Stmt.Return s && s.value() != null) {
            atom(s.value());
            sameKind(result, s.value(), s);
        } else if (stmt instanceof Stmt.TryFinally s) {
            block(s.body());
            block(s.finalizer());
        }
    }

    private void origin(Stmt stmt) {
        Origin origin = stmt.origin();
        assertTrue(
                origin.start() >= 0 && origin.start() < origin.end() && origin.end() <= length && origin.line() > 0,
                () -> "bad origin of " + stmt);
    }

    /** Primitive types agree to the letter; references are checked by javac on the printed twin. */
    private static void sameKind(Type target, Expr value, Stmt where) {
        if (target instanceof Primitive || value.type() instanceof Primitive) {
            assertEquals(target, value.type(), where::toString);
        }
    }

    private static void atom(Expr e) {
        assertTrue(e instanceof Expr.Atom, () -> "not an atom: " + e);
    }

    /** The right-hand side of an assignment: operands of what can carry a derivative are atoms, others are trees. */
    private static void right(Expr e) {
        boolean flat = e.type().isDifferentiable()
                || e instanceof Expr.Field
                || e instanceof Expr.New
                || e instanceof Expr.Call
                || e instanceof Expr.ArrayCall
                || e instanceof Expr.NewArray
                || e instanceof Expr.ArrayLiteral;
        e.operands().forEach(flat ? Invariants::atom : Invariants::tree);
    }

    private static void tree(Expr e) {
        boolean pure = e instanceof Expr.Opaque opaque
                ? opaque.effects().pure()
                : !(e instanceof Expr.Call
                        || e instanceof Expr.New
                        || e instanceof Expr.ArrayCall
                        || e instanceof Expr.NewArray
                        || e instanceof Expr.ArrayLiteral
                        || e instanceof Expr.Detach);
        assertTrue(pure, () -> "not pure: " + e);
        assertTrue(!(e instanceof Expr.Conditional) || !e.type().isDifferentiable(), () -> "choice that carries: " + e);
        e.operands().forEach(Invariants::tree);
    }
}
