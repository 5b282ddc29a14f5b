package io.github.cotangent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * States the vector-Jacobian product of a static method: the annotated method adds to the cotangents of its parameters. Reverse mode
 * calls it; forward mode needs a {@link JvpRule}.
 *
 * <pre>{@code
 * static double[] scale(double[] x, double k) { … }
 *
 * @VjpRule(method = "scale")
 * static void scaleVjp(double[] x, double k, double[] resultBar, double[] xBar, double[] kBar) {
 *     for (int i = 0; i < x.length; i++) {
 *         xBar[i] += k * resultBar[i];
 *         kBar[0] += x[i] * resultBar[i];
 *     }
 * }
 * }</pre>
 *
 * <p>The parameters are, in order: those of the method, with what they referred to before the call; if wanted, its {@code result}; unless
 * it is void, {@code resultBar}, of the same type; and for each parameter that can carry a derivative, a {@code double}, {@code float} or
 * an array of those, {@code <p>Bar}: an array of the same shape, or for a number one of length 1. The annotated method adds to
 * them; it must not write to anything else. The cotangent of an array that the method {@link #overwrites} comes with the
 * cotangent of the final contents, and has to be left with that of the initial ones.
 *
 * <p>The method must compute its result, a new array or a number, from its arguments alone; what arguments refer to that are no arrays must
 * not change before the reverse sweep.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface VjpRule {
    /** The class that declares the method. Without it, the class that declares the annotated method. */
    Class<?> of() default void.class;

    /** The name of the method. */
    String method();

    /** The parameters that may carry derivatives, as the annotated method calls them. Without any: all that can. */
    String[] wrt() default {};

    /** The array parameters to whose numbers the method stores, as the annotated method calls them. */
    String[] overwrites() default {};
}
