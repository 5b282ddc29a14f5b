package io.github.cotangent.runtime;

import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.function.Function;

/**
 * Makes zero shadows of objects: a tangent for each object, an array for each array, which refer to each other as the originals
 * do. It keeps a list of its own of what is still to be done, so that long chains of objects need no stack.
 */
public final class Zeros {
    private record Shaping(Tangent tangent, Object original) {}

    private final IdentityHashMap<Object, Object> known;
    private final Deque<Shaping> pending = new ArrayDeque<>();

    private Zeros(IdentityHashMap<Object, Object> known) {
        this.known = known;
    }

    /**
     * The shadow of an object, or of an array of objects of any rank, and of all that can be reached from there.
     *
     * @param type the class of the shadow, a tangent type or an array of one
     * @param original null has the shadow null
     * @param known the shadows that objects and arrays have already, to which new ones are added; null for none
     * @param fresh a new tangent of the class that fits an object, null if no tangent type does
     */
    public static <T> T of(
            Class<T> type, Object original, IdentityHashMap<Object, Object> known, Function<Object, ?> fresh) {
        Zeros zeros = new Zeros(known == null ? new IdentityHashMap<>() : known);
        T shadow = zeros.of(type, original, fresh);
        while (!zeros.pending.isEmpty()) {
            Shaping next = zeros.pending.remove();
            next.tangent().shape(next.original(), zeros);
        }
        return shadow;
    }

    /** The shadow of an object or array of objects that an object refers to. */
    public <T> T of(Class<T> type, Object original, Function<Object, ?> fresh) {
        return type.cast(shadow(type, original, fresh));
    }

    /** The shadow of an array of numbers, of any rank, that an object refers to. */
    public <T> T of(T original) {
        return Shadows.zeros(original, known);
    }

    private Object shadow(Class<?> type, Object original, Function<Object, ?> fresh) {
        if (original == null) {
            return null;
        }
        Object shadow = known.get(original);
        if (shadow != null) {
            return shadow;
        }
        if (original instanceof Object[] elements) {
            Class<?> component = type.getComponentType();
            Object[] shadows = (Object[]) Array.newInstance(component, elements.length);
            for (int i = 0; i < elements.length; i++) {
                shadows[i] = shadow(component, elements[i], fresh);
            }
            shadow = shadows;
        } else {
            shadow = fresh.apply(original);
            if (shadow == null) {
                return null;
            }
            pending.add(new Shaping((Tangent) shadow, original));
        }
        known.put(original, shadow);
        return shadow;
    }
}
