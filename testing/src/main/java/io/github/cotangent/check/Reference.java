package io.github.cotangent.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The slope of a function in one number, by five-point central differences, {@code (8 (f(x+h) - f(x-h)) - (f(x+2h) - f(x-2h))) / 12h}
 * (Abramowitz and Stegun 25.3.6). Steps are powers of two, so that {@code x + h} is exact. Of all sizes the one counts that differs least
 * from the larger one before it, rounding of the values included, provided that the smaller one behind it confirms it.
 */
final class Reference {
    private static final int FACTOR = 8;

    private final ToDoubleFunction<double[]> function;
    private final double[] point;
    private final int index;
    private final double epsilon;
    private final double size;
    private double slope = Double.NaN;
    private double rounding;
    private double spread = Double.POSITIVE_INFINITY;

    /**
     * @param index which number moves
     * @param single whether values have no more digits than a float
     */
    Reference(ToDoubleFunction<double[]> function, double[] point, int index, boolean single) {
        this.function = function;
        this.point = point;
        this.index = index;
        this.epsilon = single ? Math.ulp(1f) : Math.ulp(1.0);
        this.size = Math.scalb(1.0, Math.max(0, Math.getExponent(point[index])));
        double smallest = epsilon * 64 * Math.max(Math.abs(point[index]), single ? 1e-3 : 1e-6);
        List<Double> slopes = new ArrayList<>();
        List<Double> roundings = new ArrayList<>();
        for (double h = size / 16; h > smallest; h /= FACTOR) {
            slopes.add(central(h));
            roundings.add(4 * epsilon * (Math.abs(at(h)) + Math.abs(at(-h))) / h);
        }
        for (int k = 1; k < slopes.size() - 1; k++) {
            double difference = Math.abs(slopes.get(k) - slopes.get(k - 1));
            double behind = Math.abs(slopes.get(k + 1) - slopes.get(k));
            boolean confirmed = behind <= 2 * difference + 4 * roundings.get(k + 1);
            if (confirmed && difference + roundings.get(k) < spread + rounding) {
                spread = difference;
                rounding = roundings.get(k);
                slope = slopes.get(k);
            }
        }
    }

    /** Whether a derivative is this slope, as far as differences can tell; where they do not settle, none is. */
    boolean agrees(double derivative, double tolerance) {
        double scale = Math.max(1, Math.max(Math.abs(derivative), Math.abs(slope)));
        return Math.abs(derivative - slope) <= tolerance * scale + 10 * rounding + 10 * Math.min(spread, 1e-4 * scale);
    }

    private double at(double offset) {
        double[] moved = point.clone();
        moved[index] += offset;
        return function.applyAsDouble(moved);
    }

    private double central(double h) {
        return (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
    }

    /** The slope on one side, by the three-point formula; {@code h} tells the side. */
    private double oneSided(double h) {
        return (4 * at(h) - at(2 * h) - 3 * at(0)) / (2 * h);
    }

    /**
     * Why a derivative is likely to differ from the slope.
     *
     * @param modesAgree whether forward and reverse mode were compared and agree
     */
    String causeOf(double derivative, boolean modesAgree) {
        if (!Double.isFinite(derivative)) {
            return "likely cause: the derivative is not finite here; see the conventions for kinks";
        }
        if (!Double.isFinite(at(size / 1024)) || !Double.isFinite(at(-size / 1024))) {
            return "likely cause: the function is not finite around the point";
        }
        double tiny = size * Math.sqrt(epsilon);
        double jump = Math.abs(at(tiny) - at(-tiny));
        double expected = Double.isNaN(slope) ? 0 : 4 * tiny * Math.max(Math.abs(slope), Math.abs(derivative));
        if (jump > expected + Math.sqrt(epsilon) * Math.max(1, Math.abs(at(0)))) {
            return "likely cause: a discontinuity at the point, where the value jumps by " + jump;
        }
        String kink = kink();
        if (!kink.isEmpty()) {
            return kink;
        }
        if (derivative == 0) {
            return "likely cause: a detach, @NonDifferentiable, cast or comparison that cuts the dependence, or a rule that gives 0";
        }
        String ratio = slope == 0 ? "" : " (the derivative is " + derivative / slope + " times the reference)";
        return "likely cause: a rule of yours on the way, @PartialDerivative for instance, or a part of the dependence that is"
                + " detached" + ratio
                + (modesAgree ? "; forward and reverse mode agree with each other" : "");
    }

    /** Says where a kink is, at the point or beside it; empty for none. */
    private String kink() {
        double[] steps = {size * Math.cbrt(epsilon), size * Math.sqrt(epsilon) * 16};
        double left = oneSided(-steps[1]);
        double right = oneSided(steps[1]);
        boolean differ = Math.abs(left - right) > 1e-2 * Math.max(1e-3, Math.max(Math.abs(left), Math.abs(right)));
        boolean settled = Math.abs(left - oneSided(-steps[0])) < Math.abs(left - right) / 4
                && Math.abs(right - oneSided(steps[0])) < Math.abs(left - right) / 4;
        if (differ && settled) {
            return "likely cause: a kink at the point, with slope " + left + " on the left and " + right
                    + " on the right; check beside it";
        }
        return !(spread <= 1e-3 * Math.max(1, Math.abs(slope)))
                ? "likely cause: kinks or jumps so close to the point that differences do not settle; check elsewhere"
                : "";
    }

    @Override
    public String toString() {
        return Double.isNaN(slope) ? "no slope" : slope + " (± " + (float) (spread + rounding) + ")";
    }
}
