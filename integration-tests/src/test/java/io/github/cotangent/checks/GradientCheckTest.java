package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.check.GradientCheck;
import io.github.cotangent.testing.MemoryCompiler;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checker that users have for their own tests: what is right passes, what is wrong is reported with its likely cause. */
class GradientCheckTest {
    private static final String HEAD = """
            package p;

            import io.github.cotangent.*;
            import io.github.cotangent.runtime.Gradients;

            final class Model {
                static final String BOTH = "";
            """;

    private static Class<?> model(String members) throws Exception {
        MemoryCompiler.Result result = MemoryCompiler.compile(Map.of("p.Model", HEAD + members + "\n}\n"));
        assertTrue(result.success(), result::errors);
        return result.loader().loadClass("p.Model");
    }

    private static String failure(GradientCheck check, Object... arguments) {
        return assertThrows(AssertionError.class, () -> check.at(arguments)).getMessage();
    }

    private static final String RULE = """
            static double g(double x, double y) { return x * x * y; }
            @PartialDerivative(method = "g", by = "x") static double gx(double x, double y) { return 4 * x * y; }
            @PartialDerivative(method = "g", by = "y") static double gy(double x, double y) { return x * x; }
            """;

    @Test
    @DisplayName("N09: a wrong rule is reported with parameter, point, derivative and reference")
    void wrongRule() throws Exception {
        Class<?> model = model(RULE + """
                @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                static double loss(double[] w, double b) { double s = 0; for (double v : w) s += g(v, b); return s; }
                """);
        String message = failure(GradientCheck.of(model, "loss"), new double[] {0.5, 2}, 3.0);
        assertTrue(
                message.startsWith(
                        "Model.loss at w = [0.5, 2.0], b = 3.0:\n  w[0]: derivative 6.0, differences give 3.0"),
                message);
        assertTrue(message.contains("\n  w[1]: derivative 24.0, differences give 1"), message);
        assertTrue(
                message.contains("likely cause: a rule of yours on the way, @PartialDerivative for instance"), message);
        assertTrue(message.contains("times the reference); forward and reverse mode agree with each other"), message);
        assertFalse(message.contains("\n  b"), message);
    }

    @Test
    void whatIsRightPasses() throws Exception {
        Class<?> model = model("""
                record Point(double x, double[] ys) {}
                @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                private static double loss(double[][] w, double b, Point p, float f, String name, int n) {
                    double s = b * n;
                    for (double[] row : w) for (double v : row) s += Math.sin(v * b) * p.x() + p.ys()[0] * v;
                    return s * f + 1e6;
                }
                @Differentiable({Derivative.VJP, Derivative.JVP})
                static double[] step(double[] w, double[] x, double rate) {
                    for (int i = 0; i < w.length; i++) { w[i] -= rate * x[i] * w[i]; x[i] *= x[i]; }
                    return new double[] {w[0] * rate, x[0]};
                }
                @Differentiable(Derivative.VJP) static void scale(double[] w, double b) { w[0] *= b; w[1] /= b; }
                @Differentiable(value = {Derivative.GRADIENT, Derivative.JVP}, name = "other", wrt = "value")
                static double named(double clear, double value) { return clear * value * value; }
                @Differentiable static double rounded(double x) { return (float) (x * x); }
                @Differentiable static float single(float x, float[] y) { return x * x * y[0] + (float) Math.exp(y[1]); }
                double k = 3;
                @Differentiable double method(double x) { return k * x * x; }
                static class Inner { @Differentiable static double cube(double x) { return x * x * x; } }
                """);
        ClassLoader loader = model.getClassLoader();
        Class<?> pointClass = loader.loadClass("p.Model$Point");
        var constructor = pointClass.getDeclaredConstructor(double.class, double[].class);
        constructor.setAccessible(true);
        Object point = constructor.newInstance(0.7, new double[] {1.1});
        GradientCheck.of(model, "loss")
                .at(new double[][] {{0.3, 0.4}, {0.5}}, 1.2, point, 1.5f, "name", 2)
                .around(7, 5, new double[][] {{0.3, 0.4}, {}}, 1.2, point, 1.5f, null, 2);
        GradientCheck.of(model, "step").around(1, 10, new double[] {0.5, 1}, new double[] {2, 3}, 0.1);
        GradientCheck.of(model, "scale").at(new double[] {0.5, 1e-9}, 0.1);
        GradientCheck.of(model, "named").named("other").at(2.0, 1e4);
        GradientCheck.of(model, "rounded").single().at(1.3);
        GradientCheck.of(model, "single").at(1.5f, new float[] {2, 1});
        var made = model.getDeclaredConstructor();
        made.setAccessible(true);
        GradientCheck.of(model, "method").at(made.newInstance(), 2.0);
        GradientCheck.of(loader.loadClass("p.Model$Inner"), "cube").at(1e-7);
        GradientCheck.of(x -> x[0] * x[0] * x[1], x -> new double[] {2 * x[0] * x[1], x[0] * x[0]})
                .at(new double[] {3, 4});
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Math.abs(x - 1) + (x > 1 ? 3 * x : 3) | 1 | a kink at the point, with slope -1",
                "x > 1 ? x + 1 : x * x | 1 | a discontinuity at the point",
                "Gradients.detach(x * x) | 1.5 | a detach, @NonDifferentiable, cast or comparison",
                "Gradients.detach(x) * x * x | 1.5 | a part of the dependence that is detached",
                "Math.cbrt(x) * Math.cbrt(x - 3) + Math.log(x) | 0 | the derivative is not finite",
                "x + 1e-3 * Math.sin(1e16 * x) | 1 | so close to the point that differences do not settle",
            })
    void theLikelyCauseIsNamed(String expression, double x, String cause) throws Exception {
        Class<?> model = model("@SuppressWarnings(\"cotangent\") @Differentiable static double f(double x) { return "
                + expression + "; }");
        String message = failure(GradientCheck.of(model, "f"), x);
        assertTrue(message.contains("likely cause: ") && message.contains(cause), message);
    }

    @Test
    void aFunctionWithAWrongGradient() {
        GradientCheck check = GradientCheck.of(x -> x[0] * x[1], x -> new double[] {x[1], -x[0]});
        String message = failure(check, new double[] {3, 4});
        assertTrue(
                message.startsWith("the function at [3.0, 4.0]:\n  x[1]: derivative -3.0, differences give 3.0"),
                message);
        check = GradientCheck.of(x -> x[0], x -> new double[] {1.001});
        assertEquals(1, failure(check, new double[] {3}).split("\n  x").length - 1);
        check.tolerance(0.01).at(new double[] {3});
    }

    @Test
    void aFailureAtARandomPointNamesTheSeed() throws Exception {
        Class<?> model = model(RULE + "@Differentiable static double f(double x) { return g(x, 1); }");
        AssertionError failure = assertThrows(
                AssertionError.class, () -> GradientCheck.of(model, "f").around(42, 3, 1.0));
        assertTrue(failure.getMessage().startsWith("Model.f at point 0 of seed 42, x = "), failure.getMessage());
    }

    @Test
    void whatCannotBeCheckedIsSaid() throws Exception {
        Class<?> model = model("""
                static double plain(double x) { return x; }
                static class Box { double k; }
                @Differentiable(wrt = "box") static double boxed(Box box) { return box.k; }
                @Differentiable(Derivative.JVP) static double forward(double x) { return x; }
                """);
        for (String method : new String[] {"plain", "missing", "forward"}) {
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> GradientCheck.of(model, method).at(1.0))
                    .getMessage();
            assertTrue(message.contains("p.Model." + method + " with 1 arguments"), message);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> GradientCheck.of(model, "boxed").at((Object) null));
        assertThrows(
                IllegalArgumentException.class,
                () -> GradientCheck.of(String.class, "length").at("x"));
    }

    /** Without names in class files, what types do not tell has to be said. */
    @Test
    void withoutParameterNames() throws Exception {
        MemoryCompiler.Result result = MemoryCompiler.compileWithoutNames(Map.of("p.Model", HEAD + """
                @Differentiable static double all(double x, double[] y, int n) { return x * y[0] * n; }
                @Differentiable(wrt = "y") static double some(double x, double y) { return x * y * y; }
                @Differentiable static void over(double[] x, double[] y) { y[0] += x[0] * x[0]; }
                }
                """));
        assertTrue(result.success(), result::errors);
        Class<?> model = result.loader().loadClass("p.Model");
        GradientCheck.of(model, "all").at(2.0, new double[] {3}, 4);
        GradientCheck.of(model, "over").at(new double[] {3}, new double[] {4});
        GradientCheck.of(model, "some").parameters("x", "y").at(2.0, 3.0);
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> GradientCheck.of(model, "some").at(2.0, 3.0))
                .getMessage()
                .contains("compile with -parameters"));
        assertThrows(
                IllegalArgumentException.class,
                () -> GradientCheck.of(model, "some").parameters("x").at(2.0, 3.0));
    }
}
