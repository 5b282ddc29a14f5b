package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.Sample;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** O09: generated statements say where they come from. */
class SourceTraceTest {
    private static final String MEMBERS = """
            @Differentiable static double f(double x, double y, int n) {
                // The distance so far.
                double s = x * y;
                for (int i = 0; i < n; i++) {
                    s = Math.sin(s) * x; // damped
                    /* Far out: start again. */
                    if (s > 10) {
                        s = s / y;
                    }
                }
                return s * s;
            }
            """;

    @Test
    @DisplayName("O09: every source line stands at the first of its statements in both sweeps")
    void lines() {
        Sample sample = Sample.of(MEMBERS);
        String text = sample.generated("fGradient");
        int turn = text.indexOf("// reverse sweep");
        String forward = text.substring(0, turn);
        String reverse = text.substring(turn);
        long first = Sample.firstLine();
        for (long line : List.of(2L, 3L, 4L, 6L, 7L, 10L)) {
            String mark = "// line " + (first + line);
            assertTrue(forward.contains(mark), () -> mark + " in\n" + forward);
            // The way back started without the line of the result, as if it still were that of the statement before.
            assertTrue(reverse.contains(mark), () -> mark + " in\n" + reverse);
        }
    }

    @Test
    @DisplayName("O09: the user's comments are kept, once, where they stood")
    void comments() {
        String text = Sample.of(MEMBERS).generated("fGradient");
        for (String comment : List.of("The distance so far.", "damped", "Far out: start again.")) {
            assertEquals(2, text.split(java.util.regex.Pattern.quote(comment), -1).length, comment + " in\n" + text);
        }
        assertTrue(text.indexOf("The distance so far.") < text.indexOf("x * y"), text);
    }
}
