package io.github.cotangent.runtime;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Writes a tangent for people: {@code PointTangent[x=1.0, y=2.0]}. */
final class TangentText extends Pass {
    private static final int DEEPEST = 20;

    private final StringBuilder text = new StringBuilder();
    private final Set<Tangent> met = Collections.newSetFromMap(new IdentityHashMap<>());
    private int depth;
    private String separator;

    String of(Tangent tangent) {
        add(tangent);
        return text.toString();
    }

    private void add(Object value) {
        if (value instanceof Tangent tangent) {
            text.append(tangent.getClass().getSimpleName()).append('[');
            if (depth == DEEPEST || !met.add(tangent)) {
                text.append("...");
            } else {
                depth++;
                separator = "";
                tangent.parts(this, tangent);
                depth--;
            }
            text.append(']');
        } else if (value instanceof double[] numbers) {
            text.append(Arrays.toString(numbers));
        } else if (value instanceof float[] numbers) {
            text.append(Arrays.toString(numbers));
        } else if (value instanceof Object[] elements) {
            text.append('[');
            for (int i = 0; i < elements.length; i++) {
                text.append(i == 0 ? "" : ", ");
                add(elements[i]);
            }
            text.append(']');
        } else {
            text.append(value);
        }
        separator = ", ";
    }

    private void part(String name, Object value) {
        text.append(separator).append(name).append('=');
        add(value);
    }

    @Override
    public double of(String name, double mine, double other) {
        part(name, mine);
        return mine;
    }

    @Override
    public float of(String name, float mine, float other) {
        part(name, mine);
        return mine;
    }

    @Override
    public <T> T of(String name, T mine, T other) {
        part(name, mine);
        return mine;
    }
}
