package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.check.GradientCheck;
import io.github.cotangent.runtime.NoDerivativeException;
import io.github.cotangent.testing.MemoryCompiler;
import io.github.cotangent.testing.Sample;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Methods that solve equations: their derivatives are those at the solution, whatever led there. */
class ImplicitFunctionsTest {
    private static final String HEAD = """
            import io.github.cotangent.*;
            import java.util.*;
            import java.util.function.*;

            final class Model {
                // Bits, so that nothing could be found out by following the iterations.
                static double bits(double x) { return Double.longBitsToDouble(Double.doubleToRawLongBits(x)); }

                @ImplicitFunction(residual = "rootError")
                static double root(double a, double b, double guess) {
                    double x = guess;
                    for (int i = 0; i < 60; i++) x = bits(x - (a * x * x * x + x - b) / (3 * a * x * x + 1));
                    return x;
                }
                static double rootError(double x, double b, double a) { return a * x * x * x + x - b; }

                @FixedPoint(step = "kepler")
                static double anomaly(double mean, double eccentricity) {
                    double e = mean;
                    for (int i = 0; i < 200; i++) e = bits(kepler(e, mean, eccentricity));
                    return e;
                }
                static double kepler(double e, double mean, double eccentricity) { return mean + eccentricity * Math.sin(e); }

                /** Gauss-Seidel. */
                @ImplicitFunction(residual = "linear")
                static double[] solve(double[][] a, double[] b) {
                    double[] x = new double[b.length];
                    for (int k = 0; k < 400; k++) {
                        for (int i = 0; i < x.length; i++) {
                            double s = b[i];
                            for (int j = 0; j < x.length; j++) if (j != i) s -= a[i][j] * x[j];
                            x[i] = bits(s / a[i][i]);
                        }
                    }
                    return x;
                }
                static double[] linear(double[] x, double[][] a, double[] b) {
                    double[] r = b.clone();
                    for (int i = 0; i < r.length; i++) for (int j = 0; j < r.length; j++) r[i] -= a[i][j] * x[j];
                    return r;
                }

                /** The stationary distribution of a random surfer. */
                @FixedPoint(step = "surf")
                static double[] rank(double[][] links, double damping) {
                    double[] p = new double[links.length];
                    Arrays.fill(p, 1.0 / p.length);
                    for (int k = 0; k < 300; k++) { p = surf(p, links, damping); for (int i = 0; i < p.length; i++) p[i] = bits(p[i]); }
                    return p;
                }
                static double[] surf(double[] p, double[][] links, double damping) {
                    double[] next = new double[p.length];
                    for (int i = 0; i < p.length; i++) {
                        double out = 0;
                        for (double weight : links[i]) out += weight;
                        for (int j = 0; j < p.length; j++) next[j] += damping * p[i] * links[i][j] / out;
                        next[i] += (1 - damping) / p.length;
                    }
                    return next;
                }

                record Market(double spot, double[] rates) {}
                @ImplicitFunction(residual = "rateError")
                static double rate(Market market, List<double[]> flows, int steps, String name) {
                    double low = -0.5, high = 2;
                    for (int i = 0; i < steps; i++) {
                        double mid = (low + high) / 2;
                        if (rateError(mid, market, flows) > 0) low = mid; else high = mid;
                    }
                    return (low + high) / 2;
                }
                static double rateError(double y, Market market, List<double[]> flows) {
                    double s = -market.spot();
                    for (double[] flow : flows) s += flow[1] * Math.exp(-(y + market.rates()[0]) * flow[0]);
                    return s;
                }

                static class Spring {
                    double stiffness;
                    final double[] loads;
                    private int solved;
                    Spring(double stiffness, double[] loads) { this.stiffness = stiffness; this.loads = loads; }
                    @ImplicitFunction(residual = "force")
                    double length(double scale) {
                        solved++;
                        double x = 0;
                        for (int i = 0; i < 200; i++) x = bits(x - 0.1 * force(x, scale));
                        return x;
                    }
                    double force(double x, double scale) { return stiffness * x + x * x * x - scale * loads[0]; }
                }
                static final class Hard extends Spring {
                    Hard(double stiffness, double[] loads) { super(stiffness, loads); }
                    @Override double force(double x, double scale) { return 2 * stiffness * x - scale * loads[1]; }
                }
                static final class Exact extends Spring {
                    Exact(double stiffness, double[] loads) { super(stiffness, loads); }
                    @Override double length(double scale) { return scale * loads[0] / stiffness; }
                }
            """;

    private static Class<?> model(String members, String... options) throws Exception {
        String[] all = Arrays.copyOf(new String[] {"-Xlint:all", "-Werror"}, 2 + options.length);
        System.arraycopy(options, 0, all, 2, options.length);
        MemoryCompiler.Result result = MemoryCompiler.compile(Map.of("Model", HEAD + members + "\n}\n"), all);
        assertTrue(result.success(), result::errors);
        return result.loader().loadClass("Model");
    }

    private static final String[] BODIES = {
        "return root(p[0], k, 1);",
        "double s = 0; for (int i = 0; i < 3; i++) s += p[i] * root(p[i], s + k, s + 1); return s;",
        "return root(anomaly(p[0], 0.5 * p[1]), root(p[2], k, 1), 1) * k;",
        "return anomaly(k, 0.3 * p[1]) * p[0];",
        "double[] x = solve(new double[][] {{4 + p[0], 1}, {p[1], 5}}, new double[] {p[2], k}); return x[0] * x[1] * k;",
        // Overwritten behind the call, arguments and result.
        "double[][] a = {{4 + p[0], 1}, {p[1], 5}}; double[] b = {p[2], k}; double[] x = solve(a, b); a[0][0] = k; b[0] = 1;"
                + " double s = x[0]; x[0] = k; return s * x[0] + a[0][0] * x[1];",
        "double[] b = {p[0], k, 1}; for (int i = 0; i < 3; i++) b = solve(new double[][] {{9, p[1], 1}, {1, 8, k}, {k, 1, 7}}, b);"
                + " return b[0] + 2 * b[1] - b[2];",
        "double[] r = rank(new double[][] {{0, p[0], p[1]}, {1, 0, k}, {p[2], 0, 0}}, 0.85); return r[0] + 2 * r[1] * r[2];",
        "return rank(new double[][] {{0, 1}, {1, 2}}, 0.5 + 0.1 * k)[0] * p[0];",
        "return rate(new Market(p[0], new double[] {p[1] / 10}), List.of(new double[] {1, 0.2}, new double[] {2, k}), 60, \"x\");",
        "Spring s = new Spring(1 + p[0], new double[] {p[1], p[2]}); return s.length(k) * s.stiffness;",
        "Spring[] all = {new Spring(1 + p[0], p), new Hard(2, p), new Exact(p[2], p)}; double s = 0;"
                + " for (Spring each : all) s += each.length(k); return s;",
        // In functions, in streams, by references, under conditions, in recursion.
        "DoubleUnaryOperator f = x -> root(p[0], x, 1); return f.applyAsDouble(k) + f.applyAsDouble(p[1]);",
        "DoubleBinaryOperator f = Model::anomaly; return f.applyAsDouble(k, 0.2 * p[0]);",
        "return Arrays.stream(p).map(x -> root(x, k, 1)).sum();",
        "return k > 0 ? root(p[0], k, 1) : root(0, k, 1);",
        "return down(3, p[0], k);",
        "try { return solve(new double[][] {{2 + p[0]}}, new double[] {k})[1]; } catch (ArrayIndexOutOfBoundsException e) {"
                + " return root(p[0], k, 1); }",
        // Only a guess, or nothing, matters.
        "return root(2, 3, k) + p[0];",
        "root(p[0], k, 1); solve(new double[][] {{k}}, new double[] {p[1]}); return k;",
        "return solve(new double[0][], new double[0]).length * k;",
    };

    static String[] bodies() {
        return BODIES;
    }

    /** Not through lists, nor, for the whole matrix, through classes that others may extend. */
    static Stream<String> bodiesWithSecondDerivatives() {
        return Arrays.stream(BODIES).filter(body -> !body.matches(".*(List\\.of|Spring\\[]|stream).*"));
    }

    private static String method(String body) {
        return """
                static double down(int n, double a, double b) { return n == 0 ? b : root(a, down(n - 1, a, b), 1); }
                @SuppressWarnings("cotangent")
                @Differentiable({Derivative.GRADIENT, Derivative.JVP}) static double f(double[] p, double k) { %s }
                """.formatted(body);
    }

    /** Against differences, and both modes against each other. */
    @ParameterizedTest
    @MethodSource("bodies")
    void derivativesAreThoseAtTheSolution(String body) throws Exception {
        for (boolean optimize : new boolean[] {true, false}) {
            Class<?> model = model(method(body), "-Acotangent.optimize=" + optimize);
            GradientCheck.of(model, "f")
                    .at(new double[] {0.9, 0.7, 1.3}, 0.8)
                    .around(3, 2, new double[] {1.4, 0.8, 1.1}, 1.2);
        }
    }

    /** Second derivatives against differences of first ones, which are exact. */
    @ParameterizedTest
    @MethodSource("bodiesWithSecondDerivatives")
    void secondDerivatives(String body) throws Exception {
        Class<?> model = model("""
                static double down(int n, double a, double b) { return n == 0 ? b : root(a, down(n - 1, a, b), 1); }
                @SuppressWarnings("cotangent")
                @Differentiable({Derivative.GRADIENT, Derivative.HESSIAN}) static double f(double[] p, double k) { %s }
                """.formatted(body));
        Class<?> companion = model.getClassLoader().loadClass("ModelDerivatives");
        Method hessian = companion.getDeclaredMethod("fHessian", double[].class, double.class);
        Method gradient = companion.getDeclaredMethod("fGradient", double[].class, double.class);
        hessian.setAccessible(true);
        gradient.setAccessible(true);
        double[] at = {0.9, 0.7, 1.3, 0.8};
        double[][] found = (double[][]) hessian.invoke(null, Arrays.copyOf(at, 3), at[3]);
        double h = 1e-4;
        for (int i = 0; i < 4; i++) {
            double[][] around = new double[4][];
            for (int side = 0; side < 4; side++) {
                double[] moved = at.clone();
                moved[i] += h * new double[] {-2, -1, 1, 2}[side];
                Object there = gradient.invoke(null, Arrays.copyOf(moved, 3), moved[3]);
                around[side] = Arrays.copyOf((double[]) Sample.part(there, "p"), 4);
                around[side][3] = (double) Sample.part(there, "k");
            }
            for (int j = 0; j < 4; j++) {
                double difference = (around[0][j] - 8 * around[1][j] + 8 * around[2][j] - around[3][j]) / (12 * h);
                assertEquals(difference, found[i][j], 1e-8 * (1 + Math.abs(difference)), "by " + i + " and " + j);
            }
        }
    }

    // ---- against closed forms

    private static final String OPTIONS = """
            static int iterations;
            static double normal(double x) { return 0.5 * (1 + erf(x / Math.sqrt(2))); }
            /** Series, good to the last digits for what is used here. */
            static double erf(double x) {
                double term = x, sum = x;
                for (int n = 1; n < 60; n++) { term *= -x * x / n; sum += term / (2 * n + 1); }
                return 2 / Math.sqrt(Math.PI) * sum;
            }
            static double call(double vol, double spot, double strike, double years) {
                double s = vol * Math.sqrt(years);
                double d = Math.log(spot / strike) / s + s / 2;
                return spot * normal(d) - strike * normal(d - s);
            }
            static double priceError(double vol, double price, double spot, double strike, double years) {
                return call(vol, spot, strike, years) - price;
            }
            static double vega(double vol, double spot, double strike, double years) {
                double s = vol * Math.sqrt(years);
                double d = Math.log(spot / strike) / s + s / 2;
                return spot * Math.exp(-d * d / 2) / Math.sqrt(2 * Math.PI) * Math.sqrt(years);
            }

            @Differentiable(value = {Derivative.GRADIENT, Derivative.JVP, Derivative.HVP, Derivative.HESSIAN},
                    wrt = {"price", "spot", "strike", "years"})
            @io.github.cotangent.ImplicitFunction(residual = "priceError")
            static double newton(double price, double spot, double strike, double years, double guess, double tolerance) {
                double vol = guess;
                for (double error; Math.abs(error = priceError(vol, price, spot, strike, years)) > tolerance; iterations++) {
                    vol -= error / vega(vol, spot, strike, years);
                }
                return vol;
            }

            @Differentiable(value = {Derivative.GRADIENT, Derivative.JVP}, wrt = {"price", "spot", "strike", "years"})
            @io.github.cotangent.ImplicitFunction(residual = "priceError")
            static double bisection(double price, double spot, double strike, double years, int steps) {
                double low = 0, high = 2;
                for (int i = 0; i < steps; i++) {
                    iterations++;
                    double mid = (low + high) / 2;
                    if (priceError(mid, price, spot, strike, years) < 0) low = mid; else high = mid;
                }
                return (low + high) / 2;
            }

            /** The same without the annotation. */
            @SuppressWarnings("cotangent")
            @Differentiable(wrt = "price")
            static double followed(double price, double spot, double strike, double years, int steps) {
                double low = 0, high = 2;
                for (int i = 0; i < steps; i++) {
                    double mid = (low + high) / 2;
                    if (priceError(mid, price, spot, strike, years) < 0) low = mid; else high = mid;
                }
                return (low + high) / 2;
            }
            static int iterations() { return iterations; }
            """;

    /** With the Black-Scholes price C: 1 / C_vol by the price, and -C_p / C_vol by everything else. */
    @Test
    void impliedVolatility() {
        Sample sample = Sample.of(OPTIONS);
        double spot = 100, strike = 110, years = 1.5, vol = 0.23;
        double price = (double) sample.plain("call", vol, spot, strike, years);
        double vega = (double) sample.plain("vega", vol, spot, strike, years);
        double d = Math.log(spot / strike) / (vol * Math.sqrt(years)) + vol * Math.sqrt(years) / 2;
        double delta = (double) sample.plain("normal", d);
        for (boolean newton : new boolean[] {true, false}) {
            String method = newton ? "newton" : "bisection";
            Object[] arguments = newton
                    ? new Object[] {price, spot, strike, years, 0.5, 1e-13}
                    : new Object[] {price, spot, strike, years, 60};
            int before = (int) sample.plain("iterations");
            double plain = (double) sample.plain(method, arguments);
            assertEquals(vol, plain, 1e-12);
            int once = (int) sample.plain("iterations");
            Object gradient = sample.call(method + "Gradient", arguments);
            // As many iterations as the plain call had, and the same bits.
            assertEquals(once - before, (int) sample.plain("iterations") - once);
            assertTrue(once - before > 2);
            assertEquals(plain, Sample.part(gradient, "value"));
            assertEquals(1 / vega, (double) Sample.part(gradient, "price"), 1e-12);
            assertEquals(-delta / vega, (double) Sample.part(gradient, "spot"), 1e-10);
            double theta = vega * vol / (2 * years);
            assertEquals(-theta / vega, (double) Sample.part(gradient, "years"), 1e-10);
        }
        // What following the iterations gives: the places where the interval is cut do not move.
        Object followed = sample.call("followedGradient", price, spot, strike, years, 60);
        assertEquals(0.0, Sample.part(followed, "price"));
    }

    /** By the price twice: vol'' = -C_volvol / C_vol^3, where C_volvol = C_vol d1 d2 / vol. */
    @Test
    void secondDerivativesOfANumber() {
        Sample sample = Sample.of(OPTIONS);
        double spot = 100, strike = 110, years = 1.5, vol = 0.23;
        double price = (double) sample.plain("call", vol, spot, strike, years);
        double vega = (double) sample.plain("vega", vol, spot, strike, years);
        double s = vol * Math.sqrt(years);
        double d = Math.log(spot / strike) / s + s / 2;
        double volga = vega * d * (d - s) / vol;
        double[][] hessian = (double[][]) sample.call("newtonHessian", price, spot, strike, years, 0.5, 1e-13);
        assertEquals(-volga / Math.pow(vega, 3), hessian[0][0], 1e-10);
        double h = 1e-4;
        for (int i = 0; i < 4; i++) {
            double[] up = gradient(sample, price, spot, strike, years, i, h);
            double[] down = gradient(sample, price, spot, strike, years, i, -h);
            for (int j = 0; j < 4; j++) {
                assertEquals((up[j] - down[j]) / (2 * h), hessian[i][j], 1e-6 * (1 + Math.abs(hessian[i][j])));
                assertEquals(hessian[j][i], hessian[i][j], 1e-12);
            }
        }
    }

    private static double[] gradient(
            Sample sample, double price, double spot, double strike, double years, int moved, double by) {
        double[] p = {price, spot, strike, years};
        p[moved] += by;
        Object gradient = sample.call("newtonGradient", p[0], p[1], p[2], p[3], 0.5, 1e-13);
        return new double[] {
            (double) Sample.part(gradient, "price"),
            (double) Sample.part(gradient, "spot"),
            (double) Sample.part(gradient, "strike"),
            (double) Sample.part(gradient, "years")
        };
    }

    /** Least squares by conjugate gradients: d x = (A^T A)^-1 A^T d b. */
    @Test
    void leastSquares() {
        Sample sample = Sample.of("""
                @Differentiable(value = {Derivative.VJP, Derivative.JACOBIAN, Derivative.PULLBACK, Derivative.JVP}, wrt = {"a", "b"})
                @io.github.cotangent.ImplicitFunction(residual = "normal")
                static double[] fit(double[][] a, double[] b, int iterations) {
                    double[] x = new double[a[0].length];
                    double[] r = normal(x, a, b), p = new double[x.length];
                    double last = 0;
                    for (int k = 0; k < iterations; k++) {
                        double now = dot(r, r);
                        if (now < 1e-28) break;
                        for (int i = 0; i < p.length; i++) p[i] = -r[i] + (last == 0 ? 0 : now / last * p[i]);
                        double[] ap = normal(p, a, new double[b.length]);
                        double step = now / dot(p, ap);
                        for (int i = 0; i < p.length; i++) { x[i] += step * p[i]; r[i] += step * ap[i]; }
                        last = now;
                    }
                    return x;
                }
                static double dot(double[] a, double[] b) { double s = 0; for (int i = 0; i < a.length; i++) s += a[i] * b[i]; return s; }
                /** A^T (A x - b). */
                static double[] normal(double[] x, double[][] a, double[] b) {
                    double[] r = new double[x.length];
                    for (int i = 0; i < a.length; i++) {
                        double e = dot(a[i], x) - b[i];
                        for (int j = 0; j < r.length; j++) r[j] += e * a[i][j];
                    }
                    return r;
                }
                """);
        double[][] a = {{1, 0.5}, {1, 1.5}, {1, 2.5}, {1, 4}};
        double[] b = {1, 3, 2, 5};
        Object jacobian = sample.call("fitJacobian", a, b, 50);
        double[][] byB = (double[][]) Sample.part(jacobian, "b");
        double[][] inverse = inverse(a);
        for (int k = 0; k < 2; k++) {
            for (int i = 0; i < 4; i++) {
                assertEquals(inverse[k][0] * a[i][0] + inverse[k][1] * a[i][1], byB[k][i], 1e-12);
            }
        }
        // A pullback is applied more than once, each time as if for the first.
        Object pullback = sample.call("fitPullback", a, b, 50);
        for (int repeat = 0; repeat < 2; repeat++) {
            for (int k = 0; k < 2; k++) {
                double[] seed = new double[2];
                seed[k] = 1;
                double[] share = (double[]) Sample.part(applied(pullback, seed), "b");
                assertArrayEquals(byB[k], share, 1e-14);
            }
        }
    }

    private static Object applied(Object pullback, double[] seed) {
        try {
            Method apply = pullback.getClass().getMethod("apply", double[].class);
            apply.setAccessible(true);
            return apply.invoke(pullback, (Object) seed);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** (A^T A)^-1 for two columns. */
    private static double[][] inverse(double[][] a) {
        double p = 0;
        double q = 0;
        double r = 0;
        for (double[] row : a) {
            p += row[0] * row[0];
            q += row[0] * row[1];
            r += row[1] * row[1];
        }
        double det = p * r - q * q;
        return new double[][] {{r / det, -q / det}, {-q / det, p / det}};
    }

    /** Discount factors from swap rates, one bisection after the other, and what a further swap is worth with them. */
    @Test
    void aBootstrappedCurve() throws Exception {
        Class<?> model = model("""
                @Differentiable({Derivative.VJP, Derivative.JVP})
                @ImplicitFunction(residual = "swapValues")
                static double[] discounts(double[] rates) {
                    double[] factors = new double[rates.length];
                    double annuity = 0;
                    for (int i = 0; i < rates.length; i++) {
                        double low = 0, high = 2;
                        for (int k = 0; k < 60; k++) {
                            double mid = (low + high) / 2;
                            if (rates[i] * (annuity + mid) + mid < 1) low = mid; else high = mid;
                        }
                        factors[i] = (low + high) / 2;
                        annuity += factors[i];
                    }
                    return factors;
                }
                /** What swaps at par are worth: fixed coupons and the notional at the end, against 1. */
                static double[] swapValues(double[] factors, double[] rates) {
                    double[] values = new double[factors.length];
                    double annuity = 0;
                    for (int i = 0; i < values.length; i++) {
                        annuity += factors[i];
                        values[i] = rates[i] * annuity + factors[i] - 1;
                    }
                    return values;
                }
                @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                static double zeroRates(double[] rates) {
                    double[] factors = discounts(rates);
                    double sum = 0;
                    for (int i = 0; i < factors.length; i++) sum += (i + 1) * -Math.log(factors[i]) / (i + 1);
                    return sum * factors[2];
                }
                """);
        double[] rates = {0.02, 0.023, 0.027, 0.03, 0.031};
        GradientCheck.of(model, "discounts").at(rates);
        GradientCheck.of(model, "zeroRates").at(rates);
    }

    // ---- solvers of all sorts

    /** By a library, which may do with what it is given what it likes, as far as is known. */
    @Test
    void aSolverThatCallsALibrary() throws Exception {
        Class<?> model = model("""
                @ImplicitFunction(residual = "linear")
                static double[] byLibrary(double[][] a, double[] b) {
                    org.ejml.data.DMatrixRMaj x = new org.ejml.data.DMatrixRMaj(b.length, 1);
                    boolean solved = org.ejml.dense.row.CommonOps_DDRM.solve(
                            new org.ejml.data.DMatrixRMaj(a), new org.ejml.data.DMatrixRMaj(b.length, 1, true, b), x);
                    return solved ? x.data : null;
                }
                @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                static double f(double[] b, double k) { double[] x = byLibrary(new double[][] {{2, k}, {b[1], 3}}, b); return x[0] * x[1] * b[0]; }
                """);
        GradientCheck.of(model, "f").at(new double[] {1.5, 0.4}, 0.7);
    }

    /** Parameters of all types, in another order; the residual of a library's numbers. */
    @Test
    void parametersOfAllTypes() throws Exception {
        Class<?> model = model("""
                @ImplicitFunction(residual = "error")
                static double mixed(int n, float f, long l, String s, java.time.LocalDate day, double p) { return Math.sqrt(p) * f * n; }
                static double error(double x, java.time.LocalDate day, String s, float f, int n, double p) {
                    long days = java.time.temporal.ChronoUnit.DAYS.between(day, day.plusDays(s.length()));
                    return x * x - p * f * n * f * n * days;
                }
                @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                static double f(double p, float f) { return mixed(2, f * f, 3L, "a", java.time.LocalDate.of(2020, 1, 1), p); }
                """);
        GradientCheck.of(model, "f").at(4.0, 1.5f);
    }

    /** Private methods of objects, whose fields are inputs; an overloaded residual; arrays of variable length. */
    @Test
    void methodsOfObjects() {
        Sample sample = Sample.of("""
                private double a;
                final double[] w;
                public Sample(double a, double... w) { this.a = a; this.w = w; }
                @Differentiable(value = {Derivative.GRADIENT, Derivative.JVP}, wrt = {"this.a", "this.w", "k"})
                @io.github.cotangent.ImplicitFunction(residual = "error")
                private double level(double k, double guess) {
                    double x = guess;
                    for (int i = 0; i < 200; i++) x -= error(k, x, 0) / 10;
                    return x;
                }
                private double error(double k, double x, int unused) { return x * x * x + a * x - k * w[0]; }
                private double error(double x, double k) { return error(k, x, 1); }
                @Differentiable(value = Derivative.JACOBIAN, wrt = {"this.w", "k"})
                @io.github.cotangent.FixedPoint(step = "next")
                double[] both(double... k) {
                    double[] x = new double[2];
                    for (int i = 0; i < 300; i++) x = next(x, k);
                    return x;
                }
                final double[] next(double[] x, double... k) { return new double[] {0.2 * w[0] * x[1] + k[0], 0.3 * x[0] * k[1]}; }
                static Sample of(double a, double v, double w) { return new Sample(a, v, w); }
                static double level(Sample s, double k) { return s.level(k, 1); }
                """);
        Object object = sample.plain("of", 2.0, 3.0, 1.0);
        Object gradient = sample.call("levelGradient", object, 1.5, 1.0);
        double x = (double) Sample.part(gradient, "value");
        double slope = 3 * x * x + 2;
        assertEquals(3 / slope, (double) Sample.part(gradient, "k"), 1e-14);
        assertEquals(-x / slope, (double) Sample.part(gradient, "a"), 1e-14);
        assertArrayEquals(new double[] {1.5 / slope, 0}, (double[]) Sample.part(gradient, "w"), 1e-14);
        // x0 = 0.6 x1 + k0, x1 = 0.3 k1 x0
        double[][] byK = (double[][]) Sample.part(sample.call("bothJacobian", object, new double[] {1, 2}), "k");
        double y = 1 / (1 - 0.36);
        assertArrayEquals(new double[] {y, 0.6 * 0.3 * y * y}, byK[0], 1e-14);
        assertArrayEquals(new double[] {0.6 * y, 0.3 * y + 0.36 * 0.3 * y * y}, byK[1], 1e-14);
    }

    // ---- what goes wrong

    private static void assertNoDerivative(String message, Sample sample, String method, Object... arguments) {
        NoDerivativeException thrown = assertThrows(NoDerivativeException.class, () -> sample.call(method, arguments));
        assertTrue(thrown.getMessage().contains(message), thrown.getMessage());
    }

    @Test
    void singularEquationsAreNoSilentNumbers() {
        Sample sample = Sample.of("""
                @Differentiable @io.github.cotangent.ImplicitFunction(residual = "square")
                static double root(double a) { return Math.sqrt(a); }
                static double square(double x, double a) { return x * x - a; }

                @Differentiable @io.github.cotangent.FixedPoint(step = "same")
                static double fixed(double a) { return a; }
                static double same(double x, double a) { return x + a - a * a; }

                @Differentiable @io.github.cotangent.ImplicitFunction(residual = "sums")
                static double[] split(double[] a) { return new double[] {a[0] / 2, a[0] / 2, a[1]}; }
                static double[] sums(double[] x, double[] a) {
                    return new double[] {x[0] / 3 + x[1] / 3 - a[0] / 3, 0.1 * x[0] + 0.1 * x[1] - 0.1 * a[0], x[2] - a[1]};
                }

                @Differentiable @io.github.cotangent.ImplicitFunction(residual = "few")
                static double[] many(double[] a) { return a.clone(); }
                static double[] few(double[] x, double[] a) { return new double[] {x[0] - a[0]}; }
                """);
        assertEquals(0.25, (double) Sample.part(sample.call("rootGradient", 4.0), "a"), 1e-15);
        assertNoDerivative("the derivative of its equation by the solution is 0", sample, "rootGradient", 0.0);
        assertNoDerivative("the derivative of its equation by the solution is 0", sample, "fixedGradient", 1.0);
        assertNoDerivative("is singular", sample, "splitVjp", new double[] {1, 2}, new double[] {1, 1, 1});
        IllegalArgumentException thrown = assertThrows(
                IllegalArgumentException.class, () -> sample.call("manyVjp", new double[] {1, 2}, new double[] {1, 1}));
        assertTrue(thrown.getMessage().contains("has length 2, and there are 1 equations"), thrown.getMessage());
    }

    /** Where there is no solution, the plain call gives NaN, and so does the derivative. */
    @Test
    void noSolutionHasNoDerivative() {
        Sample sample = Sample.of("""
                @Differentiable @io.github.cotangent.ImplicitFunction(residual = "square")
                static double root(double a) { return Math.sqrt(a); }
                static double square(double x, double a) { return x * x - a; }
                @Differentiable @io.github.cotangent.ImplicitFunction(residual = "squares")
                static double[] roots(double[] a) { return new double[] {Math.sqrt(a[0]), Math.sqrt(a[1])}; }
                static double[] squares(double[] x, double[] a) { return new double[] {x[0] * x[0] - a[0], x[1] * x[1] - a[1]}; }
                """);
        assertEquals(Double.NaN, Sample.part(sample.call("rootGradient", -1.0), "a"));
        Object vjp = sample.call("rootsVjp", new double[] {-1, 4}, new double[] {0, 1});
        assertTrue(Double.isNaN(((double[]) Sample.part(vjp, "a"))[1]));
    }

    /** A solution that a native or library method hands out again is found when the program runs. */
    @Test
    void anArgumentAsSolutionIsNoSilentError() {
        Sample sample = Sample.of("""
                static final java.util.function.UnaryOperator<double[]> HIDDEN = x -> x;
                @Differentiable @io.github.cotangent.ImplicitFunction(residual = "difference")
                static double[] same(double[] a) { return HIDDEN.apply(a); }
                static double[] difference(double[] x, double[] a) { return new double[] {x[0] - a[0]}; }
                """);
        assertNoDerivative("gave an array that it was given", sample, "sameVjp", new double[] {1}, new double[] {1});
    }

    /** The residual alone says what the solution depends on: a wrong one shows, and the solver is not looked into. */
    @Test
    void theResidualIsBelieved() {
        Sample sample = Sample.of("""
                @SuppressWarnings("cotangent")
                @Differentiable @io.github.cotangent.ImplicitFunction(residual = "triple")
                static double twice(double a, double unused) { return 2 * a + unused; }
                static double triple(double x, double a) { return x - 3 * a; }
                """);
        Object gradient = sample.call("twiceGradient", 1.0, 5.0);
        assertEquals(7.0, Sample.part(gradient, "value"));
        assertEquals(3.0, Sample.part(gradient, "a"));
        assertEquals(0.0, Sample.part(gradient, "unused"));
        assertFalse(sample.generated().contains("2 * a"));
    }
}
