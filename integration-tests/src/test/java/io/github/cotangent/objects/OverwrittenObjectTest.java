package io.github.cotangent.objects;

import org.junit.jupiter.api.Test;

/** Objects that a method changes: a seed for what is in them afterwards, the cotangent of what was in them before. */
class OverwrittenObjectTest {
    private static final String BODY = """
            final class Body {
                double x;
                double v;
                Body(double x, double v) {
                    this.x = x;
                    this.v = v;
                }
            }
            """;

    private static UserCode step(String kinds) {
        return new UserCode(BODY, """
                final class G {
                    @Differentiable(value = {%s}, wrt = {"b", "h"})
                    static void step(Body b, double h) {
                        b.v -= h * b.x * b.x;
                        b.x += h * b.v;
                    }
                }
                """.formatted(kinds));
    }

    // x = 2, v = 3, h = 0.5: v' = v - h x² = 1, x' = x + h v' = 2.5.
    // dv'/d(x, v, h) = (-2 h x, 1, -x²) = (-2, 1, -4); dx'/d(x, v, h) = (1 + h dv'x, h, v' + h dv'h) = (0, 0.5, -1)

    @Test
    void aChangedObjectHasASeed() throws Exception {
        step("Derivative.VJP").gives("""
                Body b = new Body(2, 3);
                var bar = new GDerivatives.BodyTangent().x(10).v(100);
                var g = GDerivatives.stepVjp(b, 0.5, bar);
                return give(b.x, b.v, g.b().x(), g.b().v(), g.h(), bar.x(), bar.v());
                """, 2.5, 1, -200, 105, -410, 10, 100);
    }

    @Test
    void theTangentOfAChangedObjectIsUpdatedInPlace() throws Exception {
        step("Derivative.JVP").gives("""
                Body b = new Body(2, 3);
                var dot = new GDerivatives.BodyTangent().x(1).v(10);
                GDerivatives.stepJvp(b, 0.5, dot, 100);
                return give(b.x, b.v, dot.x(), dot.v());
                """, 2.5, 1, 5 - 100, -2 + 10 - 400);
    }

    @Test
    void aFieldSetToAConstantLosesItsCotangent() throws Exception {
        new UserCode(BODY, """
                final class G {
                    @Differentiable(wrt = "b")
                    static void stop(Body b) {
                        b.x = b.x * b.v;
                        b.v = 0;
                    }
                }
                """).gives("""
                var g = GDerivatives.stopVjp(new Body(2, 3), new GDerivatives.BodyTangent().x(1).v(100));
                return give(g.b().x(), g.b().v());
                """, 3, 2);
    }

    @Test
    void aResultAndAChangedObject() throws Exception {
        new UserCode(BODY, """
                final class G {
                    @Differentiable(wrt = {"b", "k"}, value = Derivative.VJP)
                    static double push(Body b, double k) {
                        double old = b.v;
                        b.v = k * b.v;
                        return old * b.v;
                    }
                }
                """).gives("""
                var g = GDerivatives.pushVjp(new Body(2, 3), 5, 1, new GDerivatives.BodyTangent().v(100));
                return give(g.b().x(), g.b().v(), g.k());
                """, 0, 30 + 500, 9 + 300);
    }

    @Test
    void theGradientOfAResultGoesToTheInitialFields() throws Exception {
        new UserCode(BODY, """
                final class G {
                    @Differentiable(wrt = "b")
                    static double f(Body b) {
                        b.x *= b.v;
                        b.v = 1;
                        return b.x * b.x * b.v;
                    }
                }
                """).gives("""
                Body b = new Body(2, 3);
                var g = GDerivatives.fGradient(b);
                return give(g.value(), g.b().x(), g.b().v(), b.x, b.v);
                """, 36, 36, 24, 6, 1);
    }

    @Test
    void anObjectReplacedInAField() throws Exception {
        new UserCode(BODY, """
                final class World {
                    Body first;
                    World(Body first) {
                        this.first = first;
                    }
                }
                """, """
                final class G {
                    @Differentiable(wrt = {"w", "k"})
                    static double f(World w, double k) {
                        Body old = w.first;
                        w.first = new Body(old.x * k, old.v);
                        old.v = 7;
                        return w.first.x * w.first.v;
                    }
                }
                """).gives("""
                World w = new World(new Body(2, 3));
                Body old = w.first;
                var g = GDerivatives.fGradient(w, 5);
                return give(g.value(), g.w().first().x(), g.w().first().v(), g.k(), w.first == old, old.v, w.first.x);
                """, 30, 15, 10, 6, 0, 7, 10);
    }

    @Test
    void aReceiverThatChanges() throws Exception {
        new UserCode("""
                final class Account {
                    private double balance;
                    Account(double balance) {
                        this.balance = balance;
                    }
                    double balance() {
                        return balance;
                    }
                    @Differentiable(wrt = {"this", "r"}, value = Derivative.GRADIENT)
                    double year(double r) {
                        balance += balance * r;
                        return balance * balance;
                    }
                }
                """).gives("""
                Account a = new Account(10);
                var g = AccountDerivatives.yearGradient(a, 0.5);
                return give(g.value(), g.self().balance(), g.r(), a.balance());
                """, 225, 45, 300, 15);
    }

    @Test
    void aConstantReceiverMayCarryActiveDataForTheCall() throws Exception {
        // The receiver is no input, but what the method stores in it depends on one.
        new UserCode("""
                final class Scratch {
                    private double a;
                    private final double[] b = {1, 2};
                    @Differentiable
                    double f(double x) {
                        a = x * x;
                        b[0] = a * x;
                        b[1] += b[0];
                        return a + b[1];
                    }
                }
                """).gives("""
                Scratch s = new Scratch();
                var g = ScratchDerivatives.fGradient(s, 2);
                var h = ScratchDerivatives.fGradient(s, 2);
                return give(g.value(), g.x(), h.value(), h.x());
                """, 14, 16, 22, 16);
    }

    @Test
    void elementsOfAnArrayOfObjectsSwapped() throws Exception {
        new UserCode(BODY, """
                final class G {
                    @Differentiable(wrt = "bs")
                    static double f(Body[] bs) {
                        Body t = bs[0];
                        bs[0] = bs[1];
                        bs[1] = t;
                        bs[0].x *= 2;
                        return bs[0].x * bs[0].x * bs[1].v;
                    }
                }
                """).gives("""
                Body[] bs = {new Body(2, 3), new Body(5, 7)};
                Body first = bs[0];
                var g = GDerivatives.fGradient(bs);
                return give(g.value(), g.bs()[0].x(), g.bs()[0].v(), g.bs()[1].x(), g.bs()[1].v(), bs[1] == first, bs[0].x);
                """, 300, 0, 100, 120, 0, 1, 10);
    }
}
