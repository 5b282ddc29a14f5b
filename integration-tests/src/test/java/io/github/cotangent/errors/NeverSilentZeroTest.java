package io.github.cotangent.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ways on which data could leave the sight of the analyses and come back: each is an error at its line, never a gradient of
 * zero.
 */
class NeverSilentZeroTest {
    private static final String HELPERS = """
            import io.github.cotangent.Differentiable;
            import java.util.*;
            import java.util.function.*;

            final class S {
                static final class Cell { double v; double get() { return v; } void set(double x) { v = x; }
                    void setChecked(double x) { v = x; if (x > 3) throw new IllegalArgumentException(); v = x * x; } }
                static final class Own extends RuntimeException { double v; }
                static final class Stop extends RuntimeException {
                    final double v;
                    Stop(double v) { this.v = v; }
                }
                static double stop(double x) { if (x > 3) throw new Stop(x); return x; }
                static void fill2(double[] t, double x) { t[0] = x * x; if (x > 3) throw new RuntimeException(); t[0] *= 3; }
                static double hidden;
                static int counter;
                static final Cell CELL = new Cell();
                static double[] table = new double[1];
                static void put(List<Number> l, double x) { l.add(x); }
                static void set(Own c, double x) { c.v = x; }
                static void setHidden(double x) { hidden = x; }
                static double getHidden() { return hidden; }
                static void setStatic(double x) { CELL.set(x); }
                static double getStatic() { return CELL.get(); }
                static void fill(double[] t, double x) { t[0] = x; }
                static void putTable(double x) { table[0] = x; }
                static double getTable() { return table[0]; }
                static double other;
                static double copyHidden(double y) { other = hidden; return y; }
                static double move(Own from, Own to, double y) { to.v = from.v; return y; }
                record Box(List<Number> list) {}
                static void putInto(Box b, double x) { b.list().add(x); }
                static class Two { double v; final List<Number> a = new ArrayList<>(), b = new ArrayList<>(); }
                static void record(Two t) { t.b.add(t.v); }
                static void move(Two t) { t.b.addAll(t.a); }
                interface Fn { double at(double x); }
                static double twice(Fn g, double x) { return g.at(g.at(x)); }
                static double scaled(Fn g, double x) { return g.at(3) * x; }
                static double counted(double x) { counter++; return x * x; }
            """;

    private static MemoryCompiler.Result compile(String method) {
        return MemoryCompiler.compile(Map.of("S", HELPERS + "    @Differentiable static " + method + "\n}\n"));
    }

    private static List<Diagnostic<?>> errors(MemoryCompiler.Result result) {
        return result.diagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .<Diagnostic<?>>map(d -> d)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COT016 | double f(double x) { List<Number> l = new ArrayList<>(); put(l, x); return l.get(0).doubleValue(); }",
                "COT016 | double f(double x) { Own c = new Own(); set(c, x); return c.v; }",
                "COT016 | double f(double x) { Own c = new Own(); Own d = c; set(d, x); return c.v; }",
                "COT016 | double f(double x) { setHidden(x); return hidden; }",
                "COT016 | double f(double x) { setHidden(x); return getHidden(); }",
                "COT016 | double f(double x) { setHidden(x); copyHidden(2); return other * x; }",
                "COT016 | double f(double x) { Own c = new Own(), d = new Own(); set(c, x); move(c, d, 2); return d.v * x; }",
                "COT016 | double f(double x) { Box b = new Box(new ArrayList<>()); putInto(b, x); return b.list().get(0).doubleValue() * x; }",
                // A list that a helper only looks into is no place it leaves data at; another one it adds to is.
                "COT016 | double f(double x) { Two t = new Two(); t.v = x; record(t); return t.b.get(0).doubleValue() * x; }",
                "COT016 | double f(double x) { Two t = new Two(); t.a.add(x); move(t); return t.b.get(0).doubleValue() * x; }",
                "COT016 | double f(double x) { setStatic(x); return getStatic(); }",
                "COT014 | double f(double x, List<Object> l) { double[] a = (double[]) l.get(0); fill(a, x); return a[0]; }",
                "COT016 | double f(double x, Object[] l) { double[] a = (double[]) l[0]; fill(a, x); return a[0]; }",
                "COT016 | double f(double x) { putTable(x); return getTable() * x; }",
                "COT017 | double f(double x) { hidden = x; return hidden * x; }",
                "COT022 | double f(double x) { return Double.longBitsToDouble(Double.doubleToLongBits(x) ^ 1L); }",
                // Nearly all digits are cut off: a step, not a rounding.
                "COT022 | double f(double x) { return Double.longBitsToDouble(Double.doubleToRawLongBits(x) & -1L << 40); }",
                "COT012 | double f(double x, DoubleUnaryOperator g) { return g.applyAsDouble(x); }",
                "COT015 | double f(double[] a) { return Arrays.stream(new int[] {2, 1}).sorted().mapToDouble(i -> a[i - 1]).sum(); }",
                "COT015 | double f(double[] a) { return Arrays.stream(a).max().stream().sum(); }",
                "COT015 | double f(double[] a) { return Arrays.stream(a).map(v -> v * v).distinct().sum(); }",
                "COT015 | double f(double[] a) { return Arrays.stream(a).parallel().map(v -> v * v).sum(); }",
                "COT015 | double f(double[] a) { return Arrays.stream(a).distinct().sum(); }",
                "COT014 | double f(double[] a) { return Arrays.stream(a).summaryStatistics().getMax(); }",
                "COT015 | double f(double[] a, double x) { DoublePredicate g = t -> t > x; return Arrays.stream(a).filter(g).sum(); }",
                "COT015 | double f(double[] a) { return Arrays.stream(a).boxed().map(v -> v * v).distinct().reduce(0.0, Double::sum); }",
                // A method that is named and not called changes what stands before the colons all the same.
                "COT015 | double f(double[] a) { List<Double> l = new ArrayList<>(); Arrays.stream(a).forEach(l::add); return l.get(0); }",
                "COT019 | double f(double x) { double[] t = {0}; try { fill(t, x); } catch (RuntimeException e) { t[0] = 1; } return t[0]; }",
                // The generated method threw an exception, as it knows classes by name.
                "COT011 | double f(double x) { Fn g = new Fn() { static double k = 2; public double at(double t) { return k * t; } }; return g.at(x); }",
                "COT019 | double f(double x) { try { return x * x; } finally { if (x > 3) return x; } }",
                "COT019 | double f(double x) { try { throw new Stop(x * x); } catch (Stop e) { return e.v * x; } }",
                "COT019 | double f(double x) { try { return stop(x); } catch (Stop e) { return e.v; } }",
                "COT019 | double f(double x) { double[] a = {x}; try { fill2(a, x); } catch (RuntimeException e) { a[0] *= 2; } return a[0]; }",
                "COT019 | double f(double x) { Cell c = new Cell(); try { c.setChecked(x); } catch (RuntimeException e) { return 1; } return c.v; }",
                "COT013 | double f(double x) { return Double.parseDouble(String.valueOf(x)); }",
                // The type of the array had the name `T[]`, which nothing could print.
                "COT023 | double f(double x) { record T(double v) { T { v += 1; } } T[] t = {new T(2)}; return x * t[0].v(); }",
            })
    void isAnErrorAtItsLine(String code, String method) {
        MemoryCompiler.Result result = compile(method);

        assertFalse(result.success());
        List<Diagnostic<?>> errors = errors(result);
        assertTrue(errors.stream().anyMatch(e -> e.getMessage(null).contains("[" + code + "]")), result::errors);
        long line = HELPERS.lines().count() + 1;
        assertTrue(errors.stream().allMatch(e -> e.getLineNumber() == line), result::errors);
        assertTrue(result.generated().isEmpty());
    }

    @Test
    void whatCarriesNothingPassesThrough() {
        MemoryCompiler.Result result = compile("double f(double x) { counter++; setHidden(3); System.out.print(\"\");"
                + " return counted(x) * getHidden() * scaled(t -> t * t, x); }");
        assertTrue(result.success(), result::errors);
        assertEquals(1, result.generated().size());
    }
}
