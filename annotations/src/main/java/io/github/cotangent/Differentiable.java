package io.github.cotangent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks for the derivatives of a method.
 *
 * <p>For a method {@code m} of a class {@code C} the processor generates, beside {@code C}, a class {@code
 * CDerivatives} with one method per requested {@link Derivative}:
 *
 * <pre>{@code
 * final class Notes {
 *     @Differentiable
 *     static double square(double x) {
 *         return x * x;
 *     }
 * }
 *
 * NotesDerivatives.squareGradient(3.0).x(); // 6.0
 * }</pre>
 *
 * <p>The value that comes with a derivative has the same bits as the plain call's. A method that cannot be
 * differentiated is an error of the compilation, at the expression that prevents it; nothing is ever approximated by
 * differences or silently taken for constant.
 *
 * <p>On a record or class, the annotation asks for one tangent type {@code <Type>Tangent} beside the type, shared by all
 * companions that have an input of that type. The elements are not used there.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Differentiable {
    /**
     * The derivatives to generate. Without any: {@link Derivative#GRADIENT} for a {@code double} or {@code float}
     * result, {@link Derivative#VJP} otherwise.
     */
    Derivative[] value() default {};

    /**
     * The inputs to differentiate with respect to, by parameter name. Without any: all of type {@code double} or {@code
     * float}, arrays of those and records with such parts. Objects of classes, the receiver ({@code "self"}) and fields
     * ({@code "this.w"}) are inputs only where they are named here.
     */
    String[] wrt() default {};

    /**
     * The name to use in the generated code instead of the method's own. Overloads that are both differentiable need it,
     * all but one.
     */
    String name() default "";

    /**
     * Whether {@link Derivative#JACOBIAN} and {@link Derivative#HESSIAN} are to be sparse: only entries that can differ from zero are
     * computed and kept, with as few sweeps as it takes, for a banded matrix as many as the band is wide. The companion finds where
     * these entries are.
     */
    boolean sparse() default false;
}
