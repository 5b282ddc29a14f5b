package io.github.cotangent.retrofit;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Points drawn at random, the same for a method in every run. In turn: several ranges of the floating numbers; arrays of 3, 4 or
 * 5 numbers or, for matrices in one array, of their squares; every other point with arrays that ascend, as tables of abscissas do.
 * Integers are from 1 to 4. All arrays of a point have one length.
 *
 * <p>Behind {@link #REGULAR} points of that kind come others, for methods to which none of these is of use: integers from 30 to 200, as numbers
 * of iterations and sizes are, among what the object is made of, among the arguments, or both, by turns; and by turns arrays each of
 * which is one element shorter than the one before.
 */
final class Points {
    /** Lower and upper bounds of floating numbers. */
    private static final double[][] RANGES = {{0.2, 2}, {0.05, 0.95}, {-2, 2}, {1, 10}, {-0.9, 0.9}, {5, 60}};

    /** The number of points of the first kind. */
    static final int REGULAR = 72;

    private final Candidate candidate;

    Points(Candidate candidate) {
        this.candidate = candidate;
    }

    /** The point number {@code index}. */
    Point at(int index) {
        Draw draw =
                new Draw(index, new Random(31L * index + candidate.toString().hashCode()));
        List<Class<?>> making =
                candidate.isStatic() ? List.of() : candidate.receiver().parameters();
        int kind = index < REGULAR ? 0 : 1 + (index - REGULAR) / RANGES.length;
        boolean shrinking = kind > 0 && kind % 8 < 4;
        return new Point(
                draw.all(making, kind > 0 && kind % 2 == 0, shrinking),
                draw.all(candidate.parameters(), kind > 0 && kind % 4 < 2, shrinking));
    }

    private static final class Draw {
        private final Random random;
        private final double[] range;
        private final int length;
        private final int side;
        private final boolean ascending;
        private boolean large;
        private boolean shrinking;
        private int arrays;

        Draw(int index, Random random) {
            this.random = random;
            this.range = RANGES[index % RANGES.length];
            this.side = 3 + index % 3;
            this.length = index / 2 % 2 == 0 ? side : side * side;
            this.ascending = index / 3 % 2 == 1;
        }

        /**
         * One value for each type.
         *
         * @param large whether integers are
         * @param shrinking whether arrays differ in length
         */
        Object[] all(List<Class<?>> types, boolean large, boolean shrinking) {
            this.large = large;
            this.shrinking = shrinking;
            this.arrays = 0;
            return types.stream().map(this::one).toArray();
        }

        private Object one(Class<?> type) {
            if (type == double.class) {
                return number();
            } else if (type == float.class) {
                return (float) number();
            } else if (type == int.class) {
                return integer();
            } else if (type == long.class) {
                return (long) integer();
            } else if (type == boolean.class) {
                return random.nextBoolean();
            } else if (type == double[].class) {
                return doubles(shrinking ? length - arrays++ : length);
            } else if (type == float[].class) {
                return floats(shrinking ? length - arrays++ : length);
            }
            Object[] rows = type == double[][].class ? new double[side][] : new float[side][];
            for (int i = 0; i < side; i++) {
                rows[i] = type == double[][].class ? doubles(side) : floats(side);
            }
            return rows;
        }

        private int integer() {
            return large ? 30 + random.nextInt(171) : 1 + random.nextInt(4);
        }

        private double number() {
            return range[0] + (range[1] - range[0]) * random.nextDouble();
        }

        private double[] doubles(int count) {
            double[] numbers = random.doubles(count, range[0], range[1]).toArray();
            if (ascending) {
                Arrays.sort(numbers);
            }
            return numbers;
        }

        private float[] floats(int count) {
            double[] numbers = doubles(count);
            float[] narrow = new float[count];
            for (int i = 0; i < count; i++) {
                narrow[i] = (float) numbers[i];
            }
            return narrow;
        }
    }
}
