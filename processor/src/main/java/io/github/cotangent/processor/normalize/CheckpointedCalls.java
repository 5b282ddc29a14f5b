package io.github.cotangent.processor.normalize;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.List;

/** Takes away the loops around calls of checkpointed methods, where nothing runs again. */
public final class CheckpointedCalls {
    private CheckpointedCalls() {}

    /** The same statements without these loops. */
    public static Block unwrapped(Block block) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            if (stmt instanceof Stmt.Loop loop && loop.label().isCall()) {
                out.addAll(loop.body().statements());
            } else {
                out.add(Walk.withBlocks(stmt, CheckpointedCalls::unwrapped));
            }
        }
        return new Block(out);
    }
}
