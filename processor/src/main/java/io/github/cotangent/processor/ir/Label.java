package io.github.cotangent.processor.ir;

/** The target of jumps, by identity; {@link #name()} is the wish for its printed name. */
public final class Label {
    private final String name;

    public Label(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }
}
