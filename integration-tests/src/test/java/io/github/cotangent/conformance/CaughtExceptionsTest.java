package io.github.cotangent.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.Sample;
import org.junit.jupiter.api.Test;

/** What becomes of try, catch and synchronized, beyond the values and gradients of the catalogue. */
class CaughtExceptionsTest {
    private static final String LOGGED = """
            static StringBuilder log = new StringBuilder();
            static void note(String text) {
                log.append(text);
            }
            public static String taken() {
                String text = log.toString();
                log.setLength(0);
                return text;
            }
            """;

    @Test
    void everyEffectHappensOnceAndInOrder() {
        Sample sample = Sample.of(LOGGED + """
                @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                public static double f(double x, int k) {
                    double s = x;
                    try {
                        note("a");
                        s = s * x;
                        try {
                            note("b");
                            if (k == 1) throw new IllegalStateException("one");
                            note("c");
                            s = s / (6 / k);
                        } catch (IllegalStateException e) {
                            note(e.getMessage());
                            s = s * 2;
                        } finally {
                            note("d");
                        }
                        note("e");
                        s = s * x;
                    } catch (ArithmeticException e) {
                        note("f");
                        s = s * s;
                    }
                    return s;
                }
                """);
        for (int k = 0; k < 3; k++) {
            Object value = sample.plain("f", 1.5, k);
            Object log = sample.plain("taken");
            assertEquals(value, Sample.part(sample.call("fGradient", 1.5, k), "value"));
            assertEquals(log, sample.plain("taken"));
            assertEquals(value, Sample.part(sample.call("fJvp", 1.5, k, 1.0), "value"));
            assertEquals(log, sample.plain("taken"));
        }
    }

    @Test
    void whatIsNotCaughtComesOutAsItIs() {
        Sample sample = Sample.of("""
                static final class Door implements AutoCloseable {
                    final String name;
                    Door(String name) {
                        this.name = name;
                    }
                    @Override
                    public void close() {
                        throw new IllegalStateException("stuck: " + name);
                    }
                }
                @Differentiable
                public static double f(double[] x, int k) {
                    double s = 1;
                    try (Door front = new Door("front"); Door back = new Door("back")) {
                        s = s * x[k] * front.name.length() * back.name.length();
                    } catch (ArithmeticException e) {
                        s = 2;
                    }
                    return s;
                }
                """);
        for (int k : new int[] {0, 9}) {
            Exception plain = assertThrows(RuntimeException.class, () -> sample.plain("f", new double[] {2}, k));
            Object into = sample.fresh("FGradient");
            Exception found =
                    assertThrows(RuntimeException.class, () -> sample.call("fGradient", new double[] {2}, k, into));
            assertEquals(plain.toString(), found.toString());
            assertEquals(k == 0 ? 1 : 2, found.getSuppressed().length);
            for (int i = 0; i < plain.getSuppressed().length; i++) {
                assertEquals(plain.getSuppressed()[i].toString(), found.getSuppressed()[i].toString());
            }
            assertEquals(0.0, Sample.part(into, "value"));
        }
    }

    /** Forward, a callee that throws leaves values and tangents alike. */
    @Test
    void aCallLeftHalfDoneHasATangent() {
        Sample sample = Sample.of("""
                static void fill(double[] a, double x) {
                    a[0] = x * a[0];
                    if (x > 2) throw new IllegalArgumentException();
                    a[0] *= x;
                }
                @Differentiable(Derivative.JVP)
                public static double f(double x) {
                    double[] a = {x * x};
                    try {
                        fill(a, x);
                    } catch (IllegalArgumentException e) {
                        a[0] *= 5;
                    }
                    return a[0];
                }
                """);
        assertEquals(135.0, Sample.part(sample.call("fJvp", 3.0, 1.0), "tangent"));
        assertEquals(4.0, Sample.part(sample.call("fJvp", 1.0, 1.0), "tangent"));
    }

    @Test
    void theLockIsHeldWhereItIsForThePlainCall() {
        Sample sample = Sample.of("""
                public static final Object LOCK = new Object();
                static double held(double x) {
                    if (!Thread.holdsLock(LOCK)) throw new IllegalStateException();
                    return x * x;
                }
                static synchronized double own(double x) {
                    if (!Thread.holdsLock(Sample.class)) throw new IllegalStateException();
                    return x * x;
                }
                static final class Account {
                    double sum;
                    synchronized double add(double x) {
                        notifyAll(); // throws without the lock
                        sum += x;
                        return sum;
                    }
                }
                @Differentiable
                public static double f(double x) {
                    Account account = new Account();
                    double s;
                    synchronized (LOCK) {
                        s = held(x) * x;
                    }
                    if (Thread.holdsLock(LOCK)) throw new IllegalStateException();
                    return s + own(x) + account.add(x) * account.add(x);
                }
                """);
        // x³ + x² + 2 x²
        assertEquals(24.0, Sample.part(sample.call("fGradient", 2.0), "x"));
    }

    /** Where nothing is undone, nothing is recorded. */
    @Test
    void aClauseThatThrowsOnCostsNothing() {
        String generated = Sample.of("""
                @Differentiable
                public static double f(double[] x) {
                    try {
                        return x[0] * x[1];
                    } catch (ArrayIndexOutOfBoundsException e) {
                        throw new IllegalArgumentException("two numbers are needed", e);
                    }
                }
                """).generated("fGradient");
        assertFalse(generated.contains("caught"), generated);
        assertFalse(generated.contains("exit"), generated);
        assertTrue(generated.contains("catch (ArrayIndexOutOfBoundsException e)"), generated);
    }

    @Test
    void whatCarriesNothingStaysText() {
        String generated = Sample.of("""
                static int parsed(String text) {
                    int n = 0;
                    try {
                        n = Integer.parseInt(text);
                    } catch (NumberFormatException e) {
                        System.err.print("");
                    }
                    return n;
                }
                @Differentiable
                public static double f(double x, String text) {
                    int n = 1;
                    try {
                        n = Integer.parseInt(text);
                    } catch (NumberFormatException e) {
                        n = parsed("3");
                    }
                    return x * n;
                }
                """).generated("fGradient");
        assertTrue(generated.contains("try {"), generated);
        assertFalse(generated.contains("caught"), generated);
    }

    /** Long methods are cut into parts; those of a try body throw what it catches. */
    @Test
    void longBodiesAreCutAndGoOnToBeCaught() {
        StringBuilder body = new StringBuilder("""
                static double g(double v, int k) throws java.io.IOException {
                    if (v > 1e6) throw new java.io.IOException();
                    return v * (k + 1) * 0.01;
                }
                @Differentiable
                public static double f(double[] x, int n) {
                    double s = 1;
                    double t = 0.5;
                    try {
                """);
        for (int i = 0; i < 300; i++) {
            body.append("        s = s * 0.5 + x[").append(i % 3).append("] * t;\n");
            body.append("        t = t * 0.7 + s * 0.01;\n");
            if (i % 50 == 49) {
                body.append("        s = s + g(s, ").append(i % 7).append(");\n");
                body.append("        if (n == ").append(i).append(") t = t * x[n];\n");
            }
        }
        body.append("""
                    } catch (java.io.IOException | ArrayIndexOutOfBoundsException e) {
                        s = s * t * x[0];
                    }
                    return s * s;
                }
                """);
        Sample sample = Sample.of(body.toString());
        assertTrue(sample.generated().contains("fGradientPart1("));
        for (int n : new int[] {0, 149, 299}) {
            double[] x = {0.3, 0.7, 1.1};
            double[] gradient = (double[]) Sample.part(sample.call("fGradient", x, n), "x");
            double[] differences = new double[3];
            for (int i = 0; i < 3; i++) {
                double[] up = x.clone();
                double[] down = x.clone();
                up[i] += 1e-6;
                down[i] -= 1e-6;
                differences[i] = ((double) sample.plain("f", up, n) - (double) sample.plain("f", down, n)) / 2e-6;
            }
            assertArrayEquals(differences, gradient, 1e-6);
        }
    }
}
