package p;

import java.util.*;
import java.util.function.*;
import java.util.stream.*;

class Generics<T extends Number, U> {
    T value;
    U[] us;
    List<T> list = new ArrayList<>();
    Map<String, List<? extends Number>> map = new HashMap<>();
    static final List<Double> DS = List.of(1.0, 2.0);

    record Pair<A, B>(A first, B second) {
        static <X> Pair<X, X> twice(X x) { return new Pair<>(x, x); }
        <C> Pair<A, C> with(C c) { return new Pair<>(first, c); }
    }

    interface Shape<S extends Shape<S>> { S self(); default double area() { return 1; } }
    static final class Square implements Shape<Square> { public Square self() { return this; } double side = 2; }
    static class Node<V> { V v; Node<V> next; Node(V v) { this.v = v; } Node(V v, Node<V> next) { this.v = v; this.next = next; } V get() { return v; } }
    static class Sub extends Node<Double> { Sub(double d) { super(d); } double twice() { return v * 2 + get() + next.v + this.v; } }

    static <A> A id(A a) { return a; }
    static <A, B> B map(A a, Function<A, B> f) { return f.apply(a); }
    static <A> A pick(A a, A b) { return a; }
    static <A> A[] array(A... as) { return as; }
    static <A extends Comparable<A>> A max(A a, A b) { return a.compareTo(b) > 0 ? a : b; }
    static <A> List<A> listOf(A... as) { return null; }
    static <A> A first(List<? extends A> l) { return l.get(0); }
    static <N extends Number> double total(List<N> ns) { double s = 0; for (N n : ns) s += n.doubleValue(); return s; }
    static <A> void consume(List<? super A> l, A a) { l.add(a); }
    static <E extends Enum<E>> E en(E e) { return e; }

    double fields(Generics<Double, String> g, Generics<?, ?> w, Node<int[]> n, T t) {
        double a = value.doubleValue() + list.get(0).intValue() + g.value + g.us[0].length() + g.list.get(1) + w.value.doubleValue();
        var b = g.value; var c = g.us; var d = g.list; var e = us[0]; var f = n.v[0]; var h = n.next.next.get()[1];
        var m = map.get("x").get(0).doubleValue();
        for (Number each : map.get("y")) a += each.floatValue();
        for (var each : map.get("y")) a += each.floatValue();
        for (T each : list) a += each.doubleValue();
        for (var entry : map.entrySet()) a += entry.getValue().size() + entry.getKey().length();
        U u = us[0];
        return a + f + t.doubleValue() + u.hashCode() + value.intValue();
    }

    static double calls(List<Double> ds, List<? extends Integer> is, Map<String, Integer> ms, Square sq, Sub sub) {
        double x = id(3.0); var a1 = id(3); var a2 = id("s"); var a3 = id(new double[2])[0]; var a4 = id(ds).get(0);
        var b1 = map("a", s -> s.length()); var b2 = map(3.0, v -> v * 2); var b3 = map("a", String::length);
        var c1 = pick(1, 2); var c2 = pick("a", "b"); 
        var d1 = array("a", "b"); var d2 = array(1, 2)[0]; var e1 = max(1.0, 2.0); var e2 = max("a", "b").length();
        var f1 = listOf(1, 2); var f2 = first(ds); var f3 = first(is); var f4 = total(ds); consume(ds, 1.0);
        List<String> g1 = listOf(); List<Number> g2 = listOf(1, 2.0); List<String> g3 = Collections.emptyList(); var g4 = Collections.<String>emptyList();
        var h1 = new Pair<>("a", 1); var h2 = h1.first().length() + h1.second(); var h3 = Pair.twice(2.0).second(); var h4 = h1.with('c').second(); Pair<String, Double> h5 = new Pair<>("x", 2.0);
        var i1 = sq.self().self().side; var i2 = sq.area(); var j1 = sub.v; var j2 = sub.twice(); var j3 = sub.next.v; var j4 = sub.get();
        var k1 = new Node<>(3.0); var k2 = new Node<>("x", null); var k3 = new Node<>(1, new Node<>(2)).next.v; Node<Object> k4 = new Node<>("s");
        var l1 = ms.get("a"); var l2 = ms.getOrDefault("a", 0); ms.merge("a", 1, Integer::sum); ms.merge("b", 2, (p, q) -> p * q); ms.computeIfAbsent("c", key -> key.length()); ms.forEach((key, val) -> System.out.println(key + val));
        var m1 = is.get(0); int m2 = is.get(0); double m3 = ds.get(0) * is.get(1); var m4 = en(Thread.State.NEW);
        var n1 = Optional.of(3.0).map(v -> v + 1).orElse(2.0); var n2 = Optional.ofNullable("x").orElse(null); var n3 = Optional.<Integer>empty().isPresent(); var n4 = Optional.of("a").get().length();
        var o1 = Objects.requireNonNull(ds).size(); var o2 = Objects.requireNonNullElse("a", "b").length(); var o3 = Objects.hash(1, 2, "x");
        return x + a1 + a3 + a4;
    }

    static double streams(List<Double> ds, double[] a, int n, List<String> ss) {
        double r = Arrays.stream(a).map(v -> v * v).sum() + DoubleStream.of(1, 2).reduce(0, (p, q) -> p + q) + IntStream.range(0, n).mapToDouble(i -> a[i] * i).sum();
        var b1 = ds.stream().mapToDouble(Double::doubleValue).sum(); var b2 = ds.stream().mapToDouble(d -> d).max().getAsDouble(); var b3 = ds.stream().map(d -> d * 2).collect(Collectors.toList());
        var c1 = ss.stream().map(String::length).filter(l -> l > 2).count(); var c2 = ss.stream().map(s -> s.trim()).toList(); var c3 = ss.stream().sorted().findFirst().get(); var c4 = ss.stream().anyMatch(s -> s.isEmpty());
        List<Integer> d1 = ss.stream().map(String::length).collect(Collectors.toList());
        var e1 = IntStream.range(0, n).mapToObj(i -> "x" + i).toArray(String[]::new); var e2 = ss.toArray(new String[0]); ss.forEach(s -> System.out.println(s.length())); ds.sort(Comparator.naturalOrder());
        var f1 = IntStream.of(1, 2).boxed().map(i -> i + 1).reduce(0, Integer::sum); var f2 = Stream.of("a", "b").map(s -> s.length()).toList(); var f3 = Stream.iterate(1.0, v -> v / 2).limit(5).mapToDouble(v -> v).sum();
        UnaryOperator<Double> twice = v -> v * 2; Function<Double, Double> comp = twice.andThen(v -> v + 1); var g1 = comp.apply(2.0); BinaryOperator<Double> plus = Double::sum; var g2 = plus.apply(1.0, 2.0);
        DoubleUnaryOperator sin = Math::sin; var g3 = sin.andThen(Math::cos).applyAsDouble(1); Supplier<List<String>> make = ArrayList::new; var g4 = make.get().size(); ToDoubleBiFunction<Double, Integer> tb = (p, q) -> p * q;
        return r;
    }
}
