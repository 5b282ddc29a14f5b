package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.ir.Type;
import java.util.HashSet;
import java.util.Set;

/**
 * Storage a caller can see: the array a parameter or the result refers to, or its rows.
 *
 * @param parameter index of the parameter, {@link #RESULT} for the result
 * @param depth 0 for the array itself, 1 for its rows, and so on
 */
public record Place(int parameter, int depth) {
    public static final int RESULT = -1;

    /** An array and its rows: all places of a parameter or the result; none for other types. */
    public static Set<Place> all(int parameter, Type type) {
        Set<Place> places = new HashSet<>();
        for (int depth = 0; depth < type.rank(); depth++) {
            places.add(new Place(parameter, depth));
        }
        return places;
    }
}
