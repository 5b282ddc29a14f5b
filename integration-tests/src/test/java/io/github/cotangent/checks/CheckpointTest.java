package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops and calls that run again in the reverse sweep: the same bits as without. */
class CheckpointTest {
    private static final String IMPORTED = "io.github.cotangent.Checkpoint";

    /** The sample as it is, and without checkpoints. */
    private record Both(Sample kept, Sample plain) {
        static Both of(String members) {
            String none = members.replaceAll("@C(\\([^)]*\\))?\\s", "");
            return new Both(Sample.of(members.replace("@C", "@" + IMPORTED)), Sample.of(none));
        }

        void agree(String method, java.util.function.Supplier<Object[]> arguments, String... parts) {
            Object[] given = arguments.get();
            Object[] left = arguments.get();
            Object found = kept.call(method, given);
            Object wanted = plain.call(method, left);
            for (String part : parts) {
                assertSame(Sample.part(wanted, part), Sample.part(found, part), part);
            }
            assertArrayEquals(left, given, "what is left in the arguments");
        }

        private static void assertSame(Object wanted, Object found, String part) {
            assertArrayEquals(new Object[] {wanted}, new Object[] {found}, part);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"@C ", "@C(snapshots = 1) ", "@C(snapshots = 3) ", "@C(bytes = 1 << 9) "})
    void heatEquation(String checkpoint) {
        Both both = Both.of("""
                @Differentiable
                static double f(double[] start, double k, int steps) {
                    double[] u = start;
                    double[] v = start.clone();
                    for (%sint t = 0; t < steps; t++) {
                        for (int i = 1; i < u.length - 1; i++) {
                            v[i] = u[i] + k * u[i] * (u[i - 1] - 2 * u[i] + u[i + 1]);
                        }
                        double[] w = u;
                        u = v;
                        v = w;
                    }
                    double sum = 0;
                    for (double x : u) { sum += x * x; }
                    return sum;
                }
                """.formatted(checkpoint));
        for (int steps : new int[] {0, 1, 2, 3, 17, 100}) {
            both.agree(
                    "fGradient",
                    () -> new Object[] {new double[] {0.1, 0.5, -0.3, 0.8, 0.2}, 0.1, steps},
                    "value",
                    "start",
                    "k");
        }
        assertTrue(both.kept().generated().contains("Checkpoints.resume"));
        assertFalse(both.plain().generated().contains("Checkpoints"));
    }

    /** A row of numbers that each step replaces: what runs again makes other arrays, with other shadows. */
    @Test
    void arraysMadeInEachStep() {
        Both both = Both.of("""
                @Differentiable({Derivative.GRADIENT, Derivative.JACOBIAN})
                static double f(double[] start, double[][] m, int steps) {
                    double[] x = start;
                    double[] best;
                    @C(snapshots = 2) int t = 0;
                    do {
                        double[] y = new double[x.length];
                        for (@C int i = 0; i < x.length; i++) {
                            if (i == 1 && t == 2) continue;
                            for (int j = 0; j < x.length; j++) y[i] += m[i][j] * Math.sin(x[j]);
                        }
                        best = t % 3 == 1 ? x : y;
                        x = y;
                        m[t % 3] = y.clone();
                        t++;
                    } while (t < steps);
                    return x[0] * best[1] + m[0][1];
                }
                """);
        for (int steps : new int[] {1, 2, 3, 4, 9}) {
            both.agree(
                    "fGradient",
                    () -> new Object[] {
                        new double[] {0.3, -0.7, 0.9},
                        new double[][] {{0.5, 0.2, 1}, {2, 0.1, -0.4}, {0.7, 0.6, 1.1}},
                        steps
                    },
                    "value",
                    "start",
                    "m");
        }
    }

    /** Private fields, final ones, objects that come in between; the loop is left by a return. */
    @Test
    void objects() {
        Both both = Both.of("""
                static final class Body {
                    private double x;
                    double v;
                    private final double m;
                    Body next;
                    Body(double x, double v, double m) { this.x = x; this.v = v; this.m = m; }
                }
                @Differentiable({Derivative.GRADIENT, Derivative.PULLBACK})
                static double f(double x, double v, double k, int n) {
                    Body b = new Body(x, v, 2);
                    b.next = new Body(0.5, -0.2, 1.5);
                    for (@C(snapshots = 3) int t = 0; ; t++) {
                        double force = -k * (b.x - b.next.x) * b.x;
                        b.v += force / b.m * 0.1;
                        b.next.v -= force / b.next.m * 0.1;
                        b.x += b.v * 0.1;
                        b.next.x += b.next.v * 0.1;
                        if (t % 7 == 3) {
                            Body c = new Body(b.x * 0.5, b.v, 1.0 + t);
                            c.next = b.next;
                            b.next = c;
                        }
                        if (t == n) {
                            double s = 0;
                            for (Body c = b; c != null; c = c.next) s += c.x * c.v;
                            return s;
                        }
                    }
                }
                """);
        for (int n : new int[] {0, 1, 5, 30}) {
            both.agree("fGradient", () -> new Object[] {1.0, 0.3, 2.0, n}, "value", "x", "v", "k");
        }
    }

    /** A while loop whose length nobody knows, and the static number that it reads, in a state of its own each time. */
    @ParameterizedTest
    @ValueSource(strings = {"@C ", "@C(snapshots = 2) "})
    void newtonsMethod(String checkpoint) {
        Both both = Both.of("""
                static double damping = 0.3;
                @Differentiable(wrt = "a")
                static double f(double a, double tolerance) {
                    %sdouble x = a;
                    while (Math.abs(x * x - a) > tolerance) {
                        x = x - damping * (x * x - a) / (2 * x);
                    }
                    return x;
                }
                """.formatted(checkpoint));
        both.agree("fGradient", () -> new Object[] {2.5, 1e-9}, "value", "a");
    }

    /** The arguments are changed behind the forward sweep, and have what the user put there when the reverse sweep is over. */
    @Test
    void aPullbackRunsAgainOnWhatThereWas() throws Exception {
        Sample sample = Sample.of("""
                @Differentiable({Derivative.GRADIENT, Derivative.PULLBACK})
                static double f(double[] x, double k, int n) {
                    for (@%s(snapshots = 2) int t = 0; t < n; t++) {
                        for (int i = 0; i < x.length; i++) x[i] = k * Math.sin(x[i]) + x[(i + 1) %% x.length];
                    }
                    return x[0] * x[1];
                }
                """.formatted(IMPORTED));
        double[] x = {0.3, 0.9};
        Object gradient = sample.call("fGradient", x.clone(), 0.7, 9);
        Object pullback = sample.call("fPullback", x, 0.7, 9);
        x[0] = 100;
        x[1] = 200;
        for (int i = 0; i < 3; i++) {
            Object cotangents = pullback.getClass()
                    .getMethod("apply", double.class, double[].class)
                    .invoke(pullback, 1.0, new double[2]);
            assertArrayEquals((double[]) Sample.part(gradient, "x"), (double[]) Sample.part(cotangents, "x"));
            assertEquals(Sample.part(gradient, "k"), Sample.part(cotangents, "k"));
            assertArrayEquals(new double[] {100, 200}, x);
        }
    }

    /** A recursion by halves, over numbers and over an array; each call keeps what it is given. */
    @Test
    void recursion() {
        Both both = Both.of("""
                @C
                static double run(int from, int to, double x, double k) {
                    if (to - from == 1) return x + 0.01 * k * Math.sin(x + from) * x;
                    int middle = (from + to) >>> 1;
                    double half = run(from, middle, x, k);
                    return run(middle, to, half, k);
                }
                @Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.HVP})
                static double numbers(double x, double k, int n) { return run(0, n, x, k) * k; }

                @C
                static void push(double[] u, double k, int n) {
                    if (n > 1) { push(u, k, n / 2); push(u, k, n - n / 2); return; }
                    for (int i = 0; i < u.length; i++) u[i] += k * u[i] * u[(i + 1) % u.length];
                }
                @Differentiable
                static double array(double[] u, double k, int n) { push(u, k, n); return u[0] * u[1]; }
                """);
        for (int n : new int[] {1, 2, 3, 100}) {
            both.agree("numbersGradient", () -> new Object[] {0.7, 0.3, n}, "value", "x", "k");
            both.agree("numbersHvp", () -> new Object[] {0.7, 0.3, n, 1.0, -0.5}, "value", "x", "k");
            both.agree("arrayGradient", () -> new Object[] {new double[] {0.5, 0.2, 0.1}, 0.01, n}, "value", "u", "k");
        }
    }
}
