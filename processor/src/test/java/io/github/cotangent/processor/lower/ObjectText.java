package io.github.cotangent.processor.lower;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.IdentityHashMap;
import java.util.Map;

/** Values as text: arrays and objects of the classes under test by contents, an object met before by its number. */
final class ObjectText {
    private final Map<Object, Integer> numbers = new IdentityHashMap<>();
    private final StringBuilder out = new StringBuilder();

    private ObjectText() {}

    static String of(Object... values) {
        ObjectText text = new ObjectText();
        for (Object value : values) {
            text.add(value);
        }
        return text.out.toString();
    }

    private void add(Object value) {
        boolean own = value != null && value.getClass().getName().startsWith("p.") && !(value instanceof Enum);
        if (value == null || !own && !value.getClass().isArray()) {
            out.append(value).append(' ');
            return;
        }
        Integer known = numbers.putIfAbsent(value, numbers.size());
        if (known != null) {
            out.append('#').append(known).append(' ');
            return;
        }
        out.append(own ? value.getClass().getSimpleName() : "").append("{ ");
        if (own) {
            fields(value, value.getClass());
        } else {
            for (int i = 0; i < Array.getLength(value); i++) {
                add(Array.get(value, i));
            }
        }
        out.append("} ");
    }

    private void fields(Object value, Class<?> type) {
        if (type != Object.class) {
            fields(value, type.getSuperclass());
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                    add(read(field, value));
                }
            }
        }
    }

    private static Object read(Field field, Object value) {
        try {
            field.setAccessible(true);
            return field.get(value);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
