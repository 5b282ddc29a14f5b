package io.github.cotangent.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Group P of the catalogue: what is rejected, how several problems are reported together, and the way to a helper's problem. */
class RejectionTest {
    private static final Pattern CODE = Pattern.compile("\\[(COT\\d+)]");

    private static final String HEAD = """
            package p;

            import io.github.cotangent.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.function.*;

            public abstract class S {
                interface Shape { double area(double r); }
                static double state;
            """;

    private static MemoryCompiler.Result compile(String members, String... options) {
        return MemoryCompiler.compile(Map.of("p.S", HEAD + members + "\n}\n"), options);
    }

    private static List<String> codes(MemoryCompiler.Result result) {
        return MessageTest.messages(result).stream()
                .map(message -> {
                    Matcher matcher = CODE.matcher(message.getMessage(null));
                    return matcher.find() ? matcher.group(1) : "";
                })
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "P01 | COT013 | static double f(double x) { Number box = x * x; return box.doubleValue(); }",
                "P02 | COT015 | static double f(double[] a) { return Arrays.stream(a).map(v -> v * v).distinct().sum(); }",
                "P03 | COT017 | static double f(double x) { state += x; return state; }",
                "P05 | COT019 | static double f(double x) { try { return x; } finally { if (x > 1) return x * x; } }",
                "P05 | COT020 | static double f(double x) { new Thread(() -> state = x * x).start(); return state; }",
                "P06 | COT002 | static int f(double x) { return (int) x; }",
                "P07 | COT003 | static void f(double x) { }",
                "P08 | COT014 | static double f(double x) { Collection<Double> s = new HashSet<>(); s.add(x); return s.iterator().next(); }",
                "P09 | COT018 | static double f(double x) throws Exception {"
                        + " return (double) Math.class.getMethod(\"sin\", double.class).invoke(null, x); }",
                "P11 | COT001 | abstract double f(double x);",
            })
    void oneConstructIsOneError(String program, String code, String method) {
        MemoryCompiler.Result result = compile("@Differentiable " + method);

        assertFalse(result.success());
        assertEquals(List.of(code), codes(result), result::errors);
        assertTrue(result.generated().isEmpty());
    }

    /** What the companion can neither name nor have a class for. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COT016 | static double f(double x) { Base b = new Base() { double at() { return w * x; } }; return b.at(); }"
                        + " private abstract static class Base { double w = 2; abstract double at(); }",
                "COT016 | static double f(double x) { record L(double k) implements Rate { public double at(double t) { return k * t; } }"
                        + " Rate r = new L(x); return r.at(x); } private interface Rate { double at(double t); }",
                "COT016 | static double f(double x) { Rate r = t -> t * x; return r.at(x); }"
                        + " private interface Rate { double at(double t); default double at(int n) { return n; } }",
                "COT012 | static double f(double x) { return new Bond().rate.at(x); }"
                        + " private interface Rate { double at(double t); } static class Bond { Rate rate = t -> t * 2; }",
                "COT012 | static double f(double x) { Maker m = k -> new P(k); return m.make(x).v(); }"
                        + " interface Maker { P make(double k); } private record P(double v) {}",
                "COT016 | static double f(double x) { return Mode.class.getName().length() * x + Mode.A.k; }"
                        + " private enum Mode { A; double k = 2; }",
            })
    void whatTheCompanionCannotNameIsAnErrorAtMost(String code, String method) {
        MemoryCompiler.Result result = compile("@Differentiable " + method);

        assertEquals(List.of(code), codes(result), result::errors);
    }

    /** P12. */
    @Test
    void allProblemsComeInOneRunInTextOrderAndHealthyMethodsAreGenerated() {
        MemoryCompiler.Result result = compile("""
                @Differentiable static double lambda(DoubleUnaryOperator g, double x) { return g.applyAsDouble(x); }
                @Differentiable static double alpha(double x) { return x * x; }
                @Differentiable static double box(double x) { Number b = x; return b.doubleValue(); }
                @Differentiable static void nothing(double x) { }
                @Differentiable static double field(double x) { state = x; return state; }
                @Differentiable(wrt = "z") static double unknown(double x) { return x; }
                @Differentiable static double omega(double x) { return Math.sin(x); }
                """);

        assertEquals(List.of("COT012", "COT013", "COT003", "COT017", "COT004"), codes(result), result::errors);
        List<Long> lines = MessageTest.messages(result).stream()
                .map(Diagnostic::getLineNumber)
                .toList();
        assertEquals(lines.stream().sorted().toList(), lines);
        String generated = result.generated().get("p.SDerivatives");
        assertTrue(generated.contains(" alphaGradient(double x)") && generated.contains(" omegaGradient(double x)"));
        for (String failed : List.of("lambda", "box", "nothing", "field", "unknown")) {
            assertFalse(generated.contains(failed), generated);
        }
    }

    /** Two problems of one method that have nothing to do with each other come together, consequences of them do not. */
    @Test
    void consequencesOfAProblemAreNotReported() {
        MemoryCompiler.Result result = compile("""
                @Differentiable static double f(double x, double y) {
                    Collection<Double> s = new HashSet<>();
                    s.add(x);
                    double sum = 0;
                    for (double each : s) sum += each;
                    Number box = y;
                    return sum * box.doubleValue();
                }
                """);
        assertEquals(List.of("COT014", "COT013"), codes(result), result::errors);
    }

    @Test
    void aProblemInAHelperStandsThereWithTheCallsThatLeadToIt() {
        Map<String, String> sources = new TreeMap<>();
        sources.put("S", """
                import io.github.cotangent.*;
                final class S {
                    static double middle(double x) {
                        return Helper.deep(x) + 1;
                    }
                    @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                    static double loss(double x) {
                        return middle(2 * x);
                    }
                }
                """);
        sources.put("Helper", """
                final class Helper {
                    static double deep(double x) {
                        Number box = x;
                        return box.doubleValue();
                    }
                }
                """);
        List<Diagnostic<? extends JavaFileObject>> messages = MessageTest.messages(MemoryCompiler.compile(sources));

        assertEquals(1, messages.size(), messages::toString);
        assertEquals("/Helper.java", messages.get(0).getSource().toUri().getPath());
        assertEquals(3, messages.get(0).getLineNumber());
        String text = messages.get(0).getMessage(null).replaceAll("\\s+", " ");
        assertTrue(
                text.endsWith("Use double or float `loss` calls `middle` at line 8 `middle` calls `deep` at line 4"),
                text);
    }

    /** Cause: what kept a helper from being lowered was reported without the way to it, and once more at the call. */
    @Test
    void aHelperThatCannotBeLoweredIsReportedOnceWithTheWayToIt() {
        MemoryCompiler.Result result = compile("""
                static double deep(double x) { try { return x; } finally { if (x > 1) return x * x; } }
                @Differentiable static double loss(double x) { return deep(x); }
                """);
        assertEquals(List.of("COT019"), codes(result), result::errors);
        assertTrue(result.errors().contains("`loss` calls `deep` at line 12"), result::errors);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // A09, B09 and a parameter that is replaced on every way
                "COT101 | static double f(double x) { return 42; }",
                "COT101 | static double f(double x, double y) { x = 5; return x * y; }",
                "COT101 | static double f(double x, double y) { if (y > 1) x = 5; else x = y; return x * y; }",
                "COT101 | static double f(double x, double eps) { while (x > eps) x /= 2; return x; }",
                "COT101 | static double f(double x, double[] y) { return y.length * x; }",
                // K03, and cuts further from the output
                "COT102 | static double f(double x) { return (int) x + x * x; }",
                "COT102 | static double f(double x) { int n = (int) (2 * x); int m = n + 1; return m * x; }",
                "COT102 | static double f(double x) { int[] n = {(int) x}; return n[0] * x; }",
                "COT102 | static double f(double x) { int n = 1; n *= x; return n * x; }",
                "COT102 | static double f(double x) { return Math.round(x * 100) / 100.0 + x; }",
                "COT102 | static double f(double x) { return g(x); } static double g(double x) { return (long) x * x; }",
            })
    void zeroThatMayNotBeMeantIsAWarning(String code, String method) {
        MemoryCompiler.Result result = compile("@Differentiable " + method);

        assertTrue(result.success(), result::errors);
        assertEquals(List.of(code), codes(result), result::errors);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "static double f(double x, double y) { if (y > 1) x = 5; return x * y; }",
                "static double f(double x, int n) { for (int i = 0; i < n; i++) x = 5; return x; }",
                "static double f(double[] a, double x) { return a[(int) x] * x; }",
                "static double f(double[] a, double x) { int i = (int) x; return a[i % 2 + 1] * x; }",
                "static double f(double x) { double s = 0; for (int i = 0; i < (int) x; i++) s += x; return s; }",
                "static double f(double x) { return (int) x > 3 ? x : 2 * x; }",
                "static double f(double x) { int k = x > 0 ? 1 : 0; return k * x; }",
                "static double f(double x, int n) { double root = Math.sqrt(n); return (int) root * x; }",
                "static double f(double x) { System.out.print((int) x > 1000000 ? \"\" + (int) x : \"\"); return x; }",
                "static double f(double[] a, double x) { return at(a, (int) x) * x; }"
                        + " static double at(double[] a, int i) { return a[i]; }",
                "static void f(double[] x, double[] out) { for (int i = 0; i < x.length; i++) out[i] = 2 * x[i]; }",
                "@SuppressWarnings(\"cotangent\") static double f(double x, double y) { return (int) x * x; }",
                "static double f(double x, @SuppressWarnings(\"cotangent\") double y) { return x; }",
                "static double f(double x) { @SuppressWarnings(\"cotangent\") int n = (int) x; return n * x; }",
                "static double f(double x) { return g(x); }"
                        + " @SuppressWarnings({\"unused\", \"cotangent\"}) static double g(double x) { return (int) x * x; }",
            })
    void zeroThatIsMeantIsNone(String method) {
        MemoryCompiler.Result result = compile("@Differentiable " + method, "-Xlint:all", "-Werror");
        assertTrue(result.success(), result::errors);
    }

    @Test
    void aClassCanKeepWarningsOff() {
        MemoryCompiler.Result result = MemoryCompiler.compile(Map.of("p.S", """
                        package p;
                        import io.github.cotangent.*;
                        @SuppressWarnings("cotangent")
                        public final class S {
                            @Differentiable static double f(double x, double y) { return (int) x * x; }
                        }
                        """), "-Werror");
        assertTrue(result.success(), result::errors);
    }
}
