package io.github.cotangent.processor.analysis;

/**
 * Storage a caller can see: the array a parameter or the result refers to, or its rows.
 *
 * @param parameter index of the parameter, {@link #RESULT} for the result
 * @param depth 0 for the array itself, 1 for its rows, and so on
 */
public record Place(int parameter, int depth) {
    public static final int RESULT = -1;
}
