package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.check.GradientCheck;
import io.github.cotangent.runtime.NoDerivativeException;
import io.github.cotangent.testing.MemoryCompiler;
import io.github.cotangent.testing.Rounds;
import io.github.cotangent.testing.Sample;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vector-Jacobian and Jacobian-vector products that users state. */
class ProductRulesTest {
    private static final String HEAD = """
            import io.github.cotangent.*;
            import java.util.function.*;

            final class Model {
                // Bits, so that nothing could be found out without the rules.
                static double bits(double x) { return Double.longBitsToDouble(Double.doubleToRawLongBits(x)); }

                static double[] scale(double[] x, double k) {
                    double[] y = new double[x.length];
                    for (int i = 0; i < y.length; i++) y[i] = bits(k * x[i]);
                    return y;
                }
                @VjpRule(method = "scale")
                static void scaleVjp(double[] x, double k, double[] resultBar, double[] xBar, double[] kBar) {
                    for (int i = 0; i < x.length; i++) { xBar[i] += k * resultBar[i]; kBar[0] += x[i] * resultBar[i]; }
                }
                @JvpRule(method = "scale")
                private static double[] scaleJvp(double[] x, double k, double[] xDot, double kDot) {
                    double[] dot = new double[x.length];
                    for (int i = 0; i < x.length; i++) dot[i] = k * xDot[i] + kDot * x[i];
                    return dot;
                }

                static void step(double[] y, double[] f, double h) {
                    for (int i = 0; i < y.length; i++) y[i] = bits(y[i] + h * f[i] * y[i]);
                }
                @VjpRule(method = "step", overwrites = "y")
                static void stepVjp(double[] y, double[] f, double h, double[] yBar, double[] fBar, double[] hBar) {
                    for (int i = 0; i < y.length; i++) {
                        hBar[0] += yBar[i] * f[i] * y[i];
                        fBar[i] += yBar[i] * h * y[i];
                        yBar[i] *= 1 + h * f[i];
                    }
                }
                @JvpRule(method = "step", overwrites = "y")
                static void stepJvp(double[] y, double[] f, double h, double[] yDot, double[] fDot, double hDot) {
                    for (int i = 0; i < y.length; i++) yDot[i] = yDot[i] * (1 + h * f[i]) + (hDot * f[i] + h * fDot[i]) * y[i];
                }

                static double norm(double[][] m, float c) {
                    double s = 0;
                    for (double[] row : m) for (double v : row) s += v * v;
                    return bits(Math.sqrt(s) * c);
                }
                @VjpRule(method = "norm")
                static void normVjp(double[][] m, float c, double result, double resultBar, double[][] mBar, float[] cBar) {
                    cBar[0] += (float) (resultBar * result / c);
                    for (int i = 0; i < m.length; i++)
                        for (int j = 0; j < m[i].length; j++) mBar[i][j] += resultBar * m[i][j] * c * c / result;
                }
                @JvpRule(method = "norm")
                static double normJvp(double[][] m, float c, double result, double[][] mDot, float cDot) {
                    double s = cDot * result / c;
                    for (int i = 0; i < m.length; i++)
                        for (int j = 0; j < m[i].length; j++) s += m[i][j] * c * c / result * mDot[i][j];
                    return s;
                }

                static double first(double[] x, int n, double[] unused) { return bits(n * x[0]); }
                @VjpRule(method = "first", wrt = "x")
                static void firstVjp(double[] x, int n, double[] unused, double resultBar, double[] xBar) { xBar[0] += n * resultBar; }
                @JvpRule(method = "first", wrt = "x")
                static double firstJvp(double[] x, int n, double[] unused, double[] xDot) { return n * xDot[0]; }
            """;

    private static Class<?> model(String members) throws Exception {
        MemoryCompiler.Result result =
                MemoryCompiler.compile(Map.of("Model", HEAD + members + "\n}\n"), "-Xlint:all", "-Werror");
        assertTrue(result.success(), result::errors);
        return result.loader().loadClass("Model");
    }

    /** Against differences, and both modes against each other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "return scale(x, k)[0] * k;",
                // Overwritten behind the call, argument and result.
                "double[] y = scale(x, k); x[0] = k; double s = y[0] * x[0]; y[0] = 0; return s + y[1];",
                // In a loop, on what it changes itself.
                "double s = 0; for (int i = 0; i < 3; i++) { step(x, scale(x, 0.5), k); s += x[0] * x[1]; } return s;",
                // Only some parameters matter, or none.
                "step(x, new double[] {1, 2}, 0.1); return x[0] * k;",
                "double[] y = {1, 2}; step(y, new double[] {1, 2}, k); return y[0] * x[1];",
                "double[] c = scale(new double[] {1, 2}, 3); return c[0] * k;",
                "scale(x, k); return x[0];",
                "double[] t = {1, 1}; step(t, x, k); return k;",
                // The same array twice.
                "step(x, x.clone(), k); return x[0]; ",
                "double[] y = scale(x, k); double[] z = scale(y, k); y[1] = 5; return z[0] + scale(z, x[0])[1] + y[1];",
                // Rows, floats, results of numbers.
                "return norm(new double[][] {x, {k, 2}}, 1.5f) * k;",
                "double[][] m = {x, {k}}; double s = norm(m, 2f); m[1][0] = 7; x[0] = 1; return s * norm(m, 2f);",
                "return first(x, 3, new double[] {1}) * k;",
                // In recursion, in functions, under conditions.
                "return down(3, x, k)[0];",
                "BiFunction<double[], Double, double[]> f = (a, b) -> scale(a, b); return f.apply(x, k)[1];",
                "return k > 0 ? scale(x, k)[0] : norm(null, 1f);",
                "try { return scale(x, k)[5]; } catch (ArrayIndexOutOfBoundsException e) { return scale(x, k * k)[1]; }",
                "return stated(x)[0] * k;",
            })
    void productsAreUsed(String body) throws Exception {
        Class<?> model = model("""
                static double[] down(int n, double[] x, double k) { return n == 0 ? x : scale(down(n - 1, x, k), k); }
                @Differentiable({Derivative.VJP, Derivative.JVP}) static double[] stated(double[] x) { return new double[] {bits(x[0] * x[0])}; }
                @VjpRule(method = "stated") static void statedVjp(double[] x, double[] resultBar, double[] xBar) { xBar[0] += 2 * x[0] * resultBar[0]; }
                @JvpRule(method = "stated") static double[] statedJvp(double[] x, double[] xDot) { return new double[] {2 * x[0] * xDot[0]}; }
                @SuppressWarnings("cotangent")
                @Differentiable({Derivative.GRADIENT, Derivative.JVP}) static double f(double[] x, double k) { %s }
                """.formatted(body));
        GradientCheck.of(model, "f").at(new double[] {1.5, 0.7}, 0.8).around(3, 3, new double[] {0.4, -0.7}, 1.3);
        GradientCheck.of(model, "stated").at(new double[] {1.5});
    }

    @Test
    void ofAFloat() throws Exception {
        Class<?> model = model(
                "@Differentiable({Derivative.GRADIENT, Derivative.JVP}) static double f(double x, float c) { return norm(new double[][] {{x, 1}}, c * c); }");
        GradientCheck.of(model, "f").at(0.7, 1.25f);
    }

    /** A stated derivative that is wrong shows: it is used, and the method is not looked into. */
    @Test
    void aScaledRuleScalesTheGradient() {
        Sample sample = Sample.of("""
                static double[] twice(double[] x) { return new double[] {2 * x[0]}; }
                @io.github.cotangent.VjpRule(method = "twice")
                static void twiceVjp(double[] x, double[] resultBar, double[] xBar) { xBar[0] += 20 * resultBar[0]; }
                @Differentiable static double f(double[] x) { return twice(twice(x))[0]; }
                """);
        assertArrayEquals(new double[] {400}, (double[]) Sample.part(sample.call("fGradient", new double[] {1}), "x"));
        assertFalse(sample.generated().contains("2 * x"));
    }

    @Test
    void anArgumentAsResultIsNoSilentZero() {
        Sample sample = Sample.of("""
                static double[] same(double[] x) { return x[0] > 0 ? x : x.clone(); }
                @io.github.cotangent.VjpRule(method = "same")
                static void sameVjp(double[] x, double[] resultBar, double[] xBar) { xBar[0] += resultBar[0]; }
                @Differentiable static double f(double[] x) { return same(x)[0]; }
                """);
        assertArrayEquals(new double[] {1}, (double[]) Sample.part(sample.call("fGradient", new double[] {-1}), "x"));
        Throwable thrown = assertThrows(RuntimeException.class, () -> sample.call("fGradient", new double[] {1}));
        while (!(thrown instanceof NoDerivativeException)) {
            thrown = thrown.getCause();
        }
        assertTrue(thrown.getMessage().startsWith("same gave an array that it was given"), thrown.getMessage());
    }

    @Test
    void anOverwrittenArrayPassedTwiceIsNoSilentError() throws Exception {
        Class<?> model = model(
                "@Differentiable({Derivative.GRADIENT, Derivative.JVP}) static double f(double[] x, double[] y) { step(x, y, 0.5); return x[0]; }");
        GradientCheck.of(model, "f").at(new double[] {1}, new double[] {2});
        double[] x = {1};
        for (String kind : new String[] {"fGradient", "fJvp"}) {
            Method method = Arrays.stream(
                            model.getClassLoader().loadClass("ModelDerivatives").getDeclaredMethods())
                    .filter(each -> each.getName().equals(kind))
                    .min(Comparator.comparingInt(Method::getParameterCount))
                    .orElseThrow();
            method.setAccessible(true);
            Object[] arguments = kind.equals("fJvp") ? new Object[] {x, x, x.clone(), x.clone()} : new Object[] {x, x};
            Throwable thrown = assertThrows(InvocationTargetException.class, () -> method.invoke(null, arguments))
                    .getCause();
            assertTrue(
                    thrown.getMessage().startsWith("step overwrites an array that it was given twice"),
                    thrown::toString);
        }
    }

    @Test
    void aTangentOfTheWrongShapeIsAnError() {
        Sample sample = Sample.of("""
                static double[] twice(double[] x) { return new double[] {2 * x[0]}; }
                @io.github.cotangent.JvpRule(method = "twice") static double[] twiceJvp(double[] x, double[] xDot) { return xDot; }
                @Differentiable(Derivative.JVP) static double f(double[] x) { return twice(x)[0]; }
                """);
        Throwable thrown = assertThrows(
                RuntimeException.class, () -> sample.call("fJvp", new double[] {1, 2}, new double[] {1, 1}));
        while (!(thrown instanceof IllegalArgumentException)) {
            thrown = thrown.getCause();
        }
        assertTrue(thrown.getMessage().contains("the tangent that twiceJvp gives"), thrown.getMessage());
    }

    @Test
    void ofALibrary(@TempDir Path folder) throws Exception {
        double[] got = new Rounds(folder)
                .compile("""
                        package lib;
                        public final class Lib {
                            private Lib() {}
                            public static double[] twice(double[] x) { double[] y = x.clone(); for (int i = 0; i < y.length; i++) y[i] *= 2; return y; }
                        }
                        """)
                .compile("""
                        package app;
                        public final class Model {
                            private Model() {}
                            @io.github.cotangent.VjpRule(of = lib.Lib.class, method = "twice")
                            static void vjp(double[] x, double[] resultBar, double[] xBar) { for (int i = 0; i < x.length; i++) xBar[i] += 3 * resultBar[i]; }
                            @Differentiable public static double f(double[] x) { double[] y = lib.Lib.twice(x); return y[0] * y[1]; }
                        }
                        """)
                .run("return app.ModelDerivatives.fGradient(new double[] {1, 5}).x();");
        assertEquals(30, got[0]);
        assertEquals(6, got[1]);
    }
}
