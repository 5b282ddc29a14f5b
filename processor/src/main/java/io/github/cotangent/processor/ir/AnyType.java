package io.github.cotangent.processor.ir;

/**
 * A reference of which nothing is known but that there is one: what a type variable stands for, unless its bound is followed. It
 * may lead to an array, to an object, or to data. Generic code only moves it about; where it is looked into, a cast says what it is.
 *
 * @param reference the type that Java's erasure gives it
 */
public record AnyType(ReferenceType reference) implements Type {
    /** That of a type variable without bound. */
    public static final AnyType OF_OBJECT = new AnyType(ReferenceType.OBJECT);

    @Override
    public String toString() {
        return reference.toString();
    }
}
