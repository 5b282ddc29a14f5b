package io.github.cotangent.processor.plan;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The variables of which an iteration may read what was in them before it. On the safe side: where a jump may pass by an assignment, it
 * does not count.
 */
public final class Exposure {
    private final Set<Variable> exposed = new LinkedHashSet<>();

    private Exposure() {}

    /** Those of an iteration of a loop. */
    public static Set<Variable> of(Stmt.Loop loop) {
        Exposure exposure = new Exposure();
        Set<Variable> assigned = new HashSet<>();
        exposure.block(loop.body(), assigned);
        exposure.block(loop.update(), new HashSet<>(Walk.isContinued(loop) ? Set.of() : assigned));
        return exposure.exposed;
    }

    /** Looks at a block, and adds to what has been assigned when its end is reached. */
    private void block(Block block, Set<Variable> assigned) {
        for (Stmt stmt : block.statements()) {
            statement(stmt, assigned);
        }
    }

    private void statement(Stmt stmt, Set<Variable> assigned) {
        Walk.expressions(stmt, expr -> {
            if (expr instanceof Expr.Use use && !assigned.contains(use.variable())) {
                exposed.add(use.variable());
            }
        });
        if (stmt instanceof Stmt.If choice) {
            Set<Variable> then = new HashSet<>(assigned);
            Set<Variable> otherwise = new HashSet<>(assigned);
            block(choice.then(), then);
            block(choice.otherwise(), otherwise);
            if (!Walk.completesNormally(choice.then())) {
                assigned.addAll(otherwise);
            } else if (!Walk.completesNormally(choice.otherwise())) {
                assigned.addAll(then);
            } else {
                then.retainAll(otherwise);
                assigned.addAll(then);
            }
        } else if (stmt instanceof Stmt.Synchronized guarded) {
            block(guarded.body(), assigned);
        } else if (stmt instanceof Stmt.Try attempt) {
            block(attempt.body(), new HashSet<>(assigned));
            for (Stmt.Catch clause : attempt.catches()) {
                Set<Variable> caught = new HashSet<>(assigned);
                caught.add(clause.exception());
                block(clause.body(), caught);
            }
        } else if (Walk.blocks(stmt).isEmpty()) {
            Set<Variable> now = new HashSet<>();
            Walk.assigned(stmt, now);
            assigned.addAll(now);
        } else {
            Walk.blocks(stmt).forEach(inner -> block(inner, new HashSet<>(assigned)));
        }
    }
}
