package io.github.cotangent.processor.print;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds out whether a variable is assigned before it is read, on every way, so that its declaration needs no value. In doubt
 * it says no: whatever it approves, Java's rules of definite assignment approve too.
 */
final class FirstAssignment {
    private enum Verdict {
        /** The variable does not occur, and control goes on behind. */
        UNTOUCHED,
        /** Assigned on every way that goes on behind, and not read before. */
        ASSIGNED,
        UNCLEAR
    }

    private final Variable variable;

    private FirstAssignment(Variable variable) {
        this.variable = variable;
    }

    /** Whether the statements from one on assign a variable before they read it. */
    static boolean comesFirst(List<Stmt> statements, int from, Variable variable) {
        return new FirstAssignment(variable).of(statements.subList(from, statements.size())) != Verdict.UNCLEAR;
    }

    private Verdict of(List<Stmt> statements) {
        for (Stmt stmt : statements) {
            Verdict verdict = of(stmt);
            if (verdict != Verdict.UNTOUCHED) {
                return verdict;
            }
        }
        return Verdict.UNTOUCHED;
    }

    private Verdict of(Stmt stmt) {
        if (!mentions(stmt)) {
            return Verdict.UNTOUCHED;
        }
        if (Walk.read(stmt).contains(variable)) {
            return Verdict.UNCLEAR;
        }
        if (stmt instanceof Stmt.Assign assign && assign.target() == variable) {
            return Verdict.ASSIGNED;
        } else if (stmt instanceof Stmt.If choice) {
            return all(List.of(choice.then(), choice.otherwise()));
        } else if (stmt instanceof Stmt.Switch choice && choice.cases().stream().anyMatch(Stmt.Case::isDefault)) {
            return all(Walk.blocks(stmt));
        } else if (stmt instanceof Stmt.Labelled labelled) {
            return atOnce(labelled.body());
        } else if (stmt instanceof Stmt.Loop loop && !loop.testFirst()) {
            return atOnce(loop.body());
        } else if (stmt instanceof Stmt.Loop loop && loop.condition().equals(Expr.Constant.TRUE)) {
            return atOnce(loop.body());
        }
        return Verdict.UNCLEAR;
    }

    /** Of arms of which one runs: each must assign, or not go on behind and not touch the variable. */
    private Verdict all(List<Block> arms) {
        for (Block arm : arms) {
            Verdict verdict = of(arm.statements());
            boolean leaves = verdict == Verdict.UNTOUCHED && !Walk.completesNormally(arm);
            if (verdict != Verdict.ASSIGNED && !leaves) {
                return Verdict.UNCLEAR;
            }
        }
        return Verdict.ASSIGNED;
    }

    /** Of a block that control can leave from within: it must assign before the first jump. */
    private Verdict atOnce(Block block) {
        for (Stmt stmt : block.statements()) {
            if (mentions(stmt)) {
                boolean plain = stmt instanceof Stmt.Assign;
                return plain ? of(stmt) : Verdict.UNCLEAR;
            }
            if (!Walk.targets(Block.of(stmt)).isEmpty()) {
                return Verdict.UNCLEAR;
            }
        }
        return Verdict.UNCLEAR;
    }

    private boolean mentions(Stmt stmt) {
        boolean[] found = {false};
        Walk.statements(Block.of(stmt), inner -> {
            if (!found[0]) {
                Set<Variable> here = new HashSet<>(Walk.read(inner));
                Walk.assigned(inner, here);
                found[0] = here.contains(variable);
            }
        });
        return found[0];
    }
}
