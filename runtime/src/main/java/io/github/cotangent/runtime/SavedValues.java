package io.github.cotangent.runtime;

import java.util.function.Consumer;

/**
 * What a forward sweep hands over to its reverse sweep, where the reverse sweep can run more than once. All it changes can be
 * reached from here. Only for generated code.
 */
public interface SavedValues {
    /** Shows the shadows, and the saved values of other sweeps, that are held here, one by one or in arrays. */
    void shadows(Consumer<Object> seen);
}
