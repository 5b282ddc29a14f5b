package io.github.cotangent.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class DirectionsTest {
    @Test
    void oneNumberAfterTheOther() {
        Directions directions = Directions.of(1.5, new double[] {7, 8}, 2f, new float[][] {{1}, null, {2, 3}});
        assertEquals(7, directions.size());
        float[][] matrix = directions.array(3);
        double[] vector = directions.array(1);
        for (int i = 0; i < 7; i++) {
            directions.turn(i);
            assertEquals(i == 0 ? 1 : 0, directions.number(0));
            assertArrayEquals(new double[] {i == 1 ? 1 : 0, i == 2 ? 1 : 0}, vector);
            assertEquals(i == 3 ? 1 : 0, directions.number(2));
            assertArrayEquals(new float[] {i == 4 ? 1 : 0}, matrix[0]);
            assertArrayEquals(new float[] {i == 5 ? 1 : 0, i == 6 ? 1 : 0}, matrix[2]);
        }
    }

    /** An array that is passed twice has two places and moves at both. */
    @Test
    void sharedArraysShareTheirDirections() {
        double[] row = {1, 2};
        Directions directions = Directions.of(row, new double[][] {row, {3, 4}, row});
        assertEquals(8, directions.size());
        double[][] matrix = directions.array(1);
        assertSame(directions.array(0), matrix[0]);
        assertSame(matrix[0], matrix[2]);
        directions.turn(7);
        assertArrayEquals(new double[] {0, 1}, matrix[0]);
        directions.turn(2);
        assertArrayEquals(new double[] {1, 0}, matrix[2]);
    }

    @Test
    void emptyRowsHaveNoDirection() {
        Directions directions = Directions.of(new double[0], new double[] {1});
        assertEquals(1, directions.size());
        directions.turn(0);
        assertArrayEquals(new double[] {1}, directions.<double[]>array(1));
    }

    @Test
    void valuesAreFlattenedInOrder() {
        Directions directions = Directions.of(1.5, new double[][] {{7}, {8}}, new float[1]);
        assertArrayEquals(new double[] {1, 2, 3, 4}, Components.flat(1.0, new double[][] {{2}, {3}}, new float[] {4}));
    }

    @Test
    void theMatrixBecomesSymmetric() {
        double[][] matrix = {{1, 2}, {4, 5}};
        assertSame(matrix, Directions.symmetric(matrix));
        assertArrayEquals(new double[] {1, 3}, matrix[0]);
        assertArrayEquals(new double[] {3, 5}, matrix[1]);
    }
}
