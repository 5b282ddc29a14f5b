package io.github.cotangent.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class SparseMatrixTest {
    private final SparsePattern pattern = SparsePattern.of(4, new int[] {3, 1}, new int[0], new int[] {0});
    private final SparseMatrix matrix = new SparseMatrix(pattern, new double[] {5, 7, 11});

    @Test
    void elements() {
        assertEquals(3, matrix.rows());
        assertEquals(4, matrix.columns());
        assertEquals(5, matrix.get(0, 1));
        assertEquals(7, matrix.get(0, 3));
        assertEquals(0, matrix.get(1, 3));
        assertArrayEquals(new double[][] {{0, 5, 0, 7}, {0, 0, 0, 0}, {11, 0, 0, 0}}, matrix.toDense());
        assertArrayEquals(new int[] {0, 2, 2, 3}, matrix.rowStart());
        assertArrayEquals(new int[] {1, 3, 0}, matrix.column());
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.get(3, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.get(0, 4));
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.get(0, -1));
    }

    @Test
    void products() {
        assertArrayEquals(new double[] {10 + 28, 0, 11}, matrix.times(new double[] {1, 2, 3, 4}));
        assertThrows(IllegalArgumentException.class, () -> matrix.times(new double[3]));
    }

    @Test
    void patterns() {
        assertTrue(pattern.contains(0, 3));
        assertFalse(pattern.contains(0, 2));
        SparsePattern other = SparsePattern.of(4, new int[] {2, 1}, new int[] {3}, new int[] {0});
        assertNotEquals(pattern, other);
        assertEquals(SparsePattern.of(4, new int[] {1, 2, 3}, new int[] {3}, new int[] {0}), pattern.union(other));
        assertEquals(pattern, pattern.transposed().transposed());
        assertThrows(IllegalArgumentException.class, () -> pattern.union(SparsePattern.of(3, new int[3][0])));
        assertThrows(IllegalArgumentException.class, () -> SparsePattern.of(2, new int[] {2}));
        assertThrows(IllegalArgumentException.class, () -> SparsePattern.of(2, new int[] {-1}));
        assertThrows(IllegalArgumentException.class, () -> SparsePattern.of(2, new int[] {1, 1}));
    }

    @Test
    void serialized() throws Exception {
        pattern.jacobianSweeps();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(matrix);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            SparseMatrix read = (SparseMatrix) in.readObject();
            assertEquals(pattern, read.pattern());
            assertEquals(pattern.jacobianSweeps(), read.pattern().jacobianSweeps());
            assertArrayEquals(matrix.values(), read.values());
        }
    }
}
