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
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.VariableElement;

/**
 * At how many places a constructor assigns each field of the object. A place in a loop counts more than once, and so does one
 * behind a read, which sees another value than the final one.
 */
final class FieldCount {
    private final Attribution attribution;
    private final Map<VariableElement, Integer> counts = new HashMap<>();
    private final Set<VariableElement> read = new HashSet<>();

    FieldCount(Attribution attribution) {
        this.attribution = attribution;
    }

    /** Counts the initialiser of a field. */
    void add(VariableElement field) {
        counts.merge(field, read.contains(field) ? 2 : 1, Integer::sum);
    }

    void in(Node node) {
        in(node, 1);
    }

    private void in(Node node, int weight) {
        boolean repeats = node instanceof ForStmt
                || node instanceof ForEachStmt
                || node instanceof WhileStmt
                || node instanceof DoStmt
                || node instanceof LambdaExpr;
        if (node instanceof AssignExpr assign) {
            boolean reads = assign.getOperator() != AssignExpr.Operator.ASSIGN;
            Expression target = Expressions.strip(assign.getTarget());
            if (reads || fieldOf(target) == null) {
                in(target, weight);
            }
            in(assign.getValue(), weight);
            assigned(target, weight);
        } else if (node instanceof UnaryExpr step && Assignments.isStep(step)) {
            in(step.getExpression(), weight);
            assigned(step.getExpression(), weight);
        } else if (fieldOf(node) != null) {
            read.add(fieldOf(node));
        } else {
            node.getChildNodes().forEach(child -> in(child, repeats ? 2 : weight));
        }
    }

    private void assigned(Expression target, int weight) {
        VariableElement field = fieldOf(Expressions.strip(target));
        if (field != null) {
            counts.merge(field, read.contains(field) ? 2 : weight, Integer::sum);
        }
    }

    /** The field of the object in the making that a node names; null for anything else. */
    private VariableElement fieldOf(Node node) {
        boolean own = node instanceof NameExpr
                || node instanceof FieldAccessExpr access && access.getScope() instanceof ThisExpr;
        return own
                        && attribution.symbolOf(node) instanceof Symbol.Field field
                        && Classes.isInstanceField(field.element())
                ? field.element()
                : null;
    }

    /** Whether the object has the field's final value as soon as it has any. */
    boolean isOnce(VariableElement field) {
        return counts.getOrDefault(field, 0) == 1;
    }

    Iterable<VariableElement> assigned() {
        return counts.keySet();
    }
}
