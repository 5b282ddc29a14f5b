package io.github.cotangent.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;

/** How generated code finds the object that an object of an inner class belongs to. */
public final class EnclosingObjects {
    private EnclosingObjects() {}

    /**
     * A handle that takes an object of an inner class and gives the object around it.
     *
     * <p>Java has no name for the field that refers to it, but compilers start it with {@code this$}. They may leave it out where no
     * method of the class uses it; the handle gives null then.
     *
     * @param inner a lookup with private access to the inner class
     * @param outer the class around it
     * @throws IllegalAccessException if the lookup has no such access
     */
    public static MethodHandle handle(MethodHandles.Lookup inner, Class<?> outer) throws IllegalAccessException {
        for (Field field : inner.lookupClass().getDeclaredFields()) {
            if (field.isSynthetic()
                    && field.getType() == outer
                    && field.getName().startsWith("this$")) {
                return inner.unreflectGetter(field);
            }
        }
        return MethodHandles.dropArguments(MethodHandles.constant(outer, null), 0, inner.lookupClass());
    }
}
