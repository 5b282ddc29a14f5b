package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.cotangent.testing.Sample;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** O02: expressions nested 400 levels deep go through the parser, all passes, the printer and the compiler. */
class DeepExpressionsTest {
    private static final int LEVELS = 400;
    private static final double X = 0.5;

    static Stream<Arguments> expressions() {
        String left = "x";
        String right = "x";
        String parentheses = "x";
        String calls = "x";
        String helpers = "x";
        String ternaries = "x";
        for (int i = 0; i < LEVELS; i++) {
            left = i % 2 == 0 ? left + " * 0.5" : left + " + x";
            right = i % 2 == 0 ? "x + (" + right + ")" : "0.5 * (" + right + ")";
            parentheses = "(" + parentheses + ")";
            calls = "Math.sin(" + calls + ")";
            helpers = "half(" + helpers + ")";
            ternaries = "(x > " + i + " ? x * x : " + ternaries + ")";
        }
        double sine = 1;
        double at = X;
        for (int i = 0; i < LEVELS; i++) {
            sine *= Math.cos(at);
            at = Math.sin(at);
        }
        return Stream.of(
                // x * 0.5 + x * 0.5 + … + x: a product binds to the operand before it.
                Arguments.of("left", left, 200 * 0.5 + 1),
                Arguments.of("right", right, 1.0),
                Arguments.of("parentheses", parentheses, 1.0),
                Arguments.of("Math.sin", calls, sine),
                Arguments.of("helpers", helpers, Math.pow(0.5, LEVELS)),
                Arguments.of("ternaries", ternaries, 2 * X));
    }

    @ParameterizedTest(name = "O02: {0}")
    @MethodSource("expressions")
    @DisplayName("O02: 400 levels")
    void nested(String name, String expression, double slope) throws Exception {
        Sample sample = onDeepStack(() -> Sample.of("static double half(double a) { return a * 0.5; }\n"
                + "@Differentiable({Derivative.GRADIENT, Derivative.JVP}) static double f(double x) { return "
                + expression
                + "; }\n"));
        Object gradient = sample.call("fGradient", X);
        assertEquals(sample.plain("f", X), Sample.part(gradient, "value"));
        assertEquals(slope, (double) Sample.part(gradient, "x"), 1e-12 * slope);
        assertEquals(slope, (double) Sample.part(sample.call("fJvp", X, 1.0), "tangent"), 1e-12 * slope);
    }

    /** javac itself needs some megabytes for calls as arguments of calls, with or without a processor. */
    private static <T> T onDeepStack(Callable<T> task) throws Exception {
        FutureTask<T> future = new FutureTask<>(task);
        new Thread(null, future, "deep", 64L << 20).start();
        return future.get();
    }
}
