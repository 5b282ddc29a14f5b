package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.ThrowStmt;
import io.github.cotangent.processor.source.Sources;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/**
 * Static methods of the user that test what they are given, and throw or do nothing: {@code checkNotNull} and the like. What
 * they are given is only compared, or goes into the exception, after which nothing is computed. So a call changes no array and
 * keeps none, whatever the parameters' types.
 */
final class Guards {
    private final Sources sources;
    private final Map<ExecutableElement, Boolean> known = new HashMap<>();

    Guards(Sources sources) {
        this.sources = sources;
    }

    boolean isGuard(ExecutableElement method) {
        return method.getModifiers().contains(Modifier.STATIC) && known.computeIfAbsent(method, this::tests);
    }

    private boolean tests(ExecutableElement method) {
        return sources.of((TypeElement) method.getEnclosingElement())
                .flatMap(file -> file.declarationOf(method))
                .filter(declaration -> declaration.getBody().isPresent())
                .filter(Guards::tests)
                .isPresent();
    }

    private static boolean tests(MethodDeclaration declaration) {
        Set<String> parameters = new HashSet<>();
        for (Parameter parameter : declaration.getParameters()) {
            parameters.add(parameter.getNameAsString());
        }
        return tests(declaration.getBody().get(), parameters);
    }

    private static boolean tests(Statement statement, Set<String> parameters) {
        if (statement instanceof BlockStmt block) {
            return block.getStatements().stream().allMatch(each -> tests(each, parameters));
        } else if (statement instanceof IfStmt choice) {
            return compares(choice.getCondition(), parameters)
                    && tests(choice.getThenStmt(), parameters)
                    && choice.getElseStmt()
                            .map(other -> tests(other, parameters))
                            .orElse(true);
        } else if (statement instanceof ReturnStmt end) {
            return end.getExpression()
                    .map(value -> value instanceof BooleanLiteralExpr)
                    .orElse(true);
        }
        return statement instanceof ThrowStmt;
    }

    /** Whether an expression does nothing but compare parameters with each other and with literals. */
    private static boolean compares(Expression e, Set<String> parameters) {
        boolean plain = e instanceof BinaryExpr
                || e instanceof EnclosedExpr
                || e instanceof LiteralExpr
                || e instanceof NameExpr name && parameters.contains(name.getNameAsString())
                || e instanceof UnaryExpr step && !Assignments.isStep(step);
        if (!plain) {
            return false;
        }
        for (Node child : e.getChildNodes()) {
            if (child instanceof Expression inner && !compares(inner, parameters)) {
                return false;
            }
        }
        return true;
    }
}
