package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.runtime.NonFiniteDerivativeException;
import io.github.cotangent.testing.Sample;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code -Acotangent.nanCheck=true}: derivatives that stop at the statement that makes them NaN or infinite. */
class FiniteChecksTest {
    private static final String OPTION = "-Acotangent.nanCheck=true";

    private static Sample of(String members) {
        return Sample.of(members, OPTION);
    }

    private static String message(Sample sample, String method, Object... arguments) {
        return assertThrows(NonFiniteDerivativeException.class, () -> sample.call(method, arguments))
                .getMessage();
    }

    private static String line(long offset) {
        return "Sample.java:" + (Sample.firstLine() + offset);
    }

    @Test
    @DisplayName("the message names line, statement, adjoint, cotangent and operands")
    void namesTheStatement() {
        Sample sample = of("""
                @Differentiable({Derivative.GRADIENT, Derivative.JVP}) static double f(double x, double k) {
                    double d = Math.log(x - k);
                    return 2 * d;
                }
                """);
        assertEquals(
                line(1)
                        + " `double d = Math.log(x - k)`: the adjoint of `x - k` becomes Infinity; incoming cotangent = 2.0,"
                        + " x - k = 0.0",
                message(sample, "fGradient", 3.0, 3.0));
        assertEquals(
                line(1) + " `double d = Math.log(x - k)`: the tangent of `d` becomes Infinity; tangent of x - k = 1.0,"
                        + " x - k = 0.0",
                message(sample, "fJvp", 3.0, 3.0, 1.0, 0.0));
        assertEquals(2.0, Sample.part(sample.call("fGradient", 4.0, 3.0), "x"), "finite derivatives are as always");
    }

    @Test
    @DisplayName("an element of an array is named with its index; the caller's object stays as it is")
    void namesElementsAndLeavesTheResultAlone() {
        Sample sample = of("""
                @Differentiable static double f(double[] w, double[] x) {
                    double s = 0;
                    for (int i = 0; i < w.length; i++) {
                        s += Math.log(w[i]) * x[i];
                    }
                    return s;
                }
                """);
        Object into = sample.fresh("FGradient");
        sample.call("fGradient", new double[] {1, 2}, new double[] {3, 4}, into);
        String message = message(sample, "fGradient", new double[] {0, 2}, new double[] {3, 4}, into);
        assertEquals(
                line(3) + " `s += Math.log(w[i]) * x[i]`: the adjoint of `x[i]` becomes -Infinity;"
                        + " incoming cotangent = 1.0, Math.log(w[i]) = -Infinity; Math.log(w[i]) was not finite before",
                message);
        assertArrayEquals(new double[] {3, 2}, (double[]) Sample.part(into, "w"));
        assertArrayEquals(new double[] {0, Math.log(2)}, (double[]) Sample.part(into, "x"));
    }

    @Test
    @DisplayName("an adjoint that overflows only in the sum is found at the array element that has it")
    void namesTheElementThatOverflows() {
        Sample sample = of("""
                @Differentiable static double f(double[] w, double a) {
                    double s = 0;
                    for (int i = 0; i < 3; i++) {
                        s += w[1] * a;
                    }
                    return s;
                }
                """);
        assertEquals(
                line(3) + " `s += w[1] * a`: the adjoint of `w[1]` becomes Infinity; incoming cotangent = 1.0E308",
                message(sample, "fGradient", new double[] {0, 0}, 1e308));
    }

    @Test
    @DisplayName("helpers, also of other objects, are looked into")
    void looksIntoHelpers() {
        Sample sample = of("""
                record Point(double x, double[] y) { double inverse() {
                    double z = 1;
                    for (double each : y) z *= each;
                    return x / z; } }
                static double helper(Point p) {
                    return p.inverse(); }
                @Differentiable({Derivative.GRADIENT, Derivative.JACOBIAN, Derivative.PULLBACK}) static double f(double x, double[] y) {
                    return helper(new Point(x, y)) * 3;
                }
                """);
        double[] y = {2, 0};
        String expected =
                line(3) + " `return x / z`: the adjoint of `x` becomes Infinity; incoming cotangent = 3.0, z = 0.0";
        assertEquals(expected, message(sample, "fGradient", 1.0, y));
        assertTrue(message(sample, "fJacobian", 1.0, y).startsWith(line(3)));
    }

    @Test
    @DisplayName("what the caller gives is named, numbers and arrays")
    void namesSeeds() {
        Sample sample = of("""
                @Differentiable({Derivative.VJP, Derivative.JVP}) static double[] f(double[] x, double a) {
                    double[] y = new double[x.length];
                    for (int i = 0; i < y.length; i++) y[i] = a * x[i];
                    return y;
                }
                @Differentiable(Derivative.VJP) static double g(double x) { return x * x; }
                """);
        double[] x = {1, 2};
        assertEquals(
                "the argument `resultBar[1]` is NaN", message(sample, "fVjp", x, 3.0, new double[] {1, Double.NaN}));
        assertEquals("the argument `aDot` is Infinity", message(sample, "fJvp", x, 3.0, x, Double.POSITIVE_INFINITY));
        assertEquals("the argument `resultBar` is NaN", message(sample, "gVjp", 1.0, Double.NaN));
    }

    @Test
    @DisplayName("a pullback that has stopped goes on with other seeds")
    void pullbacksGoOn() {
        Sample sample = of("""
                @Differentiable(Derivative.PULLBACK) static double[] f(double[] x) {
                    double[] y = x.clone();
                    for (int i = 0; i < y.length; i++) y[i] = Math.log(y[i]) + y[0];
                    return y;
                }
                """);
        Object pullback = sample.call("fPullback", new double[] {2, 0});
        NonFiniteDerivativeException failure =
                assertThrows(NonFiniteDerivativeException.class, () -> Sample.apply(pullback, new double[] {1, 1}));
        assertEquals(
                line(2) + " `y[i] = Math.log(y[i]) + y[0]`: the adjoint of `y[i]` becomes Infinity;"
                        + " incoming cotangent = 1.0, y[i] = 0.0",
                failure.getMessage());
        assertArrayEquals(new double[] {1.5, 0}, (double[])
                Sample.part(Sample.apply(pullback, new double[] {1, 0}), "x"));
    }

    @Test
    @DisplayName("in forward mode, the user's clauses do not take what a check throws")
    void catchClausesLetItThrough() {
        Sample sample = of("""
                @Differentiable(Derivative.JVP) static double f(double x) {
                    try {
                        if (x > 5) throw new ArithmeticException();
                        return Math.log(x);
                    } catch (RuntimeException e) {
                        return 7 * x;
                    }
                }
                """);
        assertTrue(message(sample, "fJvp", 0.0, 1.0).startsWith(line(3) + " `return Math.log(x)`: the tangent of"));
        assertEquals(7.0, Sample.part(sample.call("fJvp", 6.0, 1.0), "tangent"));
    }

    @Test
    @DisplayName("what a rule of the user adds to an array is looked at behind the call")
    void looksBehindRules() {
        Sample sample = of("""
                static double norm(double[] x) { double s = 0; for (double v : x) s += v * v; return Math.sqrt(s); }
                @io.github.cotangent.VjpRule(of = Sample.class, method = "norm")
                static void normVjp(double[] x, double result, double resultBar, double[] xBar) {
                    for (int i = 0; i < x.length; i++) xBar[i] += resultBar * x[i] / result; }
                @Differentiable static double f(double[] x) {
                    return 2 * norm(x);
                }
                """);
        assertEquals(
                line(5) + " `return 2 * norm(x)`: the adjoint of `x[0]` becomes NaN",
                message(sample, "fGradient", new double[] {0}));
    }

    @Test
    @DisplayName("text with quotes, escapes and long statements can be named")
    void quotesSourceText() {
        Sample sample = of("""
                static double log(String text, double x) { return Math.log(x); }
                @Differentiable static double f(double x) {
                    double y = log("a \\"b\\" \\\\ %s",
                            x);
                    return y;
                }
                """);
        assertTrue(message(sample, "fGradient", 0.0).startsWith(line(0) + " `return Math.log(x)`: the adjoint of `x`"));
        assertTrue(
                sample.generated().contains(line(2) + " `double y = log(\\\"a \\\\\\\"b\\\\\\\" \\\\\\\\ %s\\\", x)`"));
    }

    @Test
    @DisplayName("without the option there are no checks")
    void isAnOption() {
        String members = "@Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.HVP})"
                + " static double f(double x) { return Math.log(x); }\n";
        assertFalse(Sample.of(members).generated().contains("FiniteChecks"));
        Sample checked = of(members);
        assertTrue(checked.generated("fGradient").contains("FiniteChecks.adjoint("));
        assertTrue(checked.generated("fJvp").contains("FiniteChecks.tangent("));
        assertFalse(checked.generated("fHvp").contains("FiniteChecks"), "second derivatives are not looked at");
    }
}
