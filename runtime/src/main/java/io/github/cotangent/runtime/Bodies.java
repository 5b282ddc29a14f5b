package io.github.cotangent.runtime;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds which class or interface has the body that a call runs on objects of a class. */
final class Bodies {
    private Bodies() {}

    /** The class or interface that declares the body; null if none of that signature is found. */
    static Class<?> home(Class<?> type, Terms call) {
        Set<Class<?>> above = new LinkedHashSet<>();
        collect(type, above);
        Package own = ownPackage(above, call);
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            Method body = declared(each, call);
            boolean overrides = body != null
                    && !Modifier.isPrivate(body.getModifiers())
                    && (own == null || each.getPackage() == own);
            if (overrides) {
                return Modifier.isAbstract(body.getModifiers()) ? null : each;
            }
        }
        List<Class<?>> defaults = new ArrayList<>();
        for (Class<?> each : above) {
            Method body = each.isInterface() ? declared(each, call) : null;
            if (body != null && body.isDefault()) {
                defaults.add(each);
            }
        }
        return defaults.stream()
                .filter(each -> defaults.stream().allMatch(other -> other.isAssignableFrom(each)))
                .findFirst()
                .orElse(null);
    }

    /** Whether objects of a class hold nothing that could lead to a floating number. */
    static boolean holdsNothing(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                Class<?> held = field.getType();
                boolean inert = held == String.class
                        || held.isPrimitive() && held != double.class && held != float.class
                        || Modifier.isStatic(field.getModifiers());
                if (!inert) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The only package whose classes can override the method; null if all can. */
    private static Package ownPackage(Set<Class<?>> above, Terms call) {
        for (Class<?> each : above) {
            if (each.getName().equals(call.owner())) {
                Method method = declared(each, call);
                int visible = Modifier.PUBLIC | Modifier.PROTECTED;
                return method != null && (method.getModifiers() & visible) == 0 ? each.getPackage() : null;
            }
        }
        return null;
    }

    private static void collect(Class<?> type, Set<Class<?>> found) {
        if (type != null && found.add(type)) {
            collect(type.getSuperclass(), found);
            for (Class<?> each : type.getInterfaces()) {
                collect(each, found);
            }
        }
    }

    /** Bridges are left out: they have the types of the method above, and lead to the body. */
    private static Method declared(Class<?> type, Terms call) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(call.name())
                        && !method.isBridge()
                        && !Modifier.isStatic(method.getModifiers())
                        && Arrays.stream(method.getParameterTypes())
                                .map(Class::getCanonicalName)
                                .toList()
                                .equals(call.parameters()))
                .findFirst()
                .orElse(null);
    }
}
