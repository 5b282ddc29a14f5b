package io.github.cotangent.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * Compares generated derivatives with differences of the plain method, in one line of a test:
 *
 * <pre>{@code
 * GradientCheck.of(Model.class, "loss").at(w, b, x, y);
 * }</pre>
 *
 * <p>Checked are, as far as the companion has them: that a gradient comes with the value of the plain call, to the bit; that the GRADIENT
 * or the VJP, the latter with random seeds, agrees with five-point differences, number by number; and that the JVP agrees with it
 * in the dot-product test {@code <seed, J dot> = <Jᵀ seed, dot>}, which knows no step size. What fails is an {@link AssertionError} that
 * names each number with its derivative, the reference and the likely cause.
 *
 * <p>Inputs are numbers ({@code double}, {@code float}), arrays of them of any rank, and records with such parts. Inputs of other types,
 * and fields of the receiver, are passed on unchecked. Arguments are copied for each call, so methods may change arrays.
 *
 * <p>Method, class and companion may have any visibility, in code on the class path; a named module has to open the package to {@code
 * io.github.cotangent.check}. Which parameters are inputs is told by their names, which needs {@code javac -parameters} or {@link
 * #parameters}, unless all of a suitable type are.
 */
public final class GradientCheck {
    private static final double DOUBLE_TOLERANCE = 1e-6;
    private static final double FLOAT_TOLERANCE = 2e-3;

    private final Subject subject;
    private double tolerance = Double.NaN;
    private boolean single;

    private GradientCheck(Subject subject) {
        this.subject = subject;
    }

    /** A check of an annotated method of a class, by way of the class's companion. */
    public static GradientCheck of(Class<?> type, String method) {
        return new GradientCheck(new CompanionSubject(type, method));
    }

    /**
     * A check of any function of some numbers with its gradient. Arguments of {@link #at} are one array.
     *
     * @param gradient gives an array of the same length
     */
    public static GradientCheck of(ToDoubleFunction<double[]> function, UnaryOperator<double[]> gradient) {
        return new GradientCheck(new FunctionSubject(function, gradient));
    }

    /** Says that the generated names start with this one, as {@code @Differentiable(name = "…")} has it. */
    public GradientCheck named(String name) {
        subject.named(name);
        return this;
    }

    /** Says what the parameters of the method are called, all of them in order. */
    public GradientCheck parameters(String... names) {
        subject.parameters(List.of(names));
        return this;
    }

    /** Says that values have no more digits than a float: the method rounds to float inside. Where its types say so, this is not needed. */
    public GradientCheck single() {
        single = true;
        return this;
    }

    /** Changes how much a derivative may differ, relative to 1 or, if that is larger, to itself: 1e-6, where a float is involved 2e-3. */
    public GradientCheck tolerance(double relative) {
        tolerance = relative;
        return this;
    }

    /**
     * Checks at one point.
     *
     * @param arguments those of the method; the receiver first, if there is one
     * @throws AssertionError if something differs
     * @throws IllegalArgumentException if there is no such method, no companion, or no input that can be checked
     */
    public GradientCheck at(Object... arguments) {
        List<String> failures = failures(arguments, 0);
        if (!failures.isEmpty()) {
            throw new AssertionError(
                    subject.title() + " at " + subject.show(arguments) + ":\n  " + String.join("\n  ", failures));
        }
        return this;
    }

    /**
     * Checks at random points around given arguments: each number of the inputs is moved by up to a tenth, plus 0.1.
     *
     * @param seed of the random numbers; the message of a failure names it
     */
    public GradientCheck around(long seed, int points, Object... arguments) {
        Random random = new Random(seed);
        for (int k = 0; k < points; k++) {
            double[] numbers = subject.numbers(arguments);
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] += (2 * random.nextDouble() - 1) * (0.1 + 0.1 * Math.abs(numbers[i]));
            }
            Object[] moved = subject.with(arguments, numbers);
            List<String> failures = failures(moved, random.nextLong());
            if (!failures.isEmpty()) {
                throw new AssertionError(subject.title() + " at point " + k + " of seed " + seed + ", "
                        + subject.show(moved) + ":\n  " + String.join("\n  ", failures));
            }
        }
        return this;
    }

    private List<String> failures(Object[] arguments, long seed) {
        double[] point = subject.numbers(arguments);
        if (point.length == 0) {
            throw new IllegalArgumentException(subject.title() + " has no input that can be checked");
        }
        boolean isFloat = single || subject.isFloat();
        double allowed = Double.isNaN(tolerance) ? isFloat ? FLOAT_TOLERANCE : DOUBLE_TOLERANCE : tolerance;
        Subject.Direction direction = subject.direction(arguments, new Random(seed));
        List<String> failures = new ArrayList<>(direction.failures(allowed));
        boolean modesAgree = direction.hasBothModes() && failures.isEmpty();
        List<String> names = subject.names(arguments);
        double[] gradient = direction.gradient();
        for (int i = 0; i < point.length; i++) {
            Reference reference = new Reference(direction::value, point, i, isFloat);
            if (!reference.agrees(gradient[i], allowed)) {
                failures.add(names.get(i) + ": derivative " + gradient[i] + ", differences give " + reference + "\n    "
                        + reference.causeOf(gradient[i], modesAgree));
            }
        }
        return failures;
    }
}
