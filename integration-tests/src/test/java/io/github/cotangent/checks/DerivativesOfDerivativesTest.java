package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import io.github.cotangent.testing.Rounds;
import io.github.cotangent.testing.Sample;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Annotated methods that call generated derivatives of the same compilation: derivatives of any order. */
class DerivativesOfDerivativesTest {
    private static final String ALL =
            "@Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.HVP}) static double ";

    /** Classes compiled together, and their methods by name. */
    private record Classes(MemoryCompiler.Result result, ClassLoader loader) {
        static Classes of(String... classes) {
            MemoryCompiler.Result result = compile(classes);
            assertTrue(
                    result.success(),
                    result.errors() + String.join("\n", result.generated().values()));
            return new Classes(result, result.loader());
        }

        static MemoryCompiler.Result compile(String... classes) {
            Map<String, String> sources = new LinkedHashMap<>();
            for (String text : classes) {
                Matcher name = Pattern.compile("class (\\w+)").matcher(text);
                assertTrue(name.find());
                sources.put(name.group(1), "import io.github.cotangent.*;\n" + text);
            }
            return MemoryCompiler.compile(sources, "-Xlint:all", "-Werror");
        }

        Object call(String type, String method, Object... arguments) {
            try {
                Method found = Arrays.stream(loader.loadClass(type).getDeclaredMethods())
                        .filter(m -> m.getName().equals(method) && m.getParameterCount() == arguments.length)
                        .findFirst()
                        .orElseThrow();
                found.setAccessible(true);
                return found.invoke(null, arguments);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new AssertionError(e);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }

        double number(String type, String method, String part, Object... arguments) {
            return (double) Sample.part(call(type, method, arguments), part);
        }

        double[] numbers(String type, String method, String part, Object... arguments) {
            return (double[]) Sample.part(call(type, method, arguments), part);
        }
    }

    private static double slope(DoubleUnaryOperator f, double x) {
        double h = 1e-3;
        return (f.applyAsDouble(x - 2 * h)
                        - 8 * f.applyAsDouble(x - h)
                        + 8 * f.applyAsDouble(x + h)
                        - f.applyAsDouble(x + 2 * h))
                / (12 * h);
    }

    @Test
    @DisplayName("the gradient of the gradient of a program with loops and branches")
    void controlFlow() {
        Classes classes = Classes.of("""
                class Notes { @Differentiable static double f(double a) {
                    double b = a * 2;
                    while (Math.abs(b) < 1000) b = b * 2;
                    return b > 0 ? b * b : 100 * b;
                } }
                """, """
                class Slopes {
                    @Differentiable static double slope(double x) { return NotesDerivatives.fGradient(x).a(); }
                    @Differentiable static double value(double x) { return NotesDerivatives.fGradient(x).value(); }
                }
                """);
        double factor = 2048;
        assertEquals(2 * factor * factor * 0.5429, classes.number("NotesDerivatives", "fGradient", "a", 0.5429));
        assertEquals(2 * factor * factor, classes.number("SlopesDerivatives", "slopeGradient", "x", 0.5429));
        assertEquals(0.0, classes.number("SlopesDerivatives", "slopeGradient", "x", -0.5429));
        assertEquals(2 * factor * factor * 0.5429, classes.number("SlopesDerivatives", "valueGradient", "x", 0.5429));
    }

    @Test
    @DisplayName("first, second and third derivative of x^5")
    void powers() {
        Classes classes = Classes.of(
                "class P { " + ALL + "f(double x) { return x * x * x * x * x; } }",
                "class Q { " + ALL + "f(double x) { return PDerivatives.fGradient(x).x(); } }");
        double x = 1.5;
        assertEquals(5 * x * x * x * x, classes.number("PDerivatives", "fGradient", "x", x), 1e-12);
        assertEquals(20 * x * x * x, classes.number("QDerivatives", "fGradient", "x", x), 1e-12);
        assertEquals(20 * x * x * x, classes.number("QDerivatives", "fJvp", "tangent", x, 1.0), 1e-12);
        assertEquals(60 * x * x, classes.number("QDerivatives", "fHvp", "x", x, 1.0), 1e-12);
    }

    @Test
    @DisplayName("where an incoming cotangent is 0, its share is 0, but not the derivative of the share")
    void vanishingCotangents() {
        Classes classes = Classes.of(
                "class P { " + ALL + "f(double x) { double s = Math.sin(x); return s * s; }\n" + ALL
                        + "g(double x) { double s = Math.sqrt(1 + x) - 1; return s * s + Math.pow(s, 3); } }",
                "class Q { " + ALL + "f(double x) { return PDerivatives.fGradient(x).x(); }\n" + ALL
                        + "g(double x) { return PDerivatives.gGradient(x).x(); } }");
        for (double x : new double[] {0, 0.7}) {
            assertEquals(2 * Math.cos(2 * x), classes.number("QDerivatives", "fGradient", "x", x), 1e-14);
            assertEquals(2 * Math.cos(2 * x), classes.number("QDerivatives", "fJvp", "tangent", x, 1.0), 1e-14);
            assertEquals(-4 * Math.sin(2 * x), classes.number("QDerivatives", "fHvp", "x", x, 1.0), 1e-14);
            assertEquals(
                    classes.number("PDerivatives", "gHvp", "x", x, 1.0),
                    classes.number("QDerivatives", "gGradient", "x", x),
                    1e-14);
        }
    }

    @Test
    @DisplayName("the gradient of |gradient|² is 2 H gradient")
    void rosenbrock() {
        Classes classes = Classes.of("class Rosenbrock { " + ALL + """
                f(double[] x) {
                    double s = 0;
                    for (int i = 0; i + 1 < x.length; i++) {
                        double a = 1 - x[i];
                        double b = x[i + 1] - x[i] * x[i];
                        s += a * a + 100 * b * b;
                    }
                    return s;
                } }
                """, """
                class Steepness { @Differentiable static double of(double[] x) {
                    double s = 0;
                    for (double v : RosenbrockDerivatives.fGradient(x).x()) s += v * v;
                    return s;
                } }
                """);
        double[] x = {0.5, -1, 2, 0.1};
        double[] gradient = classes.numbers("RosenbrockDerivatives", "fGradient", "x", (Object) x);
        double[] expected = classes.numbers("RosenbrockDerivatives", "fHvp", "x", x, gradient);
        for (int i = 0; i < expected.length; i++) {
            expected[i] *= 2;
        }
        assertArrayEquals(expected, classes.numbers("SteepnessDerivatives", "ofGradient", "x", (Object) x), 1e-6);
    }

    @Test
    @DisplayName("the derivative of a Newton step")
    void newtonStep() {
        Classes classes = Classes.of("class F { " + ALL + "f(double x) { return x * x * x * x - 3 * x + 2; } }", """
                class Newton { @Differentiable static double step(double x) {
                    return x - FDerivatives.fGradient(x).x() / FDerivatives.fHvp(x, 1).x();
                } }
                """);
        double x = 1.3;
        double first = 4 * x * x * x - 3;
        double second = 12 * x * x;
        double third = 24 * x;
        assertEquals(
                first * third / (second * second), classes.number("NewtonDerivatives", "stepGradient", "x", x), 1e-14);
    }

    @Test
    @DisplayName(
            "third derivatives of loops with saved values, helpers, exits and array operations, against differences")
    void loops() {
        Classes classes = Classes.of("class Loops { " + ALL + """
                f(double x, double[] w) {
                    double y = x;
                    int n = 0;
                    while (n < 5) {
                        y = Math.sin(y) * w[n % w.length] + Math.log(1 + y * y);
                        n++;
                        if (y > 100) break;
                    }
                    double[] v = w.clone();
                    for (int i = 0; i < v.length; i++) v[i] *= y + v[0];
                    return y * helper(y, v) + Math.sqrt(x);
                }
                static double helper(double y, double[] w) {
                    double s = 1;
                    for (double each : w) s *= each + y;
                    return s;
                } }
                """, "class Slopes { " + ALL + """
                f(double x, double[] w) {
                    LoopsDerivatives.FGradient g = LoopsDerivatives.fGradient(x, w);
                    double s = g.x();
                    for (double each : g.w()) s += each;
                    return s;
                } }
                """);
        double[] w = {0.7, 1.3};
        double[] ones = {1, 1};
        double x = 1.2;
        Object product = classes.call("LoopsDerivatives", "fHvp", x, w, 1.0, ones);
        Object gradient = classes.call("SlopesDerivatives", "fGradient", x, w);
        assertEquals((double) Sample.part(product, "x"), (double) Sample.part(gradient, "x"), 1e-10);
        assertArrayEquals((double[]) Sample.part(product, "w"), (double[]) Sample.part(gradient, "w"), 1e-10);
        assertEquals(
                slope(t -> classes.number("LoopsDerivatives", "fHvp", "x", t, w, 1.0, ones), x),
                classes.number("SlopesDerivatives", "fHvp", "x", x, w, 1.0, new double[2]),
                1e-6);
        assertEquals(
                slope(t -> classes.number("LoopsDerivatives", "fHvp", "x", x, new double[] {0.7, t}, 1.0, ones), 1.3),
                classes.numbers("SlopesDerivatives", "fHvp", "w", x, w, 1.0, new double[2])[1],
                1e-6);
    }

    @Test
    @DisplayName("sums in one result object, VJPs, tangents and floats")
    void otherKinds() {
        Classes classes = Classes.of("""
                class F {
                    @Differentiable static double f(double x) { return x * x * x; }
                    @Differentiable static double[] v(double[] x, double k) {
                        double[] y = x.clone();
                        for (int i = 0; i < y.length; i++) y[i] *= x[0] * k;
                        return y;
                    }
                    @Differentiable(Derivative.JVP) static double t(float[] x) {
                        float[] y = new float[2];
                        System.arraycopy(x, 0, y, 0, 2);
                        return y[0] * y[0] * y[1];
                    }
                }
                """, """
                class G {
                    @Differentiable static double sum(double x, double y) {
                        FDerivatives.FGradient g = new FDerivatives.FGradient();
                        FDerivatives.fGradient(x, g);
                        FDerivatives.fGradient(y, g);
                        double both = g.x() * g.value();
                        g.clear();
                        FDerivatives.fGradient(y, g);
                        return both + g.x();
                    }
                    @Differentiable static double vjp(double[] x, double k) {
                        return FDerivatives.vVjp(x, k, new double[] {1, 2}).x()[0];
                    }
                    @Differentiable static double tangent(float[] x) {
                        return FDerivatives.tJvp(x, new float[] {1, 0}).tangent();
                    }
                }
                """);
        double x = 0.7;
        double y = 0.4;
        Object sum = classes.call("GDerivatives", "sumGradient", x, y);
        double cubes = x * x * x + y * y * y;
        double slopes = 3 * x * x + 3 * y * y;
        assertEquals(6 * x * cubes + slopes * 3 * x * x, (double) Sample.part(sum, "x"), 1e-14);
        assertEquals(6 * y * cubes + slopes * 3 * y * y + 6 * y, (double) Sample.part(sum, "y"), 1e-14);
        Object vjp = classes.call("GDerivatives", "vjpGradient", new double[] {2, 3}, 1.5);
        assertArrayEquals(new double[] {3, 3}, (double[]) Sample.part(vjp, "x"));
        assertEquals(2 * 2 + 2 * 3.0, Sample.part(vjp, "k"));
        float[] found = (float[]) Sample.part(classes.call("GDerivatives", "tangentGradient", new float[] {2, 3}), "x");
        assertArrayEquals(new float[] {6, 4}, found);
    }

    @Test
    @DisplayName("an array passed twice is refused when the derivative of a derivative runs")
    void sharedArguments() {
        Classes classes = Classes.of(
                "class F { @Differentiable static double f(double[] a, double[] b) { return a[0] * b[0] * b[0]; } }",
                """
                class G { @Differentiable static double g(double[] a, double[] b) {
                    return FDerivatives.fGradient(a, b).a()[0];
                } }
                """);
        double[] a = {2};
        assertArrayEquals(
                new double[] {6},
                classes.numbers("GDerivatives", "gGradient", "b", new double[] {5}, new double[] {3}));
        assertThrows(IllegalStateException.class, () -> classes.call("GDerivatives", "gGradient", a, a));
    }

    @Test
    @DisplayName("what is generated but cannot be followed is an error at the user's expression")
    void refused() {
        String errors = Classes.compile("""
                class F {
                    record P(double a, double b) {}
                    @Differentiable static double record(P p) { return p.a() * p.b(); }
                    @Differentiable static double matrix(double[][] m) { return m[0][0] * m[1][1]; }
                    @Differentiable({Derivative.HVP, Derivative.PULLBACK}) static double f(double x) {
                        return Math.exp(Math.sin(x) * x);
                    }
                }
                """, """
                class G {
                    @Differentiable static double a(F.P p) { return FDerivatives.recordGradient(p).p().a(); }
                    @Differentiable static double b(double[][] m) { return FDerivatives.matrixGradient(m).m()[0][0]; }
                    @Differentiable static double c(double x) { return FDerivatives.fPullback(x).apply(2).x(); }
                    @Differentiable static double d(double x) { return FDerivatives.fHvp(x, 1).x(); }
                    @Differentiable static double e(double x) { return HDerivatives.slopeGradient(x).x(); }
                }
                """, """
                class H { @Differentiable static double slope(double x) { return KDerivatives.fGradient(x).x(); } }
                """, """
                class K { @Differentiable static double f(double x) { return x * x * x; } }
                """).errors();
        for (String place :
                new String[] {"3: error: [COT016]", "4: error: [COT016]", "5: error: [COT016]", "6: error: [COT006]"}) {
            assertTrue(errors.contains("G.java:" + place), errors);
        }
        assertTrue(!errors.contains("Derivatives.java"), errors);
    }

    @Test
    @DisplayName("a choice in the user's own code means what it says")
    void choicesOfTheUser() {
        Classes classes = Classes.of(
                "class F { @Differentiable static double f(double x) { return (x == 0.0 ? 0.0 : x * x) * 3; } }",
                "class G { @Differentiable static double g(double x) { return FDerivatives.fGradient(x).x(); } }");
        assertEquals(6.0, classes.number("GDerivatives", "gGradient", "x", 2.0));
        assertEquals(0.0, classes.number("GDerivatives", "gGradient", "x", 0.0));
    }

    @Test
    @DisplayName("rules and other classes of the compilation are known in later rounds")
    void laterRounds() {
        Classes classes = Classes.of(
                "class F { @Differentiable static double f(double x) { return x * x * x; } }",
                "class Special { static double square(double x) { return x * x; }\n"
                        + "@PartialDerivative(method = \"square\") static double squareByX(double x) { return 10; } }",
                """
                abstract class Shape {
                    abstract double area(double x);
                    static Shape of(int i) { return i == 0 ? new Disk() : new Box(); }
                    static class Disk extends Shape { double area(double x) { return 3 * x; } }
                    static class Box extends Shape { double area(double x) { return x * x; } }
                }
                """,
                """
                class G { @Differentiable static double g(double x, int i) {
                    return FDerivatives.fGradient(x).x() * Special.square(x) + Shape.of(i).area(x);
                } }
                """);
        double x = 2;
        assertEquals(6 * x * x * x + 3 * x * x * 10 + 3, classes.number("GDerivatives", "gGradient", "x", x, 0));
        assertEquals(6 * x * x * x + 3 * x * x * 10 + 2 * x, classes.number("GDerivatives", "gGradient", "x", x, 1));
    }

    @Test
    @DisplayName("checks that the gradient makes are left out of the gradient of it")
    void withChecks() {
        Map<String, String> sources = Map.of(
                "F",
                        "import io.github.cotangent.*;\nclass F { @Differentiable static double f(double x) { return Math.log(x); } }",
                "G",
                        "import io.github.cotangent.*;\nclass G { @Differentiable static double g(double x) { return FDerivatives.fGradient(x).x(); } }");
        MemoryCompiler.Result result =
                MemoryCompiler.compile(sources, "-Xlint:all", "-Werror", "-Acotangent.nanCheck=true");
        assertTrue(result.success(), result::errors);
        Classes classes = new Classes(result, result.loader());
        assertEquals(-0.25, classes.number("GDerivatives", "gGradient", "x", 2.0));
    }

    @Test
    @DisplayName("errors that stay are reported once, and what is healthy is generated")
    void errorsThatStay() {
        MemoryCompiler.Result result = Classes.compile(
                "class F { @Differentiable static double f(double x) { return x * x; } }",
                "class G { @Differentiable static double g(double x) { return FDerivatives.fGradient(x).x(); } }",
                """
                class H {
                    @Differentiable static double h(double x) { return Double.longBitsToDouble(Double.doubleToLongBits(x)); }
                    @Differentiable static double k(double x) { return x * x; }
                }
                """);
        assertEquals(result.errors().indexOf("[COT"), result.errors().lastIndexOf("[COT"), result::errors);
        assertTrue(result.errors().contains("H.java:3"), result::errors);
        assertEquals(
                "[FDerivatives, GDerivatives, HDerivatives]",
                result.generated().keySet().toString());
    }

    @Test
    @DisplayName("a companion compiled earlier has no source to be differentiated: an error")
    void compiledEarlier(@TempDir Path folder) throws Exception {
        Rounds rounds = new Rounds(folder)
                .compile("public class F { @Differentiable public static double f(double x) { return x * x; } }");
        MemoryCompiler.Result result = rounds.result(
                "public class G { @Differentiable static double g(double x) { return FDerivatives.fGradient(x).x(); } }");
        assertTrue(result.errors().contains("G.java:5: error: [COT011]"), result::errors);
    }
}
