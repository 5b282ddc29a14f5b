package io.github.cotangent.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot run again, or cannot be put back, is refused. */
class CheckpointErrorsTest {
    private static List<String> messages(String kind, String members) {
        MemoryCompiler.Result result = MemoryCompiler.compile(Map.of("S", """
                import io.github.cotangent.*;
                import java.util.*;
                class S {
                    static int count;
                    static double rate = 1;
                    static void count() { count++; }
                    static double rated(double x) { return x * rate; }
                    @Differentiable(%s)
                    %s
                }
                """.formatted(kind, members)));
        return MessageTest.messages(result).stream()
                .map(message -> message.getMessage(null))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count++ | this has effects besides what it computes",
                "count() | this has effects besides what it computes",
                "x *= random.nextDouble() | this has effects besides what it computes",
                "x *= list.remove(0)[0] | there is a collection on the way",
                "list.get(0)[0] = list.get(0)[0] * x; x = list.get(0)[0] | there is a collection on the way"
            })
    void whatCannotRunAgain(String step, String reason) {
        List<String> messages = messages("wrt = \"x\"", """
                static double f(double x, int n, Random random) {
                    List<double[]> list = new ArrayList<>();
                    list.add(new double[] {x});
                    for (@Checkpoint int t = 0; t < n; t++) { %s; x = x * x; }
                    return x;
                }
                """.formatted(step));
        assertEquals(1, messages.size(), messages::toString);
        assertTrue(messages.get(0).startsWith("[COT031] "), messages::toString);
        assertTrue(messages.get(0).contains(reason), messages::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@Checkpoint int k = 0; k++; for (int t = 0; t < n; t++) x *= x; | there is none directly behind",
                "for (@Checkpoint(snapshots = -1) int t = 0; t < n; t++) x *= x; | this is not a number of snapshots",
                "for (double y : List.of(x, 2 * x)) { x *= y; } for (@Checkpoint double y : List.of(1.0, x)) x *= y; | a collection",
                "try { for (@Checkpoint int t = 0; t < n; t++) x *= x / (n / t); } catch (ArithmeticException e) { x = 1; }"
                        + " | an exception that is caught may end it"
            })
    void whereItSaysNothing(String body, String reason) {
        List<String> messages = messages("wrt = \"x\"", "static double f(double x, int n) { " + body + " return x; }");
        assertEquals(1, messages.size(), messages::toString);
        assertTrue(messages.get(0).startsWith("[COT031] "), messages::toString);
        assertTrue(messages.get(0).contains(reason), messages::toString);
    }

    /** A method called from the loop looks at a static field; that may have changed when the reverse sweep comes to it. */
    @ParameterizedTest
    @CsvSource({"'', 0", "rate = 2;, 1", "count();, 1"})
    void staticStateThatMayHaveChanged(String effect, int errors) {
        List<String> messages = messages("{Derivative.GRADIENT, Derivative.PULLBACK}", """
                static double f(double x, int n) {
                    for (@Checkpoint int t = 0; t < n; t++) x = rated(x) * x;
                    %s
                    return x;
                }
                """.formatted(effect));
        assertTrue(messages.stream().allMatch(message -> message.contains("look at static state")), messages::toString);
        assertEquals(errors, messages.stream().distinct().count(), messages::toString);
    }
}
