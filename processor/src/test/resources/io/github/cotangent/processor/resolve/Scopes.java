package p;

import static java.lang.Math.*;
import static java.util.Map.Entry;
import static java.util.Objects.requireNonNull;
import static p.ScopesBase.HIDDEN_NAME;

import java.io.*;
import java.util.*;
import java.util.function.*;

class Scopes extends ScopesBase implements Named {
    static double x = 1;
    double own = 2;
    static final int N = 10;

    class Inner extends ScopesBase {
        double innerField = own + Scopes.this.own + x;
        double use() {
            Leaf leaf = new Leaf();
            return helper(innerField) + count() + super.count() + Scopes.super.count() + leaf.depth + this.own + Scopes.this.data[0];
        }
        int count() { return N; }
        class Innermost { double all() { return own + innerField + x + use() + N + Inner.this.own; } }
    }

    static double locals(double a, int n) {
        double sum = 0;
        for (int i = 0, j = n; i < j; i++, j--) { double x = i; sum += x * j; }
        for (double i = 0; i < 1; i += 0.25) sum += i;
        { int x = 3; sum += x; }
        sum += x;
        { double[] x = {1}; sum += x[0]; }
        for (int i : new int[] {1, 2}) sum += i;
        for (var i : new float[][] {{1}, {2}}) for (var j : i) sum += j;
        for (var s : List.of("a", "b")) sum += s.length();
        for (Map.Entry<String, Double> e : new HashMap<String, Double>().entrySet()) sum += e.getValue() * e.getKey().length();
        for (var e : new TreeMap<Integer, List<Double>>().entrySet()) { var v = e.getValue(); for (double d : v) sum += d * e.getKey(); }
        for (Entry<String, Integer> e : Map.of("a", 1).entrySet()) sum += e.getValue();
        try (StringReader in = new StringReader("x"); var second = new BufferedReader(in)) {
            sum += in.read() + second.read();
        } catch (IOException | RuntimeException e) {
            sum += e.getMessage().length();
        } finally {
            int x = 9;
            sum -= x;
        }
        do { int k = 3; sum += k; } while (sum < 0);
        outer:
        while (true) { int k = 4; if (sum > k) break outer; sum++; }
        int k = 5;
        if (k > 3) { long q = k; sum += q; } else { float q = k; sum += q; }
        synchronized (Scopes.class) { int s = 3; sum += s; }
        assert sum > 0 : "sum " + sum;
        return sum + abs(a) + max(n, 2) + PI + sin(requireNonNull(a)) + HIDDEN_NAME.length() + helper(inherited)
                + NAME.length() + WIDTH + Deep.WIDTH + Named.of(3) + Leaf.SIZE + Scopes.Leaf.SIZE + ScopesBase.Leaf.SIZE + p.Scopes.x;
    }

    double instance(Scopes other) {
        Part part = new Part();
        ScopesBase.Part otherPart = other.new Part();
        double own = 3;
        double[] d = data;
        return own + this.own + super.own + ((ScopesBase) this).own + other.own + part.weight + otherPart.weight + label().length()
                + d.length + data[d.length - 1] + this.data.length + other.data[0] + count() + this.count() + new Inner().innerField
                + Named.super.label().length() + new Inner().new Innermost().all() + hashCode();
    }

    static double patterns(Object o, Object p, Number n) {
        double r = 0;
        if (o instanceof String s && s.length() > 2) r += s.length();
        if (!(o instanceof Double d)) return r;
        r += d;
        if (p instanceof Integer i) { r += i; } else { r -= 1; }
        if (!(p instanceof Integer i)) { r += 1; } else { r -= i; }
        while (!(n instanceof Long l)) { n = 3L; }
        r += l;
        r += p instanceof Float f ? f : 0;
        r += !(p instanceof Byte f) ? 0 : f;
        boolean z = p instanceof Short sh && sh > 3 || p instanceof Character chr && chr > 'a';
        for (Object q = p; q instanceof Integer w && w > 0; q = w - 1) r += w;
        if (o instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof String first) r += first.length();
        if (!(o instanceof String a1) || a1.isEmpty()) { return r; }
        r += a1.length();
        if (o instanceof double[] arr) r += arr[0] + arr.length;
        do { r++; } while (!(o instanceof Integer last));
        return r + last;
    }

    static int captures(int a, int[] b) {
        int c = a;
        IntUnaryOperator f = v -> v + a + c;
        IntBinaryOperator g = (u, v) -> { int w = u; return w * v + b[0]; };
        Runnable h = () -> { int inner = 3; System.out.println(inner + a); };
        Function<Integer, Function<Integer, Integer>> curried = u -> v -> u * v + a;
        Comparator<String> cmp = (s, t) -> s.length() - t.length();
        ToDoubleFunction<double[]> norm = v -> { double s = 0; for (double e : v) s += e * e; return s; };
        BiFunction<Double, Double, Double> bi = (final var u, var v) -> u * v;
        Supplier<String> sup = () -> "x";
        return f.applyAsInt(3) + g.applyAsInt(1, 2) + curried.apply(3).apply(4) + cmp.compare("a", "b") + sup.get().length();
    }
}

class ScopesBase {
    static final String HIDDEN_NAME = "base";
    static int inherited = 3;
    protected double[] data = {1, 2, 3};
    double own = 5;
    int count() { return 1; }
    static double helper(double v) { return v; }
    class Part { double weight = 2; }
    static class Leaf { static final int SIZE = 4; int depth; }
}

interface Named { String NAME = "n"; int WIDTH = 80; default String label() { return NAME; } static int of(int i) { return i; } }

interface Deep extends Named { int WIDTH = 90; }

