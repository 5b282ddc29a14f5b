package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Type;

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
        return key.type() != null ? key.type().isFollowed() : group.mayHoldReferences();
    }

    /** Whether it holds what a type variable stands for. */
    boolean isOpen() {
        return key.type() != null
                ? key.type().isOpen()
                : key.equals(Key.ELEMENTS) && group.type() instanceof ArrayType array && array.isOpen();
    }

    /** Whether it may hold floating numbers itself. */
    boolean holdsNumbers() {
        if (key.type() != null) {
            return key.type().isFloating();
        }
        return key.equals(Key.ANYTHING) || group.holdsNumbers();
    }

    /** Whether it holds nothing but whole numbers or truth values: a count, for instance. */
    boolean holdsWholeNumbers() {
        Type type = key.equals(Key.ELEMENTS) && group.type() instanceof ArrayType array ? array.element() : key.type();
        return type instanceof Primitive && !type.isFloating();
    }

    /** Whether it holds objects that are not followed and that data can be put into. */
    boolean holdsContainers() {
        Type type = key.equals(Key.ELEMENTS) && group.type() instanceof ArrayType array ? array.element() : key.type();
        return type != null && Traces.isContainer(type);
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
