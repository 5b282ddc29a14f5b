package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.cotangent.testing.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** O05 and O06: calls of a gradient do not know of each other. */
class ReentrancyTest {

    @Test
    @DisplayName("O05: 8 threads with 10,000 calls each on the same inputs get what one thread gets")
    void threads() throws Exception {
        Sample sample = Sample.of("""
                static double step(double[] t, double x) { t[0] = t[0] * x + 1; return t[0] * t[1]; }
                @Differentiable static double f(double[] a, double x) {
                    double[] t = {x, 1.5};
                    double s = 1;
                    int i = 0;
                    while (s < 50) { s = s * 1.1 + step(t, a[i]); i = (i + 1) % a.length; }
                    return s;
                }
                static String all(double[] a, double x, int times) {
                    SampleDerivatives.FGradient sum = new SampleDerivatives.FGradient();
                    for (int i = 0; i < times; i++) SampleDerivatives.fGradient(a, x, sum);
                    return sum.value() + " " + java.util.Arrays.toString(sum.a()) + " " + sum.x();
                }
                """);
        double[] a = {0.9, 0.8, 1.1};
        Object alone = sample.plain("all", a, 0.7, 10_000);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Object>> results = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                results.add(threads.submit(() -> sample.plain("all", a, 0.7, 10_000)));
            }
            for (Future<Object> each : results) {
                assertEquals(alone, each.get());
            }
        } finally {
            threads.shutdown();
        }
        assertEquals("[0.9, 0.8, 1.1]", Arrays.toString(a));
    }

    @Test
    @DisplayName("O06: a method that calls its own gradient on the way gets the right gradient")
    void gradientInsideItself() {
        Sample sample = Sample.of("""
                static double slope(double x, int depth) { return SampleDerivatives.fGradient(x, depth).x(); }
                @Differentiable static double f(double x, int depth) {
                    double s = x;
                    for (int i = 0; i < 3; i++) {
                        s = s * x;
                        if (depth > 0) { double c = slope(Gradients.detach(x), depth - 1); s += c * x; }
                    }
                    return s;
                }
                """);
        double x = 1.5;
        double slope = 4 * x * x * x;
        assertEquals(slope, Sample.part(sample.call("fGradient", x, 0), "x"));
        for (int depth = 1; depth <= 3; depth++) {
            // s = x^4 + c (x^3 + x^2 + x), and c counts as constant.
            slope = 4 * x * x * x + slope * (3 * x * x + 2 * x + 1);
            assertEquals(slope, (double) Sample.part(sample.call("fGradient", x, depth), "x"), 1e-12 * slope);
        }
    }
}
