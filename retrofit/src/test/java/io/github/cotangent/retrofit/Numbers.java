package io.github.cotangent.retrofit;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;

/** Floating numbers and arrays of them as vectors; integers, booleans and null have no elements. */
final class Numbers {
    private Numbers() {}

    /** Copies with arrays of their own. */
    static Object[] copy(Object[] values) {
        Object[] copies = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            copies[i] = copy(values[i]);
        }
        return copies;
    }

    private static Object copy(Object value) {
        if (value == null || !value.getClass().isArray()) {
            return value;
        }
        Object copy = Array.newInstance(value.getClass().getComponentType(), Array.getLength(value));
        for (int i = 0; i < Array.getLength(value); i++) {
            Array.set(copy, i, copy(Array.get(value, i)));
        }
        return copy;
    }

    /** All floating numbers in their order. */
    static double[] flat(Object... values) {
        List<Double> all = new ArrayList<>();
        for (Object value : values) {
            collect(value, all);
        }
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void collect(Object value, List<Double> into) {
        if (value instanceof Double || value instanceof Float) {
            into.add(((Number) value).doubleValue());
        } else if (value != null && value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                collect(Array.get(value, i), into);
            }
        }
    }

    /** Random numbers between -1 and 1 in the shape of a value. */
    static Object random(Object like, Random random) {
        return shaped(like, () -> 2 * random.nextDouble() - 1);
    }

    private static Object shaped(Object like, DoubleSupplier numbers) {
        if (like instanceof Double) {
            return numbers.getAsDouble();
        } else if (like instanceof Float) {
            return (float) numbers.getAsDouble();
        } else if (like == null || !like.getClass().isArray()) {
            return like;
        }
        Object made = Array.newInstance(like.getClass().getComponentType(), Array.getLength(like));
        for (int i = 0; i < Array.getLength(like); i++) {
            Array.set(made, i, shaped(Array.get(like, i), numbers));
        }
        return made;
    }

    /** Moves the element number {@code index} in copies, and gives by how much it moved after rounding. */
    static double shift(Object[] values, int index, double step) {
        Cursor cursor = new Cursor(index, step);
        for (int i = 0; i < values.length; i++) {
            values[i] = cursor.shifted(values[i]);
        }
        return cursor.moved;
    }

    static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static final class Cursor {
        private final double step;
        private int left;
        private double moved;

        Cursor(int index, double step) {
            this.left = index;
            this.step = step;
        }

        Object shifted(Object value) {
            if (value instanceof Double number) {
                double next = left-- == 0 ? number + step : number;
                moved += next - number;
                return next;
            } else if (value instanceof Float number) {
                float next = left-- == 0 ? (float) (number + step) : number;
                moved += (double) next - number;
                return next;
            } else if (value != null && value.getClass().isArray()) {
                for (int i = 0; i < Array.getLength(value); i++) {
                    Array.set(value, i, shifted(Array.get(value, i)));
                }
            }
            return value;
        }
    }
}
