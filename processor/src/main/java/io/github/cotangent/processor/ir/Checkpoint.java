package io.github.cotangent.processor.ir;

/**
 * What a user wants of a loop whose iterations run again in the reverse sweep.
 *
 * @param snapshots how many states to keep; 0 if the number of iterations decides
 * @param bytes how much they may take; 0 if that does not matter
 * @param isCall whether the loop is a call, which runs once
 * @param origin where the user says so
 */
public record Checkpoint(int snapshots, long bytes, boolean isCall, Origin origin) {}
