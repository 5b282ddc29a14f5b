package io.github.cotangent.runtime;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Turns what a caller hands over into what a sweep takes. Both are the object and the arguments, then shadows or tangents of those that
 * are active; the sweep may have more of them active than the caller.
 */
final class Arguments {
    private final Terms call;
    /** For each argument of the sweep where it is among those handed over; a negative one is of a zero for parameter {@code -1 - i}. */
    private final int[] sources;
    /** The arrays whose shadows are handed over, and where these are: pairs. */
    private final int[] shadowed;

    private final boolean takesHolder;

    private Arguments(Terms call, int[] sources, int[] shadowed, boolean takesHolder) {
        this.call = call;
        this.sources = sources;
        this.shadowed = shadowed;
        this.takesHolder = takesHolder;
    }

    /** @param isTangent whether numbers have tangents, too */
    static Arguments of(Terms call, Terms offer, boolean isTangent, boolean takesHolder) {
        int count = call.parameters().size() + 1;
        int[] places = new int[count];
        List<Integer> shadowed = new ArrayList<>();
        int next = count;
        for (int i : call.active()) {
            if (isTangent || !call.isNumber(i)) {
                places[i] = next++;
            }
            if (call.isArray(i)) {
                shadowed.add(i);
                shadowed.add(places[i]);
            }
        }
        List<Integer> sources = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sources.add(i);
        }
        for (int i : offer.active()) {
            if (isTangent || !call.isNumber(i)) {
                sources.add(places[i] == 0 ? -1 - i : places[i]);
            }
        }
        return new Arguments(call, ints(sources), ints(shadowed), takesHolder);
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    /** What the sweep takes. */
    Object[] from(Object[] given, Object holder) {
        Object[] all = new Object[sources.length + (takesHolder ? 1 : 0)];
        IdentityHashMap<Object, Object> known = null;
        for (int i = 0; i < sources.length; i++) {
            if (sources[i] >= 0) {
                all[i] = given[sources[i]];
                continue;
            }
            int parameter = -1 - sources[i];
            if (call.isNumber(parameter)) {
                all[i] = given[parameter] instanceof Float ? (Object) 0f : (Object) 0.0;
            } else {
                known = known == null ? shadows(given) : known;
                all[i] = Shadows.zeros(given[parameter], known);
            }
        }
        if (takesHolder) {
            all[sources.length] = holder;
        }
        return all;
    }

    /** What is the same array as one with a shadow has that shadow. */
    private IdentityHashMap<Object, Object> shadows(Object[] given) {
        IdentityHashMap<Object, Object> known = new IdentityHashMap<>();
        for (int i = 0; i < shadowed.length; i += 2) {
            Shadows.bind(known, given[shadowed[i]], given[shadowed[i + 1]]);
        }
        return known;
    }
}
