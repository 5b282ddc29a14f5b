package io.github.cotangent.processor.source;

import com.github.javaparser.Position;

/**
 * A source text with its unicode escapes translated, as the parser gets it, and the way back to offsets in the text as it
 * was written. The parser can translate escapes too, but its positions are off behind two backslashes.
 */
final class UnescapedText {
    private final String text;
    private final LineTable lines;
    /** For each offset of {@link #text} the one it comes from; null where there are no escapes and all are the same. */
    private final int[] written;

    private UnescapedText(String text, int[] written) {
        this.text = text;
        this.lines = LineTable.of(text);
        this.written = written;
    }

    static UnescapedText of(String source) {
        if (!source.contains("\\u")) {
            return new UnescapedText(source, null);
        }
        StringBuilder text = new StringBuilder(source.length());
        int[] written = new int[source.length() + 1];
        int at = 0;
        while (at < source.length()) {
            int behind = behindEscape(source, at);
            if (behind > at) {
                written[text.length()] = at;
                text.append((char) Integer.parseInt(source.substring(behind - 4, behind), 16));
                at = behind;
            } else {
                // A backslash takes the next one with it: the second of two does not begin an escape.
                int count = source.startsWith("\\\\", at) ? 2 : 1;
                for (int i = 0; i < count; i++, at++) {
                    written[text.length()] = at;
                    text.append(source.charAt(at));
                }
            }
        }
        written[text.length()] = at;
        return new UnescapedText(text.toString(), written);
    }

    String text() {
        return text;
    }

    /** The offset, in the text as written, where the character at {@code position} begins. */
    int begin(Position position) {
        return written(lines.offset(position.line, position.column));
    }

    /** The offset, in the text as written, behind the character at {@code position}. */
    int behind(Position position) {
        return written(Math.min(text.length(), lines.offset(position.line, position.column) + 1));
    }

    private int written(int offset) {
        return written == null ? offset : written[offset];
    }

    /** The offset behind the unicode escape at {@code at}, or {@code at} if there is none. */
    private static int behindEscape(String source, int at) {
        if (!source.startsWith("\\u", at)) {
            return at;
        }
        int digits = at + 1;
        while (digits < source.length() && source.charAt(digits) == 'u') {
            digits++;
        }
        for (int i = digits; i < digits + 4; i++) {
            if (i >= source.length() || Character.digit(source.charAt(i), 16) < 0) {
                return at;
            }
        }
        return digits + 4;
    }
}
