package io.github.cotangent.processor.print;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives loops the shape they are printed in: updates that fit stay in the header of a {@code for}, with the initialisation
 * directly before the loop; others become the end of the body, which a {@code continue} then leaves as a labelled block.
 */
final class LoopHeaders {
    private LoopHeaders() {}

    static Block arrange(Block block) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            Stmt inner = Walk.withBlocks(stmt, LoopHeaders::arrange);
            if (inner instanceof Stmt.Loop loop) {
                Stmt.Loop now = isFor(loop) ? loop : join(loop);
                moveDown(out, now);
                out.add(now);
            } else {
                out.add(inner);
            }
        }
        return new Block(out);
    }

    /** Whether a loop's update can stand in a header. */
    static boolean isFor(Stmt.Loop loop) {
        return loop.testFirst()
                && loop.update().statements().stream()
                        .allMatch(stmt -> stmt instanceof Stmt.Assign assign
                                && !assign.target().isStatic());
    }

    private static Stmt.Loop join(Stmt.Loop loop) {
        List<Stmt> body = new ArrayList<>();
        if (Walk.isContinued(loop)) {
            Label label = new Label("body");
            body.add(new Stmt.Labelled(label, redirect(loop.body(), loop.label(), label), loop.origin()));
        } else {
            body.addAll(loop.body().statements());
        }
        if (Walk.completesNormally(new Block(body))) {
            body.addAll(loop.update().statements());
        }
        return new Stmt.Loop(
                loop.label(), loop.condition(), loop.testFirst(), new Block(body), Block.EMPTY, loop.origin());
    }

    private static Block redirect(Block block, Label from, Label to) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            out.add(
                    stmt instanceof Stmt.Jump jump && jump.target() == from && jump.isContinue()
                            ? new Stmt.Jump(to, false, jump.origin())
                            : Walk.withBlocks(stmt, inner -> redirect(inner, from, to)));
        }
        return new Block(out);
    }

    /** Moves what initialises the loop's counters directly before it, past assignments of constants to other variables. */
    private static void moveDown(List<Stmt> out, Stmt.Loop loop) {
        Set<Variable> counters = Walk.assigned(loop.update());
        int end = out.size();
        for (int i = out.size() - 1; i >= 0 && out.get(i) instanceof Stmt.Assign assign; i--) {
            if (counters.contains(assign.target())) {
                out.remove(i);
                out.add(end - 1, assign);
                end--;
            } else if (!passes(assign, counters)) {
                return;
            }
        }
    }

    private static boolean passes(Stmt.Assign assign, Set<Variable> counters) {
        boolean quiet = assign.value() instanceof Expr.Constant
                || assign.value() instanceof Expr.NewArray && assign.target().kind() == Variable.Kind.GENERATED;
        Set<Variable> touched = new HashSet<>(Walk.read(assign));
        touched.add(assign.target());
        touched.retainAll(counters);
        return quiet && touched.isEmpty() && !assign.target().isStatic();
    }

    /** Whether some jump to a loop needs its label: one from inside an inner loop, switch, or to continue past one. */
    static boolean needsLabel(Stmt.Loop loop) {
        return needsLabel(loop.body(), loop.label(), false, false);
    }

    private static boolean needsLabel(Block block, Label label, boolean inLoop, boolean inSwitch) {
        for (Stmt stmt : block.statements()) {
            if (stmt instanceof Stmt.Jump jump
                    && jump.target() == label
                    && (inLoop || inSwitch && !jump.isContinue())) {
                return true;
            }
            boolean loop = inLoop || stmt instanceof Stmt.Loop;
            boolean choice = inSwitch || stmt instanceof Stmt.Switch;
            for (Block inner : Walk.blocks(stmt)) {
                if (needsLabel(inner, label, loop, choice)) {
                    return true;
                }
            }
        }
        return false;
    }
}
