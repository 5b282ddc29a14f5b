package io.github.cotangent.processor.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LineTableTest {
    private static final String TEXT = "a\nb\r\n\tc\r\rd";

    @Test
    void everyKindOfLineEndCountsOnce() {
        LineTable lines = LineTable.of(TEXT);
        assertEquals(1, lines.line(TEXT.indexOf('a')));
        assertEquals(2, lines.line(TEXT.indexOf('b')));
        assertEquals(3, lines.line(TEXT.indexOf('c')));
        assertEquals(5, lines.line(TEXT.indexOf('d')));
    }

    @Test
    void aTabIsOneColumn() {
        assertEquals(2, LineTable.of(TEXT).column(TEXT.indexOf('c')));
    }

    @Test
    void theCharactersOfALineEndBelongToTheLineTheyEnd() {
        LineTable lines = LineTable.of(TEXT);
        assertEquals(2, lines.line(TEXT.indexOf("\r\n")));
        assertEquals(2, lines.line(TEXT.indexOf("\r\n") + 1));
    }

    @Test
    void offsetIsTheInverseOfLineAndColumn() {
        String text = TEXT.repeat(20);
        LineTable lines = LineTable.of(text);
        for (int i = 0; i < text.length(); i++) {
            assertEquals(i, lines.offset(lines.line(i), lines.column(i)));
        }
    }

    @Test
    void positionsBehindTheTextAreItsEnd() {
        assertEquals(TEXT.length(), LineTable.of(TEXT).offset(6, 1));
        assertEquals(TEXT.length(), LineTable.of(TEXT).offset(5, 100));
    }
}
