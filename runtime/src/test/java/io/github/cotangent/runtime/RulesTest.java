package io.github.cotangent.runtime;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RulesTest {
    @Test
    void copiesHaveRowsOfTheirOwn() {
        float[][][] array = {{{1, 2}, null}, {}, null};
        float[][][] copy = Rules.copy(array);
        assertTrue(Arrays.deepEquals(array, copy));
        copy[0][0][1] = 5;
        assertEquals(2, array[0][0][1]);
        assertEquals(7, Rules.copy(new int[] {7})[0]);
        assertEquals("text", Rules.copy("text"));
        assertNull(Rules.copy((double[]) null));
    }

    @Test
    void arraysThatARuleWouldTakeForTwoAreRefused() {
        double[] a = {1};
        assertDoesNotThrow(() -> Rules.requireNew("f", a, a.clone()));
        assertDoesNotThrow(() -> Rules.requireNew("f", null, null));
        assertDoesNotThrow(() -> Rules.requireOther("f", null, null));
        assertTrue(assertThrows(NoDerivativeException.class, () -> Rules.requireNew("f", a, a))
                .getMessage()
                .startsWith("f gave an array that it was given"));
        assertTrue(assertThrows(NoDerivativeException.class, () -> Rules.requireOther("f", a, a))
                .getMessage()
                .startsWith("f overwrites an array that it was given twice"));
    }
}
