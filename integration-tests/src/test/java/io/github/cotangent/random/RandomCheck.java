package io.github.cotangent.random;

import io.github.cotangent.testing.Flat;
import io.github.cotangent.testing.MemoryCompiler;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Checks random programs: the value's bits and the arrays left against the plain call, the gradient against the tangent
 * (dot-product identity) and against finite differences where those are trustworthy.
 */
final class RandomCheck {
    private static final double IDENTITY = 1e-9;
    private static final double DIFFERENCES = 1e-4;

    /** A failed program. */
    record Failure(long seed, String reason, String source) {
        @Override
        public String toString() {
            return "seed " + seed + ": " + reason + "\n" + source;
        }
    }

    private final String[] options;
    private int compared;

    RandomCheck(String... options) {
        this.options = options;
    }

    /** How many partial derivatives were compared with finite differences. */
    int compared() {
        return compared;
    }

    /** Checks the programs of several seeds, compiled together. */
    List<Failure> check(List<Long> seeds) throws Exception {
        Map<String, String> sources = new LinkedHashMap<>();
        Map<Long, String> members = new LinkedHashMap<>();
        for (long seed : seeds) {
            members.put(seed, ProgramGenerator.generate(seed));
            sources.put("random." + name(seed), source(seed, members.get(seed)));
        }
        MemoryCompiler.Result result = MemoryCompiler.compile(sources, options);
        if (!result.success()) {
            if (seeds.size() > 1) {
                List<Failure> failures = new ArrayList<>();
                int middle = seeds.size() / 2;
                failures.addAll(check(seeds.subList(0, middle)));
                failures.addAll(check(seeds.subList(middle, seeds.size())));
                return failures;
            }
            return List.of(new Failure(seeds.get(0), result.errors(), members.get(seeds.get(0))));
        }
        List<Failure> failures = new ArrayList<>();
        ClassLoader loader = result.loader();
        for (long seed : seeds) {
            String reason;
            try {
                reason = check(loader, seed);
            } catch (Throwable e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                reason = cause + " at "
                        + Arrays.toString(
                                Arrays.copyOf(cause.getStackTrace(), Math.min(4, cause.getStackTrace().length)));
            }
            if (reason != null) {
                failures.add(new Failure(seed, reason, members.get(seed)));
            }
        }
        return failures;
    }

    private static String name(long seed) {
        return "P" + seed;
    }

    static String source(long seed, String members) {
        return "package random;\n\nimport io.github.cotangent.Derivative;\nimport io.github.cotangent.Differentiable;\n\n"
                + "public final class " + name(seed) + " {\n" + members + "}\n";
    }

    private static Method method(Class<?> type, String name, int parameters) {
        return Arrays.stream(type.getMethods())
                .filter(m -> m.getName().equals(name) && m.getParameterCount() == parameters)
                .findFirst()
                .orElseThrow();
    }

    /** The arguments as one vector: x, y, three elements of a, nine of m. */
    private static Object[] arguments(double[] v, int n) {
        double[][] m = new double[3][];
        for (int i = 0; i < 3; i++) {
            m[i] = Arrays.copyOfRange(v, 5 + 3 * i, 8 + 3 * i);
        }
        return new Object[] {v[0], v[1], Arrays.copyOfRange(v, 2, 5), m, n};
    }

    private String check(ClassLoader loader, long seed) throws Exception {
        Class<?> type = loader.loadClass("random." + name(seed));
        Class<?> derivatives = loader.loadClass("random." + name(seed) + "Derivatives");
        Method f = method(type, "f", 5);
        Method gradientOf = method(derivatives, "fGradient", 5);
        Method tangentOf = method(derivatives, "fJvp", 9);
        Random random = new Random(seed * 31 + 7);
        for (int point = 0; point < 3; point++) {
            double[] v = random.doubles(14, -1, 1).toArray();
            int n = random.nextInt(4);
            Object[] plain = arguments(v, n);
            double value = (double) f.invoke(null, plain);
            Object[] used = arguments(v, n);
            Object result = gradientOf.invoke(null, used);
            double found = (double) result.getClass().getMethod("value").invoke(result);
            if (Double.doubleToLongBits(value) != Double.doubleToLongBits(found)) {
                return "value " + found + ", plain " + value;
            }
            if (!Arrays.deepEquals(plain, used)) {
                return "arrays left differ";
            }
            Flat flat = new Flat();
            for (String part : List.of("x", "y", "a", "m")) {
                flat.add(result.getClass().getMethod(part).invoke(result));
            }
            double[] gradient = flat.toArray();
            double[] d = random.doubles(14, -1, 1).toArray();
            Object[] dots = arguments(d, 0);
            Object[] base = arguments(v, n);
            Object jvp = tangentOf.invoke(
                    null, base[0], base[1], base[2], base[3], base[4], dots[0], dots[1], dots[2], dots[3]);
            double tangent = (double) jvp.getClass().getMethod("tangent").invoke(jvp);
            double product = 0;
            double scale = 1;
            for (int i = 0; i < d.length; i++) {
                product += d[i] * gradient[i];
                scale += Math.abs(d[i] * gradient[i]);
            }
            if (!(Math.abs(product - tangent) <= IDENTITY * scale)) {
                return "adjoint " + product + ", tangent " + tangent + " at " + Arrays.toString(v) + ", n = " + n;
            }
            String wrong = differences(f, v, n, d, product, scale);
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    /** Compares the derivative along a direction, unless differences of several steps disagree: a branch flips nearby. */
    private String differences(Method f, double[] v, int n, double[] d, double product, double scale) throws Exception {
        double[] estimates = new double[3];
        double h = 1e-4;
        for (int i = 0; i < estimates.length; i++, h /= 3) {
            estimates[i] = (along(f, v, n, d, h) - along(f, v, n, d, -h)) / (2 * h);
        }
        double spread = Math.max(Math.abs(estimates[0] - estimates[1]), Math.abs(estimates[1] - estimates[2]));
        double middle = (along(f, v, n, d, h) - along(f, v, n, d, 0)) / h;
        double other = (along(f, v, n, d, 0) - along(f, v, n, d, -h)) / h;
        if (spread > 1e-5 * scale || Math.abs(middle - other) > 1e-2 * scale) {
            return null;
        }
        compared++;
        return Math.abs(estimates[1] - product) <= DIFFERENCES * scale
                ? null
                : "adjoint " + product + ", differences " + Arrays.toString(estimates);
    }

    private static double along(Method f, double[] v, int n, double[] d, double step) throws Exception {
        double[] w = v.clone();
        for (int i = 0; i < w.length; i++) {
            w[i] += step * d[i];
        }
        return (double) f.invoke(null, arguments(w, n));
    }
}
