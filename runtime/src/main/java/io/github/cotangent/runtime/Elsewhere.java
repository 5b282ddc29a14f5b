package io.github.cotangent.runtime;

import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * One call of a method on an object whose class was not in sight when the calling companion was generated: the derivatives are those
 * that the companion of the class which has the method's body offers. Only for generated code.
 */
public final class Elsewhere implements SavedValues {
    private static final ClassValue<Map<String, Boolean>> INHERITED = new ClassValue<>() {
        @Override
        protected Map<String, Boolean> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private final Implementation implementation;
    private final Object state;
    private final Object result;

    private Elsewhere(Implementation implementation, Object state, Object result) {
        this.implementation = implementation;
        this.state = state;
        this.result = result;
    }

    /**
     * Makes the derivatives of a companion known; each companion does so when it is initialised.
     *
     * @param companion all access that the companion has to itself
     * @param methods the bodies it has sweeps of, and what callers have to know of them
     */
    public static void offer(MethodHandles.Lookup companion, String... methods) {
        Offer.publish(companion, methods);
    }

    /**
     * Whether the body that a call on an object runs is a certain one.
     *
     * @param body binary name of its class or interface, name and types of the parameters
     */
    public static boolean inherits(Object self, String body) {
        if (self == null) {
            return false;
        }
        return INHERITED.get(self.getClass()).computeIfAbsent(body, key -> {
            Terms wanted = Terms.of(key);
            Class<?> home = Bodies.home(self.getClass(), wanted);
            return home != null && home.getName().equals(wanted.owner());
        });
    }

    /**
     * Runs the forward sweep.
     *
     * @param call the method, which of its parameters are active, what the caller is prepared for
     * @param arguments the object, the arguments, and the shadows of the active arguments that have one
     * @throws NoDerivativeException if the class of the object has no derivative that fits
     */
    public static Elsewhere forward(String call, Object... arguments) {
        Implementation found = Implementation.of(call, false, arguments[0]);
        Object state = found.newState();
        return new Elsewhere(found, state, found.compute(arguments, state));
    }

    /**
     * Runs the tangent sweep.
     *
     * @param call as for {@link #forward}
     * @param arguments the object, the arguments, and the tangents of the active arguments
     * @throws NoDerivativeException if the class of the object has no derivative that fits
     */
    public static Elsewhere tangent(String call, Object... arguments) {
        Implementation found = Implementation.of(call, true, arguments[0]);
        Object state = found.newState();
        return new Elsewhere(found, state, found.compute(arguments, state));
    }

    /** Runs the reverse sweep of a call whose result is no number. */
    public static void reverse(Elsewhere call) {
        reverse(call, 0);
    }

    /** Runs the reverse sweep, with the cotangent of the result. */
    public static void reverse(Elsewhere call, double resultBar) {
        call.implementation.reverse(call.state, resultBar);
    }

    /** What the reverse sweep found to be the cotangent of an argument that is a number. */
    public static double cotangent(Elsewhere call, int parameter) {
        return call.implementation.cotangent(call.state, parameter);
    }

    /** What the method returned. */
    public static Object result(Elsewhere call) {
        return call.result;
    }

    /** The shadow of an array that the method returned; of a number its tangent. */
    public static Object shadow(Elsewhere call) {
        return call.implementation.shadow(call.state);
    }

    /** The sweeps that were found have their own saved values. */
    @Override
    public void shadows(Consumer<Object> seen) {
        seen.accept(state);
    }
}
