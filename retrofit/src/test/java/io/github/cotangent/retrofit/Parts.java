package io.github.cotangent.retrofit;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The numbers that can be reached from an object, and their places in a derivative of its shape: a generated tangent type. */
final class Parts {
    /** What to do with a number and its derivative: gives the derivative to put there. */
    private interface Visitor {
        double visit(double original, double derivative);
    }

    private final Visitor visitor;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private Parts(Visitor visitor) {
        this.visitor = visitor;
    }

    /** The numbers of an object that have a place in its derivative, in the order of the derivative. */
    static double[] numbers(Object original, Object derivative) throws ReflectiveOperationException {
        List<Double> found = new ArrayList<>();
        new Parts((number, place) -> {
                    found.add(number);
                    return place;
                })
                .walk(original, derivative);
        return found.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Puts numbers into a derivative. */
    static void fill(Object original, Object derivative, double[] values) throws ReflectiveOperationException {
        int[] next = {0};
        new Parts((number, place) -> values[next[0]++]).walk(original, derivative);
    }

    private void walk(Object original, Object derivative) throws ReflectiveOperationException {
        if (original == null || derivative == null || !seen.add(derivative)) {
            return;
        }
        if (derivative.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(derivative); i++) {
                Object element = Array.get(derivative, i);
                if (element instanceof Number number) {
                    double next = visitor.visit(((Number) Array.get(original, i)).doubleValue(), number.doubleValue());
                    Array.set(derivative, i, element instanceof Float ? (Object) (float) next : next);
                } else {
                    walk(Array.get(original, i), element);
                }
            }
            return;
        }
        for (Class<?> type = derivative.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field part : type.getDeclaredFields()) {
                Field field =
                        Modifier.isStatic(part.getModifiers()) ? null : field(original.getClass(), part.getName());
                if (field == null) {
                    continue;
                }
                part.setAccessible(true);
                if (part.get(derivative) instanceof Number number) {
                    double next = visitor.visit(((Number) field.get(original)).doubleValue(), number.doubleValue());
                    part.set(derivative, number instanceof Float ? (Object) (float) next : next);
                } else {
                    walk(field.get(original), part.get(derivative));
                }
            }
        }
    }

    private static Field field(Class<?> type, String name) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (field.getName().equals(name) && !Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    return field;
                }
            }
        }
        return null;
    }
}
