package io.github.cotangent.processor.ir;

import java.util.Map;
import java.util.Set;

/**
 * What the user states about the derivative of a method.
 *
 * @param partials the methods that give the partial derivatives, by the index of the operand; what has none must be constant
 * @param constant whether the result counts as constant, whatever the operands
 * @param statedBy the classes that say so
 */
public record Ruling(Map<Integer, MethodId> partials, boolean constant, Set<String> statedBy) {
    /** What is stated of a method that gives a partial derivative: nothing, so that it is constant for first derivatives. */
    public static final Ruling OF_PARTIAL = new Ruling(Map.of(), false, Set.of());

    public Ruling {
        partials = Map.copyOf(partials);
        statedBy = Set.copyOf(statedBy);
    }
}
