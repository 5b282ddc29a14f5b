package io.github.cotangent.processor.ir;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A class, record or interface of the user whose source is at hand: its instances are followed field by field, so that they
 * can carry derivatives.
 *
 * @param name the canonical name
 * @param arguments the type arguments, for declarations only; empty when raw or not generic
 */
public record ObjectType(String name, List<Type> arguments) implements Type {
    public ObjectType {
        arguments = List.copyOf(arguments);
    }

    public ObjectType(String name) {
        this(name, List.of());
    }

    /** The type as generated code that knows nothing of type arguments sees it. */
    public ObjectType erased() {
        return arguments.isEmpty() ? this : new ObjectType(name);
    }

    @Override
    public String toString() {
        return arguments.isEmpty()
                ? name
                : name + arguments.stream().map(Type::toString).collect(Collectors.joining(", ", "<", ">"));
    }
}
