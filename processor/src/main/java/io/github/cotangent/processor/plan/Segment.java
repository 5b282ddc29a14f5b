package io.github.cotangent.processor.plan;

import io.github.cotangent.processor.ir.Stmt;

/**
 * A run of statements that is executed as a whole: a block, or the part of a block behind a statement that may jump away. In
 * the reverse sweep it is a scope: what it defines is at hand in its own reverse code and in that of the segments inside it.
 */
public final class Segment {
    private final Segment parent;
    private final Stmt.Loop loop;
    private final Stmt.Loop region;
    private final int depth;

    Segment(Segment parent, Stmt.Loop loop) {
        this(parent, loop, parent == null ? null : parent.region);
    }

    private Segment(Segment parent, Stmt.Loop loop, Stmt.Loop region) {
        this.parent = parent;
        this.loop = loop;
        this.region = region;
        this.depth = parent == null ? 0 : parent.depth + 1;
    }

    /** The segment this one is nested in or continues; null for the whole body. */
    public Segment parent() {
        return parent;
    }

    /** An iteration of a checkpointed loop: it is run and reversed by itself, as a body without a loop around it. */
    static Segment repeated(Segment parent, Stmt.Loop loop) {
        return new Segment(parent, null, loop);
    }

    /** The innermost loop around it whose iterations are reversed together; null outside of such loops. */
    public Stmt.Loop loop() {
        return loop;
    }

    /** The innermost checkpointed loop around it; null outside of such loops. */
    public Stmt.Loop region() {
        return region;
    }

    /** The innermost segment that encloses both. */
    static Segment common(Segment a, Segment b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        Segment x = a;
        Segment y = b;
        while (x != y) {
            if (x.depth >= y.depth) {
                x = x.parent;
            } else {
                y = y.parent;
            }
        }
        return x;
    }
}
