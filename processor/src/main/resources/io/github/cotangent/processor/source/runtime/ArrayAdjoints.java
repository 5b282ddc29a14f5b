package io.github.cotangent.runtime;

import io.github.cotangent.Generated;
import java.util.Arrays;

@Generated("io.github.cotangent.processor.CotangentProcessor")
public final class ArrayAdjoints {
    public static void copyOf(double[] aBar, double[] bBar) {
        copyOfRange(aBar, 0, bBar);
    }

    public static void copyOfRange(double[] aBar, int from, double[] bBar) {
        int length = Math.min(aBar.length - from, bBar.length);
        for (int i = 0; i < length; i++) {
            aBar[from + i] += bBar[i];
        }
    }

    public static double fill(double[] bBar, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += bBar[i];
        }
        Arrays.fill(bBar, from, to, 0);
        return sum;
    }

    public static void arraycopy(double[] aBar, int from, double[] bBar, int to, int length) {
        if (aBar == null) {
            Arrays.fill(bBar, to, to + length, 0);
        } else if (from < to) {
            for (int i = 0; i < length; i++) {
                double moved = bBar[to + i];
                bBar[to + i] = 0;
                aBar[from + i] += moved;
            }
        } else {
            for (int i = length - 1; i >= 0; i--) {
                double moved = bBar[to + i];
                bBar[to + i] = 0;
                aBar[from + i] += moved;
            }
        }
    }

    public static void copyOf(float[] aBar, float[] bBar) {
        copyOfRange(aBar, 0, bBar);
    }

    public static void copyOfRange(float[] aBar, int from, float[] bBar) {
        int length = Math.min(aBar.length - from, bBar.length);
        for (int i = 0; i < length; i++) {
            aBar[from + i] += bBar[i];
        }
    }

    public static double fill(float[] bBar, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += bBar[i];
        }
        Arrays.fill(bBar, from, to, 0);
        return sum;
    }

    public static void arraycopy(float[] aBar, int from, float[] bBar, int to, int length) {
        if (aBar == null) {
            Arrays.fill(bBar, to, to + length, 0);
        } else if (from < to) {
            for (int i = 0; i < length; i++) {
                float moved = bBar[to + i];
                bBar[to + i] = 0;
                aBar[from + i] += moved;
            }
        } else {
            for (int i = length - 1; i >= 0; i--) {
                float moved = bBar[to + i];
                bBar[to + i] = 0;
                aBar[from + i] += moved;
            }
        }
    }
}
