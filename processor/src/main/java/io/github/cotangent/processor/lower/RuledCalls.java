package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.SuperExpr;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Ruling;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;

/**
 * Lowers calls of methods whose derivatives the user states. Static methods, and methods of objects that are not followed or have
 * no body, are recognised by the call. What an object that is followed does depends on its class: there the call stays one, and
 * the method gets a body that is nothing but the call with its rule ({@link #body}).
 */
final class RuledCalls {
    private final Lowerers all;
    private final UserRules rules;

    RuledCalls(Lowerers all, UserRules rules) {
        this.all = all;
        this.rules = rules;
    }

    /** Whether a call is replaced by what is stated of the method. */
    boolean isCall(MethodCallExpr e) {
        if (!(all.symbolOf(e) instanceof Symbol.Method symbol)
                || rules.of(symbol.element()).isEmpty()) {
            return false;
        }
        boolean above = e.getScope().filter(SuperExpr.class::isInstance).isPresent();
        return isOfClass(symbol)
                || !above
                        && (isAbstract(symbol.element()) || !all.objects.isCall(e, symbol.element()))
                        && hasReceiver(e, symbol.element());
    }

    /** Whether a method has a rule, and no object. */
    boolean isOfClass(Symbol.Method symbol) {
        return symbol.element().getModifiers().contains(Modifier.STATIC)
                && rules.of(symbol.element()).isPresent();
    }

    private static boolean isAbstract(ExecutableElement method) {
        return method.getModifiers().contains(Modifier.ABSTRACT);
    }

    private boolean hasReceiver(MethodCallExpr e, ExecutableElement method) {
        return e.getScope().isPresent() || all.receivers.objectFor(e, method) != null;
    }

    Expr call(MethodCallExpr e) {
        Symbol.Method symbol = (Symbol.Method) all.symbolOf(e);
        ExecutableElement method = symbol.element();
        Pending operands = new Pending(all.body);
        MethodId id = all.access.idOf(method, all.body.types());
        if (!method.getModifiers().contains(Modifier.STATIC)) {
            id = id.with(MethodId.Invocation.VIRTUAL);
            operands.add(() -> receiver(e, method), e);
        }
        all.calls.arguments(e.getArguments(), symbol, e, operands);
        return new Expr.Ruled(id, ruling(method), operands.atoms(), all.calls.resultOf(e, method));
    }

    private Expr.Atom receiver(MethodCallExpr e, ExecutableElement method) {
        Expression scope = e.getScope().orElse(null);
        Expr.Use known = scope == null ? all.receivers.objectFor(e, method) : all.receivers.objectOf(scope);
        return known == null ? all.expressions.atom(scope) : known;
    }

    /** A call of a method without object, with values at hand. */
    Expr invoke(Symbol.Method symbol, List<Expr> operands, Type result) {
        MethodId id = all.access.idOf(symbol.element(), all.body.types());
        return new Expr.Ruled(id, ruling(symbol.element()), operands, result);
    }

    private Ruling ruling(ExecutableElement method) {
        return ruling(rules.of(method).orElseThrow(), all.access, all.body.types());
    }

    private static Ruling ruling(UserRules.Statement stated, Access access, TypeTranslation types) {
        Map<Integer, MethodId> partials = new TreeMap<>();
        stated.partials().forEach((i, partial) -> partials.put(i, access.idOf(partial, types)));
        return new Ruling(partials, stated.constant(), stated.statedBy());
    }

    /**
     * The body that a method with a rule has instead of its own.
     *
     * @param id its identity
     * @param isExact whether a call of it on an object of its class runs no other
     */
    static Method body(
            ExecutableElement method,
            MethodId id,
            boolean isExact,
            UserRules.Statement stated,
            Access access,
            TypeTranslation types,
            Origin origin) {
        MethodId called = called(id, isExact);
        Ruling ruling = ruling(stated, access, types);
        Type result = types.of(method.getReturnType());
        return body(method, id, operands -> new Expr.Ruled(called, ruling, operands, result), types, origin);
    }

    /** How a method is called that has to run itself: another one that overrides it has to be kept off by a handle. */
    static MethodId called(MethodId id, boolean isExact) {
        return isExact
                ? id
                : new MethodId(
                        id.owner(), id.binaryOwner(), id.name(), id.parameters(), id.result(), false, id.invocation());
    }

    /** A body that is nothing but one call. */
    static Method body(
            ExecutableElement method,
            MethodId id,
            Function<List<Expr>, Expr> call,
            TypeTranslation types,
            Origin origin) {
        List<Variable> parameters = parameters(method, id, types);
        List<Expr> operands = new ArrayList<>();
        parameters.forEach(parameter -> operands.add(new Expr.Use(parameter)));
        Expr value = call.apply(operands);
        List<Stmt> statements = new ArrayList<>();
        if (id.result() == Primitive.VOID) {
            statements.add(new Stmt.Perform(value, origin));
        } else {
            Variable result = Variable.temporary("value", value.type());
            statements.add(new Stmt.Assign(result, value, origin));
            statements.add(new Stmt.Return(new Expr.Use(result), origin));
        }
        return method(method, id, parameters, new Block(statements), types, origin);
    }

    /** The parameters of a body that stands in the place of a method's own. */
    static List<Variable> parameters(ExecutableElement method, MethodId id, TypeTranslation types) {
        List<Variable> parameters = new ArrayList<>();
        if (id.hasReceiver()) {
            parameters.add(Variable.parameter("self", id.receiver()));
        }
        for (VariableElement parameter : method.getParameters()) {
            String name = parameter.getSimpleName().toString();
            parameters.add(Variable.parameter(
                    id.hasReceiver() && name.equals("self") ? "self_" : name, types.of(parameter.asType())));
        }
        return parameters;
    }

    /** A method with a body that stands in the place of its own. */
    static Method method(
            ExecutableElement method,
            MethodId id,
            List<Variable> parameters,
            Block body,
            TypeTranslation types,
            Origin origin) {
        return new Method(
                id,
                parameters,
                body,
                Set.of(),
                method.getThrownTypes().stream().map(types::of).toList(),
                List.of(),
                parameters.stream().map(parameter -> Origin.NONE).toList(),
                origin);
    }
}
