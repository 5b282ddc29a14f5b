package io.github.cotangent.runtime;

import java.util.ArrayList;
import java.util.Collection;

/** What may be in a collection behind a change of which only the collection knows what it does. */
public final class Candidates {
    private Candidates() {}

    /** The elements of a collection, and one that may come in. */
    public static <T> ArrayList<T> with(Collection<? extends T> present, T incoming) {
        ArrayList<T> all = new ArrayList<>(present);
        all.add(incoming);
        return all;
    }

    /** The elements of a collection, and some that may come in. */
    public static <T> ArrayList<T> withAll(Collection<? extends T> present, Collection<? extends T> incoming) {
        ArrayList<T> all = new ArrayList<>(present);
        all.addAll(incoming);
        return all;
    }
}
