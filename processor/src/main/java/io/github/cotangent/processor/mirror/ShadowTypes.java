package io.github.cotangent.processor.mirror;

import io.github.cotangent.processor.ir.AnyType;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Boxes;
import io.github.cotangent.processor.ir.ContainerType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import java.util.List;

/**
 * The types of shadows. That of an array of numbers has the type of the array; that of an object has a generated class, its
 * tangent type, with fields of the same names; that of a container is a container of the shadows of the elements. What a type
 * variable stands for has any of them, known as {@code Object}.
 */
public interface ShadowTypes {

    /** Where the shadows of containers are declared. */
    String RUNTIME = "io.github.cotangent.runtime.";

    /** The tangent type of a class of the user. */
    ReferenceType tangent(ObjectType type);

    /** The tangent types by the classes they belong to, as an expression: for what has a class that only shows at run time. */
    Expr classes();

    /** Whether objects of a class are made by sweeps, to carry saved values. */
    default boolean isState(ObjectType type) {
        return false;
    }

    /** Whether values of a type have shadows: numbers can be reached from them. */
    boolean carries(Type type);

    /** The type of what shadows values of a type. */
    default Type of(Type type) {
        if (type instanceof ArrayType array) {
            return new ArrayType(of(array.element()));
        }
        if (type instanceof ContainerType container) {
            return shadow(container);
        }
        if (type instanceof AnyType) {
            return ReferenceType.OBJECT;
        }
        return type instanceof ObjectType object ? tangent(object) : type;
    }

    /** A variable of the type may hold the shadows of more special elements, too; there are none of arrays and boxes. */
    private Type shadow(ContainerType container) {
        Type held = of(container.element());
        Type element = held instanceof ArrayType || Boxes.isBox(container.element())
                ? held
                : new ReferenceType("?", List.of(held));
        return switch (container.kind()) {
            case SEQUENCE -> new ReferenceType(RUNTIME + "ListTangent", List.of(element));
            case MAP -> new ReferenceType(RUNTIME + "MapTangent", List.of(element));
            case ITERATOR -> new ReferenceType("java.util.Iterator", List.of(element));
            case ENTRY -> new ReferenceType("java.util", "Map.Entry", List.of(new ReferenceType("?"), element));
        };
    }

    /** Whether a type of shadows is one of those of containers. */
    static boolean isContainer(ReferenceType shadow) {
        return isOfRuntime(shadow) && !shadow.arguments().isEmpty();
    }

    /** Whether a type of shadows is not generated: those of containers and of boxes. */
    static boolean isOfRuntime(ReferenceType shadow) {
        return shadow.name().startsWith(RUNTIME) || shadow.packageName().equals("java.util");
    }

    /** Whether a type of shadows says nothing of them. */
    static boolean isOpen(Type shadow) {
        return shadow.leaf().equals(ReferenceType.OBJECT);
    }

    /** The type of the elements of a container of shadows. */
    static Type held(ReferenceType shadow) {
        Type held = shadow.arguments().get(shadow.arguments().size() - 1);
        boolean wildcard =
                held instanceof ReferenceType reference && reference.name().equals("?");
        return wildcard ? ((ReferenceType) held).arguments().get(0) : held;
    }

    /** The name of the part of a tangent type that shadows a field. */
    String part(FieldId field);

    /** The field of a tangent type that shadows a field. */
    default FieldId of(FieldId field) {
        return new FieldId(field.owner(), field.binaryOwner(), part(field), of(field.type()), true, field.constant());
    }
}
