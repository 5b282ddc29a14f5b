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
    private static final int TILE = 32;

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
            if (zeros[i] instanceof double[]) {
                add(zeros[i]);
            } else {
                Components.leaves(zeros[i]).forEach(this::add);
            }
            firsts[i + 1] = size;
        }
    }

    private void add(Object leaf) {
        leaves.add(leaf);
        starts.add(size);
        size += Components.length(leaf);
    }

    /** The directions of arguments that are numbers and arrays of {@code double} or {@code float}, of any rank; null has none. */
    public static Directions of(Object... arguments) {
        Map<Object, Object> made = null;
        Object[] zeros = new Object[arguments.length];
        for (int i = 0; i < zeros.length; i++) {
            if (arguments[i] instanceof Number) {
                zeros[i] = new double[1];
            } else {
                made = made == null ? new IdentityHashMap<>() : made;
                zeros[i] = zeros(arguments[i], made);
            }
        }
        return new Directions(zeros);
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

    /** Turns to the direction with a one for number {@code index}, from 0; if there is no such number, all are zero. */
    public void turn(int index) {
        if (turned != null) {
            set(0);
            turned = null;
        }
        if (index >= size) {
            return;
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

    /** Puts rows into a matrix, from row {@code first} on; those beyond its end are left out. */
    public static void place(double[][] rows, int first, double[][] matrix) {
        System.arraycopy(rows, 0, matrix, first, Math.min(rows.length, matrix.length - first));
    }

    /** A matrix that is symmetric but for rounding, made so: both of two opposite elements become their mean. */
    public static double[][] symmetric(double[][] matrix) {
        // Tile by tile, so that columns are read from the cache.
        for (int top = 0; top < matrix.length; top += TILE) {
            for (int left = 0; left <= top; left += TILE) {
                for (int i = top; i < Math.min(top + TILE, matrix.length); i++) {
                    for (int j = left; j < Math.min(left + TILE, i); j++) {
                        double mean = 0.5 * (matrix[i][j] + matrix[j][i]);
                        matrix[i][j] = mean;
                        matrix[j][i] = mean;
                    }
                }
            }
        }
        return matrix;
    }
}
