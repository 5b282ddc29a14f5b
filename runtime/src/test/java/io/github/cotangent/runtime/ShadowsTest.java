package io.github.cotangent.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.IdentityHashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShadowsTest {

    // ---- zeros

    @Test
    void zerosHaveTheShape() {
        assertArrayEquals(new double[3], Shadows.zeros(new double[] {1, 2, 3}));
        assertArrayEquals(new float[2], Shadows.zeros(new float[] {1, 2}));
        assertArrayEquals(new double[0], Shadows.zeros(new double[0]));
        double[][] jagged = {{1}, null, {}, {2, 3}};
        assertArrayEquals(new double[][] {{0}, null, {}, {0, 0}}, Shadows.zeros(jagged));
        float[][][] cube = {{{1, 2}}, {}, null};
        float[][][] zeros = Shadows.zeros(cube);
        assertArrayEquals(new float[][][] {{{0, 0}}, {}, null}, zeros);
        assertArrayEquals(new float[][][] {{{1, 2}}, {}, null}, cube);
    }

    @Test
    void zerosOfNullAreNull() {
        assertNull(Shadows.zeros((double[]) null));
        assertNull(Shadows.zeros((float[]) null));
        assertNull(Shadows.zeros((double[][]) null));
        assertNull(Shadows.zeros((double[][]) null, new IdentityHashMap<>()));
    }

    @Test
    void sharedRowsHaveSharedZeros() {
        double[] row = {1, 2};
        double[][] matrix = {row, {3, 4}, row};
        double[][] zeros = Shadows.zeros(matrix);
        assertSame(zeros[0], zeros[2]);
        assertNotSame(zeros[0], zeros[1]);
        assertNotSame(row, zeros[0]);
    }

    @Test
    void sharedMatricesHaveSharedZeros() {
        double[][] matrix = {{1}, {2}};
        double[][][] cube = {matrix, {{3}}, matrix, {matrix[1]}};
        double[][][] zeros = Shadows.zeros(cube);
        assertSame(zeros[0], zeros[2]);
        assertSame(zeros[0][1], zeros[3][0]);
        assertNotSame(zeros[0], zeros[1]);
    }

    @Test
    void argumentsThatAreOneArrayHaveOneShadow() {
        double[] a = {1, 2};
        double[][] rows = {a, {3}};
        IdentityHashMap<Object, Object> known = Shadows.shared(a, rows, a);
        assertNotNull(known);
        double[] first = Shadows.zeros(a, known);
        double[][] second = Shadows.zeros(rows, known);
        assertSame(first, second[0]);
        assertSame(first, Shadows.zeros(a, known));
        assertSame(second, Shadows.zeros(rows, known));
        assertNotSame(first, Shadows.zeros(new double[] {1, 2}, known));
    }

    // ---- shared

    @Test
    void differentArraysAreNotShared() {
        double[] a = {1};
        double[] b = {1};
        float[] c = {1};
        assertNull(Shadows.shared(a, b));
        assertNull(Shadows.shared(a, c, b));
        assertNull(Shadows.shared(a, b, c, new double[1]));
        assertNull(Shadows.shared(a, b, c, new double[1], new double[1]));
        assertNull(Shadows.shared(a));
        assertNull(Shadows.shared(new double[][] {a, b}));
        assertNull(Shadows.shared(new double[][][] {{a, b}, {null}, null}));
    }

    @Test
    void nullsAreNoArrays() {
        double[] none = null;
        double[][] noMatrix = null;
        double[] a = {1};
        assertNull(Shadows.shared(none, none));
        assertNull(Shadows.shared(none, a, none));
        assertNull(Shadows.shared(none, a, none, none));
        assertNull(Shadows.shared(none, none, none, none, none));
        assertNull(Shadows.shared(noMatrix));
        assertNull(Shadows.shared(new double[][] {null, null}, noMatrix));
    }

    @Test
    void everyPairOfArgumentsIsCompared() {
        for (int count = 2; count <= 6; count++) {
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < i; j++) {
                    double[][] a = new double[count][1];
                    a[i] = a[j];
                    IdentityHashMap<Object, Object> known = switch (count) {
                        case 2 -> Shadows.shared(a[0], a[1]);
                        case 3 -> Shadows.shared(a[0], a[1], a[2]);
                        case 4 -> Shadows.shared(a[0], a[1], a[2], a[3]);
                        case 5 -> Shadows.shared(a[0], a[1], a[2], a[3], a[4]);
                        default -> Shadows.shared(a[0], a[1], a[2], a[3], a[4], a[5]);
                    };
                    assertNotNull(known, count + " arrays, " + i + " and " + j);
                    assertTrue(known.isEmpty());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 31, 32, 33, 40, 1000})
    void sharedRowsAreFoundHoweverManyThereAre(int rows) {
        Random random = new Random(rows);
        double[][] matrix = new double[rows][1];
        assertNull(Shadows.shared(matrix));
        assertNull(Shadows.shared(matrix, new double[1]));
        int i = 1 + random.nextInt(rows - 1);
        matrix[i] = matrix[random.nextInt(i)];
        assertNotNull(Shadows.shared(matrix));
        assertNotNull(Shadows.shared(new double[1], matrix));
        assertNotNull(Shadows.shared(new double[1], null, matrix));
        assertNotNull(Shadows.shared(new double[1], null, null, matrix));
        assertNotNull(Shadows.shared((Object) new double[][][] {{new double[1]}, matrix}));
    }

    @Test
    void aRowOfOneArgumentMayBeAnother() {
        double[][] matrix = {{1}, {2}};
        assertNotNull(Shadows.shared(matrix, matrix[1]));
        assertNotNull(Shadows.shared(matrix[1], new float[1], matrix));
        assertNotNull(Shadows.shared(matrix, new double[][] {{3}, matrix[0]}));
        assertNotNull(Shadows.shared(matrix, matrix));
    }

    // ---- claim, fresh, settle

    @Test
    void aClaimIsTheBufferOrNew() {
        double[] buffer = {1, 2};
        assertSame(buffer, Shadows.claim("w", buffer, new double[2]));
        assertSame(buffer, Shadows.claim("w", buffer, new double[2], null));
        assertArrayEquals(new double[2], Shadows.claim("w", null, new double[] {3, 4}));
        float[] single = {1};
        assertSame(single, Shadows.claim("w", single, new float[1]));
        assertArrayEquals(new float[1], Shadows.claim("w", null, new float[] {3}));
        double[][] matrix = {{1}, {2, 3}};
        assertSame(matrix, Shadows.claim("w", matrix, new double[][] {{0}, {0, 0}}));
        assertArrayEquals(new double[][] {{0}}, Shadows.claim("w", null, new double[][] {{5}}));
    }

    @Test
    void aNullArgumentLeavesTheBufferAlone() {
        double[] buffer = {1, 2};
        assertSame(buffer, Shadows.claim("w", buffer, null));
        assertNull(Shadows.claim("w", (double[]) null, null));
        assertNull(Shadows.fresh("w", buffer, null));
        assertSame(buffer, Cotangents.add("w", buffer, Shadows.fresh("w", buffer, null)));
    }

    /** An earlier call with shared rows must not make later calls with separate rows share their cotangents. */
    @Test
    void aClaimSeparatesRowsThatAnEarlierCallShared() {
        double[] row = {1, 2};
        double[][] claimed = Shadows.claim("w", new double[][] {row, row}, new double[2][2]);
        assertArrayEquals(new double[][] {{1, 2}, {1, 2}}, claimed);
        assertNotSame(claimed[0], claimed[1]);
    }

    @Test
    void sharedArgumentsGetAShadowThatIsSettledLater() {
        double[] a = {1, 2};
        double[] buffer = {10, 20};
        IdentityHashMap<Object, Object> known = Shadows.shared(a, a);
        double[] first = Shadows.claim("x", buffer, a, known);
        double[] second = Shadows.claim("y", null, a, known);
        assertSame(first, second);
        assertNotSame(buffer, first);
        first[0] = 5;
        assertSame(buffer, Shadows.settle("x", buffer, first, known));
        assertArrayEquals(new double[] {15, 20}, buffer);
        double[] other = Shadows.settle("y", null, second, known);
        assertArrayEquals(new double[] {5, 0}, other);
        assertNotSame(second, other);
    }

    @Test
    void nothingSharedNeedsNoSettlement() {
        double[][] shadow = {{1}};
        assertSame(shadow, Shadows.settle("x", shadow, shadow, null));
        float[] single = {1};
        assertSame(single, Shadows.settle("x", null, single, null));
    }

    @Test
    void freshIsNeverTheBuffer() {
        double[] buffer = {1, 2};
        assertArrayEquals(new double[2], Shadows.fresh("w", buffer, new double[2]));
        assertArrayEquals(new float[2], Shadows.fresh("w", new float[2], new float[2]));
        assertArrayEquals(new double[1][2], Shadows.fresh("w", null, new double[1][2]));
        double[] a = {1};
        IdentityHashMap<Object, Object> known = new IdentityHashMap<>();
        assertSame(Shadows.fresh("w", null, a, known), Shadows.zeros(a, known));
    }

    @Test
    void shapesThatDifferAreNamed() {
        assertMessage(
                "w: this gradient holds an array of shape [3][4], the argument has [5][4]; clear() keeps shapes, use a new"
                        + " object for other shapes",
                () -> Shadows.claim("w", new double[3][4], new double[5][4]));
        assertMessage(
                "b: this gradient holds an array of shape [1], the argument has [2]; clear() keeps shapes, use a new object"
                        + " for other shapes",
                () -> Shadows.fresh("b", new double[1], new double[2]));
        assertThrows(IllegalArgumentException.class, () -> Shadows.claim("b", new float[1], new float[2]));
        assertThrows(IllegalArgumentException.class, () -> Shadows.fresh("b", new float[1], new float[2]));
        assertThrows(
                IllegalArgumentException.class,
                () -> Shadows.claim("b", new float[1], new float[2], new IdentityHashMap<>()));
        assertThrows(
                IllegalArgumentException.class,
                () -> Shadows.claim("b", new double[1], new double[2], new IdentityHashMap<>()));
        assertThrows(IllegalArgumentException.class, () -> Shadows.fresh("b", new double[1][1], new double[][] {null}));
    }

    @Test
    void theRowThatDiffersIsNamedWhereTheWholeLooksTheSame() {
        assertMessage(
                "w[1]: this gradient holds an array of shape [2], the argument has [1]; clear() keeps shapes, use a new object"
                        + " for other shapes",
                () -> Shadows.claim("w", new double[][] {{1}, {2, 3}, {4, 5}}, new double[][] {{1}, {2}, {4, 5}}));
        assertMessage(
                "w: this gradient holds an array of shape [2][1..3], the argument has [2][2]; clear() keeps shapes, use a new"
                        + " object for other shapes",
                () -> Shadows.claim("w", new double[][] {{1}, {2, 3, 4}}, new double[2][2]));
        assertMessage(
                "w[0]: this gradient holds null, the argument has [1]; clear() keeps shapes, use a new object for other shapes",
                () -> Shadows.claim("w", new double[][] {null, {1}}, new double[2][1]));
        assertMessage(
                "w[1]: this gradient holds an array of shape [1], the argument is null; clear() keeps shapes, use a new object"
                        + " for other shapes",
                () -> Shadows.claim("w", new double[2][1], new double[][] {{1}, null}));
        assertMessage(
                "w: this gradient holds an array of shape [0][], the argument has [1][1]; clear() keeps shapes, use a new"
                        + " object for other shapes",
                () -> Shadows.claim("w", new double[0][1], new double[1][1]));
    }

    // ---- check, add

    @Test
    void seedsMustFit() {
        Shadows.check("resultBar", new double[2], new double[2]);
        Shadows.check("resultBar", new double[][] {null, {1}}, new double[][] {null, {2}});
        Shadows.check("resultBar", new float[1][1][1], new float[1][1][1]);
        assertMessage(
                "resultBar: pass an array of shape [2], the shape of the array it is the derivative of; this one is null",
                () -> Shadows.check("resultBar", null, new double[2]));
        assertMessage(
                "xDot: pass an array of shape [2], the shape of the array it is the derivative of; this one has [3]",
                () -> Shadows.check("xDot", new double[3], new double[2]));
        assertMessage(
                "xDot[0]: pass null, the shape of the array it is the derivative of; this one has [1]",
                () -> Shadows.check("xDot", new double[2][1], new double[][] {null, {1}}));
    }

    @Test
    void aNullArrayTakesAnySeed() {
        Shadows.check("resultBar", null, (double[]) null);
        Shadows.check("resultBar", new double[2], null);
        Shadows.add(null, new double[2]);
    }

    @Test
    void additionIsDeep() {
        double[] a = {1, 2};
        Shadows.add(a, new double[] {10, 20});
        assertArrayEquals(new double[] {11, 22}, a);
        float[][] m = {{1}, null, {2, 3}};
        Shadows.add(m, new float[][] {{4}, null, {5, 6}});
        assertArrayEquals(new float[][] {{5}, null, {7, 9}}, m);
    }

    /** Each place of the result contributes when the caller's seed has a row of its own for each. */
    @Test
    void separateRowsAddToASharedRowEach() {
        double[] row = {1};
        double[][] target = {row, row};
        Shadows.add(target, new double[][] {{10}, {200}});
        assertArrayEquals(new double[] {211}, row);
    }

    @Test
    void aSharedRowAddsToSeparateRowsEach() {
        double[] ones = {1};
        double[][] target = {{10}, {20}};
        Shadows.add(target, new double[][] {ones, ones});
        assertArrayEquals(new double[][] {{11}, {21}}, target);
    }

    @Test
    void rowsSharedOnBothSidesAreAddedOnce() {
        double[] row = {1};
        double[] seed = {10};
        Shadows.add(new double[][] {row, row}, new double[][] {seed, seed});
        assertArrayEquals(new double[] {11}, row);
    }

    private static void assertMessage(String message, Runnable action) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }

    @Test
    void zerosUseTheShadowsThatWereBound() {
        double[] row = {1, 2};
        double[][] matrix = {{3}, row};
        double[] dot = {5, 7};
        IdentityHashMap<Object, Object> known = Shadows.shared(row, matrix);
        Shadows.bind(known, row, dot);
        double[][] shadow = Shadows.zeros(matrix, known);
        assertSame(dot, shadow[1]);
        assertArrayEquals(new double[] {0}, shadow[0]);
        Shadows.bind(null, row, dot); // Nothing is shared, and nothing has to be noted.
    }
}
