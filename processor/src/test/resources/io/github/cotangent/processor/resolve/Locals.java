package p;

import java.util.*;
import java.util.function.*;

class Locals {
    double field = 3;
    static final double C = 1;
    static double area(double r) { return r; }

    static double localTypes(double a, int n) {
        class K { static final double C = 2; static final int D = (int) C + 1; double inst = a; final int fin = 4; double twice() { return inst * 2 + C + a + area(C); } static double st(double v) { return v; } K next; enum E { A, B; static final int Q = 5; double w() { return ordinal(); } } }
        record P(double x, double y) { static final double ORIGIN = 0.5; double norm() { return Math.sqrt(x * x + y() * this.y); } P { if (x < 0) throw new IllegalArgumentException("x" + y); } P(double v) { this(v, v); } }
        interface I { int Z = 9; double at(double v); }
        final double c = K.C;
        final double d = K.C * 2 + P.ORIGIN;
        final int e = K.E.Q + I.Z + K.D;
        K k = new K();
        var k2 = new K();
        double u = k.inst + k.twice() + K.st(2) + k2.fin + k.next.inst + K.C + k2.next.next.twice();
        P p = new P(1, 2);
        double w = p.x() + p.y() + p.norm() + new P(3).x() + p.hashCode() + p.toString().length();
        K.E x = K.E.A;
        switch (x) { case A: w += x.w(); break; case B: w -= 1; break; default: }
        for (K.E each : K.E.values()) w += each.ordinal() + each.w();
        I i = v -> v * 2 + a;
        K[] ks = new K[3];
        double z = ks[0].inst + ks.length + i.at(2);
        List<P> ps = new ArrayList<>();
        ps.add(p);
        for (P each : ps) z += each.x() * each.y;
        return u + w + z + C;
    }

    double anonymous(double a, Object lock) {
        DoubleUnaryOperator f = new DoubleUnaryOperator() {
            double scale = 2;
            final int n = 3;
            @Override public double applyAsDouble(double x) { scale += 1; return x * a * scale + field + help(x) + Locals.this.field + this.scale + n; }
            double help(double v) { return v + hidden(v); }
            private double hidden(double w) { return w; }
        };
        Comparator<String> c = new Comparator<>() { public int compare(String s, String t) { return s.length() - t.length(); } };
        Object o = new Object() { double area = 3; @Override public String toString() { return "a" + area + super.toString() + area(area); } double area(double q) { return q; } };
        var direct = new Object() { double v = 3; double w() { return v; } };
        double sum = direct.v + direct.w();
        Thread t = new Thread(() -> { double b = a; System.out.println(b); }, "name");
        Iterator<Double> it = new Iterator<Double>() { int i; public boolean hasNext() { return i < 3; } public Double next() { return (double) i++; } };
        while (it.hasNext()) sum += it.next();
        Function<Double, DoubleUnaryOperator> nested = u -> new DoubleUnaryOperator() { public double applyAsDouble(double v) { return u * v * a; } };
        return f.applyAsDouble(2) + c.compare("a", "b") + sum + nested.apply(2.0).applyAsDouble(3);
    }

    static double shadow(double x) {
        double y = x;
        Runnable r = () -> { double z = y; class Q { double y = 3; double m() { return y + z + x; } } System.out.println(new Q().m()); };
        r.run();
        class Counter { int n; void inc() { n++; } Counter self() { return this; } int twice(int by) { return n * by; } double twice(double by) { return n * by; } }
        Counter counter = new Counter();
        counter.inc();
        counter.self().inc();
        return y + counter.n + counter.self().n + counter.twice(2) + counter.twice(2.0);
    }
}
