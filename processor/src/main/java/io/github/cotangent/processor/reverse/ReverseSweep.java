package io.github.cotangent.processor.reverse;

import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.normalize.ExitCodes;
import io.github.cotangent.processor.normalize.Guard;
import io.github.cotangent.processor.plan.CountedLoop;
import io.github.cotangent.processor.plan.Plan;
import io.github.cotangent.processor.plan.Segment;
import io.github.cotangent.processor.plan.Version;
import io.github.cotangent.processor.plan.Versions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Emits the reverse sweep: the structure of the forward sweep run backwards, each statement replaced by its adjoint.
 *
 * <p>Run once without a plan it finds out which versions are needed ({@link #needed()}); run again with the plan made from
 * them it gives the code. A value that is loaded or recomputed, and an adjoint, are set up on first demand, in the scope of
 * the segment they belong to, before the statement that asked.
 */
final class ReverseSweep {

    /** Reverse code of a segment under construction. */
    private record Scope(Segment segment, List<Stmt> out) {}

    private final Recording recording;
    private final Plan plan;
    private final Frames frames;
    private final Adjoints adjoints;
    private final Map<Version, List<Stmt>> needed = new LinkedHashMap<>();
    private final Map<Version, Expr> atHand = new HashMap<>();
    private final Set<Variable> started = new HashSet<>();
    private final Map<Variable, Supplier<Expr>> exitCodes = new HashMap<>();
    private final Deque<Scope> scopes = new ArrayDeque<>();
    private final ForwardSweep forward;
    private final Map<Stmt, CheckpointSweep> checkpoints;
    private final Map<Stmt, CheckpointedLoop> again = new LinkedHashMap<>();
    private final Deque<Stmt> reversed = new ArrayDeque<>();

    /**
     * @param plan null to only collect what is needed
     * @param frames where saved values are; null without a plan
     * @param forward what emits iterations that run again; null without a plan
     * @param checkpoints the loops of which states are kept
     */
    ReverseSweep(
            Recording recording,
            Plan plan,
            Frames frames,
            ForwardSweep forward,
            Map<Stmt, CheckpointSweep> checkpoints) {
        this.forward = forward;
        this.checkpoints = checkpoints;
        this.recording = recording;
        this.plan = plan;
        this.frames = frames;
        this.adjoints = new Adjoints(recording, this);
    }

    /** The versions that were asked for, each with the statements whose adjoints did. */
    public Map<Version, List<Stmt>> needed() {
        return needed;
    }

    /** The loops whose iterations have to run again. */
    Map<Stmt, CheckpointedLoop> again() {
        return again;
    }

    /**
     * The code.
     *
     * @param seed statements that set the adjoints of the outputs; they stand first
     * @param seeded the adjoints they set
     */
    public List<Stmt> emit(List<Stmt> seed, Set<Variable> seeded) {
        started.addAll(seeded);
        Scope root = new Scope(recording.versions().root(), new ArrayList<>(seed));
        scopes.push(root);
        root.out().addAll(block(recording.exits().body()));
        scopes.pop();
        return root.out();
    }

    /** The adjoint of a variable, set to zero in the scope the variable is at home in. */
    Variable adjoint(Variable variable) {
        Variable bar = recording.adjoint(variable);
        if (started.add(bar)) {
            Segment home = recording.versions().home(variable);
            scope(home).out().add(new Stmt.Assign(bar, Expr.Constant.zero(bar.type()), Origin.NONE));
        }
        return bar;
    }

    /** Whether an adjoint has received anything yet. */
    public boolean isStarted(Variable bar) {
        return started.contains(bar);
    }

    void add(Stmt stmt) {
        scopes.element().out().add(stmt);
    }

    /** The value an atom of a statement had when the statement ran. */
    Expr value(Stmt stmt, Expr atom) {
        if (!(atom instanceof Expr.Use use)) {
            return atom;
        }
        Variable variable = use.variable();
        return variable.isStatic() && variable.field().constant()
                ? atom
                : value(recording.versions().read(stmt, variable));
    }

    /** A version's value. */
    Expr value(Version version) {
        if (plan == null) {
            noteNeed(version);
            return new Expr.Use(version.variable());
        }
        return switch (plan.of(version)) {
            case HELD -> new Expr.Use(version.variable());
            case CONSTANT -> version.value();
            default -> {
                Expr known = atHand.get(version);
                if (known == null) {
                    known = bringBack(version);
                    atHand.put(version, known);
                }
                yield known;
            }
        };
    }

    private void noteNeed(Version version) {
        List<Stmt> by = needed.computeIfAbsent(version, key -> new ArrayList<>());
        Stmt now = reversed.peek();
        if (now != null && (by.isEmpty() || by.get(by.size() - 1) != now)) {
            by.add(now);
        }
    }

    private Expr bringBack(Version version) {
        Variable variable = version.variable();
        Scope scope = scope(version.home());
        Expr value;
        if (plan.of(version) == Plan.Means.SAVED) {
            value = frames.load(version);
        } else {
            value = Walk.substitute(
                    version.value(),
                    read -> read.isStatic() ? null : value(recording.versions().read(version.place(), read)));
        }
        if (value instanceof Expr.Atom) {
            return value;
        }
        Variable copy = variable.kind() == Variable.Kind.TEMPORARY
                ? Variable.temporary(variable.name(), variable.type())
                : Variable.generated(variable.name(), variable.type());
        scope.out().add(new Stmt.Assign(copy, value, originOf(version)));
        return new Expr.Use(copy);
    }

    private static Origin originOf(Version version) {
        return version.place() == null ? Origin.NONE : version.place().origin();
    }

    private Scope scope(Segment segment) {
        for (Scope scope : scopes) {
            if (scope.segment() == segment) {
                return scope;
            }
        }
        throw new IllegalStateException("no reverse scope for this segment");
    }

    // ---- structure

    private List<Stmt> block(Block block) {
        return block.isEmpty() ? List.of() : segment(block.statements(), 0);
    }

    private List<Stmt> segment(List<Stmt> statements, int from) {
        Scope scope = new Scope(recording.versions().segment(statements.get(from)), new ArrayList<>());
        scopes.push(scope);
        int last = from;
        while (last < statements.size() - 1
                && recording.exits().guards(statements.get(last)).isEmpty()) {
            last++;
        }
        if (last < statements.size() - 1) {
            List<Stmt> tail = segment(statements, last + 1);
            if (!tail.isEmpty()) {
                add(new Stmt.If(
                        ran(recording.exits().guards(statements.get(last))),
                        new Block(tail),
                        Block.EMPTY,
                        Origin.NONE));
            }
        }
        for (int i = last; i >= from; i--) {
            statement(statements.get(i));
        }
        scopes.pop();
        return scope.out();
    }

    private Expr ran(List<Guard> guards) {
        Expr all = null;
        for (Guard guard : guards) {
            Expr code = exitCodes.get(guard.exit()).get();
            Expr one = new Expr.Binary(
                    guard.bound() == 0 ? BinaryOp.EQ : BinaryOp.LE,
                    code,
                    Expr.Constant.of(guard.bound()),
                    Primitive.BOOLEAN);
            all = all == null ? one : new Expr.Binary(BinaryOp.AND, all, one, Primitive.BOOLEAN);
        }
        return all;
    }

    private void statement(Stmt stmt) {
        reversed.push(stmt);
        if (stmt instanceof Stmt.If choice) {
            List<Stmt> then = block(choice.then());
            List<Stmt> otherwise = block(choice.otherwise());
            if (!then.isEmpty() || !otherwise.isEmpty()) {
                Expr condition = value(stmt, choice.condition());
                add(new Stmt.If(condition, new Block(then), new Block(otherwise), stmt.origin()));
            }
        } else if (stmt instanceof Stmt.Switch choice) {
            List<Stmt.Case> arms = new ArrayList<>();
            boolean any = false;
            for (Stmt.Case arm : choice.cases()) {
                List<Stmt> body = block(arm.body());
                any |= !body.isEmpty();
                arms.add(new Stmt.Case(arm.labels(), arm.isDefault(), new Block(body)));
            }
            if (any) {
                if (arms.stream().noneMatch(Stmt.Case::isDefault)) {
                    arms.add(new Stmt.Case(List.of(), true, Block.EMPTY));
                }
                add(new Stmt.Switch(value(stmt, choice.selector()), arms, stmt.origin()));
            }
        } else if (stmt instanceof Stmt.Labelled labelled) {
            left(stmt, codes(labelled.label()).leave());
            block(labelled.body()).forEach(this::add);
        } else if (stmt instanceof Stmt.TryFinally attempt) {
            ExitCodes.Attempt codes = recording.exits().attempt(stmt);
            left(stmt, codes.finalizer());
            left(stmt, codes.body());
            block(attempt.finalizer()).forEach(this::add);
            block(attempt.body()).forEach(this::add);
        } else if (stmt instanceof Stmt.Try attempt) {
            attempt(attempt);
        } else if (stmt instanceof Stmt.Synchronized guarded) {
            block(guarded.body()).forEach(this::add);
        } else if (stmt instanceof Stmt.Loop loop) {
            loop(loop);
        } else {
            adjoints.reverse(stmt);
        }
        reversed.pop();
    }

    /** The clause that ran comes first, then what ran before the exception. If nothing went on behind a clause, none ran. */
    private void attempt(Stmt.Try attempt) {
        ExitCodes.Attempt codes = recording.exits().attempt(attempt);
        left(attempt, codes.body());
        for (int i = 0; codes.caught() != null && i < attempt.catches().size(); i++) {
            List<Stmt> clause = block(attempt.catches().get(i).body());
            if (!clause.isEmpty()) {
                Expr ran = new Expr.Binary(
                        BinaryOp.EQ,
                        value(recording.versions().behind(attempt, codes.caught())),
                        Expr.Constant.of(i + 1),
                        Primitive.BOOLEAN);
                add(new Stmt.If(ran, new Block(clause), Block.EMPTY, attempt.origin()));
            }
        }
        block(attempt.body()).forEach(this::add);
    }

    /** Says where the exit code of a region is, if it has one. */
    private void left(Stmt region, Variable code) {
        if (code != null) {
            exitCodes.put(code, () -> value(recording.versions().behind(region, code)));
        }
    }

    private ExitCodes.Codes codes(Label label) {
        return recording.exits().codes(label);
    }

    // ---- loops

    private void loop(Stmt.Loop loop) {
        CountedLoop counted = recording.loops().get(loop);
        Variable leave = codes(loop.label()).leave();
        Variable skip = codes(loop.label()).skip();
        Variable left = Variable.generated("exit", Primitive.INT);
        boolean[] asked = new boolean[1];
        if (leave != null) {
            exitCodes.put(leave, () -> {
                asked[0] = true;
                return new Expr.Use(left);
            });
        }
        if (skip != null) {
            exitCodes.put(skip, () -> value(recording.versions().behindBody(loop, skip)));
        }
        Variable trip = Variable.generated("trip", Primitive.INT);
        Scope iteration = new Scope(recording.versions().iteration(loop), new ArrayList<>());
        List<Stmt> inductions = inductions(loop, counted, trip);
        scopes.push(iteration);
        List<Stmt> update = block(loop.update());
        Guard guard = recording.exits().updateGuard(loop);
        if (!update.isEmpty() && guard != null) {
            add(new Stmt.If(ran(List.of(guard)), new Block(update), Block.EMPTY, Origin.NONE));
        } else {
            update.forEach(this::add);
        }
        block(loop.body()).forEach(this::add);
        scopes.pop();
        if (iteration.out().isEmpty()) {
            return;
        }
        if (recording.isCheckpointed(loop)) {
            if (asked[0]) {
                add(new Stmt.Assign(left, value(recording.versions().behind(loop, leave)), Origin.NONE));
                iteration.out().add(new Stmt.Assign(left, Expr.Constant.of(0), Origin.NONE));
            }
            again(loop, iteration.out());
            return;
        }
        List<Stmt> body = new ArrayList<>(inductions);
        if (plan != null) {
            body.addAll(frames.stepBack(loop));
        }
        body.addAll(iteration.out());
        if (asked[0]) {
            add(new Stmt.Assign(left, value(recording.versions().behind(loop, leave)), Origin.NONE));
            body.add(new Stmt.Assign(left, Expr.Constant.of(0), Origin.NONE));
        }
        if (plan == null) {
            counted.inductions().forEach(induction -> value(recording.versions().read(loop, induction.variable())));
        }
        if (counted.range().isPresent()) {
            runDown(loop, counted.range().get(), body);
        } else {
            Expr trips = value(recording.versions().behind(loop, recording.trips(loop)));
            add(new Stmt.Assign(trip, Instrumentation.plus(trips, -1), Origin.NONE));
            Expr more = new Expr.Binary(BinaryOp.GE, new Expr.Use(trip), Expr.Constant.of(0), Primitive.BOOLEAN);
            Stmt next = new Stmt.Assign(trip, Instrumentation.plus(new Expr.Use(trip), -1), Origin.NONE);
            add(new Stmt.Loop(new Label("reverse"), more, true, new Block(body), Block.of(next), loop.origin()));
        }
    }

    /** A checkpointed loop: each iteration runs again before it is reversed. */
    private void again(Stmt.Loop loop, List<Stmt> reverse) {
        CheckpointedLoop shape = recording.checkpointed(loop);
        again.put(loop, shape);
        Versions versions = recording.versions();
        Expr trips = loop.label().isCall() ? Expr.Constant.of(1) : value(versions.behind(loop, recording.trips(loop)));
        Stmt.Assign room = recording.instrumentation().states(loop);
        Expr states = shape.isStateless() ? null : value(versions.behind(room, room.target()));
        Map<Variable, Expr> outer = new LinkedHashMap<>();
        shape.outer().forEach(variable -> outer.put(variable, value(versions.entering(loop, variable))));
        if (plan == null) {
            add(new Stmt.Comment("")); // So that it is seen around that something is here.
            return;
        }
        checkpoints
                .get(loop)
                .backwards(trips, states, outer, forward.plain(loop), forward.recorded(loop), reverse)
                .forEach(this::add);
    }

    /** Gives the induction variables their values in an iteration. */
    private List<Stmt> inductions(Stmt.Loop loop, CountedLoop counted, Variable trip) {
        List<Stmt> out = new ArrayList<>();
        if (plan == null) {
            return out;
        }
        for (CountedLoop.Induction induction : counted.inductions()) {
            Version header = recording.versions().header(loop, induction.variable());
            if (plan.of(header) != Plan.Means.INDUCTION) {
                continue;
            }
            Variable copy = Variable.generated(induction.variable().name(), Primitive.INT);
            atHand.put(header, new Expr.Use(copy));
            frames.counter(loop, new Expr.Use(copy));
            if (counted.range().isPresent() && counted.range().get().variable() == induction.variable()) {
                continue;
            }
            Expr start = value(recording.versions().read(loop, induction.variable()));
            Expr number =
                    counted.range().isPresent() ? tripOf(loop, counted.range().get()) : new Expr.Use(trip);
            out.add(new Stmt.Assign(copy, at(start, induction.step(), number), Origin.NONE));
        }
        return out;
    }

    /** The number of an iteration, from 0, in terms of the variable that runs through the range. */
    private Expr tripOf(Stmt.Loop loop, CountedLoop.Range range) {
        Expr now = value(recording.versions().header(loop, range.variable()));
        Expr start = value(recording.versions().read(loop, range.variable()));
        return range.step() > 0 ? minus(now, start) : minus(start, now);
    }

    private static Expr minus(Expr a, Expr b) {
        return b.equals(Expr.Constant.of(0)) ? a : new Expr.Binary(BinaryOp.SUB, a, b, Primitive.INT);
    }

    private static Expr at(Expr start, int step, Expr number) {
        Expr way = Math.abs(step) == 1
                ? number
                : new Expr.Binary(BinaryOp.MUL, Expr.Constant.of(Math.abs(step)), number, Primitive.INT);
        if (start.equals(Expr.Constant.of(0)) && step > 0) {
            return way;
        }
        return new Expr.Binary(step > 0 ? BinaryOp.ADD : BinaryOp.SUB, start, way, Primitive.INT);
    }

    /** A loop from the last value of the range back to the first. */
    private void runDown(Stmt.Loop loop, CountedLoop.Range range, List<Stmt> body) {
        Version header = recording.versions().header(loop, range.variable());
        Expr counter = value(header);
        Variable variable = ((Expr.Use) counter).variable();
        Expr start = value(recording.versions().read(loop, range.variable()));
        Expr bound = Walk.substitute(
                range.bound(),
                read -> read.isStatic() ? null : value(recording.versions().read(loop, read)));
        boolean up = range.step() > 0;
        boolean strict = range.op() == BinaryOp.LT || range.op() == BinaryOp.GT;
        Expr end = !strict || isModest(loop, range.bound()) ? bound : nearer(up, bound, start);
        Expr last = strict ? Instrumentation.plus(end, up ? -1 : 1) : end;
        add(new Stmt.Assign(variable, last, Origin.NONE));
        Expr more = new Expr.Binary(up ? BinaryOp.GE : BinaryOp.LE, counter, start, Primitive.BOOLEAN);
        Stmt next = new Stmt.Assign(variable, Instrumentation.plus(counter, up ? -1 : 1), Origin.NONE);
        add(new Stmt.Loop(new Label("reverse"), more, true, new Block(body), Block.of(next), loop.origin()));
    }

    /**
     * The end of a range, or its start if the range is empty: a bound at the edge of the integers has no number next to it, and
     * the loop back would begin at the other edge.
     */
    private static Expr nearer(boolean up, Expr bound, Expr start) {
        return new Expr.MathCall(
                "Math",
                up ? "max" : "min",
                List.of(Primitive.INT, Primitive.INT),
                List.of(bound, start),
                Primitive.INT);
    }

    /** Whether a bound is made of array lengths and constants alone, and so away from the edges of the integers. */
    private boolean isModest(Stmt.Loop loop, Expr bound) {
        if (bound instanceof Expr.Use use && !use.variable().isStatic()) {
            Version version = recording.versions().read(loop, use.variable());
            return version.value() instanceof Expr.Length || isSmall(version.value());
        }
        return bound instanceof Expr.Length
                || isSmall(bound)
                || bound instanceof Expr.Binary && bound.operands().stream().allMatch(each -> isModest(loop, each));
    }

    private static boolean isSmall(Expr expr) {
        return expr instanceof Expr.Constant constant && constant.text().matches("[0-9]{1,9}");
    }
}
