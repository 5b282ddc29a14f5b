package p;

import java.util.List;
import java.util.Optional;

record Records(double x, double[] ys, Records.Kind kind, List<Double> list) implements Comparable<Records> {
    enum Kind implements java.util.function.DoubleUnaryOperator {
        UP(1.5) { @Override double turn(double v) { return v * scale; } },
        DOWN(2) { @Override double turn(double v) { return -v; } };
        final double scale;
        static final Kind[] ALL = values();
        Kind(double scale) { this.scale = scale; }
        abstract double turn(double v);
        @Override public double applyAsDouble(double v) { return turn(v) + scale + ordinal() + name().length() + this.scale; }
        static Kind of(String s) { return s.isEmpty() ? UP : valueOf(s); }
    }

    static final double EPS = 1e-9;
    record Nested<T extends Number>(T t, int... rest) { double sum() { return t.doubleValue() + rest[0] + rest().length + t().intValue(); } }
    sealed interface Expr permits Const, Add, Mul {}
    record Const(double v) implements Expr {}
    record Add(Expr l, Expr r) implements Expr {}
    record Mul(Expr l, Expr r) implements Expr {}

    Records {
        if (x < EPS) { x = 0; ys = new double[] {x}; }
        list = List.copyOf(list);
    }

    Records(double x) { this(x, new double[] {x}, Kind.UP, List.of()); }

    static double eval(Expr e) {
        if (e instanceof Const c) return c.v() + c.v;
        if (e instanceof Add a) return eval(a.l()) + eval(a.r);
        if (e instanceof Mul m && m.l() instanceof Const k) return k.v * eval(m.r());
        return 0;
    }

    @Override public int compareTo(Records o) { return Double.compare(x, o.x); }

    double use(Records other, Nested<Integer> n, Nested<?> w, Optional<Records> opt) {
        double s = x + this.x + x() + other.x() + ys[0] + other.ys()[1] + kind.scale + kind().applyAsDouble(x) + other.kind.turn(2) + list.get(0) + list().size();
        s += n.t() + n.t + n.rest()[0] + n.sum() + w.t().doubleValue() + w.sum() + new Nested<>(3.0, 1, 2).t() + new Nested<>(3L).rest().length;
        s += new Records(3).x + Kind.of("UP").scale + Kind.ALL.length + Kind.valueOf("DOWN").turn(1) + Kind.values()[0].scale + Kind.UP.scale;
        s += opt.get().x() + opt.map(r -> r.x).orElse(1.0) + opt.map(Records::x).orElseThrow() + (equals(other) ? 1 : 0);
        switch (kind) { case UP -> s++; case DOWN -> s--; }
        return s + compareTo(other) + hashCode() + toString().length();
    }
}
