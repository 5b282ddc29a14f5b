package io.github.cotangent.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.Sample;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of streams, beyond the values and gradients of the catalogue: bits of sums, exceptions, what stays as it is. */
class StreamsTest {
    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        1e16
    };

    /** The JDK sums with compensation. */
    @Test
    void sumsAndMeansHaveTheBitsOfTheJdk() {
        Sample sample = Sample.of("""
                @Differentiable
                public static double total(double[] x) {
                    return java.util.Arrays.stream(x).filter(v -> v != 7).sum();
                }
                @Differentiable
                public static double mean(double[] x) {
                    return java.util.Arrays.stream(x).average().orElse(-1);
                }
                """);
        Random random = new Random(31);
        for (int run = 0; run < 3000; run++) {
            double[] x = new double[random.nextInt(12)];
            for (int i = 0; i < x.length; i++) {
                boolean special = random.nextInt(20) == 0;
                double size = Math.pow(10, random.nextInt(30) - 15);
                x[i] = special ? SPECIAL[random.nextInt(SPECIAL.length)] : (random.nextDouble() - 0.5) * size;
            }
            for (String method : new String[] {"total", "mean"}) {
                Object plain = sample.plain(method, x);
                Object gradient = sample.call(method + "Gradient", x);
                assertEquals(plain, Sample.part(gradient, "value"), method);
            }
            double[] ones = new double[x.length];
            java.util.Arrays.fill(ones, 1.0);
            assertArrayEquals(ones, (double[]) Sample.part(sample.call("totalGradient", x), "x"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x.length == 0 ? 1 : Arrays.stream(x).limit(n).sum()",
                "Arrays.stream(x).skip(n).sum()",
                "Arrays.stream(x, n, 2).sum()",
                "Arrays.stream(x, 1, n + 5).sum()",
                "Arrays.stream(x, 2, 2 + n).sum()",
                "Arrays.stream(x).filter(v -> v > 5).max().getAsDouble()",
                "Arrays.stream(x).filter(v -> v > 5).average().orElseThrow()",
                "Arrays.stream(x).filter(v -> v > 5).min().orElseThrow(() -> new IllegalStateException(\"none \" + n))",
                "Arrays.stream(n < 0 ? null : x).sum()",
                "Arrays.stream(x).map(v -> x[(int) v]).sum()",
                "IntStream.rangeClosed(Integer.MAX_VALUE + n + 1, Integer.MAX_VALUE).mapToDouble(i -> i * x[i]).sum()",
            })
    void exceptionsAreThoseOfThePlainCall(String expression) {
        Sample sample = Sample.of("@Differentiable(wrt = \"x\") public static double f(double[] x, int n) { return "
                + expression
                        .replace("Arrays.", "java.util.Arrays.")
                        .replace("IntStream.", "java.util.stream.IntStream.")
                + "; }");
        double[] x = {1, 2, 3};

        Exception plain = assertThrows(Exception.class, () -> sample.plain("f", x, -1));
        Exception found = assertThrows(Exception.class, () -> sample.call("fGradient", x, -1));

        boolean ends = expression.contains("Closed");
        assertEquals(ends ? ArithmeticException.class : plain.getClass(), found.getClass());
        if (!ends && !(plain instanceof NullPointerException)) {
            assertEquals(plain.getMessage(), found.getMessage());
        }
    }

    /** The check of the size comes before the elements, and so do the arguments, in order. */
    @Test
    void whatAStreamIsMadeOfIsEvaluatedBeforeItsElements() {
        Sample sample = Sample.of("""
                static StringBuilder log = new StringBuilder();
                static int noted(int value, String name) {
                    log.append(name);
                    return value;
                }
                public static String taken() {
                    String text = log.toString();
                    log.setLength(0);
                    return text;
                }
                @Differentiable
                public static double f(double[] x) {
                    return java.util.Arrays.stream(x, noted(0, "b"), noted(3, "c"))
                            .peek(v -> log.append((int) v))
                            .map(v -> v * noted(2, "m"))
                            .skip(noted(1, "d"))
                            .filter(v -> noted(1, "f") > 0)
                            .limit(noted(1, "e"))
                            .reduce(noted(5, "g"), (p, q) -> p * q * noted(1, "h"));
                }
                """);
        double[] x = {1, 2, 3};
        Object plain = sample.plain("f", x);
        Object log = sample.plain("taken");

        Object gradient = sample.call("fGradient", x);

        assertEquals("bcdeg1m2mfh", log);
        assertEquals(log, sample.plain("taken"));
        assertEquals(plain, Sample.part(gradient, "value"));
        assertArrayEquals(new double[] {0, 10, 0}, (double[]) Sample.part(gradient, "x"));
    }

    @Test
    void whatCarriesNothingStaysText() {
        Sample sample = Sample.of("""
                @Differentiable
                public static double f(double x, java.util.List<String> names) {
                    int letters = names.stream().mapToInt(String::length).sorted().sum();
                    String all = names.stream().filter(name -> name.length() > 1).collect(java.util.stream.Collectors.joining());
                    long few = java.util.stream.IntStream.range(0, letters).filter(i -> i % 2 == 0).count();
                    return x * letters + all.length() * few;
                }
                """);
        assertTrue(sample.generated().contains("names.stream().mapToInt(String::length).sorted().sum()"));
        assertTrue(sample.generated().contains(".filter(i -> i % 2 == 0).count()"));
        assertEquals(5.0, Sample.part(sample.call("fGradient", 3.0, java.util.List.of("a", "bcde")), "x"));
    }

    /** The sum needs no buffer: the reverse sweep gives its cotangent to every term. */
    @Test
    void aSumSavesNothing() {
        String generated = Sample.of("""
                @Differentiable
                public static double f(double[] x) {
                    return java.util.Arrays.stream(x).map(v -> v * v).sum();
                }
                """).generated("fGradient");
        assertFalse(generated.contains("Saved"), generated);
        assertFalse(generated.contains("new double"), generated);
    }
}
