package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.SuperExpr;
import com.github.javaparser.ast.expr.TypeExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.ThrowStmt;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.resolve.Local;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/**
 * Applies functions where they are called. What lambdas and method references do becomes statements in place: their text is known,
 * so nothing is left of the object that they make. Other expressions give a function object, whose method is called.
 */
final class Functions {
    private final Lowerers all;
    private final Body body;

    Functions(Lowerers all) {
        this.all = all;
        this.body = all.body;
    }

    /** Whether it is known what a function does when it is called. */
    boolean isKnown(Expression function) {
        Expression e = Expressions.strip(function);
        if (e instanceof LambdaExpr lambda) {
            return !onlyThrows(lambda);
        }
        if (!(e instanceof MethodReferenceExpr reference)) {
            return isObject(e);
        }
        if (!(all.symbolOf(reference) instanceof Symbol.Method symbol) || symbol.variableArity()) {
            return false;
        }
        if (all.boxCalls.isCall(symbol)) {
            return true;
        }
        ExecutableElement method = symbol.element();
        if (method.getModifiers().contains(Modifier.STATIC)) {
            return all.ruledCalls.isOfClass(symbol)
                    || Calls.isMath(method, Calls.ownerOf(method))
                    || all.calls.isStructural(symbol);
        }
        return !(reference.getScope() instanceof SuperExpr)
                && all.objects.isKnown(method)
                && (isUnbound(reference)
                        || body.typeOf(reference.getScope())
                                .filter(ObjectType.class::isInstance)
                                .isPresent());
    }

    /** Whether an expression gives a function object that is followed, and so is all that its method takes and gives. */
    private boolean isObject(Expression e) {
        return all.functionObjects
                .contractOf(e)
                .filter(contract -> isPlain(contract.resultType()))
                .filter(contract ->
                        contract.parameters().stream().map(body.types()::of).allMatch(Functions::isPlain))
                .isPresent();
    }

    private static boolean isPlain(Type type) {
        return type instanceof Primitive || type.isFollowed();
    }

    private static boolean onlyThrows(LambdaExpr lambda) {
        return lambda.getBody() instanceof BlockStmt block
                && block.getStatements()
                        .getLast()
                        .filter(ThrowStmt.class::isInstance)
                        .isPresent()
                && Statements.returnsIn(block) == 0;
    }

    /** Whether a function calls its method on an object that is evaluated where the function is made, or is such an object. */
    boolean hasReceiver(Expression function) {
        Expression e = Expressions.strip(function);
        if (!(e instanceof MethodReferenceExpr reference)) {
            return !(e instanceof LambdaExpr);
        }
        return all.symbolOf(reference) instanceof Symbol.Method symbol
                && !symbol.element().getModifiers().contains(Modifier.STATIC)
                && !isUnbound(reference);
    }

    /** Evaluates the object on which a function calls its method. */
    Expr.Atom receiver(Expression function) {
        if (!(Expressions.strip(function) instanceof MethodReferenceExpr reference)) {
            Expr.Atom object = all.expressions.atom(function);
            all.functionObjects.requirePresent(object, function);
            return object;
        }
        Expression scope = reference.getScope();
        // The parser takes a name there for that of a type.
        return all.symbolOf(scope) instanceof Symbol.LocalVariable variable
                ? new Expr.Use(all.variables.of(variable.local()))
                : all.expressions.atom(scope);
    }

    /** Whether the first argument is what the method is called on. */
    private boolean isUnbound(MethodReferenceExpr reference) {
        return classOf(reference).isPresent();
    }

    /** The class in front of the colons. */
    private Optional<TypeElement> classOf(MethodReferenceExpr reference) {
        Symbol symbol = reference.getScope() instanceof TypeExpr type
                ? all.symbolOf(type.getType())
                : all.symbolOf(reference.getScope());
        boolean variable = all.symbolOf(reference.getScope()) instanceof Symbol.LocalVariable;
        return !variable && symbol instanceof Symbol.TypeName name ? Optional.of(name.element()) : Optional.empty();
    }

    /**
     * Calls a function.
     *
     * @param receiver what {@link #receiver} gave, evaluated; null if that is nothing
     * @param result the type the value is converted to
     * @return what it returns, evaluated last; null if that is nothing
     */
    Expr call(Expression function, Expr.Atom receiver, List<Expr> arguments, Type result) {
        Expression e = Expressions.strip(function);
        Expr value;
        if (e instanceof LambdaExpr lambda) {
            value = lambda(lambda, arguments, result);
        } else if (e instanceof MethodReferenceExpr reference) {
            value = reference(reference, receiver, arguments);
        } else {
            value = object(e, receiver, arguments);
        }
        if (result == Primitive.VOID) {
            if (value != null) {
                body.emit(new Stmt.Perform(value, body.origin(e)));
            }
            return null;
        }
        return all.conversions.to(value, result, true, e);
    }

    private Expr lambda(LambdaExpr lambda, List<Expr> arguments, Type result) {
        for (int i = 0; i < arguments.size(); i++) {
            bind(lambda.getParameter(i), arguments.get(i));
        }
        if (lambda.getExpressionBody().isEmpty()) {
            return all.statements.function(lambda.getBody().asBlockStmt(), result);
        }
        Expression value = ((ExpressionStmt) lambda.getBody()).getExpression();
        if (result == Primitive.VOID) {
            all.expressions.perform(value);
            return null;
        }
        return all.expressions.converted(value, result, true);
    }

    /** Gives the only parameter of a lambda its value. */
    void bind(Expression lambda, Expr argument) {
        bind(((LambdaExpr) Expressions.strip(lambda)).getParameter(0), argument);
    }

    /** Gives a parameter its value; where neither changes, the parameter is another name of the variable it comes from. */
    private void bind(Parameter parameter, Expr argument) {
        Local local = body.attribution().local(parameter);
        Variable variable = all.variables.of(local);
        boolean same = argument instanceof Expr.Use use
                && !use.variable().isStatic()
                && argument.type().equals(variable.type())
                && local.effectivelyFinal()
                && !variable.isCaptured();
        if (same) {
            all.variables.rename(local, ((Expr.Use) argument).variable());
        } else {
            body.assign(variable, all.conversions.to(argument, variable.type(), true, parameter), parameter);
        }
    }

    private Expr object(Expression e, Expr.Atom function, List<Expr> arguments) {
        FunctionSource.Contract contract = all.functionObjects.contractOf(e).orElseThrow();
        List<Expr> operands = new ArrayList<>(List.of(function));
        for (int i = 0; i < arguments.size(); i++) {
            operands.add(body.atom(all.conversions.to(arguments.get(i), contract.parameter(i), true, e), "t", e));
        }
        Symbol.Method method = new Symbol.Method(contract.function(), false, List.copyOf(contract.parameters()));
        return all.objects.call(method, contract.implemented(), operands, contract.resultType(), e);
    }

    private Expr reference(MethodReferenceExpr e, Expr.Atom receiver, List<Expr> arguments) {
        Symbol.Method symbol = (Symbol.Method) all.symbolOf(e);
        ExecutableElement method = symbol.element();
        boolean isStatic = method.getModifiers().contains(Modifier.STATIC);
        boolean unbound = !isStatic && receiver == null;
        List<Type> parameters = all.calls.parameterTypes(symbol);
        List<Expr> operands = new ArrayList<>();
        if (!isStatic) {
            operands.add(unbound ? body.atom(arguments.get(0), "object", e) : receiver);
        }
        for (int i = unbound ? 1 : 0; i < arguments.size(); i++) {
            Type parameter = parameters.get(i - (unbound ? 1 : 0));
            operands.add(body.atom(all.conversions.to(arguments.get(i), parameter, true, e), "t", e));
        }
        if (all.boxCalls.isCall(symbol)) {
            return all.boxCalls.call(symbol, operands, e);
        }
        if (!isStatic) {
            return all.objects.call(symbol, receiverClass(e, method), operands, resultOf(method), e);
        }
        return all.calls
                .invoke(symbol, operands, resultOf(method))
                .orElseThrow(() -> new IllegalStateException("not known: " + method));
    }

    private Type resultOf(ExecutableElement method) {
        return body.types().of(method.getReturnType());
    }

    private TypeElement receiverClass(MethodReferenceExpr e, ExecutableElement method) {
        return classOf(e)
                .or(() -> body.mirrorOf(e.getScope()).flatMap(all.objects::classOf))
                .orElse((TypeElement) method.getEnclosingElement());
    }

    /** A name for the variable that a function's only parameter takes, where it has one. */
    static String parameterName(Expression function, String otherwise) {
        Node e = Expressions.strip(function);
        return e instanceof LambdaExpr lambda && lambda.getParameters().size() == 1
                ? lambda.getParameter(0).getNameAsString()
                : otherwise;
    }
}
