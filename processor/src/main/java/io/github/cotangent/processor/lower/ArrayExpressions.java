package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.ArrayCreationLevel;
import com.github.javaparser.ast.expr.ArrayCreationExpr;
import com.github.javaparser.ast.expr.ArrayInitializerExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import io.github.cotangent.processor.ir.ArrayFunction;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.List;
import java.util.Optional;

/** Lowers what makes and copies arrays. */
final class ArrayExpressions {
    private final Lowerers all;
    private final Body body;

    ArrayExpressions(Lowerers all) {
        this.all = all;
        this.body = all.body;
    }

    Expr creation(ArrayCreationExpr e) {
        Type type = body.typeOf(e).orElseGet(() -> body.unknownType(e));
        return type instanceof ArrayType array ? creation(e, array) : new Expr.Constant("null", type);
    }

    /** Makes an array that is known as of another type, as {@code (T[]) new Object[n]} is. */
    Expr creation(ArrayCreationExpr e, ArrayType array) {
        all.opaque.requireNameable(e.getElementType(), e);
        if (e.getInitializer().isPresent()) {
            return literal(e.getInitializer().get(), array);
        }
        Pending operands = new Pending(body);
        for (ArrayCreationLevel level : e.getLevels()) {
            level.getDimension()
                    .ifPresent(
                            dimension -> operands.add(() -> all.expressions.atom(dimension, Primitive.INT), dimension));
        }
        return new Expr.NewArray(array, operands.atoms());
    }

    /** An array initialiser; each inner one is an array of its own. */
    Expr literal(ArrayInitializerExpr e, ArrayType type) {
        Pending operands = new Pending(body);
        for (Expression element : e.getValues()) {
            operands.add(() -> all.expressions.atom(element, type.element()), element);
        }
        return new Expr.ArrayLiteral(type, operands.atoms());
    }

    /** {@code array.clone()}. */
    Expr copyOfWhole(MethodCallExpr e) {
        Expr.Atom array = all.expressions.atom(e.getScope().orElseThrow());
        return new Expr.ArrayCall(ArrayFunction.CLONE, List.of(array), array.type());
    }

    /** The array functions of the JDK, if the call is one on an array of primitives, of arrays or of followed objects. */
    Optional<Expr> call(MethodCallExpr e, Symbol.Method symbol, String owner) {
        ArrayFunction function = functionOf(owner, e);
        if (function == null || !isOnData(e, function)) {
            return Optional.empty();
        }
        Type array = body.typeOf(e.getArgument(0)).orElseThrow();
        Pending operands = new Pending(body);
        for (int i = 0; i < e.getArguments().size(); i++) {
            Expression argument = e.getArgument(i);
            Type expected = isArray(function, i)
                    ? body.typeOf(argument).orElseThrow()
                    : isValue(function, i) ? ((ArrayType) array).element() : Primitive.INT;
            operands.add(() -> all.expressions.atom(argument, expected), argument);
        }
        boolean copies = function == ArrayFunction.COPY_OF || function == ArrayFunction.COPY_OF_RANGE;
        return Optional.of(new Expr.ArrayCall(function, operands.atoms(), copies ? array : Primitive.VOID));
    }

    private static ArrayFunction functionOf(String owner, MethodCallExpr e) {
        int arity = e.getArguments().size();
        String name = owner + "." + e.getNameAsString();
        if (name.equals("java.lang.System.arraycopy")) {
            return ArrayFunction.ARRAYCOPY;
        }
        if (name.equals("java.util.Arrays.copyOf") && arity == 2) {
            return ArrayFunction.COPY_OF;
        }
        if (name.equals("java.util.Arrays.copyOfRange") && arity == 3) {
            return ArrayFunction.COPY_OF_RANGE;
        }
        if (name.equals("java.util.Arrays.fill")) {
            return arity == 2 ? ArrayFunction.FILL : ArrayFunction.FILL_RANGE;
        }
        return null;
    }

    private boolean isOnData(MethodCallExpr e, ArrayFunction function) {
        for (int i = 0; i < e.getArguments().size(); i++) {
            if (isArray(function, i)) {
                Type type = body.typeOf(e.getArgument(i)).orElse(null);
                boolean data = type instanceof ArrayType array
                        && (array.element() instanceof Primitive
                                || array.element().isFollowed());
                if (!data) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isArray(ArrayFunction function, int index) {
        return index == 0 || function == ArrayFunction.ARRAYCOPY && index == 2;
    }

    private static boolean isValue(ArrayFunction function, int index) {
        return function == ArrayFunction.FILL && index == 1 || function == ArrayFunction.FILL_RANGE && index == 3;
    }
}
