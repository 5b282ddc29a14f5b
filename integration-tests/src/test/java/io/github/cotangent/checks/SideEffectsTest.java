package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.cotangent.testing.Sample;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Group C: what a method does besides computing happens once. */
class SideEffectsTest {

    @Test
    @DisplayName("C12: the number an impure call gave is stored, not drawn again")
    void impureCallsAreNotRepeated() {
        Sample sample = Sample.of("@Differentiable static double f(double x) { return x * Math.random(); }\n");
        for (int i = 0; i < 20; i++) {
            Object gradient = sample.call("fGradient", 4.0);
            assertEquals((double) Sample.part(gradient, "value") / 4, (double) Sample.part(gradient, "x"));
        }
    }

    @Test
    @DisplayName("C12: a helper that counts its calls counts one per call of the gradient")
    void helpersRunOnce() {
        Sample sample = Sample.of("""
                static int calls;
                static int lines;
                static double cube(double x) { calls++; double y = x * x; return y * x; }
                static int line() { return ++lines; }
                @Differentiable static double f(double x, int n) {
                    double s = 0;
                    for (int i = 0; i < n; i++) { s += cube(x) * line(); }
                    return s;
                }
                static int calls() { return calls; }
                static int lines() { return lines; }
                """);
        Object gradient = sample.call("fGradient", 2.0, 3);
        assertEquals(3, sample.plain("calls"));
        assertEquals(3, sample.plain("lines"));
        assertEquals(8.0 * (1 + 2 + 3), Sample.part(gradient, "value"));
        assertEquals(12.0 * (1 + 2 + 3), Sample.part(gradient, "x"));
    }
}
