package io.github.cotangent.processor.ir;

import java.util.List;

/**
 * A member that the companion cannot name and reaches through a handle.
 *
 * @param receiver the type of the object it belongs to, which the companion passes first; null for static members and
 *     constructors
 * @param member owner, name and types; a getter has no parameter, a setter has the value as parameter and as result
 */
public record PrivateMember(Kind kind, Type receiver, MethodId member) {

    /** What is reached. */
    public enum Kind {
        STATIC_METHOD,
        /** The method that the class of the object has. */
        METHOD,
        /** The owner's own method, whatever the class of the object. */
        EXACT_METHOD,
        CONSTRUCTOR,
        GETTER,
        SETTER,
        /** The object around an object of an inner class, whose field for it has no name. */
        OUTER,
        /** An array of the receiver's type, with lengths. */
        NEW_ARRAY,
        /** An array of the receiver's type, with elements. */
        ARRAY_OF,
        /** The test whether an object is one of the owner. */
        INSTANCE,
        /** The test whether the owner is the very class of an object. */
        CLASS
    }

    public PrivateMember {
        receiver = receiver instanceof ObjectType object ? object.reference().raw() : receiver;
        member = new MethodId(
                member.owner(),
                member.binaryOwner(),
                member.name(),
                member.parameters(),
                member.result(),
                false,
                MethodId.Invocation.STATIC);
    }

    /** A field of an object whose class cannot be named, read or written. */
    public static PrivateMember field(HiddenType receiver, FieldId field, Type type, boolean isWritten) {
        PrivateMember member = field(receiver, field.owner(), field.binaryOwner(), field.name(), type, isWritten);
        return field.isAround() ? new PrivateMember(Kind.OUTER, receiver, member.member()) : member;
    }

    /**
     * An array.
     *
     * @param element the type of its elements; for one with several lengths, of the elements of the innermost that are made
     * @param leaf the class in it that cannot be named
     */
    public static PrivateMember array(Type element, HiddenType leaf, boolean isOfElements) {
        PrivateMember test = test(leaf, false);
        return new PrivateMember(isOfElements ? Kind.ARRAY_OF : Kind.NEW_ARRAY, element, test.member());
    }

    /** The test whether an object is one of a class, or of the very class. */
    public static PrivateMember test(HiddenType type, boolean exact) {
        ReferenceType owner = type.type();
        return new PrivateMember(
                exact ? Kind.CLASS : Kind.INSTANCE,
                type,
                new MethodId(
                        owner.name(),
                        owner.binaryName(),
                        "class",
                        List.of(),
                        Primitive.BOOLEAN,
                        false,
                        MethodId.Invocation.STATIC));
    }

    public static PrivateMember staticMethod(MethodId method) {
        return new PrivateMember(Kind.STATIC_METHOD, null, method);
    }

    /** What a call of a method or constructor of a class that can be named reaches. */
    public static PrivateMember of(MethodId method) {
        if (method.name().equals(MethodId.CONSTRUCTOR)) {
            return new PrivateMember(Kind.CONSTRUCTOR, null, method);
        }
        return switch (method.invocation()) {
            case STATIC -> staticMethod(method);
            case EXACT -> new PrivateMember(Kind.EXACT_METHOD, method.ownerType(), method);
            case VIRTUAL, KNOWN -> new PrivateMember(Kind.METHOD, method.ownerType(), method);
            case INNER, CONSTANT, CONSTRUCTION ->
                throw new IllegalArgumentException("not a method that can be called: " + method);
        };
    }

    /** A field of an object, read or written. */
    public static PrivateMember field(
            Type receiver, String owner, String binaryOwner, String name, Type type, boolean isWritten) {
        return new PrivateMember(
                isWritten ? Kind.SETTER : Kind.GETTER,
                receiver,
                new MethodId(
                        owner,
                        binaryOwner,
                        name,
                        isWritten ? List.of(type) : List.of(),
                        type,
                        false,
                        MethodId.Invocation.STATIC));
    }
}
