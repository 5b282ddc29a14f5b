package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a call of a method may do besides giving its result.
 *
 * @param written places whose elements or fields it may change; those of what it makes and hands out have values from it, too
 * @param changed those of them into which it may put something that varies with its arguments or with what they lead to; the others
 *     get constants
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
        Set<Place> changed,
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
        changed = Set.copyOf(changed);
        shared = Set.copyOf(shared);
        bits = Set.copyOf(bits);
    }

    /** A method that may put anything where it stores something. */
    public Summary(
            Set<Place> written,
            Set<Set<Place>> shared,
            boolean clobbers,
            boolean unknownResult,
            boolean readsUnknown,
            Traces traces,
            Set<Integer> bits) {
        this(written, written, shared, clobbers, unknownResult, readsUnknown, traces, bits);
    }

    /** A method of which nothing is known: it may do anything to what it is given. */
    static Summary unknown(MethodId id) {
        List<Type> types = new ArrayList<>(id.parameters());
        if (id.hasReceiver()) {
            types.add(0, id.receiver());
        }
        Set<Place> written = new HashSet<>();
        Set<Integer> objects = new HashSet<>();
        Set<Integer> bits = new HashSet<>(Set.of(STATICS));
        for (int i = 0; i < types.size(); i++) {
            bits.add(i);
            if (types.get(i).isFollowed()) {
                written.add(Place.of(i).then(Key.ANYTHING));
            } else if (Traces.isContainer(types.get(i))) {
                objects.add(i);
            }
        }
        return new Summary(
                written, Set.of(), true, true, true, new Traces(objects, Set.of(), Set.of(), Set.of()), bits);
    }

    /**
     * What may happen in a call where the class of the object is not in sight. The classes in sight say by what they do what the
     * method is about; if there are none, one that gives no numbers is about the arrays it is given.
     *
     * @param alone whether there are none
     */
    public static Summary elsewhere(MethodId id, boolean alone) {
        Set<Place> written = new HashSet<>();
        for (int i = 0;
                alone && !id.result().isDifferentiable() && i < id.parameters().size();
                i++) {
            Place place = Place.of(i + 1);
            for (Type type = id.parameters().get(i); type instanceof ArrayType array; type = array.element()) {
                place = place.then(Key.ELEMENTS);
                written.add(place);
            }
        }
        return new Summary(written, Set.of(), true, false, false, Traces.NONE, Set.of());
    }

    /**
     * A static method of which the user says what it does: it stores to the numbers in some arrays, and gives a new one.
     *
     * @param overwritten the parameters with these arrays
     */
    public static Summary stated(MethodId id, Set<Integer> overwritten) {
        Set<Place> written = new HashSet<>();
        overwritten.forEach(
                i -> written.add(innermost(Place.of(i), id.parameters().get(i))));
        if (id.result() instanceof ArrayType array) {
            Place place = Place.of(Place.RESULT);
            for (Type type = array; type instanceof ArrayType rows; type = rows.element()) {
                place = place.then(Key.ELEMENTS);
                written.add(place);
            }
        }
        return new Summary(written, Set.of(), false, false, false, Traces.NONE, Set.of());
    }

    private static Place innermost(Place array, Type type) {
        Place place = array;
        for (Type rows = type; rows instanceof ArrayType deeper; rows = deeper.element()) {
            place = place.then(Key.ELEMENTS);
        }
        return place;
    }

    Summary with(Set<Place> stored, Set<Place> varied, Traces left, Set<Integer> found) {
        return new Summary(stored, varied, shared, clobbers, unknownResult, readsUnknown, left, found);
    }

    /** Whether it may change the array of a parameter, or its rows. */
    public boolean writes(int parameter) {
        return written.stream().anyMatch(place -> place.parameter() == parameter);
    }
}
