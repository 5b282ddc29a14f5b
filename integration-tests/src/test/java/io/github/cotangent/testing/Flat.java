package io.github.cotangent.testing;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;

/** Numbers and arrays of any rank as one vector. */
public final class Flat {
    private final DoubleStream.Builder values = DoubleStream.builder();

    /** Whether a type is double, float or an array of those. */
    public static boolean isDifferentiable(Class<?> type) {
        Class<?> leaf = type;
        while (leaf.isArray()) {
            leaf = leaf.getComponentType();
        }
        return leaf == double.class || leaf == float.class;
    }

    /** Appends a number, or the elements of an array. */
    public void add(Object value) {
        if (value instanceof Number number) {
            values.add(number.doubleValue());
        } else if (value != null) {
            for (int i = 0; i < Array.getLength(value); i++) {
                add(Array.get(value, i));
            }
        }
    }

    public double[] toArray() {
        return values.build().toArray();
    }

    /** Zeros in the shape of a value. */
    public static Object zeros(Object like) {
        return map(like, null, new IdentityHashMap<>());
    }

    /** Random numbers between -1 and 1 in the shape of a value; every place has its own, also where the value shares rows. */
    public static Object separate(Object like, Random random) {
        if (!(like instanceof Object[] rows)) {
            return map(like, random, new IdentityHashMap<>());
        }
        Object[] copy = (Object[]) Array.newInstance(like.getClass().getComponentType(), rows.length);
        for (int i = 0; i < rows.length; i++) {
            copy[i] = separate(rows[i], random);
        }
        return copy;
    }

    /** Random numbers between -1 and 1 in the shape of a value; rows that are shared stay shared. */
    public static Object random(Object like, Random random) {
        return map(like, random, new IdentityHashMap<>());
    }

    /** Random numbers in the shape of several values; arrays that are the same stay the same. */
    public static Object[] randoms(Object[] like, Random random) {
        Map<Object, Object> made = new IdentityHashMap<>();
        return Arrays.stream(like).map(each -> map(each, random, made)).toArray();
    }

    /** The sum of products of the elements of two values of one shape; arrays of the first that appear again count once. */
    public static double product(Object[] first, Object[] second) {
        Map<Object, Object> seen = new IdentityHashMap<>();
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += product(first[i], second[i], seen);
        }
        return sum;
    }

    private static double product(Object first, Object second, Map<Object, Object> seen) {
        if (first instanceof Number number) {
            return number.doubleValue() * ((Number) second).doubleValue();
        }
        double sum = 0;
        if (first != null && seen.put(first, first) == null) {
            for (int i = 0; i < Array.getLength(first); i++) {
                sum += product(Array.get(first, i), Array.get(second, i), seen);
            }
        }
        return sum;
    }

    private static Object map(Object like, Random random, Map<Object, Object> made) {
        if (like == null || made.containsKey(like)) {
            return made.get(like);
        }
        double number = random == null ? 0 : 2 * random.nextDouble() - 1;
        if (like instanceof Double) {
            return number;
        } else if (like instanceof Float) {
            return (float) number;
        }
        int length = Array.getLength(like);
        Object copy = Array.newInstance(like.getClass().getComponentType(), length);
        made.put(like, copy);
        for (int i = 0; i < length; i++) {
            Array.set(copy, i, map(Array.get(like, i), random, made));
        }
        return copy;
    }

    /** Values as one vector in which arrays that appear again are zero. */
    public static double[] once(Object[] values) {
        Map<Object, Object> seen = new IdentityHashMap<>();
        Flat flat = new Flat();
        for (Object value : values) {
            once(value, flat, seen);
        }
        return flat.toArray();
    }

    private static void once(Object value, Flat flat, Map<Object, Object> seen) {
        if (value instanceof Object[] rows) {
            for (Object row : rows) {
                once(row, flat, seen);
            }
        } else {
            boolean again = !(value instanceof Number) && value != null && seen.put(value, value) != null;
            flat.add(again ? zeros(value) : value);
        }
    }

    /** Values moved along a direction of their shape; arrays are changed in place, those that appear again once. */
    public static Object[] moved(Object[] values, Object[] direction, double step) {
        Map<Object, Object> seen = new IdentityHashMap<>();
        Object[] moved = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            moved[i] = moved(values[i], direction[i], step, seen);
        }
        return moved;
    }

    private static Object moved(Object value, Object direction, double step, Map<Object, Object> seen) {
        if (value instanceof Double number) {
            return number + step * (Double) direction;
        } else if (value instanceof Float number) {
            return (float) (number + step * (Float) direction);
        }
        if (value != null && seen.put(value, value) == null) {
            for (int i = 0; i < Array.getLength(value); i++) {
                Array.set(value, i, moved(Array.get(value, i), Array.get(direction, i), step, seen));
            }
        }
        return value;
    }

    /** Adds {@code step} to the element number {@code at[0]}, which is counted down on the way; arrays are changed in place. */
    public static Object shift(Object value, int[] at, double step) {
        if (value instanceof Number) {
            boolean here = at[0]-- == 0;
            if (value instanceof Float number) {
                return here ? (float) (number + step) : number;
            }
            return here ? (Double) value + step : value;
        }
        for (int i = 0; value != null && i < Array.getLength(value); i++) {
            Array.set(value, i, shift(Array.get(value, i), at, step));
        }
        return value;
    }
}
