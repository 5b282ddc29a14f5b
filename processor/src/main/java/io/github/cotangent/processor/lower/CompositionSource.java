package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FunctionClass;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * {@code f.andThen(g)}, {@code f.compose(g)} or {@code identity()} of one of the JDK's functional interfaces: what these do has no
 * source, but is known.
 */
final class CompositionSource implements FunctionSource {
    private static final String SELF = "first";
    private static final String OTHER = "second";

    private final Lowerers all;
    private final MethodCallExpr call;
    private final Contract contract;
    private final Contract self;
    private final Contract other;

    /**
     * @param self what the function is that the method is called on; null for {@code identity}
     * @param other what the argument is; null for {@code identity}
     */
    CompositionSource(Lowerers all, MethodCallExpr call, Contract contract, Contract self, Contract other) {
        this.all = all;
        this.call = call;
        this.contract = contract;
        this.self = self;
        this.other = other;
    }

    static boolean isComposition(String method) {
        return Set.of("andThen", "compose", "identity").contains(method);
    }

    @Override
    public Contract contract() {
        return contract;
    }

    @Override
    public Optional<FunctionClass> lower(String name, Consumer<Problem> problems) {
        Body body = all.body.within(problems);
        Lowerers within = all.within(body);
        FunctionMethod method = new FunctionMethod(call, name, body, Set.of());
        List<Expr> parameters = new ArrayList<>();
        Variable first = self == null ? null : method.capture(SELF, self.type());
        Variable second = self == null ? null : method.capture(OTHER, other.type());
        for (int i = 0; i < contract.parameters().size(); i++) {
            Variable parameter = Variable.parameter("a" + i, contract.parameter(i));
            method.parameter(parameter, call);
            parameters.add(new Expr.Use(parameter));
        }
        return method.make(contract, () -> {
            if (self == null) {
                result(within, parameters.get(0));
            } else if (call.getNameAsString().equals("compose")) {
                result(within, called(within, self, first, List.of(called(within, other, second, parameters))));
            } else if (contract.resultType() == Primitive.VOID) {
                called(within, self, first, parameters);
                called(within, other, second, parameters);
            } else {
                result(within, called(within, other, second, List.of(called(within, self, first, parameters))));
            }
        });
    }

    /** Calls a function; gives null if it gives nothing. */
    private Expr.Atom called(Lowerers within, Contract callee, Variable function, List<Expr> arguments) {
        MethodId id = callee.id(callee.type().name()).with(MethodId.Invocation.VIRTUAL);
        List<Expr> operands = new ArrayList<>(List.of(new Expr.Use(function)));
        for (int i = 0; i < arguments.size(); i++) {
            operands.add(within.body.atom(
                    within.conversions.to(arguments.get(i), callee.parameter(i), true, call), "t", call));
        }
        Expr value = new Expr.Call(id, operands, callee.resultType());
        if (callee.resultType() == Primitive.VOID) {
            within.body.emit(new Stmt.Perform(value, within.body.origin(call)));
            return null;
        }
        return within.body.keep(value, "t", call);
    }

    private void result(Lowerers within, Expr value) {
        Expr.Atom result =
                within.body.atom(within.conversions.to(value, contract.resultType(), true, call), "result", call);
        within.body.emit(new Stmt.Return(result, within.body.origin(call)));
    }

    @Override
    public List<Expr> captured(FunctionClass type) {
        if (self == null) {
            return List.of();
        }
        Pending operands = new Pending(all.body);
        Expression scope = call.getScope().orElseThrow();
        operands.add(() -> all.expressions.atom(scope, self.type()), scope);
        operands.add(() -> all.expressions.atom(call.getArgument(0), other.type()), call);
        operands.atoms().forEach(function -> all.functionObjects.requirePresent((Expr.Atom) function, call));
        return operands.atoms();
    }
}
