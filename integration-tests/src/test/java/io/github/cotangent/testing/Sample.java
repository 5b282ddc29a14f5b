package io.github.cotangent.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The class {@code Sample} with members given as text, compiled with its companion, and called by name. */
public final class Sample {
    private static final String HEAD = """
            import io.github.cotangent.Derivative;
            import io.github.cotangent.Differentiable;
            import io.github.cotangent.runtime.Gradients;

            public final class Sample {
            """;

    private final MemoryCompiler.Result compiled;
    private final ClassLoader loader;

    private Sample(MemoryCompiler.Result compiled) {
        this.compiled = compiled;
        this.loader = compiled.loader();
    }

    /** Compiles; fails on any error or warning. */
    public static Sample of(String members, String... options) {
        List<String> all = new ArrayList<>(List.of("-Xlint:all", "-Werror"));
        all.addAll(List.of(options));
        MemoryCompiler.Result compiled = compile(members, all.toArray(new String[0]));
        if (!compiled.success()) {
            throw new AssertionError(
                    compiled.errors() + String.join("\n", compiled.generated().values()));
        }
        return new Sample(compiled);
    }

    /** What compiling gives, failed or not. */
    public static MemoryCompiler.Result compile(String members, String... options) {
        return MemoryCompiler.compile(Map.of("Sample", HEAD + members + "}\n"), options);
    }

    /** The line of the class on which the members start. */
    public static long firstLine() {
        return HEAD.lines().count() + 1;
    }

    /** The text of the companion. */
    public String generated() {
        return compiled.generated().get("SampleDerivatives");
    }

    /** The text of the generated methods of a name, from their signatures to their closing braces. */
    public String generated(String method) {
        Matcher found = Pattern.compile("(?ms)^    (public |private )?static \\S+ " + method + "\\(.*?^    \\}$")
                .matcher(generated());
        StringBuilder text = new StringBuilder();
        while (found.find()) {
            text.append(found.group()).append('\n');
        }
        if (text.isEmpty()) {
            throw new AssertionError("no method " + method + " in\n" + generated());
        }
        return text.toString();
    }

    /** Class files by binary name. */
    public Map<String, byte[]> classes() {
        return compiled.classes();
    }

    /** Calls a method of the class itself. */
    public Object plain(String method, Object... arguments) {
        return invoke(method("Sample", method, arguments.length), arguments);
    }

    /** Calls a method of the companion. */
    public Object call(String method, Object... arguments) {
        return invoke(derivative(method, arguments.length), arguments);
    }

    /** A method of the companion. */
    public Method derivative(String method, int parameters) {
        return method("SampleDerivatives", method, parameters);
    }

    /** A new object of a class that the companion declares, such as {@code FGradient}. */
    public Object fresh(String type) {
        try {
            return loader.loadClass("SampleDerivatives$" + type)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** What an accessor of a result gives. */
    public static Object part(Object result, String accessor) {
        try {
            return invoke(result.getClass().getMethod(accessor), result, new Object[0]);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    /** Asks a pullback for the cotangents of its inputs. */
    public static Object apply(Object pullback, Object... arguments) {
        Method apply = Arrays.stream(pullback.getClass().getMethods())
                .filter(m -> m.getName().equals("apply") && m.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow();
        return invoke(apply, pullback, arguments);
    }

    private Method method(String type, String name, int parameters) {
        try {
            return Arrays.stream(loader.loadClass(type).getDeclaredMethods())
                    .filter(m -> m.getName().equals(name) && m.getParameterCount() == parameters)
                    .peek(m -> m.setAccessible(true))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + name + " with " + parameters + " parameters"));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static Object invoke(Method method, Object... arguments) {
        return invoke(method, null, arguments);
    }

    private static Object invoke(Method method, Object receiver, Object[] arguments) {
        try {
            return method.invoke(receiver, arguments);
        } catch (InvocationTargetException e) {
            throw Sample.<RuntimeException>thrown(e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T thrown(Throwable cause) throws T {
        throw (T) cause;
    }
}
