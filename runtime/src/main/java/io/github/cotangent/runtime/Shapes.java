package io.github.cotangent.runtime;

/**
 * Shapes of arrays of {@code double} or {@code float} of any rank. Two arrays have the same shape when they are both null, or
 * have the same length and rows of the same shapes. Only the other classes of this package use it.
 */
final class Shapes {
    private Shapes() {}

    /** Whether an array, of any rank, is one of floating numbers. */
    static boolean areFloating(Object array) {
        Class<?> type = array.getClass();
        while (type.isArray()) {
            type = type.getComponentType();
        }
        return type == double.class || type == float.class;
    }

    static boolean same(Object a, Object b) {
        if (a == b) {
            return true;
        }
        if (a == null || b == null) {
            return false;
        }
        if (a instanceof double[] x && b instanceof double[] y) {
            return x.length == y.length;
        }
        if (a instanceof float[] x && b instanceof float[] y) {
            return x.length == y.length;
        }
        if (a instanceof Object[] x && b instanceof Object[] y) {
            boolean same = x.length == y.length;
            for (int i = 0; same && i < x.length; i++) {
                same = same(x[i], y[i]);
            }
            return same;
        }
        return false;
    }

    /** Says what is wrong when a result object, used before for arrays of one shape, meets another. */
    static IllegalArgumentException differsFromHeld(String name, Object held, Object given) {
        int row = telling(held, given);
        if (row >= 0) {
            return differsFromHeld(name + "[" + row + "]", ((Object[]) held)[row], ((Object[]) given)[row]);
        }
        return new IllegalArgumentException(name + ": this gradient holds " + withShape(held) + ", the argument "
                + (given == null ? "is null" : "has " + shape(given))
                + "; clear() keeps shapes, use a new object for other shapes");
    }

    /** Says what is wrong with a seed or tangent that does not fit the array it belongs to. */
    static IllegalArgumentException differsFromRequired(String name, Object given, Object required) {
        int row = telling(given, required);
        if (row >= 0) {
            return differsFromRequired(name + "[" + row + "]", ((Object[]) given)[row], ((Object[]) required)[row]);
        }
        return new IllegalArgumentException(name + ": pass " + withShape(required)
                + ", the shape of the array it is the derivative of; this one "
                + (given == null ? "is null" : "has " + shape(given)));
    }

    private static String withShape(Object array) {
        return array == null ? "null" : "an array of shape " + shape(array);
    }

    /** {@code [3][4]}; for rows of different lengths {@code [3][2..4]}. */
    static String shape(Object array) {
        StringBuilder text = new StringBuilder();
        int rank = 1;
        for (Class<?> type = array.getClass().getComponentType(); type.isArray(); type = type.getComponentType()) {
            rank++;
        }
        for (int depth = 0; depth < rank; depth++) {
            int[] range = {Integer.MAX_VALUE, -1};
            lengths(array, depth, range);
            if (range[1] < 0) {
                text.append("[]");
            } else if (range[0] == range[1]) {
                text.append('[').append(range[0]).append(']');
            } else {
                text.append('[').append(range[0]).append("..").append(range[1]).append(']');
            }
        }
        return text.toString();
    }

    /** Widens a range to contain the lengths of all arrays that lie {@code depth} levels down. */
    private static void lengths(Object array, int depth, int[] range) {
        if (array == null) {
            return;
        }
        if (depth == 0) {
            int length = java.lang.reflect.Array.getLength(array);
            range[0] = Math.min(range[0], length);
            range[1] = Math.max(range[1], length);
        } else {
            for (Object row : (Object[]) array) {
                lengths(row, depth - 1, range);
            }
        }
    }

    /** The first row that differs, where the shapes of the wholes read the same and would explain nothing; otherwise -1. */
    private static int telling(Object a, Object b) {
        if (a instanceof Object[] x && b instanceof Object[] y && x.length == y.length && shape(a).equals(shape(b))) {
            for (int i = 0; i < x.length; i++) {
                if (!same(x[i], y[i])) {
                    return i;
                }
            }
        }
        return -1;
    }
}
