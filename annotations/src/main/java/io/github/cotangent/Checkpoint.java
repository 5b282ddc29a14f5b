package io.github.cotangent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets the reverse sweep run iterations of a long loop, or calls of a method, again instead of keeping their saved values.
 *
 * <p>On a variable that the head of a {@code for} statement declares, or on the declaration directly before a loop, the state of
 * the loop is kept for a few iterations only, and the others are computed again from there:
 *
 * <pre>{@code
 * for (@Checkpoint int t = 0; t < steps; t++) { … }
 *
 * @Checkpoint(snapshots = 20)
 * double error = start;
 * while (error > tolerance) { … }
 * }</pre>
 *
 * <p>On a method, what its calls are given is kept, and the call runs again when its turn comes in the reverse sweep; so a recursion
 * that halves its work needs memory for the way to one leaf:
 *
 * <pre>{@code
 * @Checkpoint
 * static double run(int from, int to, double x) {
 *     int middle = (from + to) / 2;
 *     return to - from == 1 ? step(from, x) : run(middle, to, run(from, middle, x));
 * }
 * }</pre>
 *
 * <p>Gradients have the same bits as without. What runs again may change numbers, arrays and objects, but nothing else that lasts.
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target({ElementType.LOCAL_VARIABLE, ElementType.METHOD})
public @interface Checkpoint {
    /** The number of states of a loop that are kept at a time. Without it: the square root of the number of iterations. */
    int snapshots() default 0;

    /** Bytes that the kept states of a loop may take; says how many there are if {@link #snapshots} does not. One always is. */
    long bytes() default 0;
}
