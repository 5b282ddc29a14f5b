package io.github.cotangent.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names that look like others, or like generated ones. */
class NamesTest {
    /** Where the package ends was guessed from capital letters. */
    @Test
    void packagesMayHaveCapitalsAndClassesSmallLetters() throws Exception {
        Checked capital = Checked.compile("com.Acme.PKG.Foo", """
                package com.Acme.PKG;

                import io.github.cotangent.*;

                public class Foo {
                    public static class Bar { public static double q = 2; static double h(double x) { return x * q; } }
                    enum mode { on, off }

                    @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                    public static double f(double x) {
                        Bar b = new Bar();
                        mode m = b == null ? mode.off : mode.on;
                        return m == mode.on ? Bar.h(x) * x : com.Acme.PKG.Foo.Bar.h(x);
                    }
                }
                """);
        capital.gradient("com.Acme.PKG.Foo", "f", 1.3);

        Checked small = Checked.compile("outer", """
                import io.github.cotangent.Differentiable;

                class outer {
                    static class inner { static int count; static double g(double x) { count++; return x * x; } }
                    enum color { red, green }

                    @Differentiable
                    static double f(double x) {
                        color c = inner.count > 5 ? color.red : color.green;
                        return inner.g(x) * (c == color.red ? 2 : x);
                    }
                }
                """);
        small.gradient("outer", "f", 1.3);
    }

    @Test
    void userClassesMayHideThoseOfJavaLangAndOfTheRuntime() throws Exception {
        Checked.compile("p.A", """
                package p;

                import io.github.cotangent.Differentiable;

                class A {
                    static class Saves {}

                    @Differentiable
                    static double f(double[] a, double x) {
                        double[] b = java.util.Arrays.copyOf(a, a.length);
                        double s = Math.twice(x) + java.lang.Math.sin(x) + StrictMath.exp(x);
                        int i = 0;
                        while (s < 50) { s = s * s + 1; if (i++ > 10) break; }
                        for (double v : b) s += v * v;
                        java.util.Arrays.fill(b, 1, 3, s);
                        return b[1] + a[0] * b[0];
                    }
                }
                class Math { static double twice(double x) { return x * x * 10; } }
                class Arrays {} class String {} class System {} class Object {} class Double {} class Override {}
                class SuppressWarnings {} class Shadows {} class Cotangents {} class Gradients {} class Generated {}
                class Linkage {} class Serializable {} class ArrayAdjoints {}
                """).gradient("p.A", "f", new double[] {0.7, 1.1, 0.9}, 0.4);
    }

    /** The generated parameters had the names of the user's. */
    @Test
    void parametersMayHaveGeneratedNames() throws Exception {
        Checked checked = Checked.compile("p.A", """
                package p;

                import static io.github.cotangent.Derivative.*;
                import io.github.cotangent.Differentiable;

                class A {
                    @Differentiable({GRADIENT, VJP, JVP})
                    static double f(double x, double xBar, double xDot, double into, double resultBar, double out, int trips) {
                        double saved = 0;
                        for (int trip = 0; trip < trips; trip++) saved += x * xBar * trip;
                        double tangent = saved * xDot;
                        return tangent * into * resultBar * out;
                    }

                    @Differentiable({VJP, JVP})
                    static void scale(double[] a, double[] aBar, double saved) {
                        for (int i = 0; i < a.length; i++) a[i] *= aBar[i] * saved;
                    }

                    @Differentiable({GRADIENT, JVP})
                    static double g(double[] a, double[] aBar, double saved, double outDot) {
                        scale(a, aBar, saved);
                        return a[0] * aBar[1] * f(saved, outDot, a[1], 2, 3, saved, 3);
                    }
                }
                """);
        checked.gradient("p.A", "f", 1.3, 0.7, 0.8, 1.1, 0.9, 1.2, 3);
        checked.gradient("p.A", "g", new double[] {0.7, 1.1}, new double[] {0.9, 1.3}, 0.8, 1.2);
    }

    /** Members of the result classes met names of accessors. */
    @Test
    void inputsMayHaveTheNamesOfMembersOfResults() throws Exception {
        Checked checked = Checked.compile("p.A", """
                package p;

                import io.github.cotangent.Differentiable;

                class A {
                    @Differentiable
                    static double f(double value, double value_, double other, double serialVersionUID, double[] clear) {
                        return value * value_ * other * serialVersionUID * clear[0];
                    }
                }
                """);
        Object gradient =
                Checked.call(checked.method("p.ADerivatives", "fGradient"), 2.0, 3.0, 5.0, 7.0, new double[] {11});
        assertEquals(2310.0, Checked.part(gradient, "value"));
        assertEquals(1155.0, Checked.part(gradient, "value_"));
        assertEquals(770.0, Checked.part(gradient, "value__"));
        assertEquals(462.0, Checked.part(gradient, "other"));
        assertEquals(330.0, Checked.part(gradient, "serialVersionUID_"));
        gradient.getClass().getMethod("add", gradient.getClass()).invoke(gradient, gradient);
        assertEquals(924.0, Checked.part(gradient, "other"));
        assertEquals(420.0, ((double[]) Checked.part(gradient, "clear_"))[0]);
    }

    @Test
    void identifiersMayBeAnythingJavaAllows() throws Exception {
        Checked checked = Checked.compile("p.D", """
                package p;

                import io.github.cotangent.*;

                class D {
                    static double $N;

                    @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                    static double f(double réel, double $x, double _y) {
                        double record = réel * $x; double yield1 = record; int var = 3;
                        double sealed = yield1, permits = var; double when = sealed * permits; double module = when;
                        return module * _y;
                    }

                    @Differentiable static double unicode\\u0041(double \\u0061b) { double x\\u00e9 = \\u0061b * 2; return x\\u00e9 * ab; }

                    @Differentiable static double 数(double 值) { double Ω = 值 * 值; return Ω * Math.cos(值); }

                    @Differentiable static double $(double $, double $L, double $T) {
                        $N = 3;
                        String s = "$T $L %s $$ $N";
                        if (s.length() < 3) throw new IllegalArgumentException("$T $S" + s);
                        return $ * $L + $T * $T * $N;
                    }
                }
                """);
        checked.gradient("p.D", "f", 1.3, 0.7, 0.8);
        checked.gradient("p.D", "unicodeA", 1.3);
        checked.gradient("p.D", "数", 1.3);
        checked.gradient("p.D", "$", 1.3, 0.7, 0.8);
    }

    /** An argument whose target has a wildcard over a variable that nothing is known about made the processor crash. */
    @Test
    void callsMayHaveWildcardsOverUnknownVariables() throws Exception {
        Checked.compile("p.G", """
                package p;

                import io.github.cotangent.Differentiable;
                import java.util.*;
                import java.util.stream.*;

                class G {
                    @Differentiable
                    static double f(double x, String word) {
                        Map<String, List<String>> groups = Stream.of(word, "bc").collect(
                                Collectors.groupingBy(t -> t.substring(0, 1), TreeMap::new, Collectors.toList()));
                        return x * x * groups.size();
                    }
                }
                """).gradient("p.G", "f", 1.3, "abc");
    }

    /** Such a name made the processor crash. */
    @Test
    void namesAskedForAreIdentifiers() {
        for (String name : new String[] {"1x", "a b", "a-b", "a.b"}) {
            MemoryCompiler.Result result = MemoryCompiler.compile(Map.of("A", """
                    import io.github.cotangent.Differentiable;

                    class A {
                        @Differentiable(name = "%s") static double f(double x) { return x; }
                    }
                    """.formatted(name)));
            assertTrue(result.errors().contains("[COT024]"), result::errors);
        }
    }

    /** {@code f} and {@code F} would share {@code FGradient}. */
    @Test
    void methodsThatDifferInCaseOnlyClash() {
        MemoryCompiler.Result result = MemoryCompiler.compile(Map.of("A", """
                import io.github.cotangent.Differentiable;

                class A {
                    @Differentiable static double f(double x) { return x; }
                    @Differentiable static double F(double x) { return x; }
                }
                """));
        assertTrue(result.errors().contains("[COT005]"), result::errors);
    }
}
