package io.github.cotangent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What later compilations need to know about a method whose derivative calls of it go through. Written by the processor on
 * the sweeps in companions; nothing for users to write.
 *
 * <p>A place is {@code parameter:depth}: the array of a parameter (-1 for the result), its rows at depth 1, and so on.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Linkage {
    /** Name and parameter types of the method, for instance {@code f(double,double[])}. */
    String method();

    /** What the names of its sweeps start with. */
    String name();

    /** The parameters that have cotangents and tangents. */
    int[] active() default {};

    /** The places it stores into. */
    String[] written() default {};

    /** Sets of places, separated by spaces, that may come to hold the same array. */
    String[] shared() default {};

    /** The parameters whose objects it may put something into. */
    int[] objects() default {};

    /** The static state it may put something into. */
    String[] staticsWritten() default {};

    /** The static state it may look at. */
    String[] staticsRead() default {};

    /** Whether it runs code that may change any array others can see. */
    boolean clobbers() default false;

    /** Whether its result may be an array it did not make. */
    boolean unknownResult() default false;

    /** Whether it has a forward and a reverse sweep. */
    boolean adjoint() default false;

    /** Whether it has a tangent sweep. */
    boolean tangent() default false;
}
