package io.github.cotangent.frontend;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Static fields that helpers, lambdas and anonymous classes change between reads. Each read was taken for the value of the
 * last assignment in the method itself, which the reverse sweep then used: a wrong gradient.
 */
class StaticStateTest {
    private static final String HEAD = """
            package p;

            import static io.github.cotangent.Derivative.*;
            import io.github.cotangent.Differentiable;

            class S {
                static int calls;
                static int idx;
                static boolean flag;
                static double rate = 2;
                static void bump() { calls += 4; idx = (idx + 1) % 3; flag = !flag; rate *= 2; }
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "calls = 4; Runnable r = new Runnable() { @Override public void run() { calls += 4; } }; r.run();"
                        + " return x * x * calls;",
                "calls = 4; Runnable r = () -> { calls += 4; }; double y = x * calls; r.run(); return y * x * calls;",
                "calls = 4; Runnable r = S::bump; r.run(); return x * x * calls;",
                "calls = 1; bump(); return x * x * calls;",
                "rate = 2; double s = x * x * rate; bump(); s += x * x * rate;"
                        + " for (int i = 0; i < 3; i++) { s *= rate * x; bump(); } return s / rate;",
                "calls = 1; double s = 0; while (calls < 20) { s += x * x * calls; bump(); } return s * calls;",
                "flag = true; double s = x; if (flag) s *= x; bump(); if (flag) s *= 3; else s *= 5 * x; bump();"
                        + " return flag ? s * x : s;",
                "calls = 2; double s = Math.pow(x, calls); bump(); s += x % (calls + 0.5) + Math.pow(x, calls);"
                        + " switch (calls) { case 6: s *= x; break; default: s *= 2; } bump();"
                        + " switch (calls) { case 6: s *= x; break; default: s *= 2 * x * x; } bump(); return s;",
                "idx = 0; double s = a[idx] * a[0]; bump(); s += a[idx] * a[1]; a[idx] *= s; bump();"
                        + " return s * a[idx] * a[0] * a[1] * x;",
                "idx = 1; double[] b = new double[4]; System.arraycopy(a, idx, b, 0, idx + 1); bump();"
                        + " System.arraycopy(a, 0, b, idx, 2); idx = 0; return x * b[0] * b[1] * b[2] * a[idx];",
            })
    void everyReadKeepsItsValue(String body) throws Exception {
        Checked.compile(
                        "p.S",
                        HEAD
                                + "    @SuppressWarnings(\"cotangent\") @Differentiable({GRADIENT, JVP}) static double f(double x, double[] a) { "
                                + body + " }\n}\n")
                .gradient("p.S", "f", 1.3, new double[] {0.7, 1.1, 0.9, 1.4});
    }
}
