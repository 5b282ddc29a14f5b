package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.check.GradientCheck;
import io.github.cotangent.runtime.NoDerivativeException;
import io.github.cotangent.testing.MemoryCompiler;
import io.github.cotangent.testing.Sample;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Methods that solve equations: their derivatives are those at the solution, whatever led there. */
class ImplicitFunctionsTest {
    private static final String HEAD = """
            import io.github.cotangent.*;
            import java.util.*;
            import java.util.function.*;

            final class Model {
                // Bits, so that nothing could be found out by following the iterations.
                static double bits(double x) { return Double.longBitsToDouble(Double.doubleToRawLongBits(x)); }

                @ImplicitFunction(residual = "rootError")
                static double root(double a, double b, double guess) {
                    double x = guess;
                    for (int i = 0; i < 60; i++) x = bits(x - (a * x * x * x + x - b) / (3 * a * x * x + 1));
                    return x;
                }
                static double rootError(double x, double b, double a) { return a * x * x * x + x - b; }

                @FixedPoint(step = "kepler")
                static double anomaly(double mean, double eccentricity) {
                    double e = mean;
                    for (int i = 0; i < 200; i++) e = bits(kepler(e, mean, eccentricity));
                    return e;
                }
                static double kepler(double e, double mean, double eccentricity) { return mean + eccentricity * Math.sin(e); }

                /** Gauss-Seidel. */
                @ImplicitFunction(residual = "linear")
                static double[] solve(double[][] a, double[] b) {
                    double[] x = new double[b.length];
                    for (int k = 0; k < 400; k++) {
                        for (int i = 0; i < x.length; i++) {
                            double s = b[i];
                            for (int j = 0; j < x.length; j++) if (j != i) s -= a[i][j] * x[j];
                            x[i] = bits(s / a[i][i]);
                        }
                    }
                    return x;
                }
                static double[] linear(double[] x, double[][] a, double[] b) {
                    double[] r = b.clone();
                    for (int i = 0; i < r.length; i++) for (int j = 0; j < r.length; j++) r[i] -= a[i][j] * x[j];
                    return r;
                }

                /** The stationary distribution of a random surfer. */
                @FixedPoint(step = "surf")
                static double[] rank(double[][] links, double damping) {
                    double[] p = new double[links.length];
                    Arrays.fill(p, 1.0 / p.length);
                    for (int k = 0; k < 300; k++) { p = surf(p, links, damping); for (int i = 0; i < p.length; i++) p[i] = bits(p[i]); }
                    return p;
                }
                static double[] surf(double[] p, double[][] links, double damping) {
                    double[] next = new double[p.length];
                    for (int i = 0; i < p.length; i++) {
                        double out = 0;
                        for (double weight : links[i]) out += weight;
                        for (int j = 0; j < p.length; j++) next[j] += damping * p[i] * links[i][j] / out;
                        next[i] += (1 - damping) / p.length;
                    }
                    return next;
                }

                record Market(double spot, double[] rates) {}
                @ImplicitFunction(residual = "rateError")
                static double rate(Market market, List<double[]> flows, int steps, String name) {
                    double low = -0.5, high = 2;
                    for (int i = 0; i < steps; i++) {
                        double mid = (low + high) / 2;
                        if (rateError(mid, market, flows) > 0) low = mid; else high = mid;
                    }
                    return (low + high) / 2;
                }
                static double rateError(double y, Market market, List<double[]> flows) {
                    double s = -market.spot();
                    for (double[] flow : flows) s += flow[1] * Math.exp(-(y + market.rates()[0]) * flow[0]);
                    return s;
                }

                static class Spring {
                    double stiffness;
                    final double[] loads;
                    private int solved;
                    Spring(double stiffness, double[] loads) { this.stiffness = stiffness; this.loads = loads; }
                    @ImplicitFunction(residual = "force")
                    double length(double scale) {
                        solved++;
                        double x = 0;
                        for (int i = 0; i < 200; i++) x = bits(x - 0.1 * force(x, scale));
                        return x;
                    }
                    double force(double x, double scale) { return stiffness * x + x * x * x - scale * loads[0]; }
                }
                static final class Hard extends Spring {
                    Hard(double stiffness, double[] loads) { super(stiffness, loads); }
                    @Override double force(double x, double scale) { return 2 * stiffness * x - scale * loads[1]; }
                }
                static final class Exact extends Spring {
                    Exact(double stiffness, double[] loads) { super(stiffness, loads); }
                    @Override double length(double scale) { return scale * loads[0] / stiffness; }
                }
            """;

    private static Class<?> model(String members, String... options) throws Exception {
        String[] all = Arrays.copyOf(new String[] {"-Xlint:all", "-Werror"}, 2 + options.length);
        System.arraycopy(options, 0, all, 2, options.length);
        MemoryCompiler.Result result = MemoryCompiler.compile(Map.of("Model", HEAD + members + "\n}\n"), all);
        assertTrue(result.success(), result::errors);
        return result.loader().loadClass("Model");
    }

    private static final String[] BODIES = {
        "return root(p[0], k, 1);",
        "double s = 0; for (int i = 0; i < 3; i++) s += p[i] * root(p[i], s + k, s + 1); return s;",
        "return root(anomaly(p[0], 0.5 * p[1]), root(p[2], k, 1), 1) * k;",
        "return anomaly(k, 0.3 * p[1]) * p[0];",
        "double[] x = solve(new double[][] {{4 + p[0], 1}, {p[1], 5}}, new double[] {p[2], k}); return x[0] * x[1] * k;",
        // Overwritten behind the call, arguments and result.
        "double[][] a = {{4 + p[0], 1}, {p[1], 5}}; double[] b = {p[2], k}; double[] x = solve(a, b); a[0][0] = k; b[0] = 1;"
                + " double s = x[0]; x[0] = k; return s * x[0] + a[0][0] * x[1];",
        "double[] b = {p[0], k, 1}; for (int i = 0; i < 3; i++) b = solve(new double[][] {{9, p[1], 1}, {1, 8, k}, {k, 1, 7}}, b);"
                + " return b[0] + 2 * b[1] - b[2];",
        "double[] r = rank(new double[][] {{0, p[0], p[1]}, {1, 0, k}, {p[2], 0, 0}}, 0.85); return r[0] + 2 * r[1] * r[2];",
        "return rank(new double[][] {{0, 1}, {1, 2}}, 0.5 + 0.1 * k)[0] * p[0];",
        "return rate(new Market(p[0], new double[] {p[1] / 10}), List.of(new double[] {1, 0.2}, new double[] {2, k}), 60, \"x\");",
        "Spring s = new Spring(1 + p[0], new double[] {p[1], p[2]}); return s.length(k) * s.stiffness;",
        "Spring[] all = {new Spring(1 + p[0], p), new Hard(2, p), new Exact(p[2], p)}; double s = 0;"
                + " for (Spring each : all) s += each.length(k); return s;",
        // In functions, in streams, by references, under conditions, in recursion.
        "DoubleUnaryOperator f = x -> root(p[0], x, 1); return f.applyAsDouble(k) + f.applyAsDouble(p[1]);",
        "DoubleBinaryOperator f = Model::anomaly; return f.applyAsDouble(k, 0.2 * p[0]);",
        "return Arrays.stream(p).map(x -> root(x, k, 1)).sum();",
        "return k > 0 ? root(p[0], k, 1) : root(0, k, 1);",
        "return down(3, p[0], k);",
        "try { return solve(new double[][] {{2 + p[0]}}, new double[] {k})[1]; } catch (ArrayIndexOutOfBoundsException e) {"
                + " return root(p[0], k, 1); }",
        // Only a guess, or nothing, matters.
        "return root(2, 3, k) + p[0];",
        "root(p[0], k, 1); solve(new double[][] {{k}}, new double[] {p[1]}); return k;",
        "return solve(new double[0][], new double[0]).length * k;",
    };

    static String[] bodies() {
        return BODIES;
    }

    private static String method(String body) {
        return """
                static double down(int n, double a, double b) { return n == 0 ? b : root(a, down(n - 1, a, b), 1); }
                @SuppressWarnings("cotangent")
                @Differentiable({Derivative.GRADIENT, Derivative.JVP}) static double f(double[] p, double k) { %s }
                """.formatted(body);
    }

    /** Against differences, and both modes against each other. */
    @ParameterizedTest
    @MethodSource("bodies")
    void derivativesAreThoseAtTheSolution(String body) throws Exception {
        for (boolean optimize : new boolean[] {true, false}) {
            Class<?> model = model(method(body), "-Acotangent.optimize=" + optimize);
            GradientCheck.of(model, "f")
                    .at(new double[] {0.9, 0.7, 1.3}, 0.8)
                    .around(3, 2, new double[] {1.4, 0.8, 1.1}, 1.2);
        }
    }
}
