package io.github.cotangent.objects;

import io.github.cotangent.testing.MemoryCompiler;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What private access and dispatch cost in a gradient, from the command line, without a profiler's agent: for each form of a call the
 * time of the gradient of a loop that makes it, divided by that of the plainest form, all in one run. The median of several
 * rounds, in which the forms take turns.
 */
public final class CallCost {
    private static final int CALLS = 20_000;
    private static final int ROUNDS = 60;
    private static final int WARM_UP = 400;

    /** Forms of the same computation; the first one is what the others are compared with. */
    private static final Map<String, String> FORMS = new LinkedHashMap<>();

    static {
        form("static helper", "static double at(double k, double t) { return k * t + 0.1; }", "at(k, x)");
        form("final class, field that can be named", """
                static final class Line {
                    double k;
                    Line(double k) { this.k = k; }
                    double at(double t) { return k * t + 0.1; }
                }
                """, "line.at(x)", "Line line = new Line(k);");
        form("final class, private field and method", """
                static final class Line {
                    private double k;
                    Line(double k) { this.k = k; }
                    private double at(double t) { return k * t + 0.1; }
                }
                """, "line.at(x)", "Line line = new Line(k);");
        String line = """
                interface Curve { double at(double t); }
                static final class Line implements Curve {
                    final double k;
                    Line(double k) { this.k = k; }
                    public double at(double t) { return k * t + 0.1; }
                }
                """;
        form("interface, class known from the text", line, "curve.at(x)", "Curve curve = new Line(k);");
        form("interface, one class in sight", line, "curve.at(x)", "Curve curve = make(k);", "Line");
        form(
                "interface, three classes, one met",
                line + other("Square") + other("Third"),
                "curve.at(x)",
                "Curve curve = make(k);",
                "Line");
        form(
                "interface, three classes met in turn",
                line + other("Square") + other("Third"),
                "curves[i % 3].at(x)",
                "Curve[] curves = {make(k), new Square(k), new Third(k)};",
                "Line");
        form("lambda", "interface Curve { double at(double t); }\n", "curve.at(x)", "Curve curve = t -> k * t + 0.1;");
    }

    private CallCost() {}

    private static String other(String name) {
        return "static final class " + name + " implements Curve {\n    final double k;\n    " + name
                + "(double k) { this.k = k; }\n    public double at(double t) { return k * t + 0.1; }\n}\n";
    }

    private static void form(String name, String members, String call, String... preparation) {
        String make =
                preparation.length > 1 ? "static Curve make(double k) { return new " + preparation[1] + "(k); }\n" : "";
        String prepared = preparation.length > 0 ? preparation[0] : "";
        FORMS.put(
                name,
                members + make + "@Differentiable public static double f(double k, double x, int n) {\n    " + prepared
                        + "\n    for (int i = 0; i < n; i++) x = " + call + ";\n    return x;\n}\n");
    }

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Map<String, Method> gradients = new LinkedHashMap<>();
        for (Map.Entry<String, String> form : FORMS.entrySet()) {
            MemoryCompiler.Result compiled = MemoryCompiler.compile(Map.of(
                    "Cost",
                    "import io.github.cotangent.Differentiable;\npublic final class Cost {\n" + form.getValue()
                            + "}\n"));
            if (!compiled.success()) {
                throw new IllegalStateException(compiled.errors());
            }
            gradients.put(
                    form.getKey(),
                    compiled.loader()
                            .loadClass("CostDerivatives")
                            .getMethod("fGradient", double.class, double.class, int.class));
        }
        for (int i = 0; i < WARM_UP; i++) {
            for (Method gradient : gradients.values()) {
                gradient.invoke(null, 0.5, 0.3, CALLS);
            }
        }
        Map<String, double[]> times = new LinkedHashMap<>();
        gradients.keySet().forEach(name -> times.put(name, new double[ROUNDS]));
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Method> each : gradients.entrySet()) {
                long start = System.nanoTime();
                each.getValue().invoke(null, 0.5, 0.3, CALLS);
                times.get(each.getKey())[round] = (double) (System.nanoTime() - start) / CALLS;
            }
        }
        double plainest = median(times.values().iterator().next());
        times.forEach((name, taken) ->
                System.out.printf("%-40s %6.2f ns per call, %5.2f%n", name, median(taken), median(taken) / plainest));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
