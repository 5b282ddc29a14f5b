package io.github.cotangent.runtime;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The unit directions of the arguments of a method, one after the other: all zeros but for a single one. The numbers of the
 * arguments, which are numbers and arrays of {@code double} or {@code float} of any rank, are counted from 0 in the order in which
 * they stand. Arguments and rows that are the same array have one direction, in which the one appears wherever the array does.
 *
 * <p>Generated code calls this class to make matrices out of products with directions.
 */
public final class Directions {
    /** For each argument its direction; a number is in an array of one. */
    private final Object[] parts;
    /** The innermost arrays in order, and the number of the first element of each. */
    private final List<Object> rows = new ArrayList<>();

    private final List<Integer> starts = new ArrayList<>();
    private int size;
    private Object turned;
    private int at;

    private Directions(Object[] arguments) {
        parts = new Object[arguments.length];
        Map<Object, Object> made = new IdentityHashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            parts[i] = arguments[i] instanceof Number ? place(new double[1]) : zeros(arguments[i], made);
        }
    }

    /** The directions of arguments; null has none. */
    public static Directions of(Object... arguments) {
        return new Directions(arguments);
    }

    private Object zeros(Object array, Map<Object, Object> made) {
        if (array == null) {
            return null;
        }
        Object known = made.get(array);
        if (array instanceof Object[] rows) {
            Object[] zeros = known != null
                    ? (Object[]) known
                    : (Object[]) Array.newInstance(array.getClass().getComponentType(), rows.length);
            made.put(array, zeros);
            for (int i = 0; i < rows.length; i++) {
                zeros[i] = zeros(rows[i], made);
            }
            return zeros;
        }
        Object zeros =
                known != null ? known : Array.newInstance(array.getClass().getComponentType(), Array.getLength(array));
        made.put(array, zeros);
        return place(zeros);
    }

    private Object place(Object row) {
        rows.add(row);
        starts.add(size);
        size += Array.getLength(row);
        return row;
    }

    /** How many numbers there are, and so how many directions. */
    public int size() {
        return size;
    }

    /** Turns to the direction with a one for number {@code index}, from 0. */
    public void turn(int index) {
        if (turned != null) {
            set(0);
        }
        int found = Collections.binarySearch(starts, index);
        int row = found < 0 ? -found - 2 : found;
        while (row + 1 < rows.size() && starts.get(row + 1) <= index) {
            row++; // Empty rows have the same start as the row behind them.
        }
        turned = rows.get(row);
        at = index - starts.get(row);
        set(1);
    }

    private void set(int value) {
        if (turned instanceof double[] numbers) {
            numbers[at] = value;
        } else {
            ((float[]) turned)[at] = value;
        }
    }

    /** The direction of argument {@code index}, which is a number. */
    public double number(int index) {
        return ((double[]) parts[index])[0];
    }

    /** The direction of argument {@code index}, in its shape: the same array each time; not to be written. */
    @SuppressWarnings("unchecked") // It has the class of the argument.
    public <T> T array(int index) {
        return (T) parts[index];
    }

    /**
     * The numbers in values of the shapes of the arguments, in order.
     *
     * @return a new array, or the very array if there is but one
     */
    public double[] flat(Object... values) {
        if (values.length == 1 && values[0] instanceof double[] all) {
            return all;
        }
        double[] flat = new double[size];
        int next = 0;
        for (Object value : values) {
            double[] numbers =
                    value instanceof Number number ? new double[] {number.doubleValue()} : Components.of(value);
            System.arraycopy(numbers, 0, flat, next, numbers.length);
            next += numbers.length;
        }
        return flat;
    }

    /** A matrix that is symmetric but for rounding, made so: both of two opposite elements become their mean. */
    public static double[][] symmetric(double[][] matrix) {
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < i; j++) {
                double mean = 0.5 * (matrix[i][j] + matrix[j][i]);
                matrix[i][j] = mean;
                matrix[j][i] = mean;
            }
        }
        return matrix;
    }
}
