package p;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.*;

class Overloads {
    static int f(int x) { return 0; }
    static long f(long x) { return 0; }
    static float f(float x) { return 0; }
    static double f(double x) { return 0; }
    static String f(Object x) { return null; }
    static char f(Integer x) { return 0; }
    static short f(int... x) { return 0; }

    static int g(long x) { return 0; }
    static double g(Integer x) { return 0; }
    static String g(Object x) { return null; }

    static int h(Object x) { return 0; }
    static double h(String x) { return 0; }
    static long h(Object... x) { return 0; }

    static int two(int a, double b) { return 0; }
    static double two(double a, double b) { return 0; }

    static int v(String s, Object... rest) { return 0; }
    static double v(String s, String first, Object... rest) { return 0; }
    static long v(String s) { return 0; }

    static int arr(double[] a) { return 0; }
    static double arr(double[][] a) { return 0; }
    static String arr(Object a) { return null; }
    static long arr(int... a) { return 0; }

    static int nums(double... a) { return 0; }
    static double nums(int... a) { return 0; }

    static int gen(Object o) { return 0; }
    static <T extends Comparable<T>> double gen(T t) { return 0; }

    static int list(Collection<?> c) { return 0; }
    static double list(List<?> c) { return 0; }
    static String list(Iterable<?> c) { return null; }

    static int fn(DoubleUnaryOperator f) { return 0; }
    static double fn(DoubleBinaryOperator f) { return 0; }
    static int run(Runnable r) { return 0; }
    static double run(Supplier<Double> s) { return 0; }
    static int call(Function<String, Integer> f) { return 0; }
    static double call(ToDoubleFunction<String> f, int x) { return 0; }

    static int box(long x) { return 0; }
    static double box(Object x) { return 0; }
    static int ch(char c) { return 0; }
    static double ch(int c) { return 0; }
    static int by(byte c) { return 0; }
    static double by(short c) { return 0; }
    static long by(int c) { return 0; }

    static int nul(Object o) { return 0; }
    static double nul(String o) { return 0; }
    static int nularr(Object o) { return 0; }
    static double nularr(char[] o) { return 0; }

    static void calls(byte b, short s, char c, int i, long l, float fl, double d, Integer bi, Double bd, Object o, String t,
            double[] da, double[][] daa, int[] ia, Integer[] bia, String[] ta, List<String> ls, ArrayList<Double> al, boolean z) {
        var a1 = f(b); var a2 = f(c); var a3 = f(i); var a4 = f(l); var a5 = f(fl); var a6 = f(d);
        var a7 = f(bi); var a8 = f(bd); var a9 = f(o); var a10 = f(t); var a11 = f(); var a12 = f(i, i); var a13 = f(ia); var a14 = f(bi, i);
        var a15 = f((Object) bi); var a16 = f('a'); var a17 = f(1); var a18 = f(1L); var a19 = f(1 / 2f); var a20 = f(i + l);
        var b1 = g(i); var b2 = g(bi); var b3 = g(d); var b4 = g(b); var b5 = g(l);
        var c1 = h(t); var c2 = h(null, null); var c3 = h(i); var c4 = h(); var c5 = h(t, t); var c6 = h(ta); var c7 = h(o); var c8 = h((Object) ta);
        var d1 = two(i, i); var d2 = two(d, i); var d3 = two(b, c); var d4 = two(l, i);
        var e1 = v("a"); var e2 = v("a", 1); var e4 = v("a", o); var e5 = v("a", 1, t);
        var f1 = arr(da); var f2 = arr(daa); var f3 = arr(ia); var f4 = arr(d);  var f5 = arr(i, b); var f6 = arr(); var f7 = arr(daa[0]);
        var g1 = nums(1, 2); var g2 = nums(1, 2.0); var g3 = nums(l);
        var h1 = gen(o); var h2 = gen(t); var h3 = gen(i); var h4 = gen(bd);
        var i1 = list(ls); var i2 = list(al); var i3 = list((Collection<String>) ls); var i4 = list((Iterable<String>) ls);
        var j1 = fn(x -> x * x); var j2 = fn((x, y) -> x + y); var j3 = fn(Math::sin); var j4 = fn(Math::pow);
        var k1 = run(() -> { }); var k2 = run(() -> 1.0); var k3 = run(() -> { return d; });
        var l1 = call(x -> x.length()); var l2 = call(x -> x.length() * 2.0, 3); var l3 = call(String::length);
        var m1 = box(i); var m2 = box(bi); var m3 = box(d); var m4 = ch('a'); var m5 = ch(97); var m6 = ch(b); var m7 = by(b); var m8 = by(1); var m9 = by(s); var m10 = by(c);
        var n1 = nul(null); var n2 = nularr(null); var n3 = nul((Object) null);
        var o1 = Math.abs(b); var o2 = Math.abs(l); var o3 = Math.max(i, l); var o4 = Math.max(i, fl); var o5 = Math.max(l, d); var o6 = Math.min('a', b);
        var o7 = Math.round(fl); var o8 = Math.round(d); var o9 = Math.floorMod(l, i); var o10 = Math.fma(fl, fl, fl); var o11 = Math.abs(bi); var o12 = Math.pow(i, 2);
        var p1 = String.valueOf(c); var p2 = String.valueOf(da); var p3 = String.format("%d", i); var p4 = String.format("%s", (Object[]) ta); var p5 = String.valueOf(new char[0]);
        StringBuilder sb = new StringBuilder();
        sb.append(c).append(d).append(t).append(i).append(o).append(new char[3]).append(z).append(sb);
        var q1 = Arrays.copyOf(da, 3); var q2 = Arrays.copyOf(ta, 3); var q3 = Arrays.stream(da).sum(); var q4 = Arrays.asList(1, 2, 3); var q5 = Arrays.asList(ta);
        var q6 = List.of(); var q7 = List.of(1, 2); var q8 = List.of(ta); var q10 = Arrays.toString(ia);
        Arrays.fill(da, 1); Arrays.fill(daa, da); Arrays.sort(ta, (x, y) -> y.compareTo(x)); Arrays.setAll(da, k -> k * 0.5);
        System.arraycopy(da, 0, da, 1, 2);
        al.add(1.0); al.remove(0); al.remove(bd); ls.add(0, "x"); ls.remove(t); al.set(0, d);
        var r1 = Integer.valueOf(3); var r2 = Integer.valueOf("3"); var r3 = Double.compare(i, l); var r4 = Integer.toString(3).length(); var r5 = Long.valueOf(i); 
        var s1 = da.clone(); var s2 = daa.clone()[0]; var s3 = da.length; var s4 = daa[0].length; var s5 = ta.clone()[0].length(); var s6 = da.equals(daa); var s7 = da.getClass(); var s8 = da.hashCode();
        var t1 = t.charAt(0); var t2 = t.indexOf('a'); var t3 = t.indexOf("a"); var t4 = t.substring(1).length(); var t5 = "a".concat("b").isEmpty(); var t6 = t.getClass(); var t7 = t.compareTo("x"); var t8 = t.chars().sum();
        System.out.println(c); System.out.println(ta); System.out.printf("%d %s%n", i, t); System.out.print(1.0f); System.err.println();
    }
}
