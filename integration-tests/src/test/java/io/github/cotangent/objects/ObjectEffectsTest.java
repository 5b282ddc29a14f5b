package io.github.cotangent.objects;

import org.junit.jupiter.api.Test;

/** Every effect of the plain call happens once, and nothing else does. */
class ObjectEffectsTest {
    private static final String COUNTED = """
            final class Counted {
                static int made;
                static int asked;
                final int id;
                private double v;
                Counted(double v) {
                    this.v = v;
                    id = made++;
                }
                double get() {
                    asked++;
                    return v;
                }
                void scale(double k) {
                    v *= k;
                }
            }
            """;

    private static String usage(String call) {
        return "Counted.made = 0;\nCounted.asked = 0;\n" + call + "\nreturn give(g.x(), Counted.made, Counted.asked);";
    }

    private static final UserCode LOOP = new UserCode(COUNTED, """
            final class G {
                @Differentiable({Derivative.GRADIENT, Derivative.VJP, Derivative.JVP})
                static double g(double x) {
                    double s = 1;
                    for (int i = 0; i < 3; i++) {
                        Counted c = new Counted(x);
                        c.scale(x);
                        s *= c.get();
                    }
                    return s;
                }
            }
            """);

    @Test
    void constructorsAndMethodsCountOnceInReverseMode() throws Exception {
        LOOP.gives(usage("var g = GDerivatives.gGradient(2);"), 6 * 32, 3, 3);
        LOOP.gives(usage("var g = GDerivatives.gVjp(2, 1);"), 6 * 32, 3, 3);
    }

    @Test
    void constructorsAndMethodsCountOnceInForwardMode() throws Exception {
        LOOP.gives("""
                Counted.made = 0;
                Counted.asked = 0;
                var g = GDerivatives.gJvp(2, 10);
                return give(g.value(), g.tangent(), Counted.made, Counted.asked);
                """, 64, 1920, 3, 3);
    }

    @Test
    void objectsAreAfterwardsAsThePlainCallLeavesThem() throws Exception {
        new UserCode(COUNTED, """
                final class G {
                    @Differentiable
                    static double g(Counted[] cs, double x) {
                        Counted t = cs[0];
                        cs[0] = cs[1];
                        cs[1] = t;
                        for (Counted c : cs) c.scale(x);
                        cs[2] = new Counted(cs[0].get());
                        return cs[0].get() * cs[2].get();
                    }
                }
                """).gives("""
                Counted a = new Counted(2);
                Counted b = new Counted(3);
                Counted[] cs = {a, b, a};
                var g = GDerivatives.gGradient(cs, 5);
                return give(g.value(), g.x(), cs[0] == b, cs[1] == a, cs[2] == a, a.get(), b.get(), cs[2].get());
                """, 225, 90, 1, 1, 0, 50, 15, 15);
    }

    @Test
    void exceptionsAreThoseOfThePlainCall() throws Exception {
        new UserCode("""
                final class Account {
                    double balance;
                    void pay(double x) {
                        balance += x;
                        if (balance > 10) throw new IllegalStateException("full at " + balance);
                    }
                }
                """, """
                final class G {
                    @Differentiable
                    static double g(Account a, double x) {
                        for (int i = 0; i < 5; i++) a.pay(x);
                        return a.balance;
                    }
                }
                """).gives("""
                Account plain = new Account();
                Account with = new Account();
                String wanted = "";
                String found = "none";
                try {
                    G.g(plain, 4);
                } catch (IllegalStateException e) {
                    wanted = e.getMessage();
                }
                try {
                    GDerivatives.gGradient(with, 4);
                } catch (IllegalStateException e) {
                    found = e.getMessage();
                }
                return give(wanted.equals(found), with.balance, GDerivatives.gGradient(new Account(), 1).x());
                """, 1, 12, 5);
    }

    @Test
    void constantsOfTheUserAreNotTouched() throws Exception {
        new UserCode(COUNTED, """
                final class G {
                    static final Counted UNIT = new Counted(3);
                    @Differentiable
                    static double g(double x) {
                        return UNIT.get() * x * x;
                    }
                }
                """).gives("""
                double x = GDerivatives.gGradient(2).x();
                return give(x, GDerivatives.gGradient(2).x(), G.UNIT.get());
                """, 12, 12, 3);
    }

    @Test
    void eightThreadsGetTheSameResult() throws Exception {
        LOOP.gives("""
                double expected = GDerivatives.gGradient(1.3).x();
                boolean same = java.util.stream.IntStream.range(0, 20_000).parallel()
                        .allMatch(i -> GDerivatives.gGradient(1.3).x() == expected);
                return give(same);
                """, 1);
    }
}
