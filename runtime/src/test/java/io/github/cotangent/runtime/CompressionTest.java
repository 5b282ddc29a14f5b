package io.github.cotangent.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Matrices found again in products with the vectors that are asked for. */
class CompressionTest {
    private static double[] product(double[][] matrix, int columns, double[] vector, boolean byColumns) {
        double[] product = new double[byColumns ? matrix.length : columns];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < columns; j++) {
                product[byColumns ? i : j] += matrix[i][j] * vector[byColumns ? j : i];
            }
        }
        return product;
    }

    private static SparseMatrix found(Compression compression, double[][] matrix, int columns) {
        for (int sweep = 0; sweep < compression.sweeps(); sweep++) {
            double[] vector = compression.direction(sweep);
            compression.put(sweep, product(matrix, columns, vector, compression.isByColumns()));
        }
        return compression.matrix();
    }

    private static SparsePattern pattern(double[][] matrix, int columns) {
        int[][] rows = new int[matrix.length][];
        for (int i = 0; i < rows.length; i++) {
            double[] row = matrix[i];
            rows[i] = IntStream.range(0, columns).filter(j -> row[j] != 0).toArray();
        }
        return SparsePattern.of(columns, rows);
    }

    /** A random matrix; for a tall one it is mostly rows that are colored, for a wide one columns. */
    private static double[][] random(Random random, int rows, int columns, double density) {
        double[][] matrix = new double[rows][columns];
        for (double[] row : matrix) {
            for (int j = 0; j < columns; j++) {
                row[j] = random.nextDouble() < density ? random.nextInt(1, 1000) : 0;
            }
        }
        return matrix;
    }

    @Test
    void randomJacobians() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int columns = random.nextInt(30);
            double[][] matrix = random(random, random.nextInt(30), columns, random.nextDouble() * random.nextDouble());
            SparsePattern pattern = pattern(matrix, columns);
            assertArrayEquals(
                    matrix,
                    found(Compression.ofJacobian(pattern), matrix, columns).toDense());
            Compression checked = Compression.ofJacobianChecked(pattern);
            assertArrayEquals(matrix, found(checked, matrix, columns).toDense());
            assertFalse(checked.isDoubtful());
            assertTrue(pattern.jacobianSweeps() <= Math.max(1, Math.min(matrix.length, columns)));
        }
    }

    @Test
    void randomHessians() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int n = random.nextInt(30);
            double[][] matrix = random(random, n, n, 0.6 * random.nextDouble() * random.nextDouble());
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    matrix[j][i] = matrix[i][j];
                }
            }
            SparsePattern pattern = pattern(matrix, n);
            assertArrayEquals(
                    matrix, found(Compression.ofHessian(pattern), matrix, n).toDense());
            Compression checked = Compression.ofHessianChecked(pattern);
            assertArrayEquals(matrix, found(checked, matrix, n).toDense());
            assertFalse(checked.isDoubtful());
            assertTrue(pattern.hessianSweeps() <= Math.max(1, n));
        }
    }

    /** Whatever entry is missing, and wherever: the matrix is not that of the random product. */
    @Test
    void aMissingEntryIsNoticed() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int n = 2 + random.nextInt(20);
            double[][] matrix = random(random, n, n + seed % 2, 0.3);
            int row = random.nextInt(n);
            int column = random.nextInt(n);
            double[][] less = new double[n][];
            for (int i = 0; i < n; i++) {
                less[i] = matrix[i].clone();
            }
            less[row][column] = 0;
            matrix[row][column] = 0.001;
            SparsePattern wrong = pattern(less, n + seed % 2);
            Compression compression = Compression.ofJacobianChecked(wrong);
            found(compression, matrix, n + seed % 2);
            assertTrue(compression.isDoubtful());
            SparsePattern here = pattern(matrix, n + seed % 2);
            String message = assertThrows(IllegalArgumentException.class, () -> compression.require(here, "finder"))
                    .getMessage();
            assertTrue(message.contains("row " + row + " and column " + column + ":"), message);
            compression.require(wrong, "finder");
        }
    }

    @Test
    void numbersOfSweeps() {
        int[][] arrow = new int[40][];
        int[][] column = new int[40][];
        for (int i = 0; i < 40; i++) {
            arrow[i] = i == 0 ? IntStream.range(0, 40).toArray() : new int[] {0, i};
            column[i] = i == 0 ? new int[] {0} : new int[] {0, i};
        }
        assertEquals(2, SparsePattern.of(40, arrow).hessianSweeps());
        assertEquals(2, SparsePattern.of(40, column).jacobianSweeps());
        assertEquals(1, SparsePattern.of(40, new int[40][0]).jacobianSweeps());
        assertEquals(1, SparsePattern.of(40, IntStream.range(0, 40).toArray()).jacobianSweeps());
    }

    @Test
    void sizesHaveToFit() {
        Compression compression = Compression.ofJacobian(SparsePattern.of(3, new int[] {0}, new int[] {1}));
        assertThrows(IllegalArgumentException.class, () -> compression.put(0, new double[5]));
        assertThrows(
                IllegalArgumentException.class,
                () -> Compression.ofHessian(SparsePattern.of(3, new int[] {0}, new int[] {1})));
    }
}
