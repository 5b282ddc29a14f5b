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
     * @param receiver the receiver as the call left it; null for a static method
     */
    record Outcome(Object result, Throwable thrown, Object receiver) {}

    /** Stands for the result among the outputs. */
    static final int RESULT = -1;

    /** Stands for the receiver among the outputs. */
    static final int RECEIVER = -2;

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

    /** The seeds of the VJP: for each the position of the parameter whose final contents it weighs, or what stands for others. */
    List<Integer> seeds() {
        Parameter[] all = vjp.getParameters();
        int taken = candidate.parameters().size() + (candidate.isStatic() ? 0 : 1);
        List<String> names = Arrays.stream(all).map(Parameter::getName).toList();
        int skipped = candidate.isStatic() ? 0 : 1;
        List<Integer> seeds = new ArrayList<>();
        for (String name : names.subList(taken, names.size() - 1)) {
            int position = names.indexOf(name.substring(0, name.length() - "Bar".length()));
            seeds.add(position < 0 ? RESULT : position < skipped ? RECEIVER : position - skipped);
        }
        return seeds;
    }

    Outcome plain(Point point) {
        return ended(point, receiver -> plain.invoke(receiver, point.arguments()));
    }

    /** A derivative of zero in the shape of a receiver that is an output. */
    Object zero(Object receiver) throws ReflectiveOperationException {
        int taken = candidate.parameters().size() + 1;
        Class<?> tangent = vjp.getParameterTypes()[taken + seeds().indexOf(RECEIVER)];
        return opened(tangent.getDeclaredMethod("zeros", type)).invoke(null, receiver);
    }

    /** A fresh object for the cotangents. */
    Object into() throws ReflectiveOperationException {
        return opened(vjp.getParameterTypes()[vjp.getParameterCount() - 1].getDeclaredConstructor())
                .newInstance();
    }

    /** Adds to the cotangents, and gives the value. */
    Outcome vjp(Point point, Object[] seeds, Object into) {
        return ended(point, receiver -> vjp.invoke(null, joined(receiver, point, seeds, into)));
    }

    /** Gives an object with value and tangent. */
    Outcome jvp(Point point, Object[] dots) {
        return ended(point, receiver -> jvp.invoke(null, joined(receiver, point, dots)));
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

    private Object[] joined(Object receiver, Point point, Object[] more, Object... last) {
        List<Object> all = new ArrayList<>();
        if (!candidate.isStatic()) {
            all.add(receiver);
        }
        all.addAll(Arrays.asList(point.arguments()));
        all.addAll(Arrays.asList(more));
        all.addAll(Arrays.asList(last));
        return all.toArray();
    }

    private interface Call {
        Object on(Object receiver) throws ReflectiveOperationException;
    }

    private Outcome ended(Point point, Call call) {
        try {
            Object receiver = receiver(point);
            try {
                return new Outcome(call.on(receiver), null, receiver);
            } catch (InvocationTargetException e) {
                return new Outcome(null, e.getCause(), receiver);
            }
        } catch (InvocationTargetException e) {
            return new Outcome(null, e.getCause(), null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
