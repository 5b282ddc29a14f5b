package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import io.github.cotangent.processor.ir.AnyType;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;

/**
 * Lowers method calls: those with a meaning of their own ({@code Math}, array copies, {@code detach}), those of static
 * methods whose derivative can be had, and the rest, which is opaque.
 */
final class Calls {
    private static final String CHECKS = "FiniteChecks";

    private final Lowerers all;
    private final Body body;
    private final Predicate<ExecutableElement> hasDerivative;

    Calls(Lowerers all, Predicate<ExecutableElement> hasDerivative) {
        this.all = all;
        this.body = all.body;
        this.hasDerivative = hasDerivative;
    }

    /** A call as a statement. */
    void perform(MethodCallExpr e) {
        if (isCheck(e)) {
            return;
        }
        Expr value = call(e, true, Primitive.VOID);
        if (value != null) {
            body.emit(new Stmt.Perform(value, body.origin(e)));
        }
    }

    /** Whether a call in generated code only looks at a derivative: that is not done for derivatives that are differentiated again. */
    private boolean isCheck(MethodCallExpr e) {
        return body.file().isGenerated()
                && e.getScope().filter(scope -> scope.toString().equals(CHECKS)).isPresent();
    }

    Expr call(MethodCallExpr e, boolean flat) {
        return call(e, flat, null);
    }

    /**
     * @param expected the type where the attribution knows none; null if there is no such hint
     * @return null if the call has no value and all it does has been emitted
     */
    private Expr call(MethodCallExpr e, boolean flat, Type expected) {
        if (all.ruledCalls.isCall(e)) {
            return all.ruledCalls.call(e);
        }
        // First, and in a frame of its own: functions are nested more deeply than other calls.
        return all.symbolOf(e) instanceof Symbol.Method symbol && isMath(symbol.element(), ownerOf(symbol.element()))
                ? math(e, symbol, flat)
                : notMath(e, expected);
    }

    private Expr notMath(MethodCallExpr e, Type expected) {
        Optional<Pipeline> pipeline = all.streams.of(e);
        if (pipeline.isPresent()) {
            return all.streamResults.lower(pipeline.get());
        }
        if (isArrayClone(e)) {
            return all.arrays.copyOfWhole(e);
        }
        if (all.innerObjects.isCall(e)) {
            return all.innerObjects.call(e);
        }
        if (!(all.symbolOf(e) instanceof Symbol.Method symbol)) {
            return all.opaque.lower(e, expected);
        }
        if (all.boxCalls.isCall(symbol)) {
            Expression number = symbol.element().getModifiers().contains(Modifier.STATIC)
                    ? e.getArgument(0)
                    : e.getScope().orElseThrow();
            return all.boxCalls.call(symbol, List.of(all.expressions.atom(number)), e);
        }
        if (all.mapUpdates.isCall(e)) {
            return all.mapUpdates.call(e);
        }
        if (all.elementArrays.isCall(e)) {
            return all.elementArrays.call(e);
        }
        Optional<Expr> container = all.containerCalls.call(e);
        if (container.isPresent()) {
            return container.get();
        }
        Optional<Expr> composition = all.functionObjects.composition(e, symbol);
        if (composition.isPresent()) {
            return composition.get();
        }
        if (!symbol.element().getModifiers().contains(Modifier.STATIC)) {
            return all.objects.isCall(e, symbol.element())
                    ? all.objects.call(e, symbol)
                    : all.opaque.lower(e, expected);
        }
        ExecutableElement method = symbol.element();
        String owner = ownerOf(method);
        if (owner.equals("io.github.cotangent.runtime.Gradients")
                && method.getSimpleName().contentEquals("detach")) {
            return new Expr.Detach(body.atom(
                    all.expressions.converted(
                            e.getArgument(0),
                            body.types().of(symbol.parameterTypes().get(0)),
                            true),
                    "t",
                    e));
        }
        Optional<Expr> cut = all.digitCuts.lower(e, symbol);
        if (cut.isPresent()) {
            return cut.get();
        }
        Optional<Expr> arrayCall = all.arrays.call(e, symbol, owner);
        if (arrayCall.isPresent()) {
            return arrayCall.get();
        }
        return isStructural(symbol) ? derivable(e, symbol) : all.opaque.lower(e, expected);
    }

    private boolean isArrayClone(MethodCallExpr e) {
        return e.getNameAsString().equals("clone")
                && e.getArguments().isEmpty()
                && e.getScope()
                        .flatMap(body::typeOf)
                        .filter(ArrayType.class::isInstance)
                        .isPresent();
    }

    /** Whether a call inside opaque text has to be taken out of it, because it is more than text. */
    boolean isStructural(MethodCallExpr e) {
        return all.streams.of(e).isPresent()
                || all.ruledCalls.isCall(e)
                || all.innerObjects.isCall(e)
                || all.containerCalls.isCall(e)
                || all.mapUpdates.isCall(e)
                || all.elementArrays.isCall(e)
                || all.symbolOf(e) instanceof Symbol.Method method
                        && (isStructural(method)
                                || all.boxCalls.isCall(method)
                                || !method.element().getModifiers().contains(Modifier.STATIC)
                                        && all.objects.isCall(e, method.element()));
    }

    /** Whether the body of a method is at hand. */
    boolean hasSource(ExecutableElement method) {
        return hasDerivative.test(method);
    }

    /**
     * Whether the call is one of a static method that a derivative can be had of, and that a derivative could matter for:
     * it takes or returns floating data, or takes an array.
     */
    boolean isStructural(Symbol.Method symbol) {
        ExecutableElement method = symbol.element();
        return method.getModifiers().contains(Modifier.STATIC) && hasData(method) && hasDerivative.test(method);
    }

    private boolean hasData(ExecutableElement method) {
        if (body.types().erased(method.getReturnType()).isDifferentiable()) {
            return true;
        }
        for (VariableElement parameter : method.getParameters()) {
            Type type = body.types().erased(parameter.asType());
            if (type.isDifferentiable() || type instanceof ArrayType) {
                return true;
            }
        }
        return false;
    }

    static String ownerOf(ExecutableElement method) {
        return ((TypeElement) method.getEnclosingElement()).getQualifiedName().toString();
    }

    // ---- Math

    static boolean isMath(ExecutableElement method, String owner) {
        if (!owner.equals("java.lang.Math") && !owner.equals("java.lang.StrictMath")) {
            return isMathOfBox(method, owner) || KnownMethods.isMathOfLookAlike(method);
        }
        return !method.getSimpleName().contentEquals("random");
    }

    /** {@code Double.max} and {@code Float.min} are {@code Math}'s under another name, {@code Double.sum} is {@code +}. */
    private static boolean isMathOfBox(ExecutableElement method, String owner) {
        return Conversions.unboxed(new ReferenceType(owner)) != null
                && (method.getSimpleName().contentEquals("max")
                        || method.getSimpleName().contentEquals("min")
                        || method.getSimpleName().contentEquals("sum"));
    }

    private Expr math(MethodCallExpr e, Symbol.Method symbol, boolean flat) {
        Type result = body.types().of(symbol.element().getReturnType());
        boolean statement = flat && result.isFloating();
        List<Type> parameters = parameterTypes(symbol);
        Pending operands = new Pending(body);
        for (int i = 0; i < parameters.size(); i++) {
            Type parameter = parameters.get(i);
            Expression argument = e.getArgument(i);
            Sequence outer = body.open();
            Expr value = all.expressions.operand(argument, statement);
            operands.close(outer, all.conversions.to(value, parameter, statement, argument), argument);
        }
        return math(symbol, statement ? operands.atoms() : operands.values());
    }

    /** A function of {@code Math} on operands at hand. */
    Expr math(Symbol.Method symbol, List<Expr> operands) {
        Type result = body.types().of(symbol.element().getReturnType());
        if (symbol.element().getSimpleName().contentEquals("sum")) {
            return new Expr.Binary(BinaryOp.ADD, operands.get(0), operands.get(1), result);
        }
        return new Expr.MathCall(
                mathOwner(symbol.element()),
                symbol.element().getSimpleName().toString(),
                parameterTypes(symbol),
                operands,
                result);
    }

    /**
     * A call of a static method with values at hand; nothing if the method is known in no other form than its text.
     *
     * @param operands of the types of the parameters, as atoms
     */
    Optional<Expr> invoke(Symbol.Method symbol, List<Expr> operands, Type result) {
        ExecutableElement method = symbol.element();
        if (all.ruledCalls.isOfClass(symbol)) {
            return Optional.of(all.ruledCalls.invoke(symbol, operands, result));
        }
        if (isMath(method, ownerOf(method))) {
            return Optional.of(math(symbol, operands));
        }
        return isStructural(symbol)
                ? Optional.of(new Expr.Call(all.access.idOf(method, body.types()), operands, result))
                : Optional.empty();
    }

    private static String mathOwner(ExecutableElement method) {
        String owner = ownerOf(method);
        if (KnownMethods.isMathOfLookAlike(method)) {
            return owner;
        }
        return owner.endsWith("StrictMath") ? "StrictMath" : "Math";
    }

    List<Type> parameterTypes(Symbol.Method symbol) {
        List<Type> types = new ArrayList<>();
        symbol.parameterTypes().forEach(type -> types.add(body.types().of(type)));
        return types;
    }

    // ---- methods with derivatives

    private Expr derivable(MethodCallExpr e, Symbol.Method symbol) {
        ExecutableElement method = symbol.element();
        Pending operands = new Pending(body);
        arguments(e.getArguments(), symbol, e, operands);
        MethodId id = all.access.idOf(method, body.types());
        Type result = resultOf(e, method);
        boolean followed =
                id.result().isFollowed() && (result.isFollowed() || id.result().isOpen());
        all.checkpoints.called(method, id);
        Expr.Call call = new Expr.Call(id, operands.atoms(), followed ? id.result() : result);
        return followed ? all.objects.as(result, call, e) : call;
    }

    /** The type of what a call gives. */
    Type resultOf(MethodCallExpr e, ExecutableElement method) {
        return method.getReturnType().getKind() == TypeKind.VOID
                ? Primitive.VOID
                : body.typeOf(e).orElseGet(() -> body.types().of(method.getReturnType()));
    }

    /** Adds the arguments of a call to its operands. */
    void arguments(List<Expression> arguments, Symbol.Method symbol, Node where, Pending operands) {
        List<Type> parameters = parameterTypes(symbol);
        int before = operands.size();
        int fixed = symbol.variableArity() ? method(symbol).getParameters().size() - 1 : arguments.size();
        for (int i = 0; i < fixed; i++) {
            Expression argument = arguments.get(i);
            Type parameter = parameters.get(i);
            Type declared =
                    body.types().erased(method(symbol).getParameters().get(i).asType());
            boolean isWildcard = declared instanceof AnyType && parameter.equals(ReferenceType.OBJECT);
            operands.add(
                    () -> body.atom(
                            all.conversions.asParameter(
                                    all.expressions.atom(argument, isWildcard ? declared : parameter),
                                    declared,
                                    argument),
                            "t",
                            argument),
                    argument);
        }
        if (symbol.variableArity()) {
            Type erased =
                    body.types().of(method(symbol).getParameters().get(fixed).asType());
            ArrayType array = (ArrayType) erased;
            for (int i = fixed; i < arguments.size(); i++) {
                Expression argument = arguments.get(i);
                operands.add(() -> all.expressions.atom(argument, array.element()), argument);
            }
            operands.pack(before + fixed, rest -> body.keep(new Expr.ArrayLiteral(array, rest), "rest", where), where);
        }
    }

    private static ExecutableElement method(Symbol.Method symbol) {
        return symbol.element();
    }
}
