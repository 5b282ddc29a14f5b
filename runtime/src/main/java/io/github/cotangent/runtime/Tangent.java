package io.github.cotangent.runtime;

import java.io.Serializable;
import java.util.function.Consumer;

/**
 * The derivative of an object, in the object's own shape: a number for each number, an array for each array, a tangent for
 * each object it refers to. It is the base of the tangent types that are generated, and serves for cotangents as well.
 *
 * <p>A reference of a tangent is null where the object's is, and in a new tangent, where it stands for zero. Tangents refer to
 * each other as their objects do, in cycles too; {@link #clear} and adding go through all of them, and come to each once.
 */
public abstract class Tangent implements Serializable, Cloneable {
    private static final long serialVersionUID = 1L;

    /** Zero. */
    protected Tangent() {}

    /**
     * Shows every part, together with the same part of another tangent of the same class, to a pass, and replaces it by what
     * the pass gives.
     */
    protected abstract void parts(Pass pass, Tangent with);

    /** Gives the arrays and references, which are null so far, the shapes that those of an object have. */
    protected void shape(Object original, Zeros zeros) {}

    /** Back to zero, with everything that can be reached from here; arrays are kept. */
    public final void clear() {
        new Clearing().clear(this);
    }

    /** The names and values of the parts; what has been shown before, or lies too deep, is not shown again. */
    @Override
    public final String toString() {
        return new TangentText().of(this);
    }

    /** Notes what it refers to, and shows it; gives what puts it back, with numbers at zero, which they must be now. */
    Runnable mark(Consumer<Object> seen) {
        return new Marking(this, seen);
    }

    /** Whether another tangent of the same class has as many parts. */
    boolean fits(Tangent other) {
        return true;
    }

    /** What messages call it. */
    String described() {
        return "one of class " + getClass().getSimpleName();
    }

    /** Another tangent with the same parts, not copies of them. */
    Tangent copy() {
        try {
            return (Tangent) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e); // It is Cloneable.
        }
    }
}
