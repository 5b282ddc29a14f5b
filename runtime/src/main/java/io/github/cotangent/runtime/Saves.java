package io.github.cotangent.runtime;

import java.lang.reflect.Array;
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

    /** A copy of an array, rows included; what is no array is the same. Null stays null. */
    @SuppressWarnings("unchecked") // A copy of an array has its type.
    public static <T> T copy(T array) {
        if (array instanceof Object[] rows) {
            Object[] copy = rows.clone();
            for (int i = 0; i < copy.length; i++) {
                copy[i] = copy(copy[i]);
            }
            return (T) copy;
        }
        if (array == null || !array.getClass().isArray()) {
            return array;
        }
        int length = Array.getLength(array);
        Object copy = Array.newInstance(array.getClass().getComponentType(), length);
        System.arraycopy(array, 0, copy, 0, length);
        return (T) copy;
    }

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
