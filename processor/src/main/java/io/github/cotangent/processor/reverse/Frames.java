package io.github.cotangent.processor.reverse;

import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.plan.CountedLoop;
import io.github.cotangent.processor.plan.Plan;
import io.github.cotangent.processor.plan.Segment;
import io.github.cotangent.processor.plan.Version;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where saved values are.
 *
 * <p>Outside of loops a saved value is a local variable. Inside, each has a buffer with one element per iteration of its
 * innermost loop, counted over the whole method by a running number. If the loop stands alone and runs through a range from 0
 * or a little above, its own variable is that number and the buffer goes up to the end of the range; otherwise buffers grow.
 */
public final class Frames {
    private static final int FIRST_SIZE = 16;

    /** The buffers of one loop. */
    private record Frame(Variable count, Variable now, Expr size) {}

    private final Recording recording;
    private final Plan plan;
    private final Map<Stmt, Frame> frames = new IdentityHashMap<>();
    private final Map<Stmt, Expr> reversedCounter = new IdentityHashMap<>();

    public Frames(Recording recording, Plan plan) {
        this.recording = recording;
        this.plan = plan;
        for (Stmt stmt : recording.loops().keySet()) {
            if (!plan.savedIn((Stmt.Loop) stmt).isEmpty()) {
                frames.put(stmt, frame((Stmt.Loop) stmt));
            }
        }
    }

    private Frame frame(Stmt.Loop loop) {
        Optional<CountedLoop.Range> range = recording.loops().get(loop).range();
        boolean alone = recording.versions().segment(loop).loop() == null;
        if (alone && range.isPresent() && startsNearZero(loop, range.get()) && !savesInUpdate(loop)) {
            return new Frame(null, range.get().variable(), size(range.get()));
        }
        return new Frame(
                Variable.generated("iterations", Primitive.INT), Variable.generated("now", Primitive.INT), null);
    }

    /** Whether numbering iterations by the loop's variable leaves at most a few elements unused. */
    private boolean startsNearZero(Stmt.Loop loop, CountedLoop.Range range) {
        Version start = recording.versions().read(loop, range.variable());
        return range.step() == 1
                && range.op() == BinaryOp.LT
                && start != null
                && start.value() instanceof Expr.Constant first
                && first.text().matches("[0-9]")
                && plan.of(recording.versions().header(loop, range.variable())) == Plan.Means.INDUCTION;
    }

    /** Whether a value is saved behind the update of the loop's variable, when it has already moved on. */
    private boolean savesInUpdate(Stmt.Loop loop) {
        Segment iteration = recording.versions().iteration(loop);
        for (Version version : plan.savedIn(loop)) {
            if (version.kind() != Version.Kind.HEADER
                    && version.kind() != Version.Kind.BODY
                    && isInUpdate(version.place(), loop)) {
                return true;
            }
            if (version.home() == iteration && version.kind() == Version.Kind.EXIT) {
                return true;
            }
        }
        return false;
    }

    private boolean isInUpdate(Stmt place, Stmt.Loop loop) {
        boolean[] found = new boolean[1];
        Walk.statements(loop.update(), stmt -> found[0] |= stmt == place);
        return found[0];
    }

    private static Expr size(CountedLoop.Range range) {
        Expr bound = range.bound();
        if (bound instanceof Expr.Length) {
            return bound;
        }
        if (bound instanceof Expr.Constant constant && constant.text().matches("[0-9]+")) {
            return bound;
        }
        return new Expr.MathCall(
                "Math",
                "max",
                List.of(Primitive.INT, Primitive.INT),
                List.of(bound, Expr.Constant.of(0)),
                Primitive.INT);
    }

    // ---- forward sweep

    /** What saves a version, at the place where it comes into being. */
    List<Stmt> save(Version version) {
        Variable slot = plan.slots().get(version);
        Expr value = new Expr.Use(version.variable());
        Stmt.Loop loop = version.home().loop();
        return List.of(
                loop == null
                        ? new Stmt.Assign(slot, value, Origin.NONE)
                        : new Stmt.Store(
                                new Expr.Use(slot),
                                new Expr.Use(frames.get(loop).now()),
                                value,
                                Origin.NONE));
    }

    /**
     * What must run at the start of the forward sweep: running numbers at zero.
     *
     * @param region the checkpointed loop of whose iterations it is; null for the whole method
     */
    List<Stmt> atStart(Stmt.Loop region) {
        List<Stmt> out = new ArrayList<>();
        recording.loops().keySet().stream()
                .filter(loop -> recording.versions().segment(loop).region() == region)
                .sorted((a, b) -> Integer.compare(
                        recording.versions().position(a), recording.versions().position(b)))
                .forEach(loop -> {
                    Frame frame = frames.get(loop);
                    if (frame != null && frame.count() != null) {
                        out.add(new Stmt.Assign(frame.count(), Expr.Constant.of(0), Origin.NONE));
                        for (Version version : plan.savedIn((Stmt.Loop) loop)) {
                            out.add(allocate(version, Expr.Constant.of(FIRST_SIZE)));
                        }
                    }
                });
        return out;
    }

    /** What must run before a loop: buffers of known size. */
    List<Stmt> before(Stmt.Loop loop) {
        List<Stmt> out = new ArrayList<>();
        Frame frame = frames.get(loop);
        if (frame != null && frame.size() != null) {
            for (Version version : plan.savedIn(loop)) {
                out.add(allocate(version, frame.size()));
            }
        }
        return out;
    }

    private Stmt allocate(Version version, Expr size) {
        Variable slot = plan.slots().get(version);
        return new Stmt.Assign(slot, new Expr.NewArray((ArrayType) slot.type(), List.of(size)), Origin.NONE);
    }

    /** What must run at the start of an iteration: take a number, make room. */
    List<Stmt> enter(Stmt.Loop loop) {
        List<Stmt> out = new ArrayList<>();
        Frame frame = frames.get(loop);
        if (frame == null || frame.count() == null) {
            return out;
        }
        Expr count = new Expr.Use(frame.count());
        out.add(new Stmt.Assign(frame.now(), count, Origin.NONE));
        out.add(new Stmt.Assign(frame.count(), Instrumentation.plus(count, 1), Origin.NONE));
        Expr first = new Expr.Use(plan.slots().get(plan.savedIn(loop).get(0)));
        Expr full = new Expr.Binary(BinaryOp.EQ, new Expr.Use(frame.now()), new Expr.Length(first), Primitive.BOOLEAN);
        List<Stmt> grow = new ArrayList<>();
        for (Version version : plan.savedIn(loop)) {
            Variable slot = plan.slots().get(version);
            grow.add(new Stmt.Assign(
                    slot,
                    new Expr.RuntimeCall("Saves", "grow", List.of(new Expr.Use(slot)), slot.type()),
                    Origin.NONE));
        }
        out.add(new Stmt.If(full, new Block(grow), Block.EMPTY, Origin.NONE));
        return out;
    }

    // ---- reverse sweep

    /** What must run at the start of a reversed iteration: go back one number. */
    List<Stmt> stepBack(Stmt.Loop loop) {
        Frame frame = frames.get(loop);
        if (frame == null || frame.count() == null) {
            return List.of();
        }
        return List.of(
                new Stmt.Assign(frame.count(), Instrumentation.plus(new Expr.Use(frame.count()), -1), Origin.NONE));
    }

    /** The saved value. */
    Expr load(Version version) {
        Variable slot = plan.slots().get(version);
        Stmt.Loop loop = version.home().loop();
        if (loop == null) {
            return new Expr.Use(slot);
        }
        Frame frame = frames.get(loop);
        Expr index = frame.count() != null ? new Expr.Use(frame.count()) : reversedCounter.get(loop);
        return new Expr.Load(new Expr.Use(slot), index, version.variable().type());
    }

    /** Tells where the reverse sweep has the variable that runs through a loop's range. */
    void counter(Stmt.Loop loop, Expr counter) {
        reversedCounter.put(loop, counter);
    }
}
