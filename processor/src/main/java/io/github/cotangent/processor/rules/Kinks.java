package io.github.cotangent.processor.rules;

import static io.github.cotangent.processor.rules.Formula.HALF;
import static io.github.cotangent.processor.rules.Formula.ZERO;
import static io.github.cotangent.processor.rules.Formula.eq;
import static io.github.cotangent.processor.rules.Formula.gt;
import static io.github.cotangent.processor.rules.Formula.isNaN;
import static io.github.cotangent.processor.rules.Formula.mul;
import static io.github.cotangent.processor.rules.Formula.or;
import static io.github.cotangent.processor.rules.Formula.when;

import io.github.cotangent.processor.ir.Expr;

/**
 * The conventions where a derivative does not exist, is not unique or not finite. This is the only place that makes them;
 * docs/kinks.md is the same table for users.
 *
 * <table>
 * <caption>Conventions</caption>
 * <tr><td>abs at 0 and -0</td><td>0</td></tr>
 * <tr><td>max, min of equal operands</td><td>one half each</td></tr>
 * <tr><td>max, min with a NaN operand</td><td>NaN for the NaN operand, 0 for the other</td></tr>
 * <tr><td>sqrt, cbrt at 0</td><td>0</td></tr>
 * <tr><td>pow(x, c) with constant c</td><td>c pow(x, c - 1), without logarithm; 0 for c = 0; 0 at x = 0 if c is below 1</td></tr>
 * <tr><td>pow(0, p) in p</td><td>0</td></tr>
 * <tr><td>hypot, atan2 at the origin</td><td>0</td></tr>
 * <tr><td>floor, ceil, rint, signum, ulp, casts to integers</td><td>0</td></tr>
 * <tr><td>x % y</td><td>1 in x, minus the truncated quotient in y</td></tr>
 * <tr><td>an incoming cotangent that is exactly 0</td><td>contributes 0 to every rule whose partial derivative can be
 * infinite</td></tr>
 * </table>
 */
final class Kinks {
    private Kinks() {}

    /** {@code share}, but 0 for a direction that is exactly 0: the partial derivative may be infinite or NaN. */
    static Expr strict(Expr direction, Expr share) {
        return when(eq(direction, ZERO), ZERO, share);
    }

    /** {@code share}, but 0 for a direction that is exactly 0 and where {@code singular} is 0. */
    static Expr zeroAt(Expr singular, Expr direction, Expr share) {
        return when(or(eq(direction, ZERO), eq(singular, ZERO)), ZERO, share);
    }

    /** The share of {@code mine} in the larger or smaller of two numbers: all, half of a tie, or nothing; NaN stays NaN. */
    static Expr selected(Expr direction, Expr mine, Expr other, boolean larger) {
        Expr wins = larger ? gt(mine, other) : gt(other, mine);
        Expr loses = when(isNaN(mine), mul(direction, mine), ZERO);
        return when(wins, direction, when(eq(mine, other), mul(HALF, direction), loses));
    }
}
