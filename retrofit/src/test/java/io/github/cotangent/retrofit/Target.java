package io.github.cotangent.retrofit;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A loaded method with its companion. The companion of an instance method takes the receiver in front of the other arguments. */
final class Target {
    /**
     * How a call ended.
     *
     * @param result null for a void method, and for a call that threw
     * @param thrown null for a call that did not throw
     */
    record Outcome(Object result, Throwable thrown) {}

    private final Candidate candidate;
    private final Class<?> type;
    private final Method plain;
    private final Method vjp;
    private final Method jvp;

    Target(Candidate candidate, ClassLoader loader) throws ReflectiveOperationException {
        this.candidate = candidate;
        type = loader.loadClass(candidate.binaryName());
        plain = opened(
                type.getDeclaredMethod(candidate.name(), candidate.parameters().toArray(new Class<?>[0])));
        Class<?> companion = loader.loadClass(candidate.companionName());
        Comparator<Method> longest = Comparator.comparingInt(Method::getParameterCount);
        vjp = derived(companion, "Vjp", longest);
        jvp = derived(companion, "Jvp", longest.reversed());
    }

    /** A generated method: the one with the fewest parameters gives a new result, the one with the most adds to one. */
    private static Method derived(Class<?> companion, String suffix, Comparator<Method> order) {
        return Arrays.stream(companion.getDeclaredMethods())
                .filter(method -> method.getName().equals(Build.PREFIX + suffix))
                .max(order)
                .map(Target::opened)
                .orElseThrow();
    }

    private static <T extends AccessibleObject> T opened(T member) {
        member.setAccessible(true);
        return member;
    }

    Class<?> type() {
        return type;
    }

    Class<?> resultType() {
        return plain.getReturnType();
    }

    /** The seeds of the VJP: for each the position of the parameter whose final contents it weighs, -1 for the result. */
    List<Integer> seeds() {
        Parameter[] all = vjp.getParameters();
        int taken = candidate.parameters().size() + (candidate.isStatic() ? 0 : 1);
        List<String> names = Arrays.stream(all).map(Parameter::getName).toList();
        List<String> own = names.subList(candidate.isStatic() ? 0 : 1, taken);
        List<Integer> seeds = new ArrayList<>();
        for (String name : names.subList(taken, names.size() - 1)) {
            seeds.add(own.indexOf(name.substring(0, name.length() - "Bar".length())));
        }
        return seeds;
    }

    Outcome plain(Point point) {
        return ended(() -> plain.invoke(receiver(point), point.arguments()));
    }

    /** A fresh object for the cotangents. */
    Object into() throws ReflectiveOperationException {
        return opened(vjp.getParameterTypes()[vjp.getParameterCount() - 1].getDeclaredConstructor())
                .newInstance();
    }

    /** Adds to the cotangents, and gives the value. */
    Outcome vjp(Point point, Object[] seeds, Object into) {
        return ended(() -> vjp.invoke(null, joined(point, seeds, into)));
    }

    /** Gives an object with value and tangent. */
    Outcome jvp(Point point, Object[] dots) {
        return ended(() -> jvp.invoke(null, joined(point, dots)));
    }

    /** The cotangents of the floating parameters, in their order. */
    Object[] cotangents(Object into) throws ReflectiveOperationException {
        int skipped = candidate.isStatic() ? 0 : 1;
        List<Object> parts = new ArrayList<>();
        for (int i = 0; i < candidate.parameters().size(); i++) {
            if (isFloating(candidate.parameters().get(i))) {
                parts.add(part(into, vjp.getParameters()[skipped + i].getName()));
            }
        }
        return parts.toArray();
    }

    /** What an accessor of a result gives; the accessor of a parameter called {@code value} is {@code value_}. */
    static Object part(Object result, String name) throws ReflectiveOperationException {
        Method accessor = Arrays.stream(result.getClass().getMethods())
                .filter(method -> method.getParameterCount() == 0)
                .filter(method ->
                        method.getName().equals(name + "_") || method.getName().equals(name))
                .max((a, b) -> Integer.compare(a.getName().length(), b.getName().length()))
                .orElseThrow(() -> new NoSuchMethodException(name));
        return opened(accessor).invoke(result);
    }

    static boolean isFloating(Class<?> type) {
        return type.isArray() || type == double.class || type == float.class;
    }

    /** A fresh receiver; null for a static method. */
    Object receiver(Point point) throws ReflectiveOperationException {
        if (candidate.isStatic()) {
            return null;
        }
        Class<?>[] types = candidate.receiver().parameters().toArray(new Class<?>[0]);
        if (candidate.receiver().factory() != null) {
            return opened(type.getDeclaredMethod(candidate.receiver().factory(), types))
                    .invoke(null, point.making());
        }
        Constructor<?> constructor = opened(type.getDeclaredConstructor(types));
        return constructor.newInstance(point.making());
    }

    private Object[] joined(Point point, Object[] more, Object... last) throws ReflectiveOperationException {
        List<Object> all = new ArrayList<>();
        if (!candidate.isStatic()) {
            all.add(receiver(point));
        }
        all.addAll(Arrays.asList(point.arguments()));
        all.addAll(Arrays.asList(more));
        all.addAll(Arrays.asList(last));
        return all.toArray();
    }

    private interface Call {
        Object run() throws ReflectiveOperationException;
    }

    private static Outcome ended(Call call) {
        try {
            return new Outcome(call.run(), null);
        } catch (InvocationTargetException e) {
            return new Outcome(null, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
