package io.github.cotangent.processor.ir;

/**
 * The piece of source text that something was lowered from.
 *
 * @param start offset of its first character in the file
 * @param end offset behind its last character
 * @param line line number, from 1; 0 for what no user wrote
 */
public record Origin(int start, int end, int line) {
    /** What the tool adds on its own. */
    public static final Origin NONE = new Origin(0, 0, 0);
}
