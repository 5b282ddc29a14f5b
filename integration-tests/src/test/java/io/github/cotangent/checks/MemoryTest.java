package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.Sample;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** O07 and O08: what a gradient keeps for its way back, counted in bytes allocated. */
class MemoryTest {
    private static final int MANY = 1_000_000;
    private static final int CONSTANT = 4096;

    /** A method of the sample that measures a call with a result that was used before. */
    private static final String MEASURED = """
            static long bytes(double x, int n) {
                SampleDerivatives.FGradient into = new SampleDerivatives.FGradient();
                SampleDerivatives.fGradient(x, 1, into);
                return io.github.cotangent.testing.Allocation.of(() -> SampleDerivatives.fGradient(x, n, into));
            }
            """;

    @Test
    @DisplayName("O07: one overwritten value in a counted loop costs 8 bytes per iteration")
    void overwrittenValue() {
        Sample sample = Sample.of("@Differentiable static double f(double x, int n) "
                + "{ double s = x; for (int i = 0; i < n; i++) s = Math.sin(s) + x; return s; }\n"
                + MEASURED);
        long bytes = (long) sample.plain("bytes", 0.3, MANY);
        assertTrue(bytes <= 8L * MANY + CONSTANT, bytes + " bytes");
        assertTrue(bytes >= 8L * MANY, "the loop needs its values, the test is wrong");
    }

    @Test
    @DisplayName(
            "O07: in a loop whose length shows at its end, buffers double; they never hold more than twice what is needed")
    void growingBuffer() {
        Sample sample = Sample.of("@Differentiable static double f(double x, int n) "
                + "{ double s = x; int i = 0; while (s < 1e9 && i++ < n) s = Math.sin(s) + x; return s; }\n"
                + MEASURED);
        // All buffers together, the outgrown ones too: less than 2 + 1 + 1/2 + ... times what is needed.
        long bytes = (long) sample.plain("bytes", 0.3, MANY);
        assertTrue(bytes <= 4 * 8L * MANY + CONSTANT, bytes + " bytes");
    }

    @Test
    @DisplayName("O07: 200,000 iterations of a linear recurrence save nothing")
    void linearRecurrence() {
        Sample sample = Sample.of("@Differentiable static double f(double x, int n) "
                + "{ double s = 0; for (int i = 0; i < n; i++) s = s * 0.99999 + x * 1e-3; return s; }\n"
                + MEASURED);
        assertTrue((long) sample.plain("bytes", 2.0, 200_000) <= CONSTANT);
    }

    @Test
    @DisplayName("O07: a prefix sum of 1,000,000 elements in place saves at most 8 bytes for each")
    void prefixSum() {
        Sample sample = Sample.of(
                "@Differentiable static void f(double[] a) "
                        + "{ for (int i = 1; i < a.length; i++) a[i] += a[i - 1]; }\n"
                        + "static long bytes(double[] a, double[] seed, SampleDerivatives.FVjp into) "
                        + "{ return io.github.cotangent.testing.Allocation.of(() -> SampleDerivatives.fVjp(a, seed, into)); }\n");
        double[] a = new double[MANY];
        double[] seed = new double[MANY];
        java.util.Arrays.fill(a, 1);
        seed[MANY - 1] = 1;
        Object into = sample.fresh("FVjp");
        sample.call("fVjp", a.clone(), seed, into);
        long bytes = (long) sample.plain("bytes", a.clone(), seed, into);
        // The cotangents of an array that is overwritten are as long as the array.
        assertTrue(bytes <= 8L * MANY + CONSTANT, bytes + " bytes");
        double[] ones = new double[MANY];
        java.util.Arrays.fill(ones, 2);
        assertArrayEquals(ones, (double[]) Sample.part(into, "a"), "twice the gradient of the last sum");
    }

    @Test
    @DisplayName("O08: with a reused result, a small method and a dense layer allocate nothing")
    void steadyState() {
        Sample sample = Sample.of("""
                @Differentiable static double small(double x, double y) { double t = x * y; if (t > 1) t = t * t; return t + x; }
                @Differentiable(wrt = {"w", "b"})
                static double layer(double[][] w, double[] b, double[] x, double y) {
                    double sum = 0;
                    for (int i = 0; i < b.length; i++) {
                        double z = b[i];
                        for (int j = 0; j < x.length; j++) z += w[i][j] * x[j];
                        sum += z;
                    }
                    return (sum - y) * (sum - y);
                }
                static double once(double x, SampleDerivatives.SmallGradient into) {
                    return SampleDerivatives.smallGradient(x, 3, into);
                }
                static long bytesOfSmall(int times) {
                    SampleDerivatives.SmallGradient into = new SampleDerivatives.SmallGradient();
                    return io.github.cotangent.testing.Allocation.of(() -> { for (int i = 0; i < times; i++) once(i * 1e-6, into); });
                }
                static long bytesOfLayer(double[][] w, double[] b, double[] x, int times) {
                    SampleDerivatives.LayerGradient into = new SampleDerivatives.LayerGradient();
                    SampleDerivatives.layerGradient(w, b, x, 1, into);
                    return io.github.cotangent.testing.Allocation.of(() -> {
                        for (int i = 0; i < times; i++) { into.clear(); SampleDerivatives.layerGradient(w, b, x, i, into); }
                    });
                }
                """);
        sample.plain("bytesOfSmall", 1);
        // Less than a byte per call: linking the measurement itself takes some.
        assertEquals(0L, (long) sample.plain("bytesOfSmall", MANY) / MANY);
        double[][] w = new double[10][64];
        double[] b = new double[10];
        double[] x = new double[64];
        sample.plain("bytesOfLayer", w, b, x, 1);
        // Whether rows of w are shared was once found out with arrays of their own: 144 bytes per call.
        assertEquals(0L, (long) sample.plain("bytesOfLayer", w, b, x, 20_000) / 20_000);
    }
}
