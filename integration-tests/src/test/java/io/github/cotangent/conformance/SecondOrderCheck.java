package io.github.cotangent.conformance;

import io.github.cotangent.runtime.SparseMatrix;
import io.github.cotangent.testing.Flat;
import io.github.cotangent.testing.MemoryCompiler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Checks the second derivatives of one program: Hessian-vector products against differences of the gradient along the direction,
 * their symmetry, the value, and what is left in the arguments; the Hessian, where there is one, against the products, and the sparse
 * Hessian against it.
 */
public final class SecondOrderCheck {
    private static final double STEP = 1e-3;

    private final CheckedProgram program;
    private final String[] options;
    private final List<String> failures = new ArrayList<>();
    private MemoryCompiler.Result compiled;
    private Class<?> derivatives;
    /** The companion with a sparse Hessian, in a loader of its own, and what gives its arguments. */
    private Class<?> sparse;

    private Method sparseDriver;
    private Method driver;
    private Method plain;
    private int[] inputs;

    public SecondOrderCheck(CheckedProgram program, String... options) {
        this.program = program;
        this.options = options;
    }

    /** Runs everything; gives what failed. */
    public List<String> run() throws Exception {
        compile("Derivative.GRADIENT, Derivative.HVP, Derivative.HESSIAN", false);
        boolean products = !compiled.success() && compiled.errors().contains("HESSIAN");
        if (products) {
            compile("Derivative.GRADIENT, Derivative.HVP", false);
        }
        if (!compiled.success()) {
            failures.add("does not compile:\n" + compiled.errors());
            return failures;
        }
        if (!products && !hasSparse()) {
            return failures;
        }
        ClassLoader loader = compiled.loader();
        derivatives = loader.loadClass(program.packageName() + ".ProgramDerivatives");
        driver = loader.loadClass(program.packageName() + ".Driver").getMethod("arguments", int.class);
        plain = Arrays.stream(
                        loader.loadClass(program.packageName() + ".Program").getMethods())
                .filter(method -> method.getName().equals("f"))
                .findFirst()
                .orElseThrow();
        inputs = IntStream.range(0, plain.getParameterCount())
                .filter(i -> Flat.isDifferentiable(plain.getParameters()[i].getType()))
                .toArray();
        for (int point = 0; point < program.points().size(); point++) {
            point(point);
            if (!products) {
                hessian(point);
            }
        }
        return failures;
    }

    /** Compiles the program once more, for a sparse Hessian; that there is none, is a failure. */
    private boolean hasSparse() throws Exception {
        MemoryCompiler.Result dense = compiled;
        compile("Derivative.HESSIAN", true);
        if (!compiled.success()) {
            failures.add("has a dense Hessian and no sparse one:\n" + compiled.errors());
            return false;
        }
        ClassLoader loader = compiled.loader();
        sparse = loader.loadClass(program.packageName() + ".ProgramDerivatives");
        sparseDriver = loader.loadClass(program.packageName() + ".Driver").getMethod("arguments", int.class);
        compiled = dense;
        return true;
    }

    public String generated() {
        return String.join("\n", compiled.generated().values());
    }

    private void compile(String kinds, boolean isSparse) {
        List<String> all = new ArrayList<>(List.of("-Xlint:all", "-Werror"));
        all.addAll(List.of(options));
        Map<String, String> sources = new LinkedHashMap<>(program.sources(kinds));
        if (isSparse) {
            sources.replaceAll(
                    (name, text) -> text.replace("@Differentiable({", "@Differentiable(sparse = true, value = {"));
        }
        compiled = MemoryCompiler.compile(sources, all.toArray(new String[0]));
        if (!compiled.success() && compiled.errors().contains("[COT1")) {
            all.remove("-Werror");
            compiled = MemoryCompiler.compile(sources, all.toArray(new String[0]));
        }
    }

    private Object[] arguments(int point) throws Exception {
        return (Object[]) driver.invoke(null, point);
    }

    private Object call(String name, Object... arguments) throws Exception {
        return call(derivatives, name, arguments);
    }

    private static Object call(Class<?> derivatives, String name, Object... arguments) throws Exception {
        Method method = Arrays.stream(derivatives.getMethods())
                .filter(m -> m.getName().equals(name) && m.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name));
        try {
            return method.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            throw new AssertionError(name + " threw " + e.getCause(), e.getCause());
        }
    }

    private Object[] with(Object[] arguments, Object[] more) {
        Object[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return all;
    }

    private Object[] parts(Object result) throws Exception {
        Object[] parts = new Object[inputs.length];
        for (int k = 0; k < inputs.length; k++) {
            Parameter parameter = plain.getParameters()[inputs[k]];
            String name = parameter.getName().equals("value") ? "value_" : parameter.getName();
            parts[k] = result.getClass().getMethod(name).invoke(result);
        }
        return parts;
    }

    private static double[] flat(Object[] parts) {
        Flat flat = new Flat();
        Arrays.stream(parts).forEach(flat::add);
        return flat.toArray();
    }

    private Object[] at(Object[] values) {
        return Arrays.stream(inputs).mapToObj(i -> values[i]).toArray();
    }

    private void point(int point) throws Exception {
        Object[] like = at(arguments(point));
        Object[] first = Flat.randoms(like, new Random(31 * (point + 1)));
        Object[] second = Flat.randoms(like, new Random(37 * (point + 1)));
        Object[] left = arguments(point);
        double value = ((Number) plain.invoke(null, left)).doubleValue();

        Object[] used = arguments(point);
        Object result = call("fHvp", with(used, first));
        Object[] product = parts(result);
        double found = ((Number) result.getClass().getMethod("value").invoke(result)).doubleValue();
        if (Double.doubleToLongBits(found) != Double.doubleToLongBits(value)) {
            failures.add(at(point) + "value is " + found + ", not " + value);
        }
        if (!Arrays.deepEquals(used, left)) {
            failures.add(at(point) + "arrays after the call differ from those after the plain call");
        }
        boolean single = program.source().contains("float");
        if (program.differencesTell() && !single) {
            expect(point, "differences", flat(product), differences(point, first), 1e-6);
        }
        Object[] other = parts(call("fHvp", with(arguments(point), second)));
        double vHu = Flat.product(second, product);
        double uHv = Flat.product(first, other);
        expect(point, "symmetry", new double[] {vHu}, new double[] {uHv}, single ? 1e-4 : 1e-11);
    }

    /** The derivative of the gradient along a direction. */
    private double[] differences(int point, Object[] direction) throws Exception {
        double[] wide = difference(point, direction, STEP);
        double[] narrow = difference(point, direction, STEP / 2);
        for (int i = 0; i < wide.length; i++) {
            wide[i] = (4 * narrow[i] - wide[i]) / 3;
        }
        return wide;
    }

    private double[] difference(int point, Object[] direction, double step) throws Exception {
        double[] ahead = gradient(point, direction, step);
        double[] behind = gradient(point, direction, -step);
        for (int i = 0; i < ahead.length; i++) {
            ahead[i] = (ahead[i] - behind[i]) / (2 * step);
        }
        return ahead;
    }

    private double[] gradient(int point, Object[] direction, double step) throws Exception {
        Object[] arguments = arguments(point);
        Object[] moved = Flat.moved(at(arguments), direction, step);
        for (int k = 0; k < inputs.length; k++) {
            arguments[inputs[k]] = moved[k];
        }
        return flat(parts(call("fGradient", arguments)));
    }

    /** Every row against the product with its unit direction. */
    private void hessian(int point) throws Exception {
        Object[] left = arguments(point);
        plain.invoke(null, left);
        Object[] used = arguments(point);
        double[][] hessian = (double[][]) call("fHessian", used);
        if (!Arrays.deepEquals(used, left)) {
            failures.add(at(point) + "arrays after the Hessian differ from those after the plain call");
        }
        Object[] direction = Flat.randoms(at(arguments(point)), new Random(41 * (point + 1)));
        double[] along = Flat.once(direction);
        double[] product = flat(parts(call("fHvp", with(arguments(point), direction))));
        double[] sums = new double[hessian.length];
        for (int i = 0; i < hessian.length; i++) {
            for (int j = 0; j < hessian.length; j++) {
                sums[i] += hessian[i][j] * along[j];
            }
            for (int j = 0; j < i; j++) {
                expect(point, "symmetry", new double[] {hessian[i][j]}, new double[] {hessian[j][i]}, 1e-12);
            }
        }
        expect(point, "Hessian", sums, product, program.source().contains("float") ? 1e-4 : 1e-11);
        SparseMatrix matrix = (SparseMatrix) call(sparse, "fHessian", (Object[]) sparseDriver.invoke(null, point));
        Object[] reusing = with((Object[]) sparseDriver.invoke(null, point), new Object[] {matrix.pattern()});
        double[][] again = ((SparseMatrix) call(sparse, "fHessian", reusing)).toDense();
        double[][] once = matrix.toDense();
        for (int i = 0; i < hessian.length; i++) {
            expect(
                    point,
                    "sparse Hessian, row " + i,
                    once[i],
                    hessian[i],
                    program.source().contains("float") ? 1e-5 : 1e-12);
            expect(point, "sparse Hessian with its pattern, row " + i, again[i], once[i], 0);
        }
    }

    private String at(int point) {
        return program.id() + " " + program.name() + " at "
                + program.points().get(point).arguments() + ": ";
    }

    private void expect(int point, String what, double[] found, double[] wanted, double tolerance) {
        boolean same = found.length == wanted.length;
        double scale = 1;
        for (double each : wanted) {
            scale = Math.max(scale, Math.abs(each));
        }
        for (int i = 0; same && i < found.length; i++) {
            same = Math.abs(found[i] - wanted[i]) <= tolerance * scale || found[i] == wanted[i];
        }
        if (!same) {
            failures.add(at(point) + what + " is " + Arrays.toString(found) + ", not " + Arrays.toString(wanted));
        }
    }
}
