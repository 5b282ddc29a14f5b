package io.github.cotangent.random;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Checks the products of the Hessian with directions at one point: their symmetry, and where the gradient is smooth, differences
 * of it. What is wrong is an {@link AssertionError}.
 */
final class ProductCheck {
    private final Compiled program;
    private final Compiled unoptimized;
    private final Arguments arguments;
    private final Compiled.Outcome plain;
    private final boolean singles;

    ProductCheck(Compiled program, Compiled unoptimized, Arguments arguments, Compiled.Outcome plain, boolean singles) {
        this.program = program;
        this.unoptimized = unoptimized;
        this.arguments = arguments;
        this.plain = plain;
        this.singles = singles;
    }

    void run(Random random, boolean differencesTell) throws ReflectiveOperationException {
        Object[] first = arguments.direction(random);
        Object[] second = arguments.direction(random);
        double[] u = arguments.vector(first);
        double[] v = arguments.vector(second);
        double[] hu = product(program, first);
        double[] hv = product(program, second);
        require(Arrays.equals(u, arguments.vector(first)), "the direction was changed");
        double scale = 1 + size(hu) + size(hv);
        require(
                Math.abs(times(v, hu) - times(u, hv)) <= (singles ? 1e-3 : 1e-9) * scale,
                "Hessian not symmetric: " + times(v, hu) + " and " + times(u, hv));
        double[] other = product(unoptimized, first);
        for (int i = 0; i < hu.length; i++) {
            require(
                    Math.abs(hu[i] - other[i]) <= (singles ? 1e-3 : 1e-9) * scale,
                    "unoptimized product: " + Arrays.toString(other) + ", not " + Arrays.toString(hu));
        }
        if (differencesTell && !singles) {
            differences(u, v, times(v, hu), scale);
        }
    }

    private double[] product(Compiled of, Object[] direction) throws ReflectiveOperationException {
        Object[] used = arguments.at(arguments.numbers());
        Object[] all = Arrays.copyOf(used, used.length + direction.length);
        System.arraycopy(direction, 0, all, used.length, direction.length);
        Compiled.Outcome outcome = of.derived("Hvp", all);
        require(outcome.thrown() == null, "hvp threw " + outcome.thrown());
        Object value = Compiled.parts(outcome.result(), List.of("value"))[0];
        require(outcome.with(value).same(plain), "value: hvp " + outcome.with(value) + ", plain " + plain);
        return arguments.vector(Compiled.parts(outcome.result(), arguments.names()));
    }

    /** Compares the change of the gradient along {@code u}, as far as {@code v} sees it, unless several steps disagree. */
    private void differences(double[] u, double[] v, double wanted, double scale) throws ReflectiveOperationException {
        double[] estimates = new double[3];
        double h = 1e-4;
        for (int i = 0; i < estimates.length; i++, h /= 3) {
            estimates[i] = (along(u, v, h) - along(u, v, -h)) / (2 * h);
        }
        double spread = Math.max(Math.abs(estimates[0] - estimates[1]), Math.abs(estimates[1] - estimates[2]));
        double middle = along(u, v, 0);
        double after = (along(u, v, h) - middle) / h;
        double before = (middle - along(u, v, -h)) / h;
        if (spread <= 1e-5 * scale && Math.abs(after - before) <= 1e-4 * scale) {
            require(
                    Math.abs(estimates[1] - wanted) <= 1e-4 * scale,
                    "product " + wanted + ", differences " + Arrays.toString(estimates));
        }
    }

    /** NaN if the call throws there. */
    private double along(double[] u, double[] v, double step) throws ReflectiveOperationException {
        double[] moved = arguments.numbers();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += step * u[i];
        }
        Compiled.Outcome outcome = program.derived("Gradient", arguments.at(moved));
        return outcome.thrown() != null
                ? Double.NaN
                : times(v, arguments.vector(Compiled.parts(outcome.result(), arguments.names())));
    }

    private static double times(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double size(double[] vector) {
        return Arrays.stream(vector).map(Math::abs).sum();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
