package io.github.cotangent.runtime;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/** Sets a tangent, and all that can be reached from it, to zero. It keeps a list of its own, so that long chains need no stack. */
final class Clearing extends Pass {
    private final Set<Tangent> met = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Tangent> pending = new ArrayDeque<>();

    /** @param value a tangent or an array, of numbers or of tangents, of any rank; null is fine */
    void clear(Object value) {
        meet(value);
        while (!pending.isEmpty()) {
            Tangent tangent = pending.remove();
            tangent.parts(this, tangent);
        }
    }

    private void meet(Object value) {
        if (value instanceof Tangent tangent) {
            if (met.add(tangent)) {
                pending.add(tangent);
            }
        } else if (Merge.concerns(value)) {
            for (Object element : (Object[]) value) {
                meet(element);
            }
        } else {
            Cotangents.clear(value);
        }
    }

    @Override
    public double of(String name, double mine, double other) {
        return 0;
    }

    @Override
    public float of(String name, float mine, float other) {
        return 0;
    }

    @Override
    public <T> T of(String name, T mine, T other) {
        meet(mine);
        return mine;
    }
}
