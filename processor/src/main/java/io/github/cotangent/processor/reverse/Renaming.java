package io.github.cotangent.processor.reverse;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Copy;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The variables of iterations that run again. What one iteration leaves to the next is the same in all copies; the rest of what a
 * copy assigns is its own; what comes from outside of the loop has the value that it had there.
 */
final class Renaming {
    private final CheckpointedLoop shape;
    private final Map<Variable, Expr> outer;
    private final Set<Variable> assigned;
    private final Map<Variable, Variable> own = new HashMap<>();

    Renaming(CheckpointedLoop shape, Map<Variable, Expr> outer) {
        this.shape = shape;
        this.outer = outer;
        this.assigned = Walk.assigned(Block.of(shape.loop()));
        Walk.statements(Block.of(shape.loop()), stmt -> {
            if (stmt instanceof Stmt.Try attempt) {
                attempt.catches().forEach(clause -> assigned.add(clause.exception()));
            }
        });
    }

    /** What stands for a variable of the state. */
    Variable own(Variable carried) {
        return own.computeIfAbsent(carried, Copy::again);
    }

    /** What a variable has at the start of an iteration. */
    Expr now(Variable variable) {
        return shape.carried().contains(variable)
                ? new Expr.Use(own(variable))
                : outer.getOrDefault(variable, new Expr.Use(variable));
    }

    /** Makes a copy of an iteration. */
    Copy copy() {
        Copy copy = new Copy(
                variable -> assigned.contains(variable) ? Copy.again(variable) : variable, UnaryOperator.identity());
        shape.carried().forEach(variable -> copy.bind(variable, own(variable)));
        outer.forEach(copy::see);
        return copy;
    }
}
