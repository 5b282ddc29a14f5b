package io.github.cotangent.random;

import io.github.cotangent.testing.Flat;
import io.github.cotangent.testing.Spoiled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * Checks one program at one point; what is wrong is an {@link AssertionError}. The function that is differentiated is the
 * product of all outputs, the result and the arrays left, with random seeds.
 */
final class PointCheck {
    private static final double DIFFERENCES = 1e-4;
    private static final double SMOOTH = 1e-4;

    private final Compiled program;
    private final Compiled unoptimized;
    private final String result;
    private final boolean detached;
    private final boolean singles;
    private final Arguments arguments;
    private final Random random;
    private final double[] numbers;
    private Object[] left;
    private Compiled.Outcome plain;

    PointCheck(Compiled program, Compiled unoptimized, RandomProgram of, Random random, boolean sharing) {
        this.program = program;
        this.unoptimized = unoptimized;
        this.result = of.signature().result();
        this.detached = of.source().contains("detach(");
        this.singles = of.hasSingles();
        this.random = random;
        this.arguments = new Arguments(of.signature(), program.types(), random, sharing);
        this.numbers = arguments.numbers();
    }

    /** Runs all checks; gives whether differences were compared. */
    boolean run() throws ReflectiveOperationException {
        left = arguments.at(numbers);
        plain = program.plain(left);
        Object[] seeds = seeds(random);
        double[] gradient = vjp(program, seeds, 1);
        Object[] dots = arguments.direction(random);
        double[] direction = arguments.vector(dots);
        double tangent = tangent(program, dots, seeds);
        if (gradient == null) {
            return false;
        }
        double product = 0;
        double scale = 1;
        for (int i = 0; i < direction.length; i++) {
            product += direction[i] * gradient[i];
            scale += Math.abs(direction[i] * gradient[i]);
        }
        if (!Double.isFinite(outputs(plain.result(), arguments.differentiable(left), seeds))) {
            return false;
        }
        require(
                Math.abs(product - tangent) <= (singles ? 1e-4 : 1e-9) * scale,
                "adjoint " + product + ", tangent " + tangent);
        near("unoptimized", vjp(unoptimized, seeds, 1), gradient);
        near("seeds doubled", vjp(program, scaled(seeds, 2), 2), gradient);
        near("seeds zero", vjp(program, scaled(seeds, 0), 1), new double[gradient.length]);
        accumulates(seeds, gradient);
        pullback(seeds, gradient);
        jacobian(seeds);
        if (result.equals("double") || result.equals("float")) {
            gradient(seeds);
        }
        return !singles && !detached && differences(direction, seeds, product, scale);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }

    /** The seeds in the order of the VJP's parameters. */
    private Object[] seeds(Random random) {
        List<Object> all = new ArrayList<>();
        for (String name : program.seeds()) {
            int parameter = parameterOf(name);
            Object like = parameter >= 0
                    ? arguments.differentiable(left)[parameter]
                    : plain.thrown() == null
                            ? plain.result()
                            : Map.of("double", 1.0, "float", 1f).get(result);
            all.add(Flat.separate(like, random));
        }
        return all.toArray();
    }

    /** The position among the arguments that carry derivatives, or -1 for the seed of the result. */
    private int parameterOf(String seed) {
        return arguments.names().indexOf(seed.substring(0, seed.length() - "Bar".length()));
    }

    private static Object[] scaled(Object[] seeds, double factor) {
        Object[] all = new Object[seeds.length];
        for (int i = 0; i < seeds.length; i++) {
            all[i] = mapped(seeds[i], x -> x * factor);
        }
        return all;
    }

    private static Object mapped(Object value, DoubleUnaryOperator by) {
        if (value instanceof Double number) {
            return by.applyAsDouble(number);
        }
        if (value instanceof Float number) {
            return (float) by.applyAsDouble(number);
        }
        if (value == null) {
            return null;
        }
        int length = java.lang.reflect.Array.getLength(value);
        Object copy = java.lang.reflect.Array.newInstance(value.getClass().getComponentType(), length);
        for (int i = 0; i < length; i++) {
            java.lang.reflect.Array.set(copy, i, mapped(java.lang.reflect.Array.get(value, i), by));
        }
        return copy;
    }

    private static Object[] joined(Object[] a, Object... b) {
        Object[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    /** The gradient of the product with the seeds, divided; null if the call throws, as the plain one does. */
    private double[] vjp(Compiled of, Object[] seeds, double divisor) throws ReflectiveOperationException {
        if (plain.thrown() != null) {
            throwsAlike(of, seeds);
            return null;
        }
        Object[] used = arguments.at(numbers);
        Object[] kept = scaled(seeds, 1);
        Compiled.Outcome outcome = of.derived("Vjp", joined(used, seeds));
        require(outcome.thrown() == null, "vjp threw " + trace(outcome.thrown()) + ", plain " + plain);
        require(outcome.trace() == plain.trace(), "side effects: vjp " + outcome.trace() + ", plain " + plain.trace());
        sameArrays("vjp", used);
        require(Arrays.deepEquals(kept, seeds), "seeds were changed");
        double[] gradient = arguments.vector(Compiled.parts(outcome.result(), arguments.names()));
        return Arrays.stream(gradient).map(x -> x / divisor).toArray();
    }

    private void throwsAlike(Compiled of, Object[] seeds) throws ReflectiveOperationException {
        Object into = of.fresh("Vjp");
        Object[] used = arguments.at(numbers);
        Compiled.Outcome outcome = of.derived("Vjp", joined(joined(used, seeds), into));
        require(outcome.same(plain), "exception: vjp " + outcome + ", plain " + plain);
        sameArrays("vjp that throws", used);
        Flat flat = new Flat();
        for (Object part : Compiled.parts(into, arguments.names())) {
            flat.add(part);
        }
        require(Arrays.stream(flat.toArray()).allMatch(x -> x == 0), "into was changed by a call that throws");
    }

    private static String trace(Throwable thrown) {
        return thrown == null
                ? null
                : thrown + " at "
                        + Arrays.toString(
                                Arrays.copyOf(thrown.getStackTrace(), Math.min(4, thrown.getStackTrace().length)));
    }

    private void sameArrays(String of, Object[] used) {
        require(
                Arrays.deepEquals(used, left),
                "arrays left by " + of + " are " + Arrays.deepToString(used) + ", by plain "
                        + Arrays.deepToString(left));
    }

    private double tangent(Compiled of, Object[] dots, Object[] seeds) throws ReflectiveOperationException {
        Object[] used = arguments.at(numbers);
        Compiled.Outcome outcome = of.derived("Jvp", joined(used, dots));
        sameArrays("jvp", used);
        if (plain.thrown() != null) {
            require(outcome.same(plain), "exception: jvp " + outcome + ", plain " + plain);
            return 0;
        }
        require(outcome.thrown() == null, "jvp threw " + trace(outcome.thrown()));
        Object tangent = null;
        Compiled.Outcome value = outcome.with(null);
        if (outcome.result() != null) {
            Object[] parts = Compiled.parts(outcome.result(), List.of("value", "tangent"));
            value = outcome.with(parts[0]);
            tangent = parts[1];
        }
        require(value.same(plain), "value: jvp " + value + ", plain " + plain);
        return outputs(tangent, dots, seeds);
    }

    /** The product of outputs, the result and arrays, with their seeds. */
    private double outputs(Object of, Object[] parts, Object[] seeds) {
        double sum = 0;
        List<String> names = program.seeds();
        for (int i = 0; i < seeds.length; i++) {
            int parameter = parameterOf(names.get(i));
            Flat output = new Flat();
            output.add(parameter >= 0 ? parts[parameter] : of);
            Flat seed = new Flat();
            seed.add(seeds[i]);
            double[] a = output.toArray();
            double[] b = seed.toArray();
            for (int k = 0; k < a.length; k++) {
                sum += a[k] * b[k];
            }
        }
        return sum;
    }

    private void near(String what, double[] found, double[] wanted) {
        double scale = 1;
        for (double each : wanted) {
            scale = Math.max(scale, Math.abs(each));
        }
        for (int i = 0; i < wanted.length; i++) {
            require(
                    Math.abs(found[i] - wanted[i]) <= (singles ? 1e-4 : 1e-13) * scale,
                    what + ": " + Arrays.toString(found) + ", not " + Arrays.toString(wanted));
        }
    }

    private void accumulates(Object[] seeds, double[] gradient) throws ReflectiveOperationException {
        Object into = program.fresh("Vjp");
        for (int i = 0; i < 2; i++) {
            Object[] used = arguments.at(numbers);
            Compiled.Outcome outcome = program.derived("Vjp", joined(joined(used, seeds), into));
            require(outcome.same(plain), "value: vjp into " + outcome + ", plain " + plain);
        }
        double[] twice = arguments.vector(Compiled.parts(into, arguments.names()));
        near("accumulated", Arrays.stream(twice).map(x -> x / 2).toArray(), gradient);
    }

    /** The reverse sweep of one call, again and again, on arguments that are not what they were. */
    private void pullback(Object[] seeds, double[] gradient) throws ReflectiveOperationException {
        Object[] used = arguments.at(numbers);
        Compiled.Outcome outcome = program.derived("Pullback", used);
        require(outcome.thrown() == null, "pullback threw " + trace(outcome.thrown()));
        Object value = result.equals("void") ? null : Compiled.parts(outcome.result(), List.of("value"))[0];
        require(outcome.with(value).same(plain), "value: pullback " + outcome.with(value) + ", plain " + plain);
        sameArrays("pullback", used);
        Spoiled.all(used);
        Spoiled.all(value);
        double[] first = applied(outcome.result(), seeds);
        near("pullback", first, gradient);
        double[] twice = applied(outcome.result(), scaled(seeds, 2));
        near("pullback doubled", Arrays.stream(twice).map(x -> x / 2).toArray(), gradient);
        near("pullback of zero", applied(outcome.result(), scaled(seeds, 0)), new double[gradient.length]);
        double[] again = applied(outcome.result(), seeds);
        require(
                Arrays.equals(first, again),
                "pullback again: " + Arrays.toString(again) + ", first " + Arrays.toString(first));
    }

    private double[] applied(Object pullback, Object[] seeds) throws ReflectiveOperationException {
        return arguments.vector(Compiled.parts(Compiled.applied(pullback, seeds), arguments.names()));
    }

    /** Rows of the Jacobian times seeds are the VJP. */
    private void jacobian(Object[] seeds) throws ReflectiveOperationException {
        Compiled.Outcome outcome = program.derived("Jacobian", arguments.at(numbers));
        require(outcome.thrown() == null, "jacobian threw " + trace(outcome.thrown()));
        Object value = result.equals("void") ? null : Compiled.parts(outcome.result(), List.of("value"))[0];
        require(outcome.with(value).same(plain), "value: jacobian " + outcome.with(value) + ", plain " + plain);
        Object[] counted = scaled(seeds, 1);
        for (int i = 1; i < seeds.length && value != null; i++) {
            counted[i] = mapped(seeds[i], x -> 0);
        }
        double[] weights = numbers(value == null ? counted : counted[0]);
        Object[] vjp = Compiled.parts(
                program.derived("Vjp", joined(arguments.at(numbers), counted)).result(), arguments.names());
        Object[] rows = Compiled.parts(outcome.result(), arguments.names());
        for (int i = 0; i < vjp.length; i++) {
            double[] wanted = numbers(vjp[i]);
            near("jacobian by " + arguments.names().get(i), product(weights, rows[i], wanted.length), wanted);
        }
    }

    private static double[] numbers(Object value) {
        Flat flat = new Flat();
        flat.add(value);
        return flat.toArray();
    }

    private static double[] product(double[] weights, Object rows, int columns) {
        double[] product = new double[columns];
        int count = java.lang.reflect.Array.getLength(rows);
        require(count == weights.length, count + " rows, not " + weights.length);
        for (int row = 0; row < count; row++) {
            double[] each = numbers(java.lang.reflect.Array.get(rows, row));
            require(each.length == columns, each.length + " columns, not " + columns);
            for (int i = 0; i < columns; i++) {
                product[i] += weights[row] * each[i];
            }
        }
        return product;
    }

    /** GRADIENT is the VJP with the seed 1 for the result and 0 for the arrays left. */
    private void gradient(Object[] seeds) throws ReflectiveOperationException {
        Object[] used = arguments.at(numbers);
        Compiled.Outcome outcome = program.derived("Gradient", used);
        sameArrays("gradient", used);
        require(outcome.thrown() == null, "gradient threw " + trace(outcome.thrown()));
        Object value = Compiled.parts(outcome.result(), List.of("value"))[0];
        require(outcome.with(value).same(plain), "value: gradient " + outcome.with(value) + ", plain " + plain);
        Object[] unit = scaled(seeds, 0);
        unit[0] = mapped(unit[0], x -> 1);
        near("gradient", arguments.vector(Compiled.parts(outcome.result(), arguments.names())), vjp(program, unit, 1));
        Compiled.Outcome other = unoptimized.derived("Gradient", arguments.at(numbers));
        near(
                "unoptimized gradient",
                arguments.vector(Compiled.parts(other.result(), arguments.names())),
                arguments.vector(Compiled.parts(outcome.result(), arguments.names())));
    }

    /** Compares along a direction, unless differences of several steps disagree: a branch flips or a kink is nearby. */
    private boolean differences(double[] direction, Object[] seeds, double product, double scale) {
        double[] estimates = new double[3];
        double h = 1e-4;
        for (int i = 0; i < estimates.length; i++, h /= 3) {
            estimates[i] = (along(direction, seeds, h) - along(direction, seeds, -h)) / (2 * h);
        }
        double middle = along(direction, seeds, 0);
        double after = (along(direction, seeds, h) - middle) / h;
        double before = (middle - along(direction, seeds, -h)) / h;
        double spread = Math.max(Math.abs(estimates[0] - estimates[1]), Math.abs(estimates[1] - estimates[2]));
        if (!(spread <= 1e-5 * scale && Math.abs(after - before) <= SMOOTH * scale)) {
            return false;
        }
        require(
                Math.abs(estimates[1] - product) <= DIFFERENCES * scale,
                "adjoint " + product + ", differences " + Arrays.toString(estimates));
        return true;
    }

    /** NaN if the call throws there. */
    private double along(double[] direction, Object[] seeds, double step) {
        double[] moved = numbers.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += step * direction[i];
        }
        Object[] used = arguments.at(moved);
        Compiled.Outcome outcome = program.plain(used);
        return outcome.thrown() != null ? Double.NaN : outputs(outcome.result(), arguments.differentiable(used), seeds);
    }
}
