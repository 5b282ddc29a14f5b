package io.github.cotangent.processor.ir;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A class, interface, enum or type variable whose instances are not looked into: data that carries no derivative.
 *
 * @param name the canonical name; a simple name for local classes, type variables and wildcards
 * @param arguments the type arguments, empty when raw or not generic
 */
public record ReferenceType(String name, List<Type> arguments) implements Type {
    public static final ReferenceType OBJECT = new ReferenceType("java.lang.Object");
    public static final ReferenceType STRING = new ReferenceType("java.lang.String");

    public ReferenceType {
        arguments = List.copyOf(arguments);
    }

    public ReferenceType(String name) {
        this(name, List.of());
    }

    @Override
    public String toString() {
        return arguments.isEmpty()
                ? name
                : name + arguments.stream().map(Type::toString).collect(Collectors.joining(", ", "<", ">"));
    }
}
