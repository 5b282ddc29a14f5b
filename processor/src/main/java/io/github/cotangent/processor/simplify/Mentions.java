package io.github.cotangent.processor.simplify;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which variables statements mention, inner blocks included. What was once found for a statement is kept, so that a pass may
 * ask about the same ones again and again and still takes time in proportion to the text.
 */
final class Mentions {
    /**
     * What one statement mentions.
     *
     * @param uses how often each variable is used in an expression
     * @param readers how many of the statements inside read each variable; an accumulation reads its target
     * @param assigned the variables assigned
     * @param captured the variables that opaque text reads
     */
    record Of(
            Map<Variable, Integer> uses,
            Map<Variable, Integer> readers,
            Set<Variable> assigned,
            Set<Variable> captured) {

        int uses(Variable variable) {
            return uses.getOrDefault(variable, 0);
        }

        int readers(Variable variable) {
            return readers.getOrDefault(variable, 0);
        }

        boolean touches(Variable variable) {
            return readers.containsKey(variable) || assigned.contains(variable);
        }
    }

    private final Map<Stmt, Of> known = new IdentityHashMap<>();

    Of of(Stmt stmt) {
        Of found = known.get(stmt);
        if (found == null) {
            found = look(stmt);
            known.put(stmt, found);
        }
        return found;
    }

    private static Of look(Stmt stmt) {
        Of found = new Of(new HashMap<>(), new HashMap<>(), new HashSet<>(), new HashSet<>());
        Walk.statements(Block.of(stmt), inner -> {
            Walk.assigned(inner, found.assigned);
            Walk.read(inner).forEach(variable -> found.readers.merge(variable, 1, Integer::sum));
            Walk.expressions(inner, expr -> {
                if (expr instanceof Expr.Use use) {
                    found.uses.merge(use.variable(), 1, Integer::sum);
                } else if (expr instanceof Expr.Opaque) {
                    found.captured.addAll(Walk.read(new Stmt.Perform(expr, inner.origin())));
                }
            });
        });
        return found;
    }
}
