package io.github.cotangent.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The numbers in a derivative, in one row: those of an array in the order of its elements, of an array of arrays row by row; those of
 * an object in the order in which its class declares its parts, where a part that is an array or an object stands for all numbers in
 * it. An array counts wherever it stands, an object where it is met first; null has no numbers.
 */
public final class Components {
    private Components() {}

    /** How many numbers there are. */
    public static int count(Object derivative) {
        int count = 0;
        for (Object leaf : leaves(derivative)) {
            count += length(leaf);
        }
        return count;
    }

    /** The numbers: the array itself, or none for null. */
    public static double[] of(double[] derivative) {
        return derivative == null ? new double[0] : derivative;
    }

    /** The numbers. */
    public static double[] of(Object derivative) {
        if (derivative instanceof double[] numbers) {
            return numbers;
        }
        double[] numbers = new double[count(derivative)];
        int next = 0;
        for (Object leaf : leaves(derivative)) {
            for (int i = 0; i < length(leaf); i++) {
                numbers[next++] = getIn(leaf, i);
            }
        }
        return numbers;
    }

    /** The numbers in several derivatives, one behind the other; a number is one. An array that is alone is given back itself. */
    public static double[] flat(Object... derivatives) {
        if (derivatives.length == 1 && derivatives[0] instanceof double[] numbers) {
            return numbers;
        }
        double[][] rows = new double[derivatives.length][];
        int size = 0;
        for (int i = 0; i < rows.length; i++) {
            rows[i] = derivatives[i] instanceof java.lang.Number number
                    ? new double[] {number.doubleValue()}
                    : of(derivatives[i]);
            size += rows[i].length;
        }
        double[] flat = new double[size];
        int next = 0;
        for (double[] row : rows) {
            System.arraycopy(row, 0, flat, next, row.length);
            next += row.length;
        }
        return flat;
    }

    /** Sets all of the numbers. */
    public static void fill(double[] numbers, Object derivative) {
        int next = 0;
        for (Object leaf : leaves(derivative)) {
            for (int i = 0; i < length(leaf); i++) {
                if (next == numbers.length) {
                    throw misfit(numbers, derivative);
                }
                setIn(leaf, i, numbers[next++]);
            }
        }
        if (next != numbers.length) {
            throw misfit(numbers, derivative);
        }
    }

    private static IllegalArgumentException misfit(double[] numbers, Object derivative) {
        return new IllegalArgumentException(
                "the pattern is for " + numbers.length + " numbers, and here are " + count(derivative));
    }

    /** Sets one of the numbers. */
    public static void set(int index, double number, double[] derivative) {
        derivative[index] = number;
    }

    /** The numbers, in a new array. */
    public static double[] copy(Object derivative) {
        return derivative instanceof double[] numbers ? numbers.clone() : of(derivative);
    }

    /** Sets one of the numbers. */
    public static void set(int index, double number, Object derivative) {
        int left = index;
        for (Object leaf : leaves(derivative)) {
            if (left < length(leaf)) {
                setIn(leaf, left, number);
                return;
            }
            left -= length(leaf);
        }
        throw new IndexOutOfBoundsException(index);
    }

    /** The places of the numbers, in order: arrays, and places for one number each. They stay valid while references do not change. */
    static List<Object> leaves(Object derivative) {
        return new Leaves().of(derivative);
    }

    /** How many numbers there are in a leaf. */
    static int length(Object leaf) {
        return leaf instanceof double[] doubles ? doubles.length : leaf instanceof float[] floats ? floats.length : 1;
    }

    /** One of the numbers in a leaf, as it was when the leaf was found. */
    static double getIn(Object leaf, int index) {
        return leaf instanceof double[] doubles
                ? doubles[index]
                : leaf instanceof float[] floats ? floats[index] : ((Number) leaf).value();
    }

    /** Sets one of the numbers in a leaf. */
    static void setIn(Object leaf, int index, double number) {
        if (leaf instanceof double[] doubles) {
            doubles[index] = number;
        } else if (leaf instanceof float[] floats) {
            floats[index] = (float) number;
        } else {
            ((Number) leaf).set(number);
        }
    }

    /** One of the numbers of a tangent, which has been {@code value} so far. */
    private record Number(Tangent tangent, int index, double value) {
        void set(double number) {
            tangent.parts(new Replacing(index, number), tangent);
        }
    }

    /** Replaces one of the numbers of a tangent. */
    private static final class Replacing extends Pass {
        private final double number;
        private int left;

        Replacing(int index, double number) {
            this.left = index;
            this.number = number;
        }

        @Override
        public double of(String name, double mine, double other) {
            return left-- == 0 ? number : mine;
        }

        @Override
        public float of(String name, float mine, float other) {
            return left-- == 0 ? (float) number : mine;
        }

        @Override
        public <T> T of(String name, T mine, T other) {
            return mine;
        }
    }

    /** Finds arrays of numbers, and numbers of tangents, in order. It has a stack of its own, since chains of objects may be long. */
    private static final class Leaves extends Pass {
        private final List<Object> leaves = new ArrayList<>();
        private final Set<Tangent> met = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Deque<Iterator<?>> stack = new ArrayDeque<>();
        private Tangent tangent;
        private int numbers;
        private List<Object> parts;

        List<Object> of(Object derivative) {
            visit(derivative);
            while (!stack.isEmpty()) {
                if (stack.element().hasNext()) {
                    visit(stack.element().next());
                } else {
                    stack.remove();
                }
            }
            return leaves;
        }

        private void visit(Object value) {
            if (value instanceof double[] || value instanceof float[] || value instanceof Number) {
                leaves.add(value);
            } else if (value instanceof Object[] elements) {
                stack.push(Arrays.asList(elements).iterator());
            } else if (value instanceof Tangent next && met.add(next)) {
                tangent = next;
                numbers = 0;
                parts = new ArrayList<>();
                next.parts(this, next);
                stack.push(parts.iterator());
            }
        }

        @Override
        public double of(String name, double mine, double other) {
            parts.add(new Number(tangent, numbers++, mine));
            return mine;
        }

        @Override
        public float of(String name, float mine, float other) {
            parts.add(new Number(tangent, numbers++, mine));
            return mine;
        }

        @Override
        public <T> T of(String name, T mine, T other) {
            parts.add(mine);
            return mine;
        }
    }
}
