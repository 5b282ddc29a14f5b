package io.github.cotangent.runtime;

/**
 * Functions to use inside a differentiable method to say what its derivative shall be. Outside, and in the plain call,
 * they do nothing.
 */
public final class Gradients {
    private Gradients() {}

    /** The same number, taken for a constant by every derivative. */
    public static double detach(double x) {
        return x;
    }

    /** The same number, taken for a constant by every derivative. */
    public static float detach(float x) {
        return x;
    }

    /** The same array, not a copy; what is read through the result is taken for constant by every derivative. */
    public static <T> T detach(T x) {
        return x;
    }
}
