package io.github.cotangent.regression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Failures that random programs have found, each in its smallest form with its cause. */
class FoundByRandomProgramsTest {
    private static MemoryCompiler.Result compile(String members) {
        String source = "import io.github.cotangent.Differentiable;\nimport io.github.cotangent.Derivative;\n"
                + "public final class S {\n" + members + "\n}\n";
        MemoryCompiler.Result result = MemoryCompiler.compile(Map.of("S", source), "-Xlint:all", "-Werror");
        assertTrue(result.success(), result::errors);
        return result;
    }

    private static Object call(MemoryCompiler.Result result, String name, Object... arguments) throws Exception {
        Method method = Arrays.stream(result.loader().loadClass("SDerivatives").getMethods())
                .filter(m -> m.getName().equals(name) && m.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow();
        return method.invoke(null, arguments);
    }

    private static double[] part(Object result, String name) throws Exception {
        return (double[]) result.getClass().getMethod(name).invoke(result);
    }

    /**
     * {@code b} alone carries nothing, so the store had no counterpart; where the caller passes one array twice it overwrites
     * what is read from {@code a}. Activity took arrays of different parameters for different arrays.
     */
    @Test
    void constantStoredThroughAnotherNameOfTheArray() throws Exception {
        MemoryCompiler.Result result = compile(
                "@Differentiable public static double f(double[] a, double[] b) { b[0] = 3; return a[0] * a[1]; }");
        double[] both = {1, 2};
        assertArrayEquals(new double[] {0, 3}, part(call(result, "fGradient", both, both), "a"));
        assertArrayEquals(
                new double[] {2, 1}, part(call(result, "fGradient", new double[] {1, 2}, new double[2]), "a"));
    }

    /** As above, through a row. */
    @Test
    void constantStoredThroughARowThatIsTheArray() throws Exception {
        MemoryCompiler.Result result = compile(
                "@Differentiable public static double f(double[] a, double[][] m) { m[1][0] = 3; return a[0] * a[1]; }");
        double[] row = {1, 2};
        Object gradient = call(result, "fGradient", row, new double[][] {{5}, row});
        assertArrayEquals(new double[] {0, 3}, part(gradient, "a"));
    }

    /** A scalar stored through the one name and read through the other had the silent gradient zero. */
    @Test
    void activeStoredThroughAnotherNameOfTheArray() throws Exception {
        MemoryCompiler.Result result =
                compile("@Differentiable public static double f(double x, double[] a, double[] b) {"
                        + " b[0] = x * x; return a[0] * a[1]; }");
        double[] both = {1, 2};
        Object gradient = call(result, "fGradient", 3.0, both, both);
        assertArrayEquals(new double[] {0, 9}, part(gradient, "a"));
        assertArrayEquals(
                new double[] {12},
                new double[] {(double) gradient.getClass().getMethod("x").invoke(gradient)});
    }

    /** The tangent of an array that is no input was made anew even where an input is the same array: a silent zero. */
    @Test
    void tangentOfAnArrayUnderTwoNames() throws Exception {
        MemoryCompiler.Result result = compile("@Differentiable(value = Derivative.JVP, wrt = {\"a\"})"
                + " public static double f(double[] a, double[][] m) { m[0][0] *= m[0][1]; return a[0] * a[1]; }"
                + "@Differentiable(value = Derivative.JVP, wrt = {\"x\"})"
                + " public static double g(double x, double[] a, double[] b) { b[0] = x * x; return a[0] * a[1]; }");
        double[] row = {2, 3};
        Object f = call(result, "fJvp", row, new double[][] {row}, new double[] {1, 0});
        assertEquals(9, (double) f.getClass().getMethod("tangent").invoke(f), 0);
        double[] both = {2, 3};
        Object g = call(result, "gJvp", 5.0, both, both, 1.0);
        assertEquals(30, (double) g.getClass().getMethod("tangent").invoke(g), 0);
    }

    /** An argument that nothing depends on showed zeros, even where the caller passed the same array twice. */
    @Test
    void bothAccessorsOfOneArrayShowTheWhole() throws Exception {
        MemoryCompiler.Result result = compile("@SuppressWarnings(\"cotangent\") @Differentiable"
                + " public static double f(double[] a, double[] b) { return b[0] * b[1]; }");
        double[] both = {3, 5};
        Object gradient = call(result, "fGradient", both, both);
        assertArrayEquals(new double[] {5, 3}, part(gradient, "a"));
        assertArrayEquals(new double[] {5, 3}, part(gradient, "b"));
        assertArrayEquals(new double[] {0, 0}, part(call(result, "fGradient", new double[2], both), "a"));
    }

    /** A builder that is given an element was taken to hold the array, so that its length seemed to change the array. */
    @Test
    void elementInABuilderDoesNotHandTheArrayOver() {
        compile("@SuppressWarnings(\"cotangent\") @Differentiable"
                + " public static double f(double x, double[] a, double[][] m, int n) {"
                + " StringBuilder b = new StringBuilder().append(a[2]).append(m[n][n + 1]).append(a.length);"
                + " int k = b.length() > 0 ? n : 2; return x * a[k]; }");
    }

    /**
     * The derivative of float times int counted as a double, and was cast to the float that it was already: a warning in the
     * generated code.
     */
    @Test
    void floatTimesIntIsAFloat() {
        compile("@Differentiable({Derivative.GRADIENT, Derivative.JVP}) public static double f(float u) {"
                + " return Math.toRadians(u * 30); }");
    }

    /** The constant of a local class counted as computable everywhere; the reverse sweep named it outside of its block. */
    @Test
    void constantOfALocalClassInALoop() throws Exception {
        MemoryCompiler.Result result = compile("@Differentiable public static double f(double x) { double s = 1;"
                + " for (int i = 0; i < 2; i++) { final class Held { static final double RATE = 0.5; }"
                + " double r = Held.RATE * 2; s = s * r / x * Held.RATE; } return s; }");
        Object gradient = call(result, "fGradient", 2.0);
        assertEquals(-0.0625, (double) gradient.getClass().getMethod("x").invoke(gradient), 1e-15);
    }

    /** {@code if (!c) break;} at the beginning became the loop's condition, which Java refuses if it is false for good. */
    @Test
    void breakUnlessAConstantThatIsFalse() {
        compile("@Differentiable public static double f(double x) { int k = 0;"
                + " do { if (!(0.5 < 0.1)) break; x *= 2; } while (++k < 3); return x; }");
    }

    /** An int that opaque code changes counted as a way out for the active values it reads. */
    @Test
    void assertionThatChangesAnIndex() throws Exception {
        MemoryCompiler.Result result = compile("@Differentiable public static double f(double x, int[] k, int n) {"
                + " assert k[n--] < 9 : \"large \" + x; return x * n / 2; }");
        Object gradient = call(result, "fGradient", 2.0, new int[4], 3);
        double plain = (double) gradient.getClass().getMethod("value").invoke(gradient);
        assertEquals(plain / 2, (double) gradient.getClass().getMethod("x").invoke(gradient), 0);
    }

    /** An element passed to a method without derivative was taken for the array, which that method could change then. */
    @Test
    void elementCastToAnIndexDoesNotHandTheArrayOver() {
        compile("static int trace; static int tick(int k) { trace += k; return trace; }"
                + "@SuppressWarnings(\"cotangent\") @Differentiable public static double[] f(double[][] m, double[][] c, int n) {"
                + " int k = tick((int) m[n][1]); return c[k - k]; }");
    }

    /** What a finally block reads was taken for dead before a break out of its try block: a silent zero. */
    @Test
    void breakThroughAFinallyBlock() throws Exception {
        MemoryCompiler.Result result = compile(
                "@Differentiable({Derivative.JVP, Derivative.GRADIENT}) public static double f(double x, int n) {"
                        + " double s = x * x, r = 0; while (true) {"
                        + " try { if (n-- < 1) break; s = 3 * x; } finally { r += s; } } return r; }");
        for (int n = 0; n < 3; n++) {
            Object jvp = call(result, "fJvp", 5.0, n, 1.0);
            Object gradient = call(result, "fGradient", 5.0, n);
            double expected = n == 0 ? 10 : (n + 1) * 3;
            assertEquals(expected, (double) jvp.getClass().getMethod("tangent").invoke(jvp), 0);
            assertEquals(expected, (double) gradient.getClass().getMethod("x").invoke(gradient), 0);
        }
    }

    /** A counter that opaque code and a differentiable callee both change was taken for a way of the derivative. */
    @Test
    void counterOfCalls() throws Exception {
        MemoryCompiler.Result result = compile("static int trace; static int tick(int k) { return trace += k; }"
                + "static double guarded(double v) { trace = 31 * trace + 7; return v * v; }"
                + "@Differentiable public static double f(double x, double[] a, int n) {"
                + " a[Math.floorMod(tick(0.3 < x ? n : 2), 3)]--; final class Held { static final double RATE = 0.7; }"
                + " return a[0] * guarded(x) * Held.RATE; }");
        Object gradient = call(result, "fGradient", 3.0, new double[] {5, 5, 5}, 1);
        assertEquals(0.7 * 5 * 6, (double) gradient.getClass().getMethod("x").invoke(gradient), 1e-12);
    }

    /** A long method was cut between a local record and its use, in another method that does not know the record. */
    @Test
    void longMethodWithALocalRecord() {
        StringBuilder body = new StringBuilder(
                "@Differentiable public static double f(double x) {\n"
                        + "record Held(double rate) {}\nHeld held = new Held(0.5);\nfinal class Rate { static final double R = 2; }\n");
        for (int i = 0; i < 400; i++) {
            body.append("x = Math.sin(x) + x * held.rate() * Rate.R;\n");
            body.append(i % 100 == 50 ? "if (x > 2) { Held other = new Held(0.1); x *= other.rate(); }\n" : "");
        }
        compile(body + "return x;\n}");
    }

    /** An array of which text takes an element was taken for handed over to the object that the text gives. */
    @Test
    void anElementGoesIntoAnObject() throws Exception {
        MemoryCompiler.Result result = compile("@Differentiable public static double f(double[] b, double x) {"
                + " StringBuilder text = new StringBuilder().append(b[1]); b[1] *= x;"
                + " return b[1] * (text.length() > 0 ? 2 : 3); }");
        Object gradient = call(result, "fGradient", new double[] {1, 3}, 5.0);
        assertEquals(6.0, (double) gradient.getClass().getMethod("x").invoke(gradient), 0);
    }
}
