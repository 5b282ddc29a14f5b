package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FunctionClass;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.resolve.Local;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A lambda. It captures the locals of the method around it that it mentions, and the object of that method. */
final class LambdaSource implements FunctionSource {
    private final Lowerers all;
    private final LambdaExpr lambda;
    private final Contract contract;
    private final Set<Local> locals;

    LambdaSource(Lowerers all, LambdaExpr lambda, Contract contract) {
        this.all = all;
        this.lambda = lambda;
        this.contract = contract;
        this.locals = all.body.attribution().captured(lambda);
    }

    @Override
    public Contract contract() {
        return contract;
    }

    @Override
    public Optional<FunctionClass> lower(String name) {
        if (mentionsLocalClass() || lambda.getParameters().size() != contract.parameters().size()) {
            return Optional.empty();
        }
        Body body = all.body.within();
        Lowerers within = all.within(body);
        within.variables.findCaptures(lambda.getBody());
        Set<String> taken = new HashSet<>();
        lambda.walk(Parameter.class, parameter -> taken.add(parameter.getNameAsString()));
        FunctionMethod method = new FunctionMethod(contract, lambda, name, body, taken);
        for (int i = 0; i < lambda.getParameters().size(); i++) {
            Parameter parameter = lambda.getParameter(i);
            method.parameter(
                    within.variables.parameter(body.attribution().local(parameter), contract.parameter(i)), parameter);
        }
        if (all.objects.self() != null) {
            within.objects.receiver(
                    method.capture(outerName(), all.objects.self().type()));
        }
        for (Local local : locals) {
            within.variables.bind(
                    local, method.capture(local.name(), all.variables.of(local).type()));
        }
        return method.make(() -> body(within));
    }

    private boolean mentionsLocalClass() {
        return lambda.stream().anyMatch(node -> all.symbolOf(node) instanceof Symbol.LocalTypeName);
    }

    private String outerName() {
        Set<String> taken = new HashSet<>();
        locals.forEach(local -> taken.add(local.name()));
        return FunctionMethod.free("outer", taken);
    }

    private void body(Lowerers within) {
        Type result = contract.resultType();
        if (lambda.getExpressionBody().isEmpty()) {
            within.statements.method(lambda.getBody().asBlockStmt(), result);
            return;
        }
        Expression value = lambda.getExpressionBody().get();
        if (result == Primitive.VOID) {
            within.expressions.perform(value);
        } else {
            Expr.Atom returned = within.body.atom(within.expressions.converted(value, result, true), "result", value);
            within.body.emit(new Stmt.Return(returned, within.body.origin(value)));
        }
    }

    @Override
    public List<Expr> captured(FunctionClass type) {
        Map<String, Expr> values = new HashMap<>();
        locals.forEach(local -> values.put(local.name(), new Expr.Use(all.variables.of(local))));
        values.put(outerName(), all.objects.self());
        return type.fields().stream().map(field -> values.get(field.name())).toList();
    }
}
