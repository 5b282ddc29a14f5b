package io.github.cotangent.processor.plan;

import io.github.cotangent.processor.analysis.Place;
import io.github.cotangent.processor.analysis.Storage;
import io.github.cotangent.processor.analysis.Summaries;
import io.github.cotangent.processor.analysis.Summary;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.mirror.Mirror;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which arrays may be stored into after a point of the forward sweep: what is read there can be read again in the reverse
 * sweep only if nothing may.
 */
public final class Memory {

    /** What may be stored into at one statement. */
    private record Write(int position, Storage.Group group) {}

    private final Method method;
    private final Storage storage;
    private final Mirror mirror;
    private final Summaries summaries;
    private final Versions versions;
    private final Set<Place> stable;
    private final boolean staticsStable;
    private final List<Write> writes = new ArrayList<>();
    private final Map<Stmt, Set<Storage.Group>> loopWrites = new IdentityHashMap<>();
    private final List<Integer> clobbers = new ArrayList<>();
    private final Set<Stmt> clobberingLoops = java.util.Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * @param storage the partition in which {@code detach} shares
     * @param mirror the shadows: their rows are stored wherever the rows of their arrays are
     * @param stable places of the caller's arrays, and of the result, that keep their contents until the reverse sweep
     * @param staticsStable whether arrays in static fields do
     */
    public Memory(
            Method method,
            Storage storage,
            Mirror mirror,
            Summaries summaries,
            Versions versions,
            Block body,
            Set<Place> stable,
            boolean staticsStable) {
        this.method = method;
        this.storage = storage;
        this.mirror = mirror;
        this.summaries = summaries;
        this.versions = versions;
        this.stable = stable;
        this.staticsStable = staticsStable;
        Walk.statements(body, stmt -> Walk.expressions(stmt, expr -> expression(stmt, expr)));
        Walk.statements(body, stmt -> {
            if (stmt instanceof Stmt.Store store && group(store.array()) != null) {
                write(stmt, group(store.array()));
            }
        });
    }

    /** The group of an array or of the array behind a shadow; null for {@code null}. */
    public Storage.Group group(Expr atom) {
        if (atom instanceof Expr.Load load && load.type() instanceof ArrayType) {
            return group(load.array()) == null ? null : group(load.array()).rows();
        }
        return atom instanceof Expr.Use use && use.type() instanceof ArrayType
                ? storage.of(mirror.primal(use.variable()))
                : null;
    }

    private void expression(Stmt stmt, Expr expr) {
        if (expr instanceof Expr.ArrayCall call) {
            switch (call.function()) {
                case FILL, FILL_RANGE -> write(stmt, group(call.operands().get(0)));
                case ARRAYCOPY -> write(stmt, group(call.operands().get(2)));
                default -> {}
            }
        } else if (expr instanceof Expr.Call call) {
            Summary summary = summaries.of(call.callee());
            for (Place place : summary.written()) {
                Storage.Group group = group(call.operands().get(place.parameter()));
                for (int i = 0; group != null && i < place.depth(); i++) {
                    group = group.rows();
                }
                if (group != null) {
                    write(stmt, group);
                }
            }
            if (summary.clobbers()) {
                clobber(stmt);
            }
        } else if (expr instanceof Expr.Opaque opaque) {
            for (Variable variable : opaque.effects().mutated()) {
                if (variable.type() instanceof ArrayType) {
                    for (Storage.Group g = storage.of(variable); ; g = g.rows()) {
                        write(stmt, g);
                        if (!(g.type().element() instanceof ArrayType)) {
                            break;
                        }
                    }
                }
            }
            if (opaque.effects().clobbers()) {
                clobber(stmt);
            }
        }
    }

    private void write(Stmt stmt, Storage.Group group) {
        writes.add(new Write(versions.position(stmt), group));
        for (Segment s = versions.segment(stmt); s != null; s = s.parent()) {
            if (s.loop() != null) {
                loopWrites.computeIfAbsent(s.loop(), key -> new HashSet<>()).add(group);
            }
        }
    }

    private void clobber(Stmt stmt) {
        clobbers.add(versions.position(stmt));
        for (Segment s = versions.segment(stmt); s != null; s = s.parent()) {
            if (s.loop() != null) {
                clobberingLoops.add(s.loop());
            }
        }
    }

    /** Whether arrays of a group keep, from a statement on, what they hold until the reverse sweep passes it. */
    public boolean isStableAfter(Stmt stmt, Storage.Group group) {
        return isStable(stmt, group, versions.position(stmt));
    }

    /** The same from behind a call on: what the call itself stores is for its own sweeps to know. */
    public boolean isStableAfterCall(Stmt stmt, Storage.Group group) {
        return isStable(stmt, group, versions.position(stmt) + 1);
    }

    private boolean isStable(Stmt stmt, Storage.Group group, int position) {
        if (!isStableBehindMethod(group)) {
            return false;
        }
        for (Write write : writes) {
            if (write.position() >= position && mayOverlap(write.group(), group)) {
                return false;
            }
        }
        if (group.isExternal() && clobbers.stream().anyMatch(at -> at >= position)) {
            return false;
        }
        for (Segment s = versions.segment(stmt); s != null; s = s.parent()) {
            if (s.loop() != null) {
                if (group.isExternal() && clobberingLoops.contains(s.loop())) {
                    return false;
                }
                for (Storage.Group written : loopWrites.getOrDefault(s.loop(), Set.of())) {
                    if (mayOverlap(written, group)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** Whether static arrays keep their contents from a statement on. */
    public boolean areStaticsStableAfter(Stmt stmt) {
        int position = versions.position(stmt);
        boolean quiet = staticsStable && clobbers.stream().noneMatch(at -> at >= position);
        for (Segment s = versions.segment(stmt); quiet && s != null; s = s.parent()) {
            quiet = s.loop() == null || !clobberingLoops.contains(s.loop());
        }
        return quiet && writes.stream().noneMatch(write -> write.group().isExternal());
    }

    private boolean isStableBehindMethod(Storage.Group group) {
        if (group.isOfUnknownOrigin() && !staticsStable) {
            return false;
        }
        List<Variable> parameters = method.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).type() instanceof ArrayType && isUnstable(group, storage.of(parameters.get(i)), i)) {
                return false;
            }
        }
        return !(method.id().result() instanceof ArrayType) || !isUnstable(group, storage.ofResult(), Place.RESULT);
    }

    /** Whether a group is among those of a parameter or the result that do not keep their contents. */
    private boolean isUnstable(Storage.Group group, Storage.Group outermost, int parameter) {
        int depth = 0;
        for (Storage.Group g = outermost; ; g = g.rows(), depth++) {
            if (g == group && !stable.contains(new Place(parameter, depth))) {
                return true;
            }
            if (!(g.type().element() instanceof ArrayType)) {
                return false;
            }
        }
    }

    private static boolean mayOverlap(Storage.Group a, Storage.Group b) {
        return a == b || a.isExternal() && b.isExternal() && a.type().equals(b.type());
    }
}
