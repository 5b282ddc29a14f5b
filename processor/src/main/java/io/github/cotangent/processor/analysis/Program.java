package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.Excerpt;
import io.github.cotangent.processor.ir.FunctionClass;
import io.github.cotangent.processor.ir.Layout;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The methods a derivative may have to go through. */
public interface Program {

    /** What is known about a method. */
    sealed interface Callee permits Source, Compiled, Stated, Elsewhere, Missing {}

    /** A method of this compilation. */
    record Source(Method method) implements Callee {}

    /**
     * A method compiled earlier, with a companion.
     *
     * @param companion canonical name of the companion class
     * @param prefix the name its sweeps start with
     * @param active which parameters its sweeps take cotangents for
     * @param hasTangent whether the companion has a tangent sweep
     * @param hasAdjoint whether the companion has forward and reverse sweeps
     * @param summary what a call does to arrays
     */
    record Compiled(
            String companion,
            String prefix,
            Set<Integer> active,
            boolean hasTangent,
            boolean hasAdjoint,
            Summary summary)
            implements Callee {}

    /**
     * A static method whose products with the Jacobian the user states.
     *
     * @param names what its parameters are called
     * @param vjp the method that adds to cotangents; null if there is none
     * @param jvp the method that computes tangents; null if there is none
     * @param active the parameters that may carry derivatives
     * @param overwritten the array parameters to whose numbers it stores
     * @param statedBy the classes that say so
     */
    record Stated(
            List<String> names,
            Product vjp,
            Product jvp,
            Set<Integer> active,
            Set<Integer> overwritten,
            Set<String> statedBy,
            Summary summary)
            implements Callee {

        /** A method of the runtime, which gives what is new and keeps what it is given from being changed. */
        public static Stated ofRuntime(
                MethodId id, List<String> names, MethodId vjp, MethodId jvp, Set<Integer> active) {
            return new Stated(
                    names,
                    vjp == null ? null : new Product(vjp, false),
                    new Product(jvp, false),
                    active,
                    Set.of(),
                    Set.of(),
                    Summary.stated(id, Set.of()));
        }

        /** Whether it is no user who says so. */
        public boolean isOfRuntime() {
            return statedBy.isEmpty();
        }
    }

    /** @param takesResult whether it is given the result of the method */
    record Product(MethodId method, boolean takesResult) {}

    /**
     * What a virtual method runs on objects of classes that are not in sight.
     *
     * @param summary what it may do; what does more is refused when the program runs
     * @param again whether a constructor may call it, which is gone through once more: then it must do nothing but compute
     */
    record Elsewhere(Summary summary, boolean again) implements Callee {}

    /**
     * A method that could not be lowered.
     *
     * @param problems why; they matter where a derivative would flow through it
     */
    record Missing(List<Problem> problems) implements Callee {
        public Missing {
            problems = List.copyOf(problems);
        }
    }

    Callee callee(MethodId id);

    /** What is known about a class of the user. */
    Layout layout(ObjectType type);

    /** What companions see in the place of classes they cannot name, by their canonical names. */
    default Map<String, ReferenceType> standIns() {
        return Map.of();
    }

    /** The classes that the companion declares for the functions in sight, by name. */
    default List<FunctionClass> functionClasses() {
        return List.of();
    }

    /** Whether a constructor may call a virtual method, which is gone through once more for the derivatives. */
    default boolean isRunAgain(MethodId virtual) {
        return false;
    }

    /** Whether a constructor has effects besides what it does to the object, which what it computes leaves out. */
    default boolean acts(MethodId construction) {
        return false;
    }

    /** Whether there are classes in sight whose objects a call of a virtual method may meet, and which are not followed. */
    default boolean hasUnfollowed(MethodId virtual) {
        return false;
    }

    /** The body that a method with a rule has besides, if its source is at hand: what its rule says nothing of shows there. */
    default Optional<Method> text(MethodId ruled) {
        return Optional.empty();
    }

    /** The source text that a part of a method comes from; empty if that is not at hand. */
    default Optional<Excerpt> excerpt(MethodId method, Origin origin) {
        return Optional.empty();
    }

    /** The exceptions that a virtual method declares. */
    List<Type> thrown(MethodId virtual);

    /** The body that runs when a virtual method is called on an object of a concrete class; empty if it has no source. */
    Optional<MethodId> implementation(MethodId virtual, ObjectType concrete);
}
