package io.github.cotangent.processor.reverse;

import io.github.cotangent.processor.analysis.Place;
import io.github.cotangent.processor.ir.MethodId;
import java.util.Set;

/**
 * One pair of sweeps of a callee: a method is differentiated once for each way it is called.
 *
 * @param method which method
 * @param active the parameters that have a cotangent
 * @param resultActive whether the result has one
 * @param stable the places of array parameters and of the result that keep their contents from the call to the reverse sweep
 * @param staticsStable whether static arrays do
 * @param isCheckpointed whether checkpointed loops are run again; otherwise they are reversed like all others
 */
public record Variant(
        MethodId method,
        Set<Integer> active,
        boolean resultActive,
        Set<Place> stable,
        boolean staticsStable,
        boolean isCheckpointed) {
    public Variant {
        active = Set.copyOf(active);
        stable = Set.copyOf(stable);
    }
}
