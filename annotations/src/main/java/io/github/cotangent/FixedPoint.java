package io.github.cotangent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a method iterates to a fixed point: what it gives is the <var>x</var> that a step, computed by another method of the same
 * class, leaves as it is. Its derivative is then that of the implicit function, and the iterations are not followed.
 *
 * <pre>{@code
 * @FixedPoint(step = "kepler")
 * static double anomaly(double mean, double eccentricity) {
 *     double e = mean;
 *     for (int i = 0; i < 100; i++) e = kepler(e, mean, eccentricity);
 *     return e;
 * }
 *
 * static double kepler(double e, double mean, double eccentricity) {
 *     return mean + eccentricity * Math.sin(e);
 * }
 * }</pre>
 *
 * <p>Everything is as for an {@link ImplicitFunction} whose residual is x &minus; step(x, &theta;): dx = (I &minus; g<sub>x</sub>)<sup>&minus;1</sup>
 * g<sub>&theta;</sub> d&theta; for the step g.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface FixedPoint {
    /** The name of the method that computes one step. */
    String step();
}
