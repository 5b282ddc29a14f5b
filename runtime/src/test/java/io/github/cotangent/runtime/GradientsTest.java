package io.github.cotangent.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class GradientsTest {
    @Test
    void detachIsTheIdentityOnNumbersBitByBit() {
        for (double x : new double[] {-0.0, 0.1, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE}) {
            assertEquals(Double.doubleToRawLongBits(x), Double.doubleToRawLongBits(Gradients.detach(x)));
        }
        for (float x : new float[] {-0.0f, 0.1f, Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE}) {
            assertEquals(Float.floatToRawIntBits(x), Float.floatToRawIntBits(Gradients.detach(x)));
        }
    }

    @Test
    void detachDoesNotCopyArrays() {
        double[][] x = {{1, 2}, {3}};
        double[][] same = Gradients.detach(x);
        assertSame(x, same);
    }
}
