package io.github.cotangent.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with stated derivatives. */
class RuleErrorsTest {
    private static final String HEAD = """
            import io.github.cotangent.*;
            import io.github.cotangent.runtime.Gradients;

            public final class S {
                static class Spline { double k; double value(double x) { return k * x; } }
                static double g(double x, int n) { return x * n; }
                static double g(double x, double y, int n) { return x * y * n; }
                static int whole(double x) { return 1; }
            """;

    private static List<String> messages(String members) {
        MemoryCompiler.Result result = MemoryCompiler.compile(Map.of("S", HEAD + members + "\n}\n"));
        assertFalse(result.success());
        return MessageTest.messages(result).stream()
                .map(message -> message.getMessage(null))
                .toList();
    }

    @Test
    @DisplayName("N07: a rule with a wrong signature is an error that prints the expected one, parameter by parameter")
    void theExpectedSignatureIsPrinted() {
        List<String> messages = messages("""
                @PartialDerivative(method = "g", by = "x") float gx(float x, int n, double z) { return 1; }
                @PartialDerivative(of = Spline.class, method = "value") static double vx(double x) { return 1; }
                """);
        assertEquals(2, messages.size(), messages::toString);
        assertEquals("""
                [COT027] gx cannot state a derivative of S.g(double,int). Declare it as
                      static double gx(double x, int n)
                    it is not static
                    the result is float, not double
                    parameter 1 is float, not double
                    parameter 3 is one too many: double""", messages.get(0));
        assertEquals("""
                [COT027] vx cannot state a derivative of Spline.value(double). Declare it as
                      static double vx(S.Spline self, double x)
                    parameter 1 is double, not S.Spline
                    parameter 2 is missing: double""", messages.get(1));
    }

    @Test
    void theExpectedSignatureOfProductsIsPrinted() {
        List<String> messages = messages("""
                static double[] h(double[] x, double k, int n) { return x; }
                @VjpRule(method = "h") static double[] hVjp(double[] x, double k, double[] resultBar, double[] xBar) { return x; }
                @JvpRule(method = "h", wrt = "x") static double[] hJvp(double[] x, double k, int n, float[] xDot) { return x; }
                """);
        assertEquals(2, messages.size(), messages::toString);
        assertEquals("""
                [COT027] hVjp cannot state a derivative of S.h(double[],double,int). Declare it as
                      static void hVjp(double[] x, double k, int resultBar, double[] resultBar, double[] xBar, double[] kBar)
                    the result is double[], not void
                    parameter 3 is double[], not int
                    parameter 5 is missing: double[]
                    parameter 6 is missing: double[]""", messages.get(0));
        assertEquals("""
                [COT027] hJvp cannot state a derivative of S.h(double[],double,int). Declare it as
                      static double[] hJvp(double[] x, double k, int n, double[] xDot)
                    parameter 4 is float[], not double[]""", messages.get(1));
    }

    @Test
    void theExpectedSignatureOfAResidualIsPrinted() {
        List<String> messages = messages("""
                @ImplicitFunction(residual = "r") static double solve(double p, int n) { return p; }
                float r(int x, double n, double q) throws java.io.IOException { return 1; }
                @FixedPoint(step = "next") double[] iterate(java.util.List<double[]> p, Spline[] s) { return p.get(0).clone(); }
                double[] next() { return null; }
                @FixedPoint(step = "missing") double rate(double p) { return p; }
                """);
        assertEquals(3, messages.size(), messages::toString);
        assertEquals("""
                [COT029] r cannot be the residual of S.solve(double,int). Declare it as
                      static double r(double x, double p, int n)
                    parameters that the solution does not depend on may be left out
                    it is not static
                    the result is float, not double
                    it declares the exception java.io.IOException
                    parameter 1 is int, not double
                    parameter 2 is double, not int
                    parameter 3, q, is no parameter of solve""", messages.get(0));
        assertEquals("""
                [COT029] next cannot be the step of S.iterate(java.util.List<double[]>,S.Spline[]). Declare it as
                      double[] next(double[] x, java.util.List p, S.Spline[] s)
                    parameters that the solution does not depend on may be left out
                    parameter 1 is missing: double[]""", messages.get(1));
        assertEquals("""
                [COT029] S declares no other method "missing". Add it:
                      double missing(double x, double p)
                    parameters that the solution does not depend on may be left out""", messages.get(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COT029 | @FixedPoint(step = \"g\") static void h(double[] x) {} | gives the solution, a double or a double[], and has a body: h is none",
                "COT029 | @FixedPoint(step = \"g\") static float h(double x) { return 1; } | h is none",
                "COT029 | @FixedPoint(step = \"r\") @ImplicitFunction(residual = \"r\") static double h(double p) { return p; }"
                        + " static double r(double x, double p) { return x - p; } | the derivative of h is stated otherwise, too",
                "COT029 | @FixedPoint(step = \"r\") @NonDifferentiable static double h(double p) { return p; }"
                        + " static double r(double x, double p) { return x - p; } | the derivative of h is stated otherwise, too",
                "COT029 | @FixedPoint(step = \"h\") static double h(double p) { return p; } | S declares no other method \"h\"",
                "COT030 | @ImplicitFunction(residual = \"r\") static double h(double p) { return p; }"
                        + " static double r(double x, double p) { return Gradients.detach(x) - p; }"
                        + " @Differentiable static double f(double p) { return h(p) * p; }"
                        + " | the result of r does not depend on x in a differentiable way",
                "COT030 | @ImplicitFunction(residual = \"r\") static double[] h(double[] p) { return p.clone(); }"
                        + " static double[] r(double[] x, double[] p) { return new double[] {p[0] - p[1]}; }"
                        + " @Differentiable(Derivative.JVP) static double f(double[] p) { return h(p)[0]; }"
                        + " | the result of r does not depend on x in a differentiable way",
                "COT030 | static int calls; @ImplicitFunction(residual = \"r\") static double h(double p) { return p; }"
                        + " static double r(double x, double p) { calls++; return x - p; }"
                        + " @Differentiable static double f(double p) { return h(p) * p; }"
                        + " | does more than compute, as far as is known",
                "COT030 | @ImplicitFunction(residual = \"r\") static double h(double p) { return p; }"
                        + " static double r(double x, double p) { System.out.println(x); return x - p; }"
                        + " @Differentiable static double f(double p) { return h(p) * p; }"
                        + " | does more than compute, as far as is known",
                "COT030 | @ImplicitFunction(residual = \"r\") static double[] h(double[] p, double[] guess) { for (int i = 0; i < 9; i++)"
                        + " guess = p.length > i ? guess : p; return guess; }"
                        + " static double[] r(double[] x, double[] p) { return new double[] {x[0] - p[0]}; }"
                        + " @Differentiable static double f(double[] p) { return h(p, new double[1])[0]; }"
                        + " | may give an array that it was given, or that an object holds",
                "COT028 | @ImplicitFunction(residual = \"r\") static double[] h(double[] p) { p[0] /= 2; return p.clone(); }"
                        + " static double[] r(double[] x, double[] p) { return new double[] {x[0] - p[0]}; }"
                        + " @Differentiable static double f(double[] p) { return h(p)[0] * p[0]; }"
                        + " | would have to flow into argument 1 of S.h(double[]), which stores into it",
                "COT010 | @Differentiable static double f(double p) { class Local {"
                        + " @ImplicitFunction(residual = \"r\") double h(double q) { return (int) q; }"
                        + " double r(double x, double q) { return x - q; } } return new Local().h(p); }"
                        + " | neither source in this compilation, nor a companion, nor a rule",
            })
    void oneMistakeInASolverIsOneError(String code, String members, String says) {
        List<String> messages = messages(members);
        assertEquals(1, messages.size(), messages::toString);
        assertTrue(messages.get(0).startsWith("[" + code + "] "), messages::toString);
        assertTrue(messages.get(0).contains(says), messages::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COT027 | @PartialDerivative(method = \"g\") static double gx(double x, int n) throws java.io.IOException { return 1; }"
                        + " | it declares the exception java.io.IOException",
                "COT028 | static double h(double x, double[] out) { out[0] = x; return x; }"
                        + " @PartialDerivative(method = \"h\") static double hx(double x, double[] out) { return 1; }"
                        + " @Differentiable static double f(double x) { double[] o = {1}; return h(x, o) + o[0]; }"
                        + " | would have to flow into argument 2 of S.h(double, double[]), which stores into it",
                "COT028 | static void h(double[] x, double[] out) { out[0] = x[0]; }"
                        + " @VjpRule(method = \"h\") static void v(double[] x, double[] out, double[] xBar, double[] outBar) { }"
                        + " @Differentiable static double f(double[] x) { double[] o = {1}; h(x, o); return o[0] * x[0]; }"
                        + " | would have to flow into argument 2 of S.h(double[], double[]), which stores into it",
                "COT028 | @NonDifferentiable static void h(double x, double[] out) { fill(out, x); }"
                        + " static void fill(double[] out, double x) { out[0] = x; }"
                        + " @Differentiable static double f(double x) { double[] o = {1}; h(x, o); return x * o[0]; }"
                        + " | would have to flow into argument 2 of S.h(double, double[]), which stores into it",
                "COT028 | static double last; static double h(double x) { last = 2 * x; return x; }"
                        + " @PartialDerivative(method = \"h\") static double hx(double x) { return 1; }"
                        + " @Differentiable static double f(double x) { return h(x) * last; }"
                        + " | would have to flow through the static field S.last, into which S.h(double) stores",
                "COT028 | static double[] kept = {1}; static void h(double x) { kept[0] = x; }"
                        + " @NonDifferentiable static double log(double x) { h(x); return 0; }"
                        + " static double read(double x) { return kept[0] * x; }"
                        + " @Differentiable static double f(double x) { return log(x) + read(x); }"
                        + " | would have to flow through the static field S.kept, into which S.log(double) stores",
                "COT026 | @VjpRule(of = Spline.class, method = \"value\")"
                        + " static void v(Spline s, double x, double resultBar, double[] xBar) {}"
                        + " | a VJP or JVP is that of a static method",
                "COT026 | @VjpRule(method = \"whole\") static void v(double x, int resultBar, double[] xBar) {}"
                        + " | a VJP or JVP is that of a static method that gives a number",
                "COT026 | static void h(double[] x, int n) {}"
                        + " @VjpRule(method = \"h\", overwrites = \"n\") static void v(double[] x, int n, double[] xBar) {}"
                        + " | v has no parameter \"n\" that is a number or an array of numbers",
                "COT026 | static void h(double[] x) {}"
                        + " @VjpRule(method = \"h\", overwrites = \"x\") static void v(double[] x, double[] xBar) {}"
                        + " @JvpRule(method = \"h\") static void j(double[] x, double[] xDot) {}"
                        + " | wrt or overwrites of VJP and JVP differ",
                "COT026 | static double h(double x) { return x; }"
                        + " @PartialDerivative(method = \"h\") static double p(double x) { return 1; }"
                        + " @JvpRule(method = \"h\") static double j(double x, double xDot) { return xDot; }"
                        + " | it is taken for constant, or has partial derivatives",
                "COT028 | static double h(double[] x, double k) { return x[0] * k; }"
                        + " @VjpRule(method = \"h\", wrt = \"x\") static void v(double[] x, double k, double resultBar, double[] xBar) {}"
                        + " @Differentiable static double f(double k) { return h(new double[1], k); }"
                        + " | argument 2 of S.h(double[], double), which its rule takes as constant",
                "COT028 | static double h(double x) { return x; }"
                        + " @VjpRule(method = \"h\") static void v(double x, double resultBar, double[] xBar) {}"
                        + " @Differentiable(Derivative.JVP) static double f(double k) { return h(k); }"
                        + " | forward mode needs a JVP of S.h(double), of which only the VJP is stated",
                "COT028 | static double h(double x) { return x; }"
                        + " @JvpRule(method = \"h\") static double v(double x, double xDot) { return xDot; }"
                        + " @Differentiable static double f(double k) { return h(k); }"
                        + " | reverse mode needs a VJP of S.h(double), of which only the JVP is stated",
                "COT026 | @PartialDerivative(method = \"h\") static double hx(double x) { return 1; }"
                        + " | S declares no method \"h\"",
                "COT026 | @PartialDerivative(method = \"g\", by = \"z\") static double gx(double x, int n) { return 1; }"
                        + " | has no parameter \"z\" of type double or float. Write by = \"…\" with the name of one: x",
                "COT026 | @PartialDerivative(method = \"g\", by = \"n\") static double gx(double x, int n) { return 1; }"
                        + " | has no parameter \"n\"",
                "COT026 | @PartialDerivative(method = \"g\") static double gx(double x, double y, int n) { return 1; }"
                        + " | it is not clear by which parameter gx is the derivative",
                "COT026 | @PartialDerivative(method = \"whole\") static int wx(double x) { return 1; }"
                        + " | S.whole(double) gives int",
                "COT026 | @PartialDerivative(method = \"g\") static double a(double x, int n) { return 1; }"
                        + " @PartialDerivative(method = \"g\") static double b(double x, int n) { return 1; }"
                        + " | is stated otherwise, too: by S.a",
                "COT026 | @NonDifferentiable static double c(double x) { return x; }"
                        + " @PartialDerivative(method = \"c\") static double cx(double x) { return 1; }"
                        + " | it is taken for constant",
                "COT026 | @NonDifferentiable(of = Math.class, method = \"sinus\") static class R {}"
                        + " | java.lang.Math declares no method \"sinus\"",
            })
    void oneMistakeIsOneError(String code, String members, String says) {
        List<String> messages = messages(members);
        assertEquals(1, messages.size(), messages::toString);
        assertTrue(messages.get(0).startsWith("[" + code + "] "), messages::toString);
        assertTrue(messages.get(0).contains(says), messages::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "static double f(double x, double y) { return g(x, y, 2); } | argument 2 of S.g(double, double, int)",
                "static double f(double x) { Spline s = new Spline(); s.k = x; return s.value(x); } | the receiver of S.Spline.value(double)",
                "static double f(double x) { double[] t = {x}; return table(t, x); } | argument 1 of S.table(double[], double)",
                "static double f(double x) { return listed(java.util.List.of(x), x); } | argument 1 of S.listed(java.util.List<java.lang.Double>, double)",
            })
    void whatIsNotStatedIsNoSilentZero(String method, String says) {
        for (String kind : List.of("GRADIENT", "JVP")) {
            checkNotStated(kind, method, says);
        }
    }

    private static void checkNotStated(String kind, String method, String says) {
        List<String> messages = messages("""
                @PartialDerivative(method = "g", by = "x") static double gx(double x, double y, int n) { return 1; }
                @PartialDerivative(of = Spline.class, method = "value") static double vx(Spline s, double x) { return 1; }
                static double table(double[] t, double x) { return t[0] * x; }
                @PartialDerivative(method = "table") static double tx(double[] t, double x) { return t[0]; }
                static double listed(java.util.List<Double> t, double x) { return t.get(0) * x; }
                @PartialDerivative(method = "listed") static double lx(java.util.List<Double> t, double x) { return 1; }
                @Differentiable(Derivative.%s) %s
                """.formatted(kind, method));
        assertEquals(1, messages.size(), messages::toString);
        assertTrue(messages.get(0).startsWith("[COT028] "), messages::toString);
        assertTrue(
                messages.get(0).contains(says + ", and its rule states no partial derivative by it"),
                messages::toString);
    }
}
