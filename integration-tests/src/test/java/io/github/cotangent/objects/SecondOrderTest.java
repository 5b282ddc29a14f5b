package io.github.cotangent.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.conformance.SecondOrderCheck;
import io.github.cotangent.testing.MemoryCompiler;
import io.github.cotangent.testing.Sample;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Second derivatives of the programs with objects, and by objects. */
class SecondOrderTest {
    /** Each program has right second derivatives, or is refused with a code; most have them. */
    @Test
    void programsHaveSecondDerivativesOrSayWhyNot() throws Exception {
        Map<String, List<String>> wrong = new TreeMap<>();
        int right = 0;
        List<ObjectCatalogue.Program> programs = ObjectCatalogue.programs();
        for (ObjectCatalogue.Program program : programs) {
            List<String> failures = new SecondOrderCheck(program).run();
            if (failures.isEmpty()) {
                right++;
            } else if (!failures.get(0).contains("[COT0")) {
                wrong.put(program.id(), failures);
            }
        }
        assertTrue(
                wrong.isEmpty(),
                () -> wrong.values().stream().flatMap(List::stream).collect(Collectors.joining("\n")));
        assertTrue(right >= 0.75 * programs.size(), right + " of " + programs.size());
    }

    private static double number(Object result, String... path) {
        Object part = result;
        for (String each : path) {
            part = Sample.part(part, each);
        }
        return ((Number) part).doubleValue();
    }

    /** f = x² y c: the product with (dx, dy, dc) in the shape of the inputs. */
    @Test
    void byARecord() throws Exception {
        Sample sample = Sample.of("""
                public record P(double x, double y) {}
                @Differentiable(Derivative.HVP)
                static double f(P p, double c) { return p.x() * p.x() * p.y() * c; }
                static Object p() { return new P(2, 3); }
                """);
        Object dot = sample.fresh("PTangent");
        dot.getClass().getMethod("x", double.class).invoke(dot, 1.0);
        dot.getClass().getMethod("y", double.class).invoke(dot, -1.0);
        Object product = sample.call("fHvp", sample.plain("p"), 5.0, dot, 0.5);
        assertEquals(2 * 3 * 5 * 1 + 2 * 2 * 5 * -1 + 2 * 2 * 3 * 0.5, number(product, "p", "x"), 1e-12);
        assertEquals(2 * 2 * 5 * 1 + 2 * 2 * 0.5, number(product, "p", "y"), 1e-12);
        assertEquals(2 * 2 * 3 * 1 + 2 * 2 * -1, number(product, "c"), 1e-12);
    }

    /** The receiver changes on the way; the direction that was passed for it does not. */
    @Test
    void byAnObjectThatTheMethodChanges() throws Exception {
        Sample sample = Sample.of("""
                public static final class Sum { double s = 2; void add(double u) { s = s * u; } }
                @Differentiable(value = Derivative.HVP, wrt = {"sum", "u"})
                static double f(Sum sum, double u) { sum.add(u); sum.add(u); return sum.s * sum.s; }
                static Object sum() { return new Sum(); }
                """);
        Object dot = sample.fresh("SumTangent");
        dot.getClass().getMethod("s", double.class).invoke(dot, 1.0);
        Object product = sample.call("fHvp", sample.plain("sum"), 3.0, dot, 0.5);
        // f = s² u⁴
        assertEquals(2 * 81 * 1 + 8 * 2 * 27 * 0.5, number(product, "sum", "s"), 1e-10);
        assertEquals(8 * 2 * 27 * 1 + 12 * 4 * 9 * 0.5, number(product, "u"), 1e-10);
        assertEquals(1.0, number(dot, "s"));
    }

    /** HESSIAN looked only at the body of the annotated class, so an override ran its effects once for each row. */
    @Test
    void anOverrideWithEffectsHasNoHessian() {
        MemoryCompiler.Result result = Sample.compile("""
                static class Quiet {
                    @Differentiable(Derivative.HESSIAN)
                    double f(double x) { return x * x; }
                }
                static class Loud extends Quiet {
                    static int calls;
                    @Override double f(double x) { calls++; return x; }
                }
                """);
        assertTrue(result.errors().contains("[COT006] HESSIAN runs f once for each row"), result.errors());
    }

    @Test
    void byFieldsOfTheReceiver() {
        Sample sample = Sample.of("""
                double w = 2;
                private double[] v = {3, 5};
                @Differentiable(value = Derivative.HVP, wrt = {"this.w", "this.v", "u"})
                double f(double u) { return w * v[0] * v[1] * u + w * w * w; }
                static Object made() { return new Sample(); }
                """);
        Object product = sample.call("fHvp", sample.plain("made"), 7.0, 1.0, new double[] {0.5, 0}, -1.0);
        assertEquals(6 * 2 * 1 + 5 * 7 * 0.5 - 15, number(product, "w"), 1e-12);
        assertArrayEquals(
                new double[] {5 * 7 - 2 * 5, 3 * 7 + 2 * 7 * 0.5 - 2 * 3}, (double[]) Sample.part(product, "v"), 1e-12);
        assertEquals(15 + 2 * 5 * 0.5, number(product, "u"), 1e-12);
    }
}
