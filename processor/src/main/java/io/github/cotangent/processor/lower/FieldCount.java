package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.stmt.DoStmt;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.WhileStmt;
import io.github.cotangent.processor.resolve.Attribution;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.HashMap;
import java.util.Map;
import javax.lang.model.element.VariableElement;

/** At how many places a constructor assigns each field of the object; a place in a loop counts more than once. */
final class FieldCount {
    private final Attribution attribution;
    private final Map<VariableElement, Integer> counts = new HashMap<>();

    FieldCount(Attribution attribution) {
        this.attribution = attribution;
    }

    void add(VariableElement field) {
        counts.merge(field, 1, Integer::sum);
    }

    void in(Node node) {
        in(node, 1);
    }

    private void in(Node node, int weight) {
        if (node instanceof AssignExpr assign) {
            assigned(assign.getTarget(), assign.getOperator() == AssignExpr.Operator.ASSIGN ? weight : 2);
        } else if (node instanceof UnaryExpr step && Assignments.isStep(step)) {
            assigned(step.getExpression(), 2);
        }
        boolean repeats = node instanceof ForStmt
                || node instanceof ForEachStmt
                || node instanceof WhileStmt
                || node instanceof DoStmt
                || node instanceof LambdaExpr;
        node.getChildNodes().forEach(child -> in(child, repeats ? 2 : weight));
    }

    private void assigned(Expression target, int weight) {
        Expression plain = Expressions.strip(target);
        boolean own = plain instanceof NameExpr
                || plain instanceof FieldAccessExpr access && access.getScope() instanceof ThisExpr;
        if (own
                && attribution.symbolOf(plain) instanceof Symbol.Field field
                && Classes.isInstanceField(field.element())) {
            counts.merge(field.element(), weight, Integer::sum);
        }
    }

    /** Whether the object has the field's final value as soon as it has any. */
    boolean isOnce(VariableElement field) {
        return counts.getOrDefault(field, 0) == 1;
    }

    Iterable<VariableElement> assigned() {
        return counts.keySet();
    }
}
