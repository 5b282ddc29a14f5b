package io.github.cotangent.processor.ir;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known about a class of the user.
 *
 * @param type the class
 * @param superclass the class it extends, null if that is no class of the user
 * @param interfaces the interfaces of the user that it implements or extends itself
 * @param fields its own instance fields, in declaration order, those of the superclass not included
 * @param subclasses all known classes that are subtypes of it, itself not included, those before others that extend them;
 *     abstract ones and interfaces are left out, since no object has them as its class
 * @param constants the bodies of enum constants among them, as if they were classes
 * @param constant the enum constant whose body this is; null for a class
 * @param isRecord whether it is a record
 * @param isConcrete whether an object can have it as its class
 * @param isClosed whether no unknown class can be a subtype: it is final, or sealed with known subtypes
 * @param accessible whether the companion can name it
 * @param sharesTangent whether it is annotated itself, so that all companions share one tangent type
 */
public record Layout(
        ObjectType type,
        ObjectType superclass,
        List<ObjectType> interfaces,
        List<FieldId> fields,
        List<ObjectType> subclasses,
        List<ObjectType> constants,
        Variable constant,
        boolean isInterface,
        boolean isRecord,
        boolean isConcrete,
        boolean isClosed,
        boolean accessible,
        boolean sharesTangent) {
    public Layout {
        interfaces = List.copyOf(interfaces);
        fields = List.copyOf(fields);
        subclasses = List.copyOf(subclasses);
        constants = List.copyOf(constants);
    }

    /** A class without enum constants that have bodies. */
    public Layout(
            ObjectType type,
            ObjectType superclass,
            List<ObjectType> interfaces,
            List<FieldId> fields,
            List<ObjectType> subclasses,
            boolean isInterface,
            boolean isRecord,
            boolean isConcrete,
            boolean isClosed,
            boolean accessible,
            boolean sharesTangent) {
        this(
                type,
                superclass,
                interfaces,
                fields,
                subclasses,
                List.of(),
                null,
                isInterface,
                isRecord,
                isConcrete,
                isClosed,
                accessible,
                sharesTangent);
    }

    /** The body of an enum constant. */
    public static Layout of(ObjectType body, ObjectType enumeration, Variable constant) {
        return new Layout(
                body,
                enumeration,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                constant,
                false,
                false,
                true,
                true,
                false,
                false);
    }

    /** The classes an object of the type can have, those of enum constants before that of the enum. */
    public List<ObjectType> concrete() {
        List<ObjectType> classes = new ArrayList<>(constants);
        classes.addAll(subclasses);
        if (isConcrete) {
            classes.add(type.erased());
        }
        return classes;
    }

    /** The test whether an object has this very class. */
    public Expr isClassOf(Expr object) {
        if (constant != null) {
            return new Expr.Binary(BinaryOp.EQ, object, new Expr.Use(constant), Primitive.BOOLEAN);
        }
        boolean exact = !isClosed || !subclasses.isEmpty();
        return new Expr.InstanceOf(object, type.erased(), exact);
    }

    public Layout withSubclasses(List<ObjectType> changed) {
        return new Layout(
                type,
                superclass,
                interfaces,
                fields,
                changed,
                constants,
                constant,
                isInterface,
                isRecord,
                isConcrete,
                isClosed,
                accessible,
                sharesTangent);
    }
}
