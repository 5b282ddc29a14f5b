package io.github.cotangent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a method solves an equation: what it gives is the <var>x</var> for which a residual, computed by another method of the same
 * class, is 0. Its derivative is then that of the implicit function, and the iterations that lead to the solution are not followed.
 *
 * <pre>{@code
 * @ImplicitFunction(residual = "priceError")
 * static double volatility(double price, double strike, double expiry, double guess) { … Newton's method … }
 *
 * static double priceError(double volatility, double price, double strike, double expiry) {
 *     return blackScholes(volatility, strike, expiry) - price;
 * }
 * }</pre>
 *
 * <p>The method gives a {@code double} or a {@code double[]}. The residual takes the solution first, and gives the same type: one
 * number, or as many as the solution has. Its other parameters are parameters of the method, found by their names, with the same
 * types, in any order. <b>What it leaves out, an initial guess or a tolerance, the solution does not depend on: the derivative by
 * it is 0.</b> A method without object has a residual without object.
 *
 * <p>For the equation F(x, &theta;) = 0 the implicit function theorem gives dx = &minus;F<sub>x</sub><sup>&minus;1</sup> F<sub>&theta;</sub>
 * d&theta;. F is differentiated as any helper is, in both modes. For arrays the matrix F<sub>x</sub> is factored, by a {@code
 * LinearSolver} of the runtime, which the artifact {@code cotangent-ejml} brings. Where F<sub>x</sub> is singular the solution is not
 * unique nearby, and there is a {@code NoDerivativeException}. Nobody checks that the residual is small: the derivative is as good as
 * the solution.
 *
 * @see FixedPoint
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface ImplicitFunction {
    /** The name of the method that computes the residual. */
    String residual();
}
