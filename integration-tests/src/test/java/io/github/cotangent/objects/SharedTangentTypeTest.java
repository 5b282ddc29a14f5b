package io.github.cotangent.objects;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import java.util.Map;
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
    void aHierarchyOfAnnotatedTypes() throws Exception {
        new UserCode("@Differentiable\ninterface Shape {\n    double area();\n}\n", """
                @Differentiable
                abstract class Named implements Shape {
                    private final double scale;
                    private final String name;
                    Named(double scale, String name) {
                        this.scale = scale;
                        this.name = name;
                    }
                    double scale() {
                        return scale * name.length();
                    }
                }
                """, """
                @Differentiable
                final class Box extends Named {
                    private final double[] sides;
                    Box(double scale, double... sides) {
                        super(scale, "box");
                        this.sides = sides;
                    }
                    @Override public double area() {
                        return scale() * sides[0] * sides[1];
                    }
                }
                """, """
                final class Total {
                    @Differentiable(wrt = "shapes")
                    static double total(Shape[][] shapes) {
                        double sum = 0;
                        for (Shape[] row : shapes) for (Shape shape : row) sum += shape.area();
                        return sum;
                    }
                }
                """, """
                final class Other {
                    @Differentiable(wrt = "b")
                    static double twice(Box b) {
                        return 2 * b.area();
                    }
                }
                """)
                .gives("""
                Box box = new Box(2, 3, 4);
                ShapeTangent[][] all = TotalDerivatives.totalGradient(new Shape[][] {{box}, {box, new Box(1, 1, 1)}}).shapes();
                BoxTangent one = OtherDerivatives.twiceGradient(box).b();
                one.add((BoxTangent) all[0][0]);
                return give(one.scale(), one.sides(), all[1].length, all[1][0] == all[0][0]);
                """, 144, 96, 72, 2, 1);
    }

    @Test
    void aNestedTypeOfAnotherPackage() throws Exception {
        assertTrue(MemoryCompiler.compile(Map.of("a.Points", """
                                package a;

                                import io.github.cotangent.Differentiable;

                                public final class Points {
                                    private Points() {}
                                    @Differentiable
                                    public static final class Point {
                                        public double x;
                                        private double y;
                                        public double y() {
                                            return y;
                                        }
                                    }
                                    @Differentiable(wrt = "p")
                                    static double f(Point p) {
                                        return p.x * p.y;
                                    }
                                }
                                """, "b.Use", """
                                package b;

                                import a.Points;
                                import a.Points_PointTangent;
                                import io.github.cotangent.Differentiable;

                                final class Use {
                                    @Differentiable(wrt = "p")
                                    static double f(Points.Point p) {
                                        return p.x * p.y();
                                    }
                                    static Points_PointTangent tangent(Points.Point p) {
                                        return UseDerivatives.fGradient(p).p();
                                    }
                                }
                                """), "-Xlint:all", "-Werror")
                .success());
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
