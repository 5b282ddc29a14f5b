package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.ir.Variable;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a fixpoint has marked: variables, the slots of arrays and objects, and static state by its keys. Arrays and objects are
 * marked with all that is reached from them.
 */
final class Marks {
    private final Storage storage;
    private final Set<Overlap> overlaps;
    private final Slot constant;
    private final Set<Variable> variables = new HashSet<>();
    private final Set<Slot> slots = new HashSet<>();
    private final Set<String> statics = new HashSet<>();
    private final Set<Slot> spread = new HashSet<>();
    private boolean isSpreading;
    private boolean changed;

    /**
     * @param overlaps groups that may hold the same arrays or objects: what is marked in one is in all
     * @param constant a slot that has only its own marks, none of the objects it is in; null for none
     */
    Marks(Storage storage, Set<Overlap> overlaps, Slot constant) {
        this.storage = storage;
        this.overlaps = overlaps;
        this.constant = constant;
    }

    /** Whether anything was marked since the last call. */
    boolean haveChanged() {
        boolean before = changed;
        changed = false;
        return before;
    }

    // ---- marking

    /** What is marked from now on is what the method does; before, it was where it starts. */
    void startSpreading() {
        isSpreading = true;
    }

    void mark(Variable variable) {
        if (variable.isStatic()) {
            changed |= statics.add(Traces.key(variable));
        }
        if (variable.type().isFollowed()) {
            markAll(storage.of(variable));
        } else {
            changed |= variables.add(variable);
        }
    }

    /** Marks all that is reached from a group. */
    void markAll(Group group) {
        group.reachable().forEach(each -> mark(each.contents()));
    }

    /** Marks a slot. Arrays of references hold no numbers themselves. */
    void mark(Slot slot) {
        boolean references = slot.key().equals(Key.ELEMENTS) && slot.group().holdsReferencesOnly();
        if (!references && isSpreading) {
            changed |= spread.add(slot);
        }
        if (!references && slots.add(slot)) {
            overlaps.forEach(overlap -> slots.addAll(overlap.of(slot)));
            changed = true;
        }
    }

    /** Marks a slot that holds an object not followed: nothing else is the same. */
    void markAlone(Slot slot) {
        changed |= slots.add(slot);
    }

    void markStatics(Collection<String> keys) {
        changed |= statics.addAll(keys);
    }

    // ---- asking

    /** Whether a variable is marked; for arrays and objects, something that is reached from them. */
    boolean has(Variable variable) {
        if (variable.isStatic() && statics.contains(Traces.key(variable))) {
            return true;
        }
        return variable.type().isFollowed() ? hasAnyIn(storage.of(variable)) : variables.contains(variable);
    }

    /** Whether something that is reached from a group is marked. */
    boolean hasAnyIn(Group group) {
        if (slots.isEmpty()) {
            return false;
        }
        Collection<Group> reachable = group.reachable();
        return slots.stream().anyMatch(slot -> reachable.contains(slot.group()));
    }

    boolean has(Slot slot) {
        return slot != null
                && (slots.contains(slot)
                        || !slot.equals(constant) && slots.contains(new Slot(slot.group(), Key.ANYTHING)));
    }

    /** Whether a slot was marked behind the start, whether it was marked there or not. */
    boolean hasSpreadTo(Slot slot) {
        return spread.contains(slot) || spread.contains(new Slot(slot.group(), Key.ANYTHING));
    }

    boolean hasStatic(String key) {
        return statics.contains(key);
    }

    boolean hasAnyStatic(Collection<String> keys) {
        return keys.stream().anyMatch(statics::contains);
    }

    /** The marked slots of groups among some. */
    Stream<Slot> in(Collection<Group> groups) {
        return slots.stream().filter(slot -> groups.contains(slot.group()));
    }
}
