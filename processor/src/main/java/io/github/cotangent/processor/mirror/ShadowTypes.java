package io.github.cotangent.processor.mirror;

import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;

/**
 * The types of shadows. That of an array of numbers has the type of the array; that of an object has a generated class, its
 * tangent type, with fields of the same names.
 */
public interface ShadowTypes {

    /** The tangent type of a class of the user. */
    ReferenceType tangent(ObjectType type);

    /** Whether values of a type have shadows: numbers can be reached from them. */
    boolean carries(Type type);

    /** The type of what shadows values of a type. */
    default Type of(Type type) {
        if (type instanceof ArrayType array) {
            return new ArrayType(of(array.element()));
        }
        return type instanceof ObjectType object ? tangent(object) : type;
    }

    /** The name of the part of a tangent type that shadows a field. */
    String part(FieldId field);

    /** The field of a tangent type that shadows a field. */
    default FieldId of(FieldId field) {
        return new FieldId(field.owner(), field.binaryOwner(), part(field), of(field.type()), true, field.constant());
    }
}
