package io.github.cotangent.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SavesTest {
    @Test
    void contentsStayInFront() {
        assertArrayEquals(new double[] {1, 2}, Arrays.copyOf(Saves.grow(new double[] {1, 2}), 2));
        assertArrayEquals(new float[] {1, 2}, Arrays.copyOf(Saves.grow(new float[] {1, 2}), 2));
        assertArrayEquals(new long[] {1, 2}, Arrays.copyOf(Saves.grow(new long[] {1, 2}), 2));
        assertArrayEquals(new int[] {1, 2}, Arrays.copyOf(Saves.grow(new int[] {1, 2}), 2));
        assertArrayEquals(new short[] {1, 2}, Arrays.copyOf(Saves.grow(new short[] {1, 2}), 2));
        assertArrayEquals(new char[] {1, 2}, Arrays.copyOf(Saves.grow(new char[] {1, 2}), 2));
        assertArrayEquals(new byte[] {1, 2}, Arrays.copyOf(Saves.grow(new byte[] {1, 2}), 2));
        assertArrayEquals(new boolean[] {true, false}, Arrays.copyOf(Saves.grow(new boolean[] {true, false}), 2));
    }

    @Test
    void referencesKeepTheirTypeAndIdentity() {
        double[][] rows = {{1}, {2}};
        double[][] grown = Saves.grow(rows);
        assertSame(rows[1], grown[1]);
        assertEquals(16, grown.length);
    }

    @Test
    void capacityAtLeastDoubles() {
        assertEquals(16, Saves.grow(new double[0]).length);
        assertEquals(16, Saves.grow(new int[8]).length);
        assertEquals(34, Saves.grow(new byte[17]).length);
        for (int capacity = 0, steps = 0; capacity < Integer.MAX_VALUE - 8; steps++) {
            int next = Saves.capacityAfter(capacity);
            assertTrue(
                    next >= 16 && (next >= 2L * capacity || next == Integer.MAX_VALUE - 8), capacity + " to " + next);
            assertTrue(steps < 32);
            capacity = next;
        }
    }

    @Test
    void theLongestArrayCannotGrow() {
        for (int capacity : new int[] {Integer.MAX_VALUE - 8, Integer.MAX_VALUE}) {
            OutOfMemoryError error = assertThrows(OutOfMemoryError.class, () -> Saves.capacityAfter(capacity));
            assertTrue(error.getMessage().contains("fewer iterations"), error.getMessage());
        }
    }
}
