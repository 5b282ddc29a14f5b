package io.github.cotangent.processor.ir;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Whole routines at random: nested loops of all kinds, jumps of all kinds, switches, stores that may throw, calls with
 * effects. A variable is read only where it has surely been assigned. Parts are in A-normal form, parts are trees.
 */
public final class RandomRoutines {
    private static final Type ARRAY = new ArrayType(Primitive.DOUBLE);
    private static final List<Primitive> TYPES = List.of(
            Primitive.DOUBLE, Primitive.DOUBLE, Primitive.INT, Primitive.FLOAT, Primitive.BOOLEAN, Primitive.LONG);
    private static final List<String> WISHES = List.of("t", "u", "x", "n", "sum", "record", "i2", "t2");

    /** Of every primitive type one, and two arrays. */
    public static final List<Variable> PARAMETERS = List.of(
            Variable.parameter("x", Primitive.DOUBLE),
            Variable.parameter("f", Primitive.FLOAT),
            Variable.parameter("i", Primitive.INT),
            Variable.parameter("l", Primitive.LONG),
            Variable.parameter("b", Primitive.BOOLEAN),
            Variable.parameter("c", Primitive.CHAR),
            Variable.parameter("s", Primitive.SHORT),
            Variable.parameter("y", Primitive.BYTE),
            Variable.parameter("a", ARRAY),
            Variable.parameter("g", ARRAY));

    /** What calls with effects go to: adds one to an element and returns it. */
    public static final Routine BUMP = bump();

    /** A target of jumps in sight. */
    private record Target(Label label, boolean isLoop) {}

    private final Random random;
    private final List<Target> targets = new ArrayList<>();
    private Set<Variable> known = new LinkedHashSet<>(PARAMETERS);
    private int line = 1;

    private RandomRoutines(Random random) {
        this.random = random;
    }

    public static Routine next(String name, Random random) {
        RandomRoutines maker = new RandomRoutines(random);
        List<Stmt> body = new ArrayList<>(maker.block(4, 10).statements());
        if (Walk.completesNormally(new Block(body))) {
            body.add(new Stmt.Return(maker.expr(Primitive.DOUBLE, 3), Origin.NONE));
        }
        return new Routine(name, List.of(), true, PARAMETERS, Primitive.DOUBLE, new Block(body), Set.of("u2"));
    }

    private static Routine bump() {
        Variable array = Variable.parameter("a", ARRAY);
        Variable index = Variable.parameter("i", Primitive.INT);
        Expr at = new Expr.Binary(BinaryOp.BIT_AND, new Expr.Use(index), Expr.Constant.of(3), Primitive.INT);
        Expr element = new Expr.Load(new Expr.Use(array), at, Primitive.DOUBLE);
        return new Routine(
                "bump",
                List.of(),
                true,
                List.of(array, index),
                Primitive.DOUBLE,
                Block.of(
                        new Stmt.AccumulateElement(new Expr.Use(array), at, Expr.Constant.of(1.0), Origin.NONE),
                        new Stmt.Return(element, Origin.NONE)),
                Set.of());
    }

    // ---- statements

    private Block block(int depth, int length) {
        List<Stmt> out = new ArrayList<>();
        int count = 1 + random.nextInt(length);
        for (int i = 0; i < count && Walk.completesNormally(new Block(out)); i++) {
            statement(depth, out);
        }
        return new Block(out);
    }

    private Origin origin() {
        line += random.nextInt(2);
        return random.nextInt(3) == 0 ? Origin.NONE : new Origin(0, 0, line);
    }

    private void statement(int depth, List<Stmt> out) {
        int kind = random.nextInt(depth > 0 ? 22 : 13);
        switch (kind) {
            case 0, 1, 2, 3 -> temporary(out);
            case 4, 5 -> local(out);
            case 6 -> out.add(new Stmt.Store(array(), index(), atom(Primitive.DOUBLE), origin()));
            case 7 -> out.add(new Stmt.AccumulateElement(array(), safeIndex(), expr(Primitive.DOUBLE, 2), origin()));
            case 8 -> accumulate(out);
            case 9 -> out.add(new Stmt.Perform(dropped(), origin()));
            case 10 -> jump(out);
            case 11 -> arrays(out);
            case 12 -> out.add(new Stmt.Comment("a note about $1"));
            case 13, 14 -> choice(depth, out);
            case 15 -> select(depth, out);
            case 16 -> labelled(depth, out);
            case 17 -> attempt(depth, out);
            case 18 -> either(out);
            default -> loop(depth, out);
        }
    }

    /** A value of its own, often read right after, sometimes later or never. */
    private void temporary(List<Stmt> out) {
        Primitive type = pick(TYPES);
        Variable variable =
                random.nextBoolean() ? Variable.temporary("t", type) : Variable.generated(pick(WISHES), type);
        Expr value = switch (random.nextInt(5)) {
            case 0 -> type == Primitive.DOUBLE ? new Expr.Load(array(), index(), type) : expr(type, 1);
            case 1 -> type == Primitive.DOUBLE ? call() : expr(type, 1);
            default -> expr(type, 1 + random.nextInt(2));
        };
        out.add(new Stmt.Assign(variable, value, origin()));
        known.add(variable);
        if (random.nextInt(3) > 0 && type == Primitive.DOUBLE) {
            Variable next = Variable.temporary("t", type);
            Expr other = atom(type);
            Expr use = new Expr.Use(variable);
            BinaryOp op = pick(List.of(BinaryOp.ADD, BinaryOp.SUB, BinaryOp.MUL, BinaryOp.DIV));
            Expr both = random.nextBoolean()
                    ? new Expr.Binary(op, use, other, type)
                    : new Expr.Binary(op, other, use, type);
            known.remove(variable);
            out.add(new Stmt.Assign(next, both, origin()));
            known.add(next);
        }
    }

    private void local(List<Stmt> out) {
        List<Variable> locals = known.stream()
                .filter(v -> v.kind() == Variable.Kind.LOCAL && v.type() instanceof Primitive)
                .toList();
        Variable variable = locals.isEmpty() || random.nextInt(3) == 0
                ? Variable.local(pick(WISHES), pick(TYPES), false)
                : pick(locals);
        Primitive type = (Primitive) variable.type();
        Expr value = expr(type, 2);
        if (known.contains(variable) && type != Primitive.BOOLEAN && random.nextBoolean()) {
            BinaryOp op = pick(List.of(BinaryOp.ADD, BinaryOp.SUB, BinaryOp.MUL));
            Expr right = random.nextInt(3) == 0 ? new Expr.Convert(Expr.Constant.of(1), type) : value;
            value = new Expr.Binary(op, new Expr.Use(variable), right, type);
        }
        out.add(new Stmt.Assign(variable, value, origin()));
        known.add(variable);
    }

    private void accumulate(List<Stmt> out) {
        List<Variable> bars = known.stream()
                .filter(v -> v.kind() == Variable.Kind.GENERATED && v.type().isFloating())
                .toList();
        if (!bars.isEmpty()) {
            Variable bar = pick(bars);
            Expr share = expr((Primitive) bar.type(), 2);
            boolean negative = random.nextInt(3) == 0;
            out.add(new Stmt.Accumulate(
                    bar, negative ? new Expr.Unary(UnaryOp.NEGATE, share, share.type()) : share, origin()));
        }
    }

    private Expr dropped() {
        return switch (random.nextInt(4)) {
            case 0 -> new Expr.Load(array(), index(), Primitive.DOUBLE);
            case 1 -> new Expr.Binary(BinaryOp.DIV, atom(Primitive.INT), use(Primitive.INT), Primitive.INT);
            case 2 ->
                new Expr.MathCall(
                        "Math",
                        "addExact",
                        List.of(Primitive.INT, Primitive.INT),
                        List.of(expr(Primitive.INT, 2), expr(Primitive.INT, 1)),
                        Primitive.INT);
            default -> call();
        };
    }

    private void arrays(List<Stmt> out) {
        if (random.nextBoolean()) {
            List<Expr> operands = List.of(array(), Expr.Constant.of(0), array(), Expr.Constant.of(1), index());
            out.add(new Stmt.Perform(new Expr.ArrayCall(ArrayFunction.ARRAYCOPY, operands, Primitive.VOID), origin()));
            return;
        }
        Variable fresh = Variable.local("w", ARRAY, false);
        Expr value = switch (random.nextInt(4)) {
            case 0 -> new Expr.NewArray((ArrayType) ARRAY, List.of(safeIndex()));
            case 1 -> new Expr.ArrayCall(ArrayFunction.CLONE, List.of(array()), ARRAY);
            case 2 ->
                new Expr.ArrayLiteral((ArrayType) ARRAY, List.of(expr(Primitive.DOUBLE, 1), atom(Primitive.DOUBLE)));
            default -> new Expr.ArrayCall(ArrayFunction.COPY_OF, List.of(array(), safeIndex()), ARRAY);
        };
        out.add(new Stmt.Assign(fresh, value, origin()));
        known.add(fresh);
    }

    private void jump(List<Stmt> out) {
        if (targets.isEmpty() || random.nextInt(8) == 0) {
            if (random.nextInt(4) == 0) {
                out.add(new Stmt.Return(expr(Primitive.DOUBLE, 2), origin()));
            }
            return;
        }
        Target target = pick(targets);
        Stmt jump = new Stmt.Jump(target.label(), target.isLoop() && random.nextBoolean(), origin());
        out.add(
                random.nextInt(4) == 0
                        ? jump
                        : new Stmt.If(expr(Primitive.BOOLEAN, 2), Block.of(jump), Block.EMPTY, origin()));
    }

    private Block inner(int depth, Target target) {
        Set<Variable> before = known;
        known = new LinkedHashSet<>(before);
        if (target != null) {
            targets.add(target);
        }
        Block block = block(depth - 1, 5);
        if (target != null) {
            targets.remove(target);
        }
        known = before;
        return block;
    }

    private void choice(int depth, List<Stmt> out) {
        Expr condition = expr(Primitive.BOOLEAN, 2);
        Set<Variable> before = known;
        known = new LinkedHashSet<>(before);
        Block then = random.nextInt(6) == 0 ? Block.EMPTY : block(depth - 1, 4);
        Set<Variable> first = known;
        known = new LinkedHashSet<>(before);
        Variable shared = Variable.local(pick(WISHES), Primitive.DOUBLE, false);
        boolean both = random.nextBoolean() && Walk.completesNormally(then);
        if (both) {
            then = with(then, new Stmt.Assign(shared, Expr.Constant.of(2.0), origin()));
        }
        Block otherwise = random.nextBoolean() ? block(depth - 1, 4) : Block.EMPTY;
        if (both && Walk.completesNormally(otherwise)) {
            otherwise = with(otherwise, new Stmt.Assign(shared, expr(Primitive.DOUBLE, 2), origin()));
        }
        Set<Variable> after = new LinkedHashSet<>(known);
        after.retainAll(first);
        known = after;
        if (both) {
            known.add(shared);
        }
        out.add(new Stmt.If(condition, then, otherwise, origin()));
    }

    private static Block with(Block block, Stmt last) {
        List<Stmt> all = new ArrayList<>(block.statements());
        all.add(last);
        return new Block(all);
    }

    /** {@code if (c) t = a; else t = b;} as lowering leaves a conditional expression. */
    private void either(List<Stmt> out) {
        Primitive type = pick(TYPES);
        Variable target = Variable.temporary("t", type);
        Expr a = random.nextInt(4) == 0 && type == Primitive.BOOLEAN ? Expr.Constant.TRUE : expr(type, 1);
        Expr b = random.nextInt(4) == 0 && type == Primitive.BOOLEAN ? Expr.Constant.FALSE : expr(type, 1);
        out.add(new Stmt.If(
                expr(Primitive.BOOLEAN, 1),
                Block.of(new Stmt.Assign(target, a, origin())),
                Block.of(new Stmt.Assign(target, b, origin())),
                origin()));
        known.add(target);
        Variable result = Variable.local(pick(WISHES), type, false);
        out.add(new Stmt.Assign(result, new Expr.Use(target), origin()));
        known.remove(target);
        known.add(result);
    }

    private void select(int depth, List<Stmt> out) {
        List<Stmt.Case> cases = new ArrayList<>();
        Set<Integer> used = new HashSet<>();
        int arms = random.nextInt(3);
        for (int i = 0; i < arms; i++) {
            List<String> labels = new ArrayList<>();
            for (int j = random.nextInt(2); j >= 0; j--) {
                int label = random.nextInt(5) - 1;
                if (used.add(label)) {
                    labels.add(Integer.toString(label));
                }
            }
            cases.add(new Stmt.Case(labels, false, inner(depth, null)));
        }
        if (random.nextBoolean()) {
            List<String> labels = used.add(7) && random.nextBoolean() ? List.of("7") : List.of();
            cases.add(random.nextInt(cases.size() + 1), new Stmt.Case(labels, true, inner(depth, null)));
        }
        out.add(new Stmt.Switch(expr(Primitive.INT, 1), cases, origin()));
    }

    private void labelled(int depth, List<Stmt> out) {
        Label label = new Label(random.nextBoolean() ? "outer" : "block");
        out.add(new Stmt.Labelled(label, inner(depth, new Target(label, false)), origin()));
    }

    private void attempt(int depth, List<Stmt> out) {
        Block body = inner(depth, null);
        List<Target> outside = new ArrayList<>(targets);
        targets.clear();
        Block last = Block.of(new Stmt.AccumulateElement(array(), safeIndex(), Expr.Constant.of(1.0), origin()));
        targets.addAll(outside);
        out.add(new Stmt.TryFinally(body, last, origin()));
    }

    private void loop(int depth, List<Stmt> out) {
        Label label = new Label("loop");
        Target target = new Target(label, true);
        Variable counter = Variable.local(random.nextBoolean() ? "i" : "k", Primitive.INT, false);
        Stmt start = new Stmt.Assign(counter, Expr.Constant.of(0), origin());
        Expr limit = new Expr.Binary(
                BinaryOp.LT, new Expr.Use(counter), Expr.Constant.of(1 + random.nextInt(3)), Primitive.BOOLEAN);
        Stmt step = new Stmt.Assign(
                counter,
                new Expr.Binary(BinaryOp.ADD, new Expr.Use(counter), Expr.Constant.of(1), Primitive.INT),
                Origin.NONE);
        out.add(start);
        if (random.nextInt(4) == 0) {
            out.add(new Stmt.Comment("between"));
        }
        known.add(counter);
        int kind = random.nextInt(5);
        Block body = inner(depth, target);
        if (kind == 0) {
            List<Stmt> statements = new ArrayList<>();
            statements.add(step);
            statements.addAll(body.statements());
            out.add(new Stmt.Loop(label, limit, random.nextBoolean(), new Block(statements), Block.EMPTY, origin()));
        } else if (kind == 1) {
            List<Stmt> statements = new ArrayList<>();
            Expr stop = new Expr.Unary(UnaryOp.NOT, limit, Primitive.BOOLEAN);
            Stmt leave = new Stmt.Jump(label, false, Origin.NONE);
            statements.add(new Stmt.If(stop, Block.of(leave), Block.EMPTY, Origin.NONE));
            statements.addAll(body.statements());
            out.add(new Stmt.Loop(
                    label, Expr.Constant.TRUE, random.nextBoolean(), new Block(statements), Block.of(step), origin()));
        } else {
            out.add(new Stmt.Loop(label, limit, kind > 2, body, update(step), origin()));
        }
        if (random.nextInt(3) > 0) {
            known.remove(counter);
        }
    }

    /** An update that may be more than a step: with a second variable, a temporary or an effect. */
    private Block update(Stmt step) {
        List<Stmt> all = new ArrayList<>(List.of(step));
        int kind = random.nextInt(6);
        if (kind == 0) {
            Variable temporary = Variable.temporary("t", Primitive.DOUBLE);
            all.add(0, new Stmt.Assign(temporary, expr(Primitive.DOUBLE, 1), origin()));
            all.add(new Stmt.AccumulateElement(array(), safeIndex(), new Expr.Use(temporary), origin()));
        } else if (kind == 1) {
            Variable own = Variable.local("v", Primitive.INT, false);
            Variable other = Variable.local("v", Primitive.INT, false);
            all.add(new Stmt.Assign(own, expr(Primitive.INT, 1), origin()));
            Expr twice = new Expr.Binary(BinaryOp.MUL, new Expr.Use(own), new Expr.Use(own), Primitive.INT);
            all.add(new Stmt.Assign(other, twice, origin()));
        }
        return new Block(all);
    }

    // ---- expressions

    private Expr call() {
        return new Expr.GeneratedCall("", "bump", List.of(array(), expr(Primitive.INT, 1)), Primitive.DOUBLE);
    }

    private Expr expr(Primitive type, int depth) {
        return new RandomExpressions(random, List.copyOf(known)).of(type, depth);
    }

    private Expr atom(Primitive type) {
        return expr(type, 0);
    }

    private Expr use(Type type) {
        return new Expr.Use(
                pick(known.stream().filter(v -> v.type().equals(type)).toList()));
    }

    private Expr array() {
        return use(ARRAY);
    }

    private Expr index() {
        return random.nextInt(3) > 0 ? safeIndex() : atom(Primitive.INT);
    }

    private Expr safeIndex() {
        return new Expr.Binary(BinaryOp.BIT_AND, atom(Primitive.INT), Expr.Constant.of(3), Primitive.INT);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
