package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.runtime.SparseMatrix;
import io.github.cotangent.runtime.SparsePattern;
import io.github.cotangent.testing.MemoryCompiler;
import io.github.cotangent.testing.Sample;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sparse Jacobians: closed forms, the dense ones, numbers of sweeps, and patterns that are used again. */
class SparseJacobianTest {
    private static final String SPARSE = "@Differentiable(value = Derivative.JACOBIAN, sparse = true) ";
    private static final String DENSE = "@Differentiable(value = Derivative.JACOBIAN, name = \"dense\") ";

    private static SparseMatrix matrix(Object jacobian) {
        return (SparseMatrix) Sample.part(jacobian, "matrix");
    }

    private static double[][] dense(Object jacobian) {
        return matrix(jacobian).toDense();
    }

    /** A method with both, under the names {@code f} and {@code dense}. */
    private static Sample both(String parameters, String body, String members) {
        return Sample.of("@SuppressWarnings(\"cotangent\") " + SPARSE + "static double[] f(" + parameters + ") { "
                + body + " }\n@SuppressWarnings(\"cotangent\") " + DENSE + "static double[] g(" + parameters + ") { "
                + body + " }\n" + members);
    }

    @Test
    void closedForm() {
        Sample sample = Sample.of(SPARSE + "static double[] f(double[] x, double b) "
                + "{ return new double[] {x[0] * x[1], b * x[2], 4, b * b}; }\n");
        Object jacobian = sample.call("fJacobian", new double[] {2, 3, 5}, 7.0);
        assertArrayEquals(new double[] {6, 35, 4, 49}, (double[]) Sample.part(jacobian, "value"));
        assertArrayEquals(new double[][] {{3, 2, 0, 0}, {0, 0, 7, 5}, {0, 0, 0, 0}, {0, 0, 0, 14}}, dense(jacobian));
        assertArrayEquals(new int[] {0, 2, 4, 4, 5}, matrix(jacobian).rowStart());
        assertArrayEquals(new int[] {0, 1, 2, 3, 3}, matrix(jacobian).column());
        assertArrayEquals(new double[] {3, 2, 7, 5, 14}, matrix(jacobian).values());
    }

    /** An entry that happens to be zero is in the pattern, and what cancels is, too: nothing is lost at other points. */
    @Test
    void zerosAndCancellation() {
        Sample sample = Sample.of(
                SPARSE + "static double[] f(double[] x) "
                        + "{ double d = x[0] * x[1] - x[1] * x[0]; return new double[] {x[0] * x[1], Math.max(x[0], x[1]), d, Math.abs(x[0])}; }\n");
        Object jacobian = sample.call("fJacobian", (Object) new double[] {0, 0});
        SparsePattern pattern = matrix(jacobian).pattern();
        assertEquals(SparsePattern.of(2, new int[] {0, 1}, new int[] {0, 1}, new int[] {0, 1}, new int[] {0}), pattern);
        assertArrayEquals(new double[][] {{0, 0}, {0.5, 0.5}, {0, 0}, {0, 0}}, dense(jacobian));
        assertArrayEquals(
                new double[][] {{3, 2}, {0, 1}, {0, 0}, {1, 0}},
                dense(sample.call("fJacobian", new double[] {2, 3}, pattern)));
    }

    /** What has no derivative has no entry: casts, floor, detached values, conditions. */
    @Test
    void whatIsConstantDoesNotCount() {
        Sample sample = Sample.of(
                "@SuppressWarnings(\"cotangent\") " + SPARSE
                        + "static double[] f(double[] x) { return new double[] {"
                        + "x[0] * (int) x[1], Math.floor(x[0]) + x[1], Gradients.detach(x[0]) * x[1], x[0] > 1 ? x[1] : 5}; }\n");
        Object jacobian = sample.call("fJacobian", (Object) new double[] {2, 3});
        assertEquals(
                SparsePattern.of(2, new int[] {0}, new int[] {1}, new int[] {1}, new int[] {1}),
                matrix(jacobian).pattern());
        assertArrayEquals(new double[][] {{3, 0}, {0, 1}, {0, 2}, {0, 1}}, dense(jacobian));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 65, 1000, 100_000})
    void aBandTakesAsManySweepsAsItIsWide(int n) {
        Sample sample = Sample.of(SPARSE + """
                static double[] f(double[] x) {
                    double[] y = new double[x.length];
                    for (int i = 0; i < x.length; i++) {
                        for (int k = Math.max(0, i - 2); k <= Math.min(x.length - 1, i + 1); k++) y[i] += (k - i + 3) * x[k] * x[k];
                    }
                    return y;
                }
                """);
        double[] x = new Random(n).doubles(n, -1, 1).toArray();
        Object jacobian = sample.call("fJacobian", (Object) x);
        SparseMatrix matrix = matrix(jacobian);
        assertEquals(Math.min(n, 4), matrix.pattern().jacobianSweeps());
        for (int i = 0; i < n; i += n > 1000 ? 997 : 1) {
            int first = Math.max(0, i - 2);
            int last = Math.min(n - 1, i + 1);
            assertEquals(last - first + 1, count(matrix, i, first, last));
            for (int k = first; k <= last; k++) {
                assertEquals(2 * (k - i + 3) * x[k], matrix.get(i, k));
            }
        }
        assertEquals(n == 1 ? 1 : 4 * n - 4, matrix.values().length);
    }

    /** How many entries a row has there and nearby. */
    private static int count(SparseMatrix matrix, int row, int first, int last) {
        int count = 0;
        for (int k = Math.max(0, first - 3); k <= Math.min(matrix.columns() - 1, last + 3); k++) {
            count += matrix.pattern().contains(row, k) ? 1 : 0;
        }
        return count;
    }

    /** A dense column beside a diagonal takes two sweeps by columns, a dense row two by rows. */
    @Test
    void byRowsOrByColumns() {
        String body = "double[] y = new double[x.length]; for (int i = 0; i < y.length; i++) y[i] = ";
        Sample column = both("double[] x", body + "x[0] * x[i] * (i + 1); return y;", "");
        Sample row = both("double[] x", body + "3 * x[i]; for (double v : x) y[2] += v * v; return y;", "");
        double[] x = new Random(5).doubles(40, -1, 1).toArray();
        assertEquals(2, matrix(column.call("fJacobian", (Object) x)).pattern().jacobianSweeps());
        assertEquals(2, matrix(row.call("fJacobian", (Object) x)).pattern().jacobianSweeps());
        for (Sample each : new Sample[] {column, row}) {
            double[][] dense = (double[][]) Sample.part(each.call("denseJacobian", (Object) x), "x");
            double[][] found = dense(each.call("fJacobian", (Object) x));
            for (int i = 0; i < 40; i++) {
                assertArrayEquals(dense[i], found[i], 1e-14);
            }
        }
    }

    /** Arrays of arrays, several arguments, records, lists, arguments and rows that are the same array. */
    @Test
    void inputsOfAllShapes() {
        Sample sample = Sample.of("""
                record Point(double x, double[] more) {}
                record Pair(double a, Point b) {}

                @Differentiable(value = Derivative.JACOBIAN, sparse = true)
                static double[][] f(double[][] m, double[] v) {
                    return new double[][] {{m[0][0] * v[0]}, {m[1][0] * m[1][1], m[0][0]}};
                }

                @Differentiable(value = Derivative.JACOBIAN, sparse = true)
                static Pair g(Point p, java.util.List<double[]> l, float s) {
                    return new Pair(p.x() * s, new Point(l.get(1)[0] * p.more()[1], new double[] {s}));
                }

                static double[][] ofG() {
                    return SampleDerivatives.gJacobian(new Point(2, new double[] {3, 5}),
                        java.util.List.of(new double[] {7}, new double[] {11, 13}), 17).matrix().toDense();
                }
                """);
        double[][] m = {{2}, {3, 5}};
        assertArrayEquals(
                new double[][] {{7, 0, 0, 2}, {0, 5, 3, 0}, {1, 0, 0, 0}},
                dense(sample.call("fJacobian", m, new double[] {7})));
        double[] row = {3, 5};
        assertArrayEquals(
                new double[][] {{6, 0, 6, 0, 6, 0}, {5, 3, 5, 3, 5, 3}, {1, 0, 1, 0, 1, 0}},
                dense(sample.call("fJacobian", new double[][] {row, row}, row)));
        assertArrayEquals(
                new double[][] {
                    {17, 0, 0, 0, 0, 0, 2},
                    {0, 0, 11, 0, 5, 0, 0},
                    {0, 0, 0, 0, 0, 0, 1}
                },
                (double[][]) sample.plain("ofG"));
    }

    @Test
    void fieldsOfTheReceiver() {
        Sample sample = Sample.of("""
                double[] w = {2, 3};
                double c = 4;
                @Differentiable(value = Derivative.JACOBIAN, sparse = true, wrt = {"this.w", "this.c", "b"})
                double[] f(double b) { return new double[] {w[0] * b, w[1] * c}; }
                static double[][] all() { return SampleDerivatives.fJacobian(new Sample(), 5).matrix().toDense(); }
                """);
        assertArrayEquals(new double[][] {{5, 0, 0, 2}, {0, 4, 3, 0}}, (double[][]) sample.plain("all"));
    }

    @Test
    void emptyOnes() {
        Sample sample = both(
                "double[] x, double b",
                "double[] y = new double[x.length]; for (int i = 0; i < y.length; i++) y[i] = x[i] * b; return y;",
                SPARSE + "static double[] h(double[] x) { return x.length > 2 ? x : new double[3]; }\n");
        Object none = sample.call("fJacobian", new double[0], 7.0);
        assertArrayEquals(new double[0][], dense(none));
        assertArrayEquals(new double[0], (double[]) Sample.part(none, "value"));
        assertArrayEquals(new double[3][1], dense(sample.call("hJacobian", (Object) new double[1])));
        assertArrayEquals(new double[3][0], dense(sample.call("hJacobian", (Object) new double[0])));
        assertArrayEquals(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, dense(sample.call("hJacobian", (Object)
                new double[] {4, 5, 6})));
        assertThrows(NullPointerException.class, () -> sample.call("fJacobian", null, 7.0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "double[] y = new double[3]; for (int i = 0; i < x.length; i++) y[i % 3] += x[i] * x[(i + 1) % x.length] * b; return y;",
                "double[] t = new double[2]; double s = t[1] * b; t[1] = s + x[0] * b; double[] u = t.clone(); u[0] = t[1] * x[1];"
                        + " t[1] += u[0]; return new double[] {t[0], t[1], u[0], u[1], s};",
                "int k = 0; double s = b; while (s < 60) { s = s * 1.5 + x[k % x.length] * x[k % x.length]; k++; if (k > 2) break; }"
                        + " double[] y = new double[k]; java.util.Arrays.fill(y, s); y[0] = b; return y;",
                "return recurse(x, b, 4);",
                "double[][] m = {{b, x[0]}, {x[1], b * b}}; double[] r = m[0]; m[0] = m[1]; m[1] = r; m[0][0] *= m[1][0];"
                        + " return new double[] {m[0][0], m[0][1], m[1][0], m[1][1]};",
                "java.util.List<double[]> l = new java.util.LinkedList<>(); for (double v : x) l.add(0, new double[] {v * b, v});"
                        + " l.remove(1); l.get(0)[0] *= l.get(1)[1]; return new double[] {l.get(0)[0], l.get(1)[0]};",
                "java.util.Map<String, Double> m = new java.util.TreeMap<>(); m.put(\"a\", x[0]); m.put(\"b\", b);"
                        + " java.util.List<Double> l = new java.util.ArrayList<>(); for (double v : x) l.add(v * m.get(\"b\"));"
                        + " l.set(0, l.get(1) * m.get(\"a\")); return new double[] {l.get(0), l.get(2)};",
                "double[] y = new double[4]; System.arraycopy(x, 1, y, 0, 2); y[2] = java.util.Arrays.stream(x).map(v -> v * b).min().getAsDouble();"
                        + " y[3] = java.util.stream.IntStream.range(1, 3).mapToDouble(i -> x[i]).max().getAsDouble(); return y;",
                "java.util.function.DoubleUnaryOperator f = v -> v * x[1]; double s = 0; for (double v : x) s = s > 2 ? s : f.applyAsDouble(v) + s;"
                        + " return new double[] {s, f.applyAsDouble(b), Math.hypot(x[0], x[2]), Math.pow(b, 2), Math.fma(x[0], 2, b)};",
                "float s = (float) x[0]; s = (float) (s + x[1]); float[] r = {s, 2f, (float) b}; r[1] *= r[2]; return new double[] {r[0], r[1], s * r[2]};",
                "P p = new P(x[0], null); for (double v : x) p = new P(v * p.v(), p); p = p.next(); return new double[] {p.v(), p.next().v(), b};",
                "double s; try { s = x[(int) (4 * x[0])] * x[1]; } catch (ArrayIndexOutOfBoundsException e) { s = x[2]; }"
                        + " return new double[] {s, s * b};",
                "double s = switch ((int) x[0]) { case 0 -> x[1]; case 1 -> { double t = x[2]; yield t * b; } default -> 1; };"
                        + " return new double[] {s, x[0]};"
            })
    void theSameAsDense(String body) {
        Sample sample = both("double[] x, double b", body, """
                record P(double v, P next) {}
                static double[] recurse(double[] x, double b, int n) {
                    if (n == 0) return new double[] {b, x[0], x[1]};
                    double[] y = recurse(x, n > 2 ? b * x[0] : b, n - 1);
                    double[] t = new double[3];
                    y[n % 3] += t[2] * b;
                    t[2] = y[0] * y[1];
                    y[n % 3] += t[2] * 0.1;
                    return y;
                }
                """);
        boolean single = body.contains("float");
        Random random = new Random(11);
        SparsePattern all = null;
        for (int point = 0; point < 6; point++) {
            double[] x = random.doubles(3, 0.5, 2).toArray();
            double b = random.nextDouble() + 0.5;
            SparseMatrix found = matrix(sample.call("fJacobian", x, b));
            assertEquals(found.pattern(), sample.call("fJacobianPattern", x, b));
            Object dense = sample.call("denseJacobian", x, b);
            double[] value = (double[]) sample.plain("f", x, b);
            assertArrayEquals(value, (double[]) Sample.part(sample.call("fJacobian", x, b), "value"));
            same(dense, found, single ? 1e-5 : 1e-12);
            boolean fits = all != null && all.rows() == found.rows();
            all = fits ? all.union(found.pattern()) : found.pattern();
            same(dense, matrix(sample.call("fJacobian", x, b, all)), single ? 1e-5 : 1e-12);
        }
    }

    private static void same(Object dense, SparseMatrix found, double tolerance) {
        double[][] byX = (double[][]) Sample.part(dense, "x");
        double[] byB = (double[]) Sample.part(dense, "b");
        assertEquals(byX.length, found.rows());
        double[][] rows = found.toDense();
        for (int i = 0; i < rows.length; i++) {
            double[] wanted = Arrays.copyOf(byX[i], byX[i].length + 1);
            wanted[byX[i].length] = byB[i];
            double scale =
                    Math.max(1, Arrays.stream(wanted).map(Math::abs).max().getAsDouble());
            assertArrayEquals(wanted, rows[i], tolerance * scale);
        }
    }

    /** Random dependences, read from data: which elements are multiplied, and what loops do, is known at run time only. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void randomDependences(long seed) {
        Sample sample = both("double[] x, double b, int[][] of, int steps", """
                double[] y = new double[of.length];
                double[] state = x.clone();
                for (int t = 0; t < steps; t++) {
                    for (int i = 0; i + 1 < state.length; i++) {
                        if ((i + t) % 3 == 0) state[i] = state[i] > 0.2 ? state[i] * state[i + 1] : Math.sin(state[i]);
                    }
                }
                for (int i = 0; i < y.length; i++) {
                    double p = 1;
                    for (int j : of[i]) p *= state[j] + j;
                    y[i] = of[i].length == 2 ? p * b : of[i].length == 0 ? 3 : p;
                }
                return y;
                """, "");
        Random random = new Random(seed);
        int n = 1 + random.nextInt(70);
        int[][] of = new int[random.nextInt(90)][];
        for (int i = 0; i < of.length; i++) {
            of[i] = random.ints(random.nextInt(4), 0, n).toArray();
        }
        double[] x = random.doubles(n, -1, 1).toArray();
        int steps = random.nextInt(3);
        Object dense = sample.call("denseJacobian", x, 0.7, of, steps);
        SparseMatrix found = matrix(sample.call("fJacobian", x, 0.7, of, steps));
        same(dense, found, 1e-10);
        assertTrue(found.pattern().jacobianSweeps() <= Math.min(Math.max(1, n + 1), Math.max(1, of.length)));
        double[] v = random.doubles(n + 1, -1, 1).toArray();
        double[] product = found.times(v);
        for (int i = 0; i < of.length; i++) {
            double wanted = ((double[]) Sample.part(dense, "b"))[i] * v[n];
            for (int j = 0; j < n; j++) {
                wanted += ((double[][]) Sample.part(dense, "x"))[i][j] * v[j];
            }
            assertEquals(wanted, product[i], 1e-9 * Math.max(1, Math.abs(wanted)));
        }
    }

    /** A pattern serves at all points at which the method goes the same way; at another one that is noticed, by rows, too. */
    @Test
    void patternsAreUsedAgainAndChecked() {
        String more = "double[] y = new double[x.length * 3];"
                + " for (int i = 0; i < y.length; i++) y[i] = i % 5 == 0 && x[0] > 1 ? x[(i + 1) % x.length] * x[i % x.length] : x[i % x.length] * 2;"
                + " return y;";
        Sample sample = both(
                "double[] x",
                more,
                SPARSE + "static double[] h(double[] x) { double[] y = new double[x.length / 2];"
                        + " for (int i = 0; i < y.length; i++) y[i] = x[2 * i] * x[2 * i + 1]; if (x[0] > 1) y[0] *= x[x.length - 1]; return y; }\n");
        double[] below = {0.5, 2, 3, 4, 5, 6, 7, 8};
        double[] above = below.clone();
        above[0] = 2;
        for (String name : new String[] {"f", "h"}) {
            SparsePattern pattern = (SparsePattern) sample.call(name + "JacobianPattern", (Object) below);
            SparsePattern other = (SparsePattern) sample.call(name + "JacobianPattern", (Object) above);
            assertFalse(pattern.equals(other));
            below[3] = 9;
            assertArrayEquals(
                    dense(sample.call(name + "Jacobian", (Object) below)),
                    dense(sample.call(name + "Jacobian", below, pattern)));
            String message = assertThrows(
                            IllegalArgumentException.class, () -> sample.call(name + "Jacobian", above, pattern))
                    .getMessage();
            assertTrue(message.contains("lacks the entry in row 0 and column "), message);
            assertTrue(message.contains(name + "JacobianPattern"), message);
            assertArrayEquals(
                    dense(sample.call(name + "Jacobian", (Object) above)),
                    dense(sample.call(name + "Jacobian", above, pattern.union(other))));
        }
    }

    @Test
    void patternsOfOtherSizes() {
        Sample sample = both(
                "double[] x, int n",
                "double[] y = new double[n]; for (int i = 0; i < n; i++) y[i] = x[i % x.length]; return y;",
                "");
        for (int[] size : new int[][] {{3, 5}, {5, 3}, {0, 0}, {4, 3}, {4, 5}}) {
            SparsePattern pattern = (SparsePattern) sample.call("fJacobianPattern", new double[4], 4);
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> sample.call(
                                    "fJacobian", new double[size[0]], size[1] * Math.min(1, size[0]), pattern))
                    .getMessage();
            assertTrue(message.startsWith("the pattern is for 4"), message);
        }
    }

    /** With NaN nothing can be compared, and the dependences decide. */
    @Test
    void notANumber() {
        Sample sample = both("double[] x", "return new double[] {x[0] * x[1], x[1]};", "");
        double[] x = {Double.NaN, 2};
        SparsePattern pattern = (SparsePattern) sample.call("fJacobianPattern", (Object) x);
        assertArrayEquals(new double[] {0, 1}, dense(sample.call("fJacobian", x, pattern))[1]);
        assertTrue(Double.isNaN(matrix(sample.call("fJacobian", x, pattern)).get(0, 1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> sample.call("fJacobian", x, SparsePattern.of(2, new int[] {1}, new int[] {1})));
    }

    @Test
    void thrownExceptionsAreThoseOfTheMethod() {
        Sample sample = both(
                "double[] x", "if (x[0] > 1) throw new IllegalStateException(\"no\"); return new double[] {x[0]};", "");
        assertThrows(IllegalStateException.class, () -> sample.call("fJacobian", (Object) new double[] {2}));
    }

    /** Which partial derivatives a rule states says what a number depends on. */
    @Test
    void partialRules() {
        Sample sample = Sample.of("""
                static double area(double a, double b, double c) { return a * b + 0 * c; }
                @io.github.cotangent.PartialDerivative(method = "area", by = "a") static double byA(double a, double b, double c) { return b; }
                @io.github.cotangent.PartialDerivative(method = "area", by = "b") static double byB(double a, double b, double c) { return a; }
                @Differentiable(value = Derivative.JACOBIAN, sparse = true)
                static double[] f(double[] x) { return new double[] {area(x[0], x[1], 3), x[2]}; }
                """);
        assertArrayEquals(new double[][] {{3, 2, 0}, {0, 0, 1}}, dense(sample.call("fJacobian", (Object)
                new double[] {2, 3, 5})));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Differentiable(sparse = true) static double f(double x) { return x; }",
                "@Differentiable(value = {Derivative.VJP, Derivative.JVP}, sparse = true) static double[] f(double[] x) { return x; }",
                SPARSE + "static double f(double[] x) { return x[0]; }",
                SPARSE + "static void f(double[] x) { x[0] *= 2; }",
                SPARSE + "static double[] f(double[] x) { System.out.println(); return x; }",
                SPARSE + "static double[] f(double[] x) { x[0] = 2 * x[1]; return x; }",
                "static double[] twice(double[] x) { return new double[] {2 * x[0]}; }\n"
                        + "@io.github.cotangent.VjpRule(method = \"twice\") static void v(double[] x, double[] resultBar, double[] xBar) "
                        + "{ xBar[0] += 2 * resultBar[0]; }\n"
                        + "@io.github.cotangent.JvpRule(method = \"twice\") static double[] j(double[] x, double[] xDot) "
                        + "{ return new double[] {2 * xDot[0]}; }\n"
                        + SPARSE + "static double[] f(double[] x) { return twice(x); }"
            })
    void whatHasNoSparseJacobianIsAnError(String members) {
        MemoryCompiler.Result result = Sample.compile(members + "\n");
        assertTrue(result.errors().contains("[COT006]"), result.errors());
        assertTrue(result.errors().contains("sparse"), result.errors());
        assertEquals(0, Array.getLength(result.generated().keySet().toArray()));
    }
}
