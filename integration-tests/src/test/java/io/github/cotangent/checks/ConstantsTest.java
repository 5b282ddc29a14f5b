package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.cotangent.testing.Sample;
import org.junit.jupiter.api.Test;

/** What is taken for constant with {@code @NonDifferentiable}. */
class ConstantsTest {
    private static final String BOTH = "@Differentiable({Derivative.GRADIENT, Derivative.JVP}) ";

    private static double gradient(Sample sample, String accessor, Object... arguments) {
        return (double) Sample.part(sample.call("fGradient", arguments), accessor);
    }

    private static void derivative(double expected, Sample sample, double x) {
        assertEquals(expected, gradient(sample, "x", x));
        assertEquals(expected, Sample.part(sample.call("fJvp", x, 1.0), "tangent"));
    }

    @Test
    void methods() {
        Sample sample = Sample.of("""
                static double sum;
                static java.util.List<Double> seen = new java.util.ArrayList<>();
                @io.github.cotangent.NonDifferentiable static double scale(double x) { sum += x; return x * x; }
                @io.github.cotangent.NonDifferentiable static double[] basis(double x) { return new double[] {x, 1}; }
                @io.github.cotangent.NonDifferentiable static void log(double x, double[] a) { seen.add(x + a[0]); }
                @io.github.cotangent.NonDifferentiable static Double box(double x) { return x; }
                @io.github.cotangent.NonDifferentiable static int count(double x) { return (int) x; }
                """ + BOTH + """
                static double f(double x) {
                    double[] a = {x, x};
                    log(x, a);
                    a[1] = scale(a[0]) * x;
                    return a[1] + basis(x)[0] * x + box(x) * x + count(x) * x;
                }
                """);
        derivative(9 + 3 + 3 + 3, sample, 3);
        assertEquals(9 * 3 + 9 + 9 + 9.0, gradient(sample, "value", 3.0));
    }

    /** What nothing is computed from may get anything. */
    @Test
    void methodsThatKeepALog() {
        Sample sample = Sample.of("""
                static class Log { double[] all = new double[3]; int n; @io.github.cotangent.NonDifferentiable void add(double x) { all[n++] = x; } }
                @io.github.cotangent.NonDifferentiable static void keep(double[] log, double x) { log[0] = x; }
                """ + BOTH + """
                static double f(double x) {
                    Log log = new Log();
                    double[] last = new double[1];
                    log.add(x);
                    keep(last, x * x);
                    return x * x * log.n;
                }
                """);
        derivative(6, sample, 3);
    }

    /** The one that runs decides: an override without the annotation has a derivative. */
    @Test
    void methodsOfObjects() {
        Sample sample = Sample.of(
                """
                static class Noise { @io.github.cotangent.NonDifferentiable double at(double x) { return 5 * x; } }
                static class Own extends Noise { @Override double at(double x) { return super.at(x) * x; } }
                """ + BOTH
                        + "static double f(double x) { Noise a = new Noise(); Noise b = new Own(); return x * a.at(x) + b.at(x); }");
        derivative(5 * 2 + 5 * 2, sample, 2);
    }

    @Test
    void fields() {
        Sample sample = Sample.of("""
                static class Box {
                    @io.github.cotangent.NonDifferentiable double k;
                    @io.github.cotangent.NonDifferentiable final double[] a;
                    double w;
                    Box(double k, double w) { this.k = k; this.w = w; a = new double[] {k}; }
                }
                record Pair(double x, @io.github.cotangent.NonDifferentiable double y) {}
                @io.github.cotangent.NonDifferentiable static double last;
                @io.github.cotangent.NonDifferentiable static double[] history = new double[2];
                """ + BOTH + """
                static double f(double x) {
                    Box box = new Box(x, x);
                    box.k += x;
                    last = x;
                    last *= x;
                    history[0] = x;
                    Pair pair = new Pair(x, x);
                    return box.k * box.w + box.a[0] * x + last * x + history[0] * x + pair.x() * pair.y();
                }
                """);
        derivative(6 + 3 + 9 + 3 + 3, sample, 3);
    }

    /** The gradient by an object has its place for such a field, which stays 0. */
    @Test
    void fieldsOfInputs() {
        Sample sample = Sample.of("""
                record Pair(double x, @io.github.cotangent.NonDifferentiable double y) {}
                @Differentiable static double f(Pair pair) { return pair.x() * pair.y(); }
                static double[] run() {
                    var p = SampleDerivatives.fGradient(new Pair(2, 3)).pair();
                    return new double[] {p.x(), p.y()};
                }
                """);
        double[] got = (double[]) sample.plain("run");
        assertEquals(3, got[0]);
        assertEquals(0, got[1]);
    }

    @Test
    void methodsOfOtherClasses() {
        Sample sample = Sample.of("""
                @io.github.cotangent.NonDifferentiable(of = Math.class, method = "exp")
                @io.github.cotangent.NonDifferentiable(of = java.util.random.RandomGenerator.class, method = "nextDouble")
                static final class Rules {}
                """ + BOTH
                + "static double f(double x) { return Math.exp(x) * x + x * new java.util.Random(1).nextDouble(x); }");
        assertEquals(Math.exp(2) + new java.util.Random(1).nextDouble(2), gradient(sample, "x", 2.0));
    }
}
