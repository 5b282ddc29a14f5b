package io.github.cotangent.runtime;

import java.util.Arrays;
import java.util.IdentityHashMap;

/**
 * Sums of cotangents, as result objects hold them: null as long as nothing was added, then arrays of one shape. Adding never
 * keeps a reference to the addend. Arrays are of {@code double} or {@code float}, of any rank; the functions for any rank also
 * take tangents and arrays of them.
 */
public final class Cotangents {
    private Cotangents() {}

    /**
     * Adds to a sum.
     *
     * @param name what the message calls it
     * @param sum changed in place; null for nothing yet
     * @param addend null for nothing to add
     * @return the sum: the same array, or a copy of the addend if there was none
     * @throws IllegalArgumentException if the shapes differ; nothing was added then
     */
    public static double[] add(String name, double[] sum, double[] addend) {
        if (sum == null || addend == null) {
            return sum != null ? sum : addend != null ? addend.clone() : null;
        }
        if (sum.length != addend.length) {
            throw Shapes.differsFromHeld(name, sum, addend);
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] += addend[i];
        }
        return sum;
    }

    /** {@link #add(String, double[], double[])} for {@code float}. */
    public static float[] add(String name, float[] sum, float[] addend) {
        if (sum == null || addend == null) {
            return sum != null ? sum : addend != null ? addend.clone() : null;
        }
        if (sum.length != addend.length) {
            throw Shapes.differsFromHeld(name, sum, addend);
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] += addend[i];
        }
        return sum;
    }

    /**
     * {@link #add(String, double[], double[])} for any rank. Rows that the addend shares count in each place where they
     * stand; the sum shares rows only as long as all addends share the same ones. Tangents likewise.
     */
    @SuppressWarnings("unchecked") // The sum has the class of what is summed.
    public static <T> T add(String name, T sum, T addend) {
        if (Merge.concerns(sum) || Merge.concerns(addend)) {
            return (T) Merge.sum(name, sum, addend);
        }
        if (sum == null || addend == null) {
            return sum != null ? sum : copy(addend);
        }
        if (!Shapes.same(sum, addend)) {
            throw Shapes.differsFromHeld(name, sum, addend);
        }
        T total = sharesAlike(sum, addend) ? sum : separate(sum);
        Shadows.add(total, addend);
        return total;
    }

    /** Sets all elements to zero; null is fine. */
    public static void clear(double[] sum) {
        if (sum != null) {
            Arrays.fill(sum, 0);
        }
    }

    /** Sets all elements to zero; null is fine. */
    public static void clear(float[] sum) {
        if (sum != null) {
            Arrays.fill(sum, 0);
        }
    }

    /** Sets all elements to zero, at any rank, and all that can be reached from tangents; null and null rows are fine. */
    public static void clear(Object sum) {
        if (sum instanceof double[] numbers) {
            Arrays.fill(numbers, 0);
        } else if (sum instanceof float[] numbers) {
            Arrays.fill(numbers, 0);
        } else if (Merge.concerns(sum)) {
            new Clearing().clear(sum);
        } else if (sum instanceof Object[] rows) {
            for (Object row : rows) {
                clear(row);
            }
        }
    }

    /** A copy down to the numbers, with rows shared as in the original. */
    private static <T> T copy(T array) {
        T copy = Shadows.zeros(array);
        Shadows.add(copy, array);
        return copy;
    }

    /** The array itself if it shares no rows; otherwise a copy that does not. */
    static <T> T separate(T array) {
        if (!(array instanceof Object[] rows) || Shadows.shared(rows) == null) {
            return array;
        }
        @SuppressWarnings("unchecked") // Each level has the class of the original.
        T separate = (T) separateRows(rows);
        return separate;
    }

    private static Object separateRows(Object array) {
        if (array instanceof double[] numbers) {
            return numbers.clone();
        }
        if (array instanceof float[] numbers) {
            return numbers.clone();
        }
        if (array instanceof Object[] rows) {
            Object[] copy = rows.clone();
            for (int i = 0; i < rows.length; i++) {
                copy[i] = separateRows(rows[i]);
            }
            return copy;
        }
        return null;
    }

    /** Whether two places of one array hold the same row only if those of the other do. */
    private static boolean sharesAlike(Object sum, Object addend) {
        return !(sum instanceof Object[] rows)
                || Shadows.shared(rows) == null
                || isFunction(sum, addend, new IdentityHashMap<>());
    }

    /** Whether each array of the sum meets always the same array of the addend. */
    private static boolean isFunction(Object sum, Object addend, IdentityHashMap<Object, Object> met) {
        Object before = sum == null ? addend : met.putIfAbsent(sum, addend);
        if (before != null) {
            return before == addend;
        }
        if (sum instanceof Object[] rows) {
            Object[] others = (Object[]) addend;
            for (int i = 0; i < rows.length; i++) {
                if (!isFunction(rows[i], others[i], met)) {
                    return false;
                }
            }
        }
        return true;
    }
}
