package io.github.cotangent.ejml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.cotangent.runtime.LinearSolver;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EjmlLinearSolverTest {
    private final LinearSolver solver = new EjmlLinearSolver();

    @Test
    void isFoundAsAService() {
        assertInstanceOf(
                EjmlLinearSolver.class,
                ServiceLoader.load(LinearSolver.class).findFirst().orElseThrow());
    }

    /** A x = b and A^T x = b, with rows in very different units, and zeros where the first pivots would be. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 40})
    void solves(int n) {
        Random random = new Random(n);
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[i][j] = i == j && n > 1 ? 0 : random.nextGaussian() * Math.pow(10, 5 * i % 13 - 6);
            }
        }
        double[] x = random.doubles(n).toArray();
        double[][] before = new double[n][];
        for (int i = 0; i < n; i++) {
            before[i] = a[i].clone();
        }
        LinearSolver.Factors factors = solver.factor(a);
        double[] b = times(a, x, false);
        double[] c = times(a, x, true);
        assertArrayEquals(x, factors.solve(b), 1e-9);
        assertArrayEquals(c, times(a, factors.solveTransposed(c), true), 1e-9 * largest(c));
        assertArrayEquals(before, a);
        assertArrayEquals(b, times(a, x, false));
    }

    private static double largest(double[] b) {
        double largest = 0;
        for (double each : b) {
            largest = Math.max(largest, Math.abs(each));
        }
        return largest;
    }

    private static double[] times(double[][] a, double[] x, boolean transposed) {
        double[] b = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                b[i] += (transposed ? a[j][i] : a[i][j]) * x[j];
            }
        }
        return b;
    }

    @Test
    void singularMatricesAreRefused() {
        double[][][] singular = {
            {{0}},
            {{1, 2}, {2, 4}},
            {{1, 2}, {0, 0}},
            {{0, 1}, {0, 2}},
            // Not exactly so, because of rounding.
            {{0.1, 0.2, 0.3}, {0.4, 0.5, 0.6}, {0.7, 0.8, 0.9}},
            {{1 / 3.0, 1 / 3.0}, {0.1 + 0.2, 0.3}},
        };
        for (double[][] matrix : singular) {
            assertThrows(ArithmeticException.class, () -> solver.factor(matrix));
        }
    }

    @Test
    void smallNumbersAloneAreNotSingular() {
        assertEquals(2e200, solver.factor(new double[][] {{1e-200}}).solve(new double[] {2})[0], 1e186);
        double[] x = solver.factor(new double[][] {{1, 1}, {1e-30, 2e-30}}).solve(new double[] {3, 5e-30});
        assertArrayEquals(new double[] {1, 2}, x, 1e-14);
        double[] y = solver.factor(new double[][] {{1, 1e-30}, {1, 2e-30}}).solve(new double[] {3, 5});
        assertArrayEquals(new double[] {1, 2e30}, y, 1e17);
    }
}
