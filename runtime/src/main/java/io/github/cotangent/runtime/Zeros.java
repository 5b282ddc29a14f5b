package io.github.cotangent.runtime;

import java.lang.reflect.Array;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Makes zero shadows of objects: a tangent for each object, an array for each array, a list or map for each container, which refer
 * to each other as the originals do. It keeps a list of its own of what is still to be done, so that long chains of objects need
 * no stack.
 */
public final class Zeros {
    private record Shaping(Tangent tangent, Object original) {}

    /**
     * What containers hold.
     *
     * @param depth how many containers are around it; 0 if there is no container
     * @param type the class of the shadows of what the innermost ones hold; null if that is arrays of numbers
     * @param fresh a new tangent of the class that fits an object, null if no tangent type does; null if no objects are held
     */
    public record Held(int depth, Class<?> type, Function<Object, ?> fresh) {

        /** Arrays of numbers. */
        public static Held numbers(int depth) {
            return new Held(depth, null, null);
        }

        /** Objects, or arrays of them. */
        public static Held objects(int depth, Class<?> type, Function<Object, ?> fresh) {
            return new Held(depth, type, fresh);
        }
    }

    private final IdentityHashMap<Object, Object> known;
    private final Deque<Shaping> pending = new ArrayDeque<>();

    private Zeros(IdentityHashMap<Object, Object> known) {
        this.known = known == null ? new IdentityHashMap<>() : known;
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
        Zeros zeros = new Zeros(known);
        return zeros.finish(zeros.of(type, original, fresh));
    }

    /** {@link #of(Class, Held, Object, IdentityHashMap)} where nothing has a shadow yet. */
    public static <T> T of(Class<?> type, Held held, Object original) {
        return of(type, held, original, null);
    }

    /**
     * The shadow of a collection or map, or of an array of such, and of all that can be reached from there.
     *
     * @param type the class of the shadow
     * @param held what the containers hold
     * @param original null has the shadow null
     * @param known the shadows that objects, arrays and containers have already, to which new ones are added; null for none
     * @throws IllegalArgumentException if a container is an iterator, or a queue of unknown order: where its elements are cannot be
     *     followed
     */
    public static <T> T of(Class<?> type, Held held, Object original, IdentityHashMap<Object, Object> known) {
        Zeros zeros = new Zeros(known);
        return zeros.finish(zeros.<T>container(type, held, original));
    }

    /** {@link #of(TangentClasses, Object, IdentityHashMap)} where nothing has a shadow yet. */
    public static <T> T of(TangentClasses classes, Object original) {
        return of(classes, original, null);
    }

    /**
     * The shadow of whatever has one: numbers in arrays and boxes, objects that have a tangent type, and what holds such; null for
     * data.
     *
     * @param classes the tangent types that there are
     * @param known the shadows that objects, arrays and containers have already, to which new ones are added; null for none
     */
    public static <T> T of(TangentClasses classes, Object original, IdentityHashMap<Object, Object> known) {
        Zeros zeros = new Zeros(known);
        return zeros.finish(zeros.<T>any(classes, original));
    }

    private <T> T finish(T shadow) {
        while (!pending.isEmpty()) {
            Shaping next = pending.remove();
            next.tangent().shape(next.original(), this);
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

    /** The shadow of a collection or map, or of an array of such, that an object refers to. */
    @SuppressWarnings("unchecked") // The caller names the class of the shadow.
    public <T> T container(Class<?> type, Held held, Object original) {
        return (T) containers(type, held, original);
    }

    /** The shadow of what a type variable stands for, and an object refers to. */
    @SuppressWarnings("unchecked") // The caller knows what it is.
    public <T> T any(TangentClasses classes, Object original) {
        return (T) shadow(classes, original);
    }

    private Object shadow(TangentClasses classes, Object original) {
        if (original instanceof Collection || original instanceof Map || original instanceof Map.Entry) {
            return isOrdered(original) || !(original instanceof Collection)
                    ? container(original, element -> shadow(classes, element))
                    : null;
        }
        if (original == null || !original.getClass().isArray()) {
            return shadow(null, original, classes::fresh);
        }
        if (!Merge.concerns(original)) {
            return Shapes.areFloating(original) ? Shadows.zeros(original, known) : nothing(original);
        }
        Object shadow = known.get(original);
        if (shadow == null) {
            Object[] elements = (Object[]) original;
            Object[] shadows = (Object[]) Array.newInstance(classes.element(original.getClass()), elements.length);
            known.put(original, shadows);
            for (int i = 0; i < elements.length; i++) {
                shadows[i] = shadow(classes, elements[i]);
            }
            shadow = shadows;
        }
        return shadow;
    }

    /** Arrays of whole numbers have no shadow, but what type variables stand for may be the rows of one that is looked into. */
    private static Object nothing(Object array) {
        return array instanceof Object[] rows ? new Object[rows.length] : null;
    }

    private Object containers(Class<?> type, Held held, Object original) {
        if (held.depth() == 0) {
            return shadow(type, original, held.fresh());
        } else if (!type.isArray() || original == null) {
            return container(held, original);
        }
        Object shadow = known.get(original);
        if (shadow == null) {
            Object[] elements = (Object[]) original;
            Object[] shadows = (Object[]) Array.newInstance(type.getComponentType(), elements.length);
            for (int i = 0; i < elements.length; i++) {
                shadows[i] = containers(type.getComponentType(), held, elements[i]);
            }
            known.put(original, shadows);
            shadow = shadows;
        }
        return shadow;
    }

    private Object container(Held held, Object original) {
        if (original == null) {
            return null;
        }
        if (!isOrdered(original) && !(original instanceof Map) && !(original instanceof Map.Entry)) {
            throw new IllegalArgumentException(
                    "an object of class " + original.getClass().getName()
                            + " has no derivative: where its elements are cannot be followed. Use a list, a deque or a map");
        }
        return container(original, element -> element(held, element));
    }

    private static boolean isOrdered(Object original) {
        return original instanceof PriorityQueue
                || original instanceof Iterable && (!(original instanceof Queue) || original instanceof Deque);
    }

    private Object container(Object original, UnaryOperator<Object> element) {
        if (original instanceof Map.Entry<?, ?> entry) {
            return new AbstractMap.SimpleEntry<>(entry.getKey(), element.apply(entry.getValue()));
        }
        Object shadow = known.get(original);
        if (shadow != null) {
            return shadow;
        }
        ContainerTangent container = original instanceof Map
                ? new MapTangent<>()
                : original instanceof PriorityQueue ? ListTangent.arranging() : new ListTangent<>();
        known.put(original, container);
        container.fill(original, element);
        return container;
    }

    private Object element(Held held, Object element) {
        if (held.depth() > 1) {
            return container(new Held(held.depth() - 1, held.type(), held.fresh()), element);
        }
        return held.type() == null ? of(element) : shadow(held.type(), element, held.fresh());
    }

    private Object shadow(Class<?> type, Object original, Function<Object, ?> fresh) {
        if (original == null) {
            return null;
        }
        if (original instanceof Double || original instanceof Float) {
            return fresh.apply(original); // Not known, since boxes have no identity: each place counts for itself.
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
