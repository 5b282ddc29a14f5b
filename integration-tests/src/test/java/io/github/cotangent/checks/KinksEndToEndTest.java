package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.Sample;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Group J: the conventions at kinks, as users meet them: reverse and forward mode agree on each. */
class KinksEndToEndTest {
    private static final double NAN = Double.NaN;
    private static Sample sample;

    @BeforeAll
    static void compile() {
        String both = "@Differentiable({Derivative.GRADIENT, Derivative.JVP}) static double ";
        sample = Sample.of(both + "abs(double x) { return Math.abs(x); }\n"
                + both + "max(double x, double y) { return Math.max(x, y); }\n"
                + both + "maxSame(double x) { return Math.max(x, x); }\n"
                + both + "relu(double x) { return Math.max(x, 0); }\n"
                + both + "branch(double x, double y) { return x > y ? x : y; }\n"
                + both + "root(double x) { return Math.sqrt(x); }\n"
                + both + "rootOfSquare(double x) { return Math.sqrt(x * x); }\n"
                + both + "timesRoot(double x) { return x * Math.sqrt(x); }\n"
                + both + "powHalf(double x) { return Math.pow(x, 0.5); }\n"
                + both + "powOneAndHalf(double x) { return Math.pow(x, 1.5); }\n"
                + both + "zeroTimesRoot(double x) { return 0 * Math.sqrt(x) + x; }\n"
                + both + "deadNaN(double x, double y) { double unused = Math.acos(-x / y); return 2 * x * x * y; }\n"
                + both + "hypot(double x, double y) { return Math.hypot(x, y); }\n"
                + both + "atan2(double x, double y) { return Math.atan2(y, x); }\n"
                + both + "square(double x) { return x * x; }\n");
    }

    private static double slope(String method, double x) {
        double reverse = (double) Sample.part(sample.call(method + "Gradient", x), "x");
        double forward = (double) Sample.part(sample.call(method + "Jvp", x, 1.0), "tangent");
        assertEquals(reverse, forward, 0.0, method + " forward");
        return reverse;
    }

    private static void assertSlopes(double inX, double inY, String method, double x, double y) {
        Object gradient = sample.call(method + "Gradient", x, y);
        assertEquals(inX, (double) Sample.part(gradient, "x"), method + " in x");
        assertEquals(inY, (double) Sample.part(gradient, "y"), method + " in y");
        assertEquals(inX, (double) Sample.part(sample.call(method + "Jvp", x, y, 1.0, 0.0), "tangent"));
        assertEquals(inY, (double) Sample.part(sample.call(method + "Jvp", x, y, 0.0, 1.0), "tangent"));
    }

    @Test
    @DisplayName("J10: abs is flat at both zeros")
    void absAtZero() {
        assertEquals(0.0, slope("abs", 0.0));
        assertEquals(0.0, slope("abs", -0.0));
        assertEquals(-1.0, slope("abs", -1e-300));
    }

    @Test
    @DisplayName("J11: ties of max are shared, and a branch written by hand follows its branch")
    void maxTie() {
        assertSlopes(0.5, 0.5, "max", 2, 2);
        assertEquals(1.0, slope("maxSame", 3));
        assertEquals(0.5, slope("relu", 0));
        assertSlopes(0, 1, "branch", 2, 2);
    }

    @Test
    @DisplayName("J12: a square root at zero has slope zero, alone and with what is around it")
    void sqrtAtZero() {
        assertEquals(0.0, slope("root", 0));
        assertEquals(0.0, slope("rootOfSquare", 0));
        assertEquals(0.0, slope("timesRoot", 0));
    }

    @Test
    @DisplayName("J13: powers at zero: as the square root for 0.5, exactly zero above 1")
    void powFractionalAtZero() {
        assertEquals(slope("root", 0), slope("powHalf", 0));
        assertEquals(0.0, slope("powOneAndHalf", 0));
    }

    @Test
    @DisplayName("J14: a cotangent of exactly zero contributes zero, however steep the function")
    void zeroSeedShortCircuit() {
        assertEquals(1.0, slope("zeroTimesRoot", 0));
        assertSlopes(60, 50, "deadNaN", 5, 3);
    }

    @Test
    @DisplayName("J15: hypot and atan2 at the origin")
    void hypotAndAtan2AtOrigin() {
        assertSlopes(0, 0, "hypot", 0, 0);
        assertSlopes(0, 0, "atan2", 0, 0);
    }

    @Test
    @DisplayName("J16: NaN inputs stay NaN and harm no other input")
    void nanInputsPropagate() {
        assertTrue(Double.isNaN(slope("square", NAN)));
        Object gradient = sample.call("maxGradient", NAN, 1.0);
        assertTrue(Double.isNaN((double) Sample.part(gradient, "value")));
        assertTrue(Double.isNaN((double) Sample.part(gradient, "x")));
        assertEquals(0.0, (double) Sample.part(gradient, "y"));
    }
}
