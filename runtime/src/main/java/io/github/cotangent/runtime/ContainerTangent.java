package io.github.cotangent.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The derivative of a collection or map: it holds the derivatives of the elements. Generated code does to it what the method does
 * to the original. Where the caller has given the original that can be taken back, since the caller's derivatives are those of the
 * elements that were there in the beginning.
 *
 * <p>Methods that take elements take any object: generated code, which knows the type of the original, passes those that belong
 * there.
 */
public abstract class ContainerTangent extends Tangent {
    private static final long serialVersionUID = 1L;

    /** What takes back the changes, the last one first; null for a container that nobody else has seen. */
    private transient Deque<Runnable> changes;

    /** The class of an original that is not the JDK's: what it does with its elements is unknown. */
    private transient Class<?> foreign;

    ContainerTangent() {}

    /** Keeps from now on what is needed to take changes of the original back. */
    final void keepChanges(Object original) {
        changes = new ArrayDeque<>();
        foreign = original.getClass().getClassLoader() == null ? null : original.getClass();
    }

    /**
     * Notes what takes back the change that has just been made.
     *
     * @throws NoDerivativeException if the original may have made another one
     */
    final void changed(Runnable back) {
        if (foreign != null) {
            throw NoDerivativeException.ofChange(foreign);
        }
        if (changes != null) {
            changes.push(back);
        }
    }

    /** Takes back the last change; nothing if nobody but the method has seen the original. */
    public final void undo() {
        if (changes != null) {
            changes.pop().run();
        }
    }

    /** With the elements, notes what takes back the changes. */
    @Override
    final Runnable mark(Consumer<Object> seen) {
        Runnable elements = markElements(seen);
        List<Runnable> kept = changes == null ? null : List.copyOf(changes);
        return () -> {
            elements.run();
            changes = kept == null ? null : new ArrayDeque<>(kept);
        };
    }

    /** {@link #mark} for the elements. */
    abstract Runnable markElements(Consumer<Object> seen);

    /** Gives the shadows of the elements of the original. */
    abstract void fill(Object original, UnaryOperator<Object> shadow);

    @Override
    Tangent copy() {
        ContainerTangent copy = (ContainerTangent) super.copy();
        copy.changes = null;
        copy.foreign = null;
        return copy;
    }
}
