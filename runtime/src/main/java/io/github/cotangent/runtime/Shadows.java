package io.github.cotangent.runtime;

import java.lang.reflect.Array;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Storage for cotangents and tangents of arrays: shadows, which have the shape of the array they belong to. Generated code
 * calls these functions; arrays are of {@code double} or {@code float}, of any rank.
 *
 * <p>Array rows can be shared: {@code m[0] == m[1]}, or two arguments that are the same array. What is one array in the
 * original is one array in the shadow; what are two are two. {@link #shared} finds out whether anything is shared at all, which
 * is rare; the functions with a {@code known} take its answer. It maps arrays to their shadows, and null means that nothing is
 * shared.
 */
public final class Shadows {
    /** Up to so many arrays are compared one with another, which needs no memory; more go through a hash table. */
    private static final int FEW = 32;

    private Shadows() {}

    /**
     * The rows of an array of arrays as they are now: a copy of all levels above the innermost rows, which are shared. A method
     * may replace rows of its argument; the cotangents of the initial contents are those of the initial rows.
     */
    public static <T> T rows(T array) {
        return spine(array);
    }

    @SuppressWarnings("unchecked") // A copy of an array has its type.
    private static <T> T spine(T array) {
        if (!(array instanceof Object[] rows)) {
            return array;
        }
        Object[] copy = rows.clone();
        for (int i = 0; i < copy.length; i++) {
            copy[i] = spine(copy[i]);
        }
        return (T) copy;
    }

    // ---- new storage

    /** The shadows of no array and no object, to start with where objects are among the arguments. */
    public static IdentityHashMap<Object, Object> none() {
        return new IdentityHashMap<>();
    }

    /** New zeros, as many as there are elements; null for null. */
    public static double[] zeros(double[] like) {
        return like == null ? null : new double[like.length];
    }

    /** New zeros, as many as there are elements; null for null. */
    public static float[] zeros(float[] like) {
        return like == null ? null : new float[like.length];
    }

    /** New zeros in the same shape: null rows are null, shared rows are shared; null for null. */
    public static <T> T zeros(T like) {
        return zeros(like, null);
    }

    /**
     * New zeros in the same shape, except for arrays whose shadow is known already.
     *
     * @param known arrays and their shadows, to which the new ones are added; null if nothing is shared with anything
     *     outside of {@code like}
     */
    public static <T> T zeros(T like, IdentityHashMap<Object, Object> known) {
        IdentityHashMap<Object, Object> map = known == null && like instanceof Object[] rows ? shared(rows) : known;
        @SuppressWarnings("unchecked") // The shadow has the class of the original.
        T zeros = (T) shadow(like, map);
        return zeros;
    }

    /**
     * Notes the shadow that an array has already, and those of its rows.
     *
     * @param known null if nothing is shared: then there is nothing to note
     */
    public static void bind(IdentityHashMap<Object, Object> known, Object array, Object shadow) {
        if (known == null || array == null) {
            return;
        }
        known.putIfAbsent(array, shadow);
        if (array instanceof Object[] rows) {
            Object[] shadows = (Object[]) shadow;
            for (int i = 0; i < rows.length; i++) {
                bind(known, rows[i], shadows[i]);
            }
        }
    }

    /** A copy of the shadow of an array, for a computation that goes on with it and must leave what the caller passed alone. */
    public static double[] copy(double[] original, double[] shadow) {
        return original == null ? null : shadow.clone();
    }

    /** {@link #copy(double[], double[])} for {@code float}. */
    public static float[] copy(float[] original, float[] shadow) {
        return original == null ? null : shadow.clone();
    }

    /** {@link #copy(Object, Object, IdentityHashMap)}, where nothing is shared with anything outside of the array. */
    public static <T> T copy(T original, T shadow) {
        return copy(original, shadow, new IdentityHashMap<>());
    }

    /**
     * A copy of the shadow of an array of any rank. What is one array in the original is one array in the copy.
     *
     * @param known arrays and the copies of their shadows, to which the new ones are added
     */
    public static <T> T copy(T original, T shadow, IdentityHashMap<Object, Object> known) {
        @SuppressWarnings("unchecked") // The shadow has the class of the original.
        T copy = (T) copied(original, shadow, known);
        return copy;
    }

    private static Object copied(Object array, Object shadow, IdentityHashMap<Object, Object> known) {
        if (array == null) {
            return null;
        }
        Object copy = known.get(array);
        if (copy != null) {
            return copy;
        }
        if (array instanceof Object[] rows) {
            Object[] shadows = (Object[]) shadow;
            Object[] copies = (Object[]) Array.newInstance(array.getClass().getComponentType(), rows.length);
            for (int i = 0; i < rows.length; i++) {
                copies[i] = copied(rows[i], shadows[i], known);
            }
            copy = copies;
        } else {
            copy = shadow instanceof double[] numbers ? numbers.clone() : ((float[]) shadow).clone();
        }
        known.put(array, copy);
        return copy;
    }

    private static Object shadow(Object array, IdentityHashMap<Object, Object> known) {
        if (array == null) {
            return null;
        }
        Object shadow = known == null ? null : known.get(array);
        if (shadow != null) {
            return shadow;
        }
        if (array instanceof Object[] rows) {
            Object[] shadows = (Object[]) Array.newInstance(array.getClass().getComponentType(), rows.length);
            for (int i = 0; i < rows.length; i++) {
                shadows[i] = shadow(rows[i], known);
            }
            shadow = shadows;
        } else {
            shadow = array instanceof double[] numbers
                    ? new double[numbers.length]
                    : new float[((float[]) array).length];
        }
        if (known != null) {
            known.put(array, shadow);
        }
        return shadow;
    }

    // ---- sharing

    /** {@link #shared(Object[])} for arrays of numbers. */
    public static IdentityHashMap<Object, Object> shared(double[] a, double[] b) {
        return anyTwice(a, b, null, null) ? new IdentityHashMap<>() : null;
    }

    /** {@link #shared(Object[])} for arrays of numbers. */
    public static IdentityHashMap<Object, Object> shared(double[] a, double[] b, double[] c) {
        return anyTwice(a, b, c, null) ? new IdentityHashMap<>() : null;
    }

    /** {@link #shared(Object[])} for arrays of numbers. */
    public static IdentityHashMap<Object, Object> shared(double[] a, double[] b, double[] c, double[] d) {
        return anyTwice(a, b, c, d) ? new IdentityHashMap<>() : null;
    }

    /** {@link #shared(Object[])} for arrays of numbers. */
    public static IdentityHashMap<Object, Object> shared(float[] a, float[] b) {
        return anyTwice(a, b, null, null) ? new IdentityHashMap<>() : null;
    }

    /** {@link #shared(Object[])} for arrays of numbers. */
    public static IdentityHashMap<Object, Object> shared(float[] a, float[] b, float[] c) {
        return anyTwice(a, b, c, null) ? new IdentityHashMap<>() : null;
    }

    /** {@link #shared(Object[])} for arrays of numbers. */
    public static IdentityHashMap<Object, Object> shared(float[] a, float[] b, float[] c, float[] d) {
        return anyTwice(a, b, c, d) ? new IdentityHashMap<>() : null;
    }

    /** {@link #shared(Object[])} without an array for the arguments. */
    public static IdentityHashMap<Object, Object> shared(Object a, Object b) {
        return anyTwice(a, b, null, null) ? new IdentityHashMap<>() : null;
    }

    /** {@link #shared(Object[])} without an array for the arguments. */
    public static IdentityHashMap<Object, Object> shared(Object a, Object b, Object c) {
        return anyTwice(a, b, c, null) ? new IdentityHashMap<>() : null;
    }

    /** {@link #shared(Object[])} without an array for the arguments. */
    public static IdentityHashMap<Object, Object> shared(Object a, Object b, Object c, Object d) {
        return anyTwice(a, b, c, d) ? new IdentityHashMap<>() : null;
    }

    /**
     * Whether two of these arrays, or any rows in or among them, are the same array.
     *
     * @param <T> generic only so that a single array of arrays can be passed without a compiler warning
     * @return an empty map, for the functions that take a {@code known}, if so; null otherwise
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // Nothing is stored in the argument array.
    public static <T> IdentityHashMap<Object, Object> shared(T... arrays) {
        return anyTwice(arrays, null, null, null) ? new IdentityHashMap<>() : null;
    }

    /** Whether an array occurs twice in and below these; each of them may be null. */
    private static boolean anyTwice(Object a, Object b, Object c, Object d) {
        long count = count(a) + count(b) + count(c) + count(d);
        if (count <= FEW) {
            return anyTwice(a, a, b, c, d)
                    || anyTwice(b, a, b, c, d)
                    || anyTwice(c, a, b, c, d)
                    || anyTwice(d, a, b, c, d);
        }
        int expected = (int) Math.min(count, 1 << 28);
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>(expected));
        return !(collect(a, seen) && collect(b, seen) && collect(c, seen) && collect(d, seen));
    }

    /** Whether one of the arrays in and below {@code some} occurs twice in and below the others. */
    private static boolean anyTwice(Object some, Object a, Object b, Object c, Object d) {
        if (some == null) {
            return false;
        }
        if (times(some, a) + times(some, b) + times(some, c) + times(some, d) > 1) {
            return true;
        }
        if (some instanceof Object[] rows) {
            for (Object row : rows) {
                if (anyTwice(row, a, b, c, d)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** How often an array occurs in and below another one. */
    private static int times(Object array, Object in) {
        int times = array == in ? 1 : 0;
        if (in instanceof Object[] rows) {
            for (Object row : rows) {
                times += times(array, row);
            }
        }
        return times;
    }

    /** How many arrays there are in and below this one. */
    private static long count(Object array) {
        long count = array == null ? 0 : 1;
        if (array instanceof Object[] rows) {
            for (Object row : rows) {
                count += count(row);
            }
        }
        return count;
    }

    /** Notes all arrays in and below this one; false if one occurs twice. */
    private static boolean collect(Object array, Set<Object> seen) {
        if (array == null) {
            return true;
        }
        if (!seen.add(array)) {
            return false;
        }
        if (array instanceof Object[] rows) {
            for (Object row : rows) {
                if (!collect(row, seen)) {
                    return false;
                }
            }
        }
        return true;
    }

    // ---- storage in result objects

    /**
     * A result object's buffer to add to: the buffer itself if there is one, otherwise new zeros.
     *
     * @param name what the message calls it
     * @throws IllegalArgumentException if the buffer has another shape than {@code like}
     */
    public static double[] claim(String name, double[] buffer, double[] like) {
        if (buffer == null) {
            return zeros(like);
        }
        fit(name, buffer, like);
        return buffer;
    }

    /** {@link #claim(String, double[], double[])} for {@code float}. */
    public static float[] claim(String name, float[] buffer, float[] like) {
        if (buffer == null) {
            return zeros(like);
        }
        fit(name, buffer, like);
        return buffer;
    }

    /**
     * {@link #claim(String, double[], double[])} for any rank. Nothing is shared in {@code like}; so where an earlier call has
     * left a buffer with shared rows, they are separated.
     */
    public static <T> T claim(String name, T buffer, T like) {
        if (buffer == null) {
            return zeros(like);
        }
        fit(name, buffer, like);
        return Cotangents.separate(buffer);
    }

    /** {@link #claim(String, Object, Object, IdentityHashMap)}. */
    public static double[] claim(String name, double[] buffer, double[] like, IdentityHashMap<Object, Object> known) {
        return known == null ? claim(name, buffer, like) : fresh(name, buffer, like, known);
    }

    /** {@link #claim(String, Object, Object, IdentityHashMap)}. */
    public static float[] claim(String name, float[] buffer, float[] like, IdentityHashMap<Object, Object> known) {
        return known == null ? claim(name, buffer, like) : fresh(name, buffer, like, known);
    }

    /**
     * Storage to add to where arguments may be shared: the buffer or new zeros if nothing is; otherwise the shadow that
     * {@code like} has or gets in {@code known}. {@link #settle} then brings it to the result object.
     *
     * @throws IllegalArgumentException if the buffer has another shape than {@code like}
     */
    public static <T> T claim(String name, T buffer, T like, IdentityHashMap<Object, Object> known) {
        return known == null ? claim(name, buffer, like) : fresh(name, buffer, like, known);
    }

    /**
     * New zeros in the shape of an array, whose contents will be added to a buffer later.
     *
     * @throws IllegalArgumentException if the buffer exists and has another shape: it will not take the sum
     */
    public static double[] fresh(String name, double[] buffer, double[] like) {
        fit(name, buffer, like);
        return zeros(like);
    }

    /** {@link #fresh(String, double[], double[])} for {@code float}. */
    public static float[] fresh(String name, float[] buffer, float[] like) {
        fit(name, buffer, like);
        return zeros(like);
    }

    /** {@link #fresh(String, double[], double[])} for any rank. */
    public static <T> T fresh(String name, T buffer, T like) {
        fit(name, buffer, like);
        return zeros(like);
    }

    /** {@link #fresh(String, Object, Object)}, except that an array has the shadow that is known already. */
    public static <T> T fresh(String name, T buffer, T like, IdentityHashMap<Object, Object> known) {
        fit(name, buffer, like);
        return zeros(like, known);
    }

    /** {@link #fresh(String, Object, Object, IdentityHashMap)} for an array of numbers. */
    public static double[] fresh(String name, double[] buffer, double[] like, IdentityHashMap<Object, Object> known) {
        fit(name, buffer, like);
        return zeros(like, known);
    }

    /** {@link #fresh(String, Object, Object, IdentityHashMap)} for an array of numbers. */
    public static float[] fresh(String name, float[] buffer, float[] like, IdentityHashMap<Object, Object> known) {
        fit(name, buffer, like);
        return zeros(like, known);
    }

    /** {@link #settle(String, Object, Object, IdentityHashMap)} for an array of numbers. */
    public static double[] settle(
            String name, double[] buffer, double[] shadow, IdentityHashMap<Object, Object> known) {
        return known == null ? shadow : Cotangents.add(name, buffer, shadow);
    }

    /** {@link #settle(String, Object, Object, IdentityHashMap)} for an array of numbers. */
    public static float[] settle(String name, float[] buffer, float[] shadow, IdentityHashMap<Object, Object> known) {
        return known == null ? shadow : Cotangents.add(name, buffer, shadow);
    }

    /** What a result object holds after a call whose storage {@link #claim(String, Object, Object, IdentityHashMap)} gave. */
    public static <T> T settle(String name, T buffer, T shadow, IdentityHashMap<Object, Object> known) {
        return known == null ? shadow : Cotangents.add(name, buffer, shadow);
    }

    /**
     * Checks that an array can be added to a buffer; one of them may be null. A null argument fits anything: if it matters, the method
     * itself throws, as the plain call does.
     *
     * @throws IllegalArgumentException if the buffer has another shape
     */
    public static void fit(String name, double[] buffer, double[] like) {
        if (buffer != null && like != null && buffer.length != like.length) {
            throw Shapes.differsFromHeld(name, buffer, like);
        }
    }

    /** {@link #fit(String, double[], double[])} for {@code float}. */
    public static void fit(String name, float[] buffer, float[] like) {
        if (buffer != null && like != null && buffer.length != like.length) {
            throw Shapes.differsFromHeld(name, buffer, like);
        }
    }

    /** {@link #fit(String, double[], double[])} for any rank. */
    public static void fit(String name, Object buffer, Object like) {
        if (buffer != null && like != null && !Shapes.same(buffer, like)) {
            throw Shapes.differsFromHeld(name, buffer, like);
        }
    }

    // ---- seeds

    /**
     * Checks a cotangent or tangent the caller passes for an array or, given its shadow, for an object. For null anything will
     * do: nothing flows.
     *
     * @throws IllegalArgumentException if it is null or has another shape
     */
    public static <T> void check(String name, T seed, T like) {
        if (Merge.concerns(like)) {
            Merge.check(name, seed, like);
        } else if (like != null && !Shapes.same(seed, like)) {
            throw Shapes.differsFromRequired(name, seed, like);
        }
    }

    /** {@link #check(String, Object, Object)} for an array of numbers. */
    public static void check(String name, double[] seed, double[] like) {
        if (like != null && (seed == null || seed.length != like.length)) {
            throw Shapes.differsFromRequired(name, seed, like);
        }
    }

    /** {@link #check(String, Object, Object)} for an array of numbers. */
    public static void check(String name, float[] seed, float[] like) {
        if (like != null && (seed == null || seed.length != like.length)) {
            throw Shapes.differsFromRequired(name, seed, like);
        }
    }

    /** {@link #add(Object, Object)} for arrays of numbers. */
    public static void add(double[] target, double[] addend) {
        if (target != null && addend != null) {
            for (int i = 0; i < target.length; i++) {
                target[i] += addend[i];
            }
        }
    }

    /** {@link #add(Object, Object)} for arrays of numbers. */
    public static void add(float[] target, float[] addend) {
        if (target != null && addend != null) {
            for (int i = 0; i < target.length; i++) {
                target[i] += addend[i];
            }
        }
    }

    /**
     * Adds elements to elements, place by place. If the same rows meet in several places, because both arrays share them, they
     * are added once: that shadow already holds the sum over the places. Nothing happens where the target is null. Tangents
     * likewise.
     */
    public static <T> void add(T target, T addend) {
        if (Merge.concerns(target)) {
            Merge.add(target, addend);
            return;
        }
        boolean once = target instanceof Object[] to
                && addend instanceof Object[] from
                && shared(to) != null
                && shared(from) != null;
        addDeep(target, addend, once ? new IdentityHashMap<>() : null);
    }

    /** @param done which addends each target got already; null if no pair can meet twice */
    private static void addDeep(Object target, Object addend, IdentityHashMap<Object, Set<Object>> done) {
        if (target == null || addend == null || done != null && !first(target, addend, done)) {
            return;
        }
        if (target instanceof double[] to) {
            double[] from = (double[]) addend;
            for (int i = 0; i < to.length; i++) {
                to[i] += from[i];
            }
        } else if (target instanceof float[] to) {
            float[] from = (float[]) addend;
            for (int i = 0; i < to.length; i++) {
                to[i] += from[i];
            }
        } else {
            Object[] to = (Object[]) target;
            Object[] from = (Object[]) addend;
            for (int i = 0; i < to.length; i++) {
                addDeep(to[i], from[i], done);
            }
        }
    }

    private static boolean first(Object target, Object addend, IdentityHashMap<Object, Set<Object>> done) {
        return done.computeIfAbsent(target, t -> Collections.newSetFromMap(new IdentityHashMap<>()))
                .add(addend);
    }
}
