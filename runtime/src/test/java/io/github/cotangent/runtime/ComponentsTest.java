package io.github.cotangent.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ComponentsTest {

    /** A tangent with numbers around a reference. */
    private static final class Link extends Tangent {
        private static final long serialVersionUID = 1L;

        private double first;
        private Link next;
        private double[] row;
        private float last;

        Link(double first, Link next, double[] row, float last) {
            this.first = first;
            this.next = next;
            this.row = row;
            this.last = last;
        }

        @Override
        protected void parts(Pass pass, Tangent with) {
            Link other = (Link) with;
            first = pass.of("first", first, other.first);
            next = pass.of("next", next, other.next);
            row = pass.of("row", row, other.row);
            last = pass.of("last", last, other.last);
        }
    }

    @Test
    void arraysRowByRow() {
        double[] row = {1, 2};
        assertSame(row, Components.of(row));
        assertArrayEquals(new double[] {1, 2, 3, 1, 2}, Components.of(new double[][] {row, null, {3}, row}));
        assertArrayEquals(new double[] {0.5}, Components.of(new float[] {0.5f}));
        assertEquals(3, Components.count(new Object[] {row, new float[1]}));
    }

    @Test
    void nothingHasNoComponents() {
        assertArrayEquals(new double[0], Components.of((double[]) null));
        assertArrayEquals(new double[0], Components.of((Object) null));
        assertEquals(0, Components.count(null));
    }

    @Test
    void partsInTheirOrderAndEachObjectOnce() {
        Link inner = new Link(4, null, new double[] {5, 6}, 7);
        Link outer = new Link(1, inner, new double[] {2}, 3);
        inner.next = outer;
        assertArrayEquals(new double[] {1, 4, 5, 6, 7, 2, 3}, Components.of(outer));
        assertArrayEquals(new double[] {4, 1, 2, 3, 5, 6, 7}, Components.of(new Link[] {inner, outer, null}));
        assertArrayEquals(new double[] {8, 9}, Components.of(ListTangent.of(box(8), null, box(9))));
    }

    private static DoubleTangent box(double value) {
        return new DoubleTangent().doubleValue(value);
    }

    @Test
    void setsAnyOfThem() {
        Link inner = new Link(0, null, new double[2], 0);
        Link outer = new Link(0, inner, new double[1], 0);
        float[] singles = {0, 0};
        Object[] all = {outer, singles};
        int count = Components.count(all);
        for (int i = 0; i < count; i++) {
            Components.set(i, i + 1, all);
        }
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6, 7}, Components.of(outer));
        assertArrayEquals(new float[] {8, 9}, singles);
        double[] numbers = new double[2];
        Components.set(1, 5, numbers);
        assertArrayEquals(new double[] {0, 5}, numbers);
        assertThrows(IndexOutOfBoundsException.class, () -> Components.set(count, 1, all));
    }

    @Test
    void longChainsNeedNoStack() {
        Link chain = null;
        for (int i = 0; i < 200_000; i++) {
            chain = new Link(1, chain, null, 0);
        }
        assertEquals(400_000, Components.count(chain));
    }
}
