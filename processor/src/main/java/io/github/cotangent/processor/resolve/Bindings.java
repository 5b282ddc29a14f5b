package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.InstanceOfExpr;
import com.github.javaparser.ast.expr.PatternExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import java.util.ArrayList;
import java.util.List;

/** Which pattern variables a condition introduces where it is true, or where it is false (JLS 6.3.1). */
final class Bindings {
    private final Attribution attribution;

    Bindings(Attribution attribution) {
        this.attribution = attribution;
    }

    List<Local> of(Expression condition, boolean truth) {
        List<Local> found = new ArrayList<>();
        collect(condition, truth, found);
        return found;
    }

    private void collect(Expression e, boolean truth, List<Local> found) {
        if (e instanceof EnclosedExpr enclosed) {
            collect(enclosed.getInner(), truth, found);
        } else if (e instanceof UnaryExpr unary && unary.getOperator() == UnaryExpr.Operator.LOGICAL_COMPLEMENT) {
            collect(unary.getExpression(), !truth, found);
        } else if (e instanceof BinaryExpr binary
                && binary.getOperator() == (truth ? BinaryExpr.Operator.AND : BinaryExpr.Operator.OR)) {
            collect(binary.getLeft(), truth, found);
            collect(binary.getRight(), truth, found);
        } else if (e instanceof InstanceOfExpr test && truth) {
            test.getPattern().ifPresent(pattern -> patterns(pattern, found));
        }
    }

    private void patterns(PatternExpr pattern, List<Local> found) {
        pattern.walk(node -> {
            if (attribution.local(node) != null) {
                found.add(attribution.local(node));
            }
        });
    }
}
