package io.github.cotangent.random;

/**
 * The classes of random programs with objects, as {@link HelperLibrary} has helpers: records, a class with references and arrays, a
 * sealed hierarchy, an abstract class, trees, holders of functions. Whatever shape objects get into, their methods end and their
 * numbers stay moderate.
 */
final class ObjectLibrary {
    static final String MEMBERS = """
            record Pair(double u, double v) {
                static Pair of(double v) {
                    return new Pair(v, damp(v * 0.7 + 0.1));
                }

                Pair plus(Pair other) {
                    return new Pair(damp(u + other.u), damp(v() + other.v()));
                }

                Pair turned(double by) {
                    double c = Math.cos(by);
                    double s = Math.sin(by);
                    return new Pair(c * u - s * v, s * u + c * v);
                }

                Pair with(double v) {
                    return new Pair(u, v);
                }

                Pair ordered() {
                    return u > v ? this : new Pair(v, u);
                }

                double dot(Pair other) {
                    return damp(u * other.v + v * other.u());
                }
            }
            --
            record Frame(Pair from, Pair to, double[] w, int at) {
                Frame {
                    if (from == null) from = to;
                    at = Math.floorMod(at, 3);
                    if (w[at] > 0.6) w = w.clone();
                }

                Frame(Pair only, double[] w) {
                    this(only, only.turned(w[0]), w, 1);
                }

                double read() {
                    return from.dot(to) + 0.5 * w[at];
                }

                Frame next(double by) {
                    w[at] = damp(w[at] + by);
                    return new Frame(to, from.turned(by), w, at + 1);
                }

                Pair end(boolean first) {
                    return first ? from : to;
                }
            }
            --
            static class Cell {
                double value;
                double[] row = {0.3, -0.2, 0.1};
                Cell next;
                int count;
                private double kept = 0.25;

                Cell(double value) {
                    this.value = damp(value);
                }

                Cell(double value, double[] row, Cell next) {
                    this(value);
                    this.row = row;
                    this.next = next;
                    count += next == null ? 0 : 1;
                }

                static Cell chain(double v, int k) {
                    Cell first = null;
                    for (int i = 0; i <= k; i++) first = new Cell(v * 0.3 * (i + 1), new double[] {v, 0.1, -v}, first);
                    return first;
                }

                double value() {
                    return value;
                }

                Cell add(double by) {
                    kept = value;
                    value = damp(value + by);
                    count++;
                    return this;
                }

                Cell set(double[] row) {
                    this.row = row;
                    return this;
                }

                void absorb(Cell other) {
                    other.value = damp(other.value * 0.5 + value);
                    value -= 0.3 * other.kept;
                    row[1] = damp(other.row[0] + row[1]);
                }

                double read() {
                    return kept * value + row[count & 1];
                }

                Cell after() {
                    return next == null ? this : next;
                }

                double deep(int k) {
                    if (k <= 0 || next == null) return read();
                    value = damp(value + 0.1 * k);
                    return damp(value + 0.5 * next.deep(k - 1));
                }

                double walk() {
                    double s = 0;
                    int k = 0;
                    for (Cell c = this; c != null && k < 5; c = c.next, k++) {
                        if (c.value > 0.9) continue;
                        s += 0.4 * c.value;
                        c.row[k % 3] = damp(c.row[k % 3] + s);
                    }
                    return s;
                }

                static Cell reversed(Cell first, int k) {
                    Cell before = null;
                    while (k-- > 0 && first != null) {
                        Cell next = first.next;
                        first.next = before;
                        before = first;
                        first = next;
                    }
                    return before;
                }
            }
            --
            static final class Heavy extends Cell {
                private double mass = 0.4;
                final Cell under;

                Heavy(double value, Cell under) {
                    super(value, under.row, under.next);
                    this.under = under;
                    mass *= under.value + 1.2;
                }

                @Override
                double value() {
                    return mass * super.value();
                }

                @Override
                Cell add(double by) {
                    mass = damp(mass + 0.1 * under.value);
                    under.value -= 0.2 * by;
                    return count > 3 ? under : super.add(by * mass);
                }

                @Override
                double read() {
                    return super.read() + mass * under.value;
                }
            }
            --
            static final class Box<T extends Cell> {
                final T first;
                private T held;

                Box(T first) {
                    this.first = first;
                    this.held = first;
                }

                T get() {
                    return held;
                }

                Box<T> put(T next) {
                    T before = held;
                    held = next;
                    before.value = damp(before.value + 0.3 * next.value());
                    return this;
                }

                <S extends Cell> Box<S> around(S other) {
                    return new Box<>(other);
                }

                double read() {
                    return held.value * 0.5 + first.read();
                }
            }
            --
            sealed interface Curve permits Line, Bend, Sum {
                double at(double v);

                default double slope(double v) {
                    return at(v + 0.25) - at(v);
                }

                default int size() {
                    return 1;
                }

                default Curve plus(Curve other) {
                    return size() + other.size() > 5 ? other : new Sum(this, other, size() + other.size());
                }

                static Curve of(int k, double p, double q) {
                    return switch (Math.floorMod(k, 3)) {
                        case 0 -> new Line(p, q);
                        case 1 -> new Bend(p * q);
                        default -> new Line(q, 0.2).plus(new Bend(p));
                    };
                }
            }
            --
            record Line(double p, double q) implements Curve {
                @Override
                public double at(double v) {
                    return damp(p * v + q);
                }
            }
            --
            static final class Bend implements Curve {
                private double rate;
                int calls;

                Bend(double rate) {
                    this.rate = rate;
                }

                @Override
                public double at(double v) {
                    if (calls++ % 2 == 1) rate *= 0.9 + 0.1 * Math.sin(v);
                    return Math.sin(rate * v);
                }

                @Override
                public double slope(double v) {
                    return rate * Math.cos(rate * v) + 0.1 * Curve.super.slope(v);
                }
            }
            --
            record Sum(Curve left, Curve right, int size) implements Curve {
                @Override
                public double at(double v) {
                    return 0.5 * left.at(v) + 0.5 * right.at(v);
                }
            }
            --
            static abstract class Part {
                protected double scale;
                double[] state;

                Part(double scale, double[] state) {
                    this.scale = damp(scale);
                    this.state = state;
                }

                static Part of(int k, double scale, double[] state) {
                    int which = Math.floorMod(k, 3);
                    if (which == 0) return new Soft(scale, state);
                    return which == 1 ? new Twice(scale, state) : new Hard(scale, state.clone());
                }

                abstract double act(double v);

                double run(double v) {
                    state[0] = damp(state[0] + act(v));
                    return scale * state[0];
                }

                Part tuned(double by) {
                    scale = damp(scale * 0.8 + by);
                    return this;
                }
            }
            --
            static class Soft extends Part {
                Soft(double scale, double[] state) {
                    super(scale, state);
                }

                @Override
                double act(double v) {
                    return damp(v * scale);
                }
            }
            --
            static class Twice extends Soft {
                private double own;

                Twice(double scale, double[] state) {
                    super(0.5 * scale, state);
                    own = damp(this.scale + state[1]);
                }

                @Override
                double act(double v) {
                    own = damp(own + 0.1 * v);
                    return super.act(super.act(v) + own);
                }

                @Override
                double run(double v) {
                    return 0.5 * super.run(v + own);
                }

                double own() {
                    return own;
                }
            }
            --
            static final class Hard extends Part {
                int turns;

                Hard(double scale, double[] state) {
                    super(scale + 0.1, state);
                    for (double each : state) this.scale = damp(this.scale + scale * each);
                }

                @Override
                double act(double v) {
                    if (turns++ % 2 == 0) return v > 0.2 ? v * 0.5 : -v;
                    return Math.sin(scale + v) * state[2];
                }
            }
            --
            sealed interface Tree permits Leaf, Fork {
                double fold(double v);

                default int size() {
                    return 1;
                }

                static Tree grow(double v, int k) {
                    return k <= 0 ? new Leaf(damp(v)) : join(grow(v * 0.5, k - 1), v, grow(v + 0.1, k - 2));
                }

                static Tree join(Tree a, double v, Tree b) {
                    return a.size() + b.size() > 8 ? a : new Fork(a, damp(v), b);
                }

                static double sum(Tree tree) {
                    if (tree instanceof Leaf leaf) return leaf.v();
                    if (tree instanceof Fork fork && fork.v > 0.3) return damp(0.5 * sum(fork.left) + fork.v);
                    Fork fork = (Fork) tree;
                    return 0.4 * (sum(fork.right) + sum(fork.left)) - fork.v;
                }

                default Tree turned() {
                    return this;
                }
            }
            --
            record Leaf(double v) implements Tree {
                @Override
                public double fold(double w) {
                    return damp(v + w);
                }
            }
            --
            static final class Fork implements Tree {
                Tree left;
                double v;
                Tree right;
                private final int size;

                Fork(Tree left, double v, Tree right) {
                    this.left = left;
                    this.v = v;
                    this.right = right;
                    this.size = left.size() + right.size();
                }

                @Override
                public int size() {
                    return size;
                }

                @Override
                public double fold(double w) {
                    v = damp(v + 0.2 * w);
                    return right.fold(left.fold(w * v));
                }

                @Override
                public Tree turned() {
                    Tree before = left;
                    left = right;
                    right = before;
                    v = 0.9 * v;
                    return this;
                }
            }
            --
            static final class Stack {
                private Pair[] all = new Pair[2];
                int size;

                Stack push(Pair pair) {
                    if (size == all.length) all = Arrays.copyOf(all, 2 * size);
                    all[size++] = pair;
                    return this;
                }

                Pair pop() {
                    return size == 0 ? new Pair(0.3, -0.2) : all[--size];
                }

                double fold() {
                    double s = 0.1;
                    for (int i = 0; i < Math.min(size, 4); i++) s = damp(s * all[i].u() + all[i].v());
                    return s;
                }
            }
            --
            interface Rule {
                double apply(double v, double[] w);

                default double twice(double v, double[] w) {
                    return damp(apply(damp(apply(v, w)), w) + v);
                }
            }
            --
            interface Force {
                double[] at(double v, double[] w);
            }
            --
            record Holder(DoubleUnaryOperator f, double k) {
                double read(double v) {
                    return damp(k * f.applyAsDouble(v));
                }

                Holder with(DoubleUnaryOperator f) {
                    return new Holder(f, k * 0.9);
                }
            }
            --
            static double measured(Cell[] cells, ToDoubleFunction<Cell> f) {
                double s = 0;
                for (Cell each : cells) {
                    if (s > 0.8) break;
                    s += 0.4 * f.applyAsDouble(each);
                }
                return s;
            }
            --
            static Pair[] mapped(Pair[] pairs, UnaryOperator<Pair> f) {
                Pair[] made = new Pair[pairs.length];
                for (int i = 0; i < pairs.length; i++) made[i] = f.apply(i % 2 == 0 ? pairs[i] : f.apply(pairs[i]));
                return made;
            }
            --
            static void visit(Cell[] cells, Consumer<Cell> f) {
                for (Cell cell : cells) f.andThen(Cell::read).accept(cell);
            }
            --
            static double integrate(DoubleUnaryOperator f, double from, double to) {
                double s = 0;
                double h = (to - from) / 3;
                for (int i = 0; i < 3; i++) s += h * f.applyAsDouble(from + (i + 0.5) * h);
                return s;
            }
            --
            static DoubleUnaryOperator composed(DoubleUnaryOperator f, DoubleUnaryOperator g) {
                return v -> f.applyAsDouble(damp(g.applyAsDouble(v)));
            }
            --
            static double repeated(DoubleUnaryOperator f, double v, int k) {
                return k <= 0 ? v : repeated(f, damp(f.applyAsDouble(v)), k - 1);
            }
            --
            static double[] euler(Force force, double[] w, int k) {
                double[] now = w.clone();
                for (int i = 0; i < k; i++) {
                    double[] by = force.at(0.1 * i, now);
                    for (int j = 0; j < 3; j++) now[j] = damp(now[j] + 0.2 * by[j]);
                }
                return now;
            }
            --
            static List<Double> twice(List<Double> in) {
                List<Double> out = new ArrayList<>();
                for (double v : in) out.add(damp(2 * v));
                return out;
            }
            --
            static double folded(List<Double> in, int at) {
                if (at >= in.size()) return 0.2;
                Double v = in.get(at);
                return damp(v * folded(in, at + 1) + 0.3 * v);
            }
            --
            static double total(List<Cell> in) {
                double s = 0;
                for (Cell each : in) {
                    s += 0.3 * each.read();
                    each.value *= 0.95;
                }
                return s;
            }
            --
            static void bump(Map<String, Double> in, String key, double by) {
                in.put(key, damp(in.getOrDefault(key, 0.1) + by));
            }
            --
            static double most(Map<String, Double> in) {
                double s = 0;
                for (Map.Entry<String, Double> each : in.entrySet()) s += each.getKey().length() * 0.2 * each.getValue();
                return s;
            }
            --
            static final class Bent {
                static double of(double v) {
                    return damp(v) * 0.7 + 0.1;
                }
            }
            """;

    private ObjectLibrary() {}
}
