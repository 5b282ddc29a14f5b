package io.github.cotangent.processor.ir;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Where control comes out of statements, as Java sees it. One pass from the inside out collects the jumps that can be reached,
 * so that deep nests take no longer than flat text of the same length.
 */
final class Flow {
    private final Set<Label> breaks = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Label> continues = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Whether control can reach the end of a block; the jumps out of it are known afterwards. */
    boolean completes(Block block) {
        for (Stmt stmt : block.statements()) {
            if (!completes(stmt)) {
                return false;
            }
        }
        return true;
    }

    /** Whether control can come out behind a statement. */
    boolean completes(Stmt stmt) {
        if (stmt instanceof Stmt.Jump jump) {
            (jump.isContinue() ? continues : breaks).add(jump.target());
            return false;
        } else if (stmt instanceof Stmt.Return || stmt instanceof Stmt.Throw) {
            return false;
        } else if (stmt instanceof Stmt.If choice) {
            boolean then = completes(choice.then());
            return completes(choice.otherwise()) || then;
        } else if (stmt instanceof Stmt.Switch choice) {
            boolean completes = choice.cases().stream().noneMatch(Stmt.Case::isDefault);
            for (Stmt.Case arm : choice.cases()) {
                completes |= completes(arm.body());
            }
            return completes;
        } else if (stmt instanceof Stmt.Loop loop) {
            return completes(loop);
        } else if (stmt instanceof Stmt.Labelled labelled) {
            boolean completes = completes(labelled.body());
            return breaks.remove(labelled.label()) || completes;
        } else if (stmt instanceof Stmt.TryFinally attempt) {
            boolean body = completes(attempt.body());
            return completes(attempt.finalizer()) && body;
        } else if (stmt instanceof Stmt.Try attempt) {
            boolean completes = completes(attempt.body());
            for (Stmt.Catch clause : attempt.catches()) {
                completes |= completes(clause.body());
            }
            return completes;
        } else if (stmt instanceof Stmt.Synchronized guarded) {
            return completes(guarded.body());
        }
        return true;
    }

    private boolean completes(Stmt.Loop loop) {
        boolean body = completes(loop.body());
        completes(loop.update());
        boolean continued = continues.remove(loop.label());
        if (breaks.remove(loop.label())) {
            return true;
        }
        boolean endless = loop.condition().equals(Expr.Constant.TRUE);
        return !endless && (loop.testFirst() || body || continued);
    }

    /** Whether a jump seen so far continues a loop around what was looked at. */
    boolean continues(Label label) {
        return continues.contains(label);
    }
}
