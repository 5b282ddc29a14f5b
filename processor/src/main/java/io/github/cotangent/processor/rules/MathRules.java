package io.github.cotangent.processor.rules;

import static io.github.cotangent.processor.rules.Formula.ONE;
import static io.github.cotangent.processor.rules.Formula.TWO;
import static io.github.cotangent.processor.rules.Formula.ZERO;
import static io.github.cotangent.processor.rules.Formula.add;
import static io.github.cotangent.processor.rules.Formula.div;
import static io.github.cotangent.processor.rules.Formula.gt;
import static io.github.cotangent.processor.rules.Formula.math;
import static io.github.cotangent.processor.rules.Formula.mul;
import static io.github.cotangent.processor.rules.Formula.neg;
import static io.github.cotangent.processor.rules.Formula.signum;
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
 * The rules of {@code Math}, {@code StrictMath} and {@link LookAlikes}, one a line. {@code t} is the direction, {@code x}, {@code y} the operands,
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
        one("expm1", (t, x, r) -> strict(t, mul(t, math("exp", x)))); // r + 1 loses all digits for x far below 0.
        one("log", (t, x, r) -> strict(t, div(t, x)));
        one("log10", (t, x, r) -> strict(t, div(t, mul(x, Expr.Constant.of(Math.log(10))))));
        one("log1p", (t, x, r) -> strict(t, div(t, add(ONE, x))));
        RULES.put("pow", MathRules::power);

        // Trigonometry.
        one("sin", (t, x, r) -> strict(t, mul(t, math("cos", x))));
        one("cos", (t, x, r) -> strict(t, neg(mul(t, math("sin", x)))));
        one("tan", (t, x, r) -> strict(t, mul(t, add(ONE, mul(r, r)))));
        one("asin", (t, x, r) -> strict(t, div(t, arc(x))));
        one("acos", (t, x, r) -> strict(t, neg(div(t, arc(x)))));
        one("atan", (t, x, r) -> div(t, add(ONE, mul(x, x))));
        one("toRadians", (t, x, r) -> math("toRadians", t));
        one("toDegrees", (t, x, r) -> math("toDegrees", t));

        // Hyperbolic functions.
        one("sinh", (t, x, r) -> strict(t, mul(t, math("cosh", x))));
        one("cosh", (t, x, r) -> strict(t, mul(t, math("sinh", x))));
        one("tanh", (t, x, r) -> mul(t, sub(ONE, mul(r, r))));

        // Missing in Math, but in classes that look like it.
        one("asinh", (t, x, r) -> strict(t, div(t, math("hypot", x, ONE))));
        one("acosh", (t, x, r) -> strict(t, div(t, math("sqrt", mul(sub(x, ONE), add(x, ONE))))));
        one("atanh", (t, x, r) -> strict(t, div(t, mul(sub(ONE, x), add(ONE, x)))));

        // The plane.
        RULES.put("hypot", (i, t, x, r) -> zeroAt(r, t, mul(t, div(x.get(i), r))));
        RULES.put("atan2", MathRules::angle);

        // Piecewise linear functions.
        one("abs", (t, x, r) -> mul(t, signum(x)));
        RULES.put("max", (i, t, x, r) -> Kinks.selected(t, x.get(i), x.get(1 - i), true));
        RULES.put("min", (i, t, x, r) -> Kinks.selected(t, x.get(i), x.get(1 - i), false));
        RULES.put("clamp", Kinks::clamped);
        RULES.put("fma", (i, t, x, r) -> i == 2 ? t : mul(t, x.get(1 - i)));
        RULES.put("copySign", first((i, t, x, r) -> mul(t, mul(sign(x.get(0)), sign(x.get(1))))));
        RULES.put("scalb", first((i, t, x, r) -> scalb(t, x.get(1))));
        RULES.put("IEEEremainder", (i, t, x, r) -> i == 0 ? t : Kinks.remainder(t, x, r));

        // The neighbour of a number moves with it.
        one("nextUp", (t, x, r) -> t);
        one("nextDown", (t, x, r) -> t);
        RULES.put("nextAfter", first((i, t, x, r) -> t));

        // So does a number with fewer digits.
        RULES.put("kept", first((i, t, x, r) -> t));
        RULES.put("keptOfCanonical", first((i, t, x, r) -> t));

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
        Expr p = Formula.wide(operands.get(1)); // an integer in look-alikes
        if (index == 0) {
            return Kinks.base(x, p, t, mul(mul(t, p), lowered(x, p)));
        }
        return zeroAt(x, t, mul(mul(t, r), math("log", x)));
    }

    /** {@code pow(x, p - 1)}; squares, which are most powers, without a call. */
    private static Expr lowered(Expr x, Expr p) {
        return TWO.equals(p) ? x : math("pow", x, sub(p, ONE));
    }

    /**
     * {@code atan2(y, x)}: x / (x² + y²) in y, -y / (x² + y²) in x. Divided by the larger of the two, squares do not overflow.
     */
    private static Expr angle(int index, Expr t, List<Expr> operands, Expr r) {
        Expr y = operands.get(0);
        Expr x = operands.get(1);
        Expr flat = overLarger(t, x, y, index == 1); // near the x axis
        Expr steep = overLarger(t, y, x, index == 0); // near the y axis
        Expr share = when(gt(math("abs", x), math("abs", y)), flat, steep);
        return Kinks.origin(x, y, t, index == 0 ? share : neg(share));
    }

    /** {@code t a / (a² + b²)}, or {@code t b / (a² + b²)} if {@code other}, where a is the larger. */
    private static Expr overLarger(Expr t, Expr a, Expr b, boolean other) {
        Expr ratio = div(b, a);
        return div(other ? mul(t, ratio) : t, add(a, mul(b, ratio)));
    }

    /** √(1 - x²), with all digits near ±1. */
    private static Expr arc(Expr x) {
        return math("sqrt", mul(sub(ONE, x), add(ONE, x)));
    }

    /** 1 or -1, by the sign bit. */
    private static Expr sign(Expr x) {
        return math("copySign", ONE, x);
    }

    private static Expr scalb(Expr t, Expr exponent) {
        return new Expr.MathCall("Math", "scalb", List.of(t.type(), exponent.type()), List.of(t, exponent), t.type());
    }
}
