package io.github.cotangent.check;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * The numbers in values whose derivatives have a shape that can be walked through: {@code double}, {@code float}, arrays of any rank, and
 * records with such parts. Their order is that of elements and components.
 */
final class Numbers {
    private Numbers() {}

    /** Whether a type is one of those. */
    static boolean carries(Class<?> type) {
        if (type.isArray()) {
            return carries(type.getComponentType());
        }
        return isNumber(type)
                || type.isRecord()
                        && Arrays.stream(type.getRecordComponents())
                                .anyMatch(part -> part.getType() != type && carries(part.getType()));
    }

    static boolean isNumber(Class<?> type) {
        return type == double.class || type == float.class;
    }

    /** Whether a float is among them. */
    static boolean hasFloat(Class<?> type) {
        if (type.isArray()) {
            return hasFloat(type.getComponentType());
        }
        return type == float.class
                || type.isRecord()
                        && Arrays.stream(type.getRecordComponents())
                                .anyMatch(part -> part.getType() != type && hasFloat(part.getType()));
    }

    /**
     * Adds the numbers of a value to a list.
     *
     * @param names gets what they are called, if not null
     */
    static void read(Class<?> type, Object value, String path, List<Double> numbers, List<String> names) {
        if (value == null || !carries(type)) {
            return;
        }
        if (isNumber(type)) {
            numbers.add(((Number) value).doubleValue());
            if (names != null) {
                names.add(path);
            }
        } else if (type.isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                read(type.getComponentType(), Array.get(value, i), path + "[" + i + "]", numbers, names);
            }
        } else {
            for (RecordComponent part : type.getRecordComponents()) {
                read(
                        part.getType(),
                        Members.get(value, part.getAccessor()),
                        path + "." + part.getName(),
                        numbers,
                        names);
            }
        }
    }

    /**
     * A copy, arrays included.
     *
     * @param numbers those to put in the place of its own; null for the same ones
     */
    static Object copy(Class<?> type, Object value, Iterator<Double> numbers) {
        if (value == null) {
            return null;
        }
        if (isNumber(type) && numbers != null) {
            return number(type, numbers.next());
        }
        if (type.isArray()) {
            int length = Array.getLength(value);
            Object copy = Array.newInstance(value.getClass().getComponentType(), length);
            for (int i = 0; i < length; i++) {
                Array.set(copy, i, copy(type.getComponentType(), Array.get(value, i), numbers));
            }
            return copy;
        }
        if (type.isRecord() && carries(type)) {
            RecordComponent[] parts = type.getRecordComponents();
            Object[] values = new Object[parts.length];
            for (int i = 0; i < parts.length; i++) {
                Iterator<Double> own = carries(parts[i].getType()) ? numbers : null;
                values[i] = copy(parts[i].getType(), Members.get(value, parts[i].getAccessor()), own);
            }
            Class<?>[] types =
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return Members.create(constructor(type, types), values);
        }
        return value;
    }

    private static Object number(Class<?> type, double value) {
        return type == float.class ? (Object) (float) value : (Object) value;
    }

    private static Constructor<?> constructor(Class<?> type, Class<?>... parameters) {
        try {
            return type.getDeclaredConstructor(parameters);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type + " has no such constructor", e);
        }
    }

    /** Adds the numbers of a cotangent or tangent to a list, in the order of those of what it belongs to; null counts as zeros. */
    static void readTangent(Class<?> type, Object original, Object tangent, List<Double> numbers) {
        if (original == null || !carries(type)) {
            return;
        }
        if (isNumber(type)) {
            numbers.add(tangent == null ? 0 : ((Number) tangent).doubleValue());
        } else if (type.isArray()) {
            for (int i = 0; i < Array.getLength(original); i++) {
                Object part = tangent == null ? null : Array.get(tangent, i);
                readTangent(type.getComponentType(), Array.get(original, i), part, numbers);
            }
        } else {
            for (RecordComponent part : type.getRecordComponents()) {
                if (carries(part.getType())) {
                    Object own = tangent == null ? null : Members.get(tangent, accessor(tangent.getClass(), part));
                    readTangent(part.getType(), Members.get(original, part.getAccessor()), own, numbers);
                }
            }
        }
    }

    private static Method accessor(Class<?> tangent, RecordComponent part) {
        return Members.accessor(tangent, part.getName())
                .orElseThrow(() -> new IllegalArgumentException(tangent + " has no part " + part.getName()));
    }

    /** A cotangent or tangent with given numbers, in the shape of what it belongs to. */
    static Object tangent(Class<?> type, Class<?> tangent, Object original, Iterator<Double> numbers) {
        if (original == null) {
            return null;
        }
        if (isNumber(type)) {
            return number(tangent, numbers.next());
        }
        if (type.isArray()) {
            int length = Array.getLength(original);
            Object made = Array.newInstance(tangent.getComponentType(), length);
            for (int i = 0; i < length; i++) {
                Object part = Array.get(original, i);
                Array.set(made, i, tangent(type.getComponentType(), tangent.getComponentType(), part, numbers));
            }
            return made;
        }
        Object made = Members.create(constructor(tangent));
        for (RecordComponent part : type.getRecordComponents()) {
            if (carries(part.getType())) {
                Class<?> own = accessor(tangent, part).getReturnType();
                Object value = Members.get(original, part.getAccessor());
                Members.set(made, accessor(tangent, part).getName(), own, tangent(part.getType(), own, value, numbers));
            }
        }
        return made;
    }

    static double[] toArray(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
