package io.github.cotangent.processor.simplify;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.List;

/**
 * Returns a result where it is found, if nothing but the return would follow: {@code result = x; break forward;} becomes
 * {@code return x;} as the user wrote it.
 */
public final class TailReturns {
    private final Variable result;
    private final Stmt.Return end;

    /** How many try bodies are around: an exception of a value shows what was put down before it. */
    private int attempts;

    private TailReturns(Stmt.Return end) {
        this.end = end;
        this.result = ((Expr.Use) end.value()).variable();
    }

    public static Block in(Block body) {
        List<Stmt> statements = body.statements();
        boolean fits = !statements.isEmpty()
                && statements.get(statements.size() - 1) instanceof Stmt.Return end
                && end.value() instanceof Expr.Use use
                && use.variable().kind() == Variable.Kind.GENERATED;
        if (!fits) {
            return body;
        }
        Stmt.Return end = (Stmt.Return) statements.get(statements.size() - 1);
        return new TailReturns(end).returned(new Block(statements.subList(0, statements.size() - 1)));
    }

    /** A block that returns the result in place of reaching its end. */
    private Block returned(Block block) {
        if (!Walk.completesNormally(block)) {
            return folded(block.statements());
        }
        List<Stmt> out = new ArrayList<>(block.statements());
        Stmt last = out.isEmpty() ? null : out.get(out.size() - 1);
        if (last instanceof Stmt.Labelled labelled) {
            out.remove(out.size() - 1);
            out.addAll(returned(withoutJumps(labelled.body(), labelled.label())).statements());
        } else if (last instanceof Stmt.If choice && isFound(choice.then()) && isFound(choice.otherwise())) {
            out.set(out.size() - 1, Walk.withBlocks(choice, this::returned));
        } else {
            out.add(end);
        }
        return folded(out);
    }

    /** Whether a block ends with the result. */
    private boolean isFound(Block block) {
        List<Stmt> statements = block.statements();
        return !Walk.completesNormally(block)
                || !statements.isEmpty() && isResult(statements.get(statements.size() - 1));
    }

    private boolean isResult(Stmt stmt) {
        return stmt instanceof Stmt.Assign assign && assign.target() == result;
    }

    private Block withoutJumps(Block block, Label label) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            boolean leaves = stmt instanceof Stmt.Jump jump && jump.target() == label && !jump.isContinue();
            out.add(leaves ? end : Walk.withBlocks(stmt, inner -> withoutJumps(stmt, inner, label)));
        }
        return folded(out);
    }

    private Block withoutJumps(Stmt around, Block block, Label label) {
        boolean tried = around instanceof Stmt.Try attempt && block == attempt.body()
                || around instanceof Stmt.TryFinally finished && block == finished.body();
        attempts += tried ? 1 : 0;
        Block now = withoutJumps(block, label);
        attempts -= tried ? 1 : 0;
        return now;
    }

    /** Makes {@code result = x; …; return result;} to {@code …; return x;} if what is between are constants put down. */
    private Block folded(List<Stmt> statements) {
        List<Stmt> out = new ArrayList<>(statements);
        int at = out.size() - 1;
        if (at < 0 || out.get(at) != end) {
            return new Block(out);
        }
        int found = at - 1;
        while (found >= 0 && isConstantPutDown(out.get(found)) && !isResult(out.get(found))) {
            found--;
        }
        boolean inOrder = attempts == 0 || found == at - 1;
        if (inOrder && found >= 0 && isResult(out.get(found))) {
            Stmt.Assign value = (Stmt.Assign) out.remove(found);
            out.set(at - 1, new Stmt.Return(value.value(), value.origin()));
        }
        return new Block(out);
    }

    private boolean isConstantPutDown(Stmt stmt) {
        return stmt instanceof Stmt.SetStateField set
                        && set.value() instanceof Expr.Constant
                        && !Walk.read(set).contains(result)
                || stmt instanceof Stmt.Assign assign
                        && assign.value() instanceof Expr.Constant
                        && !assign.target().isStatic();
    }
}
