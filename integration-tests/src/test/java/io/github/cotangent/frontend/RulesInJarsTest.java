package io.github.cotangent.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import io.github.cotangent.testing.Rounds;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that come as class files, found by the name of their class. */
class RulesInJarsTest {
    private static final String LIBRARY = """
            package lib;
            public class Special {
                public static double erf(double x) { return x; }
                public static double gamma(double x) { return x; }
                public static double[] twice(double[] x) { return new double[] {2 * x[0]}; }
                public static double noise(double x) { return x; }
                public static class Inner { public double value(double x) { return x; } }
            }
            """;

    @TempDir
    Path folder;

    private Rounds rounds;

    @BeforeEach
    void library() throws IOException {
        rounds = new Rounds(folder).compile(LIBRARY);
    }

    private static String model(String expression) {
        return """
                package app;
                public final class Model {
                    private Model() {}
                    @Differentiable public static double f(double x) { return %s; }
                }
                """.formatted(expression);
    }

    private double slope() throws Exception {
        return rounds.run("return give(app.ModelDerivatives.fGradient(2).x());")[0];
    }

    @Test
    void besideTheClass() throws Exception {
        rounds.compile("""
                package lib;
                @io.github.cotangent.NonDifferentiable(of = Special.class, method = "noise")
                final class SpecialRules {
                    private SpecialRules() {}
                    @io.github.cotangent.PartialDerivative(of = Special.class, method = "erf", by = "x")
                    static double erfByX(double x) { return 10; }
                    @io.github.cotangent.VjpRule(of = Special.class, method = "twice")
                    static void twiceVjp(double[] x, double[] resultBar, double[] xBar) { xBar[0] += 100 * resultBar[0]; }
                }
                """, """
                package lib;
                final class Special_InnerRules {
                    private Special_InnerRules() {}
                    @io.github.cotangent.PartialDerivative(of = Special.Inner.class, method = "value")
                    static double byX(Special.Inner self, double x) { return 1000; }
                }
                """);
        rounds.compile(model("lib.Special.erf(x) + lib.Special.twice(new double[] {x})[0] + lib.Special.noise(x)"
                + " + new lib.Special.Inner().value(x)"));
        assertEquals(1110, slope());
    }

    /** For classes whose package is not one's own, those of the JDK for instance. */
    @Test
    void inAPackageOfRules() throws Exception {
        rounds.compile("""
                package rules.lib;
                public final class SpecialRules {
                    private SpecialRules() {}
                    @io.github.cotangent.PartialDerivative(of = lib.Special.class, method = "erf")
                    public static double erfByX(double x) { return 10; }
                }
                """, """
                package rules.java.lang;
                public final class MathRules {
                    private MathRules() {}
                    @io.github.cotangent.PartialDerivative(of = java.lang.Math.class, method = "sin")
                    public static double sinByX(double x) { return 100; }
                }
                """);
        rounds.compile(model("lib.Special.erf(x) + Math.sin(x)"));
        assertEquals(110, slope());
    }

    @Test
    void theUsersOwnRulesWin() throws Exception {
        rounds.compile("""
                package lib;
                final class SpecialRules {
                    private SpecialRules() {}
                    @io.github.cotangent.PartialDerivative(of = Special.class, method = "erf")
                    static double erfByX(double x) { return 10; }
                    @io.github.cotangent.PartialDerivative(of = Special.class, method = "gamma")
                    static double gammaByX(double x) { return 100; }
                }
                """);
        rounds.compile(model("lib.Special.erf(x) + lib.Special.gamma(x)"), """
                package app;
                final class Own {
                    private Own() {}
                    @io.github.cotangent.PartialDerivative(of = lib.Special.class, method = "erf")
                    static double mine(double x) { return 3; }
                }
                """);
        assertEquals(103, slope());
    }

    /** A rule that does not fit a newer version of the class is no silence. */
    @Test
    void aRuleThatDoesNotFitAnyMoreIsAnError() throws Exception {
        rounds.compile("""
                package lib;
                final class SpecialRules {
                    private SpecialRules() {}
                    @io.github.cotangent.PartialDerivative(of = Special.class, method = "erf")
                    static double erfByX(double x) { return 10; }
                }
                """);
        rounds.compile(LIBRARY.replace("erf(double x)", "erf(float x)"));
        MemoryCompiler.Result result = rounds.result(model("lib.Special.erf((float) x)"));
        assertFalse(result.success());
        assertTrue(
                result.errors().contains("[COT027] erfByX cannot state a derivative of Special.erf(float)"),
                result::errors);
    }

    /** A solver that is annotated with @Differentiable, too, can be called from other compilations, where its residual is not known. */
    @Test
    void solversOfALibrary() throws Exception {
        rounds.compile("""
                package lib;
                public final class Roots {
                    private Roots() {}
                    @Differentiable(value = {Derivative.GRADIENT, Derivative.JVP}, wrt = "a")
                    @io.github.cotangent.ImplicitFunction(residual = "error")
                    public static double root(double a, int steps) {
                        double low = 0, high = 100;
                        for (int i = 0; i < steps; i++) {
                            double mid = (low + high) / 2;
                            if (error(mid, a) < 0) low = mid; else high = mid;
                        }
                        return low;
                    }
                    static double error(double x, double a) { return x * x - a; }
                    @Differentiable(wrt = "a")
                    @io.github.cotangent.FixedPoint(step = "half")
                    public static double[] halves(double[] a) { return new double[] {2 * a[0], 2 * a[1]}; }
                    static double[] half(double[] x, double[] a) { return new double[] {x[0] / 2 + a[0], x[1] / 2 + a[1]}; }
                    @io.github.cotangent.ImplicitFunction(residual = "error")
                    public static double closed(double a) { return Math.sqrt(a); }
                }
                """);
        rounds.compile(model("lib.Roots.root(x * x * x * x, 60) + lib.Roots.halves(new double[] {x, x * x})[1]"));
        assertEquals(12, slope(), 1e-12);
        String errors = new Rounds(folder).result(model("lib.Roots.closed(x)")).errors();
        assertTrue(errors.contains("[COT010]"), errors);
    }
}
