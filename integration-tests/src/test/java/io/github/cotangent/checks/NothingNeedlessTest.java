package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.Sample;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Group M: generated text holds no savings, shadows and loops that the gradient can do without. */
class NothingNeedlessTest {

    /** The reverse sweep of the generated method. */
    private static String reverse(Sample sample) {
        String text = sample.generated("fGradient");
        return text.substring(text.indexOf("// reverse sweep"));
    }

    private static void assertSavesNothing(Sample sample) {
        String text = sample.generated("fGradient");
        assertFalse(text.contains("Saved") || text.contains("Saves"), text);
        long arrays = Arrays.stream(text.split("\n"))
                .filter(line -> line.matches(".*new \\w+\\[.*"))
                .count();
        assertEquals(0, arrays, text);
    }

    @Test
    @DisplayName("M09: a linear loop saves neither the sum nor the array")
    void linearStoresNothing() {
        Sample sample = Sample.of("@Differentiable(wrt = \"a\") static double f(double[] a, double c) "
                + "{ double s = 0; for (int i = 0; i < a.length; i++) s += a[i] * c; return s; }\n");
        assertSavesNothing(sample);
    }

    @Test
    @DisplayName("M09: a linear recurrence saves nothing, however long (E30)")
    void linearRecurrenceStoresNothing() {
        Sample sample = Sample.of("@Differentiable static double f(double x) "
                + "{ double s = 0; for (int i = 0; i < 200000; i++) s = s * 0.99999 + x * 1e-3; return s; }\n");
        assertSavesNothing(sample);
        Object gradient = sample.call("fGradient", 2.0);
        assertEquals(86.466607, (double) Sample.part(gradient, "x"), 1e-6);
    }

    @Test
    @DisplayName("M10: a value whose successor is linear in it is not saved")
    void unneededOldValue() {
        Sample sample =
                Sample.of("@Differentiable static double f(double x) { double t = x * x; t = t + 1; return t; }\n");
        assertSavesNothing(sample);
        assertEquals(6.0, Sample.part(sample.call("fGradient", 3.0), "x"));
    }

    @Test
    @DisplayName("M11: a loop that only counts has no counterpart on the way back")
    void inactiveLoopNotReversed() {
        Sample sample = Sample.of("""
                @Differentiable static double f(double x, int[] data, int[] histogram) {
                    for (int i = 0; i < data.length; i++) histogram[data[i] & 7]++;
                    return x * x * histogram[0];
                }
                """);
        String reverse = reverse(sample);
        assertFalse(reverse.contains("for") || reverse.contains("while"), reverse);
        assertSavesNothing(sample);
        int[] histogram = new int[8];
        Object gradient = sample.call("fGradient", 3.0, new int[] {0, 8, 3}, histogram);
        assertEquals(12.0, Sample.part(gradient, "x"));
        assertEquals(1, histogram[3], "the loop's own effect stays");
    }

    @Test
    @DisplayName("M12: of an input that nobody asked for there is no cotangent, no accessor, no shadow")
    void subsetOfParameters() {
        Sample sample = Sample.of("@Differentiable(wrt = \"y\") static double f(double x, double y, double[] z) "
                + "{ return x * x * y + y * x * z[0]; }\n");
        Object gradient = sample.call("fGradient", 3.0, 5.0, new double[] {2});
        assertEquals(15.0, Sample.part(gradient, "y"));
        assertThrows(AssertionError.class, () -> Sample.part(gradient, "x"));
        assertThrows(AssertionError.class, () -> Sample.part(gradient, "z"));
        String text = sample.generated("fGradient");
        assertFalse(text.contains("xBar") || text.contains("zBar"), text);
        assertTrue(text.contains("into.y +="), text);
    }
}
