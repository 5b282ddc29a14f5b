package io.github.cotangent.objects;

import org.junit.jupiter.api.Test;

/** Results that are records or objects: seeds and tangents have the tangent type. */
class ObjectResultTest {
    private static final String POINT = "record Point(double x, double y) {}";

    private static UserCode turn(String kinds) {
        return new UserCode(POINT, """
                final class G {
                    @Differentiable%s
                    static Point turn(Point p, double k) {
                        return new Point(p.x() * p.y(), k * k * p.x());
                    }
                }
                """.formatted(kinds));
    }

    @Test
    void aRecordResultHasAVectorJacobianProduct() throws Exception {
        turn("").gives("""
                var bar = new GDerivatives.PointTangent().x(10).y(100);
                GDerivatives.TurnVjp v = GDerivatives.turnVjp(new Point(2, 3), 4, bar);
                return give(v.p().x(), v.p().y(), v.k(), bar.x(), bar.y());
                """, 30 + 1600, 20, 1600, 10, 100);
    }

    @Test
    void theIntoFormReturnsTheRecord() throws Exception {
        turn("").gives("""
                var into = new GDerivatives.TurnVjp();
                var bar = new GDerivatives.PointTangent().x(1);
                Point r = GDerivatives.turnVjp(new Point(2, 3), 4, bar, into);
                GDerivatives.turnVjp(new Point(2, 3), 4, bar, into);
                return give(r.x(), r.y(), into.p().x(), into.p().y(), into.k());
                """, 6, 32, 6, 4, 0);
    }

    @Test
    void forwardModeGivesTheTangentOfTheRecord() throws Exception {
        turn("(Derivative.JVP)").gives("""
                var dot = new GDerivatives.PointTangent().x(1).y(10);
                var t = GDerivatives.turnJvp(new Point(2, 3), 4, dot, 0.5);
                GDerivatives.PointTangent tangent = t.tangent();
                return give(t.value().x(), t.value().y(), tangent.x(), tangent.y());
                """, 6, 32, 3 + 20, 16 + 8);
    }

    @Test
    void bothModesAgree() throws Exception {
        // <w, J v> = <Jᵀ w, v>
        turn("({Derivative.VJP, Derivative.JVP})").gives("""
                Point p = new Point(0.3, -1.7);
                var w = new GDerivatives.PointTangent().x(0.9).y(-0.4);
                var v = new GDerivatives.PointTangent().x(-1.1).y(0.6);
                var back = GDerivatives.turnVjp(p, 0.8, w);
                var forth = GDerivatives.turnJvp(p, 0.8, v, 0.7).tangent();
                double product = w.x() * forth.x() + w.y() * forth.y();
                double adjoint = back.p().x() * v.x() + back.p().y() * v.y() + back.k() * 0.7;
                return give(product - adjoint);
                """, 0);
    }

    @Test
    void theArgumentItselfAsResult() throws Exception {
        new UserCode(POINT, """
                final class G {
                    @Differentiable
                    static Point larger(Point p, Point q) {
                        return p.x() > q.x() ? p : q;
                    }
                }
                """).gives("""
                var bar = new GDerivatives.PointTangent().x(3).y(4);
                var v = GDerivatives.largerVjp(new Point(1, 2), new Point(5, 6), bar);
                return give(v.p().x(), v.p().y(), v.q().x(), v.q().y(), bar.x(), bar.y());
                """, 0, 0, 3, 4, 3, 4);
    }

    @Test
    void anArrayOfRecordsAsResult() throws Exception {
        new UserCode(POINT, """
                final class G {
                    @Differentiable
                    static Point[] line(double x, int n) {
                        Point[] ps = new Point[n];
                        for (int i = 0; i < n; i++) ps[i] = new Point(i * x, x * x);
                        return ps;
                    }
                }
                """).gives("""
                GDerivatives.PointTangent[] bar = {new GDerivatives.PointTangent().y(1), new GDerivatives.PointTangent().x(10)};
                return give(GDerivatives.lineVjp(3, 2, bar).x());
                """, 16);
    }

    @Test
    void anObjectOfAClassAsResult() throws Exception {
        new UserCode("""
                final class Vec {
                    private final double[] v;
                    Vec(double... v) {
                        this.v = v;
                    }
                    @Differentiable(wrt = {"this", "k"})
                    Vec scale(double k) {
                        double[] w = v.clone();
                        for (int i = 0; i < w.length; i++) w[i] *= k;
                        return new Vec(w);
                    }
                }
                """).gives("""
                var bar = new VecDerivatives.VecTangent().v(new double[] {10, 100});
                var g = VecDerivatives.scaleVjp(new Vec(2, 3), 5, bar);
                return give(g.self().v(), g.k());
                """, 50, 500, 320);
    }

    @Test
    void aSeedOfAnotherShapeIsRefused() throws Exception {
        new UserCode("record Box(double[] data) {}", """
                final class G {
                    @Differentiable
                    static Box copy(double[] x) {
                        return new Box(x.clone());
                    }
                }
                """).gives("""
                try {
                    GDerivatives.copyVjp(new double[] {1, 2}, new GDerivatives.BoxTangent().data(new double[3]));
                    return give(0);
                } catch (IllegalArgumentException e) {
                    return give(e.getMessage().contains("resultBar"), e.getMessage().contains("data"));
                }
                """, 1, 1);
    }

    @Test
    void aNestedRecordResult() throws Exception {
        new UserCode(POINT, "record Line(Point from, Point to, String name) {}", """
                final class G {
                    @Differentiable
                    static Line line(Point p, double k) {
                        return new Line(p, new Point(p.y() * k, k), "l");
                    }
                }
                """).gives("""
                var bar = new GDerivatives.LineTangent()
                        .from(new GDerivatives.PointTangent().x(1).y(2))
                        .to(new GDerivatives.PointTangent().x(10).y(100));
                var v = GDerivatives.lineVjp(new Point(3, 4), 5, bar);
                return give(v.p().x(), v.p().y(), v.k());
                """, 1, 52, 140);
    }
}
