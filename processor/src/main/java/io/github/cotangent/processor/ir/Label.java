package io.github.cotangent.processor.ir;

import java.util.Optional;

/**
 * The target of jumps, by identity; {@link #name()} is the wish for its printed name. That of a loop also says whether its iterations
 * run again in the reverse sweep.
 */
public final class Label {
    private final String name;
    private final Checkpoint checkpoint;

    public Label(String name) {
        this(name, null);
    }

    private Label(String name, Checkpoint checkpoint) {
        this.name = name;
        this.checkpoint = checkpoint;
    }

    /** The label of a loop whose iterations run again. */
    public static Label of(String name, Checkpoint checkpoint) {
        return new Label(name, checkpoint);
    }

    /** Another label for a copy of the statement. */
    public Label copy() {
        return new Label(name, checkpoint);
    }

    public String name() {
        return name;
    }

    /** Present where iterations run again in the reverse sweep. */
    public Optional<Checkpoint> checkpoint() {
        return Optional.ofNullable(checkpoint);
    }

    /** Whether the loop is a call of a method whose calls run again. */
    public boolean isCall() {
        return checkpoint != null && checkpoint.isCall();
    }

    @Override
    public String toString() {
        return name;
    }
}
