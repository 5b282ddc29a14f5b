package io.github.cotangent.processor.normalize;

import io.github.cotangent.processor.ir.Variable;

/**
 * The condition under which the code behind a statement ran: the exit code of the surrounding region is at most {@code
 * bound}.
 *
 * @param exit the variable that holds the code: 0 for normal completion, otherwise the number of the jump
 * @param bound how many of the region's jumps stand behind the statement; they have the numbers 1 to {@code bound}
 */
public record Guard(Variable exit, int bound) {}
