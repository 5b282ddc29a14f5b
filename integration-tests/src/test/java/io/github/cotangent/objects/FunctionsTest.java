package io.github.cotangent.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lambdas and method references beyond their derivatives: effects, identity, what is unknown, what has no derivative. */
class FunctionsTest {
    private static final String IMPORTS =
            "import io.github.cotangent.*;\nimport java.util.*;\nimport java.util.function.*;\nimport java.util.stream.*;\n";

    private static MemoryCompiler.Result compile(String members) {
        return MemoryCompiler.compile(
                Map.of("G", IMPORTS + "final class G {\n" + members.indent(4) + "}\n"), "-Xlint:all", "-Werror");
    }

    private static String generated(String members) {
        MemoryCompiler.Result result = compile(members);
        assertTrue(result.success(), result.errors());
        return result.generated().get("GDerivatives");
    }

    /** The message of the only error, and its line. */
    private static void isRejected(String code, int line, String part, String members) {
        MemoryCompiler.Result result = compile(members);
        assertFalse(result.success());
        assertTrue(result.errors().contains("[" + code + "]"), result::errors);
        assertTrue(result.errors().contains(part), result::errors);
        assertEquals(line + 5, result.diagnostics().get(0).getLineNumber(), result::errors);
    }

    private static UserCode code(String members) {
        return new UserCode("final class G {\n" + members.indent(4) + "}\n");
    }

    // ---- effects

    @Test
    void aConstructorThatWritesIntoAnArrayIsReportedThere() {
        isRejected("COT016", 5, "`f` calls `new Log` at line", """
                static final class Log {
                    final double v;
                    Log(double[] a, double x) {
                        v = x * 2;
                        a[0] = v;
                    }
                }
                @Differentiable static double f(double x) {
                    double[] a = {1};
                    return new Log(a, x).v * a[0];
                }
                """);
    }

    /** The constructor is gone through once more for the derivatives: what the anonymous class counts was counted twice. */
    @Test
    void aConstructorThatCallsWhatCounts() {
        isRejected("COT016", 11, "this constructor may call GFShape1.area, which does more than to compute", """
                static abstract class Shape {
                    int calls;
                    abstract double area();
                }
                static final class Square extends Shape {
                    double side = 2;
                    double area() { return side * side; }
                }
                static final class Holder {
                    final double v;
                    Holder(Shape shape) { v = shape.area(); }
                }
                @Differentiable static double f(double x) {
                    Shape counting = new Shape() { double area() { calls++; return x * calls; } };
                    return new Holder(counting).v * new Holder(new Square()).v;
                }
                """);
    }

    @Test
    void everyEffectHappensOnce() throws Exception {
        code("""
                static int count;
                static double noted(double x) {
                    count++;
                    return x;
                }
                static double twice(java.util.function.DoubleUnaryOperator g, double x) {
                    return g.applyAsDouble(noted(x)) * g.applyAsDouble(noted(x));
                }
                @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                static double g(double x) {
                    return twice(t -> noted(t * x), x);
                }
                """).gives("""
                var g = GDerivatives.gGradient(2);
                int once = G.count;
                G.count = 0;
                var j = GDerivatives.gJvp(2, 1);
                return give(g.value(), g.x(), (double) once, j.tangent(), (double) G.count);
                """, 16, 32, 4, 32, 4);
    }

    @Test
    void anExceptionOfAFunctionLeavesTheResultUntouched() throws Exception {
        code("""
                interface Risky { double of(double x) throws java.io.IOException; }
                static double run(Risky r, double x) throws java.io.IOException { return r.of(x); }
                @Differentiable
                static double g(double x) throws java.io.IOException {
                    return run(t -> {
                        if (t < 0) throw new java.io.IOException("negative");
                        return t * x;
                    }, x);
                }
                """).gives("""
                var into = new GDerivatives.GGradient();
                GDerivatives.gGradient(3, into);
                try {
                    GDerivatives.gGradient(-1, into);
                    return give(0);
                } catch (java.io.IOException e) {
                    return give(into.value(), into.x(), e.getMessage().equals("negative"));
                }
                """, 9, 6, 1);
    }

    @Test
    void aReferenceLooksAtItsObjectWhenItIsMade() throws Exception {
        code("""
                record Line(double slope) {
                    double at(double x) { return slope * x; }
                }
                @Differentiable
                static double g(Line line, double x) {
                    java.util.function.DoubleUnaryOperator at = line::at;
                    return x > 0 ? at.applyAsDouble(x) : x;
                }
                """).gives("""
                double known = GDerivatives.gGradient(new G.Line(3), 2).x();
                try {
                    GDerivatives.gGradient(null, -2);
                    return give(known, 0);
                } catch (NullPointerException e) {
                    return give(known, 1);
                }
                """, 3, 1);
    }

    @Test
    void functionsAreComparedByIdentity() throws Exception {
        code("""
                @Differentiable
                static double g(double x) {
                    java.util.function.DoubleUnaryOperator a = t -> t * x;
                    java.util.function.DoubleUnaryOperator b = t -> t + x;
                    java.util.function.DoubleUnaryOperator c = a;
                    return (a == c ? 1 : 0) * a.applyAsDouble(x) + (b == c ? 1 : 0) * b.applyAsDouble(x);
                }
                """).gives("return give(GDerivatives.gGradient(3).x());", 6);
    }

    // ---- private members

    @Test
    void functionsReachPrivateMembers() throws Exception {
        code("""
                private static double bump(double x) { return x * x * k; }
                private static double k = 3;
                private static final class Hidden {
                    private final double v;
                    private Hidden(double v) { this.v = v; }
                }
                @Differentiable
                static double g(double x) {
                    java.util.function.DoubleUnaryOperator a = G::bump;
                    Hidden constant = new Hidden(5);
                    java.util.function.DoubleUnaryOperator b = t -> bump(t) + k + constant.v;
                    return a.applyAsDouble(x) + b.applyAsDouble(x);
                }
                """).gives("return give(GDerivatives.gGradient(2).value(), GDerivatives.gGradient(2).x());", 32, 24);
    }

    // ---- outputs

    @Test
    void functionsFillOutputs() throws Exception {
        code("""
                interface Map { double of(double x, int i); }
                static void fill(double[] from, double[] to, Map map) {
                    for (int i = 0; i < to.length; i++) to[i] = map.of(from[i], i);
                }
                @Differentiable({Derivative.VJP, Derivative.JVP})
                static void g(double[] x, double k, double[] y) {
                    fill(x, y, (v, i) -> v * v * k + i);
                }
                """).gives("""
                double[] y = new double[2];
                var v = GDerivatives.gVjp(new double[] {1, 2}, 3, y, new double[] {1, 10});
                double[] dot = new double[2];
                GDerivatives.gJvp(new double[] {1, 2}, 3, y, new double[] {1, 1}, 1, dot);
                return give(v.x(), v.k(), y, dot);
                """, 6, 120, 41, 3, 13, 7, 16);
    }

    // ---- what passes through

    @Test
    void functionsWithoutDataStayTheTextTheyAre() {
        String text = generated("""
                @Differentiable
                static double g(double x, List<String> names) {
                    names.forEach(System.out::println);
                    names.sort((a, b) -> a.length() - b.length());
                    Runnable run = () -> System.out.print("");
                    run.run();
                    Predicate<String> empty = String::isEmpty;
                    names.removeIf(empty);
                    return x * x;
                }
                """);
        assertTrue(text.contains("names.forEach(System.out::println)"), text);
        assertTrue(text.contains("(a, b) -> a.length() - b.length()"), text);
        assertTrue(text.contains("() -> System.out.print(\"\")"), text);
        assertTrue(text.contains("String::isEmpty"), text);
        assertFalse(text.contains("Lambda"), text);
    }

    @Test
    void aFunctionWithoutDerivativeIsHeldAndCalled() throws Exception {
        code("""
                static int count(java.util.function.ToDoubleFunction<String> f, String... words) {
                    double s = 0;
                    for (String w : words) s += f.applyAsDouble(w);
                    return (int) s;
                }
                @Differentiable
                static double g(double x) {
                    int n = count(Double::parseDouble, "1", "2");
                    java.util.function.DoubleUnaryOperator g = t -> t * n;
                    return g.applyAsDouble(x);
                }
                """).gives("return give(GDerivatives.gGradient(2).x());", 3);
    }

    // ---- what is unknown

    @Test
    void aFunctionFromOutsideIsNamed() throws Exception {
        code("""
                interface Curve { double at(double t); }
                static double sum(Curve c, double x) { return c.at(x) + x; }
                @Differentiable
                static double g(Curve c, double x) {
                    return sum(t -> t * t, x) * sum(c, x);
                }
                """).gives("""
                try {
                    GDerivatives.gGradient(t -> t, 2);
                    return give(0);
                } catch (NoDerivativeException e) {
                    return give(e.getMessage().contains("Use$$Lambda"));
                }
                """, 1);
    }

    @Test
    void aFunctionNobodyKnowsIsAnError() {
        isRejected("COT012", 3, "no lambda, method reference or class of this compilation", """
                @Differentiable
                static double g(DoubleUnaryOperator f, double x) {
                    return f.applyAsDouble(x);
                }
                """);
    }

    @Test
    void anObstacleInALambdaIsReportedThere() {
        isRejected("COT015", 5, "a stream that is no loop", """
                @Differentiable
                static double g(double x) {
                    DoubleUnaryOperator f = t -> {
                        double y;
                        y = DoubleStream.of(t, x).distinct().sum();
                        return y;
                    };
                    return f.applyAsDouble(x);
                }
                """);
    }

    @Test
    void whatTheFormCannotExpressIsReportedWhereItIs() {
        isRejected("COT019", 4, "this jump leaves a `finally` block", """
                @Differentiable
                static double g(double x) {
                    DoubleUnaryOperator f = t -> {
                        try { return t * t; } finally { if (t > 9) return 0; }
                    };
                    return f.applyAsDouble(x);
                }
                """);
    }

    @Test
    void whatSuchAFunctionCapturesIsNoConstant() {
        isRejected("COT012", 3, "a lambda or method reference", """
                @Differentiable
                static double g(double x) {
                    DoubleUnaryOperator f = t -> {
                        try { return t * x; } finally { if (t > 9) return 0; }
                    };
                    return f.applyAsDouble(2);
                }
                """);
    }

    @Test
    void aReferenceToAMethodWithoutRuleIsAnError() {
        isRejected("COT012", 3, "a reference to a method that has neither source nor a rule", """
                @Differentiable
                static double g(double x) {
                    DoubleBinaryOperator f = Double::compare;
                    return f.applyAsDouble(x, 2);
                }
                """);
    }

    @Test
    void theTangentTypeOfAFunctionIsNotShared() {
        isRejected("COT025", 1, "refers to that of a function", """
                @Differentiable record Model(DoubleUnaryOperator f, double w) {}
                """);
    }

    @Test
    void aLocalClassInALambdaIsAnError() {
        isRejected("COT012", 4, "a class declared in the method", """
                @Differentiable
                static double g(double x) {
                    class Local { final double v; Local(double v) { this.v = v; } double v() { return v; } }
                    DoubleUnaryOperator f = t -> new Local(t).v() * 2;
                    return f.applyAsDouble(x);
                }
                """);
    }

    @Test
    void aStreamOfActiveNumbersStaysAnError() {
        isRejected("COT015", 4, "a stream", """
                @Differentiable
                static double g(double[] a) {
                    DoublePredicate p = t -> t > 1;
                    return Arrays.stream(a).filter(p).sum();
                }
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "double list(double x) { List<Object> l = new ArrayList<>(); l.add((DoubleUnaryOperator) t -> t * x); return ((DoubleUnaryOperator) l.get(0)).applyAsDouble(2); }",
                "double set(double x) { Collection<DoubleUnaryOperator> l = new HashSet<>(); DoubleUnaryOperator g = t -> t * x; l.add(g); return l.iterator().next().applyAsDouble(2); }",
                "double object(double x) { Object o = (DoubleUnaryOperator) t -> t * x; return ((DoubleUnaryOperator) o).applyAsDouble(2); }",
                "double stat(double x) { hook = t -> t * x; return hook.applyAsDouble(2); }",
                "double optional(double x) { DoubleUnaryOperator g = t -> t * x; return Optional.of(g).get().applyAsDouble(2); }",
                "double anonymous(double x) { Fn f = new Fn() { static double k = 3; public double at(double t) { k += x; return t * k; } }; return f.at(2); }",
                "double local(double x) { record L(double k) implements Fn { L { k += 1; } public double at(double t) { return t * k; } } Fn f = new L(x); return f.at(2); }",
                "double any(double x) { Keeper k = new Keeper(); k.any = (Fn) t -> t * x; return ((Fn) k.any).at(2); }",
                "double map(double x) { Map<Object, DoubleUnaryOperator> m = new HashMap<>(); m.put(\"a\", t -> t * x); return m.get(\"a\").applyAsDouble(2); }",
                "double supplier(double x) { Supplier<Number> s = () -> x; return s.get().doubleValue(); }",
                "double thread(double x) throws Exception { double[] r = new double[1]; Thread t = new Thread(() -> r[0] = x * x); t.start(); t.join(); return r[0]; }",
                "double callable(double x) throws Exception { java.util.concurrent.Callable<double[]> c = () -> new double[] {x}; return c.call()[0]; }",
                "double runnable(double x) { double[] r = new double[1]; Runnable t = () -> r[0] = x * x; t.run(); return r[0]; }",
                "double comparator(double x) { double[] r = new double[1]; Comparator<String> c = (a, b) -> { r[0] = x * x; return 0; }; c.compare(\"\", \"\"); return r[0]; }",
                "double predicate(double x) { double[] r = new double[1]; DoublePredicate c = v -> { r[0] = v * x; return true; }; if (c.test(2)) return r[0]; return x; }",
                "double listInLambda(double x) { List<Object> l = new ArrayList<>(); l.add(new double[] {x}); DoubleUnaryOperator g = t -> t * ((double[]) l.get(0))[0]; return g.applyAsDouble(2); }",
                "double putByReference(double x) { List<double[]> l = new ArrayList<>(); Consumer<double[]> g = l::add; g.accept(new double[] {2 * x}); return l.get(0)[0]; }",
                "double andThenHeld(double x) { DoubleUnaryOperator g = t -> { try { return t * x; } finally { if (t > 9) return 0; } }; return g.andThen(t -> t * t).applyAsDouble(2); }",
                "double boxed(double x) { Function<Double, Object> s = t -> t * x; return (Double) s.apply(2.0); }",
                "double swap(double x) { DoubleUnaryOperator[] fs = {t -> t * x, t -> t}; Arrays.sort(fs, (a, b) -> -1); return fs[0].applyAsDouble(2); }",
                "double enumFn(double x) { return Act.A.f.applyAsDouble(x); }",
                "double cast(double x) { Fn f = (Fn & java.io.Serializable) t -> t * x; return f.at(2); }",
                "double instanceOf(double x) { Fn f = t -> t * x; Object o = f; return o instanceof Fn g ? g.at(2) : 0; }",
                "double iterable(double x) { double[] s = new double[1]; List.of(\"a\").forEach(v -> s[0] += x); return s[0]; }",
                "double boxOfTheCaller(double x) { List<double[]> l = new ArrayList<>(); Box b = new Box(l); b.put(x); return l.get(0)[0]; }",
                "double boxByReference(double x) { List<Double> l = new ArrayList<>(); Consumer<Double> g = l::add; g.accept(x); return l.get(0); }",
            })
    void whatAFunctionHasCapturedIsNoConstant(String method) {
        MemoryCompiler.Result result =
                MemoryCompiler.compile(Map.of("G", IMPORTS + """
                final class G {
                    static DoubleUnaryOperator hook;
                    interface Fn { double at(double x); }
                    enum Act {
                        A(t -> t * t);
                        final DoubleUnaryOperator f;
                        Act(DoubleUnaryOperator f) { this.f = f; }
                    }
                    static final class Keeper { Object any; }
                    record Box(Collection<double[]> list) {
                        void put(double v) { list.add(new double[] {v}); }
                    }
                """ + "    @Differentiable static " + method + "\n}\n"));
        assertFalse(result.success(), method);
        assertTrue(result.errors().contains("[COT0"), result::errors);
    }
}
