package io.github.cotangent.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sweeps that the companion of a class has for a method, fitted to what a caller asks for. They are looked up once for each class
 * and each kind of call.
 */
final class Implementation {
    private static final ClassValue<Map<String, Implementation>> REVERSE = new Found();
    private static final ClassValue<Map<String, Implementation>> TANGENT = new Found();

    /** What was found for a class, by what was asked. */
    private static final class Found extends ClassValue<Map<String, Implementation>> {
        @Override
        protected Map<String, Implementation> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    }

    private final Arguments arguments;
    private final MethodHandle state;
    private final MethodHandle computing;
    private final MethodHandle returning;
    private final boolean isSeeded;
    private final boolean isFloat;
    private final MethodHandle shadow;
    private final MethodHandle[] cotangents;

    private Implementation(Terms call, Terms offer, boolean isTangent, MethodHandles.Lookup access)
            throws IllegalAccessException {
        Class<?> companion = access.lookupClass();
        Class<?> holder = nested(companion, offer.word(isTangent ? "holder" : "saved"));
        this.arguments = Arguments.of(call, offer, isTangent, holder != null);
        this.state = holder == null ? null : constructor(holder, access);
        this.computing = spread(access.unreflect(method(companion, offer.word(isTangent ? "tangent" : "forward"))));
        Method reverse = isTangent ? null : method(companion, offer.word("reverse"));
        this.returning = reverse == null ? null : spread(access.unreflect(reverse));
        this.isSeeded = reverse != null && reverse.getParameterCount() == 2;
        this.isFloat = isSeeded && reverse.getParameterTypes()[1] == float.class;
        this.shadow = holder == null ? null : getter(holder, isTangent ? "tangent" : "resultShadow", access);
        this.cotangents = new MethodHandle[call.parameters().size() + 1];
        for (int i : offer.active()) {
            cotangents[i] = holder == null ? null : getter(holder, "cotangent" + i, access);
        }
    }

    /**
     * The sweeps for a call on an object.
     *
     * @throws NoDerivativeException if there are none, or none that fit
     */
    static Implementation of(String call, boolean isTangent, Object self) {
        if (self == null) {
            throw NoDerivativeException.of(null, Terms.of(call).name());
        }
        Map<String, Implementation> known = (isTangent ? TANGENT : REVERSE).get(self.getClass());
        Implementation found = known.get(call);
        if (found == null) {
            found = find(Terms.of(call), isTangent, self);
            known.put(call, found);
        }
        return found;
    }

    private static Implementation find(Terms call, boolean isTangent, Object self) {
        Class<?> type = self.getClass();
        Class<?> home = Bodies.home(type, call);
        Offer offer = home == null ? null : Offer.ofCompanionOf(home);
        Terms body = offer == null ? null : offer.method(call.signature()).orElse(null);
        if (body == null) {
            throw NoDerivativeException.withoutBody(type, home, call.name());
        }
        String obstacle = obstacle(call, body, isTangent, Bodies.holdsNothing(type));
        if (obstacle != null) {
            throw NoDerivativeException.unfit(type, home, call.name(), obstacle);
        }
        try {
            return new Implementation(call, body, isTangent, offer.access());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e); // The companion may do anything with its own members.
        }
    }

    /** What keeps sweeps from fitting a call, and what to do; null if they fit. */
    private static String obstacle(Terms call, Terms body, boolean isTangent, boolean holdsNothing) {
        if (body.word(isTangent ? "tangent" : "forward") == null) {
            return isTangent
                    ? "has no tangent sweep; add Derivative.JVP to its @Differentiable"
                    : "has no reverse sweep; add Derivative.GRADIENT or VJP to its @Differentiable";
        }
        for (int i : call.active()) {
            boolean isConstant = i == 0 && holdsNothing;
            if (!isConstant && !call.isNumber(i) && !call.isArray(i)) {
                return "takes " + (i == 0 ? "its object" : "the object that is parameter " + i)
                        + " as constant, since each companion has tangent types of its own, but the caller asks for a derivative with"
                        + " respect to it; leave it out of the caller's wrt, compile the class together with the caller, or ask the"
                        + " companion of the class itself";
            }
            if (!isConstant && !body.active().contains(i)) {
                return "takes parameter " + i + " as constant; add it to the wrt of its @Differentiable";
            }
        }
        if (body.word("keeps") != null) {
            return "keeps what it is given, or hands out what its object holds; let it return what it computes";
        }
        if (call.word("again") != null && body.word("acts") != null) {
            return "does more than to compute, and a constructor that may call it is gone through once more for the derivative; compile"
                    + " the class together with the caller, or move the call out of the constructor";
        }
        if (!call.set("written").containsAll(body.set("written"))
                || !call.set("shared").containsAll(body.set("shared"))) {
            return "changes or hands out arrays it is given, and the caller is not prepared for that; compile the class together with"
                    + " the caller, or let it return a new array";
        }
        return null;
    }

    // ---- handles

    private static Method method(Class<?> companion, String name) {
        return Arrays.stream(companion.getDeclaredMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static MethodHandle spread(MethodHandle handle) {
        return handle.asType(handle.type().generic())
                .asSpreader(Object[].class, handle.type().parameterCount());
    }

    private static Class<?> nested(Class<?> companion, String name) {
        return Arrays.stream(companion.getDeclaredClasses())
                .filter(each -> each.getSimpleName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static MethodHandle constructor(Class<?> type, MethodHandles.Lookup access) throws IllegalAccessException {
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        MethodHandle handle = access.unreflectConstructor(constructor);
        return handle.asType(handle.type().generic());
    }

    private static MethodHandle getter(Class<?> type, String name, MethodHandles.Lookup access)
            throws IllegalAccessException {
        for (Field field : type.getDeclaredFields()) {
            if (field.getName().equals(name)) {
                MethodHandle handle = access.unreflectGetter(field);
                return handle.asType(handle.type().generic());
            }
        }
        return null;
    }

    // ---- sweeps

    /** A new object for what the sweeps hand over; null if there is nothing to hand over. */
    Object newState() {
        try {
            return state == null ? null : (Object) state.invokeExact();
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** Runs the forward or the tangent sweep; gives what the method returns. */
    Object compute(Object[] given, Object holder) {
        return call(computing, arguments.from(given, holder));
    }

    /** Runs the reverse sweep. */
    void reverse(Object holder, double resultBar) {
        Object seed = isFloat ? (Object) (float) resultBar : (Object) resultBar;
        call(returning, isSeeded ? new Object[] {holder, seed} : new Object[] {holder});
    }

    double cotangent(Object holder, int parameter) {
        return ((Number) get(cotangents[parameter], holder)).doubleValue();
    }

    Object shadow(Object holder) {
        return get(shadow, holder);
    }

    private static Object call(MethodHandle handle, Object[] arguments) {
        try {
            return (Object) handle.invokeExact(arguments);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static Object get(MethodHandle handle, Object holder) {
        try {
            return (Object) handle.invokeExact(holder);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** What the user's method throws comes through as it is, checked or not. */
    private static RuntimeException unchecked(Throwable e) {
        return Implementation.<RuntimeException>sneaky(e);
    }

    @SuppressWarnings("unchecked") // Only the compiler looks at the type.
    private static <T extends Throwable> T sneaky(Throwable e) throws T {
        throw (T) e;
    }
}
