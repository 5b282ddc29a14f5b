package io.github.cotangent.processor.ir;

import java.util.List;

/**
 * The identity of a user's method.
 *
 * @param owner canonical name of the declaring type
 * @param binaryOwner its binary name
 * @param name simple name
 * @param parameters erased parameter types; a variable-arity parameter is an array
 * @param result erased result type
 * @param accessible whether code in the same package can call it; otherwise the companion calls it through a handle
 */
public record MethodId(
        String owner, String binaryOwner, String name, List<Type> parameters, Type result, boolean accessible) {
    public MethodId {
        parameters = List.copyOf(parameters);
    }

    /** The declaring type. */
    public ReferenceType ownerType() {
        return ReferenceType.of(owner, binaryOwner);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(owner).append('.').append(name).append('(');
        for (int i = 0; i < parameters.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(parameters.get(i));
        }
        return text.append(')').toString();
    }
}
