package io.github.cotangent.conformance;

import io.github.cotangent.testing.Differences;
import io.github.cotangent.testing.Flat;
import io.github.cotangent.testing.MemoryCompiler;
import io.github.cotangent.testing.Spoiled;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Runs the checks of the catalogue on one program: value bits, side effects, gradients against the catalogue and against
 * finite differences, linearity in the seed, accumulation, and the dot-product identity between both modes.
 */
public final class ProgramCheck {
    static final String KINDS =
            "Derivative.GRADIENT, Derivative.VJP, Derivative.JVP, Derivative.PULLBACK, Derivative.JACOBIAN";

    private final CheckedProgram program;
    private final List<String> failures = new ArrayList<>();
    private final String[] options;
    private MemoryCompiler.Result compiled;
    private Class<?> type;
    private Class<?> derivatives;
    private Method driver;
    private Method plain;

    public ProgramCheck(CheckedProgram program, String... options) {
        this.program = program;
        this.options = options;
    }

    /** Runs everything; gives what failed. */
    public List<String> run() throws Exception {
        if (compile()) {
            for (int point = 0; point < program.points().size(); point++) {
                point(point);
            }
        }
        return failures;
    }

    private boolean compile() throws Exception {
        List<String> all = new ArrayList<>(List.of("-Xlint:all", "-Werror"));
        all.addAll(List.of(options));
        compiled = MemoryCompiler.compile(program.sources(KINDS), all.toArray(new String[0]));
        boolean warned = !compiled.success() && compiled.errors().contains("[COT1");
        if (warned) {
            all.remove("-Werror");
            compiled = MemoryCompiler.compile(program.sources(KINDS), all.toArray(new String[0]));
        }
        if (!compiled.success()) {
            failures.add("does not compile:\n" + compiled.errors());
            return false;
        }
        ClassLoader loader = compiled.loader();
        type = loader.loadClass(program.packageName() + ".Program");
        derivatives = loader.loadClass(program.packageName() + ".ProgramDerivatives");
        driver = loader.loadClass(program.packageName() + ".Driver").getMethod("arguments", int.class);
        plain = method(type, "f", -1);
        return true;
    }

    public String generated() {
        return String.join("\n", compiled.generated().values());
    }

    /** The gradients at all points, for comparison between settings; none if the program does not compile. */
    public List<double[]> gradients() throws Exception {
        if (compiled == null && !compile()) {
            return List.of();
        }
        List<double[]> all = new ArrayList<>();
        for (int point = 0; point < program.points().size(); point++) {
            all.add(gradient(call("fGradient", arguments(point))));
        }
        return all;
    }

    private static Method method(Class<?> in, String name, int parameters) {
        return Arrays.stream(in.getMethods())
                .filter(m -> m.getName().equals(name) && (parameters < 0 || m.getParameterCount() == parameters))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no method " + name + " with " + parameters + " parameters"));
    }

    private static Method method(Class<?> in, String name, String result) {
        return Arrays.stream(in.getMethods())
                .filter(m -> m.getName().equals(name)
                        && m.getReturnType().getSimpleName().equals(result))
                .findFirst()
                .orElseThrow();
    }

    private Object[] arguments(int point) throws Exception {
        return (Object[]) driver.invoke(null, point);
    }

    private Object call(String name, Object... arguments) throws Exception {
        try {
            return method(derivatives, name, arguments.length).invoke(null, arguments);
        } catch (InvocationTargetException e) {
            throw new AssertionError(name + " threw " + e.getCause(), e.getCause());
        }
    }

    private Object[] with(Object[] arguments, Object... more) {
        Object[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return all;
    }

    private double[] gradient(Object result) throws Exception {
        Flat flat = new Flat();
        for (Parameter parameter : plain.getParameters()) {
            if (Flat.isDifferentiable(parameter.getType())) {
                flat.add(accessor(result, parameter));
            }
        }
        return flat.toArray();
    }

    private static Object accessor(Object result, Parameter parameter) throws Exception {
        return accessor(result, parameter.getName().equals("value") ? "value_" : parameter.getName());
    }

    private static Object accessor(Object result, String name) throws Exception {
        return result.getClass().getMethod(name).invoke(result);
    }

    private void point(int point) throws Exception {
        Object[] left = arguments(point);
        double value = number(plain.invoke(null, left));

        Object[] used = arguments(point);
        Object result = call("fGradient", used);
        double[] gradient = gradient(result);
        sameBits(point, "value()", number(accessor(result, "value")), value);
        if (!Arrays.deepEquals(used, left)) {
            failures.add(at(point) + "arrays after the call differ from those after the plain call");
        }
        double[] listed = listed(point, gradient);
        program.points().get(point).expected().ifPresent(expected -> {
            expect(point, "value", value, expected.value(), 1e-7);
            expect(point, "gradient", listed, expected.gradient(), expected.closedForm() ? 1e-7 : 2e-6);
        });
        if (program.differencesTell()) {
            double[] differences = new Differences(plain, () -> arguments(point)).gradient(single() ? 1e-2 : 1e-4);
            expect(point, "differences", listed, listed(point, differences), single() ? 2e-2 : 2e-5);
        }

        Object again = call("fGradient", arguments(point));
        expect(point, "second call", gradient(again), gradient, 0);
        Object into = result.getClass().getConstructor().newInstance();
        sameBits(point, "into", number(call("fGradient", with(arguments(point), into))), value);
        call("fGradient", with(arguments(point), into));
        expect(point, "two calls add", gradient(into), scaled(gradient, 2), single() ? 1e-6 : 1e-13);
        into.getClass().getMethod("add", into.getClass()).invoke(into, result);
        expect(point, "add", gradient(into), scaled(gradient, 3), single() ? 1e-6 : 1e-13);
        expect(point, "serialised", gradient(serialised(into)), gradient(into), 0);
        into.getClass().getMethod("clear").invoke(into);
        expect(point, "clear", gradient(into), scaled(gradient, 0), 0);

        vjp(point, gradient);
        dotProduct(point);
        pullback(point, value, left, gradient);
        jacobian(point, value, left, gradient);
    }

    /** The part of a gradient that the catalogue lists: that of the arguments it marks. */
    private double[] listed(int point, double[] gradient) throws Exception {
        Flat flat = new Flat();
        Object[] arguments = arguments(point);
        int at = 0;
        for (int i = 0; i < arguments.length; i++) {
            if (Flat.isDifferentiable(plain.getParameters()[i].getType())) {
                Flat one = new Flat();
                one.add(arguments[i]);
                for (double ignored : one.toArray()) {
                    double value = gradient[at++];
                    if (program.points().get(point).active().get(i)) {
                        flat.add(value);
                    }
                }
            }
        }
        return flat.toArray();
    }

    private void vjp(int point, double[] gradient) throws Exception {
        List<double[]> results = new ArrayList<>();
        Object[] left = arguments(point);
        plain.invoke(null, left);
        for (double seed : new double[] {0, 1, 2}) {
            Object[] arguments = arguments(point);
            List<Object> seeds = new ArrayList<>(List.of(seed(seed)));
            overwritten(arguments).forEach(p -> seeds.add(Flat.zeros(left[p])));
            results.add(gradient(call("fVjp", with(arguments, seeds.toArray()))));
        }
        expect(point, "seed 0", results.get(0), scaled(gradient, 0), 0);
        expect(point, "seed 1", results.get(1), gradient, 1e-13);
        expect(point, "seed 2", results.get(2), scaled(results.get(1), 2), 0);
    }

    /** The reverse sweep of one call, again and again, on arguments that are not what they were. */
    private void pullback(int point, double value, Object[] left, double[] gradient) throws Exception {
        Object[] arguments = arguments(point);
        List<Object> zeros = new ArrayList<>();
        overwritten(arguments).forEach(p -> zeros.add(Flat.zeros(left[p])));
        Object pullback = call("fPullback", arguments);
        sameBits(point, "pullback's value", number(accessor(pullback, "value")), value);
        if (!Arrays.deepEquals(arguments, left)) {
            failures.add(at(point) + "arrays after the pullback differ from those after the plain call");
        }
        Spoiled.all(arguments);
        for (double seed : new double[] {2, 0, -1, 1}) {
            double[] found = gradient(apply(pullback, seed, zeros));
            expect(
                    point,
                    "pullback of " + seed,
                    found,
                    scaled(gradient, seed),
                    seed == 0 ? 0 : single() ? 1e-5 : 1e-13);
        }
        Object into = apply(pullback, 1, zeros);
        apply(pullback, 2, with(zeros.toArray(), into));
        expect(point, "pullbacks add", gradient(into), scaled(gradient, 3), single() ? 1e-5 : 1e-13);
    }

    private Object apply(Object pullback, double seed, List<Object> zeros) throws Exception {
        return apply(pullback, seed, zeros.toArray());
    }

    private Object apply(Object pullback, double seed, Object[] more) throws Exception {
        Object[] arguments = with(new Object[] {seed(seed)}, more);
        try {
            return method(pullback.getClass(), "apply", arguments.length).invoke(pullback, arguments);
        } catch (InvocationTargetException e) {
            throw new AssertionError("apply threw " + e.getCause(), e.getCause());
        }
    }

    private void jacobian(int point, double value, Object[] left, double[] gradient) throws Exception {
        Object[] arguments = arguments(point);
        Object jacobian = call("fJacobian", arguments);
        sameBits(point, "Jacobian's value", number(accessor(jacobian, "value")), value);
        if (!Arrays.deepEquals(arguments, left)) {
            failures.add(at(point) + "arrays after the Jacobian differ from those after the plain call");
        }
        expect(point, "Jacobian", gradient(jacobian), gradient, single() ? 1e-5 : 1e-13);
    }

    /**
     * The dot-product identity over all outputs: the result, and what is left in the arrays that the method overwrites.
     */
    private void dotProduct(int point) throws Exception {
        Random random = new Random(17 * (point + 1));
        Object[] arguments = arguments(point);
        Object[] left = arguments(point);
        double value = number(plain.invoke(null, left));
        int[] inputs = IntStream.range(0, arguments.length)
                .filter(i -> Flat.isDifferentiable(plain.getParameters()[i].getType()))
                .toArray();
        Object[] direction = Flat.randoms(at(inputs, arguments), random);
        Object[] dots = Flat.randoms(at(inputs, arguments), new Random(17 * (point + 1)));

        List<Integer> overwritten = overwritten(arguments);
        List<Object> seeds = new ArrayList<>(List.of(seed(2 * random.nextDouble() - 1)));
        overwritten.forEach(p -> seeds.add(Flat.random(left[p], random)));
        Object vjp = call("fVjp", with(arguments, seeds.toArray()));
        List<Object> cotangents = new ArrayList<>();
        for (int i : inputs) {
            cotangents.add(accessor(vjp, plain.getParameters()[i]));
        }
        double adjoint = Flat.product(direction, cotangents.toArray());

        Object jvp = call("fJvp", with(arguments(point), dots));
        sameBits(point, "tangent's value", number(accessor(jvp, "value")), value);
        double tangent = number(seeds.get(0)) * number(accessor(jvp, "tangent"));
        for (int k = 0; k < overwritten.size(); k++) {
            Object dot = dots[Arrays.binarySearch(inputs, overwritten.get(k))];
            tangent += Flat.product(new Object[] {seeds.get(k + 1)}, new Object[] {dot});
        }
        double scale = Math.max(1, Math.max(Math.abs(adjoint), Math.abs(tangent)));
        if (!(Math.abs(adjoint - tangent) <= (single() ? 1e-5 : 1e-11) * scale)) {
            failures.add(at(point) + "dot product: tangent " + tangent + ", adjoint " + adjoint);
        }
    }

    /** The arguments that the method overwrites: those the generated method takes a seed for. */
    private List<Integer> overwritten(Object[] arguments) {
        Parameter[] taken = method(derivatives, "fVjp", "FVjp").getParameters();
        List<Integer> overwritten = new ArrayList<>();
        for (int p = 0; p < arguments.length; p++) {
            String seed = plain.getParameters()[p].getName() + "Bar";
            for (int i = arguments.length + 1; i < taken.length; i++) {
                if (taken[i].getName().equals(seed)) {
                    overwritten.add(p);
                }
            }
        }
        return overwritten;
    }

    private Object seed(double seed) {
        if (plain.getReturnType() == float.class) {
            return (float) seed;
        }
        return seed;
    }

    private static Object[] at(int[] places, Object[] values) {
        return Arrays.stream(places).mapToObj(i -> values[i]).toArray();
    }

    /** Whether single precision takes part, in which differences have few digits. */
    private boolean single() {
        return program.source().contains("float");
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static Object serialised(Object object) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())) {
            @Override
            protected Class<?> resolveClass(ObjectStreamClass description) throws ClassNotFoundException {
                return Class.forName(
                        description.getName(), false, object.getClass().getClassLoader());
            }
        }) {
            return in.readObject();
        }
    }

    private static double[] scaled(double[] vector, double factor) {
        return Arrays.stream(vector).map(x -> x * factor).toArray();
    }

    private String at(int point) {
        return program.id() + " " + program.name() + " at "
                + program.points().get(point).arguments() + ": ";
    }

    private void sameBits(int point, String what, double found, double wanted) {
        if (Double.doubleToLongBits(found) != Double.doubleToLongBits(wanted)) {
            failures.add(at(point) + what + " is " + found + ", not " + wanted);
        }
    }

    private void expect(int point, String what, double found, double wanted, double tolerance) {
        expect(point, what, new double[] {found}, new double[] {wanted}, tolerance);
    }

    private void expect(int point, String what, double[] found, double[] wanted, double tolerance) {
        boolean same = found.length == wanted.length;
        for (int i = 0; same && i < found.length; i++) {
            double error = Math.abs(found[i] - wanted[i]);
            same = error <= tolerance * Math.max(1, Math.abs(wanted[i])) || found[i] == wanted[i];
        }
        if (!same) {
            failures.add(at(point) + what + " is " + Arrays.toString(found) + ", not " + Arrays.toString(wanted));
        }
    }
}
