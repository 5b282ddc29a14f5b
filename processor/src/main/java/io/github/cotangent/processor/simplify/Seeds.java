package io.github.cotangent.processor.simplify;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Uses an adjoint in place of its copy: {@code seed = yBar; yBar = 0; xBar += seed * a} becomes {@code xBar += yBar * a; yBar
 * = 0}, as long as nothing else touches the adjoint on the way.
 */
final class Seeds {
    private final Map<Variable, Integer> assignments = new HashMap<>();
    private final Map<Variable, Integer> uses = new HashMap<>();
    private final Mentions mentions = new Mentions();

    private Seeds(Block body) {
        Walk.statements(body, stmt -> {
            Set<Variable> assigned = new HashSet<>();
            Walk.assigned(stmt, assigned);
            assigned.forEach(variable -> assignments.merge(variable, 1, Integer::sum));
            Walk.expressions(stmt, expr -> {
                if (expr instanceof Expr.Use use) {
                    uses.merge(use.variable(), 1, Integer::sum);
                }
            });
        });
    }

    static Block in(Block body) {
        return new Seeds(body).block(body);
    }

    private Block block(Block block) {
        List<Stmt> out = new ArrayList<>();
        block.statements().forEach(stmt -> out.add(Walk.withBlocks(stmt, this::block)));
        for (int i = 0; i + 1 < out.size(); i++) {
            if (out.get(i) instanceof Stmt.Assign copy
                    && copy.value() instanceof Expr.Use source
                    && copy.target().kind() == Variable.Kind.GENERATED
                    && assignments.get(copy.target()) == 1
                    && copy.target().type().isFloating()
                    && source.variable().kind() == Variable.Kind.GENERATED
                    && FirstShares.isZeroing(out.get(i + 1))
                    && ((Stmt.Assign) out.get(i + 1)).target() == source.variable()) {
                sink(out, i, copy.target(), source.variable());
            }
        }
        return new Block(out);
    }

    private void sink(List<Stmt> out, int at, Variable copy, Variable source) {
        int last = at + 1;
        int left = uses.getOrDefault(copy, 0);
        for (int i = at + 2; i < out.size() && left > 0; i++) {
            Mentions.Of here = mentions.of(out.get(i));
            if (here.touches(source)) {
                return;
            }
            if (here.touches(copy)) {
                if (!Walk.blocks(out.get(i)).isEmpty()) {
                    return;
                }
                last = i;
                left -= here.uses(copy);
            }
        }
        if (left > 0) {
            return;
        }
        Stmt zeroing = out.get(at + 1);
        for (int i = at + 2; i <= last; i++) {
            out.set(
                    i - 2,
                    Walk.mapOwn(
                            out.get(i), expr -> Walk.substitute(expr, v -> v == copy ? new Expr.Use(source) : null)));
        }
        out.set(last - 1, zeroing);
        out.remove(last);
    }
}
