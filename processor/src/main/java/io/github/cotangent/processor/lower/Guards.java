package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
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
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/**
 * Static methods of the user that test what they are given, and throw or do nothing: {@code checkNotNull} and the like. Numbers
 * and strings they are given may be computed with and go into the exception. Arrays and other objects are only compared, or
 * asked for their length, and handed to nothing: so a call changes none and keeps none, whatever the parameters' types.
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
        Set<String> values = new HashSet<>();
        Set<String> references = new HashSet<>();
        for (Parameter parameter : declaration.getParameters()) {
            boolean value = !parameter.isVarArgs()
                    && (parameter.getType().isPrimitiveType()
                            || parameter.getType().asString().equals("String"));
            (value ? values : references).add(parameter.getNameAsString());
        }
        return new Given(values, references).tests(declaration.getBody().get());
    }

    /**
     * The names of the parameters.
     *
     * @param values numbers, truth values and strings
     * @param references what could be changed or kept
     */
    private record Given(Set<String> values, Set<String> references) {

        boolean tests(Statement statement) {
            if (statement instanceof BlockStmt block) {
                return block.getStatements().stream().allMatch(this::tests);
            } else if (statement instanceof IfStmt choice) {
                return looks(choice.getCondition())
                        && tests(choice.getThenStmt())
                        && choice.getElseStmt().map(this::tests).orElse(true);
            } else if (statement instanceof ReturnStmt end) {
                return end.getExpression()
                        .map(value -> value instanceof BooleanLiteralExpr)
                        .orElse(true);
            }
            return statement instanceof ThrowStmt thrown
                    && thrown.getExpression() instanceof ObjectCreationExpr creation
                    && creation.getAnonymousClassBody().isEmpty()
                    && creation.getArguments().stream().allMatch(each -> isConstant(each) || looks(each));
        }

        /** Whether an expression does nothing but compute with values, compare references and ask for lengths. */
        private boolean looks(Expression e) {
            if (e instanceof NameExpr name) {
                return values.contains(name.getNameAsString());
            } else if (e instanceof FieldAccessExpr access) {
                return access.getNameAsString().equals("length") && isReference(access.getScope());
            } else if (e instanceof EnclosedExpr inner) {
                return looks(inner.getInner());
            } else if (e instanceof UnaryExpr operation) {
                return !Assignments.isStep(operation) && looks(operation.getExpression());
            } else if (e instanceof BinaryExpr operation) {
                boolean compares = operation.getOperator() == BinaryExpr.Operator.EQUALS
                        || operation.getOperator() == BinaryExpr.Operator.NOT_EQUALS;
                return Stream.of(operation.getLeft(), operation.getRight())
                        .allMatch(each -> compares && isReference(each) || looks(each));
            }
            return e instanceof LiteralExpr;
        }

        private boolean isReference(Expression e) {
            return e instanceof NameExpr name && references.contains(name.getNameAsString());
        }

        /** Whether an expression is a name from outside: of a message, for instance. */
        private boolean isConstant(Expression e) {
            return e instanceof NameExpr name
                    ? !references.contains(name.getNameAsString())
                    : e instanceof FieldAccessExpr access && isConstant(access.getScope());
        }
    }
}
