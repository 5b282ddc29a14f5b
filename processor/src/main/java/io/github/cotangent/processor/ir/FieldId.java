package io.github.cotangent.processor.ir;

/**
 * An instance field of a class of the user.
 *
 * @param owner canonical name of the declaring class
 * @param binaryOwner its binary name, for look-up by reflection
 * @param name simple name
 * @param type erased type
 * @param accessible whether code in the same package can name it; otherwise the companion reaches it through a handle
 * @param constant whether it is final, so that its value never changes once the object is made
 */
public record FieldId(String owner, String binaryOwner, String name, Type type, boolean accessible, boolean constant) {

    /** The declaring type. */
    public ReferenceType ownerType() {
        return ReferenceType.of(owner, binaryOwner);
    }

    /** What tells the field apart from every other one. */
    public String key() {
        return binaryOwner + "." + name;
    }

    @Override
    public String toString() {
        return owner + "." + name;
    }
}
