package io.github.cotangent.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.cotangent.testing.Rounds;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pullbacks and Jacobians through objects, collections, and methods compiled elsewhere. */
class RepeatedSweepsTest {
    private static final String POINT = """
            record Point(double x, double y, String label) {
                @Differentiable({Derivative.JACOBIAN, Derivative.PULLBACK})
                static Point turned(Point p, double angle) {
                    return new Point(p.x * angle - p.y, p.x * p.y, p.label);
                }
                @Differentiable(value = {Derivative.JACOBIAN, Derivative.PULLBACK}, wrt = "this")
                double product() { return x * y * y; }
            }
            """;

    private static final String NODE = """
            final class Node {
                double w;
                double[] v;
                Node next;
                Node(double w, double[] v, Node next) { this.w = w; this.v = v; this.next = next; }

                @Differentiable(value = {Derivative.PULLBACK, Derivative.VJP, Derivative.JACOBIAN}, wrt = {"n", "b"})
                static double pass(Node n, double b) {
                    Node first = n.next;
                    n.next = new Node(n.w * b, new double[] {b, 2}, first);
                    first.w *= n.next.w;
                    double[] old = first.v;
                    first.v = n.v;
                    n.v = old;
                    first.next = n;
                    return n.v[0] * first.v[0] * first.w + n.next.v[0] * n.next.next.w;
                }

                @Differentiable(value = {Derivative.PULLBACK, Derivative.JACOBIAN}, wrt = {"this.v", "x"})
                double[] scaled(double x) {
                    double[] out = {v[0] * w * x, v[1] * x};
                    v[0] += out[1];
                    return out;
                }
            }
            """;

    private static final String LISTS = """
            final class Lists {
                private Lists() {}

                @Differentiable({Derivative.PULLBACK, Derivative.VJP, Derivative.JACOBIAN})
                static double f(List<double[]> rows, Map<String, Double> weights, double b) {
                    double[] first = rows.remove(0);
                    rows.add(new double[] {b * first[0], weights.get("a")});
                    weights.put("a", weights.get("a") * b);
                    weights.put("c", weights.get("b") * 2);
                    Collections.swap(rows, 0, 1);
                    rows.set(1, first);
                    double s = 0;
                    for (double[] row : rows) s += row[0] * row[1];
                    rows.clear();
                    return s * weights.get("a") + weights.get("c") * first[1];
                }

                @Differentiable(Derivative.JACOBIAN)
                static List<double[]> pairs(List<Double> list, double b) {
                    List<double[]> out = new ArrayList<>();
                    for (double each : list) out.add(new double[] {each * b, b});
                    return out;
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void recordsAreReadInDeclarationOrder() throws Exception {
        UserCode code = new UserCode(POINT);
        code.gives("""
                PointDerivatives.TurnedJacobian j = PointDerivatives.turnedJacobian(new Point(2, 3, "p"), 5);
                PointDerivatives.ProductJacobian k = PointDerivatives.productJacobian(new Point(2, 3, "p"));
                return give(j.value().x(), j.p(), j.angle(), k.value(), k.self());
                """, 7, 5, -1, 3, 2, 2, 0, 18, 9, 12);
        code.gives("""
                PointDerivatives.TurnedPullback p = PointDerivatives.turnedPullback(new Point(2, 3, "p"), 5);
                PointDerivatives.PointTangent seed = new PointDerivatives.PointTangent().x(1).y(10);
                PointDerivatives.TurnedVjp first = p.apply(seed);
                p.apply(seed, first);
                PointDerivatives.TurnedVjp other = p.apply(new PointDerivatives.PointTangent().y(1));
                return give(first.p().x(), first.p().y(), first.angle(), other.p().x(), other.p().y(), other.angle());
                """, 70, 38, 4, 3, 2, 0);
    }

    /** References that the method exchanges are put back on the way back, and exchanged again for the next sweep. */
    @Test
    void exchangedReferencesOfObjects() throws Exception {
        UserCode code = new UserCode(NODE);
        String numbers = "g.n().w(), g.n().v(), g.n().next().w(), g.n().next().v(), g.b()";
        String arguments = "new Node(2, new double[] {3, 5}, new Node(7, new double[] {11, 13}, null))";
        double[] wanted = code.numbers("""
                Node n = %s;
                NodeDerivatives.NodeTangent seed = NodeDerivatives.NodeTangent.zeros(n);
                Node left = %s;
                Node.pass(left, 0.5);
                NodeDerivatives.PassVjp g = NodeDerivatives.passVjp(n, 0.5, 1, NodeDerivatives.NodeTangent.zeros(left));
                return give(%s);
                """.formatted(arguments, arguments, numbers));
        String usage = """
                Node n = %s;
                NodeDerivatives.PassPullback p = NodeDerivatives.passPullback(n, 0.5);
                Node left = %s;
                Node.pass(left, 0.5);
                NodeDerivatives.NodeTangent zero = NodeDerivatives.NodeTangent.zeros(left);
                io.github.cotangent.testing.Spoiled.all(n);
                p.apply(-3, zero);
                p.apply(0, zero);
                NodeDerivatives.PassVjp g = p.apply(1, zero);
                return give(%s);
                """.formatted(arguments, arguments, numbers);
        code.gives(usage, wanted);
        code.gives("""
                NodeDerivatives.PassJacobian j = NodeDerivatives.passJacobian(%s, 0.5);
                return give(j.n(), j.b());
                """.formatted(arguments), wanted);
    }

    @Test
    void fieldsOfTheReceiver() throws Exception {
        new UserCode(NODE).gives("""
                Node n = new Node(2, new double[] {3, 5}, null);
                NodeDerivatives.ScaledJacobian j = NodeDerivatives.scaledJacobian(n, 7);
                Node m = new Node(2, new double[] {3, 5}, null);
                NodeDerivatives.ScaledPullback p = NodeDerivatives.scaledPullback(m, 7);
                NodeDerivatives.NodeTangent zero = NodeDerivatives.NodeTangent.zeros(m);
                io.github.cotangent.testing.Spoiled.all(m);
                p.apply(new double[] {1, 1}, zero);
                NodeDerivatives.ScaledVjp g = p.apply(new double[] {1, 10}, zero);
                return give(n.v, j.value(), j.v(), j.x(), g.v(), g.x());
                """, 38, 5, 42, 35, 14, 0, 0, 7, 6, 5, 14, 70, 56);
    }

    @Test
    void changedListsAndMaps() throws Exception {
        UserCode code = new UserCode(LISTS);
        String arguments = """
                List<double[]> rows = new ArrayList<>(List.of(new double[] {2, 3}, new double[] {5, 7}, new double[] {11, 13}));
                Map<String, Double> weights = new HashMap<>(Map.of("a", 0.5, "b", 1.5));
                """;
        String seeds = "ListTangent.<double[]>of(), MapTangent.<DoubleTangent>of(\"a\", new DoubleTangent(), \"b\","
                + " new DoubleTangent(), \"c\", new DoubleTangent())";
        String numbers = "g.rows().get(0), g.rows().get(1), g.rows().get(2), g.weights().get(\"a\").doubleValue(),"
                + " g.weights().get(\"b\").doubleValue(), g.b()";
        double[] wanted =
                code.numbers(arguments + "ListsDerivatives.FVjp g = ListsDerivatives.fVjp(rows, weights, 3, 1, " + seeds
                        + ");\nreturn give(" + numbers + ");");
        code.gives(
                arguments + "ListsDerivatives.FPullback p = ListsDerivatives.fPullback(rows, weights, 3);\n"
                        + "io.github.cotangent.testing.Spoiled.all(rows, weights);\n"
                        + "p.apply(5, " + seeds + ");\np.apply(0, " + seeds + ");\n"
                        + "ListsDerivatives.FVjp g = p.apply(1, " + seeds + ");\nreturn give(" + numbers + ");",
                wanted);
    }

    @Test
    void listsAsResults() throws Exception {
        new UserCode(LISTS).gives("""
                ListsDerivatives.PairsJacobian j = ListsDerivatives.pairsJacobian(List.of(2.0, 3.0), 5);
                return give(j.list(), j.b());
                """, 5, 0, 0, 0, 0, 5, 0, 0, 2, 1, 3, 1);
    }

    /** Objects of a class that was compiled later, whose companion has the sweeps. */
    @Test
    void bodiesCompiledLater() throws Exception {
        Rounds rounds = new Rounds(folder);
        rounds.compile("package a;\npublic interface Rule { double value(double[] s, double k); }", """
                package a;
                public final class Caller {
                    private Caller() {}
                    @Differentiable({Derivative.PULLBACK, Derivative.JACOBIAN})
                    public static double[] f(Rule rule, double[] s, double k) {
                        double[] t = s.clone();
                        double first = rule.value(t, k);
                        return new double[] {first, rule.value(t, first * k)};
                    }
                }
                """);
        rounds.compile("""
                package b;
                public final class Square implements a.Rule {
                    @Differentiable @Override public double value(double[] s, double k) {
                        double[] t = new double[2];
                        double before = t[1] * k;
                        t[1] = s[0] * s[0] * k;
                        return t[1] + before;
                    }
                }
                """);
        double[] found = rounds.run("""
                double[] s = {3};
                a.CallerDerivatives.FPullback p = a.CallerDerivatives.fPullback(new b.Square(), s, 2);
                s[0] = Double.NaN;
                p.apply(new double[] {1, 1});
                a.CallerDerivatives.FVjp g = p.apply(new double[] {1, 0});
                a.CallerDerivatives.FVjp h = p.apply(new double[] {0, 1});
                a.CallerDerivatives.FJacobian j = a.CallerDerivatives.fJacobian(new b.Square(), new double[] {3}, 2);
                return give(g.s()[0], g.k(), h.s()[0], h.k(), j.s()[0][0], j.k()[0], j.s()[1][0], j.k()[1]);
                """);
        double[] wanted = {12, 9, 4 * 27 * 4, 81 * 4};
        assertArrayEquals(
                new double[] {wanted[0], wanted[1], wanted[2], wanted[3], wanted[0], wanted[1], wanted[2], wanted[3]},
                found,
                1e-12);
    }

    /** Annotated methods of a library compiled earlier. */
    @Test
    void methodsCompiledEarlier() throws Exception {
        Rounds rounds = new Rounds(folder);
        rounds.compile("""
                package lib;
                public final class Lib {
                    private Lib() {}
                    @Differentiable public static double[] mix(double[] a, double b) {
                        double[] t = new double[2];
                        double before = t[1] * b;
                        t[1] = a[0] * helper(a, b);
                        return new double[] {t[1], before + b};
                    }
                    private static double helper(double[] a, double b) {
                        double[] u = new double[1];
                        double before = u[0] * a[0];
                        u[0] = a[1] * b;
                        return u[0] + before;
                    }
                }
                """);
        double[] found = rounds.compile("""
                public final class User {
                    private User() {}
                    @Differentiable({Derivative.PULLBACK, Derivative.JACOBIAN})
                    public static double[] f(double[] x, double b) {
                        double[] y = lib.Lib.mix(x, b);
                        y[1] *= y[0];
                        return lib.Lib.mix(y, b);
                    }
                }
                """).run("""
                UserDerivatives.FPullback p = UserDerivatives.fPullback(new double[] {2, 3}, 5);
                p.apply(new double[] {1, 1});
                UserDerivatives.FVjp g = p.apply(new double[] {1, 0});
                UserDerivatives.FVjp h = p.apply(new double[] {0, 1});
                UserDerivatives.FJacobian j = UserDerivatives.fJacobian(new double[] {2, 3}, 5);
                return give(g.x()[0], g.x()[1], g.b(), h.x()[0], h.x()[1], h.b(),
                        j.x()[0][0], j.x()[0][1], j.b()[0], j.x()[1][0], j.x()[1][1], j.b()[1]);
                """);
        // y = (x₀ x₁ b, b² x₀ x₁), so the result is (x₀² x₁² b⁴, b).
        double[] wanted = {2 * 2 * 9 * 625, 4 * 2 * 3 * 625, 4 * 4 * 9 * 125, 0, 0, 1};
        double[] twice = new double[12];
        System.arraycopy(wanted, 0, twice, 0, 6);
        System.arraycopy(wanted, 0, twice, 6, 6);
        assertArrayEquals(twice, found, 1e-8);
    }
}
