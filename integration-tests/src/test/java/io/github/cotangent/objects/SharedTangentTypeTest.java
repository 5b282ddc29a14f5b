package io.github.cotangent.objects;

import org.junit.jupiter.api.Test;

/** A type that is annotated itself has one tangent type of its own, which all companions share. */
class SharedTangentTypeTest {
    private static final String FIRST = """
            final class First {
                @Differentiable
                static double f(Point p) {
                    return p.x() * p.y();
                }
            }
            """;
    private static final String SECOND = """
            final class Second {
                @Differentiable(wrt = "ps")
                static double g(Point[] ps) {
                    return ps[0].x() * ps[0].x();
                }
            }
            """;

    @Test
    void twoCompanionsShareTheTangentTypeOfARecord() throws Exception {
        new UserCode("@Differentiable\nrecord Point(double x, double y) {}", FIRST, SECOND).gives("""
                Point p = new Point(2, 3);
                PointTangent sum = FirstDerivatives.fGradient(p).p();
                PointTangent[] other = SecondDerivatives.gGradient(new Point[] {p}).ps();
                sum.add(other[0]);
                return give(sum.x(), sum.y());
                """, 7, 2);
    }

    @Test
    void twoCompanionsShareTheTangentTypeOfAClass() throws Exception {
        new UserCode("""
                @Differentiable
                final class Point {
                    private double x;
                    private double y;
                    Point(double x, double y) {
                        this.x = x;
                        this.y = y;
                    }
                    double x() {
                        return x;
                    }
                    double y() {
                        return y;
                    }
                }
                """, FIRST.replace("@Differentiable", "@Differentiable(wrt = \"p\")"), SECOND).gives("""
                Point p = new Point(2, 3);
                PointTangent sum = FirstDerivatives.fGradient(p).p();
                sum.add(SecondDerivatives.gGradient(new Point[] {p}).ps()[0]);
                return give(sum.x(), sum.y());
                """, 7, 2);
    }

    @Test
    void withoutTheAnnotationEachCompanionHasItsOwn() throws Exception {
        new UserCode("record Point(double x, double y) {}", FIRST, SECOND).gives("""
                Point p = new Point(2, 3);
                FirstDerivatives.PointTangent one = FirstDerivatives.fGradient(p).p();
                SecondDerivatives.PointTangent[] other = SecondDerivatives.gGradient(new Point[] {p}).ps();
                return give(one.x(), other[0].x());
                """, 3, 4);
    }
}
