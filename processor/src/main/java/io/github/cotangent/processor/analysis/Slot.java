package io.github.cotangent.processor.analysis;

/**
 * A kind of place in memory: a field of the objects of a group, or the elements of its arrays.
 *
 * @param group whose
 * @param key which of them
 */
public record Slot(Group group, Key key) {
    public Slot {
        group = group.find();
    }

    /** Whether it holds references to arrays or objects that are followed. */
    public boolean leadsOn() {
        return key.type() != null ? key.type().isFollowed() : group.holdsReferencesOnly();
    }

    /** Whether the two may be the same slot of one group. */
    boolean meets(Slot other) {
        return key.equals(other.key) || key.equals(Key.ANYTHING) || other.key.equals(Key.ANYTHING);
    }

    /** Whether storing into one may change what is read from the other. */
    public boolean mayOverlap(Slot other) {
        return meets(other) && group.mayBeAmong(other.group);
    }
}
