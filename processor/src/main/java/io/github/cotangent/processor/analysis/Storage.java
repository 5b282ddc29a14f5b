package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.ir.ContainerFunction;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Opacity;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which references of a method may refer to the same array or object.
 *
 * <p>A partition of arrays and objects into groups, without regard to order: variables between which a reference may flow are
 * in one group, and so is what they lead to, field by field. Two groups are disjoint, except that groups visible outside of the
 * method ({@link Group#isExternal()}) may overlap when their types allow it, because a caller may pass one array twice.
 *
 * <p>{@code detach} returns the same array without derivative. Whether it joins groups depends on the question: it does
 * where memory is concerned, it does not where derivatives are.
 */
public final class Storage {
    private final Map<Variable, Group> groups = new LinkedHashMap<>();
    private final Set<Slot> written = new HashSet<>();
    /** Those of them that are stored into otherwise than by a constructor into the object it makes. */
    private final Set<Slot> changed = new HashSet<>();

    private final Set<Slot> filled = new HashSet<>();
    private final Map<Expr.Opaque, Group> nameless = new IdentityHashMap<>();
    /** Groups whose arrays and objects are also reached through what is not followed. */
    private final Set<Group> entrusted = new HashSet<>();

    private final Containers containers = new Containers(this);
    private final Function<MethodId, Summary> summaries;
    private final boolean detachShares;
    private final Method method;
    private final Group result;
    private boolean clobbers;
    private boolean readsUnknown;

    /**
     * Partitions the arrays and objects of a method.
     *
     * @param resultVariable what stands for the result; null for none
     * @param summaries what calls do
     * @param detachShares whether the result of {@code detach} counts as the same array
     */
    public Storage(
            Method method, Variable resultVariable, Function<MethodId, Summary> summaries, boolean detachShares) {
        this.method = method;
        this.summaries = summaries;
        this.detachShares = detachShares;
        this.result = method.id().result().isFollowed() ? new Group(method.id().result()) : null;
        if (result != null && resultVariable != null) {
            groups.put(resultVariable, result);
        }
        for (Variable parameter : method.parameters()) {
            if (parameter.type().isFollowed()) {
                of(parameter).markExternal(false);
            }
        }
        Walk.statements(method.body(), this::statement);
        changed.addAll(containers.changedIn(method.body()));
        joinUnknown();
        written.addAll(changed);
        toRoots(written);
        toRoots(changed);
        toRoots(filled);
    }

    private static void toRoots(Set<Slot> slots) {
        List<Slot> before = List.copyOf(slots);
        slots.clear();
        before.forEach(slot -> slots.add(new Slot(slot.group(), slot.key())));
    }

    /** What opaque code or fields supply may be the same wherever the types are, and may be what they were given. */
    private void joinUnknown() {
        Set<Group> unknown = new LinkedHashSet<>();
        for (Group group : List.copyOf(groups.values())) {
            if (group.isOfUnknownOrigin()) {
                unknown.add(group.find());
            }
        }
        if (!unknown.isEmpty()) {
            Set<Group> given = new LinkedHashSet<>(unknown);
            entrusted.forEach(group -> given.addAll(group.reachable()));
            for (Group group : unknown) {
                given.stream().filter(each -> each.find().fits(group.find())).forEach(each -> Group.join(group, each));
            }
        }
    }

    /** Takes note of references that go where they are not followed. */
    private void entrust(Expr value, Type target) {
        if (value.type().isFollowed() && !target.isFollowed() && of(value) != null) {
            entrusted.add(of(value));
        }
    }

    /** The group of a variable that refers to arrays or objects. */
    public Group of(Variable variable) {
        Group group = groups.computeIfAbsent(variable, v -> {
            Group fresh = new Group(v.type());
            if (v.isStatic()) {
                readsUnknown = true;
                fresh.markExternal(true);
            }
            return fresh;
        });
        return group.find();
    }

    /** The group of what an expression refers to; null if it has none, as {@code null} has not. */
    public Group of(Expr expr) {
        if (!expr.type().isFollowed()) {
            return null;
        }
        if (expr instanceof Expr.Use use) {
            return of(use.variable());
        } else if (Flows.isRead(expr)) {
            Slot slot = slot(expr);
            return slot == null ? null : slot.group().part(slot.key());
        } else if (expr instanceof Expr.Cast cast) {
            return of(cast.operand());
        }
        return null;
    }

    /** The group of what the method returns. */
    public Group ofResult() {
        return result.find();
    }

    /** The slot that an element or a field is read from; null if what it is read from has no group. */
    public Slot slot(Expr read) {
        Group group = of(read.operands().get(0));
        if (group == null) {
            return null;
        }
        return new Slot(group, read instanceof Expr.Field field ? Key.of(field.field()) : Key.ELEMENTS);
    }

    /** Whether the method, or one it calls, may store into anything reached from a group. */
    public boolean isWrittenWithin(Group group) {
        return written.stream().anyMatch(slot -> group.reachable().contains(slot.group()));
    }

    /**
     * The slots of arrays and objects that may have been there before into which the method, or one it calls, may store. What a
     * constructor stores into the object it makes is not among them.
     */
    Set<Slot> changed() {
        return Collections.unmodifiableSet(changed);
    }

    /** Whether the method, or one it calls, may change what was reached from a group before. */
    boolean isChangedWithin(Group group) {
        return changed.stream().anyMatch(slot -> group.reachable().contains(slot.group()));
    }

    /** The same for what is no whole number. */
    boolean isChangedWithinBesidesCounts(Group group) {
        return changed.stream().anyMatch(slot -> group.reachable().contains(slot.group()) && !slot.holdsWholeNumbers());
    }

    /** Whether the method, or one it calls, may store references into arrays reached from a group. */
    public boolean exchangesRows(Group group) {
        return written.stream()
                .anyMatch(slot -> slot.leadsOn() && group.reachable().contains(slot.group()));
    }

    /**
     * What is reached from parameters and may be the same for some caller in a way that matters: of two that are the same, what
     * is stored into one is read from the other.
     */
    public Set<Overlap> overlaps() {
        Map<Object, Set<Group>> alike = new LinkedHashMap<>();
        for (Variable parameter : method.parameters()) {
            if (parameter.type().isFollowed() && parameter.type().isDifferentiable()) {
                for (Group group : of(parameter).reachable()) {
                    alike.computeIfAbsent(group.kind(), key -> new HashSet<>()).add(group);
                }
            }
        }
        Set<Group> vague = alike.values().stream()
                .flatMap(Set::stream)
                .filter(Group::isVague)
                .collect(Collectors.toSet());
        Set<Overlap> found = new HashSet<>();
        alike.forEach((kind, groups) -> {
            groups.addAll(vague);
            Set<Key> stored = new HashSet<>();
            for (Slot slot : written) {
                if (groups.contains(slot.group())) {
                    stored.add(slot.key());
                } else if (slot.leadsOn() && slot.group().reachable().stream().anyMatch(groups::contains)) {
                    groups.forEach(group -> stored.add(group.contents().key()));
                }
            }
            if (groups.size() > 1 && !stored.isEmpty()) {
                found.add(new Overlap(groups, stored));
            }
        });
        return found;
    }

    /** What callers need to know. Joins groups, so that nothing else may be asked afterwards. */
    Summary summary() {
        fold();
        Map<Group, Set<Place>> places = new LinkedHashMap<>();
        List<Variable> parameters = method.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).type().isFollowed()) {
                collect(of(parameters.get(i)), Place.of(i), places, new HashSet<>());
            }
        }
        if (result != null) {
            collect(result.find(), Place.of(Place.RESULT), places, new HashSet<>());
        }
        Set<Slot> slots = new HashSet<>(written);
        slots.addAll(filled);
        Set<Place> writes = new HashSet<>();
        for (Slot slot : slots) {
            places.getOrDefault(slot.group(), Set.of()).forEach(place -> writes.add(place.then(slot.key())));
        }
        Set<Set<Place>> shared = new HashSet<>();
        places.values().stream().filter(set -> set.size() > 1).forEach(set -> shared.add(Set.copyOf(set)));
        boolean unknownResult = result != null && result.reachable().stream().anyMatch(Group::isOfUnknownOrigin);
        return new Summary(
                writes, shared, clobbers, unknownResult, readsUnknown, Traces.of(method, this, summaries), Set.of());
    }

    /**
     * Joins what is reached through a field with what is reached through another one of the same type on the way there: the
     * next but one element of a list with the next one. Without that, each turn of the fixpoint over a recursive method could
     * look one step deeper, without end.
     */
    private void fold() {
        List<Group> roots = new ArrayList<>();
        method.parameters().stream()
                .filter(parameter -> parameter.type().isFollowed())
                .forEach(parameter -> roots.add(of(parameter)));
        if (result != null) {
            roots.add(result.find());
        }
        boolean folded;
        do {
            folded = false;
            for (Group root : roots) {
                folded |= fold(root.find(), new LinkedHashMap<>(), new HashSet<>());
            }
        } while (folded);
        toRoots(written);
        toRoots(filled);
    }

    /** What leads to a group, and what it is, as far as is known: behind a type variable there may be anything. */
    private record Step(Type type, Object kind) {}

    /** @param way the groups on the way to this one by what led to them */
    private static boolean fold(Group group, Map<Step, Group> way, Set<Group> seen) {
        if (!seen.add(group)) {
            return false;
        }
        for (Map.Entry<Key, Group> entry : group.parts().entrySet()) {
            Group part = entry.getValue();
            Type type = entry.getKey().type();
            Step step = type == null ? null : new Step(type, part.kind());
            Group before = way.get(step);
            if (before != null && before.find() != part.find()) {
                Group.join(before, part);
                return true;
            }
            Map<Step, Group> longer = new LinkedHashMap<>(way);
            if (step != null) {
                longer.put(step, part);
            }
            if (fold(part, longer, seen)) {
                return true;
            }
        }
        return false;
    }

    /** Gives a group and what it leads to their places; where it leads back, the place that closes the circle. */
    private static void collect(Group group, Place place, Map<Group, Set<Place>> places, Set<Group> seen) {
        places.computeIfAbsent(group, key -> new HashSet<>()).add(place);
        if (seen.add(group)) {
            group.parts().forEach((key, part) -> collect(part, place.then(key), places, seen));
        }
    }

    private void statement(Stmt stmt) {
        Walk.expressions(stmt, this::effects);
        if (stmt instanceof Stmt.Assign assign) {
            entrust(assign.value(), assign.target().type());
        }
        if (stmt instanceof Stmt.Assign assign && assign.target().type().isFollowed()) {
            flow(of(assign.target()), assign.value());
            boolean filledAtOnce = assign.value() instanceof Expr.ArrayLiteral
                    || assign.value() instanceof Expr.ArrayCall
                    || assign.value() instanceof Expr.ContainerCall call
                            && call.function().result() == ContainerFunction.Result.COPY;
            if (filledAtOnce) {
                filled.add(of(assign.target()).contents());
            }
        } else if (stmt instanceof Stmt.Store store) {
            into(of(store.array()), Key.ELEMENTS, store.value(), changed);
        } else if (stmt instanceof Stmt.AccumulateElement share) {
            into(of(share.array()), Key.ELEMENTS, share.value(), changed);
        } else if (stmt instanceof Stmt.SetField set) {
            into(of(set.object()), Key.of(set.field()), set.value(), set.isThere() ? written : changed);
        } else if (stmt instanceof Stmt.Return ret && ret.value() != null && result != null) {
            flow(result, ret.value());
        }
    }

    private void into(Group target, Key key, Expr value, Set<Slot> stored) {
        if (target != null) {
            stored.add(new Slot(target, key));
            Type type = key.type() != null ? key.type() : target.element();
            entrust(value, type);
            if (value.type().isFollowed() && type.isFollowed()) {
                flow(target.part(key), value);
            }
        }
    }

    /** Where the references in {@code value} come from. */
    private void flow(Group target, Expr value) {
        if (value instanceof Expr.Detach detach) {
            if (detachShares) {
                Group.join(target, of(detach.operand()));
            }
        } else if (value instanceof Expr.ArrayLiteral literal) {
            for (Expr element : literal.operands()) {
                if (element.type().isFollowed()) {
                    flow(target.rows(), element);
                }
            }
        } else if (value instanceof Expr.ArrayCall call) {
            if (target.mayHoldReferences()) {
                Group.join(target.rows(), of(call.operands().get(0)).rows());
            }
        } else if (value instanceof Expr.ContainerCall call) {
            given(target, call);
        } else if (value instanceof Expr.Call call) {
            call(call, target);
        } else if (value instanceof Expr.Opaque opaque && isNameless(opaque)) {
            readsUnknown = true;
            nameless.put(opaque, target);
            target.markExternal(true);
        } else if (value instanceof Expr.Opaque
                || value instanceof Expr.Ruled
                || value instanceof Expr.Conditional
                || value instanceof Expr.StateField
                || isOfUnknown(value)
                || !value.type().isFollowed() && !(value instanceof Expr.Constant)) {
            boolean isData = value instanceof Expr.Opaque opaque && opaque.putsInData();
            if (!isData && !value.type().isData()) {
                readsUnknown = true;
                target.markExternal(true);
            }
        } else {
            Group.join(target, of(value));
        }
    }

    /** Where the references come from that an operation on containers gives. */
    private void given(Group target, Expr.ContainerCall call) {
        Group container = asked(call);
        switch (call.function().result()) {
            case ELEMENT -> from(target, container == null ? null : container.rows());
            case VIEW -> from(target, container);
            case ENTRIES -> from(target.rows(), container);
            case COPY -> put(target, call, 0);
            case DATA -> from(target, null);
        }
    }

    /** The container that an operation is asked of, or that it gives another view of; null for none. */
    private Group asked(Expr.ContainerCall call) {
        List<ContainerFunction.Role> roles = call.function().roles();
        return roles.isEmpty() || roles.get(0) != ContainerFunction.Role.CONTAINER
                ? null
                : of(call.operands().get(0));
    }

    private void from(Group target, Group source) {
        if (source == null) {
            readsUnknown = true;
            target.markExternal(true);
        } else {
            Group.join(target, source);
        }
    }

    /** Puts the elements, and those of the containers, among the operands from an index on into a container. */
    private void put(Group target, Expr.ContainerCall call, int first) {
        for (int i = first; i < call.operands().size(); i++) {
            Expr operand = call.operands().get(i);
            switch (call.function().roles().get(i)) {
                case ELEMENT -> flow(target.rows(), operand);
                case CONTAINER ->
                    from(target.rows(), of(operand) == null ? null : of(operand).rows());
                case DATA -> entrust(operand, ReferenceType.OBJECT);
            }
        }
    }

    private static boolean isNameless(Expr.Opaque opaque) {
        return opaque.opacity() == Opacity.LAMBDA || opaque.opacity() == Opacity.ANONYMOUS_CLASS;
    }

    /** The lambdas and creations of anonymous classes that give objects of a group. */
    Set<Expr.Opaque> nameless(Group group) {
        Set<Expr.Opaque> found = Collections.newSetFromMap(new IdentityHashMap<>());
        nameless.forEach((creation, place) -> {
            if (place.find() == group.find()) {
                found.add(creation);
            }
        });
        return found;
    }

    /** Whether a reference is read from something that has no group. */
    private boolean isOfUnknown(Expr value) {
        return (value instanceof Expr.Load || value instanceof Expr.Field)
                && of(value.operands().get(0)) == null;
    }

    /** What evaluating an expression does to arrays and objects, apart from its value. */
    private void effects(Expr expr) {
        if (expr instanceof Expr.ArrayCall call) {
            List<Expr> operands = call.operands();
            switch (call.function()) {
                case FILL, FILL_RANGE ->
                    into(of(operands.get(0)), Key.ELEMENTS, operands.get(operands.size() - 1), changed);
                case ARRAYCOPY -> {
                    Group target = of(operands.get(2));
                    changed.add(new Slot(target, Key.ELEMENTS));
                    if (target.mayHoldReferences()) {
                        Group.join(target.rows(), of(operands.get(0)).rows());
                    }
                }
                default -> {}
            }
        } else if (expr instanceof Expr.ContainerCall call) {
            Group container = call.function().result() == ContainerFunction.Result.COPY ? null : asked(call);
            if (container != null) {
                put(container, call, 1);
            }
            if (container != null && call.function().changes()) {
                changed.add(new Slot(container, Key.ELEMENTS));
            }
        } else if (expr instanceof Expr.Call call) {
            call(call, null);
            int receivers = call.callee().hasReceiver() ? 1 : 0;
            for (int i = receivers; i < call.operands().size(); i++) {
                entrust(call.operands().get(i), call.callee().parameters().get(i - receivers));
            }
        } else if (expr instanceof Expr.ArrayLiteral literal) {
            literal.operands()
                    .forEach(element -> entrust(element, literal.type().element()));
        } else if (expr instanceof Expr.Opaque opaque) {
            if (opaque.type().mayCarry()) {
                opaque.handedOver().forEach(operand -> entrust(operand, ReferenceType.OBJECT));
            }
            clobbers |= opaque.effects().clobbers();
            for (Variable variable : opaque.effects().mutated()) {
                if (variable.type().isFollowed()) {
                    Group group = of(variable);
                    group.markExternal(false);
                    entrusted.add(group);
                    group.reachable().forEach(each -> changed.add(each.contents()));
                }
            }
            for (Variable variable : opaque.effects().assigned()) {
                if (variable.type().isFollowed()) {
                    readsUnknown = true;
                    of(variable).markExternal(true);
                    changed.add(of(variable).contents());
                }
            }
        }
    }

    private void call(Expr.Call call, Group target) {
        Summary summary = summaries.apply(call.callee());
        clobbers |= summary.clobbers();
        readsUnknown |= summary.readsUnknown();
        for (Set<Place> same : summary.shared()) {
            Group first = null;
            for (Place place : same) {
                Group group = at(call, target, place.parameter(), place.path());
                Group.join(first, group);
                first = group != null ? group : first;
            }
        }
        boolean making = call.callee().invocation() == MethodId.Invocation.CONSTRUCTION;
        for (Place place : summary.written()) {
            Set<Slot> stored =
                    place.parameter() == Place.RESULT ? filled : making && place.parameter() == 0 ? written : changed;
            stored.addAll(slots(call, target, place));
        }
        if (target != null && summary.unknownResult()) {
            readsUnknown = true;
            target.markExternal(true);
        }
    }

    /** The slots that a call stores into. */
    public Set<Slot> writtenBy(Expr.Call call) {
        Set<Slot> slots = new HashSet<>();
        summaries.apply(call.callee()).written().forEach(place -> slots.addAll(slots(call, null, place)));
        return slots;
    }

    /** The slots in what a call makes and hands out that it stores into, each with its place for the callee. */
    Map<Slot, Place> handedOut(Expr.Call call, Variable target) {
        Map<Slot, Place> slots = new LinkedHashMap<>();
        summaries.apply(call.callee()).written().stream()
                .filter(place -> place.parameter() == Place.RESULT)
                .forEach(place -> slots(call, of(target), place).forEach(slot -> slots.put(slot, place)));
        return slots;
    }

    /** Those of the slots that a call stores into which get something that varies, if what goes into the call does. */
    Set<Slot> changedBy(Expr.Call call) {
        Set<Slot> slots = new HashSet<>();
        summaries.apply(call.callee()).changed().forEach(place -> slots.addAll(slots(call, null, place)));
        return slots;
    }

    /** The slots of a place of a call that stands for one; none where there is nothing behind its path. */
    private Set<Slot> slots(Expr.Call call, Group target, Place place) {
        Set<Slot> slots = new HashSet<>();
        List<Key> path = place.path();
        Key key = path.get(path.size() - 1);
        Group group = at(call, target, place.parameter(), path.subList(0, path.size() - 1));
        if (group != null && key.equals(Key.ANYTHING)) {
            group.reachable().forEach(each -> slots.add(each.contents()));
        } else if (group != null) {
            slots.add(group.isVague() ? group.contents() : new Slot(group, key));
        }
        return slots;
    }

    /** The slot of a place that stands for one; null where what it is a part of is not followed. */
    Slot slot(Place place) {
        List<Key> path = place.path();
        Group start = place.parameter() == Place.RESULT
                ? ofResult()
                : of(method.parameters().get(place.parameter()));
        Group group = along(start, path.subList(0, path.size() - 1));
        return group == null ? null : new Slot(group, path.get(path.size() - 1));
    }

    /** The group behind the path of a place of a call; null where {@code null} was passed, or the result was dropped. */
    private Group at(Expr.Call call, Group target, int parameter, List<Key> path) {
        return along(parameter == Place.RESULT ? target : of(call.operands().get(parameter)), path);
    }

    private static Group along(Group start, List<Key> path) {
        Group group = start;
        for (Key key : path) {
            if (group == null) {
                return null;
            }
            group = group.part(key);
        }
        return group;
    }
}
