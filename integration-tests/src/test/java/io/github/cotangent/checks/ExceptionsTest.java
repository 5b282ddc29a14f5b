package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import io.github.cotangent.testing.Sample;
import java.util.List;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Group L: exceptions out of the method, and catch clauses in it. */
class ExceptionsTest {

    @Test
    @DisplayName("L04: a call that throws leaves the caller's gradient as it was, and the next call works")
    void exceptionIsAllOrNothing() {
        Sample sample = Sample.of("""
                @Differentiable static double f(double[] a, double[] t, int n) {
                    double s = 1;
                    for (int i = 0; i < n; i++) { s *= a[i]; t[i % 2] = s * t[0]; }
                    return s + t[0];
                }
                """);
        double[] a = {1, 2, 3, 4, 5};
        Object into = sample.fresh("FGradient");
        assertThrows(ArrayIndexOutOfBoundsException.class, () -> sample.plain("f", a, new double[] {1, 1}, 7));
        Throwable first = assertThrows(
                ArrayIndexOutOfBoundsException.class, () -> sample.call("fGradient", a, new double[] {1, 1}, 7, into));
        assertEquals("Index 5 out of bounds for length 5", first.getMessage());
        assertEquals(0.0, Sample.part(into, "value"));

        double value = (double) sample.call("fGradient", a, new double[] {1, 1}, 3, into);
        double[] once = ((double[]) Sample.part(into, "a")).clone();
        double[] inT = ((double[]) Sample.part(into, "t")).clone();
        assertEquals(sample.plain("f", a, new double[] {1, 1}, 3), value);
        assertThrows(
                ArrayIndexOutOfBoundsException.class, () -> sample.call("fGradient", a, new double[] {1, 1}, 7, into));
        assertArrayEquals(once, (double[]) Sample.part(into, "a"));
        assertArrayEquals(inT, (double[]) Sample.part(into, "t"));
        assertEquals(value, Sample.part(into, "value"));

        sample.call("fGradient", a, new double[] {1, 1}, 3, into);
        assertArrayEquals(
                java.util.Arrays.stream(once).map(x -> 2 * x).toArray(), (double[]) Sample.part(into, "a"), 1e-13);
        // The same for the first call, with nothing thrown before it.
        Object fresh = sample.call("fGradient", a, new double[] {1, 1}, 3);
        assertArrayEquals((double[]) Sample.part(fresh, "a"), once);
    }

    @Test
    @DisplayName("L05: active code under a catch clause is an error at the catch clause")
    void tryCatchActive() {
        MemoryCompiler.Result result = Sample.compile("""
                static double g(double x) { return x * x; }
                @Differentiable static double f(double x) {
                    double r;
                    try { r = Math.sqrt(g(x)); }
                    catch (RuntimeException e) { r = x; }
                    return r;
                }
                """);
        assertFalse(result.success());
        List<Diagnostic<?>> errors = result.diagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .<Diagnostic<?>>map(d -> d)
                .toList();
        assertTrue(errors.get(0).getMessage(null).contains("[COT019]"), result::errors);
        assertEquals(Sample.firstLine() + 4, errors.get(0).getLineNumber(), result::errors);
    }
}
