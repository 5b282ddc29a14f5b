package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.Flat;
import io.github.cotangent.testing.Sample;
import io.github.cotangent.testing.Spoiled;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pullbacks: one forward sweep, and reverse sweeps as often as wanted. */
class PullbackTest {
    private static final String KINDS = "@Differentiable({Derivative.PULLBACK, Derivative.VJP}) ";

    private static double[] flat(Object result, String... accessors) {
        Flat flat = new Flat();
        for (String accessor : accessors) {
            flat.add(Sample.part(result, accessor));
        }
        return flat.toArray();
    }

    @Test
    void aNumberHasItsGradientTimesTheSeed() {
        Sample sample = Sample.of("@Differentiable(Derivative.PULLBACK) static double f(double a, double b) "
                + "{ double[] t = {a, b, a}; return t[0] * t[1] * t[2]; }\n");
        Object pullback = sample.call("fPullback", 3.0, 5.0);
        assertEquals(45.0, Sample.part(pullback, "value"));
        for (double seed : new double[] {1, -2, 0, 1}) {
            assertArrayEquals(new double[] {30 * seed, 9 * seed}, flat(Sample.apply(pullback, seed), "a", "b"));
        }
    }

    @Test
    void addsToWhatIsThere() {
        Sample sample = Sample.of("@Differentiable(Derivative.PULLBACK) static double f(double[] x, double b) "
                + "{ return x[0] * x[1] * b; }\n");
        Object pullback = sample.call("fPullback", new double[] {3, 5}, 2.0);
        Object into = sample.fresh("FVjp");
        assertNull(Sample.apply(pullback, 1.0, into));
        Sample.apply(pullback, 10.0, into);
        assertArrayEquals(new double[] {110, 66, 165}, flat(into, "x", "b"));
        Sample.apply(sample.call("fPullback", new double[] {1, 1}, 1.0), 1.0, into);
        assertArrayEquals(new double[] {111, 67, 166}, flat(into, "x", "b"));
    }

    @Test
    void whatDoesNotFitIsRefusedAndChangesNothing() {
        Sample sample = Sample.of("@Differentiable(Derivative.PULLBACK) static double[] f(double[] x, double[] y) "
                + "{ return new double[] {x[0] * y[0]}; }\n");
        Object pullback = sample.call("fPullback", new double[] {3}, new double[] {5});
        assertThrows(IllegalArgumentException.class, () -> Sample.apply(pullback, new double[2]));
        assertThrows(IllegalArgumentException.class, () -> Sample.apply(pullback, (Object) null));
        Object into = sample.fresh("FVjp");
        Sample.apply(sample.call("fPullback", new double[] {3}, new double[] {5, 7}), new double[] {1}, into);
        assertThrows(IllegalArgumentException.class, () -> Sample.apply(pullback, new double[] {1}, into));
        assertArrayEquals(new double[] {5, 3, 0}, flat(into, "x", "y"));
        assertArrayEquals(new double[] {5, 3}, flat(Sample.apply(pullback, new double[] {1}), "x", "y"));
    }

    @Test
    void seedsOfOverwrittenArraysAreThoseOfTheVjp() {
        Sample sample = Sample.of(KINDS + "static double f(double[] x, double[] out) {\n"
                + "    double s = 0;\n"
                + "    for (int i = 0; i < x.length; i++) { out[i] += x[i] * out[i]; x[i] *= out[i]; s += x[i]; }\n"
                + "    return s;\n}\n");
        double[] x = {2, 3};
        double[] out = {0.5, -1};
        Object pullback = sample.call("fPullback", x, out);
        assertArrayEquals(new double[] {3, -12}, x);
        Spoiled.all(x, out);
        Random random = new Random(3);
        for (int i = 0; i < 5; i++) {
            Object[] seeds = {
                random.nextGaussian(),
                new double[] {random.nextGaussian(), random.nextGaussian()},
                new double[] {random.nextGaussian(), random.nextGaussian()}
            };
            Object vjp = sample.call("fVjp", new double[] {2, 3}, new double[] {0.5, -1}, seeds[0], seeds[1], seeds[2]);
            assertArrayEquals(flat(vjp, "x", "out"), flat(Sample.apply(pullback, seeds), "x", "out"), 1e-14);
        }
    }

    /** Elements of local arrays that are read before they are written keep cotangents, which no other sweep may see. */
    @Test
    void nothingIsLeftInLocalArrays() {
        Sample sample = Sample.of(KINDS + """
                static double f(double[] x) {
                    double[] t = new double[2];
                    double s = t[0] * x[0];
                    t[0] = x[0] * x[1];
                    double[][] rows = {t, new double[2]};
                    s += rows[1][1] * x[1];
                    rows[1][1] = t[0] * x[1];
                    double[] old = rows[0];
                    rows[0] = rows[1];
                    rows[1] = old;
                    for (double[] row : rows) s += helper(row, x[0]);
                    return s;
                }
                static double helper(double[] row, double y) {
                    double[] own = new double[3];
                    double sum = own[2] * y;
                    own[2] = row[0] + row[1] * y;
                    return sum + own[2] * own[2];
                }
                """);
        Object pullback = sample.call("fPullback", new double[] {1.5, -0.7});
        double[] wanted = flat(sample.call("fVjp", new double[] {1.5, -0.7}, 1.0), "x");
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(wanted, flat(Sample.apply(pullback, 1.0), "x"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "double s = 1; while (s < 50) { s *= x[0]; x[1] *= s; if (x[1] > 40) break; } return s + x[1];",
                "double s = 0; for (int i = 0; i < 9; i++) { if (i % 3 == 1) continue; if (i == 7) return s; s += x[i % 2] * s + x[1]; }"
                        + " return -s;",
                "return power(x, 5) * x[1];",
                "java.util.function.DoubleUnaryOperator g = t -> t * x[0] + x[1]; double s = 1;"
                        + " for (int i = 0; i < 4; i++) s = g.applyAsDouble(s); return s;",
                "double[][] m = {x, x.clone()}; m[1][0] = x[0] * x[1]; m[0] = m[1]; double s = 0;"
                        + " for (double[] row : m) for (double v : row) s += v * x[1]; return s;",
                "try { return risky(x, 0) + risky(x, 1); } catch (IllegalStateException e) { return x[0] * x[1]; }",
                "java.util.List<double[]> l = new java.util.ArrayList<>(); for (int i = 0; i < 3; i++) l.add(new double[] {x[0] * i, x[1]});"
                        + " l.remove(0); double s = 0; for (double[] v : l) s += v[0] * v[1]; l.get(1)[0] = s; return l.get(1)[0] * x[1];"
            })
    void repeatsOnAnyControlFlow(String body) {
        Sample sample = Sample.of(KINDS + "static double f(double[] x) { " + body + " }\n" + """
                static double power(double[] x, int n) {
                    double[] t = new double[n + 1];
                    double before = t[n] * x[0];
                    t[n] = n == 0 ? 1 : x[0] * power(x, n - 1);
                    return t[n] + before;
                }
                static double risky(double[] x, int i) {
                    if (i == 1 && x[1] > 0) throw new IllegalStateException();
                    return x[i] * x[i];
                }
                """);
        Random random = new Random(5);
        for (double[] point : new double[][] {{1.3, 0.4}, {1.7, -0.6}, {2.1, 3.2}}) {
            double[] used = point.clone();
            Object pullback = sample.call("fPullback", (Object) used);
            double[] plain = point.clone();
            assertEquals(sample.plain("f", (Object) plain), Sample.part(pullback, "value"));
            assertArrayEquals(plain, used);
            Spoiled.all((Object) used);
            boolean overwrites = sample.generated("fVjp").contains("double[] xBar, FVjp");
            for (int i = 0; i < 4; i++) {
                double seed = random.nextGaussian();
                Object vjp = overwrites
                        ? sample.call("fVjp", point.clone(), seed, new double[] {seed, 2})
                        : sample.call("fVjp", point.clone(), seed);
                Object again = overwrites
                        ? Sample.apply(pullback, seed, new double[] {seed, 2})
                        : Sample.apply(pullback, seed);
                assertArrayEquals(flat(vjp, "x"), flat(again, "x"), 1e-12 * Math.abs(flat(vjp, "x")[0]) + 1e-12);
            }
        }
    }

    @Test
    void effectsHappenOnceAndExceptionsPass() {
        Sample sample = Sample.of("""
                static int calls;
                @Differentiable({Derivative.PULLBACK, Derivative.JACOBIAN}) static double[] f(double[] x) throws java.io.IOException {
                    calls++;
                    if (x[0] < 0) throw new java.io.IOException("negative");
                    return new double[] {x[0] * x[1], x[0], x[1]};
                }
                static int calls() { return calls; }
                """);
        Object pullback = sample.call("fPullback", (Object) new double[] {2, 3});
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(new double[] {4, 2}, flat(Sample.apply(pullback, (Object) new double[] {1, 1, 0}), "x"));
        }
        assertEquals(1, sample.plain("calls"));
        sample.call("fJacobian", (Object) new double[] {2, 3});
        assertEquals(2, sample.plain("calls"));
        for (String name : new String[] {"fPullback", "fJacobian"}) {
            java.io.IOException thrown =
                    assertThrows(java.io.IOException.class, () -> sample.call(name, (Object) new double[] {-2, 3}));
            assertEquals("negative", thrown.getMessage());
        }
        assertEquals(4, sample.plain("calls"));
    }

    @Test
    void theResultIsThePlainOne() {
        Sample sample = Sample.of(KINDS + "static double[] f(double[] x) { x[0] *= x[1]; return x; }\n"
                + "@Differentiable(Derivative.PULLBACK) static float g(float x) { return x * x; }\n");
        double[] x = {2, 3};
        Object pullback = sample.call("fPullback", (Object) x);
        assertSame(x, Sample.part(pullback, "value"));
        x[1] = 100;
        double[] found = flat(Sample.apply(pullback, new double[] {1, 10}, new double[] {0.5, 0}), "x");
        assertArrayEquals(new double[] {4.5, 13}, found);
        assertEquals(6f, Sample.part(Sample.apply(sample.call("gPullback", 3f), 1f), "x"));
    }

    /** One array as two arguments, and rows that are one array, have one cotangent. */
    @Test
    void sharedArraysShareTheirCotangent() {
        Sample sample = Sample.of(KINDS + "static double f(double[] x, double[] y, double[][] m) "
                + "{ return x[0] * y[0] + m[0][0] * m[1][0] * x[0]; }\n");
        double[] x = {3};
        Object pullback = sample.call("fPullback", x, x, new double[][] {x, x});
        for (int i = 0; i < 2; i++) {
            assertArrayEquals(new double[] {33, 33, 33, 33}, flat(Sample.apply(pullback, 1.0), "x", "y", "m"));
        }
    }

    /** Sweeps that are cut into several methods, too. */
    @Test
    void longMethodsCanBeRepeated() {
        StringBuilder body = new StringBuilder("double[] t = new double[3]; double s = t[1] * x[0];\n");
        for (int i = 0; i < 600; i++) {
            body.append("t[")
                    .append(i % 3)
                    .append("] += x[")
                    .append(i % 2)
                    .append("] * Math.sin(t[1] + ")
                    .append(i)
                    .append(") + helper(t, ")
                    .append(i % 3)
                    .append(");\n");
        }
        Sample sample = Sample.of(KINDS + "static double f(double[] x) {\n" + body + "return s + t[0] * t[1];\n}\n"
                + "static double helper(double[] t, int i) { double[] u = new double[2]; double v = u[0] * t[i];"
                + " u[0] = t[i] * 0.1; return v + u[0] * 0.1; }\n");
        assertTrue(sample.generated().contains("Frame"), "a method that is not cut");
        double[] point = {0.3, -0.2};
        Object pullback = sample.call("fPullback", (Object) point);
        double[] wanted = flat(sample.call("fVjp", point, 1.0), "x");
        for (double seed : new double[] {1, 2, 1}) {
            double[] found = flat(Sample.apply(pullback, seed), "x");
            assertArrayEquals(Arrays.stream(wanted).map(v -> v * seed).toArray(), found, 1e-12 * Math.abs(wanted[0]));
        }
    }

    /** A chain of states as long as the recursion is deep is gone through without recursion. */
    @Test
    void deepRecursionNeedsNoMoreStackThanTheGradient() {
        Sample sample = Sample.of(
                "@Differentiable({Derivative.PULLBACK, Derivative.GRADIENT}) static double f(double x, int n) "
                        + "{ double[] t = {x}; return n == 0 ? t[0] : t[0] * f(x, n - 1) + t[0]; }\n");
        Object gradient = sample.call("fGradient", 0.5, 2000);
        Object pullback = sample.call("fPullback", 0.5, 2000);
        Sample.apply(pullback, 3.0);
        assertEquals(Sample.part(gradient, "x"), Sample.part(Sample.apply(pullback, 1.0), "x"));
    }
}
