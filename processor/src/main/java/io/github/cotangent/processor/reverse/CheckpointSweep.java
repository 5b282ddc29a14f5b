package io.github.cotangent.processor.reverse;

import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Checkpoint;
import io.github.cotangent.processor.ir.Copy;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.mirror.ShadowTypes;
import io.github.cotangent.processor.plan.CountedLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Emits what surrounds the iterations of a checkpointed loop: in the forward sweep, states that are kept; in the reverse sweep, the
 * way from a kept state to the iteration that is reversed next.
 *
 * <p>The iterations that run again have variables of their own: what the reverse sweep reads of the code before and behind the loop
 * stays where it is.
 */
final class CheckpointSweep {
    static final ReferenceType TYPE = new ReferenceType(ShadowTypes.RUNTIME + "Checkpoints");

    /**
     * The class of kept states.
     *
     * @param fields the field of each variable
     */
    record Kept(ReferenceType type, Map<Variable, String> fields) {}

    /**
     * An iteration, as the forward sweep emits it.
     *
     * @param start what comes before the body
     */
    record Iteration(List<Stmt> start, Block body, Block update) {}

    private final CheckpointedLoop shape;
    private final Kept kept;
    private final boolean isLast;

    /** @param isLast whether the states are needed for one reverse sweep only */
    CheckpointSweep(CheckpointedLoop shape, Kept kept, boolean isLast) {
        this.shape = shape;
        this.kept = kept;
        this.isLast = isLast;
    }

    /** What makes room for the states of a loop. */
    static Expr room(Stmt.Loop loop) {
        Checkpoint wanted = loop.label().checkpoint().orElseThrow();
        Expr snapshots = Expr.Constant.of(wanted.snapshots());
        Expr bytes = new Expr.Constant(wanted.bytes() + "L", Primitive.LONG);
        Optional<CountedLoop.Range> range = CountedLoop.of(loop, Walk.assigned(Block.of(loop)), false)
                .range()
                .filter(each -> each.step() > 0);
        if (range.isEmpty()) {
            return call("open", TYPE, snapshots, bytes);
        }
        Expr bound = range.get().bound();
        Expr end = range.get().op() == BinaryOp.LE ? Instrumentation.plus(bound, 1) : bound;
        return call("counted", TYPE, new Expr.Use(range.get().variable()), end, snapshots, bytes);
    }

    // ---- forward sweep

    /** What runs at the start of an iteration: its state is kept if it is due. */
    Stmt keep(Variable step) {
        return keep(shape.states(), step, Expr.Use::new);
    }

    /** What runs behind the loop, and where it is left for good. */
    List<Stmt> leave() {
        return shadows("behind", shape.states(), Expr.Use::new);
    }

    /** What runs before a call: its state is kept. */
    List<Stmt> keepAlways() {
        return shape.isStateless() ? List.of() : keeping(shape.states(), Expr.Constant.of(0), Expr.Use::new);
    }

    private Stmt keep(Variable states, Variable step, Function<Variable, Expr> now) {
        Expr due = call("isDue", Primitive.BOOLEAN, new Expr.Use(states), new Expr.Use(step));
        return new Stmt.If(due, new Block(keeping(states, new Expr.Use(step), now)), Block.EMPTY, Origin.NONE);
    }

    private List<Stmt> keeping(Variable states, Expr step, Function<Variable, Expr> now) {
        Variable state = Variable.generated("state", kept.type());
        List<Stmt> out = new ArrayList<>();
        out.add(assign(state, new Expr.NewState(kept.type())));
        kept.fields()
                .forEach((variable, field) ->
                        out.add(new Stmt.SetStateField(new Expr.Use(state), field, now.apply(variable), Origin.NONE)));
        out.add(perform(call("keep", Primitive.VOID, new Expr.Use(states), step, new Expr.Use(state))));
        for (Variable variable : shape.contents()) {
            out.add(perform(call("contents", Primitive.VOID, new Expr.Use(states), now.apply(variable))));
        }
        for (Variable variable : shape.references()) {
            out.add(perform(call("references", Primitive.VOID, new Expr.Use(states), now.apply(variable))));
        }
        return out;
    }

    // ---- reverse sweep

    /**
     * The loop backwards.
     *
     * @param trips the number of iterations
     * @param states the kept states
     * @param outer the values of variables from outside
     * @param plain an iteration that only runs
     * @param recorded an iteration that saves what its reverse sweep needs
     * @param reverse its reverse sweep
     */
    List<Stmt> backwards(
            Expr trips,
            Expr states,
            Map<Variable, Expr> outer,
            Iteration plain,
            Iteration recorded,
            List<Stmt> reverse) {
        boolean isCall = shape.loop().label().isCall();
        List<Stmt> out = new ArrayList<>();
        if (shape.isStateless()) {
            out.add(new Stmt.Comment("the call runs again"));
            Copy alone = new Renaming(shape, outer).copy();
            out.addAll(recorded(recorded, alone));
            reverse.forEach(stmt -> out.add(alone.of(stmt)));
            return out;
        }
        Variable again = Variable.generated("checkpoints", TYPE);
        Expr last = isLast ? Expr.Constant.TRUE : new Expr.Constant("false", Primitive.BOOLEAN);
        out.add(new Stmt.Comment(
                isCall ? "the call runs again" : "each iteration runs again, from the last state kept before it"));
        out.add(assign(again, call("reversed", TYPE, states, trips, last)));
        Variable trip = Variable.generated("trip", Primitive.INT);
        Renaming renaming = new Renaming(shape, outer);
        List<Stmt> body = new ArrayList<>(resume(again, isCall ? Expr.Constant.of(0) : new Expr.Use(trip), renaming));
        if (!isCall) {
            body.addAll(runOn(again, trip, plain, renaming));
        }
        Copy copy = renaming.copy();
        body.addAll(shadows("before", again, renaming::now));
        body.addAll(recorded(recorded, copy));
        body.addAll(shadows("behind", again, renaming::now));
        if (shape.makesShadows()) {
            body.add(perform(call("handOver", Primitive.VOID, new Expr.Use(again))));
        }
        reverse.forEach(stmt -> body.add(copy.of(stmt)));
        List<Stmt> all = isCall ? body : backwards(trip, trips, body);
        if (shape.contents().isEmpty()) {
            out.addAll(all);
        } else {
            Stmt finish = perform(call("finish", Primitive.VOID, new Expr.Use(again)));
            out.add(new Stmt.TryFinally(new Block(all), Block.of(finish), Origin.NONE));
        }
        return out;
    }

    private List<Stmt> backwards(Variable trip, Expr trips, List<Stmt> body) {
        Expr more = new Expr.Binary(BinaryOp.GE, new Expr.Use(trip), Expr.Constant.of(0), Primitive.BOOLEAN);
        Stmt down = assign(trip, Instrumentation.plus(new Expr.Use(trip), -1));
        return List.of(
                assign(trip, Instrumentation.plus(trips, -1)),
                new Stmt.Loop(
                        new Label("reverse"),
                        more,
                        true,
                        new Block(body),
                        Block.of(down),
                        shape.loop().origin()));
    }

    /** Goes back to a kept state. */
    private List<Stmt> resume(Variable again, Expr trip, Renaming renaming) {
        List<Stmt> out = new ArrayList<>();
        Expr resume = call("resume", ReferenceType.OBJECT, new Expr.Use(again), trip);
        if (kept.fields().isEmpty()) {
            return List.of(perform(resume));
        }
        Variable state = Variable.generated("state", kept.type());
        out.add(assign(state, new Expr.Cast(resume, kept.type())));
        kept.fields().forEach((variable, field) -> {
            Expr value = new Expr.StateField(new Expr.Use(state), field, variable.type());
            out.add(assign(renaming.own(variable), value));
        });
        return out;
    }

    /** Runs on from a kept state to the iteration that is reversed next. */
    private List<Stmt> runOn(Variable again, Variable trip, Iteration plain, Renaming renaming) {
        Copy copy = renaming.copy();
        Variable step = Variable.generated("step", Primitive.INT);
        Label label = new Label("onwards");
        List<Stmt> body = new ArrayList<>();
        body.add(keep(again, step, renaming::now));
        body.addAll(within(plain.start(), copy, label, label));
        body.addAll(within(plain.body().statements(), copy, label, label));
        List<Stmt> update = new ArrayList<>(within(plain.update().statements(), copy, label, label));
        update.add(assign(step, Instrumentation.plus(new Expr.Use(step), 1)));
        Expr more = new Expr.Binary(BinaryOp.LT, new Expr.Use(step), new Expr.Use(trip), Primitive.BOOLEAN);
        Stmt loop = new Stmt.Loop(
                label,
                more,
                true,
                new Block(body),
                new Block(update),
                shape.loop().origin());
        return List.of(assign(step, call("step", Primitive.INT, new Expr.Use(again))), loop);
    }

    /** One iteration; jumps that leave the loop end it, since it is the last one then. */
    private List<Stmt> recorded(Iteration recorded, Copy copy) {
        Label all = new Label("iteration");
        Label inner = new Label("body");
        List<Stmt> out = new ArrayList<>(within(recorded.start(), copy, inner, all));
        Block body = new Block(within(recorded.body().statements(), copy, inner, all));
        boolean continues = Walk.targets(body).contains(inner);
        if (continues) {
            out.add(new Stmt.Labelled(inner, body, Origin.NONE));
        } else {
            out.addAll(body.statements());
        }
        if (continues || Walk.completesNormally(body)) {
            out.addAll(within(recorded.update().statements(), copy, inner, all));
        }
        Block whole = new Block(out);
        return Walk.targets(whole).contains(all) ? List.of(new Stmt.Labelled(all, whole, Origin.NONE)) : out;
    }

    /** A copy in which jumps to the loop, and past it, lead elsewhere. */
    private List<Stmt> within(List<Stmt> statements, Copy copy, Label next, Label leave) {
        copy.keep(next);
        copy.keep(leave);
        Set<Label> outside = Walk.targetsOutside(new Block(statements));
        List<Stmt> out = new ArrayList<>();
        statements.forEach(stmt -> out.add(copy.of(redirected(stmt, outside, next, leave))));
        return out;
    }

    private Stmt redirected(Stmt stmt, Set<Label> outside, Label next, Label leave) {
        if (stmt instanceof Stmt.Jump jump && outside.contains(jump.target())) {
            boolean goesOn = jump.isContinue() && jump.target() == shape.loop().label();
            return new Stmt.Jump(goesOn ? next : leave, goesOn && next == leave, jump.origin());
        }
        return Walk.withBlocks(
                stmt,
                block -> new Block(block.statements().stream()
                        .map(inner -> redirected(inner, outside, next, leave))
                        .toList()));
    }

    /** Notes the shadows through which cotangents pass, where running again makes other ones. */
    private List<Stmt> shadows(String where, Variable states, Function<Variable, Expr> now) {
        List<Stmt> out = new ArrayList<>();
        if (shape.makesShadows()) {
            shape.flows()
                    .forEach(shadow ->
                            out.add(perform(call(where, Primitive.VOID, new Expr.Use(states), now.apply(shadow)))));
        }
        return out;
    }

    private static Stmt assign(Variable target, Expr value) {
        return new Stmt.Assign(target, value, Origin.NONE);
    }

    private static Stmt perform(Expr action) {
        return new Stmt.Perform(action, Origin.NONE);
    }

    private static Expr call(String function, Type type, Expr... operands) {
        return new Expr.RuntimeCall("Checkpoints", function, List.of(operands), type);
    }
}
