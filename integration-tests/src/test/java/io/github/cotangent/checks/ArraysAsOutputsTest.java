package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.cotangent.testing.Sample;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Group G: methods that write into arrays of their caller. */
class ArraysAsOutputsTest {

    @Test
    @DisplayName("G28: an overwritten output passes its cotangent on and keeps none")
    void overwrittenOutput() {
        Sample sample = Sample.of("@Differentiable static void f(double[] in, double[] out) "
                + "{ out[0] = in[0] * in[1]; out[1] = in[0] + out[0]; }\n");
        double[] in = {2, 3};
        double[] out = {7, 8};
        double[] seed = {1, 10};
        Object vjp = sample.call("fVjp", in, out, seed);
        assertArrayEquals(new double[] {43, 22}, (double[]) Sample.part(vjp, "in"));
        assertArrayEquals(new double[] {0, 0}, (double[]) Sample.part(vjp, "out"));
        assertArrayEquals(new double[] {1, 10}, seed, "the seed is not written");
        assertArrayEquals(new double[] {2, 3}, in);
        assertArrayEquals(new double[] {6, 8}, out);
    }

    @Test
    @DisplayName("G29: an accumulating output keeps its cotangent")
    void accumulatingOutput() {
        Sample sample = Sample.of("@Differentiable static void f(double[] in, double[] out) "
                + "{ for (int i = 0; i < in.length; i++) out[i] += in[i] * in[i]; }\n");
        double[] in = {2, -3, 0.5};
        double[] seed = {1, 10, -4};
        Object vjp = sample.call("fVjp", in, new double[] {7, 8, 9}, seed);
        assertArrayEquals(new double[] {4, -60, -4}, (double[]) Sample.part(vjp, "in"));
        assertArrayEquals(new double[] {1, 10, -4}, (double[]) Sample.part(vjp, "out"));
        assertArrayEquals(new double[] {1, 10, -4}, seed, "the seed is not written");
    }

    @Test
    @DisplayName("G30: inputs that are only read stay what they are, bit for bit")
    void readInputsAreUntouched() {
        Sample sample = Sample.of("@Differentiable static double dot(double[] a, double[] b) "
                + "{ double s = 0; for (int i = 0; i < a.length; i++) s += a[i] * b[i]; return s; }\n");
        double[] a = {-0.0, 1e-320, Double.NaN, 3};
        double[] b = {4, Double.NEGATIVE_INFINITY, 0.1, -0.0};
        double[] aBefore = a.clone();
        double[] bBefore = b.clone();
        sample.call("dotGradient", a, b);
        assertSameBits(aBefore, a);
        assertSameBits(bBefore, b);
    }

    @Test
    @DisplayName("G30: an array that the method scales is left scaled, as by the plain call")
    void ownEffectsStay() {
        Sample sample = Sample.of("""
                @Differentiable static double scaleInPlace(double[] a, double c) {
                    double s = 0;
                    for (int i = 0; i < a.length; i++) { a[i] *= c; s += a[i] * a[i]; }
                    return s;
                }
                """);
        double[] plain = {0.1, -0.2, 0.3};
        double[] used = plain.clone();
        sample.plain("scaleInPlace", plain, 1.7);
        Object gradient = sample.call("scaleInPlaceGradient", used, 1.7);
        assertSameBits(plain, used);
        assertArrayEquals(
                new double[] {2 * 1.7 * 1.7 * 0.1, 2 * 1.7 * 1.7 * -0.2, 2 * 1.7 * 1.7 * 0.3},
                (double[]) Sample.part(gradient, "a"),
                1e-15);
    }

    /** Unlike {@code assertArrayEquals} this tells zeros of different signs apart. */
    private static void assertSameBits(double[] wanted, double[] found) {
        long[] left = java.util.Arrays.stream(wanted)
                .mapToLong(Double::doubleToRawLongBits)
                .toArray();
        long[] right = java.util.Arrays.stream(found)
                .mapToLong(Double::doubleToRawLongBits)
                .toArray();
        assertArrayEquals(left, right);
    }
}
