package io.github.cotangent.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Objects of classes as inputs: only where {@code wrt} names them. */
class ClassInputTest {
    private static final String BODY = """
            final class Body {
                final double mass;
                private double speed;
                private final double[] at;
                int hits;
                Body(double mass, double speed, double... at) {
                    this.mass = mass;
                    this.speed = speed;
                    this.at = at;
                }
                double energy() {
                    return 0.5 * mass * speed * speed + at[1];
                }
            }
            """;

    @Test
    void aNamedObjectIsAnInputWithItsPrivateFields() throws Exception {
        new UserCode(BODY, """
                final class G {
                    @Differentiable(wrt = {"b", "k"})
                    static double g(Body b, double k) {
                        return k * b.energy();
                    }
                }
                """).gives("""
                var g = GDerivatives.gGradient(new Body(2, 3, 4, 5), 10);
                return give(g.value(), g.b().mass(), g.b().speed(), g.b().at(), g.k());
                """, 140, 45, 60, 0, 10, 14);
    }

    @Test
    void anObjectThatIsNotNamedIsConstant() throws Exception {
        UserCode code = new UserCode(BODY, """
                final class G {
                    @Differentiable
                    static double g(Body b, double k) {
                        return k * b.energy();
                    }
                }
                """);
        code.gives("return give(GDerivatives.gGradient(new Body(2, 3, 4, 5), 10).k());", 14);
        code.gives("""
                List<String> names = new ArrayList<>();
                for (var m : GDerivatives.GGradient.class.getMethods()) names.add(m.getName());
                return give(names.contains("k"), names.contains("b"));
                """, 1, 0);
    }

    @Test
    void anUnknownNameIsAnError() {
        assertEquals(List.of("COT004"), new UserCode(BODY, """
                        final class G {
                            @Differentiable(wrt = "c")
                            static double g(Body b, double k) {
                                return k * b.energy();
                            }
                        }
                        """).errorCodes());
    }

    @Test
    void objectsThatReferToEachOther() throws Exception {
        new UserCode("""
                final class Node {
                    double v;
                    Node next;
                    Node(double v) {
                        this.v = v;
                    }
                }
                """, """
                final class G {
                    @Differentiable(wrt = "n")
                    static double g(Node n) {
                        return n.v * n.next.v * n.next.next.v;
                    }
                }
                """).gives("""
                Node a = new Node(2);
                Node b = new Node(3);
                a.next = b;
                b.next = a;
                var n = GDerivatives.gGradient(a).n();
                return give(n.v(), n.next().v(), n.next().next() == n);
                """, 12, 4, 1);
    }

    @Test
    void theTangentOfASubclassExtendsThatOfTheSuperclass() throws Exception {
        new UserCode("""
                final class Shapes {
                    private Shapes() {}
                    static class Shape {
                        double scale = 2;
                        double area() {
                            return scale;
                        }
                    }
                    static final class Circle extends Shape {
                        final double r;
                        Circle(double r) {
                            this.r = r;
                        }
                        @Override double area() {
                            return scale * r * r;
                        }
                    }
                    @Differentiable(wrt = "s")
                    static double area(Shape s) {
                        return s.area();
                    }
                }
                """).gives("""
                ShapesDerivatives.ShapeTangent c = ShapesDerivatives.areaGradient(new Shapes.Circle(3)).s();
                ShapesDerivatives.ShapeTangent s = ShapesDerivatives.areaGradient(new Shapes.Shape()).s();
                return give(c.scale(), ((ShapesDerivatives.CircleTangent) c).r(), s.scale(),
                        s instanceof ShapesDerivatives.CircleTangent);
                """, 9, 12, 1, 0);
    }

    @Test
    void twoDimensionalArraysOfObjects() throws Exception {
        new UserCode("""
                final class Cell {
                    private double v;
                    Cell(double v) {
                        this.v = v;
                    }
                    double get() {
                        return v;
                    }
                }
                """, """
                final class G {
                    @Differentiable(wrt = "cells")
                    static double g(Cell[][] cells) {
                        double s = 0;
                        for (Cell[] row : cells) for (Cell c : row) s += c.get() * c.get();
                        return s;
                    }
                }
                """).gives("""
                Cell shared = new Cell(4);
                var cells = GDerivatives.gGradient(new Cell[][] {{new Cell(1), shared}, {shared}}).cells();
                return give(cells[0][0].v(), cells[0][1].v(), cells[0][1] == cells[1][0]);
                """, 2, 16, 1);
    }

    @Test
    void inputsAreLeftAlone() throws Exception {
        new UserCode(BODY, """
                final class G {
                    @Differentiable(wrt = {"b", "x"})
                    static double g(Body b, double[] x) {
                        Body c = new Body(b.mass * x[0], b.energy(), x);
                        return c.energy();
                    }
                }
                """).gives("""
                double[] at = {4, 5};
                double[] x = {6, 7};
                Body b = new Body(2, 3, at);
                b.hits = 8;
                GDerivatives.gGradient(b, x);
                GDerivatives.gGradient(b, x, new GDerivatives.GGradient());
                return give(b.mass, b.energy(), at, x, b.hits);
                """, 2, 14, 4, 5, 6, 7, 8);
    }
}
