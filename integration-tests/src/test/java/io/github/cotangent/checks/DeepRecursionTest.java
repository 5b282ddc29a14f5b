package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.cotangent.testing.Sample;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** I16: recursion goes as deep as the stack allows the plain call, within what the documentation promises. */
class DeepRecursionTest {
    private static final long STACK = 1L << 20;

    private static Object onSmallStack(java.util.concurrent.Callable<Object> task) throws Exception {
        FutureTask<Object> future = new FutureTask<>(task);
        new Thread(null, future, "small stack", STACK).start();
        return future.get();
    }

    @Test
    @DisplayName("I16: 3,000 levels on a stack of one megabyte, with numbers and with arrays")
    void threeThousandLevels() throws Exception {
        Sample sample = Sample.of("""
                @Differentiable static double power(double x, int n) { return n == 0 ? 1 : x * power(x, n - 1); }
                @Differentiable static double sum(double[] a, int n) { return n == 0 ? 0 : a[n - 1] * a[n - 1] + sum(a, n - 1); }
                """);
        int n = 3000;
        double x = 1.0001;
        Object gradient = onSmallStack(() -> sample.call("powerGradient", x, n));
        assertEquals(n * Math.pow(x, n - 1), (double) Sample.part(gradient, "x"), 1e-9);
        double[] a = new double[n];
        java.util.Arrays.setAll(a, i -> i);
        Object ofSum = onSmallStack(() -> sample.call("sumGradient", a, n));
        double[] slopes = (double[]) Sample.part(ofSum, "a");
        for (int i = 0; i < n; i++) {
            assertEquals(2.0 * i, slopes[i]);
        }
    }

    @Test
    @DisplayName("I16: half as deep as the plain call goes before its stack is full")
    void halfTheDepthOfThePlainCall() throws Exception {
        Sample sample = Sample.of("""
                @Differentiable static double power(double x, int n) { return n == 0 ? 1 : x * power(x, n - 1); }
                static int deepest(double x) {
                    int low = 1, high = 1 << 20;
                    while (high - low > 100) {
                        int middle = (low + high) / 2;
                        try { power(x, middle); low = middle; } catch (StackOverflowError e) { high = middle; }
                    }
                    return low;
                }
                """);
        int deepest = (int) onSmallStack(() -> sample.plain("deepest", 1.0));
        // A first call on a larger stack, so that both have been compiled when they are compared.
        int depth = deepest / 2;
        Object gradient = onSmallStack(() -> {
            for (int i = 0; i < 2000; i++) {
                sample.call("powerGradient", 1.0, 500);
            }
            return sample.call("powerGradient", 1.0, depth);
        });
        assertEquals((double) depth, (double) Sample.part(gradient, "x"), "at " + depth + " of " + deepest);
    }
}
