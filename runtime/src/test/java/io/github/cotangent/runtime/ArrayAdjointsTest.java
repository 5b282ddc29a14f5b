package io.github.cotangent.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The JDK operations are linear, so their tangents are the operations themselves, and ⟨bar, J dot⟩ = ⟨Jᵀ bar, dot⟩ tests the
 * adjoints. Numbers are small integers: both sides are exact, in float too.
 */
class ArrayAdjointsTest {
    static IntStream seeds() {
        return IntStream.range(0, 100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void copyOf(int seed) {
        Random random = new Random(seed);
        double[] dot = numbers(random, random.nextInt(8));
        double[] bar = numbers(random, random.nextInt(8));
        double expected = dot(bar, Arrays.copyOf(dot, bar.length));
        double[] before = numbers(random, dot.length);
        double[] aBar = before.clone();
        ArrayAdjoints.copyOf(aBar, bar);
        assertEquals(expected, dot(aBar, dot) - dot(before, dot));
        float[] single = single(before);
        ArrayAdjoints.copyOf(single, single(bar));
        assertArrayEquals(single(aBar), single);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void copyOfRange(int seed) {
        Random random = new Random(seed);
        double[] dot = numbers(random, random.nextInt(8));
        int from = random.nextInt(dot.length + 1);
        double[] bar = numbers(random, random.nextInt(8));
        double expected = dot(bar, Arrays.copyOfRange(dot, from, from + bar.length));
        double[] before = numbers(random, dot.length);
        double[] aBar = before.clone();
        ArrayAdjoints.copyOfRange(aBar, from, bar);
        assertEquals(expected, dot(aBar, dot) - dot(before, dot));
        float[] single = single(before);
        ArrayAdjoints.copyOfRange(single, from, single(bar));
        assertArrayEquals(single(aBar), single);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void fill(int seed) {
        Random random = new Random(seed);
        double[] dot = numbers(random, random.nextInt(8));
        double valueDot = random.nextInt(10);
        int from = random.nextInt(dot.length + 1);
        int to = from + random.nextInt(dot.length + 1 - from);
        double[] after = dot.clone();
        Arrays.fill(after, from, to, valueDot);
        double[] bar = numbers(random, dot.length);
        double expected = dot(bar, after);
        double[] bBar = bar.clone();
        double valueBar = ArrayAdjoints.fill(bBar, from, to);
        assertEquals(expected, dot(bBar, dot) + valueBar * valueDot);
        float[] single = single(bar);
        assertEquals(valueBar, ArrayAdjoints.fill(single, from, to));
        assertArrayEquals(single(bBar), single);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void arraycopyBetweenTwo(int seed) {
        Random random = new Random(seed);
        double[] aDot = numbers(random, random.nextInt(8));
        double[] bDot = numbers(random, random.nextInt(8));
        int length = random.nextInt(Math.min(aDot.length, bDot.length) + 1);
        int from = random.nextInt(aDot.length - length + 1);
        int to = random.nextInt(bDot.length - length + 1);
        double[] after = bDot.clone();
        System.arraycopy(aDot, from, after, to, length);
        double[] aBar = numbers(random, aDot.length);
        double[] bBar = numbers(random, bDot.length);
        double expected = dot(aBar, aDot) + dot(bBar, after);
        float[] aSingle = single(aBar);
        float[] bSingle = single(bBar);
        double[] cleared = bBar.clone();
        ArrayAdjoints.arraycopy(aBar, from, bBar, to, length);
        assertEquals(expected, dot(aBar, aDot) + dot(bBar, bDot));
        ArrayAdjoints.arraycopy(aSingle, from, bSingle, to, length);
        assertArrayEquals(single(aBar), aSingle);
        assertArrayEquals(single(bBar), bSingle);

        // From an array without derivative: only what was overwritten changes.
        double[] expectedCleared = cleared.clone();
        Arrays.fill(expectedCleared, to, to + length, 0);
        float[] clearedSingle = single(cleared);
        ArrayAdjoints.arraycopy(null, from, cleared, to, length);
        assertArrayEquals(expectedCleared, cleared);
        ArrayAdjoints.arraycopy(null, from, clearedSingle, to, length);
        assertArrayEquals(single(expectedCleared), clearedSingle);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void arraycopyWithinOne(int seed) {
        Random random = new Random(seed);
        double[] dot = numbers(random, 1 + random.nextInt(8));
        int length = random.nextInt(dot.length + 1);
        int from = random.nextInt(dot.length - length + 1);
        int to = random.nextInt(dot.length - length + 1);
        double[] after = dot.clone();
        System.arraycopy(after, from, after, to, length);
        double[] bar = numbers(random, dot.length);
        double expected = dot(bar, after);
        float[] single = single(bar);
        ArrayAdjoints.arraycopy(bar, from, bar, to, length);
        assertEquals(expected, dot(bar, dot), () -> from + " to " + to + ", " + length);
        ArrayAdjoints.arraycopy(single, from, single, to, length);
        assertArrayEquals(single(bar), single);
    }

    private static double[] numbers(Random random, int length) {
        return random.doubles(length, -50, 50).map(Math::rint).toArray();
    }

    private static float[] single(double[] numbers) {
        float[] single = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            single[i] = (float) numbers[i];
        }
        return single;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
