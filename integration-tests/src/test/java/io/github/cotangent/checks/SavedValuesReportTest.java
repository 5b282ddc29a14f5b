package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import io.github.cotangent.testing.Sample;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code -Acotangent.report=true}: what is saved, how many bytes, and why. */
class SavedValuesReportTest {
    private static final String OPTION = "-Acotangent.report=true";
    private static final String FILE = "SampleDerivatives.txt";

    /** The part of the report that is about one generated method. */
    private static String report(String members, String routine) {
        MemoryCompiler.Result result = Sample.compile(members, OPTION, "-Xlint:all", "-Werror");
        assertTrue(result.success(), result::errors);
        String text = result.generated().get(FILE);
        int start = text.indexOf("\n" + routine + ": ");
        assertTrue(start >= 0, text);
        int end = text.indexOf("\n\n", start);
        return end < 0 ? text.substring(start + 1) : text.substring(start + 1, end + 1);
    }

    private static String line(long offset) {
        return "line " + (Sample.firstLine() + offset);
    }

    @Test
    @DisplayName("a value that is saved in each iteration of a loop, and why; what is computed again")
    void namesWhatALoopSaves() {
        String loop = line(3) + " `for (int i = 0; i < w.length; i++)`";
        String product = line(4) + " `y = y * w[i] + x[i]`";
        assertEquals(
                """
                lossGradient: loss, Sample.java:%s
                  numbers that carry derivatives: y
                  arrays and objects that do: w, x
                  saved once: nothing
                  saved in each iteration of the loop in %s: 8 bytes
                    8  y at the start of an iteration of %s
                       for %s: \u2202/\u2202w[i] = y
                  not saved:
                    still in its variable: w, the argument
                    follows from the number of the iteration: i at the start of an iteration of %s
                    computed again: w[i], from %s
                """.formatted(Sample.firstLine() + 1, loop, loop, product, loop, product), report("""
                        // A line for the annotation.
                        @Differentiable static double loss(double[] w, double[] x) {
                            double y = 1;
                            for (int i = 0; i < w.length; i++) {
                                y = y * w[i] + x[i];
                            }
                            return y;
                        }
                        """, "lossGradient"));
    }

    @Test
    @DisplayName("a callee's own sweeps, and what a call leaves")
    void namesWhatCalleesSave() {
        String members = """
                @Differentiable static double f(double[] x) {
                    double s = 0;
                    for (double each : x) s += helper(each, s);
                    return s;
                }
                static double helper(double a, double b) {
                    double q = inner(a) / b;
                    return q * q;
                }
                static double inner(double a) { return Math.abs(a); }
                """;
        String quotient = line(6) + " `double q = inner(a) / b`";
        assertEquals(
                """
                helperForward: helper, Sample.java:%s
                  numbers that carry derivatives: a, b, q
                  arrays and objects that do: none
                  saved once: 20 bytes
                    8  b, the argument
                       for %s: \u2202/\u2202inner(a) = 1.0 / b, \u2202/\u2202b = -(1.0 / b * q)
                    4  a reference to what the call of inner saves, from %s
                       for the same line
                    8  q, from %s
                       for %s: \u2202/\u2202q = q
                       for the same line: \u2202/\u2202b = -(1.0 / b * q)
                  not saved: nothing else is needed
                """.formatted(Sample.firstLine() + 5, quotient, quotient, quotient, line(7) + " `return q * q`"),
                report(members, "helperForward"));
        assertTrue(report(members, "fGradient")
                .contains("    4  a reference to what the call of helper saves, from " + line(2)
                        + " `s += helper(each, s)`\n"));
    }

    @Test
    @DisplayName("numbers of iterations, ways out of loops, references, nested loops")
    void namesBookkeeping() {
        String report = report("""
                @Differentiable static double f(float[] x, double a) {
                    double s = 1;
                    int n = 0;
                    while (s < 100) {
                        for (int i = 0; i < x.length; i++) {
                            if (x[i] < 0) continue;
                            s *= x[i] + a;
                        }
                        s += a;
                    }
                    return s;
                }
                """, "fGradient");
        assertTrue(
                report.contains("  saved in each iteration of the loop in " + line(4)
                        + " `for (int i = 0; i < x.length; i++)`, inside the one in " + line(3) + ": "),
                report);
        assertTrue(report.contains("    4  the way out at the end of the body of " + line(4)), report);
    }

    @Test
    @DisplayName("what a checkpointed iteration saves is there for one iteration at a time")
    void namesIterationsThatRunAgain() {
        String report = report("""
                @Differentiable static double f(double x, int n) {
                    double s = x;
                    for (@io.github.cotangent.Checkpoint int t = 0; t < n; t++) s = Math.sin(s) * x;
                    return s;
                }
                """, "fGradient");
        assertTrue(
                report.contains("  saved of one iteration at a time, in the loop in " + line(2) + " `for (@"), report);
        assertTrue(report.contains(": 8 bytes\n    8  s at the start of an iteration of "), report);
        assertFalse(report.contains("saved in each iteration"), report);
    }

    @Test
    @DisplayName("the report is the same each time, changes no code, and is only there if asked for")
    void isAnOption() {
        String members = "@Differentiable({Derivative.GRADIENT, Derivative.HESSIAN, Derivative.PULLBACK})"
                + " static double f(double x) { double y = x; for (int i = 0; i < 3; i++) y *= x; return y; }\n";
        Map<String, String> plain = Sample.compile(members).generated();
        Map<String, String> reported = Sample.compile(members, OPTION).generated();
        assertNull(plain.get(FILE));
        assertEquals(
                reported.get(FILE), Sample.compile(members, OPTION).generated().get(FILE));
        assertEquals(plain.get("SampleDerivatives"), reported.get("SampleDerivatives"));
        assertTrue(reported.get(FILE).contains("fPullbackForward: f, "));
    }
}
