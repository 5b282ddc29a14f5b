package io.github.cotangent.processor.analysis;

import java.util.HashSet;
import java.util.Set;

/**
 * Groups that may be the same arrays or objects, because a caller may pass one twice.
 *
 * @param groups which
 * @param stored the slots that are stored into in one of them
 */
public record Overlap(Set<Group> groups, Set<Key> stored) {
    public Overlap {
        groups = Set.copyOf(groups);
        stored = Set.copyOf(stored);
    }

    /** The slots that may be the same as one and stored into through another name. */
    Set<Slot> of(Slot slot) {
        Set<Slot> same = new HashSet<>();
        if (groups.contains(slot.group())) {
            for (Key key : stored) {
                Key both = slot.key().equals(Key.ANYTHING) ? key : slot.key();
                if (both.equals(key) || key.equals(Key.ANYTHING)) {
                    groups.forEach(group -> same.add(new Slot(group, both)));
                }
            }
        }
        return same;
    }
}
