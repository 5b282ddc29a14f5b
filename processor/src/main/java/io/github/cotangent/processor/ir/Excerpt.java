package io.github.cotangent.processor.ir;

/**
 * A piece of the user's source text, for people to read: on one line, and cut where it is long.
 *
 * @param file the name of the file, without folders
 * @param text the piece itself
 * @param statement the statement it belongs to; of one with a body, what stands before that
 */
public record Excerpt(String file, String text, String statement) {}
