package io.github.cotangent.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivatives of maps: what is done to them as it is done to a map, what is taken back, and their sums. */
class MapTangentTest {
    private static final double[] A = {1};
    private static final double[] B = {2};
    private static final double[] C = {3};

    private static MapTangent<double[]> map(Object... entries) {
        return MapTangent.of(entries);
    }

    private static MapTangent<double[]> shadow(Map<?, double[]> original) {
        return Zeros.of(MapTangent.class, Zeros.Held.numbers(1), original);
    }

    private static Map<Object, double[]> entries(MapTangent<double[]> map) {
        Map<Object, double[]> entries = new HashMap<>();
        map.keys().forEach(key -> entries.put(key, map.get(key)));
        return entries;
    }

    // ---- operations

    @Test
    void keysComeAndGo() {
        MapTangent<double[]> map = new MapTangent<>();
        assertEquals(0, map.size());
        assertNull(map.put("a", A));
        assertNull(map.putIfAbsent("b", B));
        assertSame(B, map.putIfAbsent("b", C));
        assertSame(A, map.put("a", C));
        assertSame(C, map.get("a"));
        assertNull(map.get("z"));
        assertSame(A, map.getOrDefault("z", A));
        assertEquals(Set.of("a", "b"), map.keys());
        assertThrows(UnsupportedOperationException.class, () -> map.keys().remove("a"));
        map.putAll(map("c", A, "a", B));
        assertEquals(3, map.size());
        assertSame(B, map.remove("a"));
        assertNull(map.remove("a"));
        MapTangent<double[]> copy = MapTangent.copyOf(map);
        map.removeAll();
        assertEquals(0, map.size());
        assertEquals(2, copy.size());
    }

    /** The order in which the values are gone through is the original's. */
    @Test
    void viewsHaveTheOrderOfTheOriginal() {
        Map<String, double[]> original = new LinkedHashMap<>();
        original.put("b", B);
        original.put("a", A);
        MapTangent<double[]> map = map("a", C, "b", B);
        List<double[]> values = new ArrayList<>();
        map.values(original).forEach(values::add);
        assertEquals(List.of(B, C), values);
        List<Object> keys = new ArrayList<>();
        ListTangent<Map.Entry<Object, double[]>> entries = map.entrySet(original);
        entries.forEach(entry -> keys.add(entry.getKey()));
        assertEquals(List.of("b", "a"), keys);
        original.remove("b");
        map.remove("b");
        List<double[]> later = new ArrayList<>();
        entries.forEach(entry -> later.add(entry.getValue()));
        assertEquals(List.of(C), later, "a view sees later changes");
    }

    /** An entry of a map shows what its key has now; where another thread may change that, what it had. */
    @Test
    void entriesFollowTheMap() {
        Map<String, double[]> original = new HashMap<>(Map.of("a", A));
        MapTangent<double[]> map = map("a", A);
        Map.Entry<Object, double[]> entry = map.entrySet(original).iterator().next();
        Map.Entry<Object, double[]> fixed =
                map.entrySet(new ConcurrentHashMap<>(original)).iterator().next();
        map.put("a", B);
        assertEquals("a", entry.getKey());
        assertSame(B, entry.getValue());
        assertSame(A, fixed.getValue());
        map.remove("a");
        assertSame(A, entry.getValue());
        assertThrows(UnsupportedOperationException.class, () -> entry.setValue(C));
    }

    // ---- taking back

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyChangeIsTakenBack(int seed) {
        Random random = new Random(seed);
        MapTangent<double[]> map = shadow(Map.of("k1", A, "k2", B));
        List<Map<Object, double[]>> states = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            states.add(entries(map));
            change(map, random);
        }
        for (int i = states.size() - 1; i >= 0; i--) {
            map.undo();
            assertEquals(states.get(i), entries(map), "change " + i);
        }
    }

    private static void change(MapTangent<double[]> map, Random random) {
        String key = "k" + random.nextInt(6);
        double[] fresh = {random.nextInt()};
        switch (random.nextInt(8)) {
            case 0, 1 -> map.put(key, fresh);
            case 2, 3 -> map.putIfAbsent(key, fresh);
            case 4, 5 -> map.remove(key);
            case 6 -> map.putAll(map(key, fresh, "k1", null));
            default -> {
                if (random.nextInt(5) == 0) {
                    map.removeAll();
                } else {
                    map.put(key, null);
                }
            }
        }
    }

    @Test
    void whatNobodyElseHasSeenStaysAsItIs() {
        MapTangent<double[]> map = map("a", A);
        map.put("b", B);
        map.undo();
        assertEquals(2, map.size());
    }

    // ---- sums, seeds, text

    @Test
    void valuesAddUp() {
        MapTangent<double[]> sum = Cotangents.add("p", null, map("a", A, "b", null));
        assertNotSame(A, sum.get("a"));
        assertSame(sum, Cotangents.add("p", sum, map("b", B, "a", C)));
        assertArrayEquals(new double[] {4}, sum.get("a"));
        assertArrayEquals(new double[] {2}, sum.get("b"));
        assertArrayEquals(new double[] {1}, A, "addends keep their contents");
        double[] live = sum.get("a");
        sum.clear();
        assertSame(live, sum.get("a"));
        assertArrayEquals(new double[] {0}, live);
    }

    @Test
    void mapsWithOtherKeysAreNotAdded() {
        MapTangent<double[]> sum = map("a", new double[] {1}, "b", new double[] {2});
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Cotangents.add("p", sum, map("a", A, "c", C)));
        assertEquals(
                "p: this gradient holds a map with the keys [a, b], the argument is a map with the keys [a, c]; use a new object"
                        + " for objects of other classes",
                e.getMessage());
        assertArrayEquals(new double[] {1}, sum.get("a"), "nothing was added");
        e = assertThrows(IllegalArgumentException.class, () -> Cotangents.add("p", sum, ListTangent.of(A)));
        assertTrue(e.getMessage().contains("the argument is a list of 1"), e.getMessage());
        e = assertThrows(
                IllegalArgumentException.class, () -> Cotangents.add("p", sum, map("a", A, "b", new double[3])));
        assertTrue(e.getMessage().startsWith("p[b]: this gradient holds an array of shape [1]"), e.getMessage());
        assertArrayEquals(new double[] {1}, sum.get("a"), "nothing was added");
    }

    @Test
    void aSeedHasTheKeysOfTheMap() {
        Shadows.check("mBar", map("a", A), map("a", B));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Shadows.check("mBar", map("b", A), map("a", B)));
        assertEquals(
                "mBar: pass a map with the keys [a], the shape of the object it is the derivative of; this one is a map with the"
                        + " keys [b]",
                e.getMessage());
    }

    @Test
    void itSaysWhatIsInIt() {
        assertEquals("MapTangent[[a]=[1.0], [7]=null]", map("a", A, 7, null).toString());
    }

    // ---- which keys are the same

    @Test
    void keysAreTheSameThatAreTheSameForTheOriginal() {
        Map<String, double[]> original = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        original.put("Abc", A);
        MapTangent<double[]> map = shadow(original);
        assertSame(map.get("Abc"), map.get("aBC"));
        map.put("ABC", B);
        assertEquals(1, map.size());
        map.undo();
        MapTangent<double[]> sum = Cotangents.add("p", null, map);
        assertArrayEquals(new double[] {0}, sum.get("Abc"));
    }

    @Test
    void aForeignMapMayNotChange() {
        final class Mine extends HashMap<String, double[]> {
            private static final long serialVersionUID = 1L;
        }
        MapTangent<double[]> map = shadow(new Mine());
        assertThrows(NoDerivativeException.class, () -> map.put("a", A));
        assertThrows(NoDerivativeException.class, map::removeAll);
        assertThrows(NoDerivativeException.class, () -> map.putAll(map("a", A)));
    }
}
