package io.github.cotangent.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivatives of lists: what is done to them as it is done to a list, what is taken back, and their sums. */
class ListTangentTest {
    private static final double[] A = {1};
    private static final double[] B = {2};
    private static final double[] C = {3};
    private static final double[] D = {4};

    private static ListTangent<double[]> list(double[]... elements) {
        return ListTangent.of((Object[]) elements);
    }

    /** The shadow of a list that somebody else has made, with as many elements. */
    private static ListTangent<double[]> shadow(Object original) {
        return Zeros.of(ListTangent.class, Zeros.Held.numbers(1), original);
    }

    private static List<double[]> elements(ListTangent<double[]> list) {
        List<double[]> elements = new ArrayList<>();
        list.forEach(elements::add);
        return elements;
    }

    private static void holds(ListTangent<double[]> list, double[]... expected) {
        assertEquals(List.of(expected), elements(list));
        assertEquals(expected.length, list.size());
    }

    // ---- operations

    @Test
    void elementsComeAndGo() {
        ListTangent<double[]> list = new ListTangent<>();
        assertEquals(0, list.size());
        assertNull(list.peekFirst());
        assertNull(list.peekLast());
        list.add(A);
        list.add(0, B);
        list.addFirst(C);
        assertSame(D, list.push(D));
        holds(list, C, B, A, D);
        assertSame(C, list.peekFirst());
        assertSame(D, list.peekLast());
        assertSame(B, list.get(1));
        assertSame(B, list.set(1, D));
        assertSame(A, list.remove(2));
        assertSame(C, list.pollFirst());
        assertSame(D, list.pollLast());
        holds(list, D);
        list.addAll(list(A, B));
        holds(list, D, A, B);
        list.removeAll();
        holds(list);
        assertNull(list.pollFirst());
        assertNull(list.pollLast());
    }

    @Test
    void elementsMayBeNull() {
        ListTangent<double[]> list = list(A, null);
        assertNull(list.get(1));
        assertNull(list.peekLast());
        assertEquals(2, list.size());
    }

    @Test
    void bothWaysThroughAList() {
        ListTangent<double[]> list = list(A, B, C);
        Iterator<double[]> back = list.descendingIterator();
        assertSame(C, back.next());
        assertSame(B, back.next());
        assertSame(A, back.next());
        assertThrows(UnsupportedOperationException.class, () -> {
            Iterator<double[]> forth = list.iterator();
            forth.next();
            forth.remove();
        });
    }

    @Test
    void aCopyHasTheSameElements() {
        ListTangent<double[]> list = list(A, B);
        ListTangent<double[]> copy = ListTangent.copyOf(list);
        list.add(C);
        holds(copy, A, B);
    }

    @Test
    void aListMayBeAddedToItself() {
        ListTangent<double[]> list = shadow(List.of(A, B));
        double[] first = list.get(0);
        double[] second = list.get(1);
        list.addAll(list);
        holds(list, first, second, first, second);
        list.undo();
        holds(list, first, second);
    }

    @Test
    void elementsChangePlaces() {
        ListTangent<double[]> list = list(A, B, C, D);
        list.reverse();
        holds(list, D, C, B, A);
        list.rotate(1);
        holds(list, A, D, C, B);
        list.swap(0, 2);
        holds(list, C, D, A, B);
    }

    /** Whoever sorts or removes tells only what the list was and is. */
    @Test
    void elementsAreFoundAgain() {
        List<Object> old = List.of("x", "y", "z");
        ListTangent<double[]> list = list(A, B, C);
        list.rearrange(list(A, B, C), old, List.of(old.get(2), old.get(0)));
        holds(list, C, A);
    }

    /** Of one box in several places the first one goes, or the last one. */
    @Test
    void placesOfOneBoxAreToldApart() {
        Double box = 1.0;
        Double other = 2.0;
        List<Double> old = List.of(box, other, box, box);
        ListTangent<double[]> first = list(A, B, C, D);
        first.withoutFirst(list(A, B, C, D), old, List.of(other, box, box));
        holds(first, B, C, D);
        ListTangent<double[]> last = list(A, B, C, D);
        last.rearrange(list(A, B, C, D), old, List.of(box, other, box));
        holds(last, A, B, C);
    }

    @Test
    void aPartSeesChangesAndMakesNone() {
        ListTangent<double[]> list = list(A, B, C);
        ListTangent<double[]> part = list.subList(1, 3);
        assertEquals(2, part.size());
        list.set(1, D);
        assertSame(D, part.get(0));
        assertSame(C, part.peekLast());
        assertThrows(NoDerivativeException.class, () -> part.set(0, A));
        assertThrows(NoDerivativeException.class, part::reverse);
        assertThrows(NoDerivativeException.class, part::removeAll);
        holds(list, A, D, C);
    }

    // ---- taking back

    /** What is done in any order is taken back in the other, down to the elements that were there in the beginning. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyChangeIsTakenBack(int seed) {
        Random random = new Random(seed);
        ListTangent<double[]> list = shadow(new ArrayList<>(List.of(A, B, C)));
        List<List<double[]>> states = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            states.add(elements(list));
            change(list, random);
        }
        for (int i = states.size() - 1; i >= 0; i--) {
            list.undo();
            assertEquals(states.get(i), elements(list), "change " + i);
        }
    }

    private static void change(ListTangent<double[]> list, Random random) {
        double[] fresh = {random.nextInt()};
        int at = list.size() == 0 ? 0 : random.nextInt(list.size());
        switch (random.nextInt(14)) {
            case 0 -> list.add(at, fresh);
            case 1 -> list.addFirst(fresh);
            case 2 -> list.push(fresh);
            case 3 -> list.addAll(list(fresh, A));
            case 4 -> list.pollFirst();
            case 5 -> list.pollLast();
            case 6 -> {
                if (random.nextInt(5) == 0) {
                    list.removeAll();
                } else {
                    list.add(fresh);
                }
            }
            case 7 -> list.add(null);
            case 8 -> list.reverse();
            case 9 -> list.rotate(random.nextInt(5) - 2);
            case 10 -> {
                List<double[]> now = elements(list);
                now.removeIf(each -> random.nextInt(4) == 0);
                Collections.shuffle(now, random);
                list.rearrange(ListTangent.copyOf(list), elements(list), now);
            }
            case 11 -> {
                if (list.size() == 0) {
                    list.rotate(3);
                } else {
                    list.swap(at, random.nextInt(list.size()));
                }
            }
            default -> {
                if (list.size() == 0) {
                    list.add(fresh);
                } else if (random.nextBoolean()) {
                    list.set(at, fresh);
                } else {
                    list.remove(at);
                }
            }
        }
    }

    /** A list that only the method knows needs nothing taken back, so it keeps nothing. */
    @Test
    void whatNobodyElseHasSeenStaysAsItIs() {
        ListTangent<double[]> list = list(A);
        list.add(B);
        list.undo();
        list.undo();
        holds(list, A, B);
    }

    /** The sum that a caller keeps is no longer the shadow of a list. */
    @Test
    void aSumTakesNothingBack() {
        ListTangent<double[]> shadow = shadow(List.of(A, B));
        shadow.add(C);
        ListTangent<double[]> sum = Cotangents.add("p", null, shadow);
        sum.undo();
        assertEquals(3, sum.size());
        shadow.undo();
        assertEquals(2, shadow.size());
    }

    // ---- sums, seeds, text

    @Test
    void placesAddUp() {
        ListTangent<double[]> sum = Cotangents.add("p", null, list(A, null, C));
        assertNotSame(A, sum.get(0));
        assertSame(sum, Cotangents.add("p", sum, list(B, D, null)));
        assertArrayEquals(new double[] {3}, sum.get(0));
        assertArrayEquals(new double[] {4}, sum.get(1));
        assertArrayEquals(new double[] {3}, sum.get(2));
        assertArrayEquals(new double[] {1}, A, "addends keep their contents");
        double[] live = sum.get(0);
        sum.clear();
        assertSame(live, sum.get(0));
        assertArrayEquals(new double[] {0}, live);
    }

    /** What one list shares, and the other does not, is separated. */
    @Test
    void sharedElementsAreSeparatedWhereTheAddendHasTwo() {
        ListTangent<double[]> sum = Cotangents.add("p", null, list(A, A));
        assertSame(sum.get(0), sum.get(1));
        Cotangents.add("p", sum, list(B, C));
        assertArrayEquals(new double[] {3}, sum.get(0));
        assertArrayEquals(new double[] {4}, sum.get(1));
    }

    @Test
    void listsOfOtherSizesAreNotAdded() {
        ListTangent<Object> sum = ListTangent.of(list(new double[] {1}), list(new double[] {1}, new double[] {2}));
        ListTangent<Object> addend = ListTangent.of(list(new double[] {1}), list(new double[] {1}));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Cotangents.add("p", sum, addend));
        assertEquals(
                "p[1]: this gradient holds a list of 2, the argument is a list of 1; use a new object for objects of other classes",
                e.getMessage());
        assertArrayEquals(new double[] {1}, (double[]) ((ListTangent<?>) sum.get(0)).get(0), "nothing was added");
    }

    @Test
    void aSeedHasAsManyElementsAsTheList() {
        Shadows.check("xBar", list(A, B), list(C, D));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Shadows.check("xBar", list(A, B, C), list(A, B)));
        assertEquals(
                "xBar: pass a list of 2, the shape of the object it is the derivative of; this one is a list of 3",
                e.getMessage());
        e = assertThrows(
                IllegalArgumentException.class, () -> Shadows.check("xBar", list(A, new double[2]), list(A, B)));
        assertEquals(
                "xBar[1]: pass an array of shape [1], the shape of the array it is the derivative of; this one has [2]",
                e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Shadows.check("xBar", list(A, null), list(A, B)));
    }

    @Test
    void seedsAreAddedPlaceByPlace() {
        ListTangent<double[]> target = shadow(List.of(A, B));
        double[] first = target.get(0);
        Shadows.add(target, list(C, D));
        assertSame(first, target.get(0));
        assertArrayEquals(new double[] {3}, first);
        assertArrayEquals(new double[] {4}, target.get(1));
    }

    @Test
    void itSaysWhatIsInIt() {
        assertEquals("ListTangent[[0]=[1.0], [1]=null]", list(A, null).toString());
        ListTangent<Object> self = new ListTangent<>();
        self.add(self);
        assertEquals("ListTangent[[0]=ListTangent[...]]", self.toString());
        assertEquals(
                "ListTangent[[0]=DoubleTangent[doubleValue=2.0]]",
                ListTangent.of(new DoubleTangent().doubleValue(2)).toString());
    }

    @Test
    void itCanBeSerialised() throws IOException, ClassNotFoundException {
        ListTangent<double[]> shadow = shadow(List.of(A, B));
        shadow.add(C);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(shadow);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertArrayEquals(new double[] {3}, (double[]) ((ListTangent<?>) in.readObject()).get(2));
        }
    }

    // ---- of whose classes

    /** A list that the user wrote may do something else with what is put into it. */
    @Test
    void aForeignListMayNotChange() {
        final class Mine extends ArrayDeque<double[]> {
            private static final long serialVersionUID = 1L;
        }
        ListTangent<double[]> list = shadow(new Mine());
        NoDerivativeException e = assertThrows(NoDerivativeException.class, () -> list.add(A));
        assertEquals(
                "An object of class " + Mine.class.getName()
                        + " that carries derivatives was changed, and what it does with its"
                        + " elements is not known; pass a copy that is a collection or map of the JDK",
                e.getMessage());
        for (Object jdk : List.of(new ArrayDeque<double[]>(), new ArrayList<double[]>(), Arrays.asList(A, B))) {
            shadow(jdk).add(C);
        }
    }
}
