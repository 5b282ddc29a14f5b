package io.github.cotangent.processor.ir;

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
        METHOD,
        CONSTRUCTOR,
        GETTER,
        SETTER
    }

    public static PrivateMember staticMethod(MethodId method) {
        return new PrivateMember(Kind.STATIC_METHOD, null, method);
    }
}
