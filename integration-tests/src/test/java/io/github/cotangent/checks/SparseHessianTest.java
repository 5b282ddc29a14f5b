package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.runtime.SparseMatrix;
import io.github.cotangent.runtime.SparsePattern;
import io.github.cotangent.testing.MemoryCompiler;
import io.github.cotangent.testing.Sample;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sparse Hessians: closed forms, the dense ones, numbers of products, and patterns that are used again. */
class SparseHessianTest {
    private static final String SPARSE = "@Differentiable(value = Derivative.HESSIAN, sparse = true) ";
    private static final String DENSE = "@Differentiable(value = Derivative.HESSIAN, name = \"dense\") ";

    private static Sample both(String parameters, String body, String members) {
        String quiet = "@SuppressWarnings(\"cotangent\") ";
        return Sample.of(quiet + SPARSE + "static double f(" + parameters + ") { " + body + " }\n" + quiet + DENSE
                + "static double g(" + parameters + ") { " + body + " }\n" + members);
    }

    private static void same(double[][] dense, SparseMatrix found) {
        double[][] rows = found.toDense();
        assertEquals(dense.length, rows.length);
        double scale = Math.max(
                1,
                Arrays.stream(dense)
                        .flatMapToDouble(Arrays::stream)
                        .map(Math::abs)
                        .max()
                        .orElse(1));
        for (int i = 0; i < rows.length; i++) {
            assertArrayEquals(dense[i], rows[i], 1e-12 * scale);
            for (int j = 0; j < i; j++) {
                assertEquals(rows[i][j], rows[j][i]);
            }
        }
    }

    @Test
    void closedForm() {
        Sample sample = both("double a, double[] x", "return a * a * x[0] + 5 * x[1] + x[2] * x[2] * 3;", "");
        SparseMatrix hessian = (SparseMatrix) sample.call("fHessian", 2.0, new double[] {3, 5, 7});
        assertArrayEquals(new double[][] {{6, 4, 0, 0}, {4, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 6}}, hessian.toDense());
        assertEquals(
                SparsePattern.of(4, new int[] {0, 1}, new int[] {0}, new int[0], new int[] {3}), hessian.pattern());
    }

    /** Where cotangents are exactly zero, entries are, too; elsewhere they are not, and the pattern has them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x[0] * x[1] * x[2]",
                "Math.sin(x[0] * x[1]) * x[2]",
                "x[2] * x[2] * (Math.sqrt(x[0] + 1) / (x[1] + 2))",
                "Math.pow(x[0] * x[1], 2) * Math.exp(x[2])",
                "x[2] * Math.atan2(x[0] + 1, x[1])"
            })
    void vanishingCotangents(String product) {
        Sample sample = both("double[] x", "return " + product + ";", "");
        SparseMatrix zero = (SparseMatrix) sample.call("fHessian", (Object) new double[3]);
        same((double[][]) sample.call("denseHessian", (Object) new double[3]), zero);
        double[] x = {2, 3, 5};
        same((double[][]) sample.call("denseHessian", (Object) x), (SparseMatrix)
                sample.call("fHessian", x, zero.pattern()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 1000, 100_000})
    void aTridiagonalOneTakesThreeProducts(int n) {
        Sample sample = Sample.of(SPARSE + """
                static double f(double[] x) {
                    double s = x[0] * x[0];
                    for (int i = 0; i + 1 < x.length; i++) {
                        double a = x[i + 1] - x[i] * x[i];
                        s += 100 * a * a + (1 - x[i]) * (1 - x[i]);
                    }
                    return s;
                }
                """);
        double[] x = new Random(n).doubles(n, -1, 1).toArray();
        SparseMatrix hessian = (SparseMatrix) sample.call("fHessian", (Object) x);
        assertEquals(n > 3 ? 3 : Math.min(n, 2), hessian.pattern().hessianSweeps());
        assertEquals(3L * n - 2, hessian.values().length);
        for (int i = 0; i + 1 < n; i++) {
            double diagonal = 1200 * x[i] * x[i] - 400 * x[i + 1] + 2 + (i > 0 ? 200 : 2);
            assertEquals(diagonal, hessian.get(i, i), 1e-9);
            assertEquals(-400 * x[i], hessian.get(i, i + 1), 1e-10);
            assertEquals(-400 * x[i], hessian.get(i + 1, i), 1e-10);
        }
        assertEquals(n > 1 ? 200 : 2, hessian.get(n - 1, n - 1), 1e-10);
    }

    /** One variable that meets all others, the first or the last: a star coloring needs two products, not n. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "x.length - 1", "x.length / 2"})
    void anArrowTakesTwoProducts(String hub) {
        Sample sample = both(
                "double[] x",
                "double s = 0; for (int i = 0; i < x.length; i++) s += x[" + hub
                        + "] * x[i] * x[i] + Math.sin(x[i]); return s;",
                "");
        double[] x = new Random(7).doubles(50, -1, 1).toArray();
        SparseMatrix hessian = (SparseMatrix) sample.call("fHessian", (Object) x);
        assertEquals(2, hessian.pattern().hessianSweeps());
        assertEquals(3 * 50 - 2, hessian.values().length);
        same((double[][]) sample.call("denseHessian", (Object) x), hessian);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "double s = 0; for (double[] r : m) for (int j = 0; j + 1 < r.length; j++) s += Math.exp(r[j] * r[j + 1]) * b; return s;",
                "double s = 1; for (int i = 0; i < m.length; i++) { if (m[i][0] > 0) s += helper(m[i], b); else s -= m[i][0] * x[0]; } return s;",
                "double[] t = x.clone(); for (int i = 1; i < t.length; i++) t[i] = t[i - 1] > 0 ? t[i] * t[i - 1] : t[i] + 1; return t[2] * t[2] + b;",
                "double s = b; int k = 0; while (s < 9) { s = s * 1.5 + x[k % 3] * x[k % 3] * 0.1; k++; } return s + m[0][1];",
                "P p = new P(x[0], null); for (double v : x) p = new P(v * p.v(), p); return p.v() + p.next().v() * b;",
                "java.util.List<double[]> l = new java.util.ArrayList<>(); for (double v : x) l.add(new double[] {v, b}); return 3 * x[0] * b;",
                "double s = Math.max(x[0], x[1]) * b; double[] y = new double[3]; System.arraycopy(x, 0, y, 1, 2); return s + y[1] * y[2] * y[0];",
                "return Math.hypot(x[0], x[1]) / (1 + b * b) + Math.pow(2 + x[2], 3) + Math.log(2 + m[1][0]);",
                "return 5;",
                "return x[0] + 2 * b - m[0][0];"
            })
    void theSameAsDense(String body) {
        Sample sample = both("double[] x, double b, double[][] m", body, """
                record P(double v, P next) {}
                static double helper(double[] r, double b) { return r.length == 1 ? r[0] * r[0] : r[0] * helper(new double[] {r[1] * b}, b); }
                """);
        Random random = new Random(13);
        for (int point = 0; point < 6; point++) {
            double[] x = random.doubles(3, -1, 1).toArray();
            double b = random.nextDouble();
            double[][] m = {
                random.doubles(2, -1, 1).toArray(), random.doubles(2, -1, 1).toArray()
            };
            double[][] dense = (double[][]) sample.call("denseHessian", x, b, m);
            SparseMatrix hessian = (SparseMatrix) sample.call("fHessian", x, b, m);
            same(dense, hessian);
            assertEquals(hessian.pattern(), sample.call("fHessianPattern", x, b, m));
            same(dense, (SparseMatrix) sample.call("fHessian", x, b, m, hessian.pattern()));
        }
    }

    /** Which elements meet is read from data. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void randomDependences(long seed) {
        Sample sample = both("double[] x, double[] w, int[][] of", """
                double s = 0;
                for (int i = 0; i < of.length; i++) {
                    double p = w[i % w.length];
                    for (int j : of[i]) p = p > 0.5 ? p * x[j] : p + Math.cos(x[j] * p);
                    s += p;
                }
                return s;
                """, "");
        Random random = new Random(seed);
        int n = 1 + random.nextInt(40);
        int[][] of = new int[random.nextInt(60)][];
        for (int i = 0; i < of.length; i++) {
            of[i] = random.ints(random.nextInt(4), 0, n).toArray();
        }
        double[] x = random.doubles(n, -1, 1).toArray();
        double[] w = random.doubles(1 + random.nextInt(9), -1, 1).toArray();
        same((double[][]) sample.call("denseHessian", x, w, of), (SparseMatrix) sample.call("fHessian", x, w, of));
    }

    @Test
    void patternsAreUsedAgainAndChecked() {
        Sample sample = both(
                "double[] x",
                "double s = 0; for (double v : x) s += v * v * v; return x[0] > 1 ? s + x[2] * x[4] : s;",
                "");
        double[] below = {0, 1, 2, 3, 4};
        double[] above = {2, 1, 2, 3, 4};
        SparsePattern pattern = (SparsePattern) sample.call("fHessianPattern", (Object) below);
        assertEquals(1, pattern.hessianSweeps());
        String message = assertThrows(IllegalArgumentException.class, () -> sample.call("fHessian", above, pattern))
                .getMessage();
        assertTrue(message.contains("lacks the entry in row 2 and column 4"), message);
        SparsePattern all = pattern.union((SparsePattern) sample.call("fHessianPattern", (Object) above));
        for (double[] x : new double[][] {below, above}) {
            same((double[][]) sample.call("denseHessian", (Object) x), (SparseMatrix) sample.call("fHessian", x, all));
        }
        assertThrows(IllegalArgumentException.class, () -> sample.call("fHessian", new double[4], all));
        assertThrows(
                IllegalArgumentException.class,
                () -> sample.call("fHessian", below, SparsePattern.of(5, new int[] {0}, new int[] {1})));
    }

    @Test
    void argumentsThatAreTheSameArray() {
        Sample sample = both("double[] x, double[] y", "return x[0] * y[1] * y[1];", "");
        double[] x = {2, 3};
        same((double[][]) sample.call("denseHessian", x, x), (SparseMatrix) sample.call("fHessian", x, x));
        same((double[][]) sample.call("denseHessian", x, x.clone()), (SparseMatrix)
                sample.call("fHessian", x, x.clone()));
    }

    @Test
    void emptyOnes() {
        Sample sample = both("double[] x", "double s = 0; for (double v : x) s += v * v; return s;", "");
        assertEquals(0, ((SparseMatrix) sample.call("fHessian", (Object) new double[0])).rows());
    }

    /** Where HVP stands beside it. */
    @Test
    void withProducts() {
        Sample sample = Sample.of("@Differentiable(value = {Derivative.HVP, Derivative.HESSIAN}, sparse = true) "
                + "static double f(double[] x) { return x[0] * x[1] * x[1]; }\n");
        SparseMatrix hessian = (SparseMatrix) sample.call("fHessian", (Object) new double[] {2, 3});
        double[] product = (double[]) Sample.part(sample.call("fHvp", new double[] {2, 3}, new double[] {5, 7}), "x");
        assertArrayEquals(product, hessian.times(new double[] {5, 7}), 1e-13);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "record P(double v) {}\n" + SPARSE + "static double f(P p) { return p.v(); }",
                SPARSE + "static double f(double[] x) { x[0] = 3; return x[1]; }",
                SPARSE + "static double[] f(double[] x) { return x; }"
            })
    void whatHasNoSparseHessianIsAnError(String members) {
        MemoryCompiler.Result result = Sample.compile(members + "\n");
        assertTrue(result.errors().contains("[COT006]"), result.errors());
    }
}
