package io.github.cotangent.processor.ir;

/** A Java type as the differentiation core sees it. */
public sealed interface Type
        permits Primitive, ArrayType, ObjectType, ContainerType, AnyType, ReferenceType, HiddenType {

    /** Whether this is {@code double} or {@code float}. */
    default boolean isFloating() {
        return this == Primitive.DOUBLE || this == Primitive.FLOAT;
    }

    /**
     * Whether values of this type can carry a derivative: floating numbers, objects, containers of arrays or objects, and arrays
     * of them, of any rank.
     */
    default boolean isDifferentiable() {
        return leaf().isFloating() || hasObjects();
    }

    /** Whether this is a type of objects or containers, or of arrays of them: their shadows are objects, too. */
    default boolean hasObjects() {
        return leaf() instanceof ObjectType || leaf() instanceof ContainerType || isOpen();
    }

    /** Whether values of this type are known to lead to nothing that carries a derivative: strings, whole numbers and their boxes. */
    default boolean isData() {
        return this instanceof Primitive
                ? !isFloating()
                : this instanceof ReferenceType reference && ReferenceType.DATA.contains(reference.name());
    }

    /** Whether references of this type lead to what is not followed, although it may carry a derivative; arrays by their elements. */
    default boolean hides() {
        return leaf() instanceof ReferenceType && !leaf().isData();
    }

    /** Whether this is the type of a type variable of which nothing is known, or of arrays of such. */
    default boolean isOpen() {
        return leaf() instanceof AnyType;
    }

    /**
     * Whether values of this type may lead to what carries a derivative: besides those that are {@link #isDifferentiable() known}
     * to, objects of which nothing is known.
     */
    default boolean mayCarry() {
        return leaf().isFloating() || leaf().isReference() && !leaf().equals(ReferenceType.STRING);
    }

    /**
     * Whether it is known of references of this type what they refer to, arrays, objects of the user's classes, containers, or where
     * they go until it is.
     */
    default boolean isFollowed() {
        return this instanceof ArrayType
                || this instanceof ObjectType
                || this instanceof ContainerType
                || this instanceof AnyType;
    }

    /** The type of the elements of an array or container; null for anything else. */
    default Type elementType() {
        if (this instanceof ArrayType array) {
            return array.element();
        }
        return this instanceof ContainerType container ? container.element() : null;
    }

    /** Whether values of this type are references. */
    default boolean isReference() {
        return !(this instanceof Primitive);
    }

    /** The type left when all array dimensions are taken off. */
    default Type leaf() {
        Type type = this;
        while (type instanceof ArrayType array) {
            type = array.element();
        }
        return type;
    }

    /** The type left when all arrays and containers around it are taken off. */
    default Type innermost() {
        Type type = this;
        while (type.elementType() != null) {
            type = type.elementType();
        }
        return type;
    }

    /** The number of array dimensions; 0 for anything that is not an array. */
    default int rank() {
        int rank = 0;
        for (Type type = this; type instanceof ArrayType array; type = array.element()) {
            rank++;
        }
        return rank;
    }
}
