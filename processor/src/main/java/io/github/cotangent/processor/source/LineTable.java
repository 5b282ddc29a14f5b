package io.github.cotangent.processor.source;

import java.util.Arrays;

/**
 * Where the lines of a text start, by the rules of the Java language: a line ends with LF, CR, or CR LF. Lines and
 * columns count from 1, a column is one {@code char}, whatever width an editor gives it.
 */
final class LineTable {
    private final int[] starts;
    private final int length;

    private LineTable(int[] starts, int length) {
        this.starts = starts;
        this.length = length;
    }

    static LineTable of(String text) {
        int[] starts = new int[16];
        int lines = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean firstOfTwo = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (c == '\n' || c == '\r' && !firstOfTwo) {
                if (lines == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * lines);
                }
                starts[lines++] = i + 1;
            }
        }
        return new LineTable(Arrays.copyOf(starts, lines), text.length());
    }

    /** The offset of a position; positions behind the text are its end. */
    int offset(int line, int column) {
        return line > starts.length ? length : Math.min(length, starts[line - 1] + column - 1);
    }

    int line(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    int column(int offset) {
        return offset - starts[line(offset) - 1] + 1;
    }
}
