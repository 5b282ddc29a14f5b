package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.Sample;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jacobians with fewer inputs than outputs, which are made column by column. */
class JacobianColumnsTest {
    private static final String JACOBIAN = "@Differentiable(Derivative.JACOBIAN) ";

    private static double[][] matrix(Object jacobian, String input) {
        return (double[][]) Sample.part(jacobian, input);
    }

    /** More outputs than inputs, as many, and fewer: the same matrix, cut off at the bottom. */
    @Test
    void theSameByColumnsAndByRows() {
        Sample sample = Sample.of("""
                @Differentiable({Derivative.JACOBIAN, Derivative.VJP})
                static double[] f(double[] x, double b, float c, int n) {
                    double[] y = new double[n];
                    for (int i = 0; i < n; i++) {
                        double s = b;
                        for (int k = 0; k < x.length; k++) s = s * x[k] > 0.3 ? Math.sin(s * x[k]) + c * i : s - x[k] * c;
                        y[i] = s * (i + 1);
                    }
                    return y;
                }
                """);
        Random random = new Random(3);
        for (int n : new int[] {0, 1, 4, 5, 6, 7, 30}) {
            double[] x = random.doubles(3, -1, 2).toArray();
            double b = random.nextDouble();
            float c = random.nextFloat();
            Object jacobian = sample.call("fJacobian", x, b, c, n);
            assertArrayEquals((double[]) sample.plain("f", x, b, c, n), (double[]) Sample.part(jacobian, "value"));
            assertEquals(n, matrix(jacobian, "x").length);
            for (int i = 0; i < n; i++) {
                double[] seed = new double[n];
                seed[i] = 1;
                Object row = sample.call("fVjp", x, b, c, n, seed);
                assertArrayEquals((double[]) Sample.part(row, "x"), matrix(jacobian, "x")[i], 1e-12);
                assertEquals((double) Sample.part(row, "b"), ((double[]) Sample.part(jacobian, "b"))[i], 1e-12);
                assertEquals((float) Sample.part(row, "c"), ((double[]) Sample.part(jacobian, "c"))[i], 1e-4);
            }
        }
    }

    /** Four columns in one sweep and what remains: bit by bit what one direction gives. */
    @ParameterizedTest
    @ValueSource(strings = {"double", "float"})
    void severalColumnsInOneSweep(String number) {
        Sample sample = Sample.of("""
                @Differentiable({Derivative.JACOBIAN, Derivative.JVP})
                static NUM[][] f(NUM[] x, NUM b) {
                    NUM[][] y = new NUM[2][10];
                    NUM[] sums = new NUM[x.length];
                    NUM s = b;
                    for (int i = 0; i < x.length; i++) {
                        if (x[i] > 0.5) s *= x[i]; else s += x[i] * Math.abs(b);
                        sums[i] = s;
                    }
                    for (int i = 0; i < 10; i++) if (i != 3 && x.length > 0) y[i % 2][i] = sums[i % x.length] / (i + 1);
                    return y;
                }

                static double[] column(NUM[] x, NUM b, int k) {
                    NUM[] dot = new NUM[x.length];
                    if (k < x.length) dot[k] = 1;
                    NUM[][] tangent = SampleDerivatives.fJvp(x, b, dot, k < x.length ? 0 : 1).tangent();
                    double[] all = new double[20];
                    for (int i = 0; i < 20; i++) all[i] = tangent[i / 10][i % 10];
                    return all;
                }
                """.replace("NUM", number));
        assertTrue(sample.generated().contains("fJacobianColumns("), sample.generated());
        Random random = new Random(4);
        for (int n = 0; n <= 9; n++) {
            double[] values = random.doubles(n, -1, 2).toArray();
            float[] floats = new float[n];
            for (int k = 0; k < n; k++) floats[k] = (float) values[k];
            Object x = number.equals("float") ? floats : values;
            Object b = number.equals("float") ? (Object) 0.7f : (Object) 0.7;
            Object jacobian = sample.call("fJacobian", x, b);
            for (int k = 0; k <= n; k++) {
                double[] column = (double[]) sample.plain("column", x, b, k);
                for (int i = 0; i < 20; i++) {
                    double found = k < n ? matrix(jacobian, "x")[i][k] : ((double[]) Sample.part(jacobian, "b"))[i];
                    assertEquals(column[i], found);
                }
            }
        }
    }

    /** Arguments that are one array have one direction in each lane. */
    @Test
    void sharedArraysInSeveralLanes() {
        Sample sample = Sample.of("""
                @Differentiable(Derivative.JACOBIAN)
                static double[] f(double[] x, double[] y, double[] z) {
                    double[] t = x.clone();
                    double[] out = new double[20];
                    for (int i = 0; i < t.length; i++) t[i] *= y[0];
                    for (int i = 0; i < out.length; i++) out[i] = t[i % t.length] + i * z[1];
                    return out;
                }
                """);
        assertTrue(sample.generated().contains("fJacobianColumns("), sample.generated());
        double[] x = {2, 3, 5, 7, 11};
        double[] y = {13, 17};
        Object apart = sample.call("fJacobian", x, y, new double[] {1, 2});
        Object shared = sample.call("fJacobian", x, y, y);
        Object one = sample.call("fJacobian", x, x, x);
        for (int i = 0; i < 20; i++) {
            double[] byX = new double[5];
            byX[i % 5] = 13;
            assertArrayEquals(byX, matrix(apart, "x")[i]);
            assertArrayEquals(byX, matrix(shared, "x")[i]);
            assertArrayEquals(new double[] {x[i % 5], 0}, matrix(apart, "y")[i]);
            assertArrayEquals(new double[] {0, i}, matrix(apart, "z")[i]);
            assertArrayEquals(new double[] {x[i % 5], i}, matrix(shared, "y")[i]);
            double[] byOne = new double[5];
            byOne[i % 5] += 2;
            byOne[0] += x[i % 5];
            byOne[1] += i;
            assertArrayEquals(byOne, matrix(one, "x")[i]);
            assertArrayEquals(byOne, matrix(one, "y")[i]);
        }
    }

    /** The argument may come back, and sweeps of callees take one direction. */
    @Test
    void argumentsThatComeBackAndCallees() {
        Sample sample = Sample.of("""
                @Differentiable(Derivative.JACOBIAN)
                static double[] same(double[] x, double b, boolean twice) { return twice ? new double[] {b, b, b, b} : x; }
                @Differentiable(Derivative.JACOBIAN)
                static double[] f(double[] x) { return new double[] {deep(x, 3), x[0], x[1]}; }
                static double deep(double[] x, int n) { return n == 0 ? x[0] * x[1] : x[1] * deep(x, n - 1); }
                """);
        Object same = sample.call("sameJacobian", new double[] {2, 3}, 5.0, false);
        assertArrayEquals(new double[][] {{1, 0}, {0, 1}}, matrix(same, "x"));
        Object number = sample.call("sameJacobian", new double[] {2, 3}, 5.0, true);
        assertArrayEquals(new double[] {1, 1, 1, 1}, (double[]) Sample.part(number, "b"));
        assertArrayEquals(new double[][] {{0, 0}, {0, 0}, {0, 0}, {0, 0}}, matrix(number, "x"));
        assertFalse(sample.generated().contains("fJacobianColumns("), sample.generated());
        Object calls = sample.call("fJacobian", (Object) new double[] {2, 3});
        assertArrayEquals(new double[][] {{81, 216}, {1, 0}, {0, 1}}, matrix(calls, "x"));
    }

    /** Arrays that are the same array, as arguments and as rows, move together. */
    @Test
    void sharedArrays() {
        Sample sample = Sample.of(JACOBIAN + """
                static double[] f(double[][] m, double[] v) {
                    double[] y = new double[12];
                    for (int i = 0; i < 12; i++) y[i] = i * m[0][0] * v[0] + m[1][0];
                    return y;
                }
                """);
        double[] row = {3};
        Object shared = sample.call("fJacobian", new double[][] {row, row}, row);
        Object apart = sample.call("fJacobian", new double[][] {{3}, {3, 8}}, new double[] {3});
        for (int i = 0; i < 12; i++) {
            assertArrayEquals(new double[] {6 * i + 1, 6 * i + 1}, matrix(shared, "m")[i]);
            assertArrayEquals(new double[] {6 * i + 1}, matrix(shared, "v")[i]);
            assertArrayEquals(new double[] {3 * i, 1, 0}, matrix(apart, "m")[i]);
            assertArrayEquals(new double[] {3 * i}, matrix(apart, "v")[i]);
        }
    }

    /** What comes back may be the very argument, whose direction is turned meanwhile. */
    @Test
    void theResultMayBeTheArgument() {
        Sample sample = Sample.of(
                JACOBIAN + "static double[][] f(double[] x) { return new double[][] {x, {x[0] * x[1]}, x}; }\n");
        Object jacobian = sample.call("fJacobian", (Object) new double[] {2, 3});
        assertArrayEquals(new double[][] {{1, 0}, {0, 1}, {3, 2}, {1, 0}, {0, 1}}, matrix(jacobian, "x"));
    }

    @Test
    void recordsListsAndFields() {
        Sample sample = Sample.of("""
                record Point(double x, double[] more, Point next) {}
                record Three(double a, double[] b, Point c) {}
                double[] w = {2, 3};

                @Differentiable(Derivative.JACOBIAN)
                static Three f(Point p) {
                    return new Three(p.x() * p.next().x(), new double[] {p.more()[0], p.x(), 5}, p.next());
                }

                @Differentiable(value = Derivative.JACOBIAN, wrt = {"this.w", "b"})
                double[] g(double b) { return new double[] {w[0] * b, w[1], w[0] * w[1], b * b}; }

                @Differentiable(Derivative.JACOBIAN)
                static double[] h(java.util.List<double[]> l) {
                    return new double[] {l.get(0)[0] * l.get(1)[0], l.get(1)[0], 3 * l.get(0)[0]};
                }

                static double[][] ofF() {
                    Point last = new Point(7, null, null);
                    return SampleDerivatives.fJacobian(new Point(2, new double[] {3}, last)).p();
                }

                static double[][] ofG() { return SampleDerivatives.gJacobian(new Sample(), 5).w(); }

                static double[] ofGByB() { return SampleDerivatives.gJacobian(new Sample(), 5).b(); }

                static double[][] ofH() {
                    return SampleDerivatives.hJacobian(java.util.List.of(new double[] {2}, new double[] {3})).l();
                }
                """);
        assertTrue(sample.generated().contains("columns[column] = Components.copy(fJvp("), sample.generated());
        double[][] byP = {{7, 0, 2}, {0, 1, 0}, {1, 0, 0}, {0, 0, 0}, {0, 0, 1}};
        assertArrayEquals(byP, (double[][]) sample.plain("ofF"));
        assertArrayEquals(new double[][] {{5, 0}, {0, 1}, {3, 2}, {0, 0}}, (double[][]) sample.plain("ofG"));
        assertArrayEquals(new double[] {2, 0, 0, 10}, (double[]) sample.plain("ofGByB"));
        assertArrayEquals(new double[][] {{3, 2}, {0, 1}, {3, 0}}, (double[][]) sample.plain("ofH"));
    }

    /** Effects happen once, however few the inputs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "calls++;",
                "System.setProperty(\"calls\", \"\" + calls++);",
                "note[0] *= x; calls++;",
                "count();"
            })
    void effectsHappenOnce(String effect) {
        Sample sample = Sample.of("static int calls; static void count() { calls++; }\n"
                + "@Differentiable(value = Derivative.JACOBIAN, wrt = \"x\") static double[] f(double x, double[] note) { "
                + effect + " return new double[] {x, x * x, 2 * x}; }\n"
                + "static int calls() { return calls; }\n");
        assertFalse(sample.generated().contains("Directions"));
        Object jacobian = sample.call("fJacobian", 3.0, new double[] {1});
        assertArrayEquals(new double[] {1, 6, 2}, (double[]) Sample.part(jacobian, "x"));
        assertEquals(1, sample.plain("calls"));
    }

    /** A rule that is stated for reverse mode only leaves the rows. */
    @Test
    void withoutATangentByRows() {
        Sample sample = Sample.of("""
                static double[] twice(double[] x) { return new double[] {2 * x[0]}; }
                @io.github.cotangent.VjpRule(method = "twice")
                static void twiceVjp(double[] x, double[] resultBar, double[] xBar) { xBar[0] += 2 * resultBar[0]; }
                @Differentiable(Derivative.JACOBIAN)
                static double[] f(double[] x) { double[] t = twice(x); return new double[] {t[0], t[0] * x[0]}; }
                """);
        assertFalse(sample.generated().contains("fJvp"));
        assertArrayEquals(new double[][] {{2}, {12}}, matrix(sample.call("fJacobian", (Object) new double[] {3}), "x"));
    }
}
