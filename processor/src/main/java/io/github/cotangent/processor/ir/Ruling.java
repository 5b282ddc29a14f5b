package io.github.cotangent.processor.ir;

import java.util.Map;
import java.util.Set;

/**
 * What the user states about the derivative of a method.
 *
 * @param partials the methods that give the partial derivatives, by the index of the operand; what has none must be constant
 * @param constant whether the result counts as constant, whatever the operands
 * @param statedBy the classes that say so
 * @param role what the call is to compute
 */
public record Ruling(Map<Integer, MethodId> partials, boolean constant, Set<String> statedBy, Role role) {

    /** What a call with a ruling is to compute. */
    public enum Role {
        /** What the method gives. */
        VALUE,
        /** The same; the method solves an equation, and what stands behind the call is about its derivative. */
        SOLUTION,
        /**
         * The derivative of what the method gives by its first parameter, the receiver not counted: a number for a number, the
         * columns of a matrix for an array. A sweep of the method computes it.
         */
        SLOPE
    }

    /** What is stated of a method that gives a partial derivative: nothing, so that it is constant for first derivatives. */
    public static final Ruling OF_PARTIAL = new Ruling(Map.of(), false, Set.of());

    /** What is known of code that only prepares the use of a derivative. */
    public static final Ruling CONSTANT = new Ruling(Map.of(), true, Set.of());

    /** For the call of a method that solves an equation. */
    public static final Ruling SOLUTION = new Ruling(Map.of(), true, Set.of(), Role.SOLUTION);

    /** For a derivative of the method, in its place. */
    public static final Ruling SLOPE = new Ruling(Map.of(), true, Set.of(), Role.SLOPE);

    public Ruling {
        partials = Map.copyOf(partials);
        statedBy = Set.copyOf(statedBy);
    }

    public Ruling(Map<Integer, MethodId> partials, boolean constant, Set<String> statedBy) {
        this(partials, constant, statedBy, Role.VALUE);
    }
}
