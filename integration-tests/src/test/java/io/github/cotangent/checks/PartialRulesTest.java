package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.Rounds;
import io.github.cotangent.testing.Sample;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partial derivatives that users state. Most are wrong on purpose, so that it shows whether they are used. */
class PartialRulesTest {
    /** x² y, with ten times its derivative by x and twice the one by y. */
    private static final String G = """
            static int calls;
            static double g(double x, double y) { calls++; return x * x * y; }
            @io.github.cotangent.PartialDerivative(method = "g", by = "x")
            static double gByX(double x, double y) { return 20 * x * y; }
            @io.github.cotangent.PartialDerivative(method = "g", by = "y")
            private static double gByY(double x, double y) { return 2 * x * x; }
            """;

    private static final String BOTH = "@Differentiable({Derivative.GRADIENT, Derivative.JVP}) ";

    private static double gradient(Sample sample, String accessor, Object... arguments) {
        return (double) Sample.part(sample.call("fGradient", arguments), accessor);
    }

    private static double tangent(Sample sample, Object... arguments) {
        return (double) Sample.part(sample.call("fJvp", arguments), "tangent");
    }

    @Test
    @DisplayName("N07: a rule counts where the method is called once")
    void once() {
        Sample sample = Sample.of(G + BOTH + "static double f(double x, double y) { return 3 * g(x, y); }");
        assertEquals(3 * 20 * 1.5 * 2.0, gradient(sample, "x", 1.5, 2.0));
        assertEquals(3 * 2 * 1.5 * 1.5, gradient(sample, "y", 1.5, 2.0));
        assertEquals(3 * 1.5 * 1.5 * 2.0, gradient(sample, "value", 1.5, 2.0));
        assertEquals(3 * (20 * 1.5 * 2.0 * 0.5 + 2 * 1.5 * 1.5 * -1), tangent(sample, 1.5, 2.0, 0.5, -1.0));
    }

    @Test
    @DisplayName("N07: a rule counts in a loop, on arguments that are overwritten there")
    void loop() {
        Sample sample = Sample.of(G + BOTH + """
                static double f(double x, double[] y) {
                    double s = 0;
                    for (int i = 0; i < y.length; i++) { x = g(x, y[i]); s += x; y[i] = 0; }
                    return s;
                }
                """);
        double x1 = 1.1 * 1.1 * 0.9;
        double slope = 20 * 1.1 * 0.9 + 20 * 1.1 * 0.9 * 20 * x1 * 0.8;
        assertEquals(slope, gradient(sample, "x", 1.1, new double[] {0.9, 0.8}), 1e-12 * slope);
        assertEquals(slope, tangent(sample, 1.1, new double[] {0.9, 0.8}, 1.0, new double[2]), 1e-12 * slope);
    }

    @Test
    @DisplayName("N07: a rule counts inside a recursive method, and for a method that calls itself")
    void recursion() {
        Sample sample =
                Sample.of(G + """
                static double down(int n, double x) { return n == 0 ? x : g(down(n - 1, x), 1); }
                static double own(int n, double x) { return n == 0 ? x : own(n - 1, x) * x; }
                @io.github.cotangent.PartialDerivative(method = "own") static double ownByX(int n, double x) { return 7; }
                """ + BOTH + "static double f(int n, double x) { return down(n, x) + own(n, x); }");
        double x = 0.9;
        double slope = 20 * x * 20 * x * x + 7;
        assertEquals(slope, gradient(sample, "x", 2, x), 1e-12 * slope);
        assertEquals(slope, tangent(sample, 2, x, 1.0), 1e-12 * slope);
    }

    @Test
    @DisplayName("O06: a rule that calls the gradient of the method it is called from")
    void reentrant() {
        Sample sample = Sample.of("""
                static double h(double x, int depth) { return x * x; }
                @io.github.cotangent.PartialDerivative(method = "h", by = "x")
                static double hByX(double x, int depth) { return depth == 0 ? 1 : SampleDerivatives.fGradient(x, depth - 1).x(); }
                @Differentiable static double f(double x, int depth) {
                    double s = x;
                    for (int i = 0; i < 3; i++) { s = s * x + h(x, depth); }
                    return s;
                }
                """);
        double x = 1.5;
        double c = x * x;
        double slope = 1;
        for (int depth = 0; depth <= 3; depth++) {
            // s = x^4 + h (x^2 + x + 1)
            slope = 4 * x * x * x + c * (2 * x + 1) + slope * (x * x + x + 1);
            assertEquals(slope, gradient(sample, "x", x, depth), 1e-12 * slope);
        }
    }

    /** In a loop with other calls in between, the method runs once each time, and partial derivatives only where they are needed. */
    @Test
    void theMethodRunsOnceAndOnlyWhatIsNeededIsComputed() {
        Sample sample = Sample.of(G + """
                static String log = "";
                static double k(double x, double y) { log += "k"; return x + y; }
                @io.github.cotangent.PartialDerivative(method = "k", by = "x")
                static double kByX(double x, double y) { log += "x"; return 5; }
                @io.github.cotangent.PartialDerivative(method = "k", by = "y")
                static double kByY(double x, double y) { throw new IllegalStateException(); }
                static String log() { return log; }
                @Differentiable static double f(double x) { return k(x, 2) + k(1, 2); }
                """);
        assertEquals(5.0, gradient(sample, "x", 3.0));
        assertEquals("kxk", sample.plain("log"));
    }

    @Test
    void aNativeMethod() {
        Sample sample = Sample.of("""
                static native double n(double x);
                @io.github.cotangent.PartialDerivative(method = "n") static double nByX(double x) { return 3; }
                """ + BOTH + "static double f(double x) { return x < 0 ? n(x) : x; }");
        assertEquals(1.0, gradient(sample, "x", 2.0));
        assertThrows(UnsatisfiedLinkError.class, () -> gradient(sample, "x", -2.0));
    }

    @Test
    void functionsAndStreams() {
        Sample sample = Sample.of(G + """
                static double twice(java.util.function.DoubleUnaryOperator f, double x) { return f.applyAsDouble(f.applyAsDouble(x)); }
                static double square(double x) { return x * x; }
                @io.github.cotangent.PartialDerivative(method = "square") static double slope(double x) { return 3; }
                """ + BOTH + """
                static double f(double x, double[] y) {
                    return twice(Sample::square, x) + twice(v -> g(v, 1), x)
                            + java.util.Arrays.stream(y).map(Sample::square).sum();
                }
                """);
        double x = 0.8;
        double slope = 9 + 20 * x * 20 * x * x;
        double[] y = {1, 2};
        assertEquals(slope, gradient(sample, "x", x, y), 1e-12 * slope);
        assertEquals(slope + 3, tangent(sample, x, y, 1.0, new double[] {1, 0}), 1e-12 * slope);
    }

    /** The receiver is an operand like others; what it holds may change after the call. */
    @Test
    void methodsOfObjects() {
        Sample sample = Sample.of("""
                static class Spline { double[] k = {2}; double value(double x) { return k[0] * x; } }
                static final class Steep extends Spline { @Override double value(double x) { return 3 * super.value(x); } }
                interface Curve { double at(double x); }
                record Line(double k) implements Curve { public double at(double x) { return k * x; } }
                @io.github.cotangent.PartialDerivative(of = Spline.class, method = "value")
                static double byX(Spline s, double x) { return 10 * s.k[0]; }
                @io.github.cotangent.PartialDerivative(of = Curve.class, method = "at")
                static double curveByX(Curve c, double x) { return 100; }
                """ + BOTH + """
                static double f(double x) {
                    Spline plain = new Spline();
                    Spline steep = new Steep();
                    Curve line = new Line(5);
                    double y = plain.value(x);
                    plain.k[0] = 7;
                    return y + steep.value(x) + line.at(x);
                }
                """);
        double slope = 20 + 3 * 20 + 100;
        assertEquals(slope, gradient(sample, "x", 1.5));
        assertEquals(slope, tangent(sample, 1.5, 1.0));
        assertEquals(2 * 1.5 + 6 * 1.5 + 5 * 1.5, gradient(sample, "value", 1.5));
    }

    @Test
    void methodsOfClassesWithoutSource() {
        Sample sample = Sample.of("""
                @io.github.cotangent.PartialDerivative(of = java.util.random.RandomGenerator.class, method = "nextGaussian", by = "scale")
                static double byScale(java.util.random.RandomGenerator random, double mean, double scale) { return 4; }
                @io.github.cotangent.PartialDerivative(of = java.util.random.RandomGenerator.class, method = "nextGaussian", by = "mean")
                static double byMean(java.util.random.RandomGenerator random, double mean, double scale) { return 1; }
                @io.github.cotangent.PartialDerivative(of = Math.class, method = "sin")
                static double sinByX(double x) { return 50; }
                """ + BOTH
                + "static double f(double x) { return new java.util.Random(1).nextGaussian(x, x * x) + Math.sin(x); }");
        assertEquals(1 + 4 * 2 * 1.5 + 50, gradient(sample, "x", 1.5), 1e-12);
    }

    @Test
    void float32() {
        Sample sample = Sample.of("""
                static float g(float x, int n) { return x * n; }
                @io.github.cotangent.PartialDerivative(method = "g") static float gByX(float x, int n) { return 3f; }
                """ + BOTH + "static float f(float x, double y) { return (float) (g(x, 2) * y); }");
        assertEquals(6f, Sample.part(sample.call("fGradient", 1.5f, 2.0), "x"));
        assertEquals(6f, Sample.part(sample.call("fJvp", 1.5f, 2.0, 1f, 0.0), "tangent"));
    }

    /** The convention for kinks: a cotangent of exactly 0 contributes 0, whatever the partial derivative is. */
    @Test
    void zeroTimesInfinityIsZero() {
        Sample sample = Sample.of("""
                static double root(double x) { return Math.sqrt(x); }
                @io.github.cotangent.PartialDerivative(method = "root")
                static double rootByX(double x) { return 0.5 / Math.sqrt(x); }
                """ + BOTH + "static double f(double x, double w) { return w * root(x); }");
        assertEquals(0.0, gradient(sample, "x", 0.0, 0.0));
        assertEquals(Double.POSITIVE_INFINITY, gradient(sample, "x", 0.0, 1.0));
        assertEquals(0.0, tangent(sample, 0.0, 1.0, 0.0, 1.0));
    }

    @Test
    void anExceptionOfAPartialDerivativeLeavesTheResultUntouched() {
        Sample sample = Sample.of("""
                static double g(double x) { return x; }
                @io.github.cotangent.PartialDerivative(method = "g")
                static double gByX(double x) { if (x > 1) throw new IllegalStateException(); return 1; }
                @Differentiable static double f(double x) { double y = g(x) * x; return y * g(x - 1); }
                """);
        Object into = sample.fresh("FGradient");
        assertThrows(RuntimeException.class, () -> sample.call("fGradient", 1.5, into));
        assertEquals(0.0, Sample.part(into, "x"));
    }

    @Test
    void anAnnotatedMethodWithARuleHasTheStatedGradient() {
        Sample sample = Sample.of("""
                @Differentiable static double f(double x) { return x; }
                @io.github.cotangent.PartialDerivative(method = "f") static double fByX(double x) { return 8; }
                """);
        assertEquals(8.0, gradient(sample, "x", 2.0));
    }

    /** A library without source and without rules; its user states them, for a method with a companion, too. */
    @Test
    void aLibraryInAJar(@TempDir Path folder) throws Exception {
        double[] got = new Rounds(folder)
                .compile("""
                        package lib;
                        public final class Lib {
                            private Lib() {}
                            public static double erf(double x) { return Double.longBitsToDouble(Double.doubleToRawLongBits(x)); }
                            @Differentiable public static double known(double x) { return x; }
                        }
                        """)
                .compile("""
                        package app;
                        public final class Model {
                            private Model() {}
                            @Differentiable public static double f(double x) { return lib.Lib.erf(x) + lib.Lib.known(x); }
                        }
                        """, """
                        package rules;
                        final class LibRules {
                            private LibRules() {}
                            @io.github.cotangent.PartialDerivative(of = lib.Lib.class, method = "erf")
                            static double erfByX(double x) { return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x); }
                            @io.github.cotangent.PartialDerivative(of = lib.Lib.class, method = "known")
                            static double knownByX(double x) { return 3; }
                        }
                        """)
                .run("return give(app.ModelDerivatives.fGradient(0.5).x());");
        assertEquals(2 / Math.sqrt(Math.PI) * Math.exp(-0.25) + 3, got[0], 1e-15);
        assertTrue(got[0] > 3);
    }
}
