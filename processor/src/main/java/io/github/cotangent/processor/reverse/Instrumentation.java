package io.github.cotangent.processor.reverse;

import io.github.cotangent.processor.analysis.Activity;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.mirror.Mirror;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Adds to the body what the forward sweep has to keep track of: the shadows of arrays, the iterations of loops, the state of
 * active calls. All of it are ordinary variables, so whether and how they are saved is decided like for any value.
 */
public final class Instrumentation {
    private final Activity activity;
    private final Mirror mirror;
    private final BiFunction<Stmt, Expr.Call, Sweeps> callees;
    private final Map<Stmt, CallSite> calls = new IdentityHashMap<>();
    private final Map<Stmt, Stmt> mirrors = new IdentityHashMap<>();
    private final Map<Stmt, Stmt.Assign> replaced = new IdentityHashMap<>();
    private final Set<Stmt> undone = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Predicate<Expr> isCallers;
    private final Map<Label, Variable> trips = new IdentityHashMap<>();
    private final Map<Label, Stmt.Assign> states = new IdentityHashMap<>();
    private final Predicate<Label> isCheckpointed;
    private final Set<Variable> bookkeeping = new HashSet<>();
    private final Set<Stmt> added = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Block body;

    /**
     * @param callees gives the sweeps for an active call
     * @param isCallers whether references stored into an array or object must be put back for the caller
     * @param isCheckpointed whether the iterations of a loop run again in the reverse sweep
     */
    public Instrumentation(
            Block body,
            Activity activity,
            Mirror mirror,
            BiFunction<Stmt, Expr.Call, Sweeps> callees,
            Predicate<Expr> isCallers,
            Predicate<Label> isCheckpointed) {
        this.isCallers = isCallers;
        this.isCheckpointed = isCheckpointed;
        this.activity = activity;
        this.mirror = mirror;
        this.callees = callees;
        this.body = block(body);
    }

    public Block body() {
        return body;
    }

    /** The active call a statement makes; null if none. */
    public CallSite call(Stmt stmt) {
        return calls.get(stmt);
    }

    /** The statement that makes the shadow of what a statement makes. */
    public Stmt mirrorOf(Stmt stmt) {
        return mirrors.get(stmt);
    }

    /** The statement that keeps the shadow which the one of a stored reference replaces; null where nobody will miss it. */
    public Stmt.Assign replaced(Stmt stmt) {
        return replaced.get(stmt);
    }

    /** Whether the change a statement makes to the shadow of a container must be taken back for the caller. */
    public boolean isUndone(Stmt stmt) {
        return undone.contains(stmt);
    }

    /** The variable that counts the iterations of a loop. */
    public Variable trips(Stmt.Loop loop) {
        return trips.get(loop.label());
    }

    /** The statement that makes room for the states of a loop; null for a loop whose iterations are not run again. */
    public Stmt.Assign states(Stmt.Loop loop) {
        return states.get(loop.label());
    }

    /** The loop for whose states a statement makes room. */
    public Optional<Label> isRoomFor(Stmt stmt) {
        return states.entrySet().stream()
                .filter(entry -> entry.getValue() == stmt)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The active call whose state a statement makes. */
    public Optional<CallSite> isAllocatedFor(Stmt stmt) {
        return calls.values().stream().filter(site -> site.allocation() == stmt).findFirst();
    }

    /** Whether a statement was added: it works on what the statement before it has looked at, and throws nothing. */
    public boolean isAdded(Stmt stmt) {
        return added.contains(stmt);
    }

    /** Whether a variable only serves the reverse sweep and need not be kept up to date if it is not read there. */
    public boolean isBookkeeping(Variable variable) {
        return bookkeeping.contains(variable);
    }

    /** The call a statement makes, whether active or not; null if none. */
    public static Expr.Call callOf(Stmt stmt) {
        if (stmt instanceof Stmt.Assign assign && assign.value() instanceof Expr.Call call) {
            return call;
        }
        return stmt instanceof Stmt.Perform perform && perform.action() instanceof Expr.Call call ? call : null;
    }

    /** The operands of a call that have cotangents. */
    public static Set<Integer> activeOperands(Expr.Call call, Activity activity) {
        Set<Integer> active = new HashSet<>();
        for (int i = 0; i < call.operands().size(); i++) {
            if (call.operands().get(i) instanceof Expr.Use use
                    && (activity.isActive(use.variable()) || activity.hasShadow(use.variable()))) {
                active.add(i);
            }
        }
        return active;
    }

    /** Whether a derivative flows through a statement's call. */
    public static boolean isActive(Stmt stmt, Expr.Call call, Activity activity) {
        return !activeOperands(call, activity).isEmpty()
                && (activity.leavesSomething(call) || hasActiveResult(stmt, activity));
    }

    /** Whether the result a statement's call gives has a cotangent. */
    public static boolean hasActiveResult(Stmt stmt, Activity activity) {
        return stmt instanceof Stmt.Assign assign
                && (activity.isActive(assign.target()) || activity.hasShadow(assign.target()));
    }

    private Block block(Block block) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            Expr.Call call = callOf(stmt);
            if (call != null) {
                call(stmt, call, out);
            } else if (stmt instanceof Stmt.Loop loop) {
                loop(loop, out);
            } else {
                Stmt now = Walk.withBlocks(stmt, this::block);
                out.add(now);
                replace(now, out);
                if (mirror.undoing(now) != null && isCallers.test(mirror.undoing(now))) {
                    undone.add(now);
                }
                List<Stmt> mirrored = mirror.mirror(now);
                out.addAll(mirrored);
                added.addAll(mirrored);
                if (!mirrored.isEmpty()) {
                    mirrors.put(now, mirrored.get(0));
                }
            }
        }
        return new Block(out);
    }

    /** Keeps the shadow that a reference is going to replace, if the caller will see it. */
    private void replace(Stmt stmt, List<Stmt> out) {
        if (!mirror.storesReference(stmt) || !isCallers.test(Walk.own(stmt).get(0))) {
            return;
        }
        Expr old = stmt instanceof Stmt.SetField set
                ? mirror.field(mirror.shadow(set.object()), set.field())
                : new Expr.Load(
                        mirror.shadow(((Stmt.Store) stmt).array()),
                        ((Stmt.Store) stmt).index(),
                        mirror.types().of(((Stmt.Store) stmt).value().type()));
        Stmt.Assign before = new Stmt.Assign(Variable.shadow("replacedBar", old.type()), old, stmt.origin());
        add(before, out);
        replaced.put(stmt, before);
    }

    private void call(Stmt stmt, Expr.Call call, List<Stmt> out) {
        Variable target = stmt instanceof Stmt.Assign assign ? assign.target() : null;
        Variable shadow = target != null && target.type().isFollowed() ? mirror.shadow(target) : null;
        if (!isActive(stmt, call, activity)) {
            if (call.callee().invocation() != MethodId.Invocation.CONSTRUCTION) {
                out.add(stmt);
            }
            if (shadow != null) {
                add(new Stmt.Assign(shadow, mirror.zeros(new Expr.Use(target)), stmt.origin()), out);
            }
            return;
        }
        Sweeps sweeps = callees.apply(stmt, call);
        Variable state = Variable.shadow(call.callee().word() + "Saved", sweeps.state());
        Stmt allocation = new Stmt.Assign(state, new Expr.NewState(sweeps.state()), stmt.origin());
        add(allocation, out);
        out.add(stmt);
        calls.put(stmt, new CallSite(call, sweeps, allocation, state, target, hasActiveResult(stmt, activity)));
        if (shadow != null) {
            Expr given = new Expr.StateField(new Expr.Use(state), Sweeps.RESULT_SHADOW, shadow.type());
            add(new Stmt.Assign(shadow, given, stmt.origin()), out);
        }
    }

    private void add(Stmt stmt, List<Stmt> out) {
        out.add(stmt);
        added.add(stmt);
    }

    private void loop(Stmt.Loop loop, List<Stmt> out) {
        Variable count = Variable.generated("trips", Primitive.INT);
        bookkeeping.add(count);
        trips.put(loop.label(), count);
        out.add(new Stmt.Assign(count, Expr.Constant.of(0), Origin.NONE));
        if (isCheckpointed.test(loop.label())) {
            Stmt.Assign room = new Stmt.Assign(
                    Variable.shadow("checkpoints", CheckpointSweep.TYPE), CheckpointSweep.room(loop), Origin.NONE);
            states.put(loop.label(), room);
            add(room, out);
        }
        List<Stmt> body = new ArrayList<>();
        body.add(new Stmt.Assign(count, plus(new Expr.Use(count), 1), Origin.NONE));
        body.addAll(block(loop.body()).statements());
        out.add(new Stmt.Loop(
                loop.label(),
                loop.condition(),
                loop.testFirst(),
                new Block(body),
                block(loop.update()),
                loop.origin()));
    }

    static Expr plus(Expr expr, int constant) {
        BinaryOp op = constant < 0 ? BinaryOp.SUB : BinaryOp.ADD;
        return new Expr.Binary(op, expr, Expr.Constant.of(Math.abs(constant)), Primitive.INT);
    }
}
