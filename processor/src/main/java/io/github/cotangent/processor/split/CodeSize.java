package io.github.cotangent.processor.split;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Walk;

/** Estimates how many bytes of bytecode a statement takes, on the high side. */
final class CodeSize {
    private CodeSize() {}

    static int of(Block block) {
        int size = 0;
        for (Stmt stmt : block.statements()) {
            size += of(stmt);
        }
        return size;
    }

    static int of(Stmt stmt) {
        int size = stmt instanceof Stmt.Comment ? 0 : 6;
        for (Expr expr : Walk.own(stmt)) {
            size += of(expr);
        }
        if (stmt instanceof Stmt.AccumulateElement || stmt instanceof Stmt.Accumulate) {
            size += 4;
        } else if (stmt instanceof Stmt.Switch choice) {
            // A table or look-up of eight bytes for each label; strings are compared twice.
            size += 24 + 40 * choice.cases().size();
        } else if (stmt instanceof Stmt.TryFinally attempt) {
            // The compiler copies the finalizer to every way out.
            size += 2 * of(attempt.finalizer());
        } else if (stmt instanceof Stmt.Synchronized) {
            size += 16;
        }
        for (Block inner : Walk.blocks(stmt)) {
            size += of(inner) + 3;
        }
        return size;
    }

    static int of(Expr expr) {
        int size = own(expr);
        for (Expr operand : expr.operands()) {
            size += of(operand);
        }
        return size;
    }

    private static int own(Expr expr) {
        if (expr instanceof Expr.Opaque opaque) {
            return 12 * opaque.pieces().size();
        } else if (expr instanceof Expr.ArrayLiteral literal) {
            return 5 + 7 * literal.operands().size();
        } else if (expr instanceof Expr.Binary binary) {
            return binary.type() == Primitive.BOOLEAN ? 9 : 2;
        } else if (expr instanceof Expr.Conditional
                || expr instanceof Expr.NewState
                || expr instanceof Expr.New
                || expr instanceof Expr.InstanceOf) {
            return 8;
        }
        return 4;
    }
}
