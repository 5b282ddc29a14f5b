package io.github.cotangent.processor.inline;

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
 * Joins what reads a field that has the type of a type variable with the cast behind it, which says what is there: accessors that
 * are put in place of their calls leave the two apart.
 */
final class CastReads {
    private final Map<Variable, Integer> mentions = new HashMap<>();

    private CastReads(Block body) {
        Walk.statements(body, stmt -> {
            Set<Variable> assigned = new HashSet<>();
            Walk.assigned(stmt, assigned);
            assigned.forEach(variable -> mentions.merge(variable, 1, Integer::sum));
            Walk.expressions(stmt, expr -> {
                if (expr instanceof Expr.Use use) {
                    mentions.merge(use.variable(), 1, Integer::sum);
                }
            });
        });
    }

    static Block joined(Block body) {
        return new CastReads(body).block(body);
    }

    private Block block(Block block) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            Stmt now = Walk.withBlocks(stmt, this::block);
            while (!out.isEmpty() && joined(out.get(out.size() - 1), now) != null) {
                now = joined(out.remove(out.size() - 1), now);
            }
            out.add(now);
        }
        return new Block(out);
    }

    /** Both in one; null if they are something else. */
    private Stmt joined(Stmt first, Stmt second) {
        if (!(first instanceof Stmt.Assign read
                && second instanceof Stmt.Assign use
                && read.target().type().isOpen()
                && read.target().kind() != Variable.Kind.LOCAL
                && mentions.getOrDefault(read.target(), 0) == 2)) {
            return null;
        }
        Expr known = new Expr.Use(read.target());
        boolean isRead = read.value() instanceof Expr.Field || read.value() instanceof Expr.Use;
        if (isRead && use.value() instanceof Expr.Cast cast && cast.operand().equals(known)) {
            return new Stmt.Assign(use.target(), new Expr.Cast(read.value(), cast.type()), use.origin());
        }
        return isRead && use.value().equals(known) ? new Stmt.Assign(use.target(), read.value(), use.origin()) : null;
    }
}
