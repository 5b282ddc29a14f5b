package io.github.cotangent.processor.plan;

import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the reverse sweep can regenerate about a loop: its induction variables, and whether its first and last iteration are
 * known without counting.
 *
 * @param inductions the integers that only the update changes, by a constant
 * @param range the variable that runs through a known range; empty if iterations must be counted
 */
public record CountedLoop(List<Induction> inductions, Optional<Range> range) {

    /** A loop of which nothing is regenerated. */
    public static final CountedLoop UNKNOWN = new CountedLoop(List.of(), Optional.empty());

    /** {@code variable += step} once in each update. */
    public record Induction(Variable variable, int step) {}

    /**
     * {@code variable} runs from where it starts by {@code step}, +1 or -1, while {@code variable op bound}; nothing else
     * ends the loop and the loop changes nothing in {@code bound}.
     */
    public record Range(Variable variable, int step, BinaryOp op, Expr bound) {}

    /**
     * Looks at a loop.
     *
     * @param assigned all variables the loop assigns
     * @param canBreak whether a jump, or an exception that is caught, can end it
     */
    public static CountedLoop of(Stmt.Loop loop, Set<Variable> assigned, boolean canBreak) {
        List<Induction> inductions = new ArrayList<>();
        for (Stmt stmt : loop.update().statements()) {
            induction(stmt)
                    .filter(found -> assignments(loop, found.variable()) == 1)
                    .ifPresent(inductions::add);
        }
        Optional<Range> range = canBreak || !loop.testFirst()
                ? Optional.empty()
                : inductions.stream()
                        .flatMap(i -> range(loop, i, assigned).stream())
                        .findFirst();
        return new CountedLoop(List.copyOf(inductions), range);
    }

    private static Optional<Induction> induction(Stmt stmt) {
        if (stmt instanceof Stmt.Assign assign
                && assign.target().type() == Primitive.INT
                && assign.value() instanceof Expr.Binary sum
                && (sum.op() == BinaryOp.ADD || sum.op() == BinaryOp.SUB)
                && sum.left() instanceof Expr.Use use
                && use.variable() == assign.target()
                && sum.right() instanceof Expr.Constant constant
                && constant.type() == Primitive.INT
                && constant.text().matches("[0-9]{1,9}")) {
            int step = Integer.parseInt(constant.text(), constant.text().matches("0[0-9]+") ? 8 : 10);
            return Optional.of(new Induction(assign.target(), sum.op() == BinaryOp.ADD ? step : -step));
        }
        return Optional.empty();
    }

    private static int assignments(Stmt.Loop loop, Variable variable) {
        int[] count = {0};
        Walk.statements(Block.of(loop), stmt -> {
            if (Walk.blocks(stmt).isEmpty() && Walk.assigned(Block.of(stmt)).contains(variable)) {
                count[0]++;
            }
        });
        return count[0];
    }

    private static Optional<Range> range(Stmt.Loop loop, Induction induction, Set<Variable> assigned) {
        if (!(loop.condition() instanceof Expr.Binary test)
                || !(test.left() instanceof Expr.Use use)
                || use.variable() != induction.variable()
                || !isInvariant(test.right(), assigned)) {
            return Optional.empty();
        }
        boolean up = induction.step() == 1 && (test.op() == BinaryOp.LT || test.op() == BinaryOp.LE);
        boolean down = induction.step() == -1 && (test.op() == BinaryOp.GT || test.op() == BinaryOp.GE);
        return up || down
                ? Optional.of(new Range(induction.variable(), induction.step(), test.op(), test.right()))
                : Optional.empty();
    }

    /** Integers computed from variables the loop leaves alone, without a look at memory. */
    private static boolean isInvariant(Expr expr, Set<Variable> assigned) {
        if (expr.type() != Primitive.INT && !expr.type().isReference()) {
            return false;
        }
        if (expr instanceof Expr.Use use) {
            return !assigned.contains(use.variable())
                    && (!use.variable().isStatic() || use.variable().field().constant());
        }
        return expr instanceof Expr.Constant
                || (expr instanceof Expr.Length || expr instanceof Expr.Binary || expr instanceof Expr.Unary)
                        && expr.operands().stream().allMatch(operand -> isInvariant(operand, assigned));
    }
}
