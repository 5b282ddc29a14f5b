package io.github.cotangent.processor.print;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.List;

/**
 * Leaves out the statements that only say where derivatives go: what a constructor computes, which the constructor itself has
 * done when the object was made.
 */
final class Visible {
    private Visible() {}

    static Block of(Block block) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            if (!isDone(stmt)) {
                out.add(Walk.withBlocks(stmt, Visible::of));
            }
        }
        return new Block(out);
    }

    private static boolean isDone(Stmt stmt) {
        return stmt instanceof Stmt.SetField set && set.isThere()
                || stmt instanceof Stmt.Perform perform
                        && perform.action() instanceof Expr.Call call
                        && call.callee().invocation() == MethodId.Invocation.CONSTRUCTION;
    }
}
