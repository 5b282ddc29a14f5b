package p;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

abstract class Inherit extends AbstractList<Double> implements Visitor<Double> {
    interface Left { default double go() { return 1; } int SAME = 3; }
    interface Right extends Left { @Override default double go() { return 2; } }
    static class Both implements Left, Right { double use() { return go() + Right.super.go() + SAME; } }
    static abstract class Shape { abstract double area(); static Shape unit() { return null; } Shape scale(double s) { return this; } double twice() { return 2 * area(); } protected double p = 1; static double count; private static int hidden = 3; }
    static class Circle extends Shape { double r; Circle(double r) { this.r = r; count++; } @Override double area() { return Math.PI * r * r + p; } @Override Circle scale(double s) { return new Circle(r * s); } }
    static class Ring extends Circle { Ring() { super(2); } @Override double area() { return super.area() - super.scale(2).r + Shape.hidden + this.scale(2).r + ((Shape) this).twice(); } }
    static class Named extends HashMap<String, double[]> { double at(String k) { return get(k)[0] + this.get(k).length + size() + super.size(); } }
    static class Hide { double size; static double v() { return 1; } double size() { return size; } }
    static class Outer { double v = 1; static double s = 2; double m(double x) { return x; } double m(int x, int y) { return y; }
        class In { double v = 3; double m(String x) { return v + Outer.this.v + s + Outer.this.m(2) + m("x"); } } }
    static class Over { int f(Object o) { return 1; } double f(String s) { return 2; } static long g(int i) { return i; } }
    static class Over2 extends Over { double f(Integer i) { return 3; } static String g(long i) { return null; } int both() { return f((Object) null); } }

    double use(Circle c, Ring ring, Shape shape, Both both, Named named, Over2 o, Object any) {
        double r = c.area() + c.scale(2).r + shape.scale(3).area() + ring.scale(1).r + Shape.unit().twice() + c.twice() + c.p + Circle.count + ring.r;
        r += get(0) + this.get(1) + size() + both(1, 2) + visit(3) + both.go() + Both.SAME + named.at("x") + named.get("y")[0];
        r += o.f("a") + o.f(3) + o.f(any) + o.f('c') + Over2.g(3) + o.g(3L).length() + o.both();
        r += new Outer().new In().v + new Outer().new In().m("y") + new Hide().size() + new Hide().size + Hide.v();
        for (double d : this) r += d;
        for (Double d : this) r += d;
        for (var e : named.values()) r += e[0];
        List<Circle> cs = new ArrayList<>();
        for (Shape s : cs) r += s.area();
        for (Circle s : cs) r += s.area() * s.r;
        Map<String, Map<String, double[]>> mm = new HashMap<>();
        r += mm.get("a").get("b")[0] + mm.computeIfAbsent("x", k -> new HashMap<>()).size();
        r += stream().mapToDouble(d -> d).sum() + any.hashCode() + any.toString().length() + getClass().getName().length() + any.getClass().getSimpleName().length();
        return r + super.hashCode() + modCount;
    }
}

interface Visitor<R> { R visit(double d); default R both(double a, double b) { visit(a); return visit(b); } }
