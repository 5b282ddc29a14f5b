package io.github.cotangent.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CotangentsTest {
    @Test
    void theFirstAddendIsCopied() {
        double[] addend = {1, 2};
        double[] sum = Cotangents.add("w", null, addend);
        assertArrayEquals(addend, sum);
        assertNotSame(addend, sum);
        float[] single = {1};
        assertNotSame(single, Cotangents.add("w", null, single));
        double[][] matrix = {{1}, null};
        double[][] copy = Cotangents.add("w", null, matrix);
        assertArrayEquals(matrix, copy);
        assertNotSame(matrix[0], copy[0]);
    }

    @Test
    void laterAddendsGoIntoTheSameArray() {
        double[] sum = {1, 2};
        assertSame(sum, Cotangents.add("w", sum, new double[] {10, 20}));
        assertArrayEquals(new double[] {11, 22}, sum);
        float[] single = {1};
        assertSame(single, Cotangents.add("w", single, new float[] {2}));
        assertArrayEquals(new float[] {3}, single);
        double[][] matrix = {{1}, {2, 3}, null};
        assertSame(matrix, Cotangents.add("w", matrix, new double[][] {{1}, {1, 1}, null}));
        assertArrayEquals(new double[][] {{2}, {3, 4}, null}, matrix);
    }

    @Test
    void nothingAddedChangesNothing() {
        double[] sum = {1};
        assertSame(sum, Cotangents.add("w", sum, null));
        assertNull(Cotangents.add("w", (double[]) null, null));
        assertNull(Cotangents.add("w", (float[]) null, null));
        assertNull(Cotangents.add("w", (float[][]) null, null));
        float[][] matrix = {{1}};
        assertSame(matrix, Cotangents.add("w", matrix, null));
    }

    @Test
    void otherShapesAreRefusedBeforeAnythingIsAdded() {
        double[] sum = {1, 2};
        assertThrows(IllegalArgumentException.class, () -> Cotangents.add("w", sum, new double[3]));
        assertThrows(IllegalArgumentException.class, () -> Cotangents.add("w", new float[1], new float[3]));
        double[][] matrix = {{1}, {2}};
        assertThrows(IllegalArgumentException.class, () -> Cotangents.add("w", matrix, new double[][] {{5}, {6, 7}}));
        assertArrayEquals(new double[][] {{1}, {2}}, matrix);
    }

    @Test
    void addingAnArrayToItselfDoublesIt() {
        double[][] sum = {{1}, {2}};
        Cotangents.add("w", sum, sum);
        assertArrayEquals(new double[][] {{2}, {4}}, sum);
    }

    /** Whatever rows the addends share, each place of the sum is the sum over that place. */
    @Test
    void sharedRowsCountInEachPlace() {
        double[] row = {1};
        double[][] shared = {row, row, {5}};
        double[][] separate = {{10}, {20}, {30}};
        double[][] one = Cotangents.add("w", Cotangents.add("w", null, shared), separate);
        assertArrayEquals(new double[][] {{11}, {21}, {35}}, one);
        double[][] two = Cotangents.add("w", Cotangents.add("w", null, separate), shared);
        assertArrayEquals(new double[][] {{11}, {21}, {35}}, two);
        double[] otherRow = {7};
        double[][] otherwise = {{2}, otherRow, otherRow};
        double[][] three = Cotangents.add("w", Cotangents.add("w", null, shared), otherwise);
        assertArrayEquals(new double[][] {{3}, {8}, {12}}, three);
    }

    @Test
    void rowsSharedByAllAddendsStayShared() {
        double[] row = {1};
        double[][] shared = {row, row};
        double[][] sum = Cotangents.add("w", null, shared);
        assertSame(sum[0], sum[1]);
        assertSame(sum, Cotangents.add("w", sum, shared));
        assertArrayEquals(new double[][] {{2}, {2}}, sum);
    }

    @Test
    void clearKeepsTheArrays() {
        double[] a = {1, 2};
        Cotangents.clear(a);
        assertArrayEquals(new double[2], a);
        float[] b = {1};
        Cotangents.clear(b);
        assertArrayEquals(new float[1], b);
        double[] row = {1};
        double[][][] c = {{row, null}, {row, {3}}, null};
        Cotangents.clear(c);
        assertArrayEquals(new double[][][] {{{0}, null}, {{0}, {0}}, null}, c);
        assertSame(row, c[0][0]);
        float[][] d = {{1}};
        Cotangents.clear(d);
        assertArrayEquals(new float[1][1], d);
    }

    @Test
    void clearingNothingIsFine() {
        Cotangents.clear((double[]) null);
        Cotangents.clear((float[]) null);
        Cotangents.clear((Object) null);
    }
}
