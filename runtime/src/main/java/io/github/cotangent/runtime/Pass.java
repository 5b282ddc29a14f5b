package io.github.cotangent.runtime;

/**
 * What is done with the parts of tangents. For each part of a tangent it is given the name, the part itself, and the same part
 * of a second tangent, which is the tangent itself if there is no second one; it answers what the part shall be.
 */
public abstract class Pass {
    Pass() {}

    /** What becomes of a number. */
    public abstract double of(String name, double mine, double other);

    /** What becomes of a number. */
    public abstract float of(String name, float mine, float other);

    /** What becomes of an array, a tangent, or an array of tangents; each may be null. */
    public abstract <T> T of(String name, T mine, T other);
}
