package io.github.cotangent.objects;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * References to active objects behind types that say nothing of them: fields, variables and parameters of type {@code Object}, of
 * type variables, of collections of such, or behind views through which elements go unseen. A derivative through them is an error; what was once a silent zero is not to come back.
 */
class UnfollowedReferencesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Pair<Num, Num> p = new Pair<>(new Num(x), new Num(2)); return p.first().v();",
                "double[][] c = {{1}}; putArray(c, x * x); return c[0][0] * x;",
                "Cell[] c = {new Cell(1)}; putCell(c, x * x); return c[0].v * x;",
                "Told t = new Told(x, \"\" + x); return Double.parseDouble(t.text) * x;",
                "Told t = new Told(x, \"\"); return Double.longBitsToDouble(t.bits) * x;",
                "return weigh(pick(x, 2), x);",
                "Pair<Num, Num> p = new Pair<>(new Num(x), new Num(2)); return ((Num) p.swap().second()).v();",
                "Pair<double[], Num> p = new Pair<>(new double[] {x}, null); return p.first()[0];",
                "Pair<Double, Num> p = new Pair<>(x, null); return p.first();",
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
                "Cell c = new Cell(1); setGeneric(c, x); return c.v;",
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
                "Box<double[]> b = new Box<>(new double[] {x * x}); return b.get()[0] * x;",
                "Box<Num> b = new Box<>(new Num(x)); return b.get().v();",
                "Box<Box<Num>> b = new Box<>(new Box<>(new Num(x))); return b.get().get().v() * x;",
                "Box<? extends Num> b = new Box<>(new Num(x)); return b.get().v();",
                "Box<Num> b = new Box<>(new double[] {x}).map(a -> new Num(a[0])); return b.get().v();",
                "return first(new Box<>(new double[] {x})) * x;",
                "return times(new Box<>(new double[] {x}), x);",
                "return timesField(new Box<>(new double[] {x}), x);",
                "Opt<double[]> o = Opt.of(new double[] {x}); return o.get()[0] * x;",
                "Opt<Num> o = x > 1e9 ? Opt.of(null) : Opt.of(new Num(x)); return o.get() != null ? o.get().v() : x;",
                "Opt<Num> o = Opt.of(new double[] {x}).map(a -> new Num(a[0])); return o.get().v() * x;",
                "return timesOpt(Opt.of(new double[] {x}), x);",
                "return Opt.of(new double[] {x}).times(x);",
                "Frequency q = new Frequency(); q.add(x, 3); return q.first() * x;",
            })
    void neverGiveASilentZero(String body) {
        List<String> codes = new UserCode("""
                final class F {
                    record Num(double v) {}
                    record Pair<A, B>(A first, B second) {
                        Pair<B, A> swap() {
                            return new Pair<>(second, first);
                        }
                    }
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
                    static <T> void setGeneric(T o, double x) {
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
                    static class Box<T> {
                        T v;
                        Box(T v) {
                            this.v = v;
                        }
                        T get() {
                            return v;
                        }
                        <R> Box<R> map(java.util.function.Function<T, R> f) {
                            return new Box<>(f.apply(v));
                        }
                    }
                    static final class Opt<T> {
                        private final T v;
                        private Opt(T v) {
                            this.v = v;
                        }
                        double times(double k) {
                            return ((double[]) v)[0] * k;
                        }
                        static <T> Opt<T> of(T v) {
                            return new Opt<>(v);
                        }
                        T get() {
                            return v;
                        }
                        <R> Opt<R> map(java.util.function.Function<? super T, ? extends R> f) {
                            return of(f.apply(v));
                        }
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
                    static double first(Box<double[]> b) {
                        return b.get()[0];
                    }
                    static double times(Box<double[]> b, double x) {
                        return b.get()[0] * x;
                    }
                    static double timesOpt(Opt<double[]> o, double x) {
                        return o.get()[0] * x;
                    }
                    static double timesField(Box<double[]> b, double x) {
                        return b.v[0] * x;
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
