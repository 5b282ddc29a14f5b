package io.github.cotangent.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.runtime.NoDerivativeException;
import io.github.cotangent.testing.MemoryCompiler;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Lists, maps and boxes as inputs and results of annotated methods: derivatives come back in their shape, and belong to what was in
 * them in the beginning.
 */
class ContainerParametersTest {
    private static final String ALL = "@Differentiable({Derivative.GRADIENT, Derivative.VJP, Derivative.JVP})\n";

    private static final String HELPERS = """
            static List<Double> numbers(double... values) {
                List<Double> list = new ArrayList<>();
                for (double v : values) list.add(v);
                return list;
            }
            static ListTangent<DoubleTangent> tangents(double... values) {
                ListTangent<DoubleTangent> list = new ListTangent<>();
                for (double v : values) list.add(new DoubleTangent().doubleValue(v));
                return list;
            }
            static double[] plain(ListTangent<DoubleTangent> list) {
                double[] values = new double[list.size()];
                for (int i = 0; i < values.length; i++) values[i] = list.get(i).doubleValue();
                return values;
            }
            """;

    /** A class {@code G} with these members, and a few helpers for its callers. */
    private static UserCode code(String members) {
        return new UserCode("final class G {\n" + (HELPERS + members).indent(4) + "}\n");
    }

    // ---- shapes

    @Test
    void listsOfArrays() throws Exception {
        code(ALL + """
                static double g(List<double[]> rows, double k) {
                    double s = 0;
                    for (double[] row : rows) for (double v : row) s += k * v * v;
                    return s + rows.get(1)[0];
                }
                """).gives("""
                List<double[]> rows = List.of(new double[] {1, 2}, new double[] {3});
                var g = GDerivatives.gGradient(rows, 10);
                ListTangent<double[]> bar = g.rows();
                return give(g.value(), bar.size(), bar.get(0), bar.get(1), g.k(), rows.get(0));
                """, 143, 2, 20, 40, 61, 14, 1, 2);
    }

    @Test
    void listsOfBoxes() throws Exception {
        code(ALL + """
                static double g(List<Double> x) {
                    double p = 1;
                    for (double v : x) p *= v;
                    return p;
                }
                """).gives("""
                var g = GDerivatives.gGradient(G.numbers(2, 3, 4));
                ListTangent<DoubleTangent> bar = g.x();
                return give(g.value(), G.plain(bar));
                """, 24, 12, 8, 6);
    }

    @Test
    void mapsOfBoxesAndArrays() throws Exception {
        code(ALL + """
                static double g(Map<String, Double> p, Map<Integer, double[]> q) {
                    double s = 0;
                    for (Map.Entry<String, Double> e : p.entrySet()) s += e.getValue() * e.getValue() * e.getKey().length();
                    for (double[] v : q.values()) s += v[0] * p.get("a");
                    return s;
                }
                """).gives("""
                var p = Map.of("a", 2.0, "bcd", 3.0);
                var q = Map.of(7, new double[] {10, 1}, 8, new double[] {20});
                var g = GDerivatives.gGradient(p, q);
                MapTangent<DoubleTangent> bar = g.p();
                return give(
                        g.value(), bar.size(), bar.get("a").doubleValue(), bar.get("bcd").doubleValue(), g.q().get(7), g.q().get(8),
                        g.q().keys().equals(q.keySet()));
                """, 91, 2, 34, 18, 2, 0, 2, 1);
    }

    @Test
    void listsOfLists() throws Exception {
        code(ALL + """
                static double g(List<List<Double>> x) {
                    double s = 0;
                    for (int i = 0; i < x.size(); i++) for (double v : x.get(i)) s += (i + 1) * v * v;
                    return s;
                }
                """).gives("""
                var g = GDerivatives.gGradient(List.of(G.numbers(1, 2), G.numbers(), G.numbers(3)));
                ListTangent<? extends ListTangent<DoubleTangent>> bar = g.x();
                return give(g.value(), G.plain(bar.get(0)), bar.get(1).size(), G.plain(bar.get(2)));
                """, 32, 2, 4, 0, 18);
    }

    @Test
    void boxesAndArraysOfBoxes() throws Exception {
        code(ALL + """
                static double g(Double x, Float y, Double[] a) {
                    double s = x * y;
                    for (Double v : a) if (v != null) s += v * v * x;
                    return s;
                }
                """).gives("""
                var g = GDerivatives.gGradient(2.0, 3f, new Double[] {5.0, null, 7.0});
                DoubleTangent[] a = g.a();
                return give(g.value(), g.x().doubleValue(), g.y().floatValue(), a[0].doubleValue(), a[1] == null, a[2].doubleValue());
                """, 154, 77, 2, 20, 1, 28);
    }

    @Test
    void listsOfRecords() throws Exception {
        code("""
                record Leg(double notional, Double rate, List<Double> dates) {}
                """ + ALL + """
                static double g(List<Leg> legs, double t) {
                    double s = 0;
                    for (Leg leg : legs) for (double d : leg.dates()) s += leg.notional() * leg.rate() * d * t;
                    return s;
                }
                """).gives("""
                var g = GDerivatives.gGradient(List.of(new G.Leg(2, 3.0, G.numbers(1, 2)), new G.Leg(5, 7.0, G.numbers())), 10);
                var leg = g.legs().get(0);
                return give(
                        g.value(), leg.notional(), leg.rate().doubleValue(), G.plain(leg.dates()), g.legs().get(1).notional(),
                        g.legs().get(1).dates().size(), g.t());
                """, 180, 90, 60, 60, 60, 0, 0, 18);
    }

    @Test
    void objectsWithListsAndMaps() throws Exception {
        new UserCode("""
                final class Basket {
                    private final List<double[]> items = new ArrayList<>();
                    private final Map<String, Double> weights = new HashMap<>();
                    Basket add(String name, double v, double w) {
                        items.add(new double[] {v});
                        weights.put(name, w);
                        return this;
                    }
                    double mean() {
                        double s = 0;
                        double w = 0;
                        for (int i = 0; i < items.size(); i++) s += items.get(i)[0] * weights.get("k" + i);
                        for (double each : weights.values()) w += each;
                        return s / w;
                    }
                }
                """, """
                final class G {
                    @Differentiable(wrt = {"b", "k"})
                    static double g(Basket b, double k) {
                        return b.mean() * k;
                    }
                }
                """).gives("""
                var g = GDerivatives.gGradient(new Basket().add("k0", 4, 1).add("k1", 8, 3), 10);
                var b = g.b();
                return give(
                        g.value(), g.k(), b.items().get(0), b.items().get(1), b.weights().get("k0").doubleValue(),
                        b.weights().get("k1").doubleValue());
                """, 70, 7, 2.5, 7.5, -7.5, 2.5);
    }

    @Test
    void aFieldOfTheReceiver() throws Exception {
        new UserCode("""
                final class Basket {
                    private final List<Double> items = new ArrayList<>();
                    private double weight = 2;
                    Basket add(double v) {
                        items.add(v);
                        return this;
                    }
                    @Differentiable(wrt = {"this.items", "x"})
                    double total(double x) {
                        double s = 0;
                        for (double item : items) s += item * item * weight * x;
                        items.add(s);
                        return s + items.get(items.size() - 1);
                    }
                    int size() {
                        return items.size();
                    }
                }
                """).gives("""
                Basket b = new Basket().add(3).add(4);
                var g = BasketDerivatives.totalGradient(b, 10);
                ListTangent<DoubleTangent> items = g.items();
                return give(g.value(), g.x(), items.size(), items.get(0).doubleValue(), items.get(1).doubleValue(), b.size());
                """, 1000, 100, 2, 240, 320, 3);
    }

    // ---- what the method does to them

    private static final String CHANGES = ALL + """
            static double g(List<Double> x, double k) {
                Double second = x.remove(1);
                x.add(0, k * k);
                Double old = x.set(1, x.get(2) * k);
                x.add(x.get(1) * second);
                double s = old;
                for (int i = 0; i < x.size(); i++) s += (i + 1) * x.get(i);
                return s;
            }
            """;

    /** The gradient is that of the elements that were there before, at their places. */
    @Test
    void elementsThatComeAndGo() throws Exception {
        // In the end k², c k, c, c k b; so a + k² + 2 c k + 3 c + 4 b c k.
        code(CHANGES).gives("""
                List<Double> x = G.numbers(2, 3, 5);
                var g = GDerivatives.gGradient(x, 7);
                return give(g.value(), G.plain(g.x()), g.k(), x.size(), x.get(3));
                """, 2 + 49 + 70 + 15 + 420, 1, 140, 14 + 3 + 84, 14 + 10 + 60, 4, 105);
    }

    @Test
    void bothModesAgree() throws Exception {
        code(CHANGES).gives("""
                var back = G.plain(GDerivatives.gGradient(G.numbers(2, 3, 5), 7).x());
                ListTangent<DoubleTangent> dot = G.tangents(0.3, -0.7, 1.1);
                var forth = GDerivatives.gJvp(G.numbers(2, 3, 5), 7, dot, 0);
                return give(0.3 * back[0] - 0.7 * back[1] + 1.1 * back[2] - forth.tangent());
                """, 0);
    }

    @Test
    void keysThatComeAndGo() throws Exception {
        code(ALL + """
                static double g(Map<String, double[]> m, double k) {
                    double[] gone = m.remove("a");
                    double[] old = m.put("b", new double[] {k * gone[0]});
                    m.put("d", old);
                    m.get("c")[0] *= k;
                    double s = 0;
                    for (String key : m.keySet()) s += m.get(key)[0] * m.get(key)[0] * key.charAt(0);
                    m.clear();
                    return s - gone[0];
                }
                """)
                .gives(
                        """
                var m = new TreeMap<>(Map.of("a", new double[] {2}, "b", new double[] {3}, "c", new double[] {5}));
                var g = GDerivatives.gGradient(m, 10);
                return give(g.value(), g.m().size(), g.m().get("a"), g.m().get("b"), g.m().get("c"), g.k(), m.size());
                """,
                        98 * 400 + 99 * 2500 + 100 * 9 - 2,
                        3,
                        2 * 98 * 20 * 10 - 1,
                        600,
                        2 * 99 * 50 * 10,
                        2 * 98 * 20 * 2 + 2 * 99 * 50 * 5,
                        0);
    }

    @Test
    void whatTheListHoldsLaterMayBeAskedAgain() throws Exception {
        code(ALL + """
                static double g(List<double[]> x) {
                    double s = 0;
                    for (double[] row : x) s += row[0] * row[0];
                    x.add(new double[] {s});
                    return s;
                }
                """).gives("""
                List<double[]> x = new ArrayList<>(List.of(new double[] {2}));
                var first = GDerivatives.gGradient(x);
                var second = GDerivatives.gGradient(x);
                return give(first.value(), first.x().size(), first.x().get(0), second.value(), second.x().size(), second.x().get(1));
                """, 4, 1, 4, 20, 2, 8);
    }

    @Test
    void stacksAndQueues() throws Exception {
        code(ALL + """
                static double g(Deque<double[]> x, LinkedList<Double> y) {
                    double s = 1;
                    while (!x.isEmpty()) s = s * 2 + x.pop()[0] * x.size();
                    y.addFirst(s);
                    while (y.size() > 1) y.addLast(y.removeFirst() * y.removeFirst());
                    return y.peek();
                }
                """).gives("""
                Deque<double[]> x = new ArrayDeque<>(List.of(new double[] {2}, new double[] {3}, new double[] {5}));
                LinkedList<Double> y = new LinkedList<>(G.numbers(7, 11));
                var g = GDerivatives.gGradient(x, y);
                return give(g.value(), g.x().get(0), g.x().get(1), g.x().get(2), G.plain(g.y()), x.size(), y.size());
                """, 30 * 77, 8 * 77, 2 * 77, 0, 30 * 11, 30 * 7, 0, 1);
    }

    @Test
    void listsThatNobodyCanChange() throws Exception {
        UserCode code = code(ALL + """
                static double g(List<Double> x) {
                    double s = 0;
                    for (double v : x) s += v * v;
                    if (s > 100) x.add(s);
                    return s;
                }
                """);
        code.gives("return give(G.plain(GDerivatives.gGradient(List.of(2.0, 3.0)).x()));", 4, 6);
        code.gives("""
                var into = new GDerivatives.GGradient();
                GDerivatives.gGradient(List.of(2.0, 3.0), into);
                try {
                    GDerivatives.gGradient(List.of(20.0, 3.0), into);
                    return give(0);
                } catch (UnsupportedOperationException e) {
                    return give(into.value(), G.plain(into.x()));
                }
                """, 13, 4, 6);
    }

    // ---- the same thing more than once

    @Test
    void theSameListTwice() throws Exception {
        code(ALL + """
                static double g(List<double[]> x, List<double[]> y) {
                    y.get(0)[0] *= 3;
                    x.add(new double[] {y.get(1)[0]});
                    return x.get(0)[0] * y.get(y.size() - 1)[0];
                }
                """).gives("""
                List<double[]> x = new ArrayList<>(List.of(new double[] {2}, new double[] {5}));
                var g = GDerivatives.gGradient(x, x);
                List<double[]> y = List.of(new double[] {2}, new double[] {5});
                var h = GDerivatives.gGradient(new ArrayList<>(List.of(new double[] {7})), y);
                return give(g.value(), g.x().get(0), g.x().get(1), h.value(), h.x().get(0), h.y().get(0), h.y().get(1), g.y().get(0));
                """, 30, 15, 6, 35, 5, 0, 7, 15);
    }

    @Test
    void theSameArrayTwiceInAList() throws Exception {
        code(ALL + """
                static double g(List<double[]> x) {
                    x.get(0)[0] *= 3;
                    return x.get(1)[0] * x.get(2)[0];
                }
                """).gives("""
                double[] shared = {2};
                var g = GDerivatives.gGradient(List.of(shared, shared, new double[] {5}));
                return give(g.value(), g.x().get(0), g.x().get(1), g.x().get(0) == g.x().get(1), g.x().get(2));
                """, 30, 15, 15, 1, 6);
    }

    /** Boxes have no identity: each place counts for itself. */
    @Test
    void theSameBoxThreeTimesInAList() throws Exception {
        code(ALL + """
                static double g(List<Double> x, Double y, Double[] z) {
                    return x.get(0) * x.get(0) + 5 * x.get(1) + x.get(2) * 0 + 7 * y + 11 * z[0] + 13 * z[1];
                }
                """).gives("""
                Double box = 1.0;
                var g = GDerivatives.gGradient(Collections.nCopies(3, box), box, new Double[] {box, box});
                return give(G.plain(g.x()), g.y().doubleValue(), g.z()[0].doubleValue(), g.z()[1].doubleValue());
                """, 2, 5, 0, 7, 11, 13);
    }

    /** Places stay told apart where the elements are rearranged, although what is in them is the same. */
    @Test
    void theSameBoxTwiceInAListThatIsRearranged() throws Exception {
        code(ALL + """
                static double g(List<Double> x, List<Double> y) {
                    Collections.reverse(x);
                    y.remove((Object) 1.0);
                    double s = 0;
                    for (double v : x) s = s * 10 + v;
                    return s + y.get(0) * y.get(0);
                }
                """).gives("""
                Double box = 1.0;
                var g = GDerivatives.gGradient(
                        new ArrayList<>(List.of(box, box, 2.0)), new ArrayList<>(List.of(box, box)));
                return give(G.plain(g.x()), G.plain(g.y()));
                """, 1, 10, 100, 0, 2);
    }

    @Test
    void theSameListTwiceInAList() throws Exception {
        code(ALL + """
                static double g(List<List<Double>> x) {
                    x.get(0).set(0, x.get(1).get(0) * 3);
                    return x.get(1).get(0) * x.get(0).get(0);
                }
                """).gives("""
                List<Double> inner = G.numbers(2);
                var g = GDerivatives.gGradient(List.of(inner, inner));
                return give(g.value(), G.plain(g.x().get(0)), g.x().get(0) == g.x().get(1));
                """, 36, 36, 1);
    }

    // ---- results

    private static final String SQUARES = "@Differentiable({Derivative.VJP, Derivative.JVP})\n" + """
            static List<Double> g(List<Double> x, double k) {
                List<Double> squares = new ArrayList<>();
                for (double v : x) squares.add(v * v * k);
                return squares;
            }
            """;

    @Test
    void aListAsResult() throws Exception {
        code(SQUARES).gives("""
                var v = GDerivatives.gVjp(G.numbers(2, 3), 10, G.tangents(1, 100));
                var into = new GDerivatives.GVjp();
                List<Double> squares = GDerivatives.gVjp(G.numbers(2, 3), 10, G.tangents(1, 100), into);
                var t = GDerivatives.gJvp(G.numbers(2, 3), 10, G.tangents(1, 1), 0.5);
                return give(
                        G.plain(v.x()), v.k(), squares.get(1), into.k(), t.value().get(0),
                        t.tangent().get(0).doubleValue(), t.tangent().get(1).doubleValue());
                """, 40, 6000, 904, 90, 904, 40, 42, 64.5);
    }

    @Test
    void aSeedOfTheWrongSizeIsNamed() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> code(SQUARES)
                        .results("return give(GDerivatives.gVjp(G.numbers(2, 3), 10, G.tangents(1, 2, 3)));"));
        assertEquals(
                "resultBar: pass a list of 2, the shape of the object it is the derivative of; this one is a list of 3",
                e.getMessage());
    }

    @Test
    void aDirectionOfTheWrongSizeIsNamed() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> code(SQUARES).results("return give(GDerivatives.gJvp(G.numbers(2, 3), 10, G.tangents(1), 1));"));
        assertTrue(e.getMessage().startsWith("xDot: pass a list of 2"), e.getMessage());
    }

    @Test
    void aMapAsResult() throws Exception {
        code("@Differentiable({Derivative.VJP, Derivative.JVP})\n" + """
                static Map<String, double[]> g(double x, double y) {
                    Map<String, double[]> m = new HashMap<>();
                    m.put("sum", new double[] {x + y});
                    m.put("products", new double[] {x * y, x * x});
                    return m;
                }
                """)
                .gives("""
                MapTangent<double[]> bar = MapTangent.of("sum", new double[] {1}, "products", new double[] {10, 100});
                var v = GDerivatives.gVjp(2, 3, bar);
                var t = GDerivatives.gJvp(2, 3, 1, 0);
                return give(v.x(), v.y(), t.value().get("products"), t.tangent().get("products"), t.tangent().get("sum"));
                """, 1 + 30 + 400, 1 + 20, 6, 4, 3, 4, 1);
    }

    @Test
    void aBoxAsResult() throws Exception {
        code("@Differentiable({Derivative.VJP, Derivative.JVP})\n" + """
                static Double g(Double x, double y) {
                    return x > 1 ? x * y : x;
                }
                """).gives("""
                var v = GDerivatives.gVjp(2.0, 3, new DoubleTangent().doubleValue(10));
                var w = GDerivatives.gVjp(0.5, 3, new DoubleTangent().doubleValue(10));
                var t = GDerivatives.gJvp(2.0, 3, new DoubleTangent().doubleValue(1), 1);
                return give(v.x().doubleValue(), v.y(), w.x().doubleValue(), w.y(), t.value(), t.tangent().doubleValue());
                """, 30, 20, 10, 0, 6, 5);
    }

    @Test
    void aBoxIsNoNumberToHaveAGradient() {
        assertEquals(
                List.of("COT006"),
                code("@Differentiable(Derivative.GRADIENT) static Double g(Double x) { return x * x; }")
                        .errorCodes());
    }

    @Test
    void theArgumentItselfAsResult() throws Exception {
        code("@Differentiable({Derivative.VJP, Derivative.JVP})\n" + """
                static List<double[]> g(List<double[]> x) {
                    x.get(0)[0] *= x.get(1)[0];
                    return x;
                }
                """).gives("""
                List<double[]> x = List.of(new double[] {2}, new double[] {3});
                ListTangent<double[]> bar = ListTangent.of(new double[] {10}, new double[] {100});
                var v = GDerivatives.gVjp(x, bar, ListTangent.of(new double[] {0}, new double[] {0}));
                return give(v.x().get(0), v.x().get(1), bar.get(0));
                """, 30, 120, 10);
    }

    /** What the method leaves in the caller's list is an output, too. */
    @Test
    void finalContentsAreOutputs() throws Exception {
        code("@Differentiable({Derivative.VJP, Derivative.JVP})\n" + """
                static void g(List<Double> x, double k) {
                    for (int i = 0; i < x.size(); i++) x.set(i, x.get(i) * x.get(i) * k);
                    x.add(k);
                }
                """)
                .gives("""
                List<Double> x = G.numbers(2, 3);
                var v = GDerivatives.gVjp(x, 10, G.tangents(1, 10, 100));
                ListTangent<DoubleTangent> dot = G.tangents(1, 1);
                GDerivatives.gJvp(G.numbers(2, 3), 10, dot, 1);
                return give(G.plain(v.x()), v.k(), x.get(0), x.size(), G.plain(dot));
                """, 40, 600, 4 + 90 + 100, 40, 3, 44, 69, 1);
    }

    // ---- accumulation

    private static final String SUM = ALL + """
            static double g(List<double[]> x, Map<String, Double> p, Double k) {
                double s = 0;
                for (double[] v : x) s += v[0] * p.get("w") * k;
                return s;
            }
            """;

    @Test
    void callsAddUp() throws Exception {
        code(SUM).gives("""
                List<double[]> x = List.of(new double[] {2}, new double[] {3});
                var into = new GDerivatives.GGradient();
                GDerivatives.gGradient(x, Map.of("w", 5.0), 7.0, into);
                ListTangent<double[]> live = into.x();
                GDerivatives.gGradient(x, Map.of("w", 5.0), 7.0, into);
                var other = GDerivatives.gGradient(x, Map.of("w", 5.0), 7.0);
                into.add(other);
                double[] before = {into.value(), into.x().get(0)[0], into.p().get("w").doubleValue(), into.k().doubleValue()};
                into.clear();
                double[] after = {into.value(), into.x().get(0)[0], into.p().get("w").doubleValue(), into.k().doubleValue()};
                return give(before, after, live == into.x(), other.x().get(1));
                """, 3 * 175, 3 * 35, 3 * 35, 3 * 25, 0, 0, 0, 0, 1, 35);
    }

    @Test
    void aListOfAnotherSizeNeedsANewResult() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> code(SUM).results("""
                var into = new GDerivatives.GGradient();
                GDerivatives.gGradient(List.of(new double[] {2}), Map.of("w", 5.0), 7.0, into);
                try {
                    GDerivatives.gGradient(List.of(new double[] {2}, new double[] {3}), Map.of("w", 5.0), 7.0, into);
                } finally {
                    if (into.value() != 70 || into.k().doubleValue() != 10) throw new AssertionError("changed: " + into);
                }
                return give();
                """));
        assertTrue(
                e.getMessage().startsWith("x: this gradient holds a list of 1, the argument is a list of 2"),
                e::getMessage);
    }

    @Test
    void aMapWithOtherKeysNeedsANewResult() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> code(SUM).results("""
                var into = new GDerivatives.GGradient();
                GDerivatives.gGradient(List.of(new double[] {2}), Map.of("w", 5.0), 7.0, into);
                return give(GDerivatives.gGradient(List.of(new double[] {2}), Map.of("w", 5.0, "v", 1.0), 7.0, into));
                """));
        assertTrue(
                e.getMessage().startsWith("p: this gradient holds a map with the keys [w], the argument is"),
                e::getMessage);
    }

    // ---- what else may be in them

    @Test
    void elementsThatAreNull() throws Exception {
        code(ALL + """
                static double g(List<double[]> x, Map<String, Double> m) {
                    double s = 0;
                    for (double[] v : x) if (v != null) s += v[0] * v[0];
                    for (Double v : m.values()) s += v == null ? 0 : 3 * v;
                    return s;
                }
                """).gives("""
                Map<String, Double> m = new HashMap<>();
                m.put("a", null);
                m.put("b", 5.0);
                var g = GDerivatives.gGradient(Arrays.asList(new double[] {2}, null, new double[] {3}), m);
                return give(g.value(), g.x().get(0), g.x().get(1) == null, g.x().get(2), g.m().get("a") == null, g.m().get("b").doubleValue());
                """, 28, 4, 1, 6, 1, 3);
    }

    /** The shadow of a map has an order of its own; what is gone through is the map. */
    @Test
    void manyKeys() throws Exception {
        code(ALL + """
                static double g(Map<String, double[]> m) {
                    double s = 1;
                    int i = 1;
                    for (double[] v : m.values()) s += v[0] * v[0] * i++;
                    for (Map.Entry<String, double[]> e : m.entrySet()) s += e.getValue()[0] * e.getKey().length();
                    return s;
                }
                """).gives("""
                Map<String, double[]> m = new HashMap<>();
                for (int i = 0; i < 500; i++) m.put("key" + i * 7919, new double[] {i});
                var g = GDerivatives.gGradient(m);
                double worst = 0;
                int place = 1;
                for (String key : m.keySet()) {
                    double expected = 2 * m.get(key)[0] * place++ + key.length();
                    worst = Math.max(worst, Math.abs(expected - g.m().get(key)[0]));
                }
                return give(worst, g.m().size());
                """, 0, 500);
    }

    @Test
    void onlyWhatIsNamedIsAnInput() throws Exception {
        code("""
                @Differentiable(wrt = "x")
                static double g(List<Double> x, List<Double> y, Map<String, Double> p) {
                    return x.get(0) * y.get(0) * p.get("k");
                }
                """).gives("""
                var g = GDerivatives.gGradient(G.numbers(2), G.numbers(3), Map.of("k", 5.0));
                int accessors = 0;
                for (var m : GDerivatives.GGradient.class.getMethods()) accessors += m.getName().matches("[xyp]") ? 1 : 0;
                return give(G.plain(g.x()), accessors);
                """, 15, 1);
    }

    @Test
    void classesInListsAreInputsOnlyWhereTheyAreNamed() {
        UserCode code = new UserCode("""
                final class Cell {
                    double v;
                }
                """, """
                final class G {
                    @Differentiable
                    static double g(List<Cell> cells) {
                        return cells.get(0).v;
                    }
                }
                """);
        assertEquals(List.of("COT002"), code.errorCodes());
    }

    @Test
    void iteratorsAreNoInputs() {
        assertEquals(
                List.of("COT002"),
                code("@Differentiable(wrt = \"x\") static double g(Iterator<Double> x) { return x.next(); }")
                        .errorCodes());
    }

    // ---- containers with rules of their own

    /** A priority queue gives its elements in another order than it holds them in; code that takes it for another queue cannot know. */
    @Test
    void aQueueWithAnOrderOfItsOwnHasToBeDeclaredSo() throws Exception {
        String drained = """
                    double s = 0;
                    while (!x.isEmpty()) s = s * 2 + x.poll();
                    return s;
                }
                """;
        String call = "var g = GDerivatives.gGradient(new PriorityQueue<>(List.of(3.0, 2.0, 5.0)));"
                + " return give(g.value(), g.x().get(0).doubleValue(), g.x().get(1).doubleValue(),"
                + " g.x().get(2).doubleValue());";
        NoDerivativeException e = assertThrows(
                NoDerivativeException.class,
                () -> code(ALL + "static double g(Queue<Double> x) {\n" + drained)
                        .results(call));
        assertTrue(e.getMessage().contains("PriorityQueue"), e::getMessage);
        // By place, as the iterator of the queue gives the elements: 2, 3, 5.
        code(ALL + "static double g(PriorityQueue<Double> x) {\n" + drained).gives(call, 19, 4, 2, 1);
    }

    @Test
    void setsThatChange() throws Exception {
        code("""
                static final class Cell {
                    double v;
                    Cell(double v) {
                        this.v = v;
                    }
                }
                @Differentiable(wrt = {"s", "x"})
                static double g(Set<Cell> s, double x) {
                    Cell first = s.iterator().next();
                    s.remove(first);
                    s.add(new Cell(x));
                    s.add(first);
                    double r = 0;
                    for (Cell c : s) r = r * x + c.v;
                    s.clear();
                    return r;
                }
                """).gives("""
                Set<G.Cell> s = new LinkedHashSet<>(List.of(new G.Cell(5), new G.Cell(7)));
                var g = GDerivatives.gGradient(s, 2);
                return give(g.value(), g.s().get(0).v(), g.s().get(1).v(), g.x(), s.size());
                """, 37, 1, 4, 32, 0);
    }

    /** To a map with an order of its own, keys may be the same that are not equal. */
    @Test
    void aMapThatComparesItsKeys() throws Exception {
        code(ALL + """
                static double g(Map<String, Double> m, double k) {
                    m.put("a", k * k * m.get("a"));
                    double s = 0;
                    for (double v : m.values()) s += v;
                    return s * m.get("A");
                }
                """).gives("""
                Map<String, Double> m = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                m.put("A", 3.0);
                var g = GDerivatives.gGradient(m, 2);
                return give(g.value(), g.m().get("A").doubleValue(), g.k());
                """, 144, 96, 288);
    }

    /** A list of the user's may do with its elements what it likes: it may be looked into, but not changed. */
    @Test
    void aListWithRulesOfItsOwn() throws Exception {
        UserCode code = new UserCode("""
                final class Twice extends ArrayList<double[]> {
                    private static final long serialVersionUID = 1L;
                    @Override public boolean add(double[] v) {
                        return super.add(new double[] {2 * v[0]});
                    }
                }
                """, "final class G {\n" + ALL.indent(4) + """
                    static double g(List<double[]> x, double k) {
                        if (x.size() < 2) x.add(new double[] {k});
                        return x.get(1)[0] * k;
                    }
                }
                """);
        code.gives("""
                Twice x = new Twice();
                x.add(new double[] {1});
                x.add(new double[] {4});
                return give(GDerivatives.gGradient(x, 3).x().get(1));
                """, 3);
        NoDerivativeException e = assertThrows(NoDerivativeException.class, () -> code.results("""
                        Twice x = new Twice();
                        x.add(new double[] {1});
                        return give(GDerivatives.gGradient(x, 3).k());
                        """));
        assertTrue(
                e.getMessage().startsWith("An object of class Twice that carries derivatives was changed"),
                e::getMessage);
    }

    @Test
    void generatedCodeReadsLikeTheUsers() {
        MemoryCompiler.Result result = code(CHANGES).compiled("return give();");
        String text = result.generated().get("GDerivatives");
        assertTrue(text.contains("x.add(0, "), text);
        assertTrue(text.contains("xBar.undo()"), text);
    }
}
