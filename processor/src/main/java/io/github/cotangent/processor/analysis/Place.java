package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.ir.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Memory a caller can see: what a parameter or the result refers to, and what is reached from there.
 *
 * @param parameter index of the parameter, {@link #RESULT} for the result
 * @param path the slots to follow from there; where a place stands for a slot, the last one is that slot
 */
public record Place(int parameter, List<Key> path) {
    public static final int RESULT = -1;

    public Place {
        path = List.copyOf(path);
    }

    /** What a parameter refers to. */
    public static Place of(int parameter) {
        return new Place(parameter, List.of());
    }

    /** All that the caller of a method can see. */
    public static Set<Place> allOf(Method method) {
        Set<Place> places = new HashSet<>(Set.of(of(RESULT).then(Key.ANYTHING)));
        for (int i = 0; i < method.parameters().size(); i++) {
            places.add(of(i).then(Key.ANYTHING));
        }
        return places;
    }

    public Place then(Key key) {
        List<Key> longer = new ArrayList<>(path);
        longer.add(key);
        return new Place(parameter, longer);
    }

    /** The form annotations hold; for arrays and their rows only: {@code 0:2} is the row of a row of the first parameter. */
    public String text() {
        return parameter + ":" + path.size();
    }

    /** The place of a text. */
    public static Place parse(String text) {
        int colon = text.indexOf(':');
        int depth = Integer.parseInt(text.substring(colon + 1));
        return new Place(Integer.parseInt(text.substring(0, colon)), Collections.nCopies(depth, Key.ELEMENTS));
    }
}
