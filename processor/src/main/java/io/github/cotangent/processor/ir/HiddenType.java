package io.github.cotangent.processor.ir;

/**
 * A type in the signature of a private member that the companion cannot name. Only in {@link MethodId}s and {@link
 * PrivateMember}s.
 *
 * @param type the type itself
 * @param standIn the type the companion sees in its place
 */
public record HiddenType(ReferenceType type, ReferenceType standIn) implements Type {
    @Override
    public String toString() {
        return type.toString();
    }
}
