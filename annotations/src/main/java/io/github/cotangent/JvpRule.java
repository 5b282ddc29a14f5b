package io.github.cotangent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * States the Jacobian-vector product of a static method: the annotated method computes the tangent of its result. Forward mode calls it;
 * reverse mode needs a {@link VjpRule}.
 *
 * <pre>{@code
 * static double[] scale(double[] x, double k) { … }
 *
 * @JvpRule(method = "scale")
 * static double[] scaleJvp(double[] x, double k, double[] xDot, double kDot) {
 *     double[] dot = new double[x.length];
 *     for (int i = 0; i < x.length; i++) dot[i] = k * xDot[i] + kDot * x[i];
 *     return dot;
 * }
 * }</pre>
 *
 * <p>The parameters are, in order: those of the method, with what they referred to before the call; if wanted, its {@code result}; and for
 * each parameter that can carry a derivative {@code <p>Dot}, of the same type. The result has the type of that of the method. The tangent of an
 * array that the method {@link #overwrites} is updated in place.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface JvpRule {
    /** The class that declares the method. Without it, the class that declares the annotated method. */
    Class<?> of() default void.class;

    /** The name of the method. */
    String method();

    /** The parameters that may carry derivatives, as the annotated method calls them. Without any: all that can. */
    String[] wrt() default {};

    /** The array parameters to whose numbers the method stores, as the annotated method calls them. */
    String[] overwrites() default {};
}
