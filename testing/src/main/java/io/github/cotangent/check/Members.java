package io.github.cotangent.check;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;

/** Calls members of any visibility. What they throw unchecked comes out as it is. */
final class Members {
    private Members() {}

    static Object call(Method method, Object receiver, Object... arguments) {
        try {
            method.setAccessible(true);
            return method.invoke(receiver, arguments);
        } catch (InvocationTargetException e) {
            throw unchecked(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    static Object get(Object receiver, Method accessor) {
        return call(accessor, receiver);
    }

    static Object create(Constructor<?> constructor, Object... arguments) {
        try {
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw unchecked(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives a part of a tangent a value. */
    static void set(Object tangent, String part, Class<?> type, Object value) {
        try {
            call(tangent.getClass().getDeclaredMethod(part, type), tangent, value);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(tangent.getClass() + " has no part " + part, e);
        }
    }

    /** The accessor of a generated class for something of a name; an underscore is behind names that it needs itself. */
    static Optional<Method> accessor(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getParameterCount() == 0
                        && method.getReturnType() != void.class
                        && (method.getName().equals(name) || method.getName().equals(name + "_")))
                .max((a, b) -> Integer.compare(a.getName().length(), b.getName().length()));
    }

    /** The accessor of exactly this name. */
    static Method plainAccessor(Class<?> type, String name) {
        try {
            return type.getDeclaredMethod(name);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type + " has no accessor " + name, e);
        }
    }

    private static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException plain ? plain : new IllegalStateException(thrown);
    }
}
