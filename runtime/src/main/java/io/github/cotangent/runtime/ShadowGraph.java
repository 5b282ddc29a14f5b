package io.github.cotangent.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The shadows that can be reached from some of them, in an order that depends on their references alone. Two runs of the same steps
 * make graphs of the same form, whose shadows correspond to each other one by one.
 */
final class ShadowGraph {
    private final Set<Object> met = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Object> shadows = new ArrayList<>();
    private final List<Runnable> resets = new ArrayList<>();
    private final Deque<Object> pending = new ArrayDeque<>();

    /** Adds a shadow, with all that can be reached from it as it is now; null is nothing. */
    void add(Object shadow) {
        meet(shadow);
        while (!pending.isEmpty()) {
            look(pending.remove());
        }
    }

    void forEach(Consumer<Object> seen) {
        shadows.forEach(seen);
    }

    /** Moves the numbers from the shadows of one run to those of another one, which takes the place of the first. */
    static void move(ShadowGraph from, ShadowGraph to) {
        if (from.shadows.size() != to.shadows.size()) {
            throw new IllegalStateException(
                    "a checkpointed loop did not do the same when it ran again: it depends on something"
                            + " that changed meanwhile");
        }
        for (int i = 0; i < from.shadows.size(); i++) {
            move(from.shadows.get(i), to.shadows.get(i));
        }
    }

    /** Lets all references point to where they pointed; numbers stay what they are. */
    void restore() {
        resets.forEach(Runnable::run);
    }

    private void meet(Object shadow) {
        if (shadow != null && met.add(shadow)) {
            pending.add(shadow);
        }
    }

    private void look(Object shadow) {
        shadows.add(shadow);
        if (shadow instanceof Object[] elements) {
            Object[] now = elements.clone();
            resets.add(() -> System.arraycopy(now, 0, elements, 0, now.length));
            Arrays.asList(now).forEach(this::meet);
        } else if (shadow instanceof Tangent tangent) {
            References references = new References();
            tangent.parts(references, tangent);
            resets.add(() -> {
                references.again = references.found.iterator();
                tangent.parts(references, tangent);
            });
            references.found.forEach(this::meet);
        }
    }

    private static void move(Object from, Object to) {
        if (from == to) {
            return;
        }
        if (from instanceof double[] numbers) {
            System.arraycopy(numbers, 0, to, 0, numbers.length);
        } else if (from instanceof float[] numbers) {
            System.arraycopy(numbers, 0, to, 0, numbers.length);
        } else if (from instanceof Tangent tangent) {
            ((Tangent) to).parts(new Moving(), tangent);
        }
    }

    /** Takes the numbers of the other tangent. */
    private static final class Moving extends Pass {
        @Override
        public double of(String name, double mine, double other) {
            return other;
        }

        @Override
        public float of(String name, float mine, float other) {
            return other;
        }

        @Override
        public <T> T of(String name, T mine, T other) {
            return mine;
        }
    }

    /** Notes the references of a tangent, or puts them back. */
    private static final class References extends Pass {
        private final List<Object> found = new ArrayList<>();
        private Iterator<Object> again;

        @Override
        public double of(String name, double mine, double other) {
            return mine;
        }

        @Override
        public float of(String name, float mine, float other) {
            return mine;
        }

        @Override
        @SuppressWarnings("unchecked") // The parts come in one order, so each gets its own reference.
        public <T> T of(String name, T mine, T other) {
            if (again != null) {
                return (T) again.next();
            }
            found.add(mine);
            return mine;
        }
    }
}
