package io.github.cotangent.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import io.github.cotangent.testing.Rounds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that meet objects of classes which were compiled later: their own companions have the derivatives. */
class ElsewhereTest {
    private static final String PAYOFF = """
            package a;
            public interface Payoff {
                double value(double[] s, double k) throws java.io.IOException;
            }
            """;

    private static final String PRICER = """
            package a;
            public final class Pricer {
                private Pricer() {}
                @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                public static double price(Payoff p, double[] s, double k) throws java.io.IOException {
                    double sum = k * k;
                    for (int i = 0; i < 3; i++) {
                        sum += p.value(s, k + i) * s[0];
                    }
                    return sum;
                }
                @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                public static double ofStrike(Payoff p, double k) throws java.io.IOException {
                    double[] constant = {2, 5};
                    return p.value(constant, k * k);
                }
            }
            """;

    private static final String LINEAR = """
            package a;
            public record Linear(double w) implements Payoff {
                @Differentiable(wrt = {"p", "k"})
                public static double withObject(Payoff p, double[] s, double k) throws java.io.IOException {
                    return p.value(s, k);
                }
                public double value(double[] s, double k) {
                    return w * k;
                }
            }
            """;

    /** The value is w k s₁². */
    private static final String SQUARE = """
            package b;
            public class Square implements a.Payoff {
                private final double w;
                public Square(double w) {
                    this.w = w;
                }
                @Override
                @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                public double value(double[] s, double k) {
                    return w * k * s[1] * s[1];
                }
            }
            """;

    @TempDir
    Path folder;

    private Rounds rounds;

    @BeforeEach
    void begin() {
        rounds = new Rounds(folder);
    }

    private void gives(String usage, double... expected) throws Exception {
        assertArrayEquals(expected, rounds.run(usage), 1e-12, usage);
    }

    /** Reports whether running an expression throws a {@code NoDerivativeException} that says something. */
    private static String refused(String expression, String... says) {
        StringBuilder conditions = new StringBuilder("true");
        for (String each : says) {
            conditions.append(" && e.getMessage().contains(\"").append(each).append("\")");
        }
        return """
                try {
                    %s;
                    return give(0);
                } catch (NoDerivativeException e) {
                    if (%s) {
                        return give(1);
                    }
                    throw e;
                }
                """.formatted(expression, conditions);
    }

    // ---- what works

    @Test
    void anInterfaceWithoutAnyImplementationInSight() throws Exception {
        // price = k² + Σ w (k + i) s₁² s₀ = k² + w s₀ s₁² (3 k + 3)
        rounds.compile(PAYOFF, PRICER).compile(SQUARE);
        gives("""
                double[] s = {2, 3};
                var g = a.PricerDerivatives.priceGradient(new b.Square(0.5), s, 4);
                var jvp = a.PricerDerivatives.priceJvp(new b.Square(0.5), s, 4, new double[] {1, 10}, 100);
                return give(g.value(), g.s()[0], g.s()[1], g.k(), jvp.value(), jvp.tangent());
                """, 151, 67.5, 90, 35, 151, 67.5 + 900 + 3500);
    }

    @Test
    void knownClassesBesideOthers() throws Exception {
        rounds.compile(PAYOFF, PRICER, LINEAR).compile(SQUARE);
        gives("""
                double[] s = {2, 3};
                double sum = 0;
                var into = new a.PricerDerivatives.PriceGradient();
                for (a.Payoff p : new a.Payoff[] {new a.Linear(1), new b.Square(0.5), new a.Linear(2), new b.Square(1)}) {
                    sum += a.PricerDerivatives.priceGradient(p, s, 4, into);
                }
                return give(sum - into.value(), into.s()[0], into.s()[1], into.k());
                """, 0, 15 * 3 + 67.5 * 3, 90 * 3, 4 * 8 + 6 * 3 + 27 * 3);
    }

    @Test
    void anArgumentThatIsConstantToTheCallerIsNoObstacle() throws Exception {
        rounds.compile(PAYOFF, PRICER).compile(SQUARE);
        gives("""
                var g = a.PricerDerivatives.ofStrikeGradient(new b.Square(0.5), 3);
                var jvp = a.PricerDerivatives.ofStrikeJvp(new b.Square(0.5), 3, 1);
                return give(g.value(), g.k(), jvp.tangent());
                """, 112.5, 75, 75);
    }

    @Test
    void abstractClassesAndWhatTheyHave() throws Exception {
        // twice = 2 scale area(k), where area is scale w k²
        rounds.compile("""
                package a;
                public abstract class Shape {
                    protected final double scale;
                    protected Shape(double scale) {
                        this.scale = scale;
                    }
                    protected abstract double area(double k);
                    @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                    public double twice(double k) {
                        return 2 * area(k) * scale;
                    }
                }
                """, """
                package a;
                public final class G {
                    private G() {}
                    @Differentiable
                    public static double g(Shape[] shapes, double k) {
                        double sum = 0;
                        for (Shape each : shapes) {
                            sum += each.twice(k) * k;
                        }
                        return sum;
                    }
                }
                """).compile("""
                package b;
                public final class Square extends a.Shape {
                    private final double w;
                    public Square(double scale, double w) {
                        super(scale);
                        this.w = w;
                    }
                    @Override
                    @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                    protected double area(double k) {
                        return scale * w * k * k;
                    }
                }
                """);
        gives("""
                a.Shape square = new b.Square(3, 5);
                var own = a.ShapeDerivatives.twiceGradient(square, 2);
                var g = a.GDerivatives.gGradient(new a.Shape[] {square, square}, 2);
                return give(own.value(), own.k(), a.ShapeDerivatives.twiceJvp(square, 2, 1).tangent(), g.value(), g.k());
                """, 360, 360, 360, 1440, 2160);
    }

    @Test
    void overridesOfAnAnnotatedMethod() throws Exception {
        rounds.compile("""
                package a;
                public class Model {
                    @Differentiable
                    public double at(double x) {
                        return x * x;
                    }
                    @Differentiable
                    public static double sum(Model m, double x) {
                        return m.at(x) + m.at(2 * x);
                    }
                }
                """).compile("""
                package b;
                public class Cubic extends a.Model {
                    @Override
                    @Differentiable
                    public double at(double x) {
                        return x * x * x;
                    }
                }
                """, """
                package b;
                public class Plain extends a.Model {}
                """).compile("package c;\npublic final class Heir extends b.Cubic {}\n");
        gives("""
                return give(
                        a.ModelDerivatives.atGradient(new a.Model(), 3).x(),
                        a.ModelDerivatives.atGradient(new b.Cubic(), 3).x(),
                        a.ModelDerivatives.atGradient(new b.Plain(), 3).x(),
                        b.CubicDerivatives.atGradient(new c.Heir(), 3).x(),
                        a.ModelDerivatives.sumGradient(new b.Cubic(), 3).x(),
                        a.ModelDerivatives.sumGradient(new b.Plain(), 3).x(),
                        a.ModelDerivatives.sumGradient(new c.Heir(), 3).x());
                """, 6, 27, 6, 27, 27 + 8 * 27, 30, 27 + 8 * 27);
    }

    /** What an abstract class of the caller does is known to the caller, whoever inherits it; no annotation is needed there. */
    @Test
    void inheritedMethodsOfTheCallersClasses() throws Exception {
        rounds.compile("""
                package a;
                public abstract class Shape {
                    public double scale = 3;
                    public abstract double area(double k);
                    public double twice(double k) {
                        return 2 * area(k) * scale;
                    }
                    public double plus(double k) {
                        return area(k) + k;
                    }
                    public double half(double k) {
                        return scale * k;
                    }
                    @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                    public static double f(Shape s, double k) {
                        return s.twice(k) + s.plus(k);
                    }
                    @Differentiable(wrt = {"s", "k"})
                    public static double g(Shape s, double k) {
                        return s.half(k);
                    }
                }
                """, """
                package a;
                public class Known extends Shape {
                    @Override
                    public double area(double k) {
                        return k;
                    }
                    @Override
                    public double plus(double k) {
                        return k;
                    }
                }
                """).compile("""
                package b;
                public final class Square extends a.Shape {
                    @Override
                    @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                    public double area(double k) {
                        return k * k;
                    }
                    @Override
                    @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                    public double plus(double k) {
                        return 7 * k;
                    }
                }
                """);
        // 6 k² + 7 k, and 6 k + k for the class in sight
        gives("""
                a.Shape square = new b.Square();
                var g = a.ShapeDerivatives.gGradient(square, 5);
                return give(
                        a.ShapeDerivatives.fGradient(square, 5).k(), a.ShapeDerivatives.fJvp(square, 5, 2).tangent(),
                        a.ShapeDerivatives.fGradient(new a.Known(), 5).k(), g.s().scale(), g.k());
                """, 67, 134, 7, 5, 3);
    }

    /** Where classes in sight cannot be followed, an error at the call is better than an exception. */
    @Test
    void aClassInSightThatIsNotFollowedIsAnError() {
        MemoryCompiler.Result result = rounds.result("""
                package a;
                public final class Curves {
                    public interface Curve {
                        double at(double x);
                    }
                    private static final class Hidden extends RuntimeException implements Curve {
                        @Override
                        public double at(double x) {
                            return x;
                        }
                    }
                    @Differentiable
                    public static double f(Curve c, double x) {
                        return c.at(x);
                    }
                }
                """);
        assertTrue(result.errors().contains("[COT012]"), result::errors);
    }

    @Test
    void defaultMethodsOfInterfaces() throws Exception {
        rounds.compile("""
                package a;
                public interface Curve {
                    double at(double t);
                    @Differentiable
                    default double twice(double t) {
                        return 2 * at(t);
                    }
                    @Differentiable
                    static double f(Curve c, double t) {
                        return c.twice(t) * t;
                    }
                }
                """).compile("""
                package b;
                public interface Square extends a.Curve {
                    @Override
                    @Differentiable
                    default double at(double t) {
                        return t * t;
                    }
                }
                """).compile("package c;\npublic final class One implements b.Square {}\n");
        gives("return give(a.CurveDerivatives.fGradient(new c.One(), 3).t());", 54);
    }

    private static final String FLOW = """
            package a;
            public interface Flow {
                void rates(double t, double[] y, double[] dydt);
                default double[] scaled(double[] y, float by) {
                    return y.clone();
                }
            }
            """;

    private static final String EULER = """
            package a;
            public final class Euler {
                private Euler() {}
                @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                public static double last(Flow flow, double[] start, double h, int n) {
                    double[] y = start.clone();
                    double[] dydt = new double[y.length];
                    for (int k = 0; k < n; k++) {
                        flow.rates(k * h, y, dydt);
                        for (int i = 0; i < y.length; i++) {
                            y[i] += h * dydt[i];
                        }
                    }
                    return y[0] * y[1];
                }
                @Differentiable({Derivative.VJP, Derivative.JVP})
                public static double[] scaled(Flow flow, double[] y, float by) {
                    double[] out = flow.scaled(y, by * by);
                    out[0] = out[0] * out[1];
                    return out;
                }
            }
            """;

    private static final String PENDULUM = """
            package b;
            public final class Pendulum implements a.Flow {
                @Override
                @Differentiable({Derivative.VJP, Derivative.JVP})
                public void rates(double t, double[] y, double[] dydt) {
                    double old = dydt[0];
                    dydt[0] = y[1] + 0.1 * old;
                    dydt[1] = -Math.sin(y[0]) * Math.exp(-t);
                }
                @Override
                @Differentiable({Derivative.VJP, Derivative.JVP})
                public double[] scaled(double[] y, float by) {
                    return new double[] {y[0] * by, y[1] * y[1]};
                }
            }
            """;

    /** Compared with the same program compiled at once. */
    @Test
    void arraysThatAreOverwritten() throws Exception {
        String usage = """
                a.Flow flow = new b.Pendulum();
                double[] start = {0.3, -0.2};
                var g = a.EulerDerivatives.lastGradient(flow, start, 0.1, 7);
                var jvp = a.EulerDerivatives.lastJvp(flow, start, 0.1, new double[] {0.5, 0.25}, 2, 7);
                return give(g.value(), g.start()[0], g.start()[1], g.h(), jvp.value(), jvp.tangent(),
                        jvp.tangent() - 0.5 * g.start()[0] - 0.25 * g.start()[1] - 2 * g.h());
                """.replace("0.1, new double[] {0.5, 0.25}, 2, 7", "0.1, 7, new double[] {0.5, 0.25}, 2");
        double[] apart = rounds.compile(FLOW, EULER).compile(PENDULUM).run(usage);
        double[] together = new Rounds(Files.createDirectory(folder.resolve("together")))
                .compile(FLOW, EULER, PENDULUM)
                .run(usage);
        assertArrayEquals(together, apart, 1e-14);
        assertEquals(0, apart[6], 1e-14);
    }

    @Test
    void arraysAndFloats() throws Exception {
        // out = (y₀ by² y₁², y₁²)
        rounds.compile(FLOW, EULER).compile(PENDULUM);
        gives("""
                var vjp = a.EulerDerivatives.scaledVjp(new b.Pendulum(), new double[] {2, 3}, 0.5f, new double[] {1, 10});
                var jvp = a.EulerDerivatives.scaledJvp(
                        new b.Pendulum(), new double[] {2, 3}, 0.5f, new double[] {1, 2}, 3f);
                return give(vjp.y()[0], vjp.y()[1], vjp.by(), jvp.value()[0], jvp.value()[1], jvp.tangent()[0], jvp.tangent()[1]);
                """, 2.25, 63, 18, 4.5, 9, 2.25 + 6 + 54, 12);
    }

    @Test
    void oneArrayPassedTwice() throws Exception {
        rounds.compile("""
                package a;
                public interface Dot {
                    double of(double[] a, double[] b, double[][] rows);
                    @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                    static double twice(Dot d, double[] x, double[] y) {
                        return d.of(x, x, new double[][] {y, x, y});
                    }
                    @Differentiable(wrt = "y")
                    static double half(Dot d, double[] x, double[] y) {
                        return d.of(x, y, new double[][] {x, y, y});
                    }
                }
                """).compile("""
                package b;
                public final class Product implements a.Dot {
                    @Override
                    @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                    public double of(double[] a, double[] b, double[][] rows) {
                        return a[0] * b[0] * rows[0][0] * rows[1][0] * rows[2][0];
                    }
                }
                """);
        gives("""
                double[] x = {2};
                double[] y = {3};
                a.Dot d = new b.Product();
                var g = a.DotDerivatives.twiceGradient(d, x, y);
                var same = a.DotDerivatives.twiceGradient(d, x, x);
                var half = a.DotDerivatives.halfGradient(d, x, y);
                return give(g.x()[0], g.y()[0], same.x()[0], same.y()[0], half.y()[0],
                        a.DotDerivatives.twiceJvp(d, x, y, new double[] {1}, new double[] {10}).tangent());
                """, 3 * 4 * 9, 8 * 6, 5 * 16, 5 * 16, 4 * 27, 108 + 480);
    }

    @Test
    void callsBackAndForth() throws Exception {
        // B's method calls an annotated method of A by its companion, and itself; f = (x²)ⁿ cosh-free closed form
        // x^(2n)
        rounds.compile("""
                package a;
                public abstract class Node {
                    public abstract double at(double x, int depth);
                    @Differentiable
                    public static double f(Node node, double x, int depth) {
                        return node.at(square(x), depth);
                    }
                    @Differentiable
                    public static double square(double x) {
                        return x * x;
                    }
                }
                """).compile("""
                package b;
                public class Chain extends a.Node {
                    @Override
                    @Differentiable
                    public double at(double x, int depth) {
                        return depth == 0 ? 1 : Math.sqrt(square(x)) * at(x, depth - 1);
                    }
                }
                """).compile("package c;\npublic final class Heir extends b.Chain {}\n");
        gives("""
                return give(
                        a.NodeDerivatives.fGradient(new b.Chain(), 1.5, 3).x(),
                        a.NodeDerivatives.fGradient(new c.Heir(), 1.5, 3).x());
                """, 6 * Math.pow(1.5, 5), 6 * Math.pow(1.5, 5));
    }

    @Test
    void exceptionsComeThroughAsTheyAre() throws Exception {
        rounds.compile(PAYOFF, PRICER).compile("""
                package b;
                public final class Failing implements a.Payoff {
                    private final Exception failure;
                    public Failing(Exception failure) {
                        this.failure = failure;
                    }
                    @Override
                    @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                    public double value(double[] s, double k) throws java.io.IOException {
                        if (failure instanceof java.io.IOException checked) {
                            throw checked;
                        }
                        if (failure instanceof RuntimeException unchecked) {
                            throw unchecked;
                        }
                        return k * s[0];
                    }
                }
                """);
        gives("""
                double[] s = {2, 3};
                var into = new a.PricerDerivatives.PriceGradient();
                a.PricerDerivatives.priceGradient(new b.Failing(null), s, 4, into);
                double before = into.k();
                int same = 0;
                for (Exception each : new Exception[] {new java.io.IOException(), new ArithmeticException()}) {
                    try {
                        a.PricerDerivatives.priceGradient(new b.Failing(each), s, 4, into);
                    } catch (Exception e) {
                        same += e == each ? 1 : 0;
                    }
                    try {
                        a.PricerDerivatives.priceJvp(new b.Failing(each), s, 4, s, 4);
                    } catch (Exception e) {
                        same += e == each ? 1 : 0;
                    }
                }
                return give(same, into.k() - before);
                """, 4, 0);
    }

    @Test
    void genericInterfacesAndNestedClasses() throws Exception {
        rounds.compile("""
                package a;
                public interface Measure<T> {
                    double of(T value);
                    @Differentiable
                    static double f(Measure<double[]> m, double[] x) {
                        return m.of(x);
                    }
                }
                """).compile("""
                package b;
                public class Outer {
                    public static final class Norm implements a.Measure<double[]> {
                        @Override
                        @Differentiable
                        public double of(double[] value) {
                            return value[0] * value[0] + value[1];
                        }
                    }
                }
                """);
        gives("""
                var g = a.MeasureDerivatives.fGradient(new b.Outer.Norm(), new double[] {3, 4});
                return give(g.x()[0], g.x()[1]);
                """, 6, 1);
    }

    @Test
    void functionsOfTheJdkBesideKnownOnes() throws Exception {
        rounds.compile("""
                package a;
                public final class Twice {
                    private Twice() {}
                    @Differentiable
                    public static double f(java.util.function.DoubleUnaryOperator f, double x) {
                        return pass(f, x) + pass(t -> 3 * t, x);
                    }
                    private static double pass(java.util.function.DoubleUnaryOperator f, double x) {
                        return f.applyAsDouble(x);
                    }
                }
                """).compile("""
                package b;
                public final class Cube implements java.util.function.DoubleUnaryOperator {
                    @Override
                    @Differentiable
                    public double applyAsDouble(double x) {
                        return x * x * x;
                    }
                }
                """);
        gives("return give(a.TwiceDerivatives.fGradient(new b.Cube(), 2).x());", 15);
    }

    /** A companion that is not public is found all the same, and so is one that another loader has. */
    @Test
    void otherLoadersAndClassesThatAreNotPublic() throws Exception {
        rounds.compile(PAYOFF, PRICER).compile("""
                package b;
                public final class Factory {
                    private Factory() {}
                    public static a.Payoff make() {
                        return new Hidden();
                    }
                }
                """, """
                package b;
                final class Hidden implements a.Payoff {
                    @Override
                    @Differentiable
                    public double value(double[] s, double k) {
                        return s[0] * k;
                    }
                }
                """);
        Predicate<String> first = name -> name.startsWith("a.");
        List<String> names = rounds.names();
        ClassLoader below = rounds.loader(names.stream().filter(first).toList(), MemoryCompiler.class.getClassLoader());
        ClassLoader above = rounds.loader(names.stream().filter(first.negate()).toList(), below);
        Object payoff = above.loadClass("b.Factory").getMethod("make").invoke(null);
        Object gradient = below.loadClass("a.PricerDerivatives")
                .getMethod("priceGradient", below.loadClass("a.Payoff"), double[].class, double.class)
                .invoke(null, payoff, new double[] {2, 3}, 4.0);
        assertEquals(8 + 3 * 4.0, gradient.getClass().getMethod("k").invoke(gradient));
    }

    // ---- what is refused

    @Test
    void aClassWithoutAnnotationIsNamed() throws Exception {
        rounds.compile(PAYOFF, PRICER).compile(SQUARE, """
                package b;
                public final class Bare extends Square {
                    public Bare() {
                        super(1);
                    }
                    @Override
                    public double value(double[] s, double k) {
                        return k;
                    }
                }
                """);
        gives(
                refused(
                        "a.PricerDerivatives.priceGradient(new b.Bare(), new double[] {1, 2}, 3)",
                        "no derivative of value for the class b.Bare",
                        "annotate Bare.value with @Differentiable"),
                1);
    }

    @Test
    void lambdasAreNamed() throws Exception {
        rounds.compile(PAYOFF, PRICER);
        gives(
                refused(
                        "a.PricerDerivatives.priceJvp((s, k) -> k, new double[] {1, 2}, 3, new double[2], 1)",
                        "no derivative of value for the class Use$$Lambda",
                        "make it a named class"),
                1);
    }

    @Test
    void aKindThatWasNotAskedFor() throws Exception {
        rounds.compile(PAYOFF, PRICER).compile(SQUARE.replace("({Derivative.GRADIENT, Derivative.JVP})", ""));
        gives(
                refused(
                        "a.PricerDerivatives.priceJvp(new b.Square(1), new double[] {1, 2}, 3, new double[2], 1)",
                        "b.Square",
                        "has no tangent sweep; add Derivative.JVP"),
                1);
    }

    @Test
    void theOtherKindThatWasNotAskedFor() throws Exception {
        rounds.compile(PAYOFF, PRICER).compile(SQUARE.replace("Derivative.GRADIENT, ", ""));
        gives(
                refused(
                        "a.PricerDerivatives.priceGradient(new b.Square(1), new double[] {1, 2}, 3)",
                        "b.Square",
                        "has no reverse sweep; add Derivative.GRADIENT"),
                1);
    }

    @Test
    void theObjectItselfAsInput() throws Exception {
        rounds.compile(PAYOFF, LINEAR).compile(SQUARE);
        gives(
                refused(
                        "a.LinearDerivatives.withObjectGradient(new b.Square(1), new double[] {1, 2}, 3)",
                        "b.Square",
                        "takes its object as constant"),
                1);
    }

    @Test
    void anObjectWithoutNumbersMayBeAnInput() throws Exception {
        rounds.compile(PAYOFF, LINEAR).compile("""
                package b;
                public final class Bare implements a.Payoff {
                    private int calls;
                    @Override
                    @Differentiable
                    public double value(double[] s, double k) {
                        calls++;
                        return k * k * s[0];
                    }
                    public int calls() {
                        return calls;
                    }
                }
                """);
        gives("""
                b.Bare bare = new b.Bare();
                double k = a.LinearDerivatives.withObjectGradient(bare, new double[] {5}, 3).k();
                return give(k, bare.calls());
                """, 30, 1);
    }

    @Test
    void aParameterThatWrtLeavesOut() throws Exception {
        rounds.compile(PAYOFF, PRICER).compile("""
                package b;
                public final class Boxed implements a.Payoff {
                    @Override
                    @Differentiable(wrt = "s")
                    public double value(double[] s, double k) {
                        Object strike = k;
                        return s[0] * (Double) strike;
                    }
                }
                """);
        gives(
                refused(
                        "a.PricerDerivatives.priceGradient(new b.Boxed(), new double[] {1, 2}, 3)",
                        "b.Boxed",
                        "takes parameter 2 as constant; add it to the wrt"),
                1);
    }

    /** The derivative would have to go from one call to the next by way of an object that the caller knows nothing of. */
    @Test
    void anObjectThatKeepsWhatItIsGiven() throws Exception {
        rounds.compile(PAYOFF, PRICER).compile("""
                package b;
                public final class Memory implements a.Payoff {
                    private double last;
                    @Override
                    @Differentiable
                    public double value(double[] s, double k) {
                        double result = last * s[0];
                        last = k;
                        return result;
                    }
                }
                """);
        gives(
                refused(
                        "a.PricerDerivatives.priceGradient(new b.Memory(), new double[] {1, 2}, 3)",
                        "b.Memory",
                        "keeps what it is given"),
                1);
    }

    @Test
    void anArrayThatIsKept() throws Exception {
        rounds.compile(PAYOFF, PRICER).compile("""
                package b;
                public final class Memory implements a.Payoff {
                    private double[] last = {1};
                    @Override
                    @Differentiable
                    public double value(double[] s, double k) {
                        double result = last[0] * k;
                        last = s;
                        return result;
                    }
                }
                """);
        gives(
                refused(
                        "a.PricerDerivatives.priceGradient(new b.Memory(), new double[] {1, 2}, 3)",
                        "b.Memory",
                        "keeps what it is given"),
                1);
    }

    @Test
    void anArrayThatTheCallerDoesNotExpectToBeChanged() throws Exception {
        rounds.compile(PAYOFF, PRICER).compile("""
                package b;
                public final class Eager implements a.Payoff {
                    @Override
                    @Differentiable
                    public double value(double[] s, double k) {
                        s[1] = k;
                        return k * s[0];
                    }
                }
                """);
        gives(
                refused(
                        "a.PricerDerivatives.priceGradient(new b.Eager(), new double[] {1, 2}, 3)",
                        "b.Eager",
                        "changes or hands out arrays"),
                1);
    }

    @Test
    void anArgumentThatIsHandedOut() throws Exception {
        rounds.compile(FLOW, EULER).compile("""
                package b;
                public final class Same implements a.Flow {
                    @Override
                    @Differentiable
                    public void rates(double t, double[] y, double[] dydt) {
                        dydt[0] = y[0] * t;
                    }
                    @Override
                    @Differentiable(wrt = "y")
                    public double[] scaled(double[] y, float by) {
                        return y;
                    }
                }
                """);
        gives(
                refused(
                        "a.EulerDerivatives.scaledVjp(new b.Same(), new double[] {1, 2}, 3, new double[2])",
                        "b.Same",
                        "changes or hands out arrays"),
                1);
    }

    @Test
    void objectsAsArguments() throws Exception {
        rounds.compile("""
                package a;
                public interface Priced {
                    double of(Market m, double k);
                    @Differentiable
                    static double f(Priced p, Market m, double k) {
                        return p.of(m, k);
                    }
                    @Differentiable(wrt = "k")
                    static double byStrike(Priced p, Market m, double k) {
                        return p.of(m, k);
                    }
                }
                """, "package a;\npublic record Market(double rate) {}\n")
                .compile("""
                package b;
                public final class Bond implements a.Priced {
                    @Override
                    @Differentiable
                    public double of(a.Market m, double k) {
                        return k * k;
                    }
                }
                """);
        gives(
                """
                double k = a.PricedDerivatives.byStrikeGradient(new b.Bond(), new a.Market(1), 3).k();
                """
                        + refused(
                                        "k += a.PricedDerivatives.fGradient(new b.Bond(), new a.Market(1), 3).k()",
                                        "b.Bond",
                                        "takes the object that is parameter 1 as constant")
                                .replace("give(1)", "give(k)"),
                6);
    }

    /** A constructor is gone through once more for the derivatives: what it calls must not act twice. */
    @Test
    void callsFromConstructors() throws Exception {
        rounds.compile("""
                package a;
                public abstract class Curve {
                    public abstract double at(double x);
                    @Differentiable
                    public static double f(Curve c, double x) {
                        return new Holder(c, x).value * x;
                    }
                    static final class Known extends Curve {
                        @Override
                        public double at(double x) {
                            return x;
                        }
                    }
                }
                """, """
                package a;
                final class Holder {
                    final double value;
                    Holder(Curve c, double x) {
                        this.value = c.at(x);
                    }
                }
                """).compile("""
                package b;
                public final class Square extends a.Curve {
                    @Override
                    @Differentiable
                    public double at(double x) {
                        return x * x;
                    }
                }
                """, """
                package b;
                public final class Counting extends a.Curve {
                    private int calls;
                    @Override
                    @Differentiable
                    public double at(double x) {
                        calls++;
                        return x * x;
                    }
                }
                """);
        gives(
                """
                double x = a.CurveDerivatives.fGradient(new b.Square(), 3).x();
                """
                        + refused(
                                        "x += a.CurveDerivatives.fGradient(new b.Counting(), 3).x()",
                                        "b.Counting",
                                        "does more than to compute")
                                .replace("give(1)", "give(x)"),
                27);
    }

    @Test
    void anExceptionThatTheCallerCatches() throws Exception {
        rounds.compile(PAYOFF, """
                package a;
                public final class Careful {
                    private Careful() {}
                    @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                    public static double f(Payoff p, double[] s, double k) {
                        double y;
                        try {
                            y = p.value(s, k);
                        } catch (java.io.IOException e) {
                            y = k * 3;
                        }
                        return y * k;
                    }
                }
                """).compile("""
                package b;
                public final class Picky implements a.Payoff {
                    @Override
                    @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                    public double value(double[] s, double k) throws java.io.IOException {
                        if (k > 1) {
                            throw new java.io.IOException("too large");
                        }
                        return s[0] * k;
                    }
                }
                """);
        gives("""
                double[] s = {5};
                a.Payoff p = new b.Picky();
                return give(
                        a.CarefulDerivatives.fGradient(p, s, 0.5).k(), a.CarefulDerivatives.fGradient(p, s, 2).k(),
                        a.CarefulDerivatives.fJvp(p, s, 0.5, new double[] {1}, 1).tangent(),
                        a.CarefulDerivatives.fJvp(p, s, 2, new double[] {1}, 1).tangent());
                """, 5, 12, 5.25, 12);
    }

    /** Nothing in sight says what the method does, and it may well be there for the array: it is not left out in silence. */
    @Test
    void aMethodWithATruthAsResult() throws Exception {
        rounds.compile("""
                package a;
                public interface Step {
                    boolean advance(double[] y, double h);
                    @Differentiable
                    static double f(Step step, double[] y, double h) {
                        double[] at = y.clone();
                        int steps = 0;
                        while (step.advance(at, h)) {
                            steps++;
                        }
                        return at[0] * steps;
                    }
                }
                """).compile("""
                package b;
                public final class Growing implements a.Step {
                    @Override
                    public boolean advance(double[] y, double h) {
                        y[0] *= 1 + h;
                        return y[0] < 3;
                    }
                }
                """);
        gives(
                refused(
                        "a.StepDerivatives.fGradient(new b.Growing(), new double[] {1}, 0.5)",
                        "no derivative of advance for the class b.Growing"),
                1);
    }
}
