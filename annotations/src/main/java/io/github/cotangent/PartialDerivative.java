package io.github.cotangent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * States a partial derivative of a method with a {@code double} or {@code float} result: the annotated method computes it.
 *
 * <pre>{@code
 * final class SpecialRules {
 *     @PartialDerivative(of = Special.class, method = "erf", by = "x")
 *     static double erfByX(double x) {
 *         return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
 *     }
 * }
 * }</pre>
 *
 * <p>The annotated method is static, in any class. It has the parameters of the other one, with the receiver in front of them
 * if there is one, and its result type; the types of the parameters tell overloads apart. It is called right behind the
 * method, with the same arguments, in forward and in reverse mode, and only where the derivative is needed.
 *
 * <p>A method with such a rule is not looked into, whether or not it has source. It may be native or from a library. It must
 * compute its result from its arguments alone, and change none of them. A parameter without partial derivative may get what
 * is constant; everything else is an error of the compilation.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface PartialDerivative {
    /** The class that declares the method. Without it, the class that declares the annotated method. */
    Class<?> of() default void.class;

    /** The name of the method. */
    String method();

    /**
     * The parameter that the derivative is by, as the annotated method calls it. Not needed where only one parameter is a
     * {@code double} or {@code float}.
     */
    String by() default "";
}
