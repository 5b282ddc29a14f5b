package io.github.cotangent.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Goes through two graphs of tangents in step, from the same place in both. What meets at a place is a pair; each pair is
 * dealt with once, however many places it meets at, so cycles and sharing need no care.
 *
 * <p>All pairs are found and checked before anything is changed: where shapes differ, nothing was added. The list of pairs also
 * stands in for a stack, of which long chains would need too much.
 */
final class Merge extends Pass {
    private enum Mode {
        /** Mine becomes the sum. What two places of mine share, but not of the other, is separated. */
        SUM,
        /** Mine receives the other, where both are there, and keeps its references. */
        INTO,
        /** Mine must have the shape of the other. */
        CHECK
    }

    /** Two arrays or tangents by identity; one of them may be null. */
    private record Pair(Object mine, Object other) {
        @Override
        public boolean equals(Object object) {
            return object instanceof Pair pair && pair.mine == mine && pair.other == other;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(mine) + System.identityHashCode(other);
        }

        boolean isWhole() {
            return mine != null && other != null;
        }
    }

    /**
     * A pair, and the place where it met first.
     *
     * @param from the pair that refers to it; null for the first one
     * @param part the name of the reference; null for an array element
     * @param index the index of an array element
     * @param target what becomes of the pair
     */
    private record Node(Node from, String part, int index, Pair pair, Object target) {
        String path() {
            Deque<String> steps = new ArrayDeque<>();
            for (Node node = this; node != null; node = node.from) {
                String dot = node.from == null || node.part != null && node.part.startsWith("[") ? "" : ".";
                steps.push(node.part == null ? "[" + node.index + "]" : dot + node.part);
            }
            return String.join("", steps);
        }
    }

    private final Mode mode;
    private final Map<Pair, Object> targets = new HashMap<>();
    private final Set<Object> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Node> nodes = new ArrayList<>();
    private Node current;
    private boolean linking;

    private Merge(Mode mode) {
        this.mode = mode;
    }

    /** Whether a value is a tangent or an array of them, rather than an array of numbers. */
    static boolean concerns(Object value) {
        if (value == null) {
            return false;
        }
        Class<?> type = value.getClass();
        while (type.isArray()) {
            type = type.getComponentType();
        }
        return !type.isPrimitive();
    }

    /** The sum of two graphs: changed in place where there is one already, otherwise a copy. */
    static Object sum(String name, Object sum, Object addend) {
        if (sum instanceof Tangent mine && addend instanceof Tangent other && Numbers.add(mine, other)) {
            return sum;
        }
        if (sum == null && addend instanceof Tangent only && Numbers.only(only)) {
            return only.copy();
        }
        Merge merge = new Merge(Mode.SUM);
        merge.find(name, sum, addend);
        merge.link();
        return merge.targets.get(new Pair(sum, addend));
    }

    /** Adds a graph to another, place by place. */
    static void add(Object target, Object addend) {
        Merge merge = new Merge(Mode.INTO);
        merge.find("seed", target, addend);
        merge.link();
    }

    /** Checks that a graph has the shape of another. */
    static void check(String name, Object seed, Object like) {
        new Merge(Mode.CHECK).find(name, seed, like);
    }

    // ---- finding the pairs

    private void find(String name, Object mine, Object other) {
        meet(null, name, 0, mine, other);
        for (int i = 0; i < nodes.size(); i++) {
            current = nodes.get(i);
            Object mineNow = current.pair().mine();
            Object any = mineNow != null ? mineNow : current.pair().other();
            if (any instanceof Tangent tangent) {
                tangent.parts(
                        this,
                        current.pair().isWhole() ? (Tangent) current.pair().other() : tangent);
            } else if (any instanceof Object[] elements) {
                Object[] others =
                        current.pair().isWhole() ? (Object[]) current.pair().other() : elements;
                for (int k = 0; k < elements.length; k++) {
                    meet(current, null, k, left(elements[k]), right(elements[k], others[k]));
                }
            }
        }
    }

    private void meet(Node from, String part, int index, Object mine, Object other) {
        boolean half = mine == null || other == null;
        if (mine == other && half || half && mode == Mode.INTO) {
            return;
        }
        Pair pair = new Pair(mine, other);
        if (targets.containsKey(pair)) {
            return;
        }
        boolean inPlace = mine != null && (mode != Mode.SUM || taken.add(mine));
        Object target = inPlace ? mine : copy(mine != null ? mine : other);
        Node node = new Node(from, part, index, pair, target);
        check(node);
        targets.put(pair, target);
        nodes.add(node);
    }

    private static Object copy(Object value) {
        if (value instanceof Tangent tangent) {
            return tangent.copy();
        } else if (value instanceof double[] numbers) {
            return numbers.clone();
        } else if (value instanceof float[] numbers) {
            return numbers.clone();
        }
        return ((Object[]) value).clone();
    }

    private void check(Node node) {
        Object mine = node.pair().mine();
        Object other = node.pair().other();
        if (!node.pair().isWhole() && mode == Mode.SUM || fit(mine, other)) {
            return;
        }
        if (mine instanceof Tangent || other instanceof Tangent) {
            throw new IllegalArgumentException(
                    mode == Mode.SUM
                            ? node.path() + ": this gradient holds " + named(mine) + ", the argument is " + named(other)
                                    + "; use a new object for objects of other classes"
                            : node.path() + ": pass " + named(other)
                                    + ", the shape of the object it is the derivative of; this one is " + named(mine));
        }
        throw mode == Mode.SUM
                ? Shapes.differsFromHeld(node.path(), mine, other)
                : Shapes.differsFromRequired(node.path(), mine, other);
    }

    private static boolean fit(Object mine, Object other) {
        if (mine instanceof Tangent a && other instanceof Tangent b) {
            return a.getClass() == b.getClass() && a.fits(b);
        } else if (mine instanceof Object[] a && other instanceof Object[] b) {
            return a.length == b.length;
        }
        return Shapes.same(mine, other);
    }

    private static String named(Object value) {
        if (value instanceof Tangent tangent) {
            return tangent.described();
        }
        return value == null ? "null" : "one of class " + value.getClass().getSimpleName();
    }

    // ---- changing them

    private void link() {
        linking = true;
        for (Node node : nodes) {
            current = node;
            if (node.target() instanceof Tangent tangent) {
                tangent.parts(
                        this, node.pair().isWhole() ? (Tangent) node.pair().other() : tangent);
            } else if (node.target() instanceof Object[] elements) {
                if (mode == Mode.SUM) {
                    Object[] others =
                            node.pair().isWhole() ? (Object[]) node.pair().other() : elements;
                    for (int k = 0; k < elements.length; k++) {
                        elements[k] = targets.get(new Pair(left(elements[k]), right(elements[k], others[k])));
                    }
                }
            } else if (node.pair().isWhole()) {
                Shadows.add(node.target(), node.pair().other());
            }
        }
    }

    /** Of a reference of the current pair, what is mine; {@code reference} is the other's where there is only the other. */
    private Object left(Object reference) {
        return current.pair().mine() == null ? null : reference;
    }

    private Object right(Object reference, Object other) {
        return current.pair().other() == null ? null : current.pair().mine() == null ? reference : other;
    }

    @Override
    public double of(String name, double mine, double other) {
        return linking && current.pair().isWhole() ? mine + other : mine;
    }

    @Override
    public float of(String name, float mine, float other) {
        return linking && current.pair().isWhole() ? mine + other : mine;
    }

    @Override
    @SuppressWarnings("unchecked") // A target has the class of the pair.
    public <T> T of(String name, T mine, T other) {
        if (!linking) {
            meet(current, name, 0, left(mine), right(mine, other));
            return mine;
        }
        return mode == Mode.SUM ? (T) targets.get(new Pair(left(mine), right(mine, other))) : mine;
    }
}
