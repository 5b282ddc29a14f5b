package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Drops cotangents of arrays that receive shares and are read by nobody: where only their tangents are asked for. */
final class UnreadShares {
    private final Set<Variable> unread;

    private UnreadShares(Set<Variable> unread) {
        this.unread = unread;
    }

    /** @param cotangents arrays that nothing but the body knows */
    static Block without(Block body, Collection<Variable> cotangents) {
        Set<Variable> unread = new HashSet<>(cotangents);
        Walk.statements(body, stmt -> {
            Set<Variable> read = new HashSet<>();
            for (Expr expr : Walk.own(stmt)) {
                boolean receives = stmt instanceof Stmt.AccumulateElement share && expr == share.array();
                if (!receives) {
                    Walk.expressions(new Stmt.Perform(expr, stmt.origin()), inner -> {
                        if (inner instanceof Expr.Use use) {
                            read.add(use.variable());
                        }
                    });
                }
            }
            unread.removeAll(read);
        });
        return unread.isEmpty() ? body : new UnreadShares(unread).in(body);
    }

    private Block in(Block block) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            boolean made = stmt instanceof Stmt.Assign assign && unread.contains(assign.target());
            boolean received = stmt instanceof Stmt.AccumulateElement share
                    && share.array() instanceof Expr.Use use
                    && unread.contains(use.variable());
            if (!made && !received) {
                out.add(Walk.withBlocks(stmt, this::in));
            }
        }
        return new Block(out);
    }
}
