package io.github.cotangent.regression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import io.github.cotangent.testing.Sample;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures that methods of published libraries have shown, each in its smallest form with its cause. */
class FoundInLibrariesTest {
    private static Object gradient(MemoryCompiler.Result compiled, String companion, Object... arguments)
            throws Exception {
        assertTrue(compiled.success(), compiled::errors);
        Method method = Arrays.stream(compiled.loader().loadClass(companion).getMethods())
                .filter(m -> m.getName().equals("fGradient") && m.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow();
        return method.invoke(null, arguments);
    }

    /**
     * Lucene's {@code GeoUtils.sloppySin}: a helper in another package reads what only its own package sees. What the generated
     * code can name was judged from the helper's package instead of the companion's.
     */
    @Test
    void whatOnlyThePackageOfAHelperSees() throws Exception {
        String helper = """
                package a;

                public final class Helper {
                    static final double[] TABLE = {2, 3};
                    static double factor = Math.sqrt(16);
                    static double own(double x) { return x * TABLE[1]; }
                    public static double f(double x) { return own(x) * factor; }
                }
                """;
        String user = """
                package b;

                import a.Helper;
                import io.github.cotangent.Differentiable;

                public final class User {
                    @Differentiable public static double f(double x) { return Helper.f(x); }
                }
                """;
        MemoryCompiler.Result compiled =
                MemoryCompiler.compile(Map.of("a.Helper", helper, "b.User", user), "-Xlint:all", "-Werror");
        assertEquals(12.0, Sample.part(gradient(compiled, "b.UserDerivatives", 5.0), "x"));
    }

    /** The same helper seen from its own package and from another one, in one compilation. */
    @Test
    void aHelperOfCompanionsInTwoPackages() throws Exception {
        String helper = """
                package a;

                import io.github.cotangent.Differentiable;

                public final class Helper {
                    static double factor = Math.sqrt(16);
                    @Differentiable public static double f(double x) { return x * factor; }
                }
                """;
        String user = """
                package b;

                import a.Helper;
                import io.github.cotangent.Differentiable;

                public final class User {
                    @Differentiable public static double f(double x) { return Helper.f(x); }
                }
                """;
        MemoryCompiler.Result compiled =
                MemoryCompiler.compile(Map.of("a.Helper", helper, "b.User", user), "-Xlint:all", "-Werror");
        assertEquals(4.0, Sample.part(gradient(compiled, "a.HelperDerivatives", 5.0), "x"));
        assertEquals(4.0, Sample.part(gradient(compiled, "b.UserDerivatives", 5.0), "x"));
    }

    /** {@code MathUtils.checkNotNull} of Commons Math: what takes an array as an {@code Object} might have changed or kept it. */
    @Test
    void aHelperThatOnlyTestsWhatItIsGiven() throws Exception {
        MemoryCompiler.Result compiled = Sample.compile("""
                static void checkNotNull(Object o, String what) {
                    if (o == null) { throw new IllegalArgumentException("no " + what); }
                }
                @Differentiable public static double f(double[] a) { checkNotNull(a, "a"); return a[0] * a[1]; }
                """, "-Xlint:all", "-Werror");
        assertArrayEquals(new double[] {3, 2}, (double[])
                Sample.part(gradient(compiled, "SampleDerivatives", new double[] {2, 3}), "a"));
    }

    /** {@code MathArrays.linearCombination} of Commons Math splits numbers after Dekker: what is cut off moves with the number. */
    @Test
    void aNumberThatIsSplitInTwo() throws Exception {
        MemoryCompiler.Result compiled = Sample.compile("""
                static final long HIGH = 0xFFFFFFFFF8000000L;
                @Differentiable public static double f(double[] x) {
                    double a = x[0];
                    double b = x[1];
                    double aHigh = Double.longBitsToDouble(Double.doubleToRawLongBits(a) & (-1L << 27));
                    double aLow = a - aHigh;
                    double bHigh = Double.longBitsToDouble(HIGH & Double.doubleToLongBits(b * b));
                    double bLow = b * b - bHigh;
                    double p = a * (b * b);
                    return p + (aLow * bLow - (((p - aHigh * bHigh) - aLow * bHigh) - aHigh * bLow)) + digits((float) a);
                }
                static float digits(float x) { return Float.intBitsToFloat(Float.floatToRawIntBits(x) & 0xFFFFF000) * x; }
                """, "-Xlint:all", "-Werror");
        assertArrayEquals(new double[] {4 + 6, 12}, (double[])
                Sample.part(gradient(compiled, "SampleDerivatives", new double[] {3, 2}), "x"));
    }

    /** What makes the exception counted as harmless, so that the array it changed was taken for unchanged: a wrong gradient. */
    @Test
    void aHelperThatHandsOnWhatItIsGivenWhereItThrows() throws Exception {
        MemoryCompiler.Result compiled = Sample.compile("""
                static RuntimeException fail(double[] a) { a[0] = 7; return new IllegalStateException(); }
                static void check(Object o, double[] a) { if (o != null) throw fail(a); }
                @Differentiable public static double f(double[] x) {
                    double[] a = x.clone();
                    String log = "";
                    try { check(log, a); } catch (IllegalStateException e) { log += e; }
                    return a[0] * a[1];
                }
                """);
        assertTrue(compiled.errors().contains("[COT0"), compiled::errors);
    }

    @Test
    void aHelperThatKeepsWhatItIsGiven() {
        MemoryCompiler.Result compiled = Sample.compile("""
                static Object kept;
                static void checkNotNull(Object o) {
                    if (o == null) { throw new IllegalArgumentException(); }
                    kept = o;
                }
                @Differentiable public static double f(double[] a) { checkNotNull(a); ((double[]) kept)[0] = 1; return a[0]; }
                """);
        assertTrue(compiled.errors().contains("[COT0"), compiled::errors);
    }

    /**
     * Lucene's {@code ArrayUtil.grow}: a helper that asks for a system property counted as leaving its arguments where it asked,
     * and whoever called it as depending on them.
     */
    @Test
    void aHelperThatLogsWhatIsNotItsNumbers() throws Exception {
        MemoryCompiler.Result compiled = Sample.compile("""
                static final java.util.List<String> LOG = new java.util.ArrayList<>();
                static double square(double x, int n) { LOG.add(System.getProperty("user.dir") + n); return x * x; }
                static double middle(double x) { return square(x, LOG.size()) * LOG.size(); }
                @Differentiable public static double f(double x) { return middle(x); }
                """, "-Xlint:all", "-Werror");
        assertEquals(6.0, Sample.part(gradient(compiled, "SampleDerivatives", 3.0), "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "put(x); copy(); return x + TO.get(0);",
                "bits(Double.doubleToLongBits(x)); return x + Double.longBitsToDouble(LONGS.get(0));",
                "putAndCopy(x, 1); return x + TO.get(0);"
            })
    void aHelperThatPassesOnNumbers(String body) {
        MemoryCompiler.Result compiled = Sample.compile("""
                static final java.util.List<Double> FROM = new java.util.ArrayList<>();
                static final java.util.List<Double> TO = new java.util.ArrayList<>();
                static final java.util.List<Long> LONGS = new java.util.ArrayList<>();
                static double put(double x) { FROM.add(x); return x; }
                static double copy() { TO.addAll(FROM); return 1; }
                static double bits(long bits) { LONGS.add(bits); return 1; }
                static double putAndCopy(double x, int n) { FROM.add(x * n); return copy(); }
                @Differentiable public static double f(double x) {
                """ + body + " }\n");
        assertTrue(compiled.errors().contains("[COT0"), compiled::errors);
    }
}
