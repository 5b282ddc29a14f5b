package io.github.cotangent.random;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;

/** A compiled random program with its companion. */
final class Compiled {
    /** How a call ended. */
    record Outcome(Object result, Throwable thrown, int trace) {
        /** Whether both ended alike: same bits or same exception, same side effects. */
        boolean same(Outcome other) {
            return trace == other.trace
                    && (thrown == null
                            ? other.thrown == null
                                    && Arrays.deepEquals(new Object[] {result}, new Object[] {other.result})
                            : other.thrown != null
                                    && thrown.getClass() == other.thrown.getClass()
                                    && String.valueOf(thrown.getMessage())
                                            .equals(String.valueOf(other.thrown.getMessage())));
        }

        Outcome with(Object other) {
            return new Outcome(other, thrown, trace);
        }

        @Override
        public String toString() {
            return (thrown != null ? thrown.toString() : Arrays.deepToString(new Object[] {result})) + ", trace "
                    + trace;
        }
    }

    private final Class<?> derivatives;
    private final Field trace;
    private final Method f;

    Compiled(ClassLoader loader, RandomProgram program) throws ReflectiveOperationException {
        Class<?> type = loader.loadClass("random." + program.className());
        this.derivatives = loader.loadClass("random." + program.className() + "Derivatives");
        this.trace = type.getField("trace");
        this.f = Arrays.stream(type.getMethods())
                .filter(m -> m.getName().equals("f"))
                .findFirst()
                .orElseThrow();
        f.setAccessible(true);
    }

    Class<?>[] types() {
        return f.getParameterTypes();
    }

    Outcome plain(Object... arguments) {
        return call(f, arguments);
    }

    /** Calls a generated method; with one argument more it is the form with {@code into}. */
    Outcome derived(String suffix, Object... arguments) {
        return call(
                Arrays.stream(derivatives.getMethods())
                        .filter(m -> m.getName().equals("f" + suffix) && m.getParameterCount() == arguments.length)
                        .findFirst()
                        .orElseThrow(),
                arguments);
    }

    /** Whether there are products with the Hessian. */
    boolean hasProducts() {
        return Arrays.stream(derivatives.getMethods()).anyMatch(m -> m.getName().equals("fHvp"));
    }

    /** What a pullback gives for seeds. */
    static Object applied(Object pullback, Object... seeds) throws ReflectiveOperationException {
        Method apply = Arrays.stream(pullback.getClass().getMethods())
                .filter(m -> m.getName().equals("apply") && m.getParameterCount() == seeds.length)
                .findFirst()
                .orElseThrow();
        try {
            return apply.invoke(pullback, seeds);
        } catch (InvocationTargetException e) {
            throw new AssertionError("apply threw " + e.getCause(), e.getCause());
        }
    }

    /** The names of the seeds of the VJP. */
    List<String> seeds() {
        Method vjp = Arrays.stream(derivatives.getMethods())
                .filter(m -> m.getName().equals("fVjp")
                        && m.getReturnType().getSimpleName().equals("FVjp"))
                .findFirst()
                .orElseThrow();
        return Arrays.stream(vjp.getParameters())
                .skip(f.getParameterCount())
                .map(Parameter::getName)
                .toList();
    }

    Object fresh(String kind) throws ReflectiveOperationException {
        return Arrays.stream(derivatives.getClasses())
                .filter(c -> c.getSimpleName().equals("F" + kind))
                .findFirst()
                .orElseThrow()
                .getConstructor()
                .newInstance();
    }

    /** What accessors give. */
    static Object[] parts(Object of, List<String> names) throws ReflectiveOperationException {
        Object[] parts = new Object[names.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = of.getClass().getMethod(names.get(i)).invoke(of);
        }
        return parts;
    }

    /** Enum constants of another class loader become those of this one. */
    private static Object[] own(Method method, Object[] arguments) {
        Object[] own = arguments.clone();
        for (int i = 0; i < own.length; i++) {
            if (own[i] instanceof Enum<?> constant) {
                own[i] = method.getParameterTypes()[i].getEnumConstants()[constant.ordinal()];
            }
        }
        return own;
    }

    private Outcome call(Method method, Object... arguments) {
        try {
            trace.setInt(null, 0);
            method.setAccessible(true);
            try {
                Object result = method.invoke(null, own(method, arguments));
                return new Outcome(result, null, trace.getInt(null));
            } catch (InvocationTargetException e) {
                return new Outcome(null, e.getCause(), trace.getInt(null));
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
