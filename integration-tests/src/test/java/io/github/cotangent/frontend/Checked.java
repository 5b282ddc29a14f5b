package io.github.cotangent.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * User code compiled without a warning, and its gradients: checked against the value of the plain call, central differences
 * and, where there is a {@code Jvp}, its directional derivative.
 */
record Checked(MemoryCompiler.Result result, ClassLoader loader) {
    private static final double STEP = 1e-6;

    /** Compiles with every warning an error. */
    static Checked compile(Map<String, String> sources, String... options) {
        List<String> all = new ArrayList<>(List.of("-Xlint:all,-path,-classfile", "-Werror"));
        all.addAll(List.of(options));
        MemoryCompiler.Result result = MemoryCompiler.compile(sources, all.toArray(new String[0]));
        assertTrue(result.success(), result::errors);
        return new Checked(result, result.loader());
    }

    static Checked compile(String className, String source) {
        return compile(Map.of(className, source));
    }

    /** Checks the gradient of a method at a point. */
    void gradient(String className, String name, Object... arguments) throws Exception {
        Method primal = method(className, name);
        String companion = className.replace('$', '_') + "Derivatives";
        Object gradient = call(method(companion, name + "Gradient"), copy(arguments));
        assertEquals(call(primal, copy(arguments)), part(gradient, "value"), name);
        double along = 0;
        List<Object> dots = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            String parameter = primal.getParameters()[i].getName();
            if (arguments[i] instanceof Double) {
                double bar = (double) part(gradient, parameter);
                close(difference(primal, arguments, i, -1), bar, name + "." + parameter);
                double dot = 0.3 + i;
                dots.add(dot);
                along += dot * bar;
            } else if (arguments[i] instanceof double[] array) {
                double[] bar = (double[]) part(gradient, parameter);
                double[] dot = new double[array.length];
                for (int k = 0; k < array.length; k++) {
                    close(difference(primal, arguments, i, k), bar[k], name + "." + parameter + "[" + k + "]");
                    dot[k] = 0.7 - k * 0.4;
                    along += dot[k] * bar[k];
                }
                dots.add(dot);
            }
        }
        if (Arrays.stream(loader.loadClass(companion).getDeclaredMethods())
                .anyMatch(m -> m.getName().equals(name + "Jvp"))) {
            List<Object> all = new ArrayList<>(List.of(copy(arguments)));
            all.addAll(dots);
            Object jvp = call(method(companion, name + "Jvp"), all.toArray());
            assertEquals(along, (double) part(jvp, "tangent"), 1e-10 * (1 + Math.abs(along)), name + "Jvp");
        }
    }

    /** The only method of a name, or of two that differ in {@code into} the shorter. */
    Method method(String className, String name) throws ReflectiveOperationException {
        Method found = Arrays.stream(loader.loadClass(className).getDeclaredMethods())
                .filter(m -> m.getName().equals(name))
                .min((a, b) -> Integer.compare(a.getParameterCount(), b.getParameterCount()))
                .orElseThrow(() -> new NoSuchMethodException(className + "." + name));
        found.setAccessible(true);
        return found;
    }

    static Object call(Method method, Object... arguments) throws Exception {
        try {
            return method.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    static Object part(Object result, String name) throws ReflectiveOperationException {
        Method accessor = result.getClass().getDeclaredMethod(name);
        accessor.setAccessible(true);
        return accessor.invoke(result);
    }

    private static void close(double expected, double actual, String what) {
        assertEquals(expected, actual, 2e-5 * (1 + Math.abs(expected)), what);
    }

    private static double difference(Method primal, Object[] arguments, int index, int element) throws Exception {
        return (shifted(primal, arguments, index, element, STEP) - shifted(primal, arguments, index, element, -STEP))
                / (2 * STEP);
    }

    private static double shifted(Method primal, Object[] arguments, int index, int element, double step)
            throws Exception {
        Object[] moved = copy(arguments);
        if (element < 0) {
            moved[index] = (double) moved[index] + step;
        } else {
            ((double[]) moved[index])[element] += step;
        }
        return (double) call(primal, moved);
    }

    private static Object[] copy(Object[] arguments) {
        Object[] copy = arguments.clone();
        for (int i = 0; i < copy.length; i++) {
            copy[i] = copy[i] instanceof double[] array
                    ? array.clone()
                    : copy[i] instanceof int[] numbers ? numbers.clone() : copy[i];
        }
        return copy;
    }
}
