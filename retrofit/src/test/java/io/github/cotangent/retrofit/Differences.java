package io.github.cotangent.retrofit;

import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Derivatives by central differences with three step sizes, each half of the one before, extrapolated after Richardson in two
 * ways. Where the two disagree there is a kink, a jump or too much noise nearby, and nothing can be said.
 *
 * @param value the derivative
 * @param tolerance within which another value is as good
 */
record Differences(double value, double tolerance) {
    private static final double DOUBLE_STEP = 0x1p-8;
    private static final double FLOAT_STEP = 0x1p-4;

    /** The power of two, in units in the last place of the argument, within which there has to be a jump. */
    private static final int FARTHEST = 52;

    boolean agree(double other) {
        return Math.abs(other - value) <= tolerance;
    }

    /**
     * The derivative of {@code function} at {@code point} in the floating argument number {@code index}.
     *
     * @param function gives NaN where it throws
     * @param single whether single precision takes part
     * @param scale the size of the terms that the function adds up, for their rounding errors
     */
    static Optional<Differences> at(
            Point point, int index, ToDoubleFunction<Point> function, boolean single, double scale) {
        double x = Math.abs(Numbers.flat(point.arguments())[index]);
        double step = (single ? FLOAT_STEP : DOUBLE_STEP) * Math.max(x, single ? 0.5 : 0.05);
        double wide = central(point, index, function, step);
        double middle = central(point, index, function, step / 2);
        double narrow = central(point, index, function, step / 4);
        double first = (4 * middle - wide) / 3;
        double second = (4 * narrow - middle) / 3;
        double disagreement = Math.abs(first - second);
        // A zero is what is left where terms cancel, and nothing is known of these.
        double terms = scale == 0 ? 1 : scale;
        double noise = (single ? 0x1p-24 : 0x1p-53) * terms / step * (single ? 64 : 1024);
        double accuracy = (single ? 1e-2 : 1e-5) * Math.abs(second) + noise;
        // NaN disagrees.
        return disagreement <= accuracy
                ? Optional.of(new Differences(second, accuracy + 10 * disagreement))
                : Optional.empty();
    }

    private static double central(Point point, int index, ToDoubleFunction<Point> function, double step) {
        Point up = point.copy();
        Point down = point.copy();
        double distance = Numbers.shift(up.arguments(), index, step) - Numbers.shift(down.arguments(), index, -step);
        return (function.applyAsDouble(up) - function.applyAsDouble(down)) / distance;
    }

    /**
     * Whether the function has steps so close to each other that they look like a slope. Going away from the point, a function
     * with a slope soon changes, by a rounding error at first; one with steps stays the same for a while, and then jumps.
     */
    static boolean isStairs(Point point, int index, ToDoubleFunction<Point> function, boolean single) {
        double x = Numbers.flat(point.arguments())[index];
        double least = single ? Math.ulp((float) x) : Math.ulp(x);
        return jumps(point, index, function, single, least) || jumps(point, index, function, single, -least);
    }

    private static boolean jumps(
            Point point, int index, ToDoubleFunction<Point> function, boolean single, double least) {
        double value = function.applyAsDouble(point.copy());
        double error = single ? Math.ulp((float) value) : Math.ulp(value);
        for (int i = 1; i <= FARTHEST; i++) {
            Point moved = point.copy();
            Numbers.shift(moved.arguments(), index, Math.scalb(least, i));
            double change = Math.abs(function.applyAsDouble(moved) - value);
            if (change != 0) {
                return i >= 3 && change > 8 * error;
            }
        }
        return false;
    }
}
