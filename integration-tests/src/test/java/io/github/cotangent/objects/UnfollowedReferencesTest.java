package io.github.cotangent.objects;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * References to active objects behind types that say nothing of them: fields, variables and parameters of type {@code Object}, of
 * collections of such, or behind views through which elements go unseen. A derivative through them is an error; what was once a silent
 * zero is not to come back.
 */
class UnfollowedReferencesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "double[][] c = {{1}}; putArray(c, x * x); return c[0][0] * x;",
                "Cell[] c = {new Cell(1)}; putCell(c, x * x); return c[0].v * x;",
                "Told t = new Told(x, \"\" + x); return Double.parseDouble(t.text) * x;",
                "Told t = new Told(x, \"\"); return Double.longBitsToDouble(t.bits) * x;",
                "return weigh(pick(x, 2), x);",
                "Object o = new Num(x); Num n = (Num) o; return n.v();",
                "Object[] o = {new Num(x)}; return ((Num) o[0]).v();",
                "Object[] o = new Object[1]; o[0] = new Num(x); return ((Num) o[0]).v();",
                "Cell c = new Cell(1); Object o = c; c.v = x; return ((Cell) o).v;",
                "Cell c = new Cell(1); Object o = c; Cell d = (Cell) o; d.v = x; return c.v;",
                "Cell c = new Cell(1); Holder h = new Holder(c); ((Cell) h.any).v = x; return c.v;",
                "Cell c = new Cell(x); Holder h = new Holder(null); h.any = c; return ((Cell) h.any).v;",
                "List<Object> l = new ArrayList<>(); Cell c = new Cell(1); l.add(c); ((Cell) l.get(0)).v = x; return c.v;",
                "Collection<Cell> l = new HashSet<>(); Cell c = new Cell(1); l.add(c); c.v = x; return l.iterator().next().v;",
                "Set<Double> s = new TreeSet<>(); s.add(x); return s.iterator().next();",
                "PriorityQueue<Double> q = new PriorityQueue<>(); Queue<Double> r = q; r.add(x); return q.poll();",
                "PriorityQueue<Double> q = new PriorityQueue<>(List.of(x, 1.0)); return q.poll();",
                "Set<Double> s = new HashSet<>(); s.add(x); Iterator<Double> i = s.iterator(); double y = i.next(); i.remove(); return y + s.size();",
                "List<Double> l = new ArrayList<>(); l.add(x); Holder h = new Holder(l); return ((Double) ((List<?>) h.any).get(0));",
                "List<Double> l = new ArrayList<>(); Holder h = new Holder(l); ((List<Double>) h.any).add(x); return l.get(0);",
                "List<Number> l = new ArrayList<>(); Listed h = new Listed(l); l.add(x); return h.list.get(0).doubleValue();",
                "List<Number> l = new ArrayList<>(); Listed h = new Listed(l); h.list.add(x); return l.get(0).doubleValue();",
                "List<Double> l = new ArrayList<>(); Object o = l; ((List<Double>) o).add(x); return l.get(0);",
                "List<Double> l = new ArrayList<>(); List r = l; r.add(x); return l.get(0);",
                "List<Double> l = new ArrayList<>(); List<? super Double> s = l; s.add(x); return l.get(0);",
                "List<Double> l = new ArrayList<>(); Collection<Double> c = l; c.add(x); return l.get(0);",
                "List<Double> l = new ArrayList<>(); putAll(l, x); return l.get(0);",
                "List<Double> l = new ArrayList<>(); putRaw(l, x); return l.get(0);",
                "List<Double> l = new ArrayList<>(); putObject(l, x); return l.get(0);",
                "List<Cell> l = new ArrayList<>(); putCell(l, x); return l.get(0).v;",
                "Cell c = new Cell(1); setAny(c, x); return c.v;",
                "double[] a = {1}; setFirst(a, x); return a[0];",
                "Map<String, Double> m = new HashMap<>(); m.put(\"a\", x); m.keySet().remove(\"a\"); m.putIfAbsent(\"a\", x * x); return m.get(\"a\");",
                "Map<String, Double> m = new HashMap<>(); m.put(\"a\", x); Set<String> k = m.keySet(); k.clear(); return m.getOrDefault(\"a\", x * x);",
                "Map<String, Double> m = new HashMap<>(); m.put(\"a\", x); drop(m.keySet()); return m.getOrDefault(\"a\", x * x);",
                "Map<String, Double> m = new HashMap<>(); m.put(\"a\", x); removeAll(m.keySet()); return m.getOrDefault(\"a\", x * x);",
                "Map<String, Double> m = new HashMap<>(); m.put(\"a\", x); m.values().clear(); return m.getOrDefault(\"a\", x * x);",
                "Map<Double, Double> m = new HashMap<>(); m.put(x, x * x); double s = 0; for (double k : m.keySet()) s += k; return s;",
                "Set<double[]> s = Set.of(new double[] {x}); return s.iterator().next()[0];",
                "Mine l = new Mine(); l.add(x); return l.get(0);",
                "List<Double> l = new Mine(); l.add(x); return l.get(0);",
                "Number n = x; return n.doubleValue();",
                "Comparable<Double> n = x; return (Double) n;",
                "return unwrap(new Num(x)).v();",
                "return ((Num) wrap(new Num(x))).v();",
                "Optional<Num> n = Optional.of(new Num(x)); return n.get().v();",
                "Frequency q = new Frequency(); q.add(x, 3); return q.first() * x;",
            })
    void neverGiveASilentZero(String body) {
        List<String> codes = new UserCode("""
                final class F {
                    record Num(double v) {}
                    static final class Cell {
                        double v;
                        Cell(double v) {
                            this.v = v;
                        }
                    }
                    static final class Holder {
                        Object any;
                        Holder(Object any) {
                            this.any = any;
                        }
                    }
                    static final class Listed {
                        final List<Number> list;
                        Listed(List<Number> list) {
                            this.list = list;
                        }
                    }
                    static final class Mine extends ArrayList<Double> {}
                    static void putAll(List<? super Double> l, double x) {
                        l.add(x);
                    }
                    static void putRaw(List l, double x) {
                        l.add(x);
                    }
                    static void putObject(Object l, double x) {
                        ((List<Double>) l).add(x);
                    }
                    static void putCell(List<? super Cell> l, double x) {
                        l.add(new Cell(x));
                    }
                    static void setAny(Object o, double x) {
                        ((Cell) o).v = x;
                    }
                    static void setFirst(Object o, double x) {
                        ((double[]) o)[0] = x;
                    }
                    static void removeAll(Set<String> keys) {
                        keys.clear();
                    }
                    static void drop(Set<String> keys) {
                        keys.remove("a");
                    }
                    static final class Frequency {
                        private final TreeMap<Object, Integer> table = new TreeMap<>();
                        void add(Comparable<?> key, int by) {
                            table.put(key, by);
                        }
                        double first() {
                            return (Double) table.firstKey();
                        }
                    }
                    static void putArray(Object[] o, double t) {
                        o[0] = new double[] {t};
                    }
                    static void putCell(Object[] o, double t) {
                        o[0] = new Cell(t);
                    }
                    static final class Told {
                        final String text;
                        final long bits;
                        Told(double x, String text) {
                            this.text = text;
                            this.bits = Double.doubleToLongBits(x);
                        }
                    }
                    interface Rule {
                        double weight(int i);
                    }
                    static Rule rule(double a) {
                        return new Rule() {
                            static int calls;
                            @Override
                            public double weight(int i) {
                                calls++;
                                return a * i;
                            }
                        };
                    }
                    static Rule pick(double a, int n) {
                        return n > 0 ? pick(a / 2, n - 1) : rule(a);
                    }
                    static double weigh(Rule r, double k) {
                        return r.weight(3) * k;
                    }
                    static Num unwrap(Object o) {
                        return (Num) o;
                    }
                    static Object wrap(Num n) {
                        return n;
                    }
                    @Differentiable
                    static double f(double x) {
                        %s
                    }
                }
                """.formatted(body)).errorCodes();
        assertFalse(codes.isEmpty(), body);
        assertTrue(codes.stream().allMatch(each -> each.matches("COT01[01346]|COT021|COT023")), codes::toString);
    }
}
