package io.github.cotangent.processor.ir;

import java.util.List;

/**
 * A comment of the user.
 *
 * @param line the line it starts in, from 1
 * @param alone whether nothing stands before it in its line, so that it is about what follows
 * @param lines its text, without the signs that make it a comment
 */
public record Remark(int line, boolean alone, List<String> lines) {
    public Remark {
        lines = List.copyOf(lines);
    }
}
