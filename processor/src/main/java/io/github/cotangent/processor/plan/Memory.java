package io.github.cotangent.processor.plan;

import io.github.cotangent.processor.analysis.Group;
import io.github.cotangent.processor.analysis.Key;
import io.github.cotangent.processor.analysis.Place;
import io.github.cotangent.processor.analysis.Slot;
import io.github.cotangent.processor.analysis.Storage;
import io.github.cotangent.processor.analysis.Summaries;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.mirror.Mirror;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What may be stored into behind a point of the forward sweep: what is read there can be read again in the reverse sweep only if
 * nothing may.
 */
public final class Memory {
    private final Method method;
    private final Storage storage;
    private final Mirror mirror;
    private final Summaries summaries;
    private final Versions versions;
    private final Set<Place> stable;
    private final boolean staticsStable;
    /** Where each slot is stored into for the last time. */
    private final Map<Slot, Integer> lastWrites = new LinkedHashMap<>();

    private final Map<Stmt, Set<Slot>> loopWrites = new IdentityHashMap<>();
    private final Set<Stmt> clobberingLoops = Collections.newSetFromMap(new IdentityHashMap<>());
    private int lastClobber = -1;

    /**
     * @param storage the partition in which {@code detach} shares
     * @param mirror the shadows: their references are stored wherever those of their arrays and objects are
     * @param stable places of the caller, and of the result, that keep their contents until the reverse sweep
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
        Walk.statements(body, stmt -> {
            written(stmt, slot -> write(stmt, slot));
            Walk.expressions(stmt, expr -> {
                if (clobbers(expr)) {
                    clobber(stmt);
                }
            });
        });
    }

    /** The group of an array or object, or of the one behind a shadow; null for {@code null}. */
    public Group group(Expr expr) {
        if (expr instanceof Expr.Use use) {
            Variable primal = mirror.primal(use.variable());
            return primal.type().isFollowed() ? storage.of(primal) : null;
        } else if (isRead(expr)) {
            Slot slot = slot(expr);
            return slot == null || !slot.leadsOn() || !expr.type().isReference()
                    ? null
                    : slot.group().part(slot.key());
        } else if (expr instanceof Expr.Cast cast) {
            return group(cast.operand());
        }
        return null;
    }

    /** The slot that an element or a field is read from; null if what it is read from has no group. */
    public Slot slot(Expr read) {
        Group group = group(read.operands().get(0));
        if (group == null) {
            return null;
        }
        return new Slot(group, read instanceof Expr.Field field ? Key.of(mirror.primal(field.field())) : Key.ELEMENTS);
    }

    /** Whether an expression reads an element, a field, or what a container is asked for. */
    static boolean isRead(Expr expr) {
        return expr instanceof Expr.Load
                || expr instanceof Expr.Field
                || expr instanceof Expr.ContainerCall call && call.function().isRepeatable();
    }

    /** Shows the slots that a statement itself stores into. */
    private void written(Stmt stmt, Consumer<Slot> seen) {
        Walk.expressions(stmt, expr -> written(expr, seen));
        if (stmt instanceof Stmt.Store store) {
            written(group(store.array()), Key.ELEMENTS, seen);
        } else if (stmt instanceof Stmt.SetField set) {
            written(group(set.object()), Key.of(mirror.primal(set.field())), seen);
        }
    }

    private void written(Expr expr, Consumer<Slot> seen) {
        if (expr instanceof Expr.ArrayCall call) {
            switch (call.function()) {
                case FILL, FILL_RANGE -> written(group(call.operands().get(0)), Key.ELEMENTS, seen);
                case ARRAYCOPY -> written(group(call.operands().get(2)), Key.ELEMENTS, seen);
                default -> {}
            }
        } else if (expr instanceof Expr.ContainerCall call) {
            if (call.function().changes()) {
                written(group(call.operands().get(0)), Key.ELEMENTS, seen);
            }
        } else if (expr instanceof Expr.Call call) {
            storage.writtenBy(call).forEach(seen);
        } else if (expr instanceof Expr.Opaque opaque) {
            for (Variable variable : opaque.effects().mutated()) {
                if (variable.type().isFollowed()) {
                    storage.of(variable).reachable().forEach(group -> seen.accept(group.contents()));
                }
            }
        }
    }

    private static void written(Group group, Key key, Consumer<Slot> seen) {
        if (group != null) {
            seen.accept(new Slot(group, key));
        }
    }

    private boolean clobbers(Expr expr) {
        return expr instanceof Expr.Call call && summaries.of(call.callee()).clobbers()
                || expr instanceof Expr.Opaque opaque && opaque.effects().clobbers();
    }

    // ---- loops that run again

    /** The slots that a loop changes, or looks at although they do not stay what they are behind it. */
    public Set<Slot> unstableIn(Stmt.Loop loop) {
        Set<Slot> found = new LinkedHashSet<>();
        Walk.statements(Block.of(loop), stmt -> {
            written(stmt, found::add);
            Walk.expressions(stmt, expr -> {
                if (isRead(expr)) {
                    Slot slot = slot(expr);
                    if (slot != null && !isStableAfter(stmt, slot)) {
                        found.add(slot);
                    }
                } else if (expr instanceof Expr.Call
                        || expr instanceof Expr.Opaque
                        || expr instanceof Expr.ArrayCall
                        || expr instanceof Expr.ContainerCall) {
                    expr.operands().forEach(operand -> unstable(stmt, group(operand), found));
                }
            });
        });
        return found;
    }

    private void unstable(Stmt stmt, Group group, Set<Slot> found) {
        if (group != null) {
            group.reachable().stream()
                    .map(Group::contents)
                    .filter(slot -> !isStableAfter(stmt, slot))
                    .forEach(found::add);
        }
    }

    /** Whether a call stores references into arrays or objects that it is given. */
    public boolean storesReferences(Expr.Call call) {
        return storage.writtenBy(call).stream().anyMatch(Slot::leadsOn);
    }

    private void write(Stmt stmt, Slot slot) {
        lastWrites.merge(slot, versions.position(stmt), Math::max);
        for (Segment s = versions.segment(stmt); s != null; s = s.parent()) {
            if (s.loop() != null) {
                loopWrites.computeIfAbsent(s.loop(), key -> new HashSet<>()).add(slot);
            }
        }
    }

    private void clobber(Stmt stmt) {
        lastClobber = Math.max(lastClobber, versions.position(stmt));
        for (Segment s = versions.segment(stmt); s != null; s = s.parent()) {
            if (s.loop() != null) {
                clobberingLoops.add(s.loop());
            }
        }
    }

    /** Whether a slot keeps, from a statement on, what it holds until the reverse sweep passes it. */
    public boolean isStableAfter(Stmt stmt, Slot slot) {
        return isStable(stmt, slot, versions.position(stmt));
    }

    /** Whether everything reached from a group does. */
    public boolean isAllStableAfter(Stmt stmt, Group group) {
        return isAllStable(stmt, group, versions.position(stmt));
    }

    /**
     * The places of a call's operands and of its result that keep their contents from behind the call on: what the call itself
     * stores is for its own sweeps to know.
     */
    public Set<Place> stableAfter(Stmt stmt, Expr.Call call) {
        Set<Place> found = new HashSet<>();
        for (int i = 0; i < call.operands().size(); i++) {
            stableAfter(stmt, group(call.operands().get(i)), Place.of(i), found, new HashSet<>());
        }
        if (stmt instanceof Stmt.Assign assign) {
            stableAfter(stmt, group(new Expr.Use(assign.target())), Place.of(Place.RESULT), found, new HashSet<>());
        } else {
            found.add(Place.of(Place.RESULT).then(Key.ANYTHING));
        }
        return found;
    }

    private void stableAfter(Stmt stmt, Group group, Place place, Set<Place> found, Set<Group> seen) {
        int position = versions.position(stmt) + 1;
        if (group == null || !seen.add(group)) {
            return;
        }
        if (group.type() instanceof ObjectType && isAllStable(stmt, group, position)) {
            found.add(place.then(Key.ANYTHING));
            return;
        }
        Set<Key> keys = new TreeSet<>(group.parts().keySet());
        lastWrites.keySet().stream().filter(slot -> slot.group() == group).forEach(slot -> keys.add(slot.key()));
        if (group.type().elementType() != null) {
            keys.add(Key.ELEMENTS);
        }
        keys.remove(Key.ANYTHING);
        for (Key key : keys) {
            if (isStable(stmt, new Slot(group, key), position)) {
                found.add(place.then(key));
            }
        }
        group.parts().forEach((key, part) -> stableAfter(stmt, part, place.then(key), found, seen));
    }

    private boolean isAllStable(Stmt stmt, Group group, int position) {
        return group.reachable().stream().allMatch(each -> isStable(stmt, each.contents(), position));
    }

    private boolean isStable(Stmt stmt, Slot slot, int position) {
        boolean external = slot.group().isExternal();
        if (external && lastClobber >= position || !isStableBehindMethod(slot)) {
            return false;
        }
        for (Map.Entry<Slot, Integer> write : lastWrites.entrySet()) {
            if (write.getValue() >= position && write.getKey().mayOverlap(slot)) {
                return false;
            }
        }
        for (Segment s = versions.segment(stmt); s != null; s = s.parent()) {
            if (s.loop() != null) {
                if (external && clobberingLoops.contains(s.loop())) {
                    return false;
                }
                for (Slot written : loopWrites.getOrDefault(s.loop(), Set.of())) {
                    if (written.mayOverlap(slot)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** Whether static arrays keep their contents from a statement on. */
    public boolean areStaticsStableAfter(Stmt stmt) {
        boolean quiet = staticsStable && lastClobber < versions.position(stmt);
        for (Segment s = versions.segment(stmt); quiet && s != null; s = s.parent()) {
            quiet = s.loop() == null || !clobberingLoops.contains(s.loop());
        }
        return quiet
                && lastWrites.keySet().stream().noneMatch(slot -> slot.group().isExternal());
    }

    private boolean isStableBehindMethod(Slot slot) {
        if (slot.group().isOfUnknownOrigin() && !staticsStable) {
            return false;
        }
        List<Variable> parameters = method.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).type().isFollowed()
                    && !isStableBehindMethod(slot, storage.of(parameters.get(i)), Place.of(i), new HashSet<>())) {
                return false;
            }
        }
        return !method.id().result().isFollowed()
                || isStableBehindMethod(slot, storage.ofResult(), Place.of(Place.RESULT), new HashSet<>());
    }

    /** Whether a slot is stable at all places under which it is reached from a group. */
    private boolean isStableBehindMethod(Slot slot, Group group, Place place, Set<Group> seen) {
        if (stable.contains(place.then(Key.ANYTHING)) || !seen.add(group)) {
            return true;
        }
        if (slot.group() == group && !stable.contains(place.then(slot.key()))) {
            return false;
        }
        return group.parts().entrySet().stream()
                .allMatch(part -> isStableBehindMethod(slot, part.getValue(), place.then(part.getKey()), seen));
    }
}
