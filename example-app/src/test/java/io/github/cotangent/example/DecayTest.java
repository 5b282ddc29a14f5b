package io.github.cotangent.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DecayTest {
    private final Decay decay = new Decay();

    @Test
    void allWaysLeadToOneFit() {
        Decay.Fit newton = decay.newton();
        assertArrayEquals(new double[3], decay.gradient(newton.parameters()), 1e-9);
        assertArrayEquals(newton.parameters(), decay.gaussNewton().parameters(), 1e-6);
        assertArrayEquals(newton.parameters(), decay.gradientDescent().parameters(), 1e-6);
        assertArrayEquals(Decay.TRUTH, newton.parameters(), 0.1);
    }

    @Test
    void secondOrderTakesFewSteps() {
        assertTrue(decay.newton().steps() <= 10);
        assertTrue(decay.gaussNewton().steps() <= 10);
        assertTrue(decay.gradientDescent().steps() > 100);
    }
}
