package io.github.cotangent.processor.simplify;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.List;

/**
 * Leaves the value of a refined number and drops the one it is like, or its slopes: they have served to find the derivative, and what
 * computed them is not needed any more.
 */
public final class Refinements {
    private Refinements() {}

    public static Block in(Block block) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            out.add(Walk.mapOwn(Walk.withBlocks(stmt, Refinements::in), Refinements::value));
        }
        return new Block(out);
    }

    private static Expr value(Expr expr) {
        if (expr instanceof Expr.Refined refined) {
            return value(refined.value());
        }
        return expr instanceof Expr.Linear linear ? value(linear.value()) : expr.mapOperands(Refinements::value);
    }
}
