package io.github.cotangent.runtime;

/**
 * Numbers with fewer digits: their low bits cut off, as algorithms do that compute with more digits than a number has. A number
 * moves with the one it is cut from, as with a cast to a narrower type: the derivative is one.
 */
public final class Digits {
    private Digits() {}

    /** {@code Double.longBitsToDouble(Double.doubleToRawLongBits(x) & mask)}. */
    public static double kept(double x, long mask) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(x) & mask);
    }

    /** {@code Float.intBitsToFloat(Float.floatToRawIntBits(x) & mask)}. */
    public static float kept(float x, int mask) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(x) & mask);
    }

    /** {@code Double.longBitsToDouble(Double.doubleToLongBits(x) & mask)}: the same but for the bits of NaN. */
    public static double keptOfCanonical(double x, long mask) {
        return Double.longBitsToDouble(Double.doubleToLongBits(x) & mask);
    }

    /** {@code Float.intBitsToFloat(Float.floatToIntBits(x) & mask)}: the same but for the bits of NaN. */
    public static float keptOfCanonical(float x, int mask) {
        return Float.intBitsToFloat(Float.floatToIntBits(x) & mask);
    }
}
