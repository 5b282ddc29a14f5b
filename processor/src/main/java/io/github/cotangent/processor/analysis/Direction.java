package io.github.cotangent.processor.analysis;

/** Which way derivatives go through a method. */
public enum Direction {
    /** From the result back to the inputs: forward and reverse sweep. */
    REVERSE,
    /** Along with the values: tangent sweep. */
    FORWARD
}
