package io.github.cotangent.runtime;

import java.util.Arrays;

/**
 * Buffers of saved values, for loops whose trip count is not known when they start. A buffer that grows at least doubles, so
 * saving a value costs constant time on average.
 */
public final class Saves {
    private static final int MINIMUM = 16;
    /** Some virtual machines cannot make arrays longer than this. */
    private static final int MAXIMUM = Integer.MAX_VALUE - 8;

    private Saves() {}

    /** A longer array with the same contents in front. */
    public static double[] grow(double[] buffer) {
        return Arrays.copyOf(buffer, capacityAfter(buffer.length));
    }

    /** A longer array with the same contents in front. */
    public static float[] grow(float[] buffer) {
        return Arrays.copyOf(buffer, capacityAfter(buffer.length));
    }

    /** A longer array with the same contents in front. */
    public static long[] grow(long[] buffer) {
        return Arrays.copyOf(buffer, capacityAfter(buffer.length));
    }

    /** A longer array with the same contents in front. */
    public static int[] grow(int[] buffer) {
        return Arrays.copyOf(buffer, capacityAfter(buffer.length));
    }

    /** A longer array with the same contents in front. */
    public static short[] grow(short[] buffer) {
        return Arrays.copyOf(buffer, capacityAfter(buffer.length));
    }

    /** A longer array with the same contents in front. */
    public static char[] grow(char[] buffer) {
        return Arrays.copyOf(buffer, capacityAfter(buffer.length));
    }

    /** A longer array with the same contents in front. */
    public static byte[] grow(byte[] buffer) {
        return Arrays.copyOf(buffer, capacityAfter(buffer.length));
    }

    /** A longer array with the same contents in front. */
    public static boolean[] grow(boolean[] buffer) {
        return Arrays.copyOf(buffer, capacityAfter(buffer.length));
    }

    /** A longer array with the same contents in front. */
    public static <T> T[] grow(T[] buffer) {
        return Arrays.copyOf(buffer, capacityAfter(buffer.length));
    }

    /**
     * The capacity that follows a capacity.
     *
     * @throws OutOfMemoryError if an array cannot be any longer
     */
    static int capacityAfter(int capacity) {
        if (capacity >= MAXIMUM) {
            throw new OutOfMemoryError("The reverse sweep needs more than " + MAXIMUM
                    + " saved values of one variable, and Java arrays cannot be longer; differentiate fewer iterations at a"
                    + " time");
        }
        return capacity > MAXIMUM / 2 ? MAXIMUM : Math.max(MINIMUM, 2 * capacity);
    }
}
