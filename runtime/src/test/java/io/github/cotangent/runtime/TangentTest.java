package io.github.cotangent.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.IdentityHashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums, zeros and seeds of objects: what is shared and what is not, in every combination. */
class TangentTest {
    private static final int LONG = 200_000;

    /** What a user's class could be. */
    static class Node {
        Node left;
        Node right;
        double[] w;
        double[][] m;
    }

    /** The tangent type as it is generated. */
    static class NodeTangent extends Tangent {
        private static final long serialVersionUID = 1L;

        double x;
        float f;
        NodeTangent left;
        NodeTangent right;
        double[] w;
        double[][] m;

        NodeTangent() {}

        NodeTangent(double x, NodeTangent left, NodeTangent right, double... w) {
            this.x = x;
            this.f = (float) x;
            this.left = left;
            this.right = right;
            this.w = w;
        }

        @Override
        protected void parts(Pass pass, Tangent with) {
            NodeTangent other = (NodeTangent) with;
            x = pass.of("x", x, other.x);
            f = pass.of("f", f, other.f);
            left = pass.of("left", left, other.left);
            right = pass.of("right", right, other.right);
            w = pass.of("w", w, other.w);
            m = pass.of("m", m, other.m);
        }

        @Override
        protected void shape(Object original, Zeros zeros) {
            Node like = (Node) original;
            left = zeros.of(NodeTangent.class, like.left, NodeTangent::fresh);
            right = zeros.of(NodeTangent.class, like.right, NodeTangent::fresh);
            w = zeros.of(like.w);
            m = zeros.of(like.m);
        }

        static NodeTangent fresh(Object original) {
            return new NodeTangent();
        }
    }

    static final class OtherTangent extends NodeTangent {
        private static final long serialVersionUID = 1L;
    }

    private static NodeTangent zeros(Node like) {
        return Zeros.of(NodeTangent.class, like, null, NodeTangent::fresh);
    }

    @Test
    void whatIsNotSharedInOneAddendIsSeparated() {
        double[] w = {1};
        NodeTangent one = new NodeTangent(1, null, null, w);
        NodeTangent same = new NodeTangent(0, one, one, w);
        NodeTangent sum = Cotangents.add("p", null, same);
        assertSame(sum.left, sum.right);
        assertSame(sum.w, sum.left.w);
        assertNotSame(w, sum.w);

        NodeTangent a = new NodeTangent(10, null, null, 10);
        NodeTangent b = new NodeTangent(20, null, null, 20);
        assertSame(sum, Cotangents.add("p", sum, new NodeTangent(5, a, b, 5)));
        assertEquals(11, sum.left.x);
        assertEquals(21, sum.right.x);
        assertArrayEquals(new double[] {6}, sum.w);
        assertArrayEquals(new double[] {11}, sum.left.w);
        assertArrayEquals(new double[] {21}, sum.right.w);

        Cotangents.add("p", sum, same);
        assertEquals(12, sum.left.x, "what the addend shares counts at each place");
        assertEquals(22, sum.right.x);
        assertEquals(1, one.x, "addends keep their contents");
        assertEquals(10, a.x);
    }

    @Test
    void whatIsMissingIsZero() {
        NodeTangent leaf = new NodeTangent(3, null, null, 1, 2);
        NodeTangent sum = new NodeTangent(1, leaf, null);
        Cotangents.add("p", sum, new NodeTangent(1, null, leaf));
        assertEquals(2, sum.x);
        assertSame(leaf, sum.left);
        assertEquals(3, leaf.x);
        assertEquals(3, sum.right.x);
        assertNotSame(leaf, sum.right);
        assertArrayEquals(new double[] {1, 2}, sum.right.w);
        assertNull(Cotangents.add("p", (NodeTangent) null, null));
        assertSame(sum, Cotangents.add("p", sum, null));
        assertEquals(2, sum.x);
    }

    @Test
    void numbersAloneAddUp() {
        NodeTangent addend = new OtherTangent();
        addend.x = 2;
        addend.f = 3;
        NodeTangent sum = Cotangents.add("p", null, addend);
        assertNotSame(addend, sum);
        assertSame(sum, Cotangents.add("p", sum, addend));
        assertEquals(4, sum.x);
        assertEquals(6f, sum.f);
        assertEquals(2, addend.x);
        assertThrows(IllegalArgumentException.class, () -> Cotangents.add("p", sum, new NodeTangent()));
    }

    /** A tangent is added to itself; that doubles it. */
    @Test
    void aSumMayBeItsOwnAddend() {
        NodeTangent cycle = new NodeTangent(1, null, null, 1);
        cycle.left = cycle;
        assertSame(cycle, Cotangents.add("p", cycle, cycle));
        assertEquals(2, cycle.x);
        assertEquals(2f, cycle.f);
        assertArrayEquals(new double[] {2}, cycle.w);
        assertSame(cycle, cycle.left);
    }

    @Test
    void nothingIsAddedWhereShapesDiffer() {
        NodeTangent sum = new NodeTangent(1, new NodeTangent(1, null, null, 1, 2), null, 1);
        NodeTangent addend = new NodeTangent(1, new NodeTangent(1, null, null, 1, 2, 3), null, 1);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Cotangents.add("p", sum, addend));
        assertEquals(
                "p.left.w: this gradient holds an array of shape [2], the argument has [3]; clear() keeps shapes, use a new"
                        + " object for other shapes",
                e.getMessage());
        assertEquals(1, sum.x);
        assertArrayEquals(new double[] {1}, sum.w);

        addend.left = new OtherTangent();
        e = assertThrows(IllegalArgumentException.class, () -> Cotangents.add("p", sum, addend));
        assertEquals(
                "p.left: this gradient holds one of class NodeTangent, the argument is one of class OtherTangent; use a new"
                        + " object for objects of other classes",
                e.getMessage());
        assertEquals(1, sum.x);

        NodeTangent[] two = {sum, sum};
        e = assertThrows(IllegalArgumentException.class, () -> Cotangents.add("ps", two, new NodeTangent[3]));
        assertEquals(true, e.getMessage().startsWith("ps: this gradient holds an array of shape [2]"), e.getMessage());
        e = assertThrows(
                IllegalArgumentException.class,
                () -> Cotangents.add("ps", two, new NodeTangent[] {null, new OtherTangent()}));
        assertEquals(true, e.getMessage().startsWith("ps[1]: this gradient"), e.getMessage());
    }

    /** A shadow that two places share receives what a seed has at either; it stays one, because its object is one. */
    @Test
    void seedsAreAddedWithoutSeparating() {
        NodeTangent shared = new NodeTangent(0, null, null, 0);
        NodeTangent target = new NodeTangent(0, shared, shared, 0);
        NodeTangent a = new NodeTangent(10, null, null, 1);
        Shadows.add(target, new NodeTangent(1, a, new NodeTangent(20, null, null, 2), 3));
        assertSame(target.left, target.right);
        assertEquals(30, shared.x);
        assertArrayEquals(new double[] {3}, shared.w);
        Shadows.add(target, new NodeTangent(1, a, a, 3));
        assertEquals(40, shared.x, "a shadow that both share holds the sum over the places already");
        Shadows.add(target, new NodeTangent(2, null, null, 0));
        assertEquals(4, target.x);
        Shadows.add((NodeTangent) null, a);
    }

    @Test
    void seedsHaveTheShapeOfTheObject() {
        Node like = new Node();
        like.left = like;
        like.m = new double[2][3];
        NodeTangent zeros = zeros(like);
        assertSame(zeros, zeros.left);
        NodeTangent seed = new NodeTangent(1, new NodeTangent(2, null, null), null);
        seed.m = new double[2][3];
        seed.w = null;
        seed.left.left = seed;
        seed.left.w = null;
        seed.left.m = new double[2][3];
        Shadows.check("pBar", seed, zeros);
        seed.left.m = new double[][] {{0, 0, 0}, {0}};
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Shadows.check("pBar", seed, zeros));
        assertEquals(
                "pBar.left.m[1]: pass an array of shape [3], the shape of the array it is the derivative of; this one has [1]",
                e.getMessage());
        e = assertThrows(IllegalArgumentException.class, () -> Shadows.check("pBar", null, zeros));
        assertEquals(
                "pBar: pass one of class NodeTangent, the shape of the object it is the derivative of; this one is null",
                e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Shadows.check("pBar", new OtherTangent(), zeros));
    }

    @Test
    void chainsMayBeLong() {
        Node first = null;
        for (int i = 0; i < LONG; i++) {
            Node node = new Node();
            node.left = first;
            first = node;
        }
        NodeTangent zeros = zeros(first);
        NodeTangent sum = Cotangents.add("p", null, zeros);
        for (NodeTangent node = zeros; node != null; node = node.left) {
            node.x = 1;
        }
        Cotangents.add("p", sum, zeros);
        Shadows.add(sum, zeros);
        Shadows.check("p", sum, zeros);
        int length = 0;
        for (NodeTangent node = sum; node != null; node = node.left) {
            assertEquals(2, node.x);
            length++;
        }
        assertEquals(LONG, length);
        sum.clear();
        assertEquals(0, sum.left.left.x);
        sum.toString();
    }

    @Test
    void clearingReachesEverythingAndKeepsIt() {
        NodeTangent a = new NodeTangent(1, null, null, 2);
        a.m = new double[][] {{3}, null};
        a.left = new NodeTangent(4, a, null, 5);
        double[][] m = a.m;
        NodeTangent[][] all = {{a, null}, null};
        Cotangents.clear(all);
        assertEquals(0, a.x);
        assertEquals(0f, a.f);
        assertEquals(0, a.left.x);
        assertSame(m, a.m);
        assertEquals(0, m[0][0]);
        assertArrayEquals(new double[] {0}, a.left.w);
        Cotangents.clear((Object) null);
    }

    /** What a place holds, down to a depth, is the sum of what the addends hold there, however they share. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void placesAddUp(int seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            NodeTangent sum = null;
            double[] expected = new double[1 << 7];
            for (int k = 0; k < 4; k++) {
                NodeTangent addend = graph(random);
                double[] before = places(addend);
                for (int i = 0; i < expected.length; i++) {
                    expected[i] += before[i];
                }
                sum = Cotangents.add("p", sum, addend);
                assertArrayEquals(before, places(addend), "the addend keeps its contents");
                assertArrayEquals(expected, places(sum));
            }
        }
    }

    private static NodeTangent graph(Random random) {
        NodeTangent[] nodes = new NodeTangent[1 + random.nextInt(5)];
        double[][] arrays = {{random.nextInt(9)}, {random.nextInt(9)}, null};
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = new NodeTangent(random.nextInt(9), null, null);
        }
        for (NodeTangent node : nodes) {
            node.left = random.nextInt(3) == 0 ? null : nodes[random.nextInt(nodes.length)];
            node.right = random.nextInt(3) == 0 ? null : nodes[random.nextInt(nodes.length)];
            node.w = arrays[random.nextInt(3)];
            node.m =
                    random.nextBoolean() ? null : new double[][] {arrays[random.nextInt(3)], arrays[random.nextInt(3)]};
        }
        return nodes[0];
    }

    /** A number for each way of at most five steps: what stands at its end. */
    private static double[] places(NodeTangent root) {
        double[] places = new double[1 << 7];
        places(root, 1, places);
        return places;
    }

    private static void places(NodeTangent node, int way, double[] places) {
        if (node == null || way >= places.length) {
            return;
        }
        places[way] = node.x + 10 * element(node.w);
        if (node.m != null) {
            places[way] += 100 * element(node.m[0]) + 1000 * element(node.m[1]);
        }
        places(node.left, 2 * way, places);
        places(node.right, 2 * way + 1, places);
    }

    private static double element(double[] array) {
        return array == null ? 0 : array[0];
    }

    @Test
    void shadowsOfKnownObjectsAreKept() {
        Node a = new Node();
        Node b = new Node();
        b.left = a;
        b.w = new double[1];
        a.w = b.w;
        IdentityHashMap<Object, Object> known = new IdentityHashMap<>();
        NodeTangent aBar = Zeros.of(NodeTangent.class, a, known, NodeTangent::fresh);
        NodeTangent bBar = Zeros.of(NodeTangent.class, b, known, NodeTangent::fresh);
        assertSame(aBar, bBar.left);
        assertSame(aBar.w, bBar.w);
        NodeTangent[] array = Zeros.of(NodeTangent[].class, new Node[] {b, null, b, a}, known, NodeTangent::fresh);
        assertSame(bBar, array[0]);
        assertNull(array[1]);
        assertSame(aBar, array[3]);
    }

    @Test
    void anUnknownClassIsNamed() {
        RuntimeException e = NoDerivativeException.of(new Node(), "area");
        assertEquals(NoDerivativeException.class, e.getClass());
        assertEquals(
                "There is no derivative of area for the class io.github.cotangent.runtime.TangentTest$Node, which was not"
                        + " known when the derivative was generated; compile the class together with the annotated method",
                e.getMessage());
        assertEquals(
                NullPointerException.class,
                NoDerivativeException.of(null, "area").getClass());
    }
}
