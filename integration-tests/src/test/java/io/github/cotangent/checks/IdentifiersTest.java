package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.cotangent.testing.Sample;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** O03: names that are keywords somewhere, names of other alphabets, and names that the tool would like to use itself. */
class IdentifiersTest {

    @Test
    @DisplayName("O03: contextual keywords, Unicode and dollars")
    void contextualKeywords() {
        Sample sample = Sample.of("""
                @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                static double f(double réel, double record, double $x, double[] λ) {
                    double yield1 = réel * record;
                    double var = yield1 * $x, sealed = var + λ[0], permits = sealed * sealed, $ = permits, with = $;
                    double module = with, exports = module, requires = exports, 変数 = requires * λ[1];
                    return 変数;
                }
                """);
        Object gradient = sample.call("fGradient", 2.0, 3.0, 5.0, new double[] {1, 7});
        // ((réel record $x + λ0)^2) λ1, with 31 in the parentheses.
        assertEquals(31.0 * 31 * 7, Sample.part(gradient, "value"));
        assertEquals(2.0 * 31 * 7 * 15, Sample.part(gradient, "réel"));
        assertEquals(2.0 * 31 * 7 * 10, Sample.part(gradient, "record"));
        assertEquals(2.0 * 31 * 7 * 6, Sample.part(gradient, "$x"));
        assertArrayEquals(new double[] {2.0 * 31 * 7, 31 * 31}, (double[]) Sample.part(gradient, "λ"));
        Object jvp = sample.call("fJvp", 2.0, 3.0, 5.0, new double[] {1, 7}, 0.0, 1.0, 0.0, new double[2]);
        assertEquals(2.0 * 31 * 7 * 10, Sample.part(jvp, "tangent"));
    }

    @Test
    @DisplayName("O03: names that generated code uses for its own")
    void namesOfTheTool() {
        Sample sample = Sample.of("""
                @Differentiable({Derivative.GRADIENT, Derivative.VJP, Derivative.JVP})
                static double f(double x, double xBar, double xDot, double into, double resultBar, double value, int n) {
                    double trips = x, trip = xBar, seed = xDot, test = into, chosen = resultBar, saved = value;
                    double xSaved = 0, frame = 1, state = 1, shared = 1, result = 1, t = 1, way = 1, tSaved = 1;
                    while (result < 9) { result = result * 2 + n; t = t * x; if (t > 1e9) break; }
                    return t * trip * seed * test * chosen * saved * frame * state * shared * way * tSaved + xSaved + trips;
                }
                """);
        // result: 1, 4, 10 for n = 2, so t = x * x.
        Object gradient = sample.call("fGradient", 2.0, 3.0, 5.0, 7.0, 11.0, 13.0, 2);
        assertEquals(4.0 * 15015 + 2, Sample.part(gradient, "value"));
        assertEquals(4.0 * 15015 + 1, Sample.part(gradient, "x"));
        assertEquals(4.0 * 5005, Sample.part(gradient, "xBar"));
        assertEquals(4.0 * 3003, Sample.part(gradient, "xDot"));
        assertEquals(4.0 * 2145, Sample.part(gradient, "into"));
        assertEquals(4.0 * 1365, Sample.part(gradient, "resultBar"));
        assertEquals(4.0 * 1155, Sample.part(gradient, "value_"));
        Object jvp = sample.call("fJvp", 2.0, 3.0, 5.0, 7.0, 11.0, 13.0, 2, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0);
        assertEquals(4.0 * 5005, Sample.part(jvp, "tangent"));
    }
}
