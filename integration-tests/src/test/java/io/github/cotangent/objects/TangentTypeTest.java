package io.github.cotangent.objects;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What tangent types and results that hold them can do: accumulate, clear, add, be written and read. */
class TangentTypeTest {
    private static final String POINT = "record Point(double x, double y) {}";

    private static final UserCode PRODUCT = new UserCode(POINT, "record Pair(Point a, Point b, double[] w) {}", """
            final class G {
                @Differentiable
                static double g(Pair p) {
                    if (p.w()[0] < 0) throw new IllegalArgumentException("negative");
                    return p.a().x() * p.b().y() * p.w()[1];
                }
            }
            """);

    private static final String INTO = """
            Pair p = new Pair(new Point(2, 3), new Point(4, 5), new double[] {1, 6});
            var into = new GDerivatives.GGradient();
            double first = GDerivatives.gGradient(p, into);
            """;

    @Test
    void intoAdds() throws Exception {
        PRODUCT.gives(INTO + """
                var a = into.p().a();
                GDerivatives.gGradient(p, into);
                return give(first, into.value(), into.p().a().x(), into.p().b().y(), into.p().w(), into.p().a() == a);
                """, 60, 120, 60, 24, 0, 20, 1);
    }

    @Test
    void clearKeepsTheBuffers() throws Exception {
        PRODUCT.gives(INTO + """
                double[] w = into.p().w();
                into.clear();
                double cleared = into.value() + into.p().a().x() + into.p().b().y() + into.p().w()[1];
                GDerivatives.gGradient(p, into);
                return give(cleared, into.p().w() == w, into.p().a().x(), w[1]);
                """, 0, 1, 30, 10);
    }

    @Test
    void resultsAndTangentsAddEachOther() throws Exception {
        PRODUCT.gives(INTO + """
                var sum = new GDerivatives.GGradient();
                sum.add(into);
                sum.add(into);
                sum.p().add(into.p());
                return give(sum.value(), sum.p().a().x(), sum.p().w(), into.p().a().x());
                """, 120, 90, 0, 30, 30);
    }

    @Test
    void aTangentIsClearedOnItsOwn() throws Exception {
        PRODUCT.gives(INTO + """
                into.p().b().clear();
                return give(into.p().a().x(), into.p().b().y());
                """, 30, 0);
    }

    @Test
    void resultsAreWrittenAndReadWithTheirTangents() throws Exception {
        PRODUCT.gives(INTO + """
                var bytes = new java.io.ByteArrayOutputStream();
                try (var out = new java.io.ObjectOutputStream(bytes)) {
                    out.writeObject(into);
                }
                GDerivatives.GGradient read;
                try (var in = new java.io.ObjectInputStream(new java.io.ByteArrayInputStream(bytes.toByteArray())) {
                    @Override
                    protected Class<?> resolveClass(java.io.ObjectStreamClass c) throws ClassNotFoundException {
                        return Class.forName(c.getName(), false, Use.class.getClassLoader());
                    }
                }) {
                    read = (GDerivatives.GGradient) in.readObject();
                }
                return give(read.value(), read.p().a().x(), read.p().b().y(), read.p().w());
                """, 60, 30, 12, 0, 10);
    }

    @Test
    void whenThePlainCallThrowsIntoIsUntouched() throws Exception {
        PRODUCT.gives(INTO + """
                String message = "";
                try {
                    GDerivatives.gGradient(new Pair(p.a(), p.b(), new double[] {-1, 1}), into);
                } catch (IllegalArgumentException e) {
                    message = e.getMessage();
                }
                return give(message.equals("negative"), into.value(), into.p().a().x(), into.p().w());
                """, 1, 60, 30, 0, 10);
    }

    @Test
    void anotherShapeIsRefused() throws Exception {
        PRODUCT.gives(INTO + """
                try {
                    GDerivatives.gGradient(new Pair(p.a(), p.b(), new double[] {1, 2, 3}), into);
                    return give(0);
                } catch (IllegalArgumentException e) {
                    return give(e.getMessage().contains("2"), e.getMessage().contains("3"), into.p().w());
                }
                """, 1, 1, 0, 10);
    }

    @Test
    void aTangentShowsItsParts() throws Exception {
        Object[] shown = PRODUCT.results(INTO + "return give(into.p().toString(), into.toString());");
        for (Object text : shown) {
            assertTrue(text.toString().contains("30.0"), text.toString());
        }
    }

    @Test
    void theSameObjectAsTwoArgumentsShowsTheWholeTwice() throws Exception {
        new UserCode(POINT, """
                final class G {
                    @Differentiable
                    static double g(Point p, Point q) {
                        return p.x() * q.x() + p.y();
                    }
                }
                """).gives("""
                Point p = new Point(3, 4);
                var same = GDerivatives.gGradient(p, p);
                var other = GDerivatives.gGradient(p, new Point(3, 4));
                return give(same.p().x(), same.q().x(), same.p().y(), same.q().y(),
                        other.p().x(), other.q().x(), other.q().y());
                """, 6, 6, 1, 1, 3, 3, 0);
    }

    @Test
    void theSameObjectInTwoInputsShowsTheWholeEverywhere() throws Exception {
        new UserCode(POINT, "record Line(Point a, Point b) {}", """
                final class G {
                    @Differentiable
                    static double g(Line l, Point p) {
                        return l.a().x() * l.b().x() * p.x();
                    }
                }
                """).gives("""
                Point p = new Point(3, 4);
                var g = GDerivatives.gGradient(new Line(p, p), p);
                return give(g.p().x(), g.l().a().x(), g.l().b().x(), g.l().a() == g.l().b());
                """, 27, 27, 27, 1);
    }

    @Test
    void aMiniBatchOverObjects() throws Exception {
        // The sum over samples of (w x + c - y)² with w and c in an object.
        new UserCode("""
                final class Line {
                    double w;
                    double c;
                    Line(double w, double c) {
                        this.w = w;
                        this.c = c;
                    }
                    @Differentiable(wrt = "this")
                    double loss(double x, double y) {
                        double error = w * x + c - y;
                        return error * error;
                    }
                }
                """).gives("""
                Line line = new Line(2, 1);
                var sum = new LineDerivatives.LossGradient();
                for (int epoch = 0; epoch < 2; epoch++) {
                    sum.clear();
                    for (int k = 0; k < 3; k++) LineDerivatives.lossGradient(line, k, k * k, sum);
                }
                return give(sum.value(), sum.self().w(), sum.self().c());
                """, 1 + 4 + 1, 8, 8);
    }
}
