package io.github.cotangent.processor.rules;

import static io.github.cotangent.processor.rules.Formula.HALF;
import static io.github.cotangent.processor.rules.Formula.ONE;
import static io.github.cotangent.processor.rules.Formula.TWO;
import static io.github.cotangent.processor.rules.Formula.ZERO;
import static io.github.cotangent.processor.rules.Formula.add;
import static io.github.cotangent.processor.rules.Formula.div;
import static io.github.cotangent.processor.rules.Formula.eq;
import static io.github.cotangent.processor.rules.Formula.gt;
import static io.github.cotangent.processor.rules.Formula.math;
import static io.github.cotangent.processor.rules.Formula.mul;
import static io.github.cotangent.processor.rules.Formula.neg;
import static io.github.cotangent.processor.rules.Formula.or;
import static io.github.cotangent.processor.rules.Formula.sub;
import static io.github.cotangent.processor.rules.Formula.when;
import static io.github.cotangent.processor.rules.Kinks.strict;
import static io.github.cotangent.processor.rules.Kinks.zeroAt;

import io.github.cotangent.processor.ir.Expr;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of {@code Math} and {@code StrictMath}, one a line. {@code t} is the direction, {@code x}, {@code y} the operands,
 * {@code r} the result. The formulas are the textbook derivatives (Abramowitz and Stegun, chapters 4.1 to 4.6), written with
 * the result where that saves work, under the conventions of {@link Kinks}.
 */
final class MathRules {

    /** A rule of a function of one number. */
    private interface One {
        Expr scaled(Expr t, Expr x, Expr r);
    }

    /** The rule of a function that is constant between its jumps. */
    private record Constant() implements Rule {
        @Override
        public Expr scaled(int index, Expr direction, List<Expr> operands, Expr result) {
            return ZERO;
        }

        @Override
        public boolean isZero(int index) {
            return true;
        }
    }

    private static final Map<String, Rule> RULES = new HashMap<>();

    private MathRules() {}

    static Optional<Rule> of(String function) {
        return Optional.ofNullable(RULES.get(function));
    }

    static {
        // Powers, exponentials, logarithms.
        one("sqrt", (t, x, r) -> zeroAt(r, t, div(t, mul(TWO, r))));
        one("cbrt", (t, x, r) -> zeroAt(r, t, div(t, mul(Expr.Constant.of(3.0), mul(r, r)))));
        one("exp", (t, x, r) -> strict(t, mul(t, r)));
        one("expm1", (t, x, r) -> strict(t, mul(t, add(r, ONE))));
        one("log", (t, x, r) -> strict(t, div(t, x)));
        one("log10", (t, x, r) -> strict(t, div(t, mul(x, Expr.Constant.of(Math.log(10))))));
        one("log1p", (t, x, r) -> strict(t, div(t, add(ONE, x))));
        RULES.put("pow", MathRules::power);

        // Trigonometry.
        one("sin", (t, x, r) -> strict(t, mul(t, math("cos", x))));
        one("cos", (t, x, r) -> strict(t, neg(mul(t, math("sin", x)))));
        one("tan", (t, x, r) -> strict(t, mul(t, add(ONE, mul(r, r)))));
        one("asin", (t, x, r) -> strict(t, div(t, math("sqrt", sub(ONE, mul(x, x))))));
        one("acos", (t, x, r) -> strict(t, neg(div(t, math("sqrt", sub(ONE, mul(x, x)))))));
        one("atan", (t, x, r) -> div(t, add(ONE, mul(x, x))));
        one("toRadians", (t, x, r) -> math("toRadians", t));
        one("toDegrees", (t, x, r) -> math("toDegrees", t));

        // Hyperbolic functions.
        one("sinh", (t, x, r) -> strict(t, mul(t, math("cosh", x))));
        one("cosh", (t, x, r) -> strict(t, mul(t, math("sinh", x))));
        one("tanh", (t, x, r) -> mul(t, sub(ONE, mul(r, r))));

        // The plane.
        RULES.put("hypot", (i, t, x, r) -> zeroAt(r, t, div(mul(t, x.get(i)), r)));
        RULES.put("atan2", MathRules::angle);

        // Piecewise linear functions.
        one("abs", (t, x, r) -> when(eq(x, ZERO), ZERO, when(gt(x, ZERO), t, when(gt(ZERO, x), neg(t), mul(t, x)))));
        RULES.put("max", (i, t, x, r) -> Kinks.selected(t, x.get(i), x.get(1 - i), true));
        RULES.put("min", (i, t, x, r) -> Kinks.selected(t, x.get(i), x.get(1 - i), false));
        RULES.put("clamp", MathRules::clamp);
        RULES.put("fma", (i, t, x, r) -> i == 2 ? t : mul(t, x.get(1 - i)));
        RULES.put("copySign", first((i, t, x, r) -> when(eq(x.get(0), r), t, neg(t))));
        RULES.put("scalb", first((i, t, x, r) -> scalb(t, x.get(1))));
        RULES.put(
                "IEEEremainder",
                (i, t, x, r) -> i == 0 ? t : strict(t, neg(mul(t, math("rint", div(sub(x.get(0), r), x.get(1)))))));

        // The neighbour of a number moves with it.
        one("nextUp", (t, x, r) -> t);
        one("nextDown", (t, x, r) -> t);
        RULES.put("nextAfter", first((i, t, x, r) -> t));

        // Piecewise constant functions.
        for (String function : List.of("floor", "ceil", "rint", "signum", "ulp")) {
            RULES.put(function, new Constant());
        }
    }

    private static void one(String function, One rule) {
        RULES.put(function, (index, t, x, r) -> rule.scaled(t, x.get(0), r));
    }

    /** A rule whose second operand has no slope. */
    private static Rule first(Rule rule) {
        return new Rule() {
            @Override
            public Expr scaled(int index, Expr direction, List<Expr> operands, Expr result) {
                return index == 0 ? rule.scaled(0, direction, operands, result) : ZERO;
            }

            @Override
            public boolean isZero(int index) {
                return index != 0;
            }
        };
    }

    /**
     * {@code pow(x, p)}: p pow(x, p - 1) in x, r log x in p. A constant power takes no logarithm, so negative bases are fine.
     */
    private static Expr power(int index, Expr t, List<Expr> operands, Expr r) {
        Expr x = operands.get(0);
        Expr p = operands.get(1);
        if (index == 0) {
            Expr share = mul(mul(t, p), math("pow", x, sub(p, ONE)));
            Expr singular = Formula.and(eq(x, ZERO), gt(ONE, p));
            return when(or(or(eq(t, ZERO), eq(p, ZERO)), singular), ZERO, share);
        }
        return when(or(eq(t, ZERO), eq(x, ZERO)), ZERO, mul(mul(t, r), math("log", x)));
    }

    /** {@code atan2(y, x)}: x / (x² + y²) in y, -y / (x² + y²) in x. */
    private static Expr angle(int index, Expr t, List<Expr> operands, Expr r) {
        Expr y = operands.get(0);
        Expr x = operands.get(1);
        Expr distance = math("hypot", x, y);
        Expr share = div(div(mul(t, index == 0 ? x : y), distance), distance);
        Expr origin = Formula.and(eq(x, ZERO), eq(y, ZERO));
        return when(or(eq(t, ZERO), origin), ZERO, index == 0 ? share : neg(share));
    }

    /** {@code clamp(x, low, high)}: the slope goes to the operand that is the result; at a bound, half to each. */
    private static Expr clamp(int index, Expr t, List<Expr> operands, Expr r) {
        Expr x = operands.get(0);
        Expr low = operands.get(1);
        Expr high = operands.get(2);
        return switch (index) {
            case 0 -> when(or(gt(low, x), gt(x, high)), ZERO, when(or(eq(x, low), eq(x, high)), mul(HALF, t), t));
            case 1 -> when(gt(low, x), t, when(eq(x, low), mul(HALF, t), ZERO));
            default -> when(gt(x, high), t, when(eq(x, high), mul(HALF, t), ZERO));
        };
    }

    private static Expr scalb(Expr t, Expr exponent) {
        return new Expr.MathCall("Math", "scalb", List.of(t.type(), exponent.type()), List.of(t, exponent), t.type());
    }
}
