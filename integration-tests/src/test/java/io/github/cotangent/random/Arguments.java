package io.github.cotangent.random;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * The arguments of a random method at one point, made anew on every use. Numbers are those of one vector, each storage once:
 * with sharing, some arguments and rows are the same array.
 */
final class Arguments {
    private final Signature signature;
    private final boolean sharing;
    private final Object[] discrete;
    private final double[] numbers;

    Arguments(Signature signature, Class<?>[] types, Random random, boolean sharing) {
        this.signature = signature;
        this.sharing = sharing;
        this.discrete = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            discrete[i] = switch (signature.parameters().get(i).kind()) {
                case INT -> random.nextInt(4);
                case LONG -> random.nextLong();
                case TEXT -> List.of("one", "two", "three", "four").get(random.nextInt(4));
                case FLAG -> random.nextBoolean();
                case OP -> types[i].getEnumConstants()[random.nextInt(3)];
                case INTS -> random.ints(3, -5, 5).toArray();
                default -> null;
            };
        }
        numbers = vector(direction(random));
    }

    double[] numbers() {
        return numbers.clone();
    }

    /** All arguments, with numbers from a vector. */
    Object[] at(double[] vector) {
        Object[] made = make();
        int[] next = {0};
        return fill(made, x -> vector[next[0]++]);
    }

    /** A vector in the shape of the arguments; shared arrays get one share. */
    Object[] direction(Random random) {
        Object[] made = make();
        return differentiable(fill(made, x -> 2 * random.nextDouble() - 1));
    }

    /** The arguments that carry derivatives. */
    Object[] differentiable(Object[] all) {
        List<Object> some = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            if (discrete[i] == null) {
                some.add(all[i]);
            }
        }
        return some.toArray();
    }

    /** The names of the arguments that carry derivatives. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < discrete.length; i++) {
            if (discrete[i] == null) {
                names.add(signature.parameters().get(i).name());
            }
        }
        return names;
    }

    /** The numbers of parts in the shape of {@link #differentiable}, each storage once; its parts must agree on them. */
    double[] vector(Object[] parts) {
        Object[] like = differentiable(make());
        List<Double> all = new ArrayList<>();
        IdentityHashMap<Object, Object> met = new IdentityHashMap<>();
        for (int i = 0; i < like.length; i++) {
            read(like[i], parts[i], met, all);
        }
        return all.stream().mapToDouble(x -> x).toArray();
    }

    private Object[] make() {
        Object[] all = new Object[discrete.length];
        double[] first = null;
        double[][] matrix = null;
        for (int i = 0; i < all.length; i++) {
            Kind kind = signature.parameters().get(i).kind();
            all[i] = switch (kind) {
                case NUMBER -> 0.0;
                case SINGLE -> 0f;
                case ROW -> sharing && first != null ? first : new double[3];
                case SINGLES -> new float[3];
                case MATRIX -> new double[3][3];
                case CUBE -> new double[2][3][3];
                case INTS -> ((int[]) discrete[i]).clone();
                default -> discrete[i];
            };
            first = kind == Kind.ROW ? (double[]) all[i] : first;
            matrix = kind == Kind.MATRIX ? (double[][]) all[i] : matrix;
            if (sharing && kind == Kind.CUBE) {
                ((double[][][]) all[i])[1][2] = ((double[][][]) all[i])[0][1];
            }
        }
        if (sharing) {
            matrix[2] = matrix[0];
            matrix[1] = first;
        }
        return all;
    }

    private Object[] fill(Object[] arguments, DoubleUnaryOperator number) {
        Set<Object> met = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < arguments.length; i++) {
            if (discrete[i] == null) {
                arguments[i] = filled(arguments[i], number, met);
            }
        }
        return arguments;
    }

    private static Object filled(Object value, DoubleUnaryOperator number, Set<Object> met) {
        if (value instanceof Double) {
            return number.applyAsDouble(0);
        }
        if (value instanceof Float) {
            return (float) number.applyAsDouble(0);
        }
        if (met.add(value)) {
            for (int i = 0; i < Array.getLength(value); i++) {
                Array.set(value, i, filled(Array.get(value, i), number, met));
            }
        }
        return value;
    }

    private static void read(Object like, Object part, IdentityHashMap<Object, Object> met, List<Double> into) {
        if (part instanceof Number number) {
            into.add(number.doubleValue());
            return;
        }
        Object before = met.putIfAbsent(like, part);
        if (before != null) {
            if (!Objects.deepEquals(before, part)) {
                throw new AssertionError("sharing: two accessors of one array differ");
            }
            return;
        }
        for (int i = 0; i < Array.getLength(like); i++) {
            read(Array.get(like, i), Array.get(part, i), met, into);
        }
    }
}
