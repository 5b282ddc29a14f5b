package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.cotangent.testing.Sample;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Group L: exceptions out of the method, and catch clauses in it. */
class ExceptionsTest {

    @Test
    @DisplayName("L04: a call that throws leaves the caller's gradient as it was, and the next call works")
    void exceptionIsAllOrNothing() {
        Sample sample = Sample.of("""
                @Differentiable static double f(double[] a, double[] t, int n) {
                    double s = 1;
                    for (int i = 0; i < n; i++) { s *= a[i]; t[i % 2] = s * t[0]; }
                    return s + t[0];
                }
                """);
        double[] a = {1, 2, 3, 4, 5};
        Object into = sample.fresh("FGradient");
        assertThrows(ArrayIndexOutOfBoundsException.class, () -> sample.plain("f", a, new double[] {1, 1}, 7));
        Throwable first = assertThrows(
                ArrayIndexOutOfBoundsException.class, () -> sample.call("fGradient", a, new double[] {1, 1}, 7, into));
        assertEquals("Index 5 out of bounds for length 5", first.getMessage());
        assertEquals(0.0, Sample.part(into, "value"));

        double value = (double) sample.call("fGradient", a, new double[] {1, 1}, 3, into);
        double[] once = ((double[]) Sample.part(into, "a")).clone();
        double[] inT = ((double[]) Sample.part(into, "t")).clone();
        assertEquals(sample.plain("f", a, new double[] {1, 1}, 3), value);
        assertThrows(
                ArrayIndexOutOfBoundsException.class, () -> sample.call("fGradient", a, new double[] {1, 1}, 7, into));
        assertArrayEquals(once, (double[]) Sample.part(into, "a"));
        assertArrayEquals(inT, (double[]) Sample.part(into, "t"));
        assertEquals(value, Sample.part(into, "value"));

        sample.call("fGradient", a, new double[] {1, 1}, 3, into);
        assertArrayEquals(
                java.util.Arrays.stream(once).map(x -> 2 * x).toArray(), (double[]) Sample.part(into, "a"), 1e-13);
        // The same for the first call, with nothing thrown before it.
        Object fresh = sample.call("fGradient", a, new double[] {1, 1}, 3);
        assertArrayEquals((double[]) Sample.part(fresh, "a"), once);
    }

    @Test
    @DisplayName("L05: under a catch clause, what ran before the exception counts")
    void tryCatchActive() {
        Sample sample = Sample.of("""
                static double g(double x) {
                    if (x > 3) throw new IllegalArgumentException();
                    return x * x;
                }
                @Differentiable static double f(double x) {
                    double r = x;
                    try {
                        r = r * x * x;
                        r = r * Math.sqrt(g(x));
                    } catch (RuntimeException e) {
                        r = r * x;
                    }
                    return r;
                }
                """);
        assertEquals(32.0, Sample.part(sample.call("fGradient", 2.0), "x"));
        assertEquals(256.0, Sample.part(sample.call("fGradient", 4.0), "x"));
    }
}
