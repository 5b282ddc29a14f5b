package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Numbers whose low digits are cut off by way of their bits, {@code Double.longBitsToDouble(Double.doubleToRawLongBits(x) & -1L
 * << 27)}: the one use of bits through which a derivative flows. At least as many digits have to be left as a cast to {@code float}
 * leaves of a {@code double}, and one to half precision of a {@code float}: what is left of fewer is no approximation but a step.
 */
final class DigitCuts {
    private static final String RUNTIME = "io.github.cotangent.runtime.Digits";
    private static final int FEWEST_OF_DOUBLE = 23;
    private static final int FEWEST_OF_FLOAT = 10;
    private static final Set<String> RAW = Set.of("doubleToRawLongBits", "floatToRawIntBits");

    private final Lowerers all;
    private final Body body;

    DigitCuts(Lowerers all) {
        this.all = all;
        this.body = all.body;
    }

    /** Lowers a call that puts a number together from bits, if it is one of these cuts. */
    Optional<Expr> lower(MethodCallExpr e, Symbol.Method symbol) {
        String name = symbol.element().getSimpleName().toString();
        boolean isWide = name.equals("longBitsToDouble");
        if (!KnownMethods.isBits(symbol.element()) || !isWide && !name.equals("intBitsToFloat")) {
            return Optional.empty();
        }
        if (Expressions.strip(e.getArgument(0)) instanceof BinaryExpr cut
                && cut.getOperator() == BinaryExpr.Operator.BINARY_AND) {
            Optional<Expr> bits = lower(cut.getLeft(), cut.getRight(), isWide);
            return bits.isPresent() ? bits : lower(cut.getRight(), cut.getLeft(), isWide);
        }
        return Optional.empty();
    }

    private Optional<Expr> lower(Expression bits, Expression mask, boolean isWide) {
        Optional<Long> constant = body.attribution()
                .constantOf(Expressions.strip(mask))
                .filter(value -> value instanceof Long || value instanceof Integer)
                .map(value -> ((Number) value).longValue());
        boolean cuts = constant.isPresent() && leavesEnough(constant.get(), isWide);
        if (!cuts
                || !(Expressions.strip(bits) instanceof MethodCallExpr taken)
                || !(all.symbolOf(taken) instanceof Symbol.Method symbol)
                || !KnownMethods.isBits(symbol.element())) {
            return Optional.empty();
        }
        Type type = isWide ? Primitive.DOUBLE : Primitive.FLOAT;
        Type bitType = isWide ? Primitive.LONG : Primitive.INT;
        boolean isRaw = RAW.contains(symbol.element().getSimpleName().toString());
        Expr number = body.atom(all.expressions.converted(taken.getArgument(0), type, true), "t", taken);
        Object value = isWide ? (Object) constant.get() : constant.get().intValue();
        return Optional.of(new Expr.MathCall(
                RUNTIME,
                isRaw ? "kept" : "keptOfCanonical",
                List.of(type, bitType),
                List.of(number, Literals.of(value)),
                type));
    }

    /** Whether a mask is zero in low bits of the fraction only. */
    private static boolean leavesEnough(long mask, boolean isWide) {
        int most = isWide ? 52 - FEWEST_OF_DOUBLE : 23 - FEWEST_OF_FLOAT;
        int cut = Long.numberOfTrailingZeros(mask);
        return cut <= most && mask == -1L << cut;
    }
}
