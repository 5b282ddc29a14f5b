package io.github.cotangent.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Objects of classes that only their own package can name, met by way of a public class, as libraries have them. */
class OtherPackageTest {
    private static final Map<String, String> SOURCES = Map.of(
            "lib.Support",
            "package lib;\npublic interface Support { double dot(double[] a, double[] b); }\n",
            "lib.Facade",
            """
            package lib;

            public final class Facade {
                private Facade() {}
                public static final Support IMPL = Provider.make();
                public static double duplicated(double x, double y) {
                    return new Duplication(x, y).integral();
                }
                public static double shapes(double x, double y) {
                    Shape s = x > y ? new Square(x) : new Disk(y, new Square(x));
                    Shape t = new Disk(x, null);
                    double r = s.area() * t.area();
                    if (s instanceof Disk) {
                        Disk d = (Disk) s;
                        d.grow(y);
                        r += d.r * d.inner.area();
                        s = d.inner;
                    }
                    Pair p = new Pair(r, x);
                    return p.a() * p.b() + Helper.twice(s) * (String.valueOf(s).isEmpty() ? 0 : 1);
                }
            }

            class Provider {
                static Support make() {
                    return new PlainSupport(2);
                }
            }

            final class PlainSupport implements Support {
                private final double factor;
                PlainSupport(double factor) {
                    this.factor = factor;
                }
                public double dot(double[] a, double[] b) {
                    double s = 0;
                    for (int i = 0; i < a.length; i++) s += a[i] * b[i];
                    return s * factor;
                }
            }

            abstract class Iteration {
                protected final double[] v;
                final int n;
                Iteration(double... v) {
                    this.v = v.clone();
                    this.n = v.length;
                }
                double integral() {
                    double a = mean();
                    for (int m = 0; m < 2; m++) {
                        double lambda = lambda(m);
                        for (int i = 0; i < n; i++) v[i] = v[i] + lambda;
                        a = mean();
                    }
                    return evaluate(a);
                }
                private double mean() {
                    double s = 0;
                    for (double e : v) s += e;
                    return s / n;
                }
                protected abstract double lambda(int m);
                protected abstract double evaluate(double a);
            }

            final class Duplication extends Iteration {
                Duplication(double x, double y) {
                    super(x, y);
                }
                @Override protected double lambda(int m) {
                    return v[0] * v[1] + m;
                }
                @Override protected double evaluate(double a) {
                    return a * v[0];
                }
            }

            abstract class Shape {
                abstract double area();
            }

            class Square extends Shape {
                double s;
                Square(double s) {
                    this.s = s;
                }
                double area() {
                    return s * s;
                }
            }

            final class Disk extends Shape {
                double r;
                final Square inner;
                Disk(double r, Square inner) {
                    this.r = r;
                    this.inner = inner;
                }
                double area() {
                    return 3 * r * r;
                }
                void grow(double k) {
                    r *= k;
                    inner.s += r;
                }
            }

            record Pair(double a, double b) {}

            final class Helper {
                private Helper() {}
                static double twice(Shape s) {
                    return 2 * s.area();
                }
            }
            """,
            "app.Use",
            """
            package app;

            import io.github.cotangent.Derivative;
            import io.github.cotangent.Differentiable;
            import lib.Facade;

            public final class Use {
                private Use() {}
                @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                static double duplicated(double x, double y) {
                    return Facade.duplicated(x, y) * x;
                }
                @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                static double dot(double x, double y) {
                    return Facade.IMPL.dot(new double[] {x, y, x * y}, new double[] {y, y, x});
                }
                @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                static double shapes(double x, double y) {
                    return Facade.shapes(x, y);
                }
                public static double error(int which, double x, double y) {
                    double h = 1e-6;
                    double dx = (at(which, x + h, y) - at(which, x - h, y)) / (2 * h);
                    double dy = (at(which, x, y + h) - at(which, x, y - h)) / (2 * h);
                    double gx;
                    double gy;
                    double along;
                    switch (which) {
                        case 0 -> {
                            var g = UseDerivatives.duplicatedGradient(x, y);
                            gx = g.x();
                            gy = g.y();
                            along = UseDerivatives.duplicatedJvp(x, y, 2, 3).tangent();
                        }
                        case 1 -> {
                            var g = UseDerivatives.dotGradient(x, y);
                            gx = g.x();
                            gy = g.y();
                            along = UseDerivatives.dotJvp(x, y, 2, 3).tangent();
                        }
                        default -> {
                            var g = UseDerivatives.shapesGradient(x, y);
                            gx = g.x();
                            gy = g.y();
                            along = UseDerivatives.shapesJvp(x, y, 2, 3).tangent();
                        }
                    }
                    return Math.abs(gx - dx) + Math.abs(gy - dy) + 1e4 * Math.abs(2 * gx + 3 * gy - along);
                }
                private static double at(int which, double x, double y) {
                    return which == 0 ? duplicated(x, y) : which == 1 ? dot(x, y) : shapes(x, y);
                }
            }
            """);

    @Test
    void theirFieldsMethodsAndConstructorsAreReachedThroughHandles() throws Exception {
        MemoryCompiler.Result result = MemoryCompiler.compile(SOURCES, "-Xlint:all", "-Werror");
        assertTrue(result.success(), result::errors);
        var error = result.loader().loadClass("app.Use").getMethod("error", int.class, double.class, double.class);
        for (int which = 0; which < 3; which++) {
            assertEquals(0, (double) error.invoke(null, which, 1.3, 0.7), 1e-6, "method " + which);
            assertEquals(0, (double) error.invoke(null, which, 0.4, 1.9), 1e-6, "method " + which);
        }
    }
}
