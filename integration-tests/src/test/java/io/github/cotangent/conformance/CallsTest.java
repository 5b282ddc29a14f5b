package io.github.cotangent.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What generated methods promise their callers, call by call: arguments that are the same array, seeds of overwritten arrays,
 * choices of inputs, exceptions, effects. Results were worked out by hand.
 */
class CallsTest {
    private static final String METHODS = """
            import io.github.cotangent.Derivative;
            import io.github.cotangent.Differentiable;

            final class P {
                static int effects;

                @Differentiable static double guarded(double[] a, double x) {
                    a[0] *= x;
                    double s = 0;
                    for (int i = 0; i < 3; i++) {
                        s += a[i] * x;
                        if (i == 1 && x > 1) throw new IllegalStateException("too large");
                    }
                    return s;
                }

                @Differentiable(wrt = "b") static double second(double[] a, double[] b, double x) {
                    b[0] *= x;
                    a[1] = b[0] * a[0];
                    return a[1] * b[1] + a[0];
                }

                @Differentiable static void output(double[] in, double[] out) {
                    out[0] = in[0] * in[1];
                    out[1] = in[0] + out[0];
                }

                @Differentiable static void accumulate(double[] in, double[] out) {
                    for (int i = 0; i < in.length; i++) out[i] += in[i] * in[i];
                }

                @Differentiable({Derivative.GRADIENT, Derivative.JVP}) static double both(double[] a, double[] b) {
                    double s = 0;
                    for (int i = 0; i < a.length; i++) {
                        s += a[i] * b[i];
                        b[i] += a[0];
                    }
                    return s * a[0];
                }

                @Differentiable static double read(double[] a, double[] b) {
                    double s = 0;
                    for (int i = 0; i < a.length; i++) s += a[i] * a[i] * b[i];
                    return s * a[0];
                }

                @Differentiable static double row(double[] r, double[][] m) {
                    double s = 0;
                    for (int i = 0; i < r.length; i++) {
                        s += r[i] * m[0][i] * m[1][i];
                        r[i] *= 2;
                    }
                    return s * m[0][0];
                }

                @Differentiable static double[] same(double[] a, double x) {
                    a[0] *= x;
                    return a;
                }

                @Differentiable static double[][] rows(double[][] m, double x) {
                    double[] t = m[0];
                    m[0] = m[1];
                    m[1] = t;
                    m[0][0] *= x;
                    return new double[][] {m[0], m[0], {x}};
                }

                @Differentiable static void replace(double[][] m, float[] f) {
                    m[0] = m[1].clone();
                    m[0][0] *= f[0];
                    f[0] = 3;
                }

                @SuppressWarnings("cotangent") // Neither array is read: that is what the call is about.
                @Differentiable static double unread(double[] a, double[][] m, double x) {
                    return a.length * x + m.length;
                }

                @Differentiable static double orNull(double[] a, double x) {
                    return a == null ? x : a[0] * x;
                }

                static double square(double x) {
                    effects++;
                    return x * x;
                }

                @Differentiable({Derivative.GRADIENT, Derivative.VJP, Derivative.JVP})
                static double counted(double x) {
                    effects += 10;
                    double s = 0;
                    for (int i = 0; i < 3; i++) s += square(x) * s + x;
                    return s;
                }
            }
            """;

    /** The body of a method that makes some calls, and the text of what it returns. */
    private record Case(String name, String calls, String expected) {}

    private static final List<Case> CASES = List.of(
            new Case("a gradient", """
                    return PDerivatives.guardedGradient(new double[] {1, 2, 3}, 0.5);
                    """, "GuardedGradient[value=2.75, a=[0.25, 0.5, 0.5], x=6.0]"),
            new Case(
                    "an exception from the middle leaves the sum as it was, and the array as the plain call does",
                    """
                    PDerivatives.GuardedGradient sum = PDerivatives.guardedGradient(new double[] {1, 2, 3}, 0.5);
                    double[] a = {1, 2, 3};
                    try {
                        return PDerivatives.guardedGradient(a, 1.5, sum);
                    } catch (IllegalStateException e) {
                        return e.getMessage() + " " + sum + " " + a[0];
                    }
                    """,
                    "too large GuardedGradient[value=2.75, a=[0.25, 0.5, 0.5], x=6.0] 1.5"),
            new Case("a sum is of one shape", """
                    PDerivatives.GuardedGradient sum = PDerivatives.guardedGradient(new double[] {1, 2, 3}, 0.5);
                    try {
                        return PDerivatives.guardedGradient(new double[] {1, 2}, 0.5, sum);
                    } catch (IllegalArgumentException e) {
                        return e.getMessage() + " " + sum;
                    }
                    """, """
                    a: this gradient holds an array of shape [3], the argument has [2]; clear() keeps shapes, use a new \
                    object for other shapes GuardedGradient[value=2.75, a=[0.25, 0.5, 0.5], x=6.0]"""),
            new Case("null has no cotangent", """
                    return PDerivatives.orNullGradient(null, 2);
                    """, "OrNullGradient[value=2.0, a=null, x=1.0]"),
            new Case("an input among other arrays", """
                    return PDerivatives.secondGradient(new double[] {2, 3}, new double[] {5, 7}, 0.5);
                    """, "SecondGradient[value=37.0, b=[7.0, 5.0]]"),
            new Case("an input that is also another argument", """
                    double[] a = {2, 3};
                    return PDerivatives.secondGradient(a, a, 0.5);
                    """, "SecondGradient[value=2.0, b=[2.5, 0.0]]"),
            new Case(
                    "initial contents that are overwritten do not matter",
                    """
                    return PDerivatives.outputVjp(new double[] {2, 3}, new double[2], new double[] {1, 10});
                    """,
                    "OutputVjp[in=[43.0, 22.0], out=[0.0, 0.0]]"),
            new Case("input and output in one array", """
                    double[] a = {2, 3};
                    return PDerivatives.outputVjp(a, a, new double[] {1, 10});
                    """, "OutputVjp[in=[63.0, 42.0], out=[63.0, 42.0]]"),
            new Case(
                    "initial contents that are added to pass their cotangent through",
                    """
                    return PDerivatives.accumulateVjp(new double[] {2, 3}, new double[2], new double[] {1, 10});
                    """,
                    "AccumulateVjp[in=[4.0, 60.0], out=[1.0, 10.0]]"),
            new Case("seeds are not written", """
                    double[] a = {2, 3}, seed = {1, 10};
                    return PDerivatives.accumulateVjp(a, a, seed) + " " + seed[0] + " " + seed[1];
                    """, "AccumulateVjp[in=[5.0, 70.0], out=[5.0, 70.0]] 1.0 10.0"),
            new Case(
                    "seeds have the shape of what they belong to",
                    """
                    try {
                        return PDerivatives.outputVjp(new double[] {2, 3}, new double[2], new double[] {1});
                    } catch (IllegalArgumentException e) {
                        return e.getMessage();
                    }
                    """,
                    "outBar: pass an array of shape [2], the shape of the array it is the derivative of; this one has [1]"),
            new Case(
                    "one array for two parameters, one of them written",
                    """
                    double[] a = {2, 3};
                    return PDerivatives.bothGradient(a, a) + " " + a[0] + " " + a[1];
                    """,
                    "BothGradient[value=52.0, a=[42.0, 24.0], b=[42.0, 24.0]] 4.0 7.0"),
            new Case("one array and one tangent for two parameters", """
                    double[] a = {2, 3}, dot = {0.5, 0.25};
                    return PDerivatives.bothJvp(a, a, dot, dot) + " " + dot[0] + " " + dot[1];
                    """, "BothJvp[value=52.0, tangent=27.0] 1.0 1.25"),
            new Case(
                    "a sum over calls with one array and with two",
                    """
                    double[] a = {4, 7};
                    PDerivatives.ReadGradient sum = new PDerivatives.ReadGradient();
                    PDerivatives.readGradient(new double[] {2, 3}, new double[] {1, 4}, sum);
                    PDerivatives.readGradient(a, a, sum);
                    PDerivatives.readGradient(new double[] {2, 3}, new double[] {1, 4}, sum);
                    return sum;
                    """,
                    "ReadGradient[value=1788.0, a=[695.0, 684.0], b=[615.0, 624.0]]"),
            new Case(
                    "a row and its matrix",
                    """
                    double[][] m = {{1, 2}, {3, 4}};
                    return PDerivatives.rowGradient(m[0], m) + " " + m[0][0] + " " + m[0][1];
                    """,
                    "RowGradient[value=38.0, r=[50.0, 32.0], m=[[50.0, 32.0], [2.0, 8.0]]] 2.0 4.0"),
            new Case(
                    "a copy of a row and the matrix",
                    """
                    double[][] m = {{1, 2}, {3, 4}};
                    return PDerivatives.rowGradient(m[0].clone(), m);
                    """,
                    "RowGradient[value=19.0, r=[3.0, 8.0], m=[[22.0, 8.0], [1.0, 4.0]]]"),
            new Case("a result that is an argument has two seeds", """
                    return PDerivatives.sameVjp(new double[] {2, 3}, 5, new double[] {1, 10}, new double[] {100, 1000});
                    """, "SameVjp[a=[505.0, 1010.0], x=202.0]"),
            new Case(
                    "rows change places, and one stands twice in the result",
                    """
                    double[][] m = {{2, 3}, {4, 5}};
                    double[][] seed = {{1, 10}, {100, 1000}, {7}};
                    return PDerivatives.rowsVjp(m, 5, seed, new double[][] {{1e4, 1e5}, {1e6, 1e7}});
                    """,
                    "RowsVjp[m=[[1000000.0, 1.0E7], [50505.0, 101010.0]], x=40411.0]"),
            new Case("a row is replaced", """
                    double[][] m = {{2, 3}, {4, 5}}, mBar = {{1, 10}, {100, 1000}};
                    return PDerivatives.replaceVjp(m, new float[] {3, 1}, mBar, new float[] {7, 8});
                    """, "ReplaceVjp[m=[[0.0, 0.0], [103.0, 1010.0]], f=[4.0, 8.0]]"),
            new Case(
                    "arrays of which only the length is read",
                    """
                    return PDerivatives.unreadGradient(new double[] {2, 3}, new double[][] {{1}, null}, 5);
                    """,
                    "UnreadGradient[value=12.0, a=[0.0, 0.0], m=[[0.0], null], x=2.0]"),
            new Case("effects happen once", """
                    P.effects = 0;
                    PDerivatives.countedGradient(2);
                    int gradient = P.effects;
                    PDerivatives.countedVjp(2, 1);
                    int vjp = P.effects - gradient;
                    PDerivatives.countedJvp(2, 1);
                    return gradient + " " + vjp + " " + (P.effects - gradient - vjp);
                    """, "13 13 13"));

    @TestFactory
    Stream<DynamicTest> callsKeepTheirPromises() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (String option : List.of("-Acotangent.optimize=true", "-Acotangent.optimize=false")) {
            MemoryCompiler.Result result =
                    MemoryCompiler.compile(Map.of("P", METHODS, "Calls", calls()), "-Xlint:all", "-Werror", option);
            assertTrue(result.success(), result::errors);
            Class<?> driver = result.loader().loadClass("Calls");
            for (int i = 0; i < CASES.size(); i++) {
                String method = "call" + i;
                Case test = CASES.get(i);
                tests.add(DynamicTest.dynamicTest(
                        test.name() + " " + option,
                        () -> assertEquals(
                                test.expected(),
                                String.valueOf(driver.getMethod(method).invoke(null)))));
            }
        }
        return tests.stream();
    }

    private static String calls() {
        StringBuilder text = new StringBuilder("public final class Calls {\n");
        IntStream.range(0, CASES.size())
                .forEach(i -> text.append("public static Object call" + i + "() {\n"
                        + CASES.get(i).calls() + "}\n"));
        return text + "}\n";
    }
}
