package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.stmt.ReturnStmt;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.type.TypeMirror;

/** Attributes lambdas (JLS 15.27): parameters from the functional interface, then the body. */
final class Lambdas {
    private final Parts all;

    Lambdas(Parts all) {
        this.all = all;
    }

    /** Whether the types of the parameters do not depend on where the lambda goes. */
    static boolean isExplicit(LambdaExpr lambda) {
        return lambda.getParameters().stream().noneMatch(Lambdas::isImplicit);
    }

    private static boolean isImplicit(Parameter parameter) {
        return parameter.getType().isUnknownType() || parameter.getType().isVarType();
    }

    /** The expressions a lambda takes its results from. */
    static List<Expression> results(LambdaExpr lambda) {
        List<Expression> found = new ArrayList<>();
        lambda.getExpressionBody().ifPresentOrElse(found::add, () -> returns(lambda.getBody(), found));
        return found;
    }

    private static void returns(Node node, List<Expression> found) {
        if (node instanceof ReturnStmt exit) {
            exit.getExpression().ifPresent(found::add);
        } else if (!(node instanceof LambdaExpr) && !(node instanceof BodyDeclaration<?>)) {
            node.getChildNodes().forEach(child -> returns(child, found));
        }
    }

    /** Attributes a lambda argument before an overload is chosen, if its types can be told by then. */
    void prepare(Expression argument) {
        if (Expressions.strip(argument) instanceof LambdaExpr lambda && isExplicit(lambda)) {
            body(lambda, List.of(), null);
        }
    }

    /** A lambda whose target is known; null if not. */
    TypeMirror of(LambdaExpr lambda, TypeMirror target) {
        of(lambda, target, new Inference(all.ops, all.merging, List.of()));
        return all.attribution.known(lambda);
    }

    /** A lambda as argument for a parameter of type {@code formal}; what it gives tells about type arguments. */
    void of(LambdaExpr lambda, TypeMirror formal, Inference inference) {
        Candidate function = all.functions.of(formal);
        if (function == null) {
            body(lambda, List.of(), null);
            return;
        }
        List<TypeMirror> inputs = new ArrayList<>();
        for (int i = 0;
                i < function.parameters().size() && i < lambda.getParameters().size();
                i++) {
            Parameter parameter = lambda.getParameter(i);
            if (!isImplicit(parameter)) {
                inference.argument(function.parameters().get(i), all.typeNodes.of(parameter.getType()));
            }
            inputs.add(inference.instantiate(function.parameters().get(i)));
        }
        TypeMirror result = function.result();
        body(lambda, inputs, inference.isOpen(result) ? null : inference.instantiate(result));
        if (inference.isGeneric(result)) {
            results(lambda).forEach(value -> inference.argument(result, all.attribution.known(value)));
        }
        all.attribution.type(lambda, all.functions.withoutWildcards(inference.instantiate(formal)));
    }

    private void body(LambdaExpr lambda, List<TypeMirror> inputs, TypeMirror result) {
        all.scope.enter();
        for (int i = 0; i < lambda.getParameters().size(); i++) {
            Parameter parameter = lambda.getParameter(i);
            TypeMirror type = isImplicit(parameter)
                    ? i < inputs.size() ? all.ops.withoutWildcard(inputs.get(i)) : null
                    : all.statements.typeOf(parameter);
            all.statements.declare(parameter, parameter.getNameAsString(), type);
        }
        if (lambda.getExpressionBody().isPresent()) {
            all.expressions.of(lambda.getExpressionBody().get(), result);
        } else {
            all.statements.body(lambda.getBody(), result);
        }
        all.scope.leave();
    }
}
