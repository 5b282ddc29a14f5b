package io.github.cotangent.objects;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Private fields, methods, constructors and classes are reached from the companion; the user opens nothing. */
class PrivateMembersTest {
    private static final UserCode VAULT = new UserCode("""
            final class Vault {
                private double gold;
                private final double[] bars;
                private Vault twin;
                private int doors = 2;
                private static double rate = 0.5;
                private Vault(double gold, double... bars) {
                    this.gold = gold;
                    this.bars = bars;
                }
                static Vault of(double gold, double... bars) {
                    Vault v = new Vault(gold, bars);
                    v.twin = new Vault(2 * gold, bars);
                    return v;
                }
                double gold() {
                    return gold;
                }
                private double worth(double price) {
                    return gold * price * doors;
                }
                private static double fee(double x) {
                    return x * rate;
                }
                private Vault moved(double k) {
                    Vault v = new Vault(gold * k, bars);
                    v.twin = this;
                    gold -= k;
                    return v;
                }
                @Differentiable(wrt = {"this", "price", "k"})
                double total(double price, double k) {
                    Vault v = moved(k);
                    v.bars[0] += price;
                    return v.worth(price) + v.twin.worth(1) + fee(bars[0]) * twin.gold;
                }
            }
            """);

    @Test
    void everythingPrivateIsFollowed() throws Exception {
        // 2 gold k price + 2 (gold - k) + (bar + price) / 2 twin
        VAULT.gives("""
                Vault v = Vault.of(3, 5, 6);
                var g = VaultDerivatives.totalGradient(v, 7, 11);
                return give(g.value(), g.self().gold(), g.self().bars(), g.self().twin().gold(), g.price(), g.k(), v.gold());
                """, 462 - 16 + 36, 154 + 2, 3, 0, 6, 66 + 3, 42 - 2, -8);
    }

    @Test
    void privateMembersOfANestedClassAndItsSubclass() throws Exception {
        new UserCode("""
                final class Outer {
                    private Outer() {}
                    static class Cell {
                        private double v;
                        private Cell next;
                        private Cell(double v) {
                            this.v = v;
                        }
                        private double sum() {
                            return v * v + (next == null ? 0 : next.sum());
                        }
                    }
                    static final class Doubled extends Cell {
                        private final double k;
                        private Doubled(double v, double k) {
                            super(v * 2);
                            this.k = k;
                        }
                    }
                    @Differentiable
                    static double f(double x, double y) {
                        Doubled d = new Doubled(x, y);
                        Cell c = new Cell(y);
                        c.next = d;
                        ((Cell) d).v += d.k;
                        return c.sum();
                    }
                }
                """).gives("""
                var g = OuterDerivatives.fGradient(2, 3);
                return give(g.value(), g.x(), g.y());
                """, 9 + 49, 28, 6 + 14);
    }

    @Test
    void aPrivateClassIsAnErrorAtMost() {
        // The generated code cannot name it; what must not happen is a derivative without it.
        List<String> codes = new UserCode("""
                final class Outer {
                    private Outer() {}
                    private record Cell(double v) {}
                    @Differentiable
                    static double f(double x) {
                        return new Cell(x * x).v();
                    }
                }
                """).errorCodes();
        assertTrue(codes.isEmpty() || codes.contains("COT016"), codes.toString());
    }

    @Test
    void aPrivateAnnotatedMethod() throws Exception {
        new UserCode("""
                final class Hidden {
                    private final double k = Double.parseDouble("3");
                    @Differentiable
                    private double f(double x) {
                        return k * x * x;
                    }
                    double plain(double x) {
                        return f(x);
                    }
                }
                """).gives("""
                var g = HiddenDerivatives.fGradient(new Hidden(), 2);
                return give(g.value(), g.x(), new Hidden().plain(2));
                """, 12, 12, 12);
    }

    @Test
    void protectedMembersOfASuperclassInAnotherFile() throws Exception {
        new UserCode("""
                final class G {
                    @Differentiable
                    static double g(double x) {
                        return new Sub(x).twice() * x;
                    }
                    static class Sub extends Parent {
                        Sub(double x) {
                            super(x * x);
                        }
                        double twice() {
                            return value() * 2;
                        }
                    }
                }
                """, """
                class Parent {
                    private final double v;
                    protected Parent(double v) {
                        this.v = v;
                    }
                    protected final double value() {
                        return v;
                    }
                }
                """).gives("return give(GDerivatives.gGradient(3).x());", 54);
    }
}
