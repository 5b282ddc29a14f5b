package io.github.cotangent.testing;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** Changes everything in values and in what they lead to that can be changed: for code that must not rely on any of it any more. */
public final class Spoiled {
    private final Set<Object> met = Collections.newSetFromMap(new IdentityHashMap<>());

    private Spoiled() {}

    /** Changes all of it. */
    public static void all(Object... values) {
        Spoiled spoiled = new Spoiled();
        for (Object value : values) {
            spoiled.spoil(value);
        }
    }

    private void spoil(Object value) {
        if (value == null || value instanceof Enum || !met.add(value)) {
            return;
        }
        Class<?> type = value.getClass();
        if (type.isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                spoil(Array.get(value, i));
                Array.set(value, i, other(type.getComponentType()));
            }
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(this::spoil);
            clear(map::clear);
        } else if (value instanceof Collection<?> collection) {
            collection.forEach(this::spoil);
            clear(collection::clear);
        } else if (type.getClassLoader() != null) {
            for (Class<?> each = type; each.getClassLoader() != null; each = each.getSuperclass()) {
                for (Field field : each.getDeclaredFields()) {
                    spoil(value, field);
                }
            }
        }
    }

    private static void clear(Runnable clearing) {
        try {
            clearing.run();
        } catch (UnsupportedOperationException e) {
            // It cannot be changed.
        }
    }

    private void spoil(Object object, Field field) {
        if (Modifier.isStatic(field.getModifiers())) {
            return;
        }
        try {
            field.setAccessible(true);
            spoil(field.get(object));
            if (!Modifier.isFinal(field.getModifiers())) {
                field.set(object, other(field.getType()));
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** A value of a type that hardly anything has. */
    private static Object other(Class<?> type) {
        if (type == double.class) {
            return Double.NaN;
        } else if (type == float.class) {
            return Float.NaN;
        } else if (type == boolean.class) {
            return true;
        } else if (type == char.class) {
            return '\uffff';
        } else if (type == long.class) {
            return -77777L;
        } else if (type == int.class) {
            return -77777;
        } else if (type == short.class) {
            return (short) -7777;
        }
        return type == byte.class ? (Object) (byte) -77 : null;
    }
}
