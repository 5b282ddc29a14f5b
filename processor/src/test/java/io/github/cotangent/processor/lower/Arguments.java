package io.github.cotangent.processor.lower;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Argument lists for methods under test: read from text, copied, varied at random. */
final class Arguments {
    private final String text;
    private int at;

    private Arguments(String text) {
        this.text = text;
    }

    /** Reads values such as {@code {1,2.5},3,true,Op.ADD,"a"} as the given types. */
    static Object[] parse(Class<?>[] types, String text) {
        Arguments reader = new Arguments(text.replace(" ", ""));
        Object[] values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = reader.value(types[i]);
            reader.at++;
        }
        return values;
    }

    private Object value(Class<?> type) {
        if (type.isArray()) {
            return array(type.getComponentType());
        }
        int start = at;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '}') {
            at++;
        }
        String word = text.substring(start, at);
        if (type == boolean.class) {
            return Boolean.valueOf(word);
        }
        if (type == String.class) {
            return word.substring(1, word.length() - 1);
        }
        if (type.isEnum()) {
            String name = word.substring(word.indexOf('.') + 1);
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(name)) {
                    return constant;
                }
            }
        }
        return number(type, Double.parseDouble(word));
    }

    private Object array(Class<?> component) {
        List<Object> elements = new ArrayList<>();
        at++;
        while (text.charAt(at) != '}') {
            elements.add(value(component));
            if (text.charAt(at) == ',') {
                at++;
            }
        }
        at++;
        Object array = Array.newInstance(component, elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, elements.get(i));
        }
        return array;
    }

    private static Object number(Class<?> type, double value) {
        if (type == int.class) {
            return (int) value;
        }
        if (type == long.class) {
            return (long) value;
        }
        if (type == float.class) {
            return (float) value;
        }
        if (type == short.class) {
            return (short) value;
        }
        if (type == byte.class) {
            return (byte) value;
        }
        if (type == char.class) {
            return (char) value;
        }
        return value;
    }

    /** Values of the given types, arrays with a few elements. */
    static Object[] random(Class<?>[] types, Random random) {
        Object[] values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = random(types[i], random);
        }
        return values;
    }

    private static Object random(Class<?> type, Random random) {
        if (type.isArray()) {
            Object array = Array.newInstance(type.getComponentType(), 1 + random.nextInt(5));
            for (int i = 0; i < Array.getLength(array); i++) {
                Array.set(array, i, random(type.getComponentType(), random));
            }
            return array;
        }
        if (type == boolean.class) {
            return random.nextBoolean();
        }
        if (type == String.class) {
            return List.of("a", "b", "zz").get(random.nextInt(3));
        }
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return constants[random.nextInt(constants.length)];
        }
        return number(
                type,
                type == double.class || type == float.class
                        ? random.nextInt(8) == 0 ? 0 : random.nextGaussian() * 2
                        : random.nextInt(9) - 2);
    }

    /** The same values; arrays are copied, and two that are the same stay the same. */
    static Object[] copy(Object[] values) {
        Map<Object, Object> copies = new IdentityHashMap<>();
        Object[] copy = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            copy[i] = copy(values[i], copies);
        }
        return copy;
    }

    private static Object copy(Object value, Map<Object, Object> copies) {
        if (value == null || !value.getClass().isArray()) {
            return value;
        }
        Object known = copies.get(value);
        if (known != null) {
            return known;
        }
        int length = Array.getLength(value);
        Object copy = Array.newInstance(value.getClass().getComponentType(), length);
        copies.put(value, copy);
        for (int i = 0; i < length; i++) {
            Array.set(copy, i, copy(Array.get(value, i), copies));
        }
        return copy;
    }
}
