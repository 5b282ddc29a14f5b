package io.github.cotangent.processor.source;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;

/**
 * Sees through build tools that hand processors an environment of their own around the compiler's: Gradle by a class,
 * IntelliJ by a proxy. Both keep the original in a field, of the object or of the proxy's handler.
 */
final class WrappedEnvironments {
    /** Wrappers may be nested, but not without end. */
    private static final int DEPTH = 8;

    private WrappedEnvironments() {}

    /** The environment itself and those inside, from the outside in. */
    static List<ProcessingEnvironment> around(ProcessingEnvironment environment) {
        Set<ProcessingEnvironment> found = new LinkedHashSet<>();
        ProcessingEnvironment next = environment;
        for (int depth = 0; depth < DEPTH && next != null && found.add(next); depth++) {
            next = inside(next);
        }
        return new ArrayList<>(found);
    }

    private static ProcessingEnvironment inside(ProcessingEnvironment wrapper) {
        Object holder = Proxy.isProxyClass(wrapper.getClass()) ? Proxy.getInvocationHandler(wrapper) : wrapper;
        for (Class<?> type = holder.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())
                        && !field.getType().isPrimitive()
                        && read(field, holder) instanceof ProcessingEnvironment inner
                        && inner != wrapper) {
                    return inner;
                }
            }
        }
        return null;
    }

    /** The field's content, or null where it may not be read, as in the compiler's own classes. */
    private static Object read(Field field, Object holder) {
        try {
            return field.trySetAccessible() ? field.get(holder) : null;
        } catch (IllegalAccessException | SecurityException closed) {
            return null;
        }
    }
}
