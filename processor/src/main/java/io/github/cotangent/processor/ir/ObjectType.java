package io.github.cotangent.processor.ir;

import java.util.List;

/**
 * A class, record or interface of the user whose source is at hand: its instances are followed field by field, so that they
 * can carry derivatives.
 *
 * @param reference the class, with its type arguments in declarations only
 */
public record ObjectType(ReferenceType reference) implements Type {

    /** A top-level class by its qualified name. */
    public ObjectType(String topLevel) {
        this(new ReferenceType(topLevel));
    }

    /** The canonical name. */
    public String name() {
        return reference.name();
    }

    /** The type arguments; empty when raw or not generic. */
    public List<Type> arguments() {
        return reference.arguments();
    }

    /** The type as generated code that knows nothing of type arguments sees it. */
    public ObjectType erased() {
        return arguments().isEmpty() ? this : new ObjectType(reference.raw());
    }

    @Override
    public String toString() {
        return reference.toString();
    }
}
