package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.cotangent.testing.Sample;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Group N: accumulation into a caller's object, and {@code detach}. */
class AccumulationTest {

    @Test
    @DisplayName("N03: two calls into the same object add, for an array that is read and one that is overwritten")
    void accumulateContract() {
        Sample sample = Sample.of("@Differentiable static void f(double[] in, double[] out) "
                + "{ for (int i = 0; i < in.length; i++) { out[i] *= in[i]; } }\n");
        double[] seed = {10, 100};
        Object into = sample.fresh("FVjp");
        sample.call("fVjp", new double[] {2, 3}, new double[] {5, 7}, seed, into);
        assertArrayEquals(new double[] {50, 700}, (double[]) Sample.part(into, "in"));
        assertArrayEquals(new double[] {20, 300}, (double[]) Sample.part(into, "out"));
        sample.call("fVjp", new double[] {4, 1}, new double[] {1, 2}, seed, into);
        assertArrayEquals(new double[] {60, 900}, (double[]) Sample.part(into, "in"));
        assertArrayEquals(new double[] {60, 400}, (double[]) Sample.part(into, "out"));
        assertArrayEquals(new double[] {10, 100}, seed, "the seed is not written");

        Object plain = sample.call("fVjp", new double[] {4, 1}, new double[] {1, 2}, seed);
        assertArrayEquals(
                new double[] {10, 200}, (double[]) Sample.part(plain, "in"), "the plain form starts from zero");
        assertArrayEquals(new double[] {40, 100}, (double[]) Sample.part(plain, "out"));
    }

    @Test
    @DisplayName("N03: a seed that is the buffer of the result, or the array of the call, is not written either")
    void aliasedSeeds() {
        Sample sample = Sample.of(
                "@Differentiable static double[] f(double[] x) "
                        + "{ double[] y = new double[x.length]; for (int i = 0; i < x.length; i++) y[i] = x[i] * x[i]; return y; }\n");
        double[] x = {2, 3};
        Object vjp = sample.call("fVjp", x, x);
        assertArrayEquals(new double[] {2, 3}, x);
        assertArrayEquals(new double[] {8, 18}, (double[]) Sample.part(vjp, "x"));
    }

    @Test
    @DisplayName("N06: what is read through detach is a constant")
    void stopGradient() {
        String both = "@Differentiable({Derivative.GRADIENT, Derivative.JVP}) static double ";
        Sample sample = Sample.of(both + "f(double x) { return Gradients.detach(x) * x; }\n"
                + both + "z(double x) { return Gradients.detach(x * x) * x; }\n"
                + both + "s(double[] a) { double[] c = Gradients.detach(a); double s = 0; "
                + "for (int i = 0; i < a.length; i++) s += c[i] * a[i]; return s; }\n");
        assertEquals(3.0, Sample.part(sample.call("fGradient", 3.0), "x"));
        assertEquals(3.0, Sample.part(sample.call("fJvp", 3.0, 1.0), "tangent"));
        assertEquals(9.0, Sample.part(sample.call("zGradient", 3.0), "x"));
        assertEquals(27.0, Sample.part(sample.call("zGradient", 3.0), "value"));
        assertEquals(9.0, Sample.part(sample.call("zJvp", 3.0, 1.0), "tangent"));
        double[] a = {2, 5};
        assertArrayEquals(a, (double[]) Sample.part(sample.call("sGradient", a), "a"));
        assertEquals(5.0, Sample.part(sample.call("sJvp", a, new double[] {0, 1}), "tangent"));
    }
}
