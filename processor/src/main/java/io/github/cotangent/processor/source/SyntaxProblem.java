package io.github.cotangent.processor.source;

/**
 * A piece of source text that the compiler understood and the parser did not.
 *
 * @param start offset of its first character
 * @param end offset behind its last character
 * @param message the parser's words
 */
public record SyntaxProblem(int start, int end, String message) {}
