package io.github.cotangent.processor.reverse;

import io.github.cotangent.processor.analysis.Activity;
import io.github.cotangent.processor.analysis.Group;
import io.github.cotangent.processor.analysis.Options;
import io.github.cotangent.processor.analysis.Place;
import io.github.cotangent.processor.analysis.Storage;
import io.github.cotangent.processor.analysis.Summaries;
import io.github.cotangent.processor.check.FiniteChecks;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.mirror.Mirror;
import io.github.cotangent.processor.mirror.ShadowTypes;
import io.github.cotangent.processor.normalize.CheckpointedCalls;
import io.github.cotangent.processor.normalize.ExitCodes;
import io.github.cotangent.processor.normalize.Returns;
import io.github.cotangent.processor.plan.CountedLoop;
import io.github.cotangent.processor.plan.Memory;
import io.github.cotangent.processor.plan.Plan;
import io.github.cotangent.processor.plan.Versions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Reverses one method: from its body to a forward and a reverse sweep.
 *
 * <p>The stages in order: returns become assignments, shadows and counters are added, jumps are numbered, versions are named,
 * a dry run of the reverse sweep tells which of them it needs, the plan says how each is had, and both sweeps are emitted.
 */
public final class Reversal {

    /**
     * The two sweeps. They share local variables: what the reverse sweep reads and does not assign, the forward sweep left.
     *
     * @param cotangents the adjoints of number parameters that received something
     * @param decisions how the reverse sweep gets at what it needs
     */
    public record Pair(
            List<Stmt> forward, List<Stmt> reverse, Map<Variable, Variable> cotangents, Decisions decisions) {}

    /** What becomes of the loops that users want to be checkpointed. */
    public enum Checkpoints {
        /** They are reversed like all others. */
        NONE,
        /** Their iterations run again in the reverse sweep, which itself runs once. */
        ONCE,
        /** Their iterations run again in the reverse sweep, which may run more than once. */
        REPEATEDLY
    }

    /** Declares classes for the states of loops. */
    public interface States {
        /** Declares one with a field for each variable, and gives it with the names of the fields. */
        Map.Entry<ReferenceType, Map<Variable, String>> declare(String wish, List<Variable> variables);
    }

    private final Recording recording;
    private final Memory memory;
    private final Options options;
    private final Checkpoints checkpoints;
    private final States states;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * Prepares a method.
     *
     * @param result what stands for the result; null for a void method
     * @param separate the partition in which {@code detach} separates
     * @param activity what is active in it
     * @param types the types of shadows
     * @param stable places of parameters and of the result that keep their contents until the reverse sweep
     * @param checkpoints what becomes of checkpointed loops
     * @param states declares classes for their states
     * @param checks what looks after the adjoints
     * @param sweeps gives the sweeps of the active callee of a statement
     */
    public Reversal(
            Method method,
            Variable result,
            Storage separate,
            Activity activity,
            ShadowTypes types,
            Summaries summaries,
            Set<Place> stable,
            boolean staticsStable,
            Options options,
            Checkpoints checkpoints,
            States states,
            FiniteChecks checks,
            BiFunction<Stmt, Variant, Sweeps> sweeps) {
        this.options = options;
        this.checkpoints = checkpoints;
        this.states = states;
        Predicate<Label> isCheckpointed =
                label -> checkpoints != Checkpoints.NONE && label.checkpoint().isPresent();
        Storage storage = new Storage(method, result, summaries::of, true);
        Mirror mirror = new Mirror(activity, separate, types, "Bar", false);
        Block own = checkpoints == Checkpoints.NONE ? CheckpointedCalls.unwrapped(method.body()) : method.body();
        Block body = Partials.expand(Returns.eliminate(own, result), activity);
        List<Variable> parameters = withShadows(method.parameters(), mirror);
        Map<Stmt, Sweeps> callees = new IdentityHashMap<>();
        if (hasActiveCalls(body, activity)) {
            ExitCodes exits = new ExitCodes(body);
            Versions versions =
                    new Versions(parameters, exits, mirror::shadow, loop -> isCheckpointed.test(loop.label()));
            Memory before =
                    new Memory(method, storage, mirror, summaries, versions, exits.body(), stable, staticsStable);
            Walk.statements(exits.body(), stmt -> {
                Expr.Call call = Instrumentation.callOf(stmt);
                if (call != null && Instrumentation.isActive(stmt, call, activity)) {
                    callees.put(
                            stmt,
                            sweeps.apply(stmt, variant(stmt, call, activity, before, checkpoints != Checkpoints.NONE)));
                }
            });
        }
        Set<Group> callers = new HashSet<>();
        for (Variable parameter : method.parameters()) {
            if (parameter.type().hasObjects()) {
                callers.addAll(storage.of(parameter).reachable());
            }
        }
        Instrumentation instrumentation = new Instrumentation(
                body,
                activity,
                mirror,
                (stmt, call) -> callees.get(stmt),
                into -> callers.contains(storage.of(into)),
                isCheckpointed);
        ExitCodes exits = new ExitCodes(instrumentation.body(), instrumentation::isAdded);
        Versions versions = new Versions(parameters, exits, mirror::shadow, loop -> isCheckpointed.test(loop.label()));
        this.memory = new Memory(method, storage, mirror, summaries, versions, exits.body(), stable, staticsStable);
        Map<Stmt, CountedLoop> loops = new IdentityHashMap<>();
        Walk.statements(exits.body(), stmt -> {
            if (stmt instanceof Stmt.Loop loop) {
                boolean alone = isCheckpointed.test(loop.label());
                loops.put(
                        loop,
                        alone
                                ? CountedLoop.UNKNOWN
                                : CountedLoop.of(loop, versions.assigned(loop), exits.isInterruptible(loop)));
            }
        });
        this.recording =
                new Recording(method, activity, mirror, result, instrumentation, exits, versions, loops, checks);
        Walk.statements(exits.body(), stmt -> {
            if (stmt instanceof Stmt.Loop loop && isCheckpointed.test(loop.label())) {
                CheckpointedLoop shape = CheckpointedLoop.of(loop, recording, memory);
                recording.checkpointed().put(loop, shape);
                changingCollection(shape);
            }
        });
    }

    public Recording recording() {
        return recording;
    }

    /** What stands in the way of running iterations again. */
    public List<Problem> problems() {
        return problems;
    }

    private void changingCollection(CheckpointedLoop shape) {
        Variable collection = shape.collection(recording, memory);
        if (collection != null) {
            Label label = shape.loop().label();
            problems.add(new Problem(
                    Code.COT031,
                    recording.method().id().owner(),
                    label.checkpoint().orElseThrow().origin(),
                    (label.isCall() ? "this call" : "this loop") + " cannot run again: what is in `" + collection.name()
                            + "` cannot be put back, for there is a collection on the way",
                    "Use arrays for what changes, or remove @Checkpoint"));
        }
    }

    /** Emits both sweeps; {@code seed} sets the adjoints {@code seeded} at the start of the reverse sweep. */
    public Pair emit(List<Stmt> seed, Set<Variable> seeded) {
        ReverseSweep dryRun = new ReverseSweep(recording, null, null, null, Map.of());
        dryRun.emit(seed, seeded);
        Plan plan = new Plan(dryRun.needed().keySet(), recording.versions(), memory, recording.loops(), options);
        Frames frames = new Frames(recording, plan);
        Map<Stmt, CheckpointSweep> again = new IdentityHashMap<>();
        dryRun.again().forEach((loop, shape) -> again.put(loop, checkpoints(shape)));
        ForwardSweep forwards =
                new ForwardSweep(recording, plan, frames, dryRun.needed().keySet(), again, memory::storesReferences);
        ReverseSweep sweep = new ReverseSweep(recording, plan, frames, forwards, again);
        List<Stmt> reverse = sweep.emit(seed, seeded);
        List<Stmt> forward = forwards.emit();
        Map<Variable, Variable> cotangents = new LinkedHashMap<>();
        for (Variable parameter : recording.method().parameters()) {
            if (recording.activity().isActive(parameter) && sweep.isStarted(recording.adjoint(parameter))) {
                cotangents.put(parameter, recording.adjoint(parameter));
            }
        }
        Decisions decisions = new Decisions(recording, plan, dryRun.needed(), new Block(reverse));
        return new Pair(forward, reverse, cotangents, decisions);
    }

    private CheckpointSweep checkpoints(CheckpointedLoop shape) {
        Map.Entry<ReferenceType, Map<Variable, String>> state =
                states.declare(recording.method().id().word() + "State", shape.carried());
        return new CheckpointSweep(
                shape, new CheckpointSweep.Kept(state.getKey(), state.getValue()), checkpoints == Checkpoints.ONCE);
    }

    /** The parameters, each array parameter with its shadow behind it. */
    private static List<Variable> withShadows(List<Variable> parameters, Mirror mirror) {
        List<Variable> all = new ArrayList<>();
        for (Variable parameter : parameters) {
            all.add(parameter);
            if (mirror.shadow(parameter) != null) {
                all.add(mirror.shadow(parameter));
            }
        }
        return all;
    }

    private static boolean hasActiveCalls(Block body, Activity activity) {
        boolean[] found = new boolean[1];
        Walk.statements(body, stmt -> {
            Expr.Call call = Instrumentation.callOf(stmt);
            found[0] |= call != null && Instrumentation.isActive(stmt, call, activity);
        });
        return found[0];
    }

    private static Variant variant(
            Stmt stmt, Expr.Call call, Activity activity, Memory memory, boolean isCheckpointed) {
        return new Variant(
                call.callee(),
                Instrumentation.activeOperands(call, activity),
                Instrumentation.hasActiveResult(stmt, activity),
                memory.stableAfter(stmt, call),
                memory.areStaticsStableAfter(stmt),
                isCheckpointed);
    }
}
