package io.github.cotangent.processor.analysis;

/**
 * Switches for comparison and for looking for errors. In every setting the primal's bits are the same and the gradients agree to
 * rounding.
 *
 * @param optimize whether activity, recomputation and the simplifier are used; without, everything differentiable is active
 *     and every value the reverse sweep needs is saved
 * @param checksFinite whether the sweeps stop where a derivative becomes NaN or infinite
 * @param reports whether a report says what is saved
 */
public record Options(boolean optimize, boolean checksFinite, boolean reports) {
    public static final Options DEFAULT = new Options(true, false, false);
}
