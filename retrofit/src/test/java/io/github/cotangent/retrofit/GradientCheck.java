package io.github.cotangent.retrofit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Checks a companion at random points at which the plain method neither throws nor gives anything that is not finite: the value
 * and the arrays and the receiver left have the bits of the plain call, the VJP agrees with differences in every element of every input, and the
 * JVP with the VJP. The function that is differentiated is the product of all outputs with random seeds.
 */
final class GradientCheck {
    private static final int POINTS = 6;
    /** An exception whose class the companion's loader has. */
    private static final String REFUSAL = "NoDerivativeException";

    /**
     * What came out.
     *
     * @param points how many points were checked
     * @param wrong what was wrong at the first point with something wrong; null if nothing
     * @param refused what the companion said where it met an object that it has no derivative for; null if it did not
     * @param skipped why other points were of no use, with how many
     */
    record Result(int points, String wrong, String refused, String skipped) {}

    /** The companion says that it has no derivative. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(Throwable cause) {
            super(cause.getMessage());
        }
    }

    /** Something wrong at a point. */
    private static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;

        Wrong(String message) {
            super(message);
        }
    }

    private final Target target;
    private final Points points;
    private final boolean warned;
    private final boolean single;
    private final List<Integer> outputs;
    private final Map<String, Integer> skipped = new TreeMap<>();

    /** @param warned whether the processor warned that somewhere no derivative flows: zeros are meant then */
    GradientCheck(Candidate candidate, Target target, boolean warned) {
        this.warned = warned;
        this.target = target;
        this.points = new Points(candidate);
        this.outputs = target.seeds();
        this.single =
                isSingle(target.resultType()) || candidate.parameters().stream().anyMatch(GradientCheck::isSingle);
    }

    private static boolean isSingle(Class<?> type) {
        return type.isArray() ? isSingle(type.getComponentType()) : type == float.class;
    }

    Result run() throws ReflectiveOperationException {
        int checked = 0;
        int attempts = Points.REGULAR;
        for (int attempt = 0; attempt < attempts && checked < POINTS; attempt++) {
            Point point = points.at(attempt);
            try {
                String useless = check(point, new Random(attempt));
                if (useless == null) {
                    checked++;
                } else {
                    skipped.merge(useless, 1, Integer::sum);
                }
            } catch (Wrong wrong) {
                return new Result(
                        checked,
                        "at " + Arrays.deepToString(new Object[] {point.making(), point.arguments()}) + ": "
                                + wrong.getMessage(),
                        null,
                        skipped());
            } catch (Refused refused) {
                return new Result(checked, null, refused.getMessage(), skipped());
            }
            if (attempt == Points.REGULAR - 1 && checked == 0) {
                attempts = 2 * Points.REGULAR;
            }
        }
        return new Result(checked, null, null, skipped());
    }

    private String skipped() {
        return skipped.entrySet().stream()
                .map(each -> each.getKey() + " ×" + each.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Checks one point; gives why it is of no use, or null. */
    private String check(Point point, Random random) throws ReflectiveOperationException {
        Point left = point.copy();
        Target.Outcome plain = target.plain(left);
        if (plain.thrown() != null) {
            return plain.thrown().getClass().getSimpleName();
        }
        if (plain.result() == null && target.resultType() != void.class) {
            return "null";
        }
        Object[] made = outputs(plain.result(), left.arguments(), numbers(plain.receiver()));
        if (!isFinite(Numbers.flat(made))) {
            return "not finite";
        }
        Object[] seeds = Arrays.stream(made)
                .map(output -> Numbers.random(output, random))
                .toArray();
        double[] weights = Numbers.flat(seeds);
        double value = product(point, weights);
        if (value != product(point, weights)) {
            return "not repeatable";
        }
        double scale = 0;
        double[] numbers = Numbers.flat(made);
        for (int i = 0; i < weights.length; i++) {
            scale += Math.abs(weights[i] * numbers[i]);
        }
        double[] gradient = vjp(point, seeds, plain, left);
        Object[] dots = Arrays.stream(point.arguments())
                .filter(argument -> Target.isFloating(plainType(argument)))
                .map(argument -> Numbers.random(argument, random))
                .toArray();
        String useless = tangents(point, dots, seeds, scale, plain, left, gradient);
        return useless != null ? useless : differences(point, weights, scale, gradient);
    }

    private static String text(Object value) {
        return Arrays.deepToString(new Object[] {value});
    }

    private static Class<?> plainType(Object argument) {
        return argument instanceof Double
                ? double.class
                : argument instanceof Float ? float.class : argument.getClass();
    }

    private Object[] outputs(Object result, Object[] arguments, Object receiver) {
        return outputs.stream()
                .map(output -> switch (output) {
                    case Target.RESULT -> result;
                    case Target.RECEIVER -> receiver;
                    default -> arguments[output];
                })
                .toArray();
    }

    /** The numbers of a receiver that is an output; none for others. */
    private double[] numbers(Object receiver) throws ReflectiveOperationException {
        return outputs.contains(Target.RECEIVER) && receiver != null
                ? Parts.numbers(receiver, target.zero(receiver))
                : new double[0];
    }

    /** The outputs weighed and added up; NaN where the method throws or gives outputs of another shape. */
    private double product(Point point, double[] weights) {
        Point used = point.copy();
        Target.Outcome outcome = target.plain(used);
        double[] numbers;
        try {
            numbers = Numbers.flat(outputs(outcome.result(), used.arguments(), numbers(outcome.receiver())));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return outcome.thrown() != null || numbers.length != weights.length
                ? Double.NaN
                : Numbers.product(numbers, weights);
    }

    private double[] vjp(Point point, Object[] seeds, Target.Outcome plain, Point left)
            throws ReflectiveOperationException {
        Point used = point.copy();
        Object into = target.into();
        Object[] shaped = seeds.clone();
        int receiver = outputs.indexOf(Target.RECEIVER);
        if (receiver >= 0) {
            shaped[receiver] = target.zero(plain.receiver());
            Parts.fill(plain.receiver(), shaped[receiver], (double[]) seeds[receiver]);
        }
        Target.Outcome outcome = target.vjp(used, shaped, into);
        same("VJP", outcome, outcome.result(), plain, used, left);
        return Numbers.flat(target.cotangents(into));
    }

    private void same(String what, Target.Outcome outcome, Object value, Target.Outcome plain, Point used, Point left)
            throws ReflectiveOperationException {
        if (outcome.thrown() != null
                && outcome.thrown().getClass().getSimpleName().equals(REFUSAL)) {
            throw new Refused(outcome.thrown());
        } else if (outcome.thrown() != null) {
            StackTraceElement[] trace = outcome.thrown().getStackTrace();
            throw new Wrong(what + " threw " + outcome.thrown() + (trace.length == 0 ? "" : " at " + trace[0]));
        }
        if (!Objects.deepEquals(value, plain.result())) {
            throw new Wrong(what + " has the value " + text(value) + ", not " + text(plain.result()));
        }
        if (!Arrays.deepEquals(used.arguments(), left.arguments())) {
            throw new Wrong(what + " leaves " + Arrays.deepToString(used.arguments()) + ", not "
                    + Arrays.deepToString(left.arguments()));
        }
        if (!Arrays.equals(numbers(outcome.receiver()), numbers(plain.receiver()))) {
            throw new Wrong(what + " leaves a receiver with " + Arrays.toString(numbers(outcome.receiver())) + ", not "
                    + Arrays.toString(numbers(plain.receiver())));
        }
    }

    /**
     * The dot-product identity. Tangents of arrays that are overwritten are found in the arrays given; those of the receiver, which
     * is no input, cannot be had. Gives why a point is of no use, or null.
     */
    private String tangents(
            Point point, Object[] dots, Object[] seeds, double outputs, Target.Outcome plain, Point left, double[] full)
            throws ReflectiveOperationException {
        double[] gradient = full;
        Object[] visible = seeds.clone();
        int receiver = this.outputs.indexOf(Target.RECEIVER);
        if (receiver >= 0) {
            visible[receiver] = new double[((double[]) seeds[receiver]).length];
            gradient = vjp(point, visible, plain, left);
        }
        double[] direction = Numbers.flat(dots);
        Point used = point.copy();
        Object[] moved = Numbers.copy(dots);
        Target.Outcome outcome = target.jvp(used, moved);
        same(
                "JVP",
                outcome,
                outcome.result() == null ? null : Target.part(outcome.result(), "value"),
                plain,
                used,
                left);
        double forward = forward(outcome, spread(point, moved), visible);
        double backward = 0;
        // Modes add up in different orders: where terms cancel, what is left differs by the rounding errors of the
        // terms.
        double rounding = (single ? 1e-5 : 1e-13) * outputs;
        double scale = Math.abs(forward);
        for (int i = 0; i < direction.length; i++) {
            backward += direction[i] * gradient[i];
            scale += Math.abs(direction[i] * gradient[i]);
        }
        double difference = Math.abs(forward - backward);
        if (difference <= (single ? 1e-3 : 1e-8) * scale + rounding) {
            return null;
        } else if (wanders(point, dots, visible, forward, difference / 4)) {
            return "ill-conditioned";
        }
        throw new Wrong("JVP gives " + forward + ", VJP " + backward + ", gradient " + Arrays.toString(gradient));
    }

    private double forward(Target.Outcome outcome, Object[] dots, Object[] seeds) throws ReflectiveOperationException {
        Object tangent = outcome.result() == null ? null : Target.part(outcome.result(), "tangent");
        int receiver = outputs.indexOf(Target.RECEIVER);
        Object none = receiver < 0 ? null : seeds[receiver];
        return Numbers.product(Numbers.flat(outputs(tangent, dots, none)), Numbers.flat(seeds));
    }

    /** Whether a rounding error of an argument changes the tangent by as much as a given distance. */
    private boolean wanders(Point point, Object[] dots, Object[] seeds, double forward, double distance)
            throws ReflectiveOperationException {
        double[] arguments = Numbers.flat(point.arguments());
        for (int i = 0; i < arguments.length; i++) {
            Point near = point.copy();
            Numbers.shift(near.arguments(), i, single ? Math.ulp((float) arguments[i]) : Math.ulp(arguments[i]));
            Object[] moved = Numbers.copy(dots);
            Target.Outcome outcome = target.jvp(near, moved);
            if (outcome.thrown() == null
                    && Math.abs(forward(outcome, spread(point, moved), seeds) - forward) > distance) {
                return true;
            }
        }
        return false;
    }

    /** Tangents at the positions of their arguments. */
    private static Object[] spread(Point point, Object[] dots) {
        Object[] spread = new Object[point.arguments().length];
        int next = 0;
        for (int i = 0; i < spread.length; i++) {
            if (Target.isFloating(plainType(point.arguments()[i]))) {
                spread[i] = dots[next++];
            }
        }
        return spread;
    }

    private String differences(Point point, double[] weights, double scale, double[] gradient) {
        int inputs = Numbers.flat(point.arguments()).length;
        if (inputs != gradient.length) {
            throw new Wrong(inputs + " inputs, gradient " + Arrays.toString(gradient));
        }
        boolean usable = true;
        for (int i = 0; i < inputs; i++) {
            Differences found = Differences.at(point, i, at -> product(at, weights), single, scale)
                    .orElse(null);
            if (found == null) {
                usable = false;
            } else if (!found.agree(gradient[i])) {
                if (gradient[i] == 0 && warned) {
                    return "cut with a warning";
                } else if (gradient[i] == 0 && Differences.isStairs(point, i, at -> product(at, weights), single)) {
                    return "stairs";
                }
                throw new Wrong("element " + i + " of the gradient is " + gradient[i] + ", differences give "
                        + found.value() + " ± " + found.tolerance());
            }
        }
        return usable ? null : "kink or noise";
    }

    private static boolean isFinite(double[] numbers) {
        return Arrays.stream(numbers).allMatch(Double::isFinite);
    }
}
