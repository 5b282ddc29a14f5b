package io.github.cotangent.conformance;

import io.github.cotangent.testing.Differences;
import io.github.cotangent.testing.Flat;
import io.github.cotangent.testing.MemoryCompiler;
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

/**
 * Runs the checks of the catalogue on one program: value bits, side effects, gradients against the catalogue and against
 * finite differences, linearity in the seed, accumulation, and the dot-product identity between both modes.
 */
public final class ProgramCheck {
    private static final String KINDS = "Derivative.GRADIENT, Derivative.VJP, Derivative.JVP";

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
            return failures;
        }
        ClassLoader loader = compiled.loader();
        type = loader.loadClass(program.packageName() + ".Program");
        derivatives = loader.loadClass(program.packageName() + ".ProgramDerivatives");
        driver = loader.loadClass(program.packageName() + ".Driver").getMethod("arguments", int.class);
        plain = method(type, "f", -1);
        for (int point = 0; point < program.points().size(); point++) {
            point(point);
        }
        return failures;
    }

    public String generated() {
        return String.join("\n", compiled.generated().values());
    }

    /** The gradients at all points, for comparison between settings. */
    public List<double[]> gradients() throws Exception {
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
                String accessor = parameter.getName().equals("value") ? "value_" : parameter.getName();
                flat.add(result.getClass().getMethod(accessor).invoke(result));
            }
        }
        return flat.toArray();
    }

    private void point(int point) throws Exception {
        Object[] left = arguments(point);
        double value = (double) plain.invoke(null, left);
        Catalogue.Point expected = program.points().get(point);
        if (!Double.isNaN(expected.value())) {
            expect(point, "value", value, expected.value(), 1e-7);
        }

        Object[] used = arguments(point);
        Object result = call("fGradient", used);
        double[] gradient = gradient(result);
        sameBits(point, "value()", (double) result.getClass().getMethod("value").invoke(result), value);
        if (!Arrays.deepEquals(used, left)) {
            failures.add(at(point) + "arrays after the call differ from those after the plain call");
        }
        double tolerance = expected.closedForm() ? 1e-7 : 2e-6;
        double[] listed = listed(point, gradient);
        if (expected.gradient().length > 0) {
            expect(point, "gradient", listed, expected.gradient(), tolerance);
        }
        if (program.differencesTell()) {
            expect(
                    point,
                    "differences",
                    listed,
                    listed(point, new Differences(plain, () -> arguments(point)).gradient(1e-4)),
                    2e-5);
        }

        Object again = call("fGradient", arguments(point));
        expect(point, "second call", gradient(again), gradient, 0);
        Object into = result.getClass().getConstructor().newInstance();
        sameBits(point, "into", (double) call("fGradient", with(arguments(point), into)), value);
        call("fGradient", with(arguments(point), into));
        expect(point, "two calls add", gradient(into), scaled(gradient, 2), 1e-13);
        into.getClass().getMethod("add", into.getClass()).invoke(into, result);
        expect(point, "add", gradient(into), scaled(gradient, 3), 1e-13);
        expect(point, "serialised", gradient(serialised(into)), gradient(into), 0);
        into.getClass().getMethod("clear").invoke(into);
        expect(point, "clear", gradient(into), scaled(gradient, 0), 0);

        vjp(point, gradient);
        dotProduct(point, gradient);
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
        Object[] arguments = arguments(point);
        Method vjp = Arrays.stream(derivatives.getMethods())
                .filter(m -> m.getName().equals("fVjp")
                        && m.getReturnType().getSimpleName().equals("FVjp"))
                .findFirst()
                .orElseThrow();
        double[][] results = new double[3][];
        double[] seeds = {0, 1, 2};
        for (int i = 0; i < seeds.length; i++) {
            Object[] fresh = arguments(point);
            Object[] more = new Object[vjp.getParameterCount() - arguments.length];
            more[0] = seeds[i];
            int next = 1;
            for (int k = 0; k < fresh.length && next < more.length; k++) {
                String seed = plain.getParameters()[k].getName() + "Bar";
                if (vjp.getParameters()[arguments.length + next].getName().equals(seed)) {
                    more[next++] = Flat.zeros(fresh[k]);
                }
            }
            results[i] = gradient(vjp.invoke(null, with(fresh, more)));
        }
        expect(point, "seed 0", results[0], scaled(gradient, 0), 0);
        expect(point, "seed 1", results[1], gradient, 1e-13);
        expect(point, "seed 2", results[2], scaled(results[1], 2), 0);
    }

    private void dotProduct(int point, double[] gradient) throws Exception {
        Random random = new Random(17 * (point + 1));
        Object[] arguments = arguments(point);
        List<Object> dots = new ArrayList<>();
        Flat direction = new Flat();
        Parameter[] parameters = plain.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            if (Flat.isDifferentiable(parameters[i].getType())) {
                Object dot = Flat.random(arguments[i], random);
                dots.add(dot);
                direction.add(dot);
            }
        }
        double[] v = direction.toArray();
        Object jvp = call("fJvp", with(arguments, dots.toArray()));
        double tangent = (double) jvp.getClass().getMethod("tangent").invoke(jvp);
        double product = 0;
        double scale = 0;
        for (int i = 0; i < v.length; i++) {
            product += v[i] * gradient[i];
            scale += Math.abs(v[i] * gradient[i]);
        }
        boolean single = program.source().contains("float");
        if (Math.abs(product - tangent) > (single ? 1e-6 : 1e-11) * Math.max(1, scale)) {
            failures.add(at(point) + "dot product: tangent " + tangent + ", adjoint " + product);
        }
        sameBits(
                point,
                "tangent's value",
                (double) jvp.getClass().getMethod("value").invoke(jvp),
                (double) plain.invoke(null, arguments(point)));
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
            same = error <= tolerance * Math.max(1, Math.abs(wanted[i]));
        }
        if (!same) {
            failures.add(at(point) + what + " is " + Arrays.toString(found) + ", not " + Arrays.toString(wanted));
        }
    }
}
