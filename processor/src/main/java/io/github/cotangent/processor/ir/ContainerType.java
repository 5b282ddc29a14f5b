package io.github.cotangent.processor.ir;

/**
 * A collection, map or iterator of the JDK whose elements are followed: arrays, objects or containers that can carry
 * derivatives. The elements of a map are its values; its keys are data.
 *
 * @param kind what it is, as far as the derivative is concerned
 * @param reference the JDK's type, with its type arguments as the user sees them
 * @param element the type of the elements
 */
public record ContainerType(Kind kind, ReferenceType reference, Type element) implements Type {

    /** What can be done with a container, and what its shadow is. */
    public enum Kind {
        /** Elements in an order: lists, queues with two ends, and whatever is only iterated over. */
        SEQUENCE,
        ITERATOR,
        MAP,
        /** One key of a map with its value. */
        ENTRY
    }

    /** Whether it holds its elements, rather than pointing at them, so that there is a derivative of its shape. */
    public boolean hasShape() {
        return kind == Kind.SEQUENCE || kind == Kind.MAP;
    }

    @Override
    public String toString() {
        return reference.toString();
    }
}
