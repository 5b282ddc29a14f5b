package io.github.cotangent.processor.relower;

import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import java.util.List;

/** What the classes and methods of generated code are in the lowered form: classes like the user's, and static methods. */
public interface Vocabulary {

    /** Whether a class is one whose objects the sweeps make and look into: saved values, tangents of objects. */
    boolean isMade(ReferenceType type);

    /** Whether variables of a type of generated code have a counterpart: not where shadows are collections. */
    boolean knows(Type type);

    /** The field of a tangent type that shadows a field of the user's. */
    FieldId shadow(FieldId field);

    /** The method that a generated sweep is, by its name. */
    MethodId sweep(Expr.GeneratedCall call);

    /** The type of a variable of generated code. */
    default Type of(Type type) {
        if (type instanceof ArrayType array) {
            Type element = of(array.element());
            return element == array.element() ? type : new ArrayType(element);
        }
        return type instanceof ReferenceType reference && isMade(reference) ? new ObjectType(reference) : type;
    }

    /** A field of a class of generated code. */
    default FieldId field(ObjectType owner, String name, Type type) {
        ReferenceType declaring = owner.reference();
        return new FieldId(declaring.name(), declaring.binaryName(), name, of(type), true, false);
    }

    /** The constructor of a class of generated code. */
    default MethodId constructor(ObjectType made) {
        ReferenceType declaring = made.reference();
        return new MethodId(
                declaring.name(),
                declaring.binaryName(),
                MethodId.CONSTRUCTOR,
                List.of(),
                made,
                true,
                MethodId.Invocation.STATIC);
    }
}
