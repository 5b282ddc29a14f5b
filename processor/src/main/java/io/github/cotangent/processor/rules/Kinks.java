package io.github.cotangent.processor.rules;

import static io.github.cotangent.processor.rules.Formula.HALF;
import static io.github.cotangent.processor.rules.Formula.ONE;
import static io.github.cotangent.processor.rules.Formula.ZERO;
import static io.github.cotangent.processor.rules.Formula.and;
import static io.github.cotangent.processor.rules.Formula.div;
import static io.github.cotangent.processor.rules.Formula.eq;
import static io.github.cotangent.processor.rules.Formula.gt;
import static io.github.cotangent.processor.rules.Formula.isNaN;
import static io.github.cotangent.processor.rules.Formula.math;
import static io.github.cotangent.processor.rules.Formula.mul;
import static io.github.cotangent.processor.rules.Formula.neg;
import static io.github.cotangent.processor.rules.Formula.or;
import static io.github.cotangent.processor.rules.Formula.sub;
import static io.github.cotangent.processor.rules.Formula.vanishes;
import static io.github.cotangent.processor.rules.Formula.when;
import static io.github.cotangent.processor.rules.Formula.wide;

import io.github.cotangent.processor.ir.Expr;
import java.util.List;

/**
 * The conventions where a derivative does not exist, is not unique or not finite. This is the only place that makes them;
 * docs/kinks.md is the same table for users.
 *
 * <table>
 * <caption>Conventions</caption>
 * <tr><td>abs at 0 and -0</td><td>0</td></tr>
 * <tr><td>max, min of equal operands, also 0 and -0</td><td>one half each</td></tr>
 * <tr><td>max, min with a NaN operand</td><td>NaN for the NaN operand, 0 for the other</td></tr>
 * <tr><td>clamp(x, low, high)</td><td>as min(max(x, low), high); x NaN: NaN for x</td></tr>
 * <tr><td>sqrt, cbrt at 0</td><td>0</td></tr>
 * <tr><td>pow(x, p) in x</td><td>p pow(x, p - 1), without logarithm; 0 for p = 0; 0 at x = 0 if p is below 1</td></tr>
 * <tr><td>pow(x, p) in p</td><td>pow(x, p) log(x): NaN for negative x; 0 at x = 0</td></tr>
 * <tr><td>hypot, atan2 at the origin</td><td>0</td></tr>
 * <tr><td>floor, ceil, rint, signum, ulp, casts to integers</td><td>0</td></tr>
 * <tr><td>copySign(m, s)</td><td>1 in m if the sign bits agree, otherwise -1; 0 in s</td></tr>
 * <tr><td>nextUp, nextDown, nextAfter</td><td>1 in the number</td></tr>
 * <tr><td>x % y</td><td>1 in x, minus the truncated quotient in y</td></tr>
 * <tr><td>IEEEremainder(x, y)</td><td>1 in x, minus the rounded quotient in y</td></tr>
 * <tr><td>log, log10 at 0, log1p at -1, asin and acos at ±1, x / 0</td><td>infinite or NaN, as the formula gives</td></tr>
 * <tr><td>an incoming cotangent or tangent that is exactly 0</td><td>contributes 0 in every rule, whatever the partial
 * derivative is, as long as the operands are finite. With infinite operands too, except in products, fma and abs: a test would
 * cost every product a branch.</td></tr>
 * </table>
 */
final class Kinks {
    private Kinks() {}

    /** {@code share}, but 0 for a direction that is exactly 0: the partial derivative may be infinite or NaN. */
    static Expr strict(Expr direction, Expr share) {
        return when(vanishes(direction), ZERO, share);
    }

    /** {@code share}, but 0 for a direction that is exactly 0 and where {@code singular} is 0. */
    static Expr zeroAt(Expr singular, Expr direction, Expr share) {
        return when(or(vanishes(direction), eq(singular, ZERO)), ZERO, share);
    }

    /** {@code share} of the base {@code x} of a power, but 0 where the power is constant, and where its slope is infinite. */
    static Expr base(Expr x, Expr power, Expr direction, Expr share) {
        Expr flat = or(vanishes(direction), eq(power, ZERO));
        Expr singular = and(eq(x, ZERO), gt(ONE, power));
        return when(or(flat, singular), ZERO, share);
    }

    /** {@code share}, but 0 at the origin of the plane. */
    static Expr origin(Expr x, Expr y, Expr direction, Expr share) {
        Expr origin = and(eq(x, ZERO), eq(y, ZERO));
        return when(or(vanishes(direction), origin), ZERO, share);
    }

    /** The share of {@code mine} in the larger or smaller of two numbers: all, half of a tie, or nothing; NaN stays NaN. */
    static Expr selected(Expr direction, Expr mine, Expr other, boolean larger) {
        Expr wins = larger ? gt(mine, other) : gt(other, mine);
        Expr loses = when(isNaN(mine), mul(direction, mine), ZERO);
        return when(wins, direction, when(eq(mine, other), mul(HALF, direction), loses));
    }

    /**
     * The shares in {@code clamp(x, low, high)}, which is {@code min(max(x, low), high)}. The result tells which bound holds;
     * where several operands are equal, a tie with the upper bound is split first.
     */
    static Expr clamped(int index, Expr direction, List<Expr> operands, Expr result) {
        Expr x = operands.get(0);
        Expr low = operands.get(1);
        Expr high = operands.get(2);
        if (index == 2) {
            return when(gt(x, high), direction, when(eq(result, high), mul(HALF, direction), ZERO));
        }
        Expr mine = index == 0 ? x : low;
        Expr other = index == 0 ? low : x;
        Expr inner = selected(direction, mine, other, true);
        return when(gt(x, high), ZERO, when(eq(result, high), mul(HALF, inner), inner));
    }

    /**
     * The share of the divisor in a remainder {@code r = x - q y}: minus the integer q, got back as (x - r) / y. The quotient
     * is taken in double, where it is exact up to 2⁵¹.
     */
    static Expr remainder(Expr direction, List<Expr> operands, Expr result) {
        Expr quotient = div(sub(wide(operands.get(0)), result), operands.get(1));
        return strict(direction, neg(mul(direction, math("rint", quotient))));
    }
}
