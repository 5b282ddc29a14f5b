package io.github.cotangent.runtime;

import io.github.cotangent.Generated;
import java.util.Arrays;

@Generated("io.github.cotangent.processor.CotangentProcessor")
public final class Cotangents {
    public static double[] add(String name, double[] sum, double[] addend) {
        if (sum == null) {
            return addend == null ? null : addend.clone();
        }
        if (addend == null) {
            return sum;
        }
        Shadows.fit(name, sum, addend);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += addend[i];
        }
        return sum;
    }

    public static float[] add(String name, float[] sum, float[] addend) {
        if (sum == null) {
            return addend == null ? null : addend.clone();
        }
        if (addend == null) {
            return sum;
        }
        Shadows.fit(name, sum, addend);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += addend[i];
        }
        return sum;
    }

    public static void clear(double[] sum) {
        if (sum != null) {
            Arrays.fill(sum, 0);
        }
    }

    public static void clear(float[] sum) {
        if (sum != null) {
            Arrays.fill(sum, 0);
        }
    }
}
