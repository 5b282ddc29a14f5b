package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives what is read from static fields a temporary of its own wherever the reverse sweep may need it again. A call, a lambda
 * or another thread may change the field at any time, which no statement of the method shows: only the moment of the read
 * tells the value.
 */
final class StaticReads {
    private StaticReads() {}

    static Block complete(Block body) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : body.statements()) {
            Stmt inner = Walk.withBlocks(stmt, StaticReads::complete);
            out.add(needsValues(inner) ? Walk.mapOwn(inner, own -> operands(inner, own, out)) : inner);
        }
        return new Block(out);
    }

    /** Whether the reverse sweep may read what the statement itself reads. */
    private static boolean needsValues(Stmt stmt) {
        return stmt instanceof Stmt.Assign
                || stmt instanceof Stmt.Store
                || stmt instanceof Stmt.SetField
                || stmt instanceof Stmt.If
                || stmt instanceof Stmt.Switch
                || stmt instanceof Stmt.Perform perform && perform.action() instanceof Expr.ArrayCall;
    }

    private static Expr operands(Stmt stmt, Expr own, List<Stmt> out) {
        boolean root = stmt instanceof Stmt.Assign || stmt instanceof Stmt.Perform;
        if (!root) {
            return kept(stmt, own, out);
        }
        // Nobody asks again for the operands of what carries no derivative, nor for what opaque code and calls were
        // given.
        boolean settled = stmt instanceof Stmt.Assign && !own.type().isDifferentiable();
        return settled || own instanceof Expr.Opaque || own instanceof Expr.Call
                ? own
                : own.mapOperands(operand -> kept(stmt, operand, out));
    }

    private static Expr kept(Stmt stmt, Expr expr, List<Stmt> out) {
        if (!readsStatic(expr)) {
            return expr;
        }
        Variable value = Variable.temporary("t", expr.type());
        out.add(new Stmt.Assign(value, expr, stmt.origin()));
        return new Expr.Use(value);
    }

    private static boolean readsStatic(Expr expr) {
        if (expr instanceof Expr.Use use) {
            Variable variable = use.variable();
            return variable.isStatic() && !variable.field().constant() && variable.type() instanceof Primitive;
        }
        return !(expr instanceof Expr.Opaque) && expr.operands().stream().anyMatch(StaticReads::readsStatic);
    }
}
