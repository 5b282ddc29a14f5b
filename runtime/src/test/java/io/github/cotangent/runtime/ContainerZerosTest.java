package io.github.cotangent.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.PriorityBlockingQueue;
import org.junit.jupiter.api.Test;

/** Zero shadows of lists and maps, and of what is in them. */
class ContainerZerosTest {
    private static final Zeros.Held BOXES = Zeros.Held.objects(1, DoubleTangent.class, DoubleTangent::fresh);

    @Test
    void ofArraysInAList() {
        double[] shared = {1, 2};
        ListTangent<double[]> zeros =
                Zeros.of(ListTangent.class, Zeros.Held.numbers(1), Arrays.asList(shared, null, shared, new double[3]));
        assertEquals(4, zeros.size());
        assertArrayEquals(new double[2], zeros.get(0));
        assertNull(zeros.get(1));
        assertSame(zeros.get(0), zeros.get(2), "one array has one shadow");
        assertArrayEquals(new double[3], zeros.get(3));
    }

    @Test
    void ofMatricesInAMap() {
        Map<String, double[][]> original = Map.of("m", new double[][] {{1}, null});
        MapTangent<double[][]> zeros = Zeros.of(MapTangent.class, Zeros.Held.numbers(1), original);
        assertArrayEquals(new double[1], zeros.get("m")[0]);
        assertNull(zeros.get("m")[1]);
    }

    @Test
    void aBoxHasAZeroForEachPlace() {
        ListTangent<DoubleTangent> zeros = Zeros.of(ListTangent.class, BOXES, Collections.nCopies(2, 1.0));
        assertNotSame(zeros.get(0), zeros.get(1));
        DoubleTangent[] array = Zeros.of(DoubleTangent[].class, new Double[] {1.0, null}, null, DoubleTangent::fresh);
        assertEquals(0, array[0].doubleValue());
        assertNull(array[1]);
    }

    @Test
    void ofContainersInContainers() {
        List<Double> inner = List.of(1.0, 2.0);
        Map<String, List<Double>> original = new HashMap<>();
        original.put("a", inner);
        original.put("b", inner);
        original.put("c", null);
        Zeros.Held held = Zeros.Held.objects(2, DoubleTangent.class, DoubleTangent::fresh);
        MapTangent<ListTangent<DoubleTangent>> zeros = Zeros.of(MapTangent.class, held, original);
        assertEquals(2, zeros.get("a").size());
        assertSame(zeros.get("a"), zeros.get("b"), "one list has one shadow");
        assertNull(zeros.get("c"));
        assertEquals(3, zeros.size());
    }

    @Test
    void ofArraysOfContainers() {
        List<?>[] original = {List.of(1.0), null};
        ListTangent<?>[] zeros = Zeros.of(ListTangent[].class, BOXES, original);
        assertEquals(1, zeros[0].size());
        assertNull(zeros[1]);
    }

    @Test
    void ofObjectsInAList() {
        TangentTest.Node a = new TangentTest.Node();
        TangentTest.Node b = new TangentTest.Node();
        a.left = b;
        a.w = new double[2];
        Zeros.Held held = Zeros.Held.objects(1, TangentTest.NodeTangent.class, TangentTest.NodeTangent::fresh);
        ListTangent<TangentTest.NodeTangent> zeros = Zeros.of(ListTangent.class, held, new ArrayDeque<>(List.of(a, b)));
        assertSame(zeros.get(0).left, zeros.get(1));
        assertArrayEquals(new double[2], zeros.get(0).w);
    }

    @Test
    void whatHasAShadowKeepsIt() {
        double[] row = {1};
        List<double[]> list = List.of(row);
        IdentityHashMap<Object, Object> known = new IdentityHashMap<>();
        ListTangent<double[]> first = Zeros.of(ListTangent.class, Zeros.Held.numbers(1), list, known);
        assertSame(first, Zeros.of(ListTangent.class, Zeros.Held.numbers(1), list, known));
        ListTangent<double[]> other = Zeros.of(ListTangent.class, Zeros.Held.numbers(1), List.of(row, row), known);
        assertSame(first.get(0), other.get(1));
        assertNull(Zeros.of(ListTangent.class, Zeros.Held.numbers(1), (Object) null));
    }

    @Test
    void ofAnEntry() {
        Map.Entry<String, DoubleTangent> zero = Zeros.of(Map.Entry.class, BOXES, Map.entry("a", 2.0));
        assertEquals("a", zero.getKey());
        assertEquals(0, zero.getValue().doubleValue());
    }

    @Test
    void whereElementsAreMustBeKnown() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> Zeros.of(ListTangent.class, BOXES, new PriorityBlockingQueue<>(List.of(1.0))));
        assertEquals(
                "an object of class java.util.concurrent.PriorityBlockingQueue has no derivative: where its elements are cannot be"
                        + " followed. Use a list, a deque or a map",
                e.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> Zeros.of(ListTangent.class, BOXES, List.of(1.0).iterator()));
    }
}
