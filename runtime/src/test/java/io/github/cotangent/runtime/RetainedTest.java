package io.github.cotangent.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetainedTest {

    private static SavedValues saved(Object... shadows) {
        return seen -> {
            for (Object shadow : shadows) {
                seen.accept(shadow);
            }
        };
    }

    @Test
    void numbersAreZeroAndRowsWhereTheyWere() {
        double[] row = new double[2];
        double[][] rows = {row, null, new double[1]};
        float[] singles = new float[1];
        Retained retained = Retained.of(saved(saved(rows, null), singles));
        for (int i = 0; i < 3; i++) {
            Retained.restore(retained);
            assertArrayEquals(new double[2], row);
            assertArrayEquals(new float[1], singles);
            assertSame(row, rows[0]);
            row[1] = 5;
            singles[0] = 3;
            rows[0] = rows[2];
            rows[2] = row;
        }
    }

    /** What the sweep takes back in a list or map is there to be taken back by the next one. */
    @Test
    void containersAndTheirChanges() {
        List<double[]> original = new ArrayList<>(List.of(new double[1], new double[2]));
        ListTangent<double[]> list = Zeros.of(ListTangent.class, Zeros.Held.numbers(1), original);
        double[] first = list.get(0);
        list.remove(0);
        list.add(new double[3]);
        Map<String, double[]> map = new HashMap<>(Map.of("a", new double[1]));
        MapTangent<double[]> values = Zeros.of(MapTangent.class, Zeros.Held.numbers(1), map);
        values.put("b", new double[2]);
        Retained retained = Retained.of(saved(list, values));
        for (int i = 0; i < 3; i++) {
            Retained.restore(retained);
            assertEquals(2, list.size());
            assertEquals(3, list.get(1).length);
            assertEquals(0, list.get(1)[0]);
            assertEquals(2, values.size());
            list.get(1)[0] = 7;
            list.undo();
            list.undo();
            values.undo();
            assertSame(first, list.get(0));
            assertEquals(1, values.size());
        }
    }

    @Test
    void tangents() {
        DoubleTangent box = new DoubleTangent();
        ListTangent<DoubleTangent> list = ListTangent.of(box);
        Retained retained = Retained.of(saved((Object) new ListTangent<?>[] {list}));
        Retained.restore(retained);
        box.doubleValue = 4;
        list.set(0, new DoubleTangent());
        Retained.restore(retained);
        assertSame(box, list.get(0));
        assertEquals(0, box.doubleValue);
    }

    @Test
    void whatCannotBeRestoredIsRefused() {
        Exception thrown = assertThrows(IllegalStateException.class, () -> Retained.of(saved(new Object())));
        assertTrue(thrown.getMessage().contains("compile the class it comes from again"), thrown.getMessage());
    }
}
