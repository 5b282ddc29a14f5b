package io.github.cotangent.check;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An annotated method and what the companion of its class has for it, found by the naming conventions.
 *
 * @param primal the method
 * @param types the types of its parameters, the receiver first
 * @param names what they are called; empty if that is not known
 * @param reverse the GRADIENT, or else the VJP; null if there is neither
 * @param jvp null if there is none
 * @param inputs the accessors of the gradient by the index of the parameter, without those whose types cannot be walked through
 */
record CompanionMethods(
        Method primal,
        List<Class<?>> types,
        List<String> names,
        Method reverse,
        Method jvp,
        Map<Integer, Method> inputs) {

    /**
     * Finds them.
     *
     * @param prefix what the generated names start with
     * @param names what the parameters are called, if the caller says so; otherwise empty
     */
    static CompanionMethods of(Class<?> type, String method, String prefix, List<String> names, int arguments) {
        Class<?> companion = companion(type);
        List<String> tried = new ArrayList<>();
        for (Method primal : type.getDeclaredMethods()) {
            if (!primal.getName().equals(method)) {
                continue;
            }
            List<Class<?>> types = new ArrayList<>();
            if (!Modifier.isStatic(primal.getModifiers())) {
                types.add(type);
            }
            types.addAll(List.of(primal.getParameterTypes()));
            Optional<Method> gradient = find(companion, prefix + "Gradient", types, types.size());
            Optional<Method> reverse = gradient.or(() -> vjp(companion, prefix, types));
            Method jvp = Arrays.stream(companion.getDeclaredMethods())
                    .filter(each -> each.getName().equals(prefix + "Jvp") && startsWith(each, types))
                    .findFirst()
                    .orElse(null);
            if (types.size() == arguments && reverse.isPresent()) {
                List<String> known = names.isEmpty() ? names(primal, types) : names;
                if (!known.isEmpty() && known.size() != types.size()) {
                    throw new IllegalArgumentException(primal + " has " + types.size() + " parameters, the receiver"
                            + " included, and " + known.size() + " names were given");
                }
                return new CompanionMethods(
                        primal, types, known, reverse.get(), jvp, inputs(reverse.get(), types, known));
            }
            tried.add(primal.toString());
        }
        throw new IllegalArgumentException("no " + type.getName() + "." + method + " with " + arguments
                + " arguments, the receiver included, has a GRADIENT or VJP in " + companion.getName()
                + (tried.isEmpty() ? "" : "; there are " + tried));
    }

    private static Class<?> companion(Class<?> type) {
        String home = type.getPackageName();
        String local = type.getName().substring(home.isEmpty() ? 0 : home.length() + 1);
        String name = (home.isEmpty() ? "" : home + ".") + local.replace('$', '_') + "Derivatives";
        try {
            return Class.forName(name, true, type.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(type.getName() + " has no companion " + name, e);
        }
    }

    private static Optional<Method> find(Class<?> companion, String name, List<Class<?>> types, int parameters) {
        return Arrays.stream(companion.getDeclaredMethods())
                .filter(each -> each.getName().equals(name)
                        && each.getParameterCount() == parameters
                        && startsWith(each, types))
                .findFirst();
    }

    /** The form without {@code into}, which gives the class with the cotangents. */
    private static Optional<Method> vjp(Class<?> companion, String prefix, List<Class<?>> types) {
        return Arrays.stream(companion.getDeclaredMethods())
                .filter(each -> each.getName().equals(prefix + "Vjp") && startsWith(each, types))
                .min((a, b) -> Integer.compare(a.getParameterCount(), b.getParameterCount()));
    }

    private static boolean startsWith(Method method, List<Class<?>> types) {
        Class<?>[] own = method.getParameterTypes();
        return own.length >= types.size()
                && List.of(own).subList(0, types.size()).equals(types);
    }

    private static List<String> names(Method primal, List<Class<?>> types) {
        List<String> names = new ArrayList<>();
        if (types.size() > primal.getParameterCount()) {
            names.add("self");
        }
        for (Parameter parameter : primal.getParameters()) {
            if (!parameter.isNamePresent()) {
                return List.of();
            }
            names.add(parameter.getName());
        }
        return names;
    }

    private static Map<Integer, Method> inputs(Method reverse, List<Class<?>> types, List<String> names) {
        Class<?> result = reverse.getReturnType();
        Map<Integer, Method> inputs = new TreeMap<>();
        if (!names.isEmpty()) {
            for (int i = 0; i < types.size(); i++) {
                Optional<Method> accessor = Members.accessor(result, names.get(i));
                if (accessor.isPresent() && Numbers.carries(types.get(i))) {
                    inputs.put(i, accessor.get());
                }
            }
            return inputs;
        }
        List<Method> accessors = Arrays.stream(result.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers())
                        && !field.getName().equals("value"))
                .flatMap(field -> Members.accessor(result, field.getName()).stream())
                .toList();
        List<Integer> suitable = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            if (Numbers.carries(types.get(i))) {
                suitable.add(i);
            }
        }
        if (accessors.size() != suitable.size()) {
            throw new IllegalArgumentException("which parameters of " + reverse.getName()
                    + " are inputs is not known: compile with -parameters, or say what the parameters are called");
        }
        for (int i = 0; i < suitable.size(); i++) {
            inputs.put(suitable.get(i), accessors.get(i));
        }
        return inputs;
    }

    boolean isGradient() {
        return reverse.getReturnType().getSimpleName().endsWith("Gradient");
    }

    /** What a parameter is called in messages. */
    String name(int parameter) {
        return names.isEmpty() ? inputs.get(parameter).getName() : names.get(parameter);
    }

    Object call(Object[] arguments) {
        boolean isStatic = Modifier.isStatic(primal.getModifiers());
        return Members.call(
                primal,
                isStatic ? null : arguments[0],
                isStatic ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length));
    }
}
