package io.github.cotangent.frontend;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Annotated methods that come as class files from an earlier compilation, without their source. */
class CompiledLibraryTest {
    private static final String LIBRARY = """
            package lib;

            import static io.github.cotangent.Derivative.*;
            import io.github.cotangent.Differentiable;
            import java.util.List;

            public final class Lib {
                private static double k = 2;
                private static int calls;
                private static double secret(double x) { calls++; return x * x * k; }
                public static int calls() { return calls; }
                public enum Mode { A, B }

                @Differentiable({GRADIENT, JVP}) public static double f(double x, double y) { return secret(x) * Math.sin(y); }
                @Differentiable({VJP, JVP}) public static void scale(double[] a, double s) { for (int i = 0; i < a.length; i++) a[i] *= s * a[i]; }
                @Differentiable({VJP, JVP}) public static double[] next(double[] a) {
                    double[] r = new double[a.length];
                    for (int i = 0; i < a.length; i++) r[i] = a[i] * a[(i + 1) % a.length];
                    return r;
                }
                @Differentiable({VJP, JVP}) public static double[] same(double[] a, double s) { a[0] *= s; return a; }
                @Differentiable({VJP, JVP}) public static void mix(double[] a, double[] b) {
                    for (int i = 0; i < a.length; i++) { a[i] = a[i] * b[i]; b[i] += a[i]; }
                }
                @Differentiable({GRADIENT, JVP}) public static double rec(double x, int n) { return n == 0 ? x : x * rec(x * x * 0.5, n - 1); }
                @Differentiable({GRADIENT, JVP}) public static double inactive(double x, String s, int[] n, Mode m) {
                    n[0]++;
                    return m == Mode.A ? x * x * s.length() * n[0] : x;
                }
                @Differentiable({GRADIENT, JVP}) public static double all(double... x) { double s = 1; for (double v : x) s *= v; return s; }
                @Differentiable(value = {GRADIENT, JVP}, name = "cube") public static double over(double x, int n) { return x * x * x; }
                @Differentiable({GRADIENT, JVP}) public static double over(double x) { return x * x; }
                @Differentiable({VJP, JVP}) public static double[] row(double[][] m, int i) { return m[i]; }
                @Differentiable({GRADIENT, JVP}) public static double thrower(double x) throws java.io.IOException {
                    if (x > 1e6) throw new java.io.IOException("big");
                    return x * x;
                }
                public static final class Nested { @Differentiable({GRADIENT, JVP}) public static double g(double x) { return x * x; } }

                @Differentiable public static double gradientOnly(double x) { return x * x; }
                @Differentiable(JVP) public static double tangentOnly(double x) { return x * x; }
                @Differentiable(wrt = "a", value = {GRADIENT, JVP}) public static double part(double a, double b) {
                    Number boxed = b;
                    return a * boxed.doubleValue();
                }
                public static double plain(double x) { return x; }
            }
            """;

    @TempDir
    Path folder;

    private MemoryCompiler.Result library() throws IOException {
        Checked library = Checked.compile("lib.Lib", LIBRARY);
        for (Map.Entry<String, byte[]> entry : library.result().classes().entrySet()) {
            Path file = folder.resolve(entry.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
        return library.result();
    }

    private String classPath() {
        return System.getProperty("java.class.path") + java.io.File.pathSeparator + folder;
    }

    private static String app(String kinds, String body) {
        return "package app; import lib.Lib; import static lib.Lib.*; import static io.github.cotangent.Derivative.*;"
                + " import io.github.cotangent.Differentiable;\n"
                + "class App { @SuppressWarnings(\"cotangent\") @Differentiable({" + kinds + "})"
                + " static double f(double x, double[] a, double[] b) throws Exception {\n" + body + "\n} }";
    }

    @Test
    void theirSweepsAreCalled() throws Exception {
        MemoryCompiler.Result library = library();
        for (String body : new String[] {
            "int c = Lib.calls(); double r = Lib.f(x * a[0], a[1]) + over(x) * Lib.f(a[1], x) * x;"
                    + " if (Lib.calls() != c + 2) throw new IllegalStateException(); return r;",
            "double[] c = a; scale(c, x); double t = 0; for (double v : a) t += v * v; scale(a, t); return c[0] * c[1];",
            "double[] r = next(a); double[] q = next(r); return q[0] * r[1] + a[0] * x;",
            "double[] r = same(a, x); r[0] *= 3 * a[1]; return a[0] * r[0] + r[1];",
            "double[] c = {1, 2, 3}; mix(a, c); mix(c, c); return a[0] * c[0] + c[1] * a[1];",
            "for (int i = 0; i < 3; i++) { mix(a, b); scale(b, 0.5); } return a[0] * b[1] * x;",
            "return rec(x, 3) * rec(rec(x, 1) * a[0], 2);",
            "int[] c = {3}; return inactive(x, \"ab\", c, Mode.A) * inactive(x, \"abc\", c, Lib.Mode.B) * c[0];",
            "return all(x, a[0], x) * all(x) * all(a) * over(x, 1) * over(x);",
            "double[][] m = {a, {1, 2, 3}}; double[] r = row(m, 0); r[1] *= r[0]; return a[1] * m[0][0];",
            "return thrower(x) * Nested.g(x) * part(x, 3);",
        }) {
            Map<String, String> source = Map.of("app.App", app("GRADIENT, JVP", body));
            Checked app = Checked.compile(source, "-classpath", classPath());
            Map<String, byte[]> classes = new HashMap<>(library.classes());
            classes.putAll(app.result().classes());
            MemoryCompiler.Result both = new MemoryCompiler.Result(
                    true, app.result().diagnostics(), app.result().generated(), classes);
            new Checked(both, both.loader())
                    .gradient("app.App", "f", 1.3, new double[] {0.7, 1.1, 0.9}, new double[] {1.2, 0.8, 1.4});
        }
    }

    /**
     * What the library was not annotated for is missing in its companion. Callers were compiled against it all the same, and
     * an input outside of {@code wrt} counted as constant.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JVP | return Lib.gradientOnly(x) * x; | no tangent sweep",
                "GRADIENT | return Lib.tangentOnly(x) * x; | no reverse sweep",
                "GRADIENT | return Lib.part(2, x); | argument 2",
                "JVP | return Lib.part(2, x); | argument 2",
                "GRADIENT | return Lib.plain(x); | neither source",
            })
    void whatTheyLackIsAnError(String kinds, String body, String message) throws Exception {
        library();
        MemoryCompiler.Result result =
                MemoryCompiler.compile(Map.of("app.App", app(kinds, body)), "-classpath", classPath());
        assertFalse(result.success());
        assertTrue(result.errors().contains("[COT010]") && result.errors().contains(message), result::errors);
        assertTrue(result.generated().isEmpty());
    }
}
