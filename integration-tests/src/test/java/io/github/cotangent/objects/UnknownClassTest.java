package io.github.cotangent.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes that come later: where a call goes to a body without derivative, an exception names the class. */
class UnknownClassTest {
    private static final String SHAPE = """
            abstract class Shape {
                double scale = 2;
                abstract double area(double k);
                double twice(double k) {
                    return 2 * area(k);
                }
            }
            """;

    private static final String SQUARE = """
            final class Square extends Shape {
                double area(double k) {
                    return scale * k * k;
                }
            }
            """;

    private static final String G = """
            final class G {
                @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                static double g(Shape s, double k) {
                    return s.twice(k) + k;
                }
                @Differentiable
                static double unused(Shape s, double k) {
                    return s.scale * k;
                }
            }
            """;

    private static final String LATER = """
            final class Later extends Shape {
                double area(double k) {
                    return k;
                }
            }
            """;

    @TempDir
    Path classes;

    private double[] withLater(String usage) throws Exception {
        MemoryCompiler.Result first = new UserCode(SHAPE, SQUARE, G).compiled("return give();");
        for (Map.Entry<String, byte[]> each : first.classes().entrySet()) {
            Files.write(classes.resolve(each.getKey() + ".class"), each.getValue());
        }
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put("Later", LATER);
        sources.put(
                "Late",
                "import io.github.cotangent.runtime.*;\npublic final class Late {\n    private Late() {}\n"
                        + "    public static double[] run() {\n" + usage.indent(8) + "    }\n}\n");
        String path = classes + System.getProperty("path.separator") + System.getProperty("java.class.path");
        MemoryCompiler.Result second = MemoryCompiler.compilePlain(sources, "-classpath", path);
        assertTrue(second.success(), second.errors());
        Map<String, byte[]> all = new HashMap<>(first.classes());
        all.putAll(second.classes());
        ClassLoader loader = new MemoryCompiler.Result(true, second.diagnostics(), second.generated(), all).loader();
        return (double[]) loader.loadClass("Late").getMethod("run").invoke(null);
    }

    @Test
    void anUnknownSubclassIsNamed() throws Exception {
        double[] found = withLater("""
                var into = new GDerivatives.GGradient();
                GDerivatives.gGradient(new Square(), 3, into);
                try {
                    GDerivatives.gGradient(new Later(), 3, into);
                    return new double[] {0};
                } catch (NoDerivativeException e) {
                    return new double[] {e.getMessage().contains("Later") ? 1 : 0, into.value(), into.k()};
                }
                """);
        assertEquals("[1.0, 39.0, 25.0]", java.util.Arrays.toString(found));
    }

    @Test
    void anUnknownSubclassIsNamedInForwardMode() throws Exception {
        double[] found = withLater("""
                try {
                    GDerivatives.gJvp(new Later(), 3, 1);
                    return new double[] {0};
                } catch (NoDerivativeException e) {
                    return new double[] {e.getMessage().contains("Later") ? 1 : 0};
                }
                """);
        assertEquals(1, found[0]);
    }

    @Test
    void anUnknownSubclassWithoutCallsIsFine() throws Exception {
        double[] found = withLater("return new double[] {GDerivatives.unusedGradient(new Later(), 3).k()};");
        assertEquals(2, found[0]);
    }

    @Test
    void anUnknownImplementationOfAnInterfaceIsNamed() throws Exception {
        new UserCode("""
                interface Curve {
                    double at(double t);
                }
                """, """
                record Line(double a) implements Curve {
                    public double at(double t) {
                        return a * t;
                    }
                }
                """, """
                final class G {
                    @Differentiable
                    static double g(Curve c, double t) {
                        return c.at(t) * t;
                    }
                }
                """).gives("""
                Curve unknown = (Curve) java.lang.reflect.Proxy.newProxyInstance(
                        Use.class.getClassLoader(), new Class<?>[] {Curve.class}, (proxy, method, args) -> args[0]);
                double known = GDerivatives.gGradient(new Line(3), 2).t();
                try {
                    GDerivatives.gGradient(unknown, 2);
                    return give(known, 0);
                } catch (NoDerivativeException e) {
                    return give(known, e.getMessage().contains(unknown.getClass().getName()));
                }
                """, 12, 1);
    }

    @Test
    void aNullReceiverIsANullPointer() throws Exception {
        new UserCode(SHAPE, SQUARE, G).gives("""
                try {
                    GDerivatives.gGradient(null, 2);
                    return give(0);
                } catch (NullPointerException e) {
                    return give(1);
                }
                """, 1);
    }

    /** Build tools compile what has changed, and show the processor no other classes. */
    @Test
    void classesOfWhichObjectsAreMadeAreKnownThoughOthersAreCompiled() throws Exception {
        Files.writeString(classes.resolve("Curve.java"), "public interface Curve { double at(double t); }");
        Files.writeString(
                classes.resolve("Line.java"),
                "public final class Line implements Curve { public double at(double t) { return 3 * t; } }");
        Files.writeString(
                classes.resolve("Curves.java"),
                "public final class Curves { public static Curve line() { return new Line(); } }");
        MemoryCompiler.Result compiled = MemoryCompiler.compile(Map.of("Use", """
                        import io.github.cotangent.*;
                        public final class Use {
                            private static final Curve CURVE = Curves.line();
                            @Differentiable public static double f(double x) { return Curves.line().at(x * x); }
                            @Differentiable public static double g(double x) { return CURVE.at(x * x); }
                        }
                        """), "-sourcepath", classes.toString());
        assertTrue(compiled.success(), compiled::errors);
        Class<?> companion = compiled.loader().loadClass("UseDerivatives");
        Object gradient = companion.getMethod("fGradient", double.class).invoke(null, 2.0);
        assertEquals(12.0, gradient.getClass().getMethod("x").invoke(gradient));
        Object constant = companion.getMethod("gGradient", double.class).invoke(null, 2.0);
        assertEquals(12.0, constant.getClass().getMethod("x").invoke(constant));
    }
}
