package io.github.cotangent.processor.simplify;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns the first share an adjoint receives after it was set to zero into an assignment. */
final class FirstShares {
    private FirstShares() {}

    static Block in(Block block) {
        List<Stmt> out = new ArrayList<>();
        Map<Variable, Integer> zeroedAt = new HashMap<>();
        for (Stmt stmt : block.statements()) {
            if (stmt instanceof Stmt.Accumulate share && zeroedAt.containsKey(share.target())) {
                Variable bar = share.target();
                if (!Walk.read(new Stmt.Perform(share.value(), share.origin())).contains(bar)) {
                    out.set(zeroedAt.remove(bar), null);
                    forget(stmt, zeroedAt);
                    out.add(new Stmt.Assign(bar, share.value(), share.origin()));
                    continue;
                }
            }
            forget(stmt, zeroedAt);
            if (isZeroing(stmt)) {
                zeroedAt.put(((Stmt.Assign) stmt).target(), out.size());
            }
            out.add(Walk.withBlocks(stmt, FirstShares::in));
        }
        out.removeIf(stmt -> stmt == null);
        return new Block(out);
    }

    /** Whether a statement sets an adjoint to zero. */
    static boolean isZeroing(Stmt stmt) {
        return stmt instanceof Stmt.Assign assign
                && assign.target().kind() == Variable.Kind.GENERATED
                && assign.target().type().isFloating()
                && assign.value() instanceof Expr.Constant constant
                && constant.isZero();
    }

    /** What a statement mentions needs its zero, and behind a jump everything may be read. */
    private static void forget(Stmt stmt, Map<Variable, Integer> zeroedAt) {
        if (zeroedAt.isEmpty()) {
            return;
        }
        Block alone = Block.of(stmt);
        Walk.statements(alone, inner -> {
            zeroedAt.keySet().removeAll(Walk.read(inner));
            if (inner instanceof Stmt.Jump) {
                zeroedAt.clear();
            }
        });
        zeroedAt.keySet().removeAll(Walk.assigned(alone));
    }
}
