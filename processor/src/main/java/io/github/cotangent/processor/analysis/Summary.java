package io.github.cotangent.processor.analysis;

import java.util.Set;

/**
 * What a call of a method may do besides giving its result.
 *
 * @param written places whose elements it may change
 * @param shared sets of places that may come to hold the same array
 * @param clobbers whether it runs unknown code that may change any array visible to others
 * @param unknownResult whether its result may be an array of unknown origin
 * @param readsUnknown whether it uses arrays of unknown origin, static ones for instance
 * @param traces what it does to objects and static state
 * @param bits the parameters whose data an integer result may hold, as the bits of a floating number; {@link #STATICS} among
 *     them for static state
 */
public record Summary(
        Set<Place> written,
        Set<Set<Place>> shared,
        boolean clobbers,
        boolean unknownResult,
        boolean readsUnknown,
        Traces traces,
        Set<Integer> bits) {
    /** Stands for static state among parameters. */
    public static final int STATICS = -1;

    /** A method that does nothing to arrays: where the fixpoint starts. */
    public static final Summary NONE = new Summary(Set.of(), Set.of(), false, false, false, Traces.NONE, Set.of());

    public Summary {
        written = Set.copyOf(written);
        shared = Set.copyOf(shared);
        bits = Set.copyOf(bits);
    }

    Summary with(Traces changed, Set<Integer> found) {
        return new Summary(written, shared, clobbers, unknownResult, readsUnknown, changed, found);
    }

    /** Whether it may change the array of a parameter, or its rows. */
    public boolean writes(int parameter) {
        return written.stream().anyMatch(place -> place.parameter() == parameter);
    }
}
