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
        SETTER
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
            case VIRTUAL, KNOWN, ELSEWHERE -> new PrivateMember(Kind.METHOD, method.ownerType(), method);
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
