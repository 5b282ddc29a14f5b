package io.github.cotangent.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotesTest {
    @Test
    void printsWhatTheNotesPrint() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Notes.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();

        assertEquals("  y = 28.0, gradient 4x = [0.0, 4.0, 8.0, 12.0]", lines.get(1));
        assertEquals("  gradient = [1.0, 1.0, 1.0, 1.0]", lines.get(3));
        assertEquals("  gradient = [1.0, 5.0, 9.0, 13.0]", lines.get(5));
        assertEquals("  gradient 2x = [0.0, 2.0, 4.0, 6.0]", lines.get(7));
        assertEquals("  gradient u = [0.0, 1.0, 4.0, 9.0]", lines.get(9));
        assertEquals("  and of y = x·x itself, still 2x = [0.0, 2.0, 4.0, 6.0]", lines.get(10));
        assertEquals("  gradient = 2048.0, f(a)/a = 2048.0", lines.get(12));
        assertTrue(lines.get(13).endsWith("gradient = [2048.0, 2048.0, 2048.0]"), lines.get(13));
        assertEquals("  forward 16.0, reverse 16.0", lines.get(15));
    }
}
