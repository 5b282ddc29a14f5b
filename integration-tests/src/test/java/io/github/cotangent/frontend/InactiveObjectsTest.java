package io.github.cotangent.frontend;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Helpers that only look into the objects they are given. A read of a field that is not final was taken for a place the
 * helper leaves data at, and refused.
 */
class InactiveObjectsTest {
    private static final String HEAD = """
            package p;

            import static io.github.cotangent.Derivative.*;
            import io.github.cotangent.Differentiable;
            import java.util.*;

            class S {
                static class Config {
                    double scale = 2;
                    int n = 3;
                    double[] table = {1, 2, 3};
                    Config next;
                    List<Double> weights = List.of(1.5, 2.5);
                    double scale() { return scale; }
                }
                static double scaled(Config c, double x) { return c.scale * x; }
                static double tabled(Config c, double x) {
                    double s = 0;
                    for (int i = 0; i < c.n; i++) s += c.table[i] * Math.sin(x + i);
                    return s;
                }
                static double called(Config c, double x) {
                    return c.next == null ? c.scale() * x : c.next.scale() * x * x * c.weights.get(1);
                }
                static double counted(Config c, double x) { c.n++; return x * x * c.n; }
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Config c = new Config(); return scaled(c, x * x) * a[0];",
                "Config c = new Config(); c.next = c; return tabled(c, x * a[1]) + called(c, x);",
                "Config c = new Config(); double s = 0; for (double v : a) s += counted(c, v * x); return s * c.n;",
                "Config[] all = {new Config(), new Config()}; all[1].scale = 5; double s = 0;"
                        + " for (Config each : all) s = s * x + scaled(each, a[0] * x); return s;",
            })
    void areLookedInto(String body) throws Exception {
        Checked.compile(
                        "p.S",
                        HEAD + "    @SuppressWarnings(\"cotangent\") @Differentiable({GRADIENT, JVP})"
                                + " static double f(double x, double[] a) { " + body + " }\n}\n")
                .gradient("p.S", "f", 1.3, new double[] {0.7, 1.1, 0.9, 1.4});
    }
}
