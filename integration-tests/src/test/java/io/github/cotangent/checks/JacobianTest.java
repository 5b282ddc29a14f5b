package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import io.github.cotangent.testing.Sample;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jacobians: closed forms, and the products with vectors on either side, which VJP and JVP give. */
class JacobianTest {
    private static final String JACOBIAN = "@Differentiable(Derivative.JACOBIAN) ";
    private static final String ALL = "@Differentiable({Derivative.JACOBIAN, Derivative.VJP, Derivative.JVP}) ";

    private static double[][] matrix(Object jacobian, String input) {
        return (double[][]) Sample.part(jacobian, input);
    }

    @Test
    void outputIndexFirst() {
        Sample sample = Sample.of(JACOBIAN + "static double[] f(double[] x, double b) "
                + "{ return new double[] {x[0] * x[1], b * x[2], b * b}; }\n");
        Object jacobian = sample.call("fJacobian", new double[] {2, 3, 5}, 7.0);
        assertArrayEquals(new double[] {6, 35, 49}, (double[]) Sample.part(jacobian, "value"));
        assertArrayEquals(new double[][] {{3, 2, 0}, {0, 0, 7}, {0, 0, 0}}, matrix(jacobian, "x"));
        assertArrayEquals(new double[] {0, 5, 14}, (double[]) Sample.part(jacobian, "b"));
    }

    @Test
    void aNumberIsOneRow() {
        Sample sample = Sample.of(JACOBIAN + "static double f(double[] x, double b) { return x[0] * x[1] * b; }\n"
                + JACOBIAN + "static float g(float x) { return x * x; }\n");
        Object jacobian = sample.call("fJacobian", new double[] {2, 3}, 7.0);
        assertEquals(42.0, Sample.part(jacobian, "value"));
        assertArrayEquals(new double[][] {{21, 14}}, matrix(jacobian, "x"));
        assertArrayEquals(new double[] {6}, (double[]) Sample.part(jacobian, "b"));
        Object single = sample.call("gJacobian", 3f);
        assertArrayEquals(new double[] {6}, (double[]) Sample.part(single, "x"));
    }

    /** Without outputs or without inputs there are no rows, or empty ones. */
    @Test
    void emptyOnes() {
        Sample sample = Sample.of(JACOBIAN + "static double[] f(double[] x, double b) "
                + "{ double[] y = new double[x.length]; for (int i = 0; i < x.length; i++) y[i] = x[i] * b; return y; }\n"
                + JACOBIAN + "static double[] g(double[] x) { return new double[] {1, x.length > 3 ? x[0] : 2}; }\n"
                + JACOBIAN + "static double[] h(double[] x) { return x[0] > 0 ? null : x; }\n");
        Object jacobian = sample.call("fJacobian", new double[0], 7.0);
        assertArrayEquals(new double[0][], matrix(jacobian, "x"));
        assertArrayEquals(new double[0], (double[]) Sample.part(jacobian, "b"));
        assertArrayEquals(new double[2][0], matrix(sample.call("gJacobian", (Object) new double[0]), "x"));
        assertArrayEquals(new double[2][3], matrix(sample.call("gJacobian", (Object) new double[3]), "x"));
        assertArrayEquals(new double[0][], matrix(sample.call("hJacobian", (Object) new double[] {1}), "x"));
        assertThrows(NullPointerException.class, () -> sample.call("fJacobian", null, 7.0));
    }

    /** The result counts, not what is left in arrays; for a void method the arrays count, one behind the other. */
    @Test
    void overwrittenArrays() {
        Sample sample = Sample.of(JACOBIAN + "static void f(double[] x, float[] y) "
                + "{ x[0] *= x[1]; y[0] = (float) (y[0] + 2 * x[0]); }\n"
                + JACOBIAN + "static double[] g(double[] x) { x[0] *= x[1]; return new double[] {x[0] * x[0]}; }\n"
                + JACOBIAN + "static double[] h(double[] x) { x[0] *= x[1]; return x; }\n");
        double[] x = {2, 3};
        float[] y = {5};
        Object jacobian = sample.call("fJacobian", x, y);
        assertArrayEquals(new double[] {6, 3}, x);
        assertArrayEquals(new float[] {17}, y);
        assertArrayEquals(new double[][] {{3, 2}, {0, 1}, {6, 4}}, matrix(jacobian, "x"));
        assertArrayEquals(new double[][] {{0}, {0}, {1}}, matrix(jacobian, "y"));
        assertArrayEquals(
                new double[][] {{36, 24}}, matrix(sample.call("gJacobian", (Object) new double[] {2, 3}), "x"));
        double[] own = {2, 3};
        Object same = sample.call("hJacobian", (Object) own);
        assertSame(own, Sample.part(same, "value"));
        assertArrayEquals(new double[][] {{3, 2}, {0, 1}}, matrix(same, "x"));
    }

    /** Arrays of arrays are read row by row, as inputs and as outputs; shared rows show the whole at each place. */
    @Test
    void arraysOfArrays() {
        Sample sample = Sample.of(JACOBIAN + "static double[][] f(double[][] m, double[] v) "
                + "{ return new double[][] {{m[0][0] * v[0]}, {m[1][0] * m[1][1], m[0][0]}}; }\n");
        Object jacobian = sample.call("fJacobian", new double[][] {{2}, {3, 5}}, new double[] {7});
        assertArrayEquals(new double[][] {{7, 0, 0}, {0, 5, 3}, {1, 0, 0}}, matrix(jacobian, "m"));
        assertArrayEquals(new double[][] {{2}, {0}, {0}}, matrix(jacobian, "v"));
        double[] row = {3, 5};
        Object shared = sample.call("fJacobian", new double[][] {row, row}, row);
        assertArrayEquals(new double[][] {{6, 0, 6, 0}, {5, 3, 5, 3}, {1, 0, 1, 0}}, matrix(shared, "m"));
        assertArrayEquals(new double[][] {{6, 0}, {5, 3}, {1, 0}}, matrix(shared, "v"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "double[] y = new double[3]; for (int i = 0; i < x.length; i++) y[i % 3] += x[i] * x[(i + 1) % x.length] * b; return y;",
                "double[] t = new double[2]; double s = t[1] * b; t[1] = s + x[0] * b; double[] u = t.clone(); u[0] = t[1] * x[1];"
                        + " t[1] += u[0]; return new double[] {t[0], t[1], u[0], u[1], s};",
                "int k = 0; double s = b; while (s < 60) { s = s * 1.5 + x[k % x.length] * x[k % x.length]; k++; if (k > 9) break; }"
                        + " double[] y = new double[k]; java.util.Arrays.fill(y, s); y[0] = b; return y;",
                "return x.length == 1 ? new double[] {x[0]} : recurse(x, b, 4);",
                "double[][] m = {{b, x[0]}, {x[1], b * b}}; double[] r = m[0]; m[0] = m[1]; m[1] = r; m[0][0] *= m[1][0];"
                        + " return new double[] {m[0][0], m[0][1], m[1][0], m[1][1]};",
                "java.util.List<double[]> l = new java.util.LinkedList<>(); for (double v : x) l.add(0, new double[] {v * b, v});"
                        + " l.remove(1); l.get(0)[0] *= l.get(1)[1]; return new double[] {l.get(0)[0], l.get(1)[0]};"
            })
    void productsAreThoseOfBothModes(String body) {
        Sample sample = Sample.of(ALL + "static double[] f(double[] x, double b) { " + body + " }\n" + """
                static double[] recurse(double[] x, double b, int n) {
                    if (n == 0) return new double[] {b, x[0], x[1]};
                    double[] y = recurse(x, b * x[0], n - 1);
                    double[] t = new double[3];
                    y[n % 3] += t[2] * b;
                    t[2] = y[0] * y[1];
                    y[n % 3] += t[2] * 0.1;
                    return y;
                }
                """);
        Random random = new Random(11);
        for (int point = 0; point < 4; point++) {
            double[] x = random.doubles(3, 0.5, 2).toArray();
            double b = random.nextDouble() + 0.5;
            Object jacobian = sample.call("fJacobian", x, b);
            double[] value = (double[]) sample.plain("f", x, b);
            assertArrayEquals(value, (double[]) Sample.part(jacobian, "value"));
            double[][] byX = matrix(jacobian, "x");
            double[] byB = (double[]) Sample.part(jacobian, "b");
            double[] w = random.doubles(value.length, -1, 1).toArray();
            double[] v = random.doubles(3, -1, 1).toArray();
            double vb = random.nextDouble();
            double[] wx = new double[3];
            double wb = 0;
            double[] jv = new double[value.length];
            for (int row = 0; row < value.length; row++) {
                for (int i = 0; i < 3; i++) {
                    wx[i] += w[row] * byX[row][i];
                    jv[row] += byX[row][i] * v[i];
                }
                wb += w[row] * byB[row];
                jv[row] += byB[row] * vb;
            }
            Object vjp = sample.call("fVjp", x, b, w);
            double scale = 1;
            for (double each : value) {
                scale = Math.max(scale, Math.abs(each));
            }
            assertArrayEquals((double[]) Sample.part(vjp, "x"), wx, 1e-12 * scale);
            assertEquals((double) Sample.part(vjp, "b"), wb, 1e-12 * scale);
            double[] tangent = (double[]) Sample.part(sample.call("fJvp", x, b, v, vb), "tangent");
            assertArrayEquals(tangent, jv, 1e-12 * scale);
        }
    }

    @Test
    void sharesItsSweepsWithThePullback() {
        Sample sample =
                Sample.of("@Differentiable({Derivative.JACOBIAN, Derivative.PULLBACK}) static double[] f(double[] x) "
                        + "{ return new double[] {x[0] * x[1]}; }\n");
        assertTrue(sample.generated().contains("fPullbackForward("));
        assertFalse(sample.generated().contains("fPullbackForward2("));
    }

    @Test
    void whatHasNoJacobianIsAnError() {
        MemoryCompiler.Result result = Sample.compile(JACOBIAN + "static int f(double x) { return (int) x; }\n");
        assertTrue(result.errors().contains("[COT002]"), result.errors());
        result = Sample.compile(JACOBIAN + "static void f(double[] x) { System.out.println(x[0]); }\n");
        assertTrue(result.errors().contains("[COT003]"), result.errors());
    }
}
