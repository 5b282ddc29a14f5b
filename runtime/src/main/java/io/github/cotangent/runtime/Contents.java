package io.github.cotangent.runtime;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What arrays and objects hold at one time, so that they can be made to hold it again. They stay the same arrays and objects.
 *
 * <p>It goes through everything that arrays and objects of the user refer to; objects of the Java platform count as constants. Chains of
 * objects may be long, so what is still to be seen stands in a list.
 */
final class Contents {
    /** What one array or object holds. */
    private record Held(Object owner, Object values) {
        long bytes() {
            return values instanceof Object[] references ? 8L * references.length : size(values);
        }

        private static long size(Object numbers) {
            int length = Array.getLength(numbers);
            if (numbers instanceof double[] || numbers instanceof long[]) {
                return 8L * length;
            } else if (numbers instanceof float[] || numbers instanceof int[]) {
                return 4L * length;
            }
            return numbers instanceof byte[] || numbers instanceof boolean[] ? length : 2L * length;
        }
    }

    private static final ClassValue<Field[]> FIELDS = new ClassValue<>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
            return fields(type);
        }
    };

    private final Map<Object, Held> held = new IdentityHashMap<>();

    /** Notes what an array or object holds, and all that it refers to; null is nothing. */
    void add(Object root) {
        Deque<Object> pending = new ArrayDeque<>();
        if (root != null) {
            pending.add(root);
        }
        while (!pending.isEmpty()) {
            Object owner = pending.remove();
            if (!held.containsKey(owner) && isFollowed(owner.getClass())) {
                Held now = new Held(owner, values(owner));
                held.put(owner, now);
                if (now.values() instanceof Object[] references) {
                    for (Object reference : references) {
                        if (reference != null) {
                            pending.add(reference);
                        }
                    }
                }
            }
        }
    }

    /** Notes what those hold that another one knows and this one does not. */
    void addOwners(Contents other) {
        other.held.keySet().forEach(owner -> held.computeIfAbsent(owner, o -> new Held(o, values(o))));
    }

    /** Puts everything back. */
    void restore() {
        held.values().forEach(Contents::restore);
    }

    long bytes() {
        return held.values().stream().mapToLong(Held::bytes).sum();
    }

    private static boolean isFollowed(Class<?> type) {
        return type.isArray()
                || !type.isEnum()
                        && type.getClassLoader() != null
                        && type.getClassLoader() != ClassLoader.getPlatformClassLoader();
    }

    private static Object values(Object owner) {
        if (owner.getClass().isArray()) {
            int length = Array.getLength(owner);
            Object copy = Array.newInstance(owner.getClass().getComponentType(), length);
            System.arraycopy(owner, 0, copy, 0, length);
            return copy;
        }
        List<Object> values = new ArrayList<>();
        try {
            for (Field field : FIELDS.get(owner.getClass())) {
                values.add(field.get(owner));
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e); // They were made accessible.
        }
        return values.toArray();
    }

    private static void restore(Held before) {
        Object owner = before.owner();
        if (owner.getClass().isArray()) {
            System.arraycopy(before.values(), 0, owner, 0, Array.getLength(owner));
            return;
        }
        Field[] fields = FIELDS.get(owner.getClass());
        try {
            for (int i = 0; i < fields.length; i++) {
                if (!Modifier.isFinal(fields[i].getModifiers())) {
                    fields[i].set(owner, ((Object[]) before.values())[i]);
                }
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e); // They were made accessible.
        }
    }

    private static Field[] fields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> c = type; c != null && isFollowed(c); c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    try {
                        field.setAccessible(true);
                    } catch (InaccessibleObjectException e) {
                        throw new IllegalStateException(
                                "a checkpointed loop changes objects of " + c + ", and must put back what they held;"
                                        + " let the module of the class open its package to io.github.cotangent.runtime",
                                e);
                    }
                    fields.add(field);
                }
            }
        }
        return fields.toArray(new Field[0]);
    }
}
