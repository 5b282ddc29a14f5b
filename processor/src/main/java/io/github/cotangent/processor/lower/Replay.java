package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes the effects out of a body that is gone through for a second time: calls for their effect, logging for instance, and
 * counters. What depends on an effect cannot be gone through again.
 */
final class Replay {
    private final Variable self;
    private final Consumer<Origin> failure;
    private final Set<Variable> read = new HashSet<>();

    private Replay(Variable self, Consumer<Origin> failure) {
        this.self = self;
        this.failure = failure;
    }

    /**
     * The body without effects.
     *
     * @param self the object in the making
     * @param failure is told where something depends on an effect, or the object is handed to unknown code
     */
    static Block withoutEffects(Block body, Variable self, Consumer<Origin> failure) {
        Block now = body;
        int before;
        do {
            before = size(now);
            Replay pass = new Replay(self, failure);
            Walk.statements(now, stmt -> pass.read.addAll(Walk.read(stmt)));
            now = pass.block(now);
        } while (size(now) < before);
        new Replay(self, failure).check(now);
        return now;
    }

    private static int size(Block block) {
        int[] size = new int[1];
        Walk.statements(block, stmt -> size[0]++);
        return size[0];
    }

    private Block block(Block block) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            if (!isDropped(stmt)) {
                out.add(Walk.withBlocks(stmt, this::block));
            }
        }
        return new Block(out);
    }

    private boolean isDropped(Stmt stmt) {
        if (stmt instanceof Stmt.Perform perform && perform.action() instanceof Expr.Opaque opaque) {
            return opaque.effects().assigned().stream().noneMatch(read::contains) && !handsOver(opaque);
        }
        if (stmt instanceof Stmt.Assign assign) {
            boolean effect = assign.target().isStatic()
                    || assign.value() instanceof Expr.Opaque opaque
                            && !opaque.effects().pure()
                            && !handsOver(opaque);
            return effect && !read.contains(assign.target());
        }
        return false;
    }

    /** Whether opaque code gets the object, or something that is followed. */
    private boolean handsOver(Expr.Opaque opaque) {
        return opaque.effects().mutated().stream()
                .anyMatch(variable -> variable == self || variable.type().isFollowed());
    }

    private void check(Block block) {
        boolean[] fails = new boolean[1];
        Origin[] where = {Origin.NONE};
        Walk.statements(block, stmt -> {
            boolean effect = stmt instanceof Stmt.Assign assign && assign.target().isStatic();
            boolean[] opaque = new boolean[1];
            if (!(stmt instanceof Stmt.Throw)) {
                Walk.expressions(
                        stmt,
                        expr -> opaque[0] |=
                                expr instanceof Expr.Opaque text && !text.effects().pure());
            }
            if ((effect || opaque[0]) && !fails[0]) {
                fails[0] = true;
                where[0] = stmt.origin();
            }
        });
        if (fails[0]) {
            failure.accept(where[0]);
        }
    }
}
