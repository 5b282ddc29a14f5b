package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.DoStmt;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.stmt.WhileStmt;
import java.util.ArrayList;
import java.util.List;

/** Where a local variable is assigned, and whether that makes it effectively final (JLS 4.12.4), if in doubt not. */
final class Assignments {
    private final Node declaration;
    private final List<Node> places = new ArrayList<>();

    Assignments(Node declaration) {
        this.declaration = declaration;
    }

    void add(Node place) {
        if (places.stream().noneMatch(known -> known == place)) {
            places.add(place);
        }
    }

    /** Whether no run of the variable's scope gives it a second value. */
    boolean isOne() {
        if (places.isEmpty()) {
            return true;
        }
        if (!isUninitialised() || !places.stream().allMatch(this::isPlainAndOnce)) {
            return false;
        }
        for (int i = 0; i < places.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (!isEitherOr(places.get(i), places.get(j))) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isUninitialised() {
        return declaration instanceof VariableDeclarator variable
                && variable.getInitializer().isEmpty()
                && variable.getParentNode()
                        .filter(VariableDeclarationExpr.class::isInstance)
                        .isPresent()
                && variable.getParentNode()
                        .flatMap(Node::getParentNode)
                        .filter(ForEachStmt.class::isInstance)
                        .isEmpty();
    }

    private boolean isPlainAndOnce(Node place) {
        if (!(place instanceof AssignExpr assign) || assign.getOperator() != AssignExpr.Operator.ASSIGN) {
            return false;
        }
        Node block = declaration
                .getParentNode()
                .flatMap(Node::getParentNode)
                .flatMap(Node::getParentNode)
                .orElse(null);
        for (Node node = place;
                node != null && node != block;
                node = node.getParentNode().orElse(null)) {
            if (node instanceof ForStmt
                    || node instanceof ForEachStmt
                    || node instanceof WhileStmt
                    || node instanceof DoStmt
                    || node instanceof LambdaExpr) {
                return false;
            }
        }
        return true;
    }

    /** Whether a run comes to at most one of two places. */
    private static boolean isEitherOr(Node a, Node b) {
        Node ofA = a;
        Node parent = a.getParentNode().orElse(null);
        while (parent != null && !parent.isAncestorOf(b)) {
            ofA = parent;
            parent = parent.getParentNode().orElse(null);
        }
        Node first = ofA;
        if (parent instanceof IfStmt branch) {
            return branch.getCondition() != first && !isIn(branch.getCondition(), b);
        } else if (parent instanceof ConditionalExpr choice) {
            return choice.getCondition() != first && !isIn(choice.getCondition(), b);
        }
        return first instanceof SwitchEntry entry
                && entry.getType() != SwitchEntry.Type.STATEMENT_GROUP
                && parent.getChildNodes().stream().anyMatch(child -> child instanceof SwitchEntry && isIn(child, b));
    }

    private static boolean isIn(Node outer, Node inner) {
        return outer == inner || outer.isAncestorOf(inner);
    }
}
