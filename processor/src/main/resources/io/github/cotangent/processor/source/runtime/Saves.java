package io.github.cotangent.runtime;

import io.github.cotangent.Generated;
import java.util.Arrays;

@Generated("io.github.cotangent.processor.CotangentProcessor")
public final class Saves {
    public static double[] grow(double[] buffer) {
        return Arrays.copyOf(buffer, 2 * buffer.length);
    }

    public static float[] grow(float[] buffer) {
        return Arrays.copyOf(buffer, 2 * buffer.length);
    }

    public static long[] grow(long[] buffer) {
        return Arrays.copyOf(buffer, 2 * buffer.length);
    }

    public static int[] grow(int[] buffer) {
        return Arrays.copyOf(buffer, 2 * buffer.length);
    }

    public static short[] grow(short[] buffer) {
        return Arrays.copyOf(buffer, 2 * buffer.length);
    }

    public static byte[] grow(byte[] buffer) {
        return Arrays.copyOf(buffer, 2 * buffer.length);
    }

    public static char[] grow(char[] buffer) {
        return Arrays.copyOf(buffer, 2 * buffer.length);
    }

    public static boolean[] grow(boolean[] buffer) {
        return Arrays.copyOf(buffer, 2 * buffer.length);
    }

    public static <T> T[] grow(T[] buffer) {
        return Arrays.copyOf(buffer, 2 * buffer.length);
    }
}
