package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.runtime.DoubleTangent;
import io.github.cotangent.runtime.FloatTangent;
import io.github.cotangent.runtime.ListTangent;
import io.github.cotangent.testing.MemoryCompiler;
import io.github.cotangent.testing.Sample;
import java.util.List;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Group K: single precision, and boxes. */
class NumberTypesTest {

    @Test
    @DisplayName("K08: a float has a float cotangent, a double[] beside it is accumulated in double")
    void floatParameters() {
        Sample sample = Sample.of("@Differentiable static float f(float x, double[] a) "
                + "{ double s = 0; for (int i = 0; i < a.length; i++) s += a[i] * x; return (float) s; }\n");
        Object gradient = sample.call("fGradient", 3f, new double[] {1, 0.5});
        assertEquals(4.5f, Sample.part(gradient, "value"));
        assertEquals(1.5f, Sample.part(gradient, "x"));
        assertArrayEquals(new double[] {3, 3}, (double[]) Sample.part(gradient, "a"));
        // 2^-30 beside 1 is lost in a float.
        Object into = sample.fresh("FGradient");
        sample.call("fGradient", 1f, new double[] {1, 1}, into);
        sample.call("fGradient", 0x1p-30f, new double[] {1, 1}, into);
        assertArrayEquals(new double[] {1 + 0x1p-30, 1 + 0x1p-30}, (double[]) Sample.part(into, "a"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COT002 | double f(Number x) { return x.doubleValue(); }",
                "COT013 | double f(double x) { Number b = x * x; return b.doubleValue() * x; }",
                "COT014 | double f(double x) { return java.util.Set.of(x).iterator().next() * x; }",
                "COT014 | double f(double x) { var l = new java.util.TreeSet<Double>(); l.add(x); return l.iterator().next(); }",
            })
    @DisplayName("K09: a derivative through a box of a type that says nothing of it is an error with a remedy")
    void unknownBoxes(String code, String method) {
        MemoryCompiler.Result result = Sample.compile("@Differentiable static " + method + "\n");
        assertFalse(result.success());
        List<String> messages = result.diagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .map(d -> d.getLineNumber() + " " + d.getMessage(null))
                .toList();
        assertTrue(
                messages.stream().anyMatch(m -> m.startsWith(Sample.firstLine() + " [" + code + "]")), result::errors);
        assertTrue(messages.stream().allMatch(m -> m.contains("double")), "no remedy: " + messages);
    }

    @Test
    @DisplayName("K09: a box carries the derivative of the number in it")
    void boxes() {
        Sample sample =
                Sample.of("@Differentiable static double f(double x, Double c, Float d, java.util.List<Double> l) "
                        + "{ Double b = x * c; return b * b + l.get(0) * d; }\n");
        Object gradient = sample.call("fGradient", 3.0, 5.0, 2f, List.of(0.5));
        assertEquals(226.0, Sample.part(gradient, "value"));
        assertEquals(150.0, Sample.part(gradient, "x"));
        assertEquals(90.0, ((DoubleTangent) Sample.part(gradient, "c")).doubleValue());
        assertEquals(0.5f, ((FloatTangent) Sample.part(gradient, "d")).floatValue());
        ListTangent<?> list = (ListTangent<?>) Sample.part(gradient, "l");
        assertEquals(2.0, ((DoubleTangent) list.get(0)).doubleValue());
    }

    @Test
    @DisplayName("K09: a box that no derivative goes through is read as what it is")
    void inactiveBoxes() {
        Sample sample = Sample.of("@Differentiable static double f(double x, Double c, java.util.List<Double> l) "
                + "{ return x * c + l.get(0) * x * x; }\n");
        Object gradient = sample.call("fGradient", 3.0, 5.0, List.of(0.5));
        assertEquals(19.5, Sample.part(gradient, "value"));
        assertEquals(8.0, Sample.part(gradient, "x"));
    }
}
