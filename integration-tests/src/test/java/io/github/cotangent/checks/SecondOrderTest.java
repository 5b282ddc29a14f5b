package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import io.github.cotangent.testing.Sample;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Second derivatives that are known in closed form, and what users see of them. */
class SecondOrderTest {
    private static final double ROUNDING = 1e-13;

    private static Sample hessian(String method) {
        return Sample.of("@Differentiable({Derivative.HVP, Derivative.HESSIAN})\n" + method);
    }

    private static double number(Object result, String part) {
        return ((Number) Sample.part(result, part)).doubleValue();
    }

    @Test
    void ofOneNumber() {
        Sample cube = hessian("static double f(double x) { return x * x * x; }");
        assertEquals(6 * 2.0 * 0.5, number(cube.call("fHvp", 2.0, 0.5), "x"), ROUNDING);
        assertEquals(8.0, number(cube.call("fHvp", 2.0, 0.5), "value"));
        assertArrayEquals(new double[] {12}, ((double[][]) cube.call("fHessian", 2.0))[0], ROUNDING);
    }

    @Test
    void numbersComeBeforeAndBehindArraysAsTheyStand() {
        Sample sample = hessian("""
                static double f(double a, double[] x, float b, double[][] m, int n) {
                    return a * x[0] * x[1] + b * m[1][0] * a + m[0][0] * m[0][0] * n;
                }
                """);
        double[][] h =
                (double[][]) sample.call("fHessian", 2.0, new double[] {3, 5}, 7f, new double[][] {{11}, {13}}, 17);
        double[][] wanted = new double[6][6];
        wanted[0][1] = wanted[1][0] = 5; // a, x[0]
        wanted[0][2] = wanted[2][0] = 3; // a, x[1]
        wanted[1][2] = wanted[2][1] = 2; // x[0], x[1]
        wanted[0][3] = wanted[3][0] = 13; // a, b
        wanted[0][5] = wanted[5][0] = 7; // a, m[1][0]
        wanted[3][5] = wanted[5][3] = 2; // b, m[1][0]
        wanted[4][4] = 34; // m[0][0]
        for (int i = 0; i < 6; i++) {
            assertArrayEquals(wanted[i], h[i], 1e-6, "row " + i);
        }
    }

    /** The Hessian of the chained function of Rosenbrock has three diagonals. */
    @Test
    void rosenbrock() {
        Sample rosenbrock = hessian("""
                static double f(double[] x) {
                    double sum = 0;
                    for (int i = 0; i + 1 < x.length; i++) {
                        double a = x[i + 1] - x[i] * x[i];
                        double b = 1 - x[i];
                        sum += 100 * a * a + b * b;
                    }
                    return sum;
                }
                """);
        double[] x = {-1.2, 1, 0.5, 2};
        double[][] h = (double[][]) rosenbrock.call("fHessian", (Object) x);
        for (int i = 0; i < 4; i++) {
            double[] row = new double[4];
            row[i] = (i < 3 ? 1200 * x[i] * x[i] - 400 * x[i + 1] + 2 : 0) + (i > 0 ? 200 : 0);
            if (i < 3) {
                row[i + 1] = -400 * x[i];
            }
            if (i > 0) {
                row[i - 1] = -400 * x[i - 1];
            }
            assertArrayEquals(row, h[i], 1e-10, "row " + i);
        }
    }

    /**
     * A rule gives 0 where the incoming cotangent is exactly 0; its derivative is not 0 there, since the cotangent moves. Taken for
     * a constant, the mixed derivative of x sin y at x = 0 was 0.
     */
    @Test
    void cotangentsThatPassThroughZero() {
        Sample sample =
                hessian("static double f(double x, double y) { return x * Math.sin(y) + x * x * Math.exp(y); }");
        double[][] h = (double[][]) sample.call("fHessian", 0.0, 0.7);
        assertArrayEquals(new double[] {2 * Math.exp(0.7), Math.cos(0.7)}, h[0], ROUNDING);
        assertArrayEquals(new double[] {Math.cos(0.7), 0}, h[1], ROUNDING);
    }

    /** What is computed and not used may have no derivative at all. */
    @Test
    void unusedValuesWithoutDerivativeContributeNothing() {
        Sample sample = hessian("""
                static double f(double x, double y) {
                    double r = Math.log(-x) / Math.sqrt(0 * y);
                    if (r != r) r = x * x * y;
                    return r;
                }
                """);
        double[][] h = (double[][]) sample.call("fHessian", 2.0, 3.0);
        assertArrayEquals(new double[] {6, 4}, h[0], ROUNDING);
        assertArrayEquals(new double[] {4, 0}, h[1], ROUNDING);
    }

    @Test
    void directionsAreLeftAlone() {
        Sample sample = hessian("""
                static double f(double[] x, double[][] m) {
                    for (int i = 0; i < x.length; i++) x[i] *= x[i] * m[0][0];
                    double[] row = m[0]; m[0] = m[1]; m[1] = row;
                    return x[0] * x[1] * m[0][0];
                }
                """, "HVP");
        double[] dot = {1, 2};
        double[][] dots = {{3}, {4}};
        sample.call("fHvp", new double[] {2, 3}, new double[][] {{5}, {7}}, dot, dots);
        assertArrayEquals(new double[] {1, 2}, dot);
        assertArrayEquals(new double[] {3}, dots[0]);
        assertArrayEquals(new double[] {4}, dots[1]);
    }

    private static Sample hessian(String method, String kinds) {
        return Sample.of("@Differentiable(Derivative." + kinds + ")\n" + method);
    }

    @Test
    void effectsHappenOnce() {
        Sample sample = hessian("""
                static double f(double x) { calls++; return x * x; }
                static int calls;
                static int calls() { return calls; }
                """, "HVP");
        sample.call("fHvp", 3.0, 1.0);
        assertEquals(1, sample.plain("calls"));
    }

    @Test
    void exceptionsAreThoseOfThePlainCall() {
        Sample sample = hessian("static double f(double[] x, int i) { return x[i] * x[i]; }");
        assertThrows(ArrayIndexOutOfBoundsException.class, () -> sample.call("fHvp", new double[1], 1, new double[1]));
        assertThrows(ArrayIndexOutOfBoundsException.class, () -> sample.call("fHessian", new double[1], 1));
        IllegalArgumentException shape = assertThrows(
                IllegalArgumentException.class, () -> sample.call("fHvp", new double[1], 0, new double[2]));
        assertTrue(shape.getMessage().contains("xDot"), shape.getMessage());
    }

    /** The slope that a user states moves: its method is differentiated in its turn. */
    @Test
    void rulesOfUsersServeSecondOrder() {
        Sample sample = Sample.of("""
                @Differentiable(Derivative.HESSIAN)
                static double f(double x, double y) { return square(x * y) * x; }
                static double square(double u) { return u * u; }
                @io.github.cotangent.PartialDerivative(method = "square")
                static double squareByU(double u) { return 2 * u; }
                """);
        double[][] h = (double[][]) sample.call("fHessian", 3.0, 0.5); // x³ y²
        assertArrayEquals(new double[] {6 * 3 * 0.25, 6 * 9 * 0.5}, h[0], ROUNDING);
        assertArrayEquals(new double[] {6 * 9 * 0.5, 2 * 27}, h[1], ROUNDING);
    }

    @Test
    void onlyWhatWasAskedForIsPublic() {
        String text = hessian("static double f(double x) { return x * x; }", "HESSIAN")
                .generated();
        assertTrue(text.contains("public static double[][] fHessian("), text);
        assertFalse(text.contains("public static FHvp"), text);
        assertFalse(text.contains("public static final class FHvp"), text);
    }

    /** Several rows are found in one sweep, except where it calls others; whatever the number of rows, none is missing. */
    @Test
    void severalRowsAtOnce() {
        Sample sample = Sample.of("""
                @Differentiable({Derivative.HVP, Derivative.HESSIAN}) static double f(double[][] x, double b) {
                    double s = 0;
                    double[] t = {b};
                    for (double[] r : x) {
                        double[] u = r.clone();
                        for (int i = 0; i < r.length; i++) {
                            if (u[i] > 0.3) u[i] = Math.exp(u[i] * b); else t = u;
                            s += u[i] * r[(i + 1) % r.length] * t[0];
                        }
                    }
                    return s / (1 + b * b);
                }
                @Differentiable({Derivative.HVP, Derivative.HESSIAN}) static double g(double[][] x, double b) {
                    return b * recursive(x, x.length - 1);
                }
                static double recursive(double[][] x, int n) {
                    if (n < 0) return 1;
                    double s = 0;
                    for (double v : x[n]) s += v * v * Math.sin(v);
                    return s * recursive(x, n - 1);
                }
                """);
        assertTrue(sample.generated().contains("fHessianRows("));
        assertFalse(sample.generated().contains("gHessianRows("));
        Random random = new Random(9);
        for (int n = 0; n < 11; n++) {
            double[][] x = {
                random.doubles(n / 2).toArray(), random.doubles(n - n / 2).toArray()
            };
            for (String name : new String[] {"f", "g"}) {
                double[][] hessian = (double[][]) sample.call(name + "Hessian", x, 0.7);
                assertEquals(n + 1, hessian.length);
                double[][] v = {
                    random.doubles(n / 2).toArray(), random.doubles(n - n / 2).toArray()
                };
                Object product = sample.call(name + "Hvp", x, 0.7, v, 1.5);
                double[][] byX = (double[][]) Sample.part(product, "x");
                for (int i = 0; i <= n; i++) {
                    double sum = 1.5 * hessian[i][n];
                    for (int k = 0; k < n; k++) {
                        sum += hessian[i][k] * (k < n / 2 ? v[0][k] : v[1][k - n / 2]);
                    }
                    double wanted =
                            i == n ? (double) Sample.part(product, "b") : i < n / 2 ? byX[0][i] : byX[1][i - n / 2];
                    assertEquals(wanted, sum, 1e-12 * Math.max(1, Math.abs(wanted)));
                }
            }
        }
    }

    /** The sweeps of the gradient are there to be differentiated, and are of no use besides. */
    @Test
    void sweepsThatNobodyCallsAreLeftOut() {
        String text = hessian("""
                static double f(P p) { return g(p.x()) * g(2 * p.x()); }
                static double g(double u) { return Math.exp(u) * u; }
                record P(double x) {}
                """, "HVP").generated();
        assertTrue(text.contains("gForwardTangent("), text);
        assertFalse(text.contains(" gForward("), text);
        assertFalse(text.contains(" gReverse("), text);
    }

    @Test
    void whatHasNoHessianSaysSo() {
        refused(
                "static double f(double[] x) { x[0] *= 2; return x[0] * x[0]; }",
                "HESSIAN",
                "HESSIAN runs f once for each row, and it does more than to compute its result");
        refused(
                "static double f(P p) { return p.x() * p.x(); } record P(double x) {}",
                "HESSIAN",
                "HESSIAN takes numbers and arrays as inputs, not objects");
        refused("static double[] f(double[] x) { return x; }", "HVP", "HVP needs a result of type double or float");
        refused(
                "static double f(java.util.List<double[]> rows) { return rows.get(0)[0] * rows.get(1)[0]; }",
                "HVP",
                "the gradient of f keeps derivatives here in what has no second derivatives");
    }

    /** What a method makes itself it may change; that shows in no other place. */
    @Test
    void effectsOnOwnObjectsAreNone() {
        Sample sample = hessian("""
                static double f(double x) {
                    Sum sum = new Sum(new double[2]);
                    for (int i = 0; i < 2; i++) sum.add(x * (i + 1));
                    if (sum.count > 5) throw new IllegalStateException("too many: " + sum.count);
                    return sum.parts[0] * sum.parts[1] + new Pair(x, x).product();
                }
                static final class Sum {
                    final double[] parts;
                    int count;
                    Sum(double[] parts) { this.parts = parts; }
                    void add(double u) { parts[count++] += u; }
                }
                record Pair(double a, double b) { double product() { return a * b; } }
                """);
        assertArrayEquals(new double[] {6}, ((double[][]) sample.call("fHessian", 3.0))[0], ROUNDING); // 2x² + x²
    }

    /** An effect in a constructor was not seen, because what a constructor computes leaves effects out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "static double f(double x) { return g(x); } static int n; static double g(double x) { n++; return x * x; }",
                "static double f(double x) { g(N); return x * x; } static final int[] N = {0}; static void g(int[] n) { n[0]++; }",
                "static double f(double x) { System.out.print(\"\"); return x * x; }",
                "static double f(double x, C c) { c.count(); return x * x; } static final class C { int n; void count() { n++; } }",
                "static double f(double x, int[] c) { int[] d = x > 9 ? c : new int[1]; d[0] = 2; return x * x * d[0]; }",
                "static double f(double x) { return x * new C(x).v; } static int n;"
                        + " static final class C { final double v; C(double v) { this.v = v; n++; } }",
                "static double f(double x) { return x * x * new C().v; } static int n;"
                        + " static final class C { final double v = 2 + n++; }",
                "static double f(double x) { try { throw new IllegalStateException(\"x\" + n++); }"
                        + " catch (IllegalStateException e) { return x * x; } } static int n;",
                "static int n; static double f(double x) {"
                        + " java.util.function.DoubleUnaryOperator g = u -> { n++; return u * u; }; return g.applyAsDouble(x); }"
            })
    void effectsElsewhereAreRefused(String members) {
        String method = members.replace("static double f(", "@Differentiable(Derivative.HESSIAN)\nstatic double f(");
        MemoryCompiler.Result result = Sample.compile(method);
        assertTrue(result.errors().contains("[COT006] HESSIAN runs f once for each row"), result.errors());
    }

    private static void refused(String method, String kind, String reason) {
        MemoryCompiler.Result result = Sample.compile("@Differentiable(Derivative." + kind + ")\n" + method);
        assertFalse(result.success());
        assertTrue(result.errors().contains("[COT006] " + reason), result.errors());
    }
}
