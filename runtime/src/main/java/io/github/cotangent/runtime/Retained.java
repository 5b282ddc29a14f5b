package io.github.cotangent.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The shadows as a forward sweep has left them, so that its reverse sweep can run more than once. A reverse sweep leaves numbers in
 * shadows, and takes back what the method did to references in them; both is reset before the next one.
 *
 * <p>It keeps a list of what is still to be seen, so that chains of calls and objects need no stack. Only for generated code.
 */
public final class Retained {
    private final Set<Object> met = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> pending = new ArrayDeque<>();
    private final List<Runnable> resets = new ArrayList<>();
    private boolean touched;

    private Retained() {}

    /** The state of all shadows that a reverse sweep can reach; all numbers in them are zero so far. */
    public static Retained of(SavedValues saved) {
        Retained retained = new Retained();
        retained.meet(saved);
        while (!retained.pending.isEmpty()) {
            retained.look(retained.pending.remove());
        }
        retained.met.clear();
        return retained;
    }

    /** Prepares a reverse sweep: numbers are zero, references as the forward sweep left them. */
    public static void restore(Retained retained) {
        if (retained.touched) {
            retained.resets.forEach(Runnable::run);
        }
        retained.touched = true;
    }

    private void meet(Object value) {
        if (value != null && met.add(value)) {
            pending.add(value);
        }
    }

    private void look(Object value) {
        if (value instanceof double[] numbers) {
            resets.add(() -> Arrays.fill(numbers, 0));
        } else if (value instanceof float[] numbers) {
            resets.add(() -> Arrays.fill(numbers, 0));
        } else if (value instanceof Object[] elements) {
            Object[] now = elements.clone();
            resets.add(() -> System.arraycopy(now, 0, elements, 0, now.length));
            for (Object element : now) {
                meet(element);
            }
        } else if (value instanceof Tangent tangent) {
            resets.add(tangent.mark(this::meet));
        } else if (value instanceof SavedValues saved) {
            saved.shadows(this::meet);
        } else if (value instanceof Map.Entry<?, ?> entry) {
            meet(entry.getValue());
        } else {
            throw new IllegalStateException("an object of " + value.getClass()
                    + " was handed over by a forward sweep whose reverse sweep cannot be repeated; compile the class it comes from"
                    + " again, with the same version of Cotangent");
        }
    }
}
