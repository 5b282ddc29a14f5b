package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** What lambdas and method references as arguments say about the choice of an overload (JLS 15.12.2.1, 15.12.2.5). */
final class FunctionArguments {
    private final Parts all;

    FunctionArguments(Parts all) {
        this.all = all;
    }

    /** Whether a function may be an argument for a parameter. */
    boolean fits(Expression function, TypeMirror parameter, Candidate candidate) {
        if (TypeOps.isUnknown(parameter)) {
            return true;
        }
        if (parameter.getKind() == TypeKind.TYPEVAR) {
            return candidate.typeParameters().stream().anyMatch(each -> all.ops.isSame(each.asType(), parameter));
        }
        Candidate wanted = all.functions.of(parameter);
        if (wanted == null) {
            return false;
        }
        Expression e = Expressions.strip(function);
        return e instanceof LambdaExpr lambda
                ? fits(lambda, wanted)
                : all.references.mayTake(
                        (MethodReferenceExpr) e, wanted.parameters().size());
    }

    private boolean fits(LambdaExpr lambda, Candidate wanted) {
        if (lambda.getParameters().size() != wanted.parameters().size()) {
            return false;
        }
        boolean nothing = TypeOps.isVoid(wanted.result());
        if (lambda.getExpressionBody().isEmpty()) {
            boolean gives = !Lambdas.results(lambda).isEmpty();
            return nothing ? !gives : gives || !Completion.isNormal(lambda.getBody());
        }
        Expression body = lambda.getExpressionBody().get();
        if (nothing) {
            return isStatement(body);
        }
        return !Lambdas.isExplicit(lambda) || !TypeOps.isVoid(all.attribution.known(body));
    }

    private static boolean isStatement(Expression body) {
        return body instanceof AssignExpr
                || body instanceof MethodCallExpr
                || body instanceof ObjectCreationExpr
                || body instanceof UnaryExpr unary
                        && switch (unary.getOperator()) {
                            case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT -> true;
                            default -> false;
                        };
    }

    /** Whether one functional interface is the better one for a function whose parameters' types do not depend on it. */
    boolean isMoreSpecific(Expression function, TypeMirror a, TypeMirror b) {
        Expression e = Expressions.strip(function);
        Candidate x = all.functions.of(a);
        Candidate y = all.functions.of(b);
        if (x == null || y == null || x.parameters().size() != y.parameters().size()) {
            return false;
        }
        boolean fixed = e instanceof LambdaExpr lambda
                ? Lambdas.isExplicit(lambda)
                : all.references.isExact((MethodReferenceExpr) e);
        if (!fixed) {
            return false;
        }
        if (TypeOps.isVoid(y.result()) || TypeOps.isVoid(x.result())) {
            return TypeOps.isVoid(y.result());
        }
        if (TypeOps.isPrimitive(x.result()) != TypeOps.isPrimitive(y.result())) {
            TypeMirror given = e instanceof LambdaExpr lambda
                    ? given(lambda)
                    : all.references.exactResult((MethodReferenceExpr) e);
            return TypeOps.isPrimitive(given) == TypeOps.isPrimitive(x.result());
        }
        return all.conversions.isSubtype(all.ops.erasure(x.result()), all.ops.erasure(y.result()));
    }

    private TypeMirror given(LambdaExpr lambda) {
        return Lambdas.results(lambda).stream()
                .map(all.attribution::known)
                .filter(type -> !TypeOps.isUnknown(type))
                .findFirst()
                .orElse(null);
    }
}
