package io.github.cotangent.runtime;

import java.lang.reflect.Array;

/** Makes arrays of objects whose class the generated code cannot name. */
public final class HiddenArrays {
    private HiddenArrays() {}

    /**
     * A new array.
     *
     * @param element the class of the innermost elements
     * @param rank the number of dimensions of the array
     * @param lengths those that are given; rows of the others are null
     */
    @SuppressWarnings("unchecked") // Generated code knows the type.
    public static <T> T of(Class<?> element, int rank, int... lengths) {
        Class<?> type = element;
        for (int i = lengths.length; i < rank; i++) {
            type = type.arrayType();
        }
        return (T) Array.newInstance(type, lengths);
    }

    /**
     * A new array with elements.
     *
     * @param element the class of the innermost elements
     * @param rank the number of dimensions of the array
     */
    public static <T> T with(Class<?> element, int rank, Object... elements) {
        T array = of(element, rank, elements.length);
        System.arraycopy(elements, 0, array, 0, elements.length);
        return array;
    }
}
