package io.github.cotangent.processor.ir;

/** The array operations of the JDK that have derivative rules. */
public enum ArrayFunction {
    /** {@code a.clone()}: (array). */
    CLONE,
    /** {@code Arrays.copyOf}: (array, newLength). */
    COPY_OF,
    /** {@code Arrays.copyOfRange}: (array, from, to). */
    COPY_OF_RANGE,
    /** {@code Arrays.fill}: (array, value). */
    FILL,
    /** {@code Arrays.fill}: (array, from, to, value). */
    FILL_RANGE,
    /** {@code System.arraycopy}: (from, fromIndex, to, toIndex, length). */
    ARRAYCOPY
}
