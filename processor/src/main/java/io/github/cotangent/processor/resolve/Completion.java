package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.BreakStmt;
import com.github.javaparser.ast.stmt.ContinueStmt;
import com.github.javaparser.ast.stmt.DoStmt;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.LabeledStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchStmt;
import com.github.javaparser.ast.stmt.SynchronizedStmt;
import com.github.javaparser.ast.stmt.ThrowStmt;
import com.github.javaparser.ast.stmt.TryStmt;
import com.github.javaparser.ast.stmt.WhileStmt;
import com.github.javaparser.ast.stmt.YieldStmt;
import java.util.Optional;

/** Whether statements can complete normally (JLS 14.22), as far as scopes depend on it. */
final class Completion {
    private Completion() {}

    static boolean isNormal(Statement statement) {
        if (statement instanceof ReturnStmt
                || statement instanceof ThrowStmt
                || statement instanceof BreakStmt
                || statement instanceof ContinueStmt
                || statement instanceof YieldStmt) {
            return false;
        } else if (statement instanceof BlockStmt block) {
            return block.getStatements().stream().allMatch(Completion::isNormal);
        } else if (statement instanceof IfStmt branch) {
            return branch.getElseStmt().isEmpty()
                    || isNormal(branch.getThenStmt())
                    || isNormal(branch.getElseStmt().get());
        } else if (statement instanceof LabeledStmt labeled) {
            return isNormal(labeled.getStatement())
                    || isLeft(labeled.getStatement(), labeled.getLabel().getIdentifier());
        } else if (statement instanceof WhileStmt loop) {
            return !isTrue(loop.getCondition()) || isLeft(loop.getBody(), null);
        } else if (statement instanceof DoStmt loop) {
            return !isTrue(loop.getCondition()) || isLeft(loop.getBody(), null);
        } else if (statement instanceof ForStmt loop) {
            return loop.getCompare().isPresent() && !isTrue(loop.getCompare().get()) || isLeft(loop.getBody(), null);
        } else if (statement instanceof SynchronizedStmt guarded) {
            return isNormal(guarded.getBody());
        } else if (statement instanceof TryStmt attempt) {
            boolean inside = isNormal(attempt.getTryBlock())
                    || attempt.getCatchClauses().stream().anyMatch(clause -> isNormal(clause.getBody()));
            return inside && attempt.getFinallyBlock().map(Completion::isNormal).orElse(true);
        }
        return true;
    }

    private static boolean isTrue(Expression condition) {
        return condition instanceof BooleanLiteralExpr literal && literal.getValue();
    }

    /** Whether a break inside ends the loop or labeled statement around it. */
    static boolean isLeft(Node body, String label) {
        if (body instanceof BreakStmt exit) {
            Optional<String> wanted = exit.getLabel().map(name -> name.getIdentifier());
            return label == null
                    ? wanted.isEmpty()
                    : wanted.filter(label::equals).isPresent();
        }
        boolean inner = body instanceof WhileStmt
                || body instanceof DoStmt
                || body instanceof ForStmt
                || body instanceof ForEachStmt
                || body instanceof SwitchStmt;
        if (inner && label == null || body instanceof LambdaExpr || body instanceof BodyDeclaration<?>) {
            return false;
        }
        return body.getChildNodes().stream().anyMatch(child -> isLeft(child, label));
    }
}
