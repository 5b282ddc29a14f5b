package io.github.cotangent.objects;

import org.junit.jupiter.api.Test;

/**
 * Tangent types of generic classes: a part that a type variable stands for is known as an object, which is an array, a tangent, or
 * null for data, as the object itself tells.
 */
class GenericTangentsTest {
    private static final UserCode CODE = new UserCode("""
            final class Generic {
                record Point(double x, double y) {}
                record Tuple<T, U>(T first, U second) {}
                static final class Box<T> {
                    T value;
                    Box(T value) { this.value = value; }
                }
                private record Hidden(double v) {}
                static Tuple<Object, String> hidden(double v) { return new Tuple<>(new Hidden(v), "h"); }

                @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                static double weighed(Tuple<double[], Point> t, double k) {
                    return t.first()[0] * t.second().x() * k + t.first()[1];
                }

                @Differentiable
                static double labelled(Tuple<String, Integer> t, Tuple<String, double[]> u, double k) {
                    return t.second() * k * u.second()[0];
                }

                @Differentiable({Derivative.VJP, Derivative.JVP})
                static Tuple<Point, double[]> turned(Tuple<double[], Point> t, double k) {
                    return new Tuple<>(new Point(t.first()[0] * k, t.second().y()), t.first());
                }

                @Differentiable(value = {Derivative.VJP, Derivative.JVP}, wrt = "b")
                static void replaced(Box<double[]> b, double k) {
                    b.value = new double[] {b.value[0] * b.value[1], k};
                }

                @Differentiable(wrt = "boxes")
                static double all(Box<Object>[] boxes, double k) {
                    double s = k;
                    for (Box<Object> box : boxes) {
                        if (box.value instanceof double[] a) s *= a[0];
                        if (box.value instanceof Point[] p) s *= p[1].y();
                        if (box.value instanceof Double d) s *= d;
                        if (box.value instanceof Hidden h) s *= h.v();
                    }
                    return s;
                }
            }
            """);

    @Test
    void aRecordOfTypeVariablesIsAnInput() throws Exception {
        CODE.gives("""
                Generic.Tuple<double[], Generic.Point> t =
                    new Generic.Tuple<>(new double[] {2, 5}, new Generic.Point(3, 4));
                GenericDerivatives.TupleTangent g = GenericDerivatives.weighedGradient(t, 7).t();
                GenericDerivatives.PointTangent p = (GenericDerivatives.PointTangent) g.second();
                return give(g.first(), p.x(), p.y());
                """, 21, 1, 14, 0);
        CODE.gives("""
                Generic.Tuple<double[], Generic.Point> t =
                    new Generic.Tuple<>(new double[] {2, 5}, new Generic.Point(3, 4));
                GenericDerivatives.TupleTangent dot = new GenericDerivatives.TupleTangent()
                    .first(new double[] {1, 0}).second(new GenericDerivatives.PointTangent().x(10));
                return give(GenericDerivatives.weighedJvp(t, 7, dot, 0).tangent());
                """, 21 + 140);
    }

    @Test
    void gradientsOfSeveralCallsAdd() throws Exception {
        CODE.gives("""
                Generic.Tuple<double[], Generic.Point> t =
                    new Generic.Tuple<>(new double[] {2, 5}, new Generic.Point(3, 4));
                GenericDerivatives.WeighedGradient into = new GenericDerivatives.WeighedGradient();
                GenericDerivatives.weighedGradient(t, 7, into);
                GenericDerivatives.weighedGradient(t, 7, into);
                double twice = ((double[]) into.t().first())[0];
                into.clear();
                return give(twice, into.t().first());
                """, 42, 0, 0);
    }

    /** What the type arguments say counts for which parameters are inputs: one of strings is none. */
    @Test
    void aRecordOfDataIsNoInput() throws Exception {
        CODE.gives("""
                GenericDerivatives.LabelledGradient g = GenericDerivatives.labelledGradient(
                    new Generic.Tuple<>("a", 3), new Generic.Tuple<>("b", new double[] {5}), 2);
                long inputs = java.util.Arrays.stream(g.getClass().getMethods())
                    .filter(each -> java.util.Set.of("t", "u", "k").contains(each.getName())).count();
                return give(g.u().second(), g.u().first() == null, g.k(), (double) inputs);
                """, 6, 1, 15, 2);
    }

    @Test
    void aRecordOfTypeVariablesIsAResult() throws Exception {
        CODE.gives("""
                Generic.Tuple<double[], Generic.Point> t =
                    new Generic.Tuple<>(new double[] {2, 5}, new Generic.Point(3, 4));
                GenericDerivatives.TupleTangent bar = new GenericDerivatives.TupleTangent()
                    .first(new GenericDerivatives.PointTangent().x(1).y(10)).second(new double[] {100, 1000});
                GenericDerivatives.TurnedVjp g = GenericDerivatives.turnedVjp(t, 7, bar);
                GenericDerivatives.PointTangent p = (GenericDerivatives.PointTangent) g.t().second();
                return give(g.t().first(), p.x(), p.y(), g.k());
                """, 107, 1000, 0, 10, 2);
    }

    @Test
    void whatIsReplacedIsSeededByWhatIsThereInTheEnd() throws Exception {
        CODE.gives("""
                Generic.Box<double[]> b = new Generic.Box<>(new double[] {2, 5});
                GenericDerivatives.BoxTangent bar = new GenericDerivatives.BoxTangent().value(new double[] {1, 10});
                return give(GenericDerivatives.replacedVjp(b, 7, bar).b().value(), b.value);
                """, 5, 2, 10, 7);
    }

    /** Of an array, a box, an object of a private class: the shadow is found by the class. */
    @Test
    void shadowsAreMadeByTheClassOfTheObject() throws Exception {
        CODE.gives("""
                Generic.Point[] points = {null, new Generic.Point(2, 3)};
                @SuppressWarnings({"unchecked", "rawtypes"})
                Generic.Box<Object>[] boxes = new Generic.Box[] {
                    new Generic.Box<Object>(new double[] {5}), new Generic.Box<Object>(points), new Generic.Box<Object>(7.0),
                    new Generic.Box<Object>("text"), new Generic.Box<Object>(Generic.hidden(11).first())};
                GenericDerivatives.BoxTangent[] g = GenericDerivatives.allGradient(boxes, 1).boxes();
                GenericDerivatives.PointTangent[] p = (GenericDerivatives.PointTangent[]) g[1].value();
                DoubleTangent d = (DoubleTangent) g[2].value();
                String hidden = g[4].value().toString();
                return give(g[0].value(), p[0] == null, p[1].y(), d.doubleValue(), g[3].value() == null, hidden.endsWith("[v=105.0]"));
                """, 231, 1, 385, 165, 1, 1);
    }
}
