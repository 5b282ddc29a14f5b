package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.CodeLengths;
import io.github.cotangent.testing.Sample;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** O01: whatever the source, no generated method is too long for HotSpot to compile, and the gradient is right. */
class LongMethodsTest {
    private static final int LONGEST = 8000;
    private static final String BOTH = "@Differentiable({Derivative.GRADIENT, Derivative.JVP}) static double ";

    private static void assertShortMethods(Sample sample) {
        sample.classes().forEach((type, file) -> {
            if (type.startsWith("SampleDerivatives")) {
                CodeLengths.of(file)
                        .forEach((method, length) ->
                                assertTrue(length <= LONGEST, () -> type + "." + method + " has " + length + " bytes"));
            }
        });
    }

    @Test
    @DisplayName("O01: 1,500 statements on numbers")
    void manyScalarStatements() {
        StringBuilder body = new StringBuilder(BOTH + "f(double x, double y) { double a = x, b = y, c = x * y;\n");
        for (int i = 0; i < 500; i++) {
            body.append("a = a * b * 0.5 + c * 0.01;\nb = b / (1 + a * a) + 0.9;\nc = Math.sin(c) + a * 0.3;\n");
        }
        Sample sample = Sample.of(body + "return a + b + c; }\n");
        assertShortMethods(sample);

        double x = 0.7;
        double y = 1.1;
        double[] partials = new double[2];
        double[] tangents = {0, 0};
        for (int direction = 0; direction < 2; direction++) {
            // Forward accumulation by hand.
            double a = x, b = y, c = x * y;
            double da = 1 - direction, db = direction, dc = da * y + x * db;
            for (int i = 0; i < 500; i++) {
                da = (da * b + a * db) * 0.5 + dc * 0.01;
                a = a * b * 0.5 + c * 0.01;
                db = db / (1 + a * a) - b * 2 * a * da / ((1 + a * a) * (1 + a * a));
                b = b / (1 + a * a) + 0.9;
                dc = Math.cos(c) * dc + da * 0.3;
                c = Math.sin(c) + a * 0.3;
            }
            partials[direction] = da + db + dc;
            Object jvp = sample.call("fJvp", x, y, 1.0 - direction, (double) direction);
            tangents[direction] = (double) Sample.part(jvp, "tangent");
        }
        Object gradient = sample.call("fGradient", x, y);
        double[] found = {(double) Sample.part(gradient, "x"), (double) Sample.part(gradient, "y")};
        assertEquals(sample.plain("f", x, y), Sample.part(gradient, "value"));
        assertArrayEquals(partials, found, 1e-13);
        assertArrayEquals(partials, tangents, 1e-13);
    }

    @Test
    @DisplayName("O01: 1,500 statements on array elements")
    void manyArrayStatements() {
        StringBuilder body = new StringBuilder(BOTH + "f(double[] a) {\n");
        for (int i = 0; i < 1500; i++) {
            int to = i * 7 % 16;
            body.append("a[" + to + "] += 0.01 * a[" + i * 3 % 16 + "] * Math.sin(a[" + (i * 5 + 1) % 16 + "]);\n");
        }
        Sample sample = Sample.of(body + "return a[0] * a[7]; }\n");
        assertShortMethods(sample);
        double[] a = new double[16];
        double[] dots = new double[16];
        for (int i = 0; i < a.length; i++) {
            a[i] = 0.9 + 0.02 * i;
            dots[i] = Math.cos(i);
        }
        assertSameSlope(sample, a, dots);
    }

    @Test
    @DisplayName("O01: a switch and a ladder of ifs with hundreds of arms, in a loop that some of them leave")
    void longLadders() {
        StringBuilder cases = new StringBuilder();
        StringBuilder ladder = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            cases.append("case " + i + ": s = 0.5 * s * a[" + i % 8
                    + "] + 0.3; if (s > 0.6) { s *= 0.9; break; } s = s * s + 0.2; "
                    + (i % 5 == 0 ? "" : i % 37 == 3 ? "continue; " : "break;") + "\n");
            ladder.append((i > 0 ? "else " : "") + "if (i % 400 == " + i + ") { t = t * a[" + i % 7
                    + "] * 0.6 + s * 0.3; if (t > 0.8) t = 0.5 / t; " + (i == 399 ? "if (t < 0) break; " : "") + "}\n");
        }
        Sample sample = Sample.of(
                "@SuppressWarnings(\"fallthrough\") " + BOTH
                        + "f(double[] a) { double s = 1, t = 1; for (int i = 0; i < 420; i++) { switch (i) {\n"
                        + cases + "default: s += 0.5; }\n" + ladder + "} return s * t; }\n",
                "-Xlint:-fallthrough");
        assertShortMethods(sample);
        double[] a = {1.1, 0.9, 1.05, 0.95, 1.2, 0.8, 1, 1.15};
        assertSameSlope(sample, a, new double[] {0.3, -0.2, 0.5, 1, -1, 0.7, 0.1, 0.4});
    }

    /** Compares the gradient with the tangent and with differences in one direction. */
    private static void assertSameSlope(Sample sample, double[] a, double[] dots) {
        double[] used = a.clone();
        Object gradient = sample.call("fGradient", used);
        double[] left = a.clone();
        assertEquals(sample.plain("f", (Object) left), Sample.part(gradient, "value"));
        assertArrayEquals(left, used);
        double slope = 0;
        double[] partials = (double[]) Sample.part(gradient, "a");
        for (int i = 0; i < a.length; i++) {
            slope += partials[i] * dots[i];
        }
        double tangent = (double) Sample.part(sample.call("fJvp", a.clone(), dots.clone()), "tangent");
        double h = 1e-6;
        double difference = (value(sample, a, dots, h) - value(sample, a, dots, -h)) / (2 * h);
        assertTrue(Math.abs(slope) > 1e-3, "the point says nothing");
        assertEquals(tangent, slope, 1e-11 * Math.max(1, Math.abs(tangent)));
        assertEquals(difference, slope, 1e-5 * Math.max(1, Math.abs(slope)));
    }

    private static double value(Sample sample, double[] a, double[] direction, double step) {
        double[] at = a.clone();
        for (int i = 0; i < at.length; i++) {
            at[i] += step * direction[i];
        }
        return (double) sample.plain("f", (Object) at);
    }
}
