package io.github.cotangent.runtime;

import io.github.cotangent.Generated;
import java.util.IdentityHashMap;

@Generated("io.github.cotangent.processor.CotangentProcessor")
public final class Shadows {
    public static double[] zeros(double[] like) {
        return like == null ? null : new double[like.length];
    }

    public static double[] claim(String name, double[] buffer, double[] like) {
        if (buffer == null) {
            return zeros(like);
        }
        fit(name, buffer, like);
        return buffer;
    }

    public static double[] claim(String name, double[] buffer, double[] like, IdentityHashMap<Object, Object> known) {
        if (known != null) {
            throw new IllegalStateException(name
                    + " is also another argument: there is no derivative of a derivative then; pass a copy");
        }
        return claim(name, buffer, like);
    }

    public static double[] fresh(String name, double[] buffer, double[] like) {
        fit(name, buffer, like);
        return zeros(like);
    }

    public static void fit(String name, double[] buffer, double[] like) {
        if (buffer != null && like != null && buffer.length != like.length) {
            throw new IllegalArgumentException(name + ": this gradient holds an array of shape [" + buffer.length
                    + "], the argument has [" + like.length
                    + "]; clear() keeps shapes, use a new object for other shapes");
        }
    }

    public static float[] zeros(float[] like) {
        return like == null ? null : new float[like.length];
    }

    public static float[] claim(String name, float[] buffer, float[] like) {
        if (buffer == null) {
            return zeros(like);
        }
        fit(name, buffer, like);
        return buffer;
    }

    public static float[] claim(String name, float[] buffer, float[] like, IdentityHashMap<Object, Object> known) {
        if (known != null) {
            throw new IllegalStateException(name
                    + " is also another argument: there is no derivative of a derivative then; pass a copy");
        }
        return claim(name, buffer, like);
    }

    public static float[] fresh(String name, float[] buffer, float[] like) {
        fit(name, buffer, like);
        return zeros(like);
    }

    public static void fit(String name, float[] buffer, float[] like) {
        if (buffer != null && like != null && buffer.length != like.length) {
            throw new IllegalArgumentException(name + ": this gradient holds an array of shape [" + buffer.length
                    + "], the argument has [" + like.length
                    + "]; clear() keeps shapes, use a new object for other shapes");
        }
    }

    public static void check(String name, double[] seed, double[] like) {
        if (like != null && (seed == null || seed.length != like.length)) {
            throw new IllegalArgumentException(name + ": pass an array of shape [" + like.length
                    + "], the shape of the array it is the derivative of");
        }
    }

    public static void add(double[] target, double[] addend) {
        if (target != null && addend != null) {
            for (int i = 0; i < target.length; i++) {
                target[i] += addend[i];
            }
        }
    }

    public static void check(String name, float[] seed, float[] like) {
        if (like != null && (seed == null || seed.length != like.length)) {
            throw new IllegalArgumentException(name + ": pass an array of shape [" + like.length
                    + "], the shape of the array it is the derivative of");
        }
    }

    public static void add(float[] target, float[] addend) {
        if (target != null && addend != null) {
            for (int i = 0; i < target.length; i++) {
                target[i] += addend[i];
            }
        }
    }

    public static double[] fresh(String name, double[] buffer, double[] like, IdentityHashMap<Object, Object> known) {
        if (known != null) {
            throw new IllegalStateException(name
                    + " is also another argument: there is no derivative of a derivative then; pass a copy");
        }
        return fresh(name, buffer, like);
    }

    public static double[] settle(
            String name, double[] buffer, double[] shadow, IdentityHashMap<Object, Object> known) {
        if (known != null) {
            throw new IllegalStateException(name
                    + " is also another argument: there is no derivative of a derivative then; pass a copy");
        }
        return shadow;
    }

    public static float[] fresh(String name, float[] buffer, float[] like, IdentityHashMap<Object, Object> known) {
        if (known != null) {
            throw new IllegalStateException(name
                    + " is also another argument: there is no derivative of a derivative then; pass a copy");
        }
        return fresh(name, buffer, like);
    }

    public static float[] settle(
            String name, float[] buffer, float[] shadow, IdentityHashMap<Object, Object> known) {
        if (known != null) {
            throw new IllegalStateException(name
                    + " is also another argument: there is no derivative of a derivative then; pass a copy");
        }
        return shadow;
    }

    public static IdentityHashMap<Object, Object> shared(double[] a, double[] b) {
        return a != null && a == b ? new IdentityHashMap<>() : null;
    }

    public static IdentityHashMap<Object, Object> shared(double[] a, double[] b, double[] c) {
        return a != null && a == b || a != null && a == c || b != null && b == c ? new IdentityHashMap<>() : null;
    }

    public static IdentityHashMap<Object, Object> shared(double[] a, double[] b, double[] c, double[] d) {
        return a != null && (a == b || a == c || a == d)
                        || b != null && b == c
                        || b != null && b == d
                        || c != null && c == d
                ? new IdentityHashMap<>()
                : null;
    }

    public static IdentityHashMap<Object, Object> shared(float[] a, float[] b) {
        return a != null && a == b ? new IdentityHashMap<>() : null;
    }

    public static IdentityHashMap<Object, Object> shared(float[] a, float[] b, float[] c) {
        return a != null && a == b || a != null && a == c || b != null && b == c ? new IdentityHashMap<>() : null;
    }

    public static IdentityHashMap<Object, Object> shared(float[] a, float[] b, float[] c, float[] d) {
        return a != null && (a == b || a == c || a == d)
                        || b != null && b == c
                        || b != null && b == d
                        || c != null && c == d
                ? new IdentityHashMap<>()
                : null;
    }
}
