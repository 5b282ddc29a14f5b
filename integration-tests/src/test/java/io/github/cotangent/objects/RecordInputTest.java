package io.github.cotangent.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Records as inputs: the gradient has the shape of the record, with accessors named as its components. */
class RecordInputTest {
    private static final String POINT = "record Point(double x, double y) {}";

    @Test
    void aRecordParameterIsAnInputWithoutBeingNamed() throws Exception {
        new UserCode(POINT, """
                final class G {
                    @Differentiable
                    static double g(Point p, double k) {
                        return k * p.x() * p.x() * p.y();
                    }
                }
                """).gives("""
                GDerivatives.GGradient g = GDerivatives.gGradient(new Point(2, 3), 5);
                GDerivatives.PointTangent p = g.p();
                return give(g.value(), p.x(), p.y(), g.k());
                """, 60, 60, 20, 12);
    }

    @Test
    void aComponentThatIsNotUsedHasZero() throws Exception {
        new UserCode(POINT, """
                final class G {
                    @Differentiable
                    static double g(Point p, Point q) {
                        return p.x() * p.x();
                    }
                }
                """).gives("""
                var g = GDerivatives.gGradient(new Point(2, 3), new Point(4, 5));
                return give(g.p().x(), g.p().y(), g.q().x(), g.q().y());
                """, 4, 0, 0, 0);
    }

    @Test
    void recordsInRecords() throws Exception {
        new UserCode(POINT, "record Line(Point from, Point to, double weight) {}", """
                final class G {
                    @Differentiable
                    static double g(Line l) {
                        double dx = l.to().x() - l.from().x();
                        double dy = l.to().y() - l.from().y();
                        return l.weight() * (dx * dx + dy * dy);
                    }
                }
                """)
                .gives("""
                var l = GDerivatives.gGradient(new Line(new Point(1, 2), new Point(4, 6), 2)).l();
                return give(l.from().x(), l.from().y(), l.to().x(), l.to().y(), l.weight());
                """, -12, -16, 12, 16, 25);
    }

    @Test
    void inactiveComponentsHaveNoAccessor() throws Exception {
        UserCode code = new UserCode("record Item(String name, double price, int count, boolean taxed) {}", """
                final class G {
                    @Differentiable
                    static double g(Item i) {
                        return i.price() * i.price() * i.count() * (i.taxed() ? 1.5 : 1) * i.name().length();
                    }
                }
                """);
        code.gives(
                "return give(GDerivatives.gGradient(new Item(\"ab\", 3, 4, true)).i().price());", 2 * 3 * 4 * 1.5 * 2);
        code.gives("""
                List<String> names = new ArrayList<>();
                for (var m : GDerivatives.ItemTangent.class.getDeclaredMethods()) {
                    if (m.getParameterCount() == 0) names.add(m.getName());
                }
                return give(names.contains("price"), names.contains("name"), names.contains("count"), names.contains("taxed"));
                """, 1, 0, 0, 0);
    }

    @Test
    void arraysOfRecords() throws Exception {
        new UserCode(POINT, """
                final class G {
                    @Differentiable
                    static double g(Point[] ps) {
                        double s = 0;
                        for (int i = 0; i < ps.length; i++) s += (i + 1) * ps[i].x() * ps[i].y();
                        return s;
                    }
                }
                """).gives("""
                GDerivatives.PointTangent[] ps =
                        GDerivatives.gGradient(new Point[] {new Point(2, 3), new Point(4, 5), new Point(6, 7)}).ps();
                return give(ps.length, ps[0].x(), ps[0].y(), ps[1].x(), ps[1].y(), ps[2].x(), ps[2].y());
                """, 3, 3, 2, 10, 8, 21, 18);
    }

    @Test
    void theSameRecordTwiceInAnArrayHasOneTangent() throws Exception {
        new UserCode(POINT, """
                final class G {
                    @Differentiable
                    static double g(Point[] ps) {
                        return ps[0].x() * ps[1].x() + ps[2].y();
                    }
                }
                """).gives("""
                Point p = new Point(3, 1);
                var ps = GDerivatives.gGradient(new Point[] {p, p, new Point(5, 7)}).ps();
                return give(ps[0] == ps[1], ps[0] == ps[2], ps[0].x(), ps[2].y());
                """, 1, 0, 6, 1);
    }

    @Test
    void arraysAsComponents() throws Exception {
        new UserCode("record Model(double[] weights, double[][] table, double bias) {}", """
                final class G {
                    @Differentiable
                    static double g(Model m, double[] x) {
                        double s = m.bias();
                        for (int i = 0; i < x.length; i++) s += m.weights()[i] * x[i] * m.table()[i % 2][0];
                        return s;
                    }
                }
                """)
                .gives("""
                Model m = new Model(new double[] {1, 2, 3}, new double[][] {{4, 9}, {5}}, 6);
                var g = GDerivatives.gGradient(m, new double[] {7, 8, 10});
                return give(g.value(), g.m().weights(), g.m().table(), g.m().bias(), g.x());
                """, 234, 28, 40, 40, 37, 0, 16, 1, 4, 10, 12);
    }

    @Test
    void aNullPartStaysNull() throws Exception {
        new UserCode("record Cons(double head, Cons tail) {}", """
                final class G {
                    @Differentiable
                    static double product(Cons list) {
                        double p = 1;
                        for (Cons c = list; c != null; c = c.tail()) p *= c.head();
                        return p;
                    }
                }
                """).gives("""
                var l = GDerivatives.productGradient(new Cons(2, new Cons(3, new Cons(4, null)))).list();
                return give(l.head(), l.tail().head(), l.tail().tail().head(), l.tail().tail().tail() == null);
                """, 12, 8, 6, 1);
    }

    @Test
    void recordsNamedInWrtAreTheOnlyInputs() throws Exception {
        UserCode code = new UserCode(POINT, """
                final class G {
                    @Differentiable(wrt = "q")
                    static double g(Point p, Point q, double k) {
                        return p.x() * q.y() * k + q.x() * q.x();
                    }
                }
                """);
        code.gives("""
                var g = GDerivatives.gGradient(new Point(2, 3), new Point(4, 5), 6);
                return give(g.q().x(), g.q().y());
                """, 8, 12);
        code.gives("""
                List<String> names = new ArrayList<>();
                for (var m : GDerivatives.GGradient.class.getMethods()) names.add(m.getName());
                return give(names.contains("q"), names.contains("p"), names.contains("k"));
                """, 1, 0, 0);
    }

    @Test
    void aComponentCalledLikeAMethodOfTheTangent() throws Exception {
        new UserCode("record Odd(double clear, double add, double value) {}", """
                final class G {
                    @Differentiable
                    static double g(Odd o) {
                        return o.clear() * o.add() * o.value();
                    }
                }
                """).gives("""
                var g = GDerivatives.gGradient(new Odd(2, 3, 4));
                return give(g.o().clear_(), g.o().add_(), g.value());
                """, 12, 8, 24);
    }

    @Test
    void floatsHaveFloatTangents() throws Exception {
        new UserCode("record F(float a, float[] b) {}", """
                final class G {
                    @Differentiable
                    static float g(F f) {
                        return f.a() * f.b()[1];
                    }
                }
                """).gives("""
                var f = GDerivatives.gGradient(new F(2f, new float[] {3f, 4f})).f();
                float a = f.a();
                float[] b = f.b();
                return give(a, b);
                """, 4, 0, 2);
    }

    @Test
    void theValueHasTheBitsOfThePlainCall() throws Exception {
        new UserCode(POINT, """
                final class G {
                    @Differentiable
                    static double g(Point p) {
                        return Math.sin(p.x()) / (p.y() + 0.1) * Math.exp(p.x() * p.y());
                    }
                }
                """).gives("""
                Point p = new Point(0.3, 1.7);
                double plain = G.g(p);
                return give(Double.doubleToLongBits(GDerivatives.gGradient(p).value()) == Double.doubleToLongBits(plain),
                        Double.doubleToLongBits(GDerivatives.gGradient(p, new GDerivatives.GGradient())) == Double.doubleToLongBits(plain));
                """, 1, 1);
    }

    @Test
    void aRecordWithoutNumbersIsNoInput() {
        assertEquals(List.of("COT002"), new UserCode("record Name(String first, int n) {}", """
                        final class G {
                            @Differentiable(wrt = "name")
                            static double g(Name name, double x) {
                                return x * name.n();
                            }
                        }
                        """).errorCodes());
    }
}
