package io.github.cotangent.objects;

import org.junit.jupiter.api.Test;

/** Objects of inner classes that come from outside: the object around them is part of their shape. */
class InnerClassTest {
    private static final String BOX = """
            class Box {
                double v = 2;
                class View {
                    private final double k;
                    int reads;
                    View(double k) {
                        this.k = k;
                    }
                    @Differentiable(wrt = {"this", "x"})
                    double get(double x) {
                        reads++;
                        return v * v * k * x;
                    }
                    @Differentiable(Derivative.JVP)
                    double both(double x) {
                        return get(x) * Box.this.v;
                    }
                    Runnable deeper() {
                        class Local implements Runnable {
                            @Override public void run() {
                                v++;
                            }
                        }
                        return new Local();
                    }
                    class Deep {
                        double w = 3;
                        double up() {
                            return w * k * v;
                        }
                    }
                }
                /** Knows nothing of the box, so that some compilers give it no reference to one. */
                class Apart {
                    double own;
                    double twice() {
                        return 2 * own;
                    }
                }
            }
            """;

    @Test
    void theObjectAroundIsAPartOfTheInput() throws Exception {
        new UserCode(BOX).gives("""
                Box box = new Box();
                Box.View view = box.new View(5);
                var g = Box_ViewDerivatives.getGradient(view, 3);
                return give(g.value(), g.x(), g.self().k(), g.self().outer().v(), view.reads);
                """, 60, 20, 12, 60, 1);
    }

    @Test
    void forwardModeGoesThroughBothObjects() throws Exception {
        new UserCode(BOX).gives("""
                Box.View view = new Box().new View(5);
                var t = Box_ViewDerivatives.bothJvp(view, 3, 1);
                return give(t.value(), t.tangent());
                """, 120, 40);
    }

    @Test
    void severalInnerObjectsShareTheOneAround() throws Exception {
        new UserCode(BOX, """
                final class G {
                    @Differentiable(wrt = {"views", "box"})
                    static double g(Box box, Box.View[] views) {
                        double s = 0;
                        for (Box.View each : views) s += each.get(box.v);
                        return s;
                    }
                    @Differentiable(wrt = "deep")
                    static double deep(Box.View.Deep deep) {
                        return deep.up() * deep.up();
                    }
                }
                """).gives("""
                Box box = new Box();
                Box.View[] views = {box.new View(5), box.new View(1), new Box().new View(4)};
                var g = GDerivatives.gGradient(box, views);
                var d = GDerivatives.deepGradient(views[0].new Deep());
                return give(g.value(), g.box().v(), g.views()[0].outer() == g.views()[1].outer(),
                        g.views()[0].outer().v(),
                        g.views()[2].outer().v(), g.views()[2].k(), g.views()[0].k(),
                        d.value(), d.deep().w(), d.deep().outer().k(), d.deep().outer().outer().v());
                """, 80, 88, 1, 88, 32, 8, 8, 900, 600, 360, 900);
    }

    @Test
    void aClassWithoutReferenceToTheObjectAround() throws Exception {
        new UserCode(BOX, """
                final class G {
                    @Differentiable(wrt = "a")
                    static double g(Box.Apart a) {
                        return a.twice() * a.twice();
                    }
                    @Differentiable
                    static double made(double x) {
                        Box.Apart a = new Box().new Apart();
                        a.own = x;
                        return g(a);
                    }
                }
                """).gives("""
                Box.Apart a = new Box().new Apart();
                a.own = 3;
                return give(GDerivatives.gGradient(a).a().own(), GDerivatives.madeGradient(3).x());
                """, 24, 24);
    }

    @Test
    void genericOnes() throws Exception {
        new UserCode("""
                class Table<T> {
                    final T label;
                    final double[] values;
                    Table(T label, double... values) {
                        this.label = label;
                        this.values = values;
                    }
                    class Row<U> {
                        final int at;
                        final U note;
                        Row(int at, U note) {
                            this.at = at;
                            this.note = note;
                        }
                        double value() {
                            return values[at] * values[at] * (note == null ? 1 : 2);
                        }
                    }
                    Row<String> row(int at) {
                        return new Row<>(at, "r" + at);
                    }
                }
                """, """
                final class G {
                    @Differentiable
                    static double g(double[] x) {
                        Table<String> t = new Table<>("r1", x);
                        Table<String>.Row<String> first = t.row(0);
                        return first.value() + t.new Row<String>(1, "r1").value();
                    }
                }
                """).gives("return give(GDerivatives.gGradient(new double[] {2, 3}).x());", 8, 12);
    }
}
