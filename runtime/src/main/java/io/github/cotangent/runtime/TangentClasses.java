package io.github.cotangent.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The tangent types of a companion by the classes they belong to, for objects and arrays whose class only shows at run time: what
 * type variables stand for. Immutable.
 */
public final class TangentClasses {
    private record Entry(Class<?> original, Class<?> tangent, Function<Object, ?> fresh) {}

    private final List<Entry> entries;

    /** None yet, but for those of boxes. */
    public TangentClasses() {
        this(List.of(
                new Entry(Double.class, DoubleTangent.class, DoubleTangent::fresh),
                new Entry(Float.class, FloatTangent.class, FloatTangent::fresh)));
    }

    private TangentClasses(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * These and another one.
     *
     * @param original a class or interface
     * @param tangent the tangent type that belongs to it
     * @param fresh a new tangent of the class that fits an object, null if no tangent type does
     */
    public TangentClasses with(Class<?> original, Class<?> tangent, Function<Object, ?> fresh) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(new Entry(original, tangent, fresh));
        return new TangentClasses(List.copyOf(more));
    }

    /** A zero tangent of the class that fits an object; null if it is data, of a class that has no tangent type. */
    Object fresh(Object original) {
        for (Entry entry : entries) {
            if (entry.original().isInstance(original)) {
                Object tangent = entry.fresh().apply(original);
                if (tangent != null) {
                    return tangent;
                }
            }
        }
        return null;
    }

    /** The class of the elements of the shadow of an array. Whatever is in an array of unknown objects, its shadow takes it. */
    Class<?> element(Class<?> array) {
        Class<?> leaf = array;
        int rank = 0;
        for (; leaf.isArray(); rank++) {
            leaf = leaf.getComponentType();
        }
        Class<?> shadow = nearest(leaf);
        for (int i = 1; i < rank; i++) {
            shadow = shadow.arrayType();
        }
        return shadow;
    }

    private Class<?> nearest(Class<?> type) {
        Entry found = null;
        for (Entry entry : entries) {
            boolean nearer = found == null || found.original().isAssignableFrom(entry.original());
            found = nearer && entry.original().isAssignableFrom(type) ? entry : found;
        }
        return found == null ? Object.class : found.tangent();
    }
}
