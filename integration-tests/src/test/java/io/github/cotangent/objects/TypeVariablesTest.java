package io.github.cotangent.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What goes into the place of a type variable and comes out again, as itself or as something else: the derivative is right, or the
 * program is refused with the code that is given.
 */
class TypeVariablesTest {
    private static final double X = 1.3;
    private static final double STEP = 1e-5;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    right  | Box<double[]> b = new Box<>(new double[] {x * x}); return b.get()[0] * x;
                    right  | Box<Num> b = new Box<>(new Num(x)); b.v = new Num(b.v.v() * x); return b.get().v();
                    right  | Box<Box<Box<Num>>> b = new Box<>(new Box<>(new Box<>(new Num(x)))); return b.get().get().get().v() * x;
                    right  | Box<Box<Box<double[]>>> b = new Box<>(new Box<>(new Box<>(new double[] {x}))); return triple(b)[0] * x;
                    right  | Box<? extends Num> b = new Box<>(new Num(x)); return b.get().v() * x;
                    right  | Box<Num> b = new Box<>(new double[] {x}).map(a -> new Num(a[0] * x)); return b.get().v();
                    right  | Box<Double> b = new Box<>(x * x); b.v *= x; b.v++; return b.get() * b.v;
                    right  | Box<Double> b = new Box<>(x); Box<Double> c = b; c.v += x; return b.v;
                    right  | Box<Float> b = new Box<>((float) x); return x * x + 0 * b.v;
                    right  | Box<double[][]> b = new Box<>(new double[][] {{x}, {2 * x}}); b.v[0] = b.v[1]; return b.v[0][0] * x;
                    right  | Box<Num[]> b = new Box<>(new Num[] {new Num(x), null}); b.v[1] = b.v[0]; return b.get()[1].v() * x;
                    right  | Box<int[]> b = new Box<>(new int[] {3}); return b.get()[0] * x + b.v[0];
                    right  | Box<String> b = new Box<>("abc"); return b.get().length() * x + (b.v + x).length();
                    right  | Box<Integer> b = new Box<>(3); b.v += 2; b.v++; return Math.pow(x, b.get()) * b.v;
                    right  | Box<String[]> b = new Box<>(new String[] {"abc"}); return b.get()[0].length() * x;
                    right  | Box<Runnable> b = new Box<>(() -> {}); b.get().run(); return x * x;
                    right  | Pair<String, double[]> p = new Pair<>("" + 2, new double[] {x}); return Double.parseDouble(p.first()) * p.second()[0];
                    right  | Pair<Num, Num> p = new Pair<>(new Num(x), new Num(2)); return p.swap().first().v() * p.swap().second().v() * x;
                    right  | Pair<double[], Num> p = new Pair<>(new double[] {x}, null); return p.first()[0] * x;
                    right  | double[] a = {x}; Pair<double[], double[]> p = new Pair<>(a, a); p.first()[0] *= x; return p.second()[0];
                    right  | double[] a = {1}; Box<double[]> b = new Box<>(a); a[0] = x * x; return b.v[0] * a[0];
                    right  | Opt<Num> o = x > 1e9 ? Opt.of(null) : Opt.of(new Num(x)); return o.get() != null ? o.get().v() * x : x;
                    right  | Opt<Num> o = Opt.of(new double[] {x}).map(a -> new Num(a[0])); return o.get().v() * x;
                    right  | return Opt.of(new double[] {x}).times(x);
                    right  | return same(new Num(x)).v() * x;
                    right  | return TypeVariables.<double[]>same(new double[] {x})[0] * x;
                    right  | Num n = same(same(null)); return n == null ? x * x : x;
                    right  | Cell c = new Cell(1); setGeneric(c, x); return c.v * x;
                    right  | return firstOf(new double[][] {{x}, {2}})[0] * x;
                    right  | return firstOf(new Num[] {new Num(x)}).v() * x;
                    right  | Num[] n = {new Num(x), new Num(2)}; reverse(n); return n[1].v() * n[0].v() * x;
                    right  | double[][] n = {{x}, {2}}; reverse(n); return n[1][0] * n[0][0] * x;
                    right  | Cell c = new Cell(x); Box<Cell> b = new Box<>(c); Box<Cell> d = new Box<>(b.v); d.v.v *= x; return c.v;
                    right  | Cell c = new Cell(x); Box<Cell> b = new Box<>(new Cell(2)); b.v = c; c.v *= x; return b.v == c ? b.v.v : 0;
                    right  | Box<Fun<Num, Num>> b = new Box<>(n -> new Num(n.v() * x)); return b.get().of(new Num(x)).v();
                    right  | Fun<double[], Double> f = a -> a[0] * a[0]; return f.of(new double[] {x}) * x;
                    right  | Fun<Num, Num> f = TypeVariables::same; return f.of(new Num(x)).v() * x;
                    right  | Fun<Num, Box<Num>> f = Box::new; return f.of(new Num(x)).v.v() * x;
                    right  | Fun<Num, Double> f = Num::v; return f.of(new Num(x)) * x;
                    right  | Tree t = new Node(new Leaf(x), new Leaf(x * x)); return t.accept(new Sum()) * t.accept(new Sum());
                    right  | Tree t = new Node(new Leaf(x), new Leaf(x * x)); return t.accept(new Flat())[1] * t.accept(new Flat())[0];
                    right  | return largest(new Ordered(x), new Ordered(x * x)).v * x;
                    right  | return largest(x, 1.0) * x;
                    COT016 | Items<Num> l = new Items<>(); l.add(new Num(x)); l.add(new Num(x * x)); double s = 1; for (Num n : l) s = s * x + n.v(); return s;
                    right  | Items<double[]> l = new Items<>(); l.add(new double[] {x}); l.add(l.at(0)); l.at(1)[0] *= x; return l.at(0)[0];
                    right  | Box<double[]> b = new Doubles(new double[] {x}); b.set(new double[] {x * x}); return b.get()[0];
                    right  | Object[] all = {new Box<>("a"), x > 0 ? "b" : "c"}; return all.length * x;
                    right  | Box<?> b = new Box<>(new Num(x)); return b.v instanceof Num n ? n.v() * x : 0;
                    right  | Box<?> b = new Box<>(new double[] {x}); return ((double[]) b.get())[0] * x;
                    right  | Box<Object> b = new Box<>(null); b.v = new Num(x); return ((Num) b.v).v() * x;
                    right  | return sumOf(new double[] {x}, new double[] {x * x})[0] * x;
                    right  | double s = x; try { s *= same(new Num(x)).v(); } catch (IllegalStateException e) { s = 0; } return s;
                    right  | Box<Num> b = new Box<>(new Num(x)); for (int i = 0; i < 3; i++) { if (b.v.v() > 100) break; b.set(new Num(b.get().v() * x)); } return b.v.v();
                    right  | var b = new Box<>(new Num(x)); var n = b.get(); return n.v() * x;
                    right  | Box<Pair<Num, double[]>> b = new Box<>(new Pair<>(new Num(x), new double[] {x})); return b.v.first().v() * b.v.second()[0];
                    right  | Box<Num>[] a = boxes(2); a[0] = new Box<>(new Num(x)); a[1] = a[0]; a[1].v = new Num(x * x); return a[0].v.v();
                    right  | Lazy<double[]> l = new Lazy<>(() -> new double[] {x * x}); return l.get()[0] * l.get()[0];
                    right  | DoubleUnaryOperator g = t -> t * x; return same(g).applyAsDouble(2) * x;
                    COT013 | Function<Double, Object> s = t -> t * x; return (Double) s.apply(2.0) * x;
                    right  | Function<Num, Num> s = n -> new Num(n.v() * x); return applied(s, new Num(x)).v();
                    right  | List<DoubleUnaryOperator> fs = List.of(t -> t * x); double s = 0; for (DoubleUnaryOperator f : fs) s += f.applyAsDouble(2) * x; return s;
                    right  | Box<List<Num>> b = new Box<>(new ArrayList<>()); b.v.add(new Num(x)); b.v.add(b.get().get(0)); return b.get().get(1).v() * x;
                    right  | Box<Map<String, Double>> b = new Box<>(new HashMap<>()); b.v.put("a", x * x); return b.get().get("a") * x;
                    right  | List<Num> l = new ArrayList<>(); l.add(new Num(x)); List<Num> m = same(l); m.add(m.get(0)); return l.get(1).v() * l.size() * x;
                    right  | Box<? super Num> b = new Box<>(null); b.set(new Num(x)); return ((Num) b.v).v() * x;
                    right  | Box<Shape> b = new Box<>(new Round(x)); return b.v.area() * ((Round) b.get()).r;
                    right  | return area(new Box<>(new Round(x)), new Box<>(new Flat2(x))) * x;
                    right  | Kind k = same(x > 0 ? Kind.TWICE : Kind.SQUARE); return k.of(x) * x;
                    right  | Box<Kind> k = new Box<>(Kind.SQUARE); return k.v.of(x) + k.get().of(2 * x);
                    right  | Box<double[]> b = new Box<>(new double[] {x}); double s = 0; do { s += b.v[0]; b.v = b.v.length < 3 ? Arrays.copyOf(b.v, b.v.length + 1) : null; } while (b.v != null); return s * x;
                    COT012 | Box<Num> b = new Box<>(new Num(x)); Runnable r = () -> b.v = null; if (x > 9) r.run(); return b.v.v() * x;
                    COT016 | double[] a = {x}; Object[] o = {same(a)}; a[0] *= x; return a[0] * o.length;
                    right  | Pair<double[], double[]>[] p = pairs(new double[] {x}); p[1].second()[0] *= x; return p[0].first()[0] * p[1].first()[0];
                    right  | Num n = new Num(x); Pair<Num, Num> p = new Pair<>(n, new Num(x)); return (p.first() == n ? 2 : 3) * (p.equals(new Pair<>(n, n)) ? x : 2) * x;
                    right  | return count(new Box<>(new double[] {x}), new Box<>(new Num(x)), new Box<>("s")) * x;
                    right  | Box<double[]> b = new Box<>(new double[] {x}); b.v = same(b.v).clone(); b.v[0] *= x; return b.get()[0];
                    right  | Num[] n = {new Num(x), new Num(x * x)}; return total(n, t -> t.v() * t.v()) * x;
                    right  | double[][] n = {{x}, {x * x}}; return total(n, t -> t[0] * x);
                    right  | Num[] n = {new Num(x), new Num(x * x)}; return reduced(n, new Num(1), (a, b) -> new Num(a.v() * b.v())).v();
                    right  | Chain<Num> c = new Chain<Num>().with(new Num(x)).with(new Num(x * x)); return c.last().v() * x;
                    COT016 | Object o = new Box<>(new Num(x)).get(); return ((Num) o).v();
                    right  | Box<Object> b = new Box<>(new Num(x)); return ((Num) b.get()).v() * x;
                    COT016 | Box b = new Box<>(new Num(x)); Object o = b.v; return ((Num) o).v();
                    COT016 | Box<double[]> b = new Box<>(null); Box r = b; Object o = new double[] {x}; r.v = o; return b.v[0];
                    COT016 | Object[] o = {new double[] {x}}; return firstNumber(o);
                    COT016 | Box<Object[]> b = new Box<>(new Object[1]); b.v[0] = new double[] {x}; return firstNumber(b.v);
                    COT010 | return ((Num) up(new Num(x))).v();
                    COT016 | return TypeVariables.<Num>down(new Num(x)).v();
                    COT016 | double[] a = {1}; Object[] o = {a}; a[0] = x; return firstNumber(o);
                    COT016 | double[] a = {1}; Box<Object[]> o = new Box<>(new Object[] {a}); a[0] = x; return firstNumber(o.v);
                    COT016 | double[] a = {1}; Box<double[][]> b = new Box<>(new double[][] {a}); Object[] o = b.v; a[0] = x; return firstNumber(o);
                    COT016 | double[][] a = {{1}}; Object[] o = elements(a); ((double[]) o[0])[0] = x; return a[0][0];
                    COT016 | Num[] n = {new Num(x)}; Object[] o = n; return ((Num) o[0]).v();
                    COT016 | return ((Num) elements(new Num(x))[0]).v();
                    COT013 | String[] s = {""}; tell(s, x); return Double.parseDouble(s[0]) * x;
                    COT023 | Box<String> b = new Box<>(null); label(b, x); return Double.parseDouble(b.v) * x;
                    COT023 | Box<String> b = new Box<>(null); b.v = "" + x; return Double.parseDouble(b.v) * x;
                    COT023 | return Double.parseDouble(same("" + x)) * x;
                    COT023 | return Double.parseDouble(firstOf(new String[] {"" + x})) * x;
                    COT023 | Fun<String, Double> f = Double::parseDouble; return f.of("" + x) * x;
                    COT023 | Fun<String, Double> f = t -> Double.parseDouble(t) * x; return given(f, "" + x) * x;
                    right  | Pair<String, double[]> p = new Pair<>("at " + x, new double[] {x}); return p.second()[0] * x;
                    COT023 | Box<String> b = new Box<>("" + x); return Double.parseDouble(b.get()) * x;
                    COT022 | Box<Long> b = new Box<>(Double.doubleToLongBits(x)); return Double.longBitsToDouble(b.v) * x;
                    COT016 | List<Num> l = new ArrayList<>(); put(l, new Num(x)); return l.get(0).v();
                    COT013 | Box<Number> b = new Box<>(x * x); return b.v.doubleValue();
                    COT014 | return Optional.of(new Num(x)).get().v();
                    """)
    void areRightOrRefused(String expected, String body) throws Exception {
        UserCode code = code(body);
        List<String> codes = code.errorCodes();
        if (!expected.equals("right")) {
            assertEquals(expected, codes.isEmpty() ? "none" : codes.get(0), codes::toString);
            return;
        }
        assertEquals(List.of(), codes);
        double[] found = code.numbers("double x = " + X + ", h = " + STEP + ";\n"
                + "return give(TypeVariablesDerivatives.fGradient(x).x(), TypeVariablesDerivatives.fJvp(x, 1).tangent(),\n"
                + "    (TypeVariables.f(x + h) - TypeVariables.f(x - h)) / (2 * h));");
        double[] wanted = {found[2], found[2]};
        assertArrayEquals(wanted, new double[] {found[0], found[1]}, 1e-6 * Math.max(1, Math.abs(found[2])));
    }

    private static UserCode code(String body) {
        return new UserCode("""
                import java.util.function.*;
                @SuppressWarnings({"unchecked", "rawtypes"})
                final class TypeVariables {
                    record Num(double v) {}
                    record Pair<A, B>(A first, B second) {
                        Pair<B, A> swap() { return new Pair<>(second, first); }
                    }
                    static final class Cell {
                        double v;
                        Cell(double v) { this.v = v; }
                    }
                    interface Fun<A, B> { B of(A a); }
                    static class Box<T> {
                        T v;
                        Box(T v) { this.v = v; }
                        T get() { return v; }
                        void set(T v) { this.v = v; }
                        <R> Box<R> map(Fun<? super T, ? extends R> f) { return new Box<>(f.of(v)); }
                    }
                    static final class Doubles extends Box<double[]> {
                        Doubles(double[] v) { super(v); }
                        @Override void set(double[] v) {
                            super.set(v);
                            this.v[0] *= 2;
                        }
                    }
                    static final class Opt<T> {
                        private final T v;
                        private Opt(T v) { this.v = v; }
                        double times(double k) { return ((double[]) v)[0] * k; }
                        static <T> Opt<T> of(T v) { return new Opt<>(v); }
                        T get() { return v; }
                        <R> Opt<R> map(Function<? super T, ? extends R> f) { return of(f.apply(v)); }
                    }
                    interface Shape { double area(); }
                    static final class Round implements Shape {
                        final double r;
                        Round(double r) { this.r = r; }
                        public double area() { return r * r; }
                    }
                    record Flat2(double a) implements Shape {
                        public double area() { return 3 * a; }
                    }
                    enum Kind {
                        TWICE, SQUARE { @Override double of(double t) { return t * t; } };
                        double of(double t) { return 2 * t; }
                    }
                    static double area(Box<? extends Shape>... all) {
                        double s = 1;
                        for (Box<? extends Shape> each : all) s *= each.get().area();
                        return s;
                    }
                    static Pair<double[], double[]>[] pairs(double[] a) {
                        Pair<double[], double[]>[] all = new Pair[2];
                        for (int i = 0; i < all.length; i++) all[i] = new Pair<>(a, i == 0 ? new double[1] : all[0].first());
                        return all;
                    }
                    static double count(Box<?>... all) {
                        double s = 1;
                        for (Box<?> each : all) {
                            if (each.get() instanceof double[] a) s *= a[0];
                            if (each.v instanceof Num n) s *= n.v();
                        }
                        return s;
                    }
                    interface Visitor<R> {
                        R leaf(Leaf l);
                        R node(Node n);
                    }
                    interface Tree { <R> R accept(Visitor<R> v); }
                    record Leaf(double v) implements Tree {
                        public <R> R accept(Visitor<R> v) { return v.leaf(this); }
                    }
                    record Node(Tree left, Tree right) implements Tree {
                        public <R> R accept(Visitor<R> v) { return v.node(this); }
                    }
                    static final class Sum implements Visitor<Double> {
                        public Double leaf(Leaf l) { return l.v(); }
                        public Double node(Node n) { return n.left().accept(this) + n.right().accept(this); }
                    }
                    static final class Flat implements Visitor<double[]> {
                        public double[] leaf(Leaf l) { return new double[] {l.v()}; }
                        public double[] node(Node n) {
                            return new double[] {n.left().accept(this)[0], n.right().accept(this)[0]};
                        }
                    }
                    static final class Ordered implements Comparable<Ordered> {
                        final double v;
                        Ordered(double v) { this.v = v; }
                        @Override public int compareTo(Ordered other) { return Double.compare(v, other.v); }
                    }
                    static final class Items<T> implements Iterable<T> {
                        private Object[] none = {};
                        private T[] items = (T[]) new Object[1];
                        private int size;
                        void add(T item) {
                            if (size == items.length) items = Arrays.copyOf(items, 2 * size);
                            items[size++] = item;
                        }
                        T at(int i) { return items[i]; }
                        @Override public Iterator<T> iterator() {
                            List<T> list = new ArrayList<>();
                            for (int i = 0; i < size; i++) list.add(items[i]);
                            return list.iterator();
                        }
                    }
                    static final class Lazy<T> {
                        private final Supplier<T> maker;
                        private T made;
                        Lazy(Supplier<T> maker) { this.maker = maker; }
                        T get() {
                            if (made == null) made = maker.get();
                            return made;
                        }
                    }
                    static final class Chain<T> {
                        private T last;
                        Chain<T> with(T next) {
                            last = next;
                            return this;
                        }
                        T last() { return last; }
                    }
                    static <A, B> B given(Fun<A, B> f, A a) { return f.of(a); }
                    static <T> void put(T[] all, T t) { all[0] = t; }
                    static void tell(String[] s, double x) { put(s, "" + x); }
                    static void label(Box<String> b, double x) { b.v = "" + x; }
                    static <A, B> B applied(Function<? super A, ? extends B> f, A a) { return f.apply(a); }
                    static <T> double total(T[] all, ToDoubleFunction<T> f) { return Arrays.stream(all).mapToDouble(f).sum(); }
                    static <T> T reduced(T[] all, T first, BinaryOperator<T> f) { return Arrays.stream(all).reduce(first, f); }
                    static <T> T same(T t) { return t; }
                    static <T> Object up(T t) { return t; }
                    static <T> T down(Object o) { return (T) o; }
                    static <T> T triple(Box<Box<Box<T>>> b) { return b.v.v.v; }
                    static <T> T firstOf(T[] all) { return all[0]; }
                    static <T> double firstNumber(T[] all) { return ((double[]) all[0])[0]; }
                    static <T> Object[] elements(T... all) { return all; }
                    static <T> T sumOf(T... all) {
                        ((double[]) all[0])[0] += ((double[]) all[1])[0];
                        return all[0];
                    }
                    static <T> void put(List<T> l, T t) { l.add(t); }
                    static <T> Box<T>[] boxes(int n) { return (Box<T>[]) new Box<?>[n]; }
                    static <T> void setGeneric(T o, double x) { ((Cell) o).v = x; }
                    static <T> void reverse(T[] all) {
                        for (int i = 0, j = all.length - 1; i < j; i++, j--) {
                            T t = all[i];
                            all[i] = all[j];
                            all[j] = t;
                        }
                    }
                    static <T extends Comparable<T>> T largest(T a, T b) { return a.compareTo(b) >= 0 ? a : b; }
                    @Differentiable({Derivative.GRADIENT, Derivative.JVP})
                    static double f(double x) {
                        %s
                    }
                }
                """.formatted(body));
    }
}
