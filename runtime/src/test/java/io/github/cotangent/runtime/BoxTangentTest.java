package io.github.cotangent.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Derivatives of boxes. */
class BoxTangentTest {
    @Test
    void ofADouble() {
        DoubleTangent box = new DoubleTangent();
        assertEquals(0, box.doubleValue());
        assertSame(box, box.doubleValue(2));
        box.add(new DoubleTangent().doubleValue(3));
        assertEquals(5, box.doubleValue());
        assertEquals("DoubleTangent[doubleValue=5.0]", box.toString());
        box.clear();
        assertEquals(0, box.doubleValue());
        assertEquals(0, DoubleTangent.fresh(17.0).doubleValue());
    }

    @Test
    void ofAFloat() {
        FloatTangent box = new FloatTangent();
        assertEquals(0f, box.floatValue());
        assertSame(box, box.floatValue(2));
        box.add(new FloatTangent().floatValue(3));
        assertEquals(5f, box.floatValue());
        assertEquals("FloatTangent[floatValue=5.0]", box.toString());
        box.clear();
        assertEquals(0f, box.floatValue());
        assertEquals(0f, FloatTangent.fresh(17f).floatValue());
    }

    @Test
    void sumsAreCopies() {
        DoubleTangent addend = new DoubleTangent().doubleValue(2);
        DoubleTangent sum = Cotangents.add("p", null, addend);
        assertNotSame(addend, sum);
        assertSame(sum, Cotangents.add("p", sum, addend));
        assertEquals(4, sum.doubleValue());
        assertEquals(2, addend.doubleValue());
        Tangent other = new FloatTangent();
        assertThrows(IllegalArgumentException.class, () -> Cotangents.add("p", (Tangent) sum, other));
        assertEquals(4, sum.doubleValue());
    }
}
