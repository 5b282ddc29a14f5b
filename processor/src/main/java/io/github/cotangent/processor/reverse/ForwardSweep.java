package io.github.cotangent.processor.reverse;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.plan.Plan;
import io.github.cotangent.processor.plan.Version;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Emits the forward sweep: the instrumented body as it is, with the saves of the plan, active calls turned into calls of
 * their forward sweeps, and without the bookkeeping nobody reads.
 */
final class ForwardSweep {

    /** A loop, labelled block or {@code try} statement around the statement at hand; the last has no label. */
    private record Around(Stmt stmt, Label label) {}

    private final Recording recording;
    private final Frames frames;
    private final Set<Variable> read;
    private final List<Version> saved;
    private final Map<Stmt, List<Version>> behind = new IdentityHashMap<>();
    private final Map<Stmt, List<Version>> inside = new IdentityHashMap<>();
    private final Deque<Around> around = new ArrayDeque<>();
    /** What is saved of counts and codes that an exception may leave behind: saved wherever it changes. */
    private final Map<Variable, List<Version>> exposed = new HashMap<>();

    private final Map<Stmt, CheckpointSweep> checkpoints;
    private final Predicate<Expr.Call> movesReferences;
    /** The checkpointed loop whose iteration is emitted, as far as that is saved; null for the whole method. */
    private Stmt.Loop region;
    /** Whether nothing is saved at all. */
    private boolean isPlain;

    /**
     * @param needed the versions the reverse sweep reads
     * @param checkpoints the loops of which states are kept
     * @param movesReferences whether a call stores references into what it is given
     */
    ForwardSweep(
            Recording recording,
            Plan plan,
            Frames frames,
            Set<Version> needed,
            Map<Stmt, CheckpointSweep> checkpoints,
            Predicate<Expr.Call> movesReferences) {
        this.checkpoints = checkpoints;
        this.movesReferences = movesReferences;
        this.recording = recording;
        this.frames = frames;
        this.read = needed.stream().map(Version::variable).collect(Collectors.toSet());
        this.saved = new ArrayList<>(plan.slots().keySet());
        for (Version version : saved) {
            boolean within = version.kind() == Version.Kind.HEADER
                    || version.kind() == Version.Kind.BODY
                    || version.kind() == Version.Kind.FINALIZER;
            if (version.place() != null) {
                (within ? inside : behind)
                        .computeIfAbsent(version.place(), key -> new ArrayList<>())
                        .add(version);
            }
        }
        Walk.statements(recording.exits().body(), stmt -> {
            if (stmt instanceof Stmt.Try attempt) {
                Walk.statements(attempt.body(), this::expose);
            }
        });
    }

    /** An exception passes by the places where counts and codes would be saved. */
    private void expose(Stmt region) {
        for (Version version : saved) {
            boolean isBehind = version.kind() == Version.Kind.EXIT
                    || version.kind() == Version.Kind.JOIN
                    || version.kind() == Version.Kind.BODY;
            if (version.place() == region && isBehind && recording.isBookkeeping(version.variable())) {
                List<Version> known = exposed.computeIfAbsent(version.variable(), key -> new ArrayList<>());
                if (!known.contains(version)) {
                    known.add(version);
                }
            }
        }
    }

    List<Stmt> emit() {
        List<Stmt> out = new ArrayList<>(frames.atStart(null));
        for (Version version : saved) {
            if (version.kind() == Version.Kind.ENTRY) {
                out.addAll(save(version));
            }
        }
        out.addAll(block(recording.exits().body()).statements());
        return out;
    }

    /** An iteration of a checkpointed loop that only runs. */
    CheckpointSweep.Iteration plain(Stmt.Loop loop) {
        isPlain = true;
        CheckpointSweep.Iteration iteration = iteration(loop, new ArrayList<>());
        isPlain = false;
        return iteration;
    }

    /** An iteration of a checkpointed loop that saves what its reverse sweep needs. */
    CheckpointSweep.Iteration recorded(Stmt.Loop loop) {
        Stmt.Loop before = region;
        region = loop;
        CheckpointSweep.Iteration iteration = iteration(loop, new ArrayList<>(frames.atStart(loop)));
        region = before;
        return iteration;
    }

    private CheckpointSweep.Iteration iteration(Stmt.Loop loop, List<Stmt> start) {
        around.push(new Around(loop, loop.label()));
        saves(inside, loop, Version.Kind.HEADER, start);
        Block body = block(loop.body());
        List<Stmt> update = new ArrayList<>();
        saves(inside, loop, Version.Kind.BODY, update);
        update.addAll(block(loop.update()).statements());
        around.pop();
        return new CheckpointSweep.Iteration(start, body, new Block(update));
    }

    /** Whether a version is saved by what is being emitted. */
    private boolean isSavedHere(Version version) {
        return !isPlain && version.home().region() == region;
    }

    private List<Stmt> save(Version version) {
        return isSavedHere(version) ? frames.save(version) : List.of();
    }

    /** Whether a statement is emitted without what its reverse sweep would need. */
    private boolean isBare(Stmt stmt) {
        return isPlain || recording.versions().segment(stmt).region() != region;
    }

    private Block block(Block block) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            statement(stmt, out);
        }
        return new Block(out);
    }

    private void statement(Stmt stmt, List<Stmt> out) {
        if (stmt instanceof Stmt.Assign assign
                && recording.isBookkeeping(assign.target())
                && !read.contains(assign.target())) {
            return;
        }
        if (isBare(stmt) && isReplaced(stmt) || isRoomForNothing(stmt)) {
            return;
        }
        if (stmt instanceof Stmt.Jump jump) {
            saveOnTheWayOut(jump, out);
            out.add(jump);
            return;
        }
        if (stmt instanceof Stmt.Loop loop && loop.label().isCall()) {
            if (!isBare(loop) && checkpoints.containsKey(loop)) {
                out.addAll(checkpoints.get(loop).keepAlways());
            }
            out.addAll(block(loop.body()).statements());
            out.addAll(leave(loop));
        } else if (stmt instanceof Stmt.Loop loop) {
            List<Stmt> body = new ArrayList<>();
            if (!isBare(loop)) {
                out.addAll(frames.before(loop));
                body.addAll(frames.enter(loop));
            }
            if (!isBare(loop) && checkpoints.containsKey(loop)) {
                body.add(checkpoints.get(loop).keep(recording.trips(loop)));
            }
            around.push(new Around(loop, loop.label()));
            saves(inside, loop, Version.Kind.HEADER, body);
            body.addAll(block(loop.body()).statements());
            List<Stmt> update = new ArrayList<>();
            saves(inside, loop, Version.Kind.BODY, update);
            update.addAll(block(loop.update()).statements());
            around.pop();
            out.add(new Stmt.Loop(
                    loop.label(),
                    loop.condition(),
                    loop.testFirst(),
                    new Block(body),
                    new Block(update),
                    loop.origin()));
            out.addAll(leave(loop));
        } else if (stmt instanceof Stmt.Labelled labelled) {
            around.push(new Around(labelled, labelled.label()));
            out.add(Walk.withBlocks(stmt, this::block));
            around.pop();
        } else if (stmt instanceof Stmt.TryFinally attempt) {
            around.push(new Around(attempt, null));
            List<Stmt> finalizer = new ArrayList<>();
            saves(inside, attempt, Version.Kind.FINALIZER, finalizer);
            Block body = block(attempt.body());
            finalizer.addAll(block(attempt.finalizer()).statements());
            around.pop();
            out.add(new Stmt.TryFinally(body, new Block(finalizer), attempt.origin()));
        } else if (stmt instanceof Stmt.Try attempt) {
            around.push(new Around(attempt, null));
            Block body = block(attempt.body());
            List<Stmt.Catch> catches = new ArrayList<>();
            for (Stmt.Catch clause : attempt.catches()) {
                List<Stmt> inner = new ArrayList<>();
                saves(inside, attempt, Version.Kind.FINALIZER, inner);
                inner.addAll(block(clause.body()).statements());
                catches.add(new Stmt.Catch(clause.types(), clause.exception(), new Block(inner)));
            }
            around.pop();
            out.add(new Stmt.Try(body, catches, attempt.origin()));
        } else {
            out.add(call(Walk.withBlocks(stmt, this::block), stmt));
        }
        if (stmt instanceof Stmt.Assign assign) {
            for (Version version : exposed.getOrDefault(assign.target(), List.of())) {
                out.addAll(save(version));
            }
        }
        if (Walk.completesNormally(stmt)) {
            for (Version version : behind.getOrDefault(stmt, List.of())) {
                out.addAll(save(version));
            }
        }
    }

    private void saves(Map<Stmt, List<Version>> table, Stmt stmt, Version.Kind kind, List<Stmt> out) {
        for (Version version : table.getOrDefault(stmt, List.of())) {
            if (version.kind() == kind) {
                out.addAll(save(version));
            }
        }
    }

    /** A jump passes by the places where counts and codes would be saved: it saves them itself. */
    private void saveOnTheWayOut(Stmt.Jump jump, List<Stmt> out) {
        for (Around region : around) {
            boolean target = region.label() == jump.target();
            if (region.stmt() instanceof Stmt.Loop && !(target && jump.isContinue())) {
                bookkeeping(inside, region.stmt(), Version.Kind.BODY, out);
            }
            if (target) {
                return;
            }
            out.addAll(leave(region.stmt()));
            Version.Kind kind = region.stmt() instanceof Stmt.Loop ? Version.Kind.EXIT : Version.Kind.JOIN;
            bookkeeping(behind, region.stmt(), kind, out);
        }
    }

    /** What is to be noted where a loop is left whose states are kept. */
    private List<Stmt> leave(Stmt stmt) {
        return checkpoints.containsKey(stmt) && !isBare(stmt)
                ? checkpoints.get(stmt).leave()
                : List.of();
    }

    private void bookkeeping(Map<Stmt, List<Version>> table, Stmt stmt, Version.Kind kind, List<Stmt> out) {
        for (Version version : table.getOrDefault(stmt, List.of())) {
            if (version.kind() == kind && recording.isBookkeeping(version.variable())) {
                out.addAll(save(version));
            }
        }
    }

    /** What only a forward sweep needs where a plain call will do. */
    private boolean isReplaced(Stmt stmt) {
        CallSite site = recording.instrumentation().call(stmt);
        return recording.instrumentation().isRoomFor(stmt).isPresent()
                || recording
                        .instrumentation()
                        .isAllocatedFor(stmt)
                        .filter(this::runsPlain)
                        .isPresent()
                || site != null
                        && runsPlain(site)
                        && site.call().callee().invocation() == MethodId.Invocation.CONSTRUCTION;
    }

    /** Whether a statement makes room for states that nobody keeps. */
    private boolean isRoomForNothing(Stmt stmt) {
        return recording
                .instrumentation()
                .isRoomFor(stmt)
                .filter(label -> checkpoints.keySet().stream()
                        .noneMatch(loop -> ((Stmt.Loop) loop).label() == label
                                && !recording.checkpointed((Stmt.Loop) loop).isStateless()))
                .isPresent();
    }

    /** Whether a call need not bring along shadows. */
    private boolean runsPlain(CallSite site) {
        boolean gives = site.target() != null
                && site.target().type().isFollowed()
                && recording.mirror().shadow(site.target()) != null;
        return !gives && !movesReferences.test(site.call());
    }

    /** An active call goes through the callee's forward sweep. */
    private Stmt call(Stmt now, Stmt stmt) {
        CallSite site = recording.instrumentation().call(stmt);
        if (site == null || isBare(stmt) && runsPlain(site)) {
            return now;
        }
        List<Expr> arguments = new ArrayList<>(site.call().operands());
        for (int i : site.sweeps().active().stream().sorted().toList()) {
            Expr argument = site.call().operands().get(i);
            if (argument.type().isFollowed()) {
                Expr shadow = recording.mirror().shadow(argument);
                arguments.add(shadow != null ? shadow : recording.mirror().zeros(argument));
            }
        }
        arguments.add(new Expr.Use(site.state()));
        Expr call = new Expr.GeneratedCall(
                site.sweeps().owner(),
                site.sweeps().forward(),
                arguments,
                site.call().type());
        return Walk.mapOwn(now, expr -> call);
    }
}
