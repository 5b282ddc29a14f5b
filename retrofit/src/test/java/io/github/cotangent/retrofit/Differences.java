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

    boolean agree(double other) {
        return Math.abs(other - value) <= tolerance;
    }

    /**
     * The derivative of {@code function} at {@code point} in the floating argument number {@code index}.
     *
     * @param finer by how much steps are smaller than usual
     * @param function gives NaN where it throws
     * @param single whether single precision takes part
     * @param scale the size of the terms that the function adds up, for their rounding errors
     */
    static Optional<Differences> at(
            Point point, int index, double finer, ToDoubleFunction<Point> function, boolean single, double scale) {
        double x = Math.abs(Numbers.flat(point.arguments())[index]);
        double step = (single ? FLOAT_STEP : DOUBLE_STEP) * Math.max(x, single ? 0.5 : 0.05) / finer;
        double wide = central(point, index, function, step);
        double middle = central(point, index, function, step / 2);
        double narrow = central(point, index, function, step / 4);
        double first = (4 * middle - wide) / 3;
        double second = (4 * narrow - middle) / 3;
        double disagreement = Math.abs(first - second);
        double noise = (single ? 0x1p-24 : 0x1p-53) * scale / step * (single ? 64 : 1024);
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
}
