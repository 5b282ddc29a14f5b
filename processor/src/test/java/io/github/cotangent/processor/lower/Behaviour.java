package io.github.cotangent.processor.lower;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Random;

/** What a call does, as text: result or exception, and what became of the arguments and of the static state. */
final class Behaviour {
    private Behaviour() {}

    /** Compares a class and its twin on one argument list, each in a fresh class. */
    static void compare(Twin twin, String method, Object[] arguments) {
        String expected = of(twin.load(false), method, arguments);
        String actual = of(twin.load(true), method, arguments);
        if (!expected.equals(actual)) {
            throw new AssertionError(method + Arrays.deepToString(arguments) + "\nexpected " + expected + "\nbut got  "
                    + actual + "\n" + twin.text());
        }
    }

    /** Compares on many random argument lists. */
    static void compareAtRandom(Twin twin, String method, int count, long seed) {
        Random random = new Random(seed);
        Class<?>[] types = find(twin.load(false), method).getParameterTypes();
        for (int i = 0; i < count; i++) {
            compare(twin, method, Arguments.random(types, random));
        }
    }

    static String of(Class<?> owner, String name, Object[] arguments) {
        Method method = find(owner, name);
        boolean onReceiver = !Modifier.isStatic(find(original(owner), name).getModifiers());
        Object receiver = onReceiver ? make(original(owner)) : null;
        Object[] own = Arguments.copy(arguments);
        if (onReceiver && isTwin(owner)) {
            Object[] withReceiver = new Object[own.length + 1];
            withReceiver[0] = receiver;
            System.arraycopy(own, 0, withReceiver, 1, own.length);
            own = withReceiver;
        }
        method.setAccessible(true);
        String outcome;
        try {
            for (int i = 0; i < own.length; i++) {
                own[i] = relink(own[i], method.getParameterTypes()[i]);
            }
            outcome = describe(method.invoke(receiver, own));
        } catch (InvocationTargetException e) {
            outcome = e.getCause() instanceof StackOverflowError
                    ? "StackOverflowError"
                    : e.getCause().toString();
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
        Object[] given = onReceiver && isTwin(owner) ? Arrays.copyOfRange(own, 1, own.length) : own;
        return outcome + " " + describe(given) + " " + describe(receiver) + " " + state(owner);
    }

    /** The same enum constant in the class loader of the method. */
    private static Object relink(Object value, Class<?> type) {
        if (value instanceof Enum<?> constant && type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(c -> ((Enum<?>) c).name().equals(constant.name()))
                    .findFirst()
                    .orElseThrow();
        }
        return value;
    }

    private static boolean isTwin(Class<?> owner) {
        return owner.getName().endsWith("Twin");
    }

    /** The class whose twin a class is. */
    private static Class<?> original(Class<?> owner) {
        try {
            String name = owner.getName();
            return isTwin(owner) ? owner.getClassLoader().loadClass(name.substring(0, name.length() - 4)) : owner;
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static Object make(Class<?> type) {
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static String describe(Object value) {
        return ObjectText.of(value);
    }

    private static String state(Class<?> owner) {
        try {
            Class<?> holder = original(owner);
            StringBuilder text = new StringBuilder();
            for (var field : holder.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                    field.setAccessible(true);
                    text.append(field.getName()).append('=').append(describe(field.get(null)));
                }
            }
            return text.toString();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    static Method find(Class<?> owner, String name) {
        return Arrays.stream(owner.getDeclaredMethods())
                .filter(m -> m.getName().equals(name) && !m.isSynthetic())
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is missing in " + owner));
    }
}
