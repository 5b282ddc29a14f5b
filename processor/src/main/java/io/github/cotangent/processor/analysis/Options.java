package io.github.cotangent.processor.analysis;

/**
 * Switches for comparison runs. In every setting the primal's bits are the same and the gradients agree to rounding.
 *
 * @param optimize whether activity, recomputation and the simplifier are used; without, everything differentiable is active
 *     and every value the reverse sweep needs is saved
 */
public record Options(boolean optimize) {
    public static final Options DEFAULT = new Options(true);
}
