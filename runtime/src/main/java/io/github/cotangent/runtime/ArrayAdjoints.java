package io.github.cotangent.runtime;

import java.util.Arrays;

/**
 * The adjoints of the array operations of the JDK: what they do to cotangents. The arguments are the cotangents of the arrays
 * the operation had, and the same positions; {@code aBar} belongs to the array it read, {@code bBar} to the one it made or wrote.
 * What was overwritten has cotangent 0 afterwards, since its old contents had no further use.
 *
 * <p>Positions are those of an operation that has succeeded, so they are within bounds.
 */
public final class ArrayAdjoints {
    private ArrayAdjoints() {}

    /** {@code b = Arrays.copyOf(a, n)}, longer or shorter than {@code a}, and {@code b = a.clone()}. */
    public static void copyOf(double[] aBar, double[] bBar) {
        copyOfRange(aBar, 0, bBar);
    }

    /** {@code b = Arrays.copyOf(a, n)}, longer or shorter than {@code a}, and {@code b = a.clone()}. */
    public static void copyOf(float[] aBar, float[] bBar) {
        copyOfRange(aBar, 0, bBar);
    }

    /** {@code b = Arrays.copyOfRange(a, from, to)}; the range may end behind {@code a}. */
    public static void copyOfRange(double[] aBar, int from, double[] bBar) {
        int length = Math.min(aBar.length - from, bBar.length);
        for (int i = 0; i < length; i++) {
            aBar[from + i] += bBar[i];
        }
    }

    /** {@code b = Arrays.copyOfRange(a, from, to)}; the range may end behind {@code a}. */
    public static void copyOfRange(float[] aBar, int from, float[] bBar) {
        int length = Math.min(aBar.length - from, bBar.length);
        for (int i = 0; i < length; i++) {
            aBar[from + i] += bBar[i];
        }
    }

    /**
     * {@code Arrays.fill(b, from, to, x)}.
     *
     * @return what to add to the cotangent of {@code x}
     */
    public static double fill(double[] bBar, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += bBar[i];
        }
        Arrays.fill(bBar, from, to, 0);
        return sum;
    }

    /**
     * {@code Arrays.fill(b, from, to, x)}.
     *
     * @return what to add to the cotangent of {@code x}, not rounded to {@code float} yet
     */
    public static double fill(float[] bBar, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += bBar[i];
        }
        Arrays.fill(bBar, from, to, 0);
        return sum;
    }

    /**
     * {@code System.arraycopy(a, from, b, to, length)}, also where both are the same array and the ranges overlap.
     *
     * @param aBar null if {@code a} carries no derivative
     */
    public static void arraycopy(double[] aBar, int from, double[] bBar, int to, int length) {
        if (aBar == null) {
            Arrays.fill(bBar, to, to + length, 0);
        } else if (from < to) {
            for (int i = 0; i < length; i++) {
                move(aBar, from + i, bBar, to + i);
            }
        } else {
            for (int i = length - 1; i >= 0; i--) {
                move(aBar, from + i, bBar, to + i);
            }
        }
    }

    /**
     * {@code System.arraycopy(a, from, b, to, length)}, also where both are the same array and the ranges overlap.
     *
     * @param aBar null if {@code a} carries no derivative
     */
    public static void arraycopy(float[] aBar, int from, float[] bBar, int to, int length) {
        if (aBar == null) {
            Arrays.fill(bBar, to, to + length, 0);
        } else if (from < to) {
            for (int i = 0; i < length; i++) {
                move(aBar, from + i, bBar, to + i);
            }
        } else {
            for (int i = length - 1; i >= 0; i--) {
                move(aBar, from + i, bBar, to + i);
            }
        }
    }

    /*
     * In overlapping ranges, an element that was both read and written must have handed over its own cotangent before it
     * receives one. The order of the loops above sees to that.
     */
    private static void move(double[] aBar, int from, double[] bBar, int to) {
        double moved = bBar[to];
        bBar[to] = 0;
        aBar[from] += moved;
    }

    private static void move(float[] aBar, int from, float[] bBar, int to) {
        float moved = bBar[to];
        bBar[to] = 0;
        aBar[from] += moved;
    }
}
