package io.github.cotangent.runtime;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The unit directions of the inputs of a method, one after the other: all zeros but for a single one. The numbers in the inputs are
 * counted from 0 in the order in which {@link Components} has them. Inputs and rows that are the same array have one direction, in which
 * the one appears wherever the array does.
 *
 * <p>Generated code calls this class to make matrices out of products with directions.
 */
public final class Directions {
    /** For each input its direction; a number is in an array of one. */
    private final Object[] parts;
    /** The number of the first number of each input, and behind them of all. */
    private final int[] firsts;
    /** The places of the numbers, and the number of the first one of each. */
    private final List<Object> leaves = new ArrayList<>();

    private final List<Integer> starts = new ArrayList<>();
    private int size;
    private Object turned;
    private int at;

    private Directions(Object[] zeros) {
        parts = zeros;
        firsts = new int[zeros.length + 1];
        for (int i = 0; i < zeros.length; i++) {
            for (Object leaf : Components.leaves(zeros[i])) {
                leaves.add(leaf);
                starts.add(size);
                size += Components.length(leaf);
            }
            firsts[i + 1] = size;
        }
    }

    /** The directions of arguments that are numbers and arrays of {@code double} or {@code float}, of any rank; null has none. */
    public static Directions of(Object... arguments) {
        Map<Object, Object> made = new IdentityHashMap<>();
        Object[] zeros = new Object[arguments.length];
        for (int i = 0; i < zeros.length; i++) {
            zeros[i] = arguments[i] instanceof Number ? arguments[i] : zeros(arguments[i], made);
        }
        return in(zeros);
    }

    /** The directions in given arrays and tangents, which are zeros; for an input that is a number there is any number. */
    public static Directions in(Object... zeros) {
        Object[] parts = zeros.clone();
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] instanceof Number) {
                parts[i] = new double[1];
            }
        }
        return new Directions(parts);
    }

    private static Object zeros(Object array, Map<Object, Object> made) {
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
        return zeros;
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
        while (row + 1 < leaves.size() && starts.get(row + 1) <= index) {
            row++; // Empty arrays have the same start as what is behind them.
        }
        turned = leaves.get(row);
        at = index - starts.get(row);
        set(1);
    }

    /**
     * Turns to a direction.
     *
     * @throws IllegalArgumentException if it has not as many numbers as the inputs
     */
    public void turn(double[] direction) {
        if (direction.length != size) {
            throw new IllegalArgumentException(
                    "the pattern is for " + direction.length + " inputs, and here are " + size);
        }
        for (int i = 0; i < leaves.size(); i++) {
            for (int k = 0; k < Components.length(leaves.get(i)); k++) {
                Components.setIn(leaves.get(i), k, 0);
            }
        }
        int next = 0;
        for (Object part : parts) {
            // Found anew, with the zeros in it, or what has come from another place where the same array or object
            // stands.
            for (Object leaf : Components.leaves(part)) {
                for (int k = 0; k < Components.length(leaf); k++) {
                    Components.setIn(leaf, k, Components.getIn(leaf, k) + direction[next++]);
                }
            }
        }
    }

    private void set(int value) {
        Components.setIn(turned, at, value);
    }

    /** The direction of input {@code index}, which is a number. */
    public double number(int index) {
        return ((double[]) parts[index])[0];
    }

    /** The direction of input {@code index}, in the shape of its zeros: the same array each time; not to be written. */
    @SuppressWarnings("unchecked") // It has the class of the zeros.
    public <T> T array(int index) {
        return (T) parts[index];
    }

    /**
     * The numbers in values of the shapes of the inputs, in order.
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

    /**
     * The part of a matrix that belongs to input {@code index}, which is a number.
     *
     * @param columns the matrix, column by column
     */
    public double[] column(int index, double[][] columns) {
        return columns[firsts[index]];
    }

    /**
     * The part of a matrix that belongs to input {@code index}, row by row.
     *
     * @param columns the matrix, column by column
     * @param height how many rows there are
     */
    public double[][] rows(int index, double[][] columns, int height) {
        int first = firsts[index];
        double[][] rows = new double[height][firsts[index + 1] - first];
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = columns[first + j][i];
            }
        }
        return rows;
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
