package io.github.cotangent.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DigitsTest {
    @Test
    void learnsTheDigits() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        double accuracy = Digits.train(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertTrue(accuracy >= 0.96, "accuracy " + accuracy);
        long epochs = bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("epoch"))
                .count();
        assertEquals(30, epochs);
    }
}
