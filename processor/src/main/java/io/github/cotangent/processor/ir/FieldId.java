package io.github.cotangent.processor.ir;

/**
 * An instance field of a class of the user.
 *
 * @param owner canonical name of the declaring class
 * @param binaryOwner its binary name, for look-up by reflection
 * @param name simple name
 * @param type erased type
 * @param accessible whether code in the same package can name it; otherwise the companion reaches it through its accessor or
 *     a handle
 * @param constant whether it is final, so that its value never changes once the object is made
 * @param hasAccessor whether it is a component of a record whose accessor the compiler writes, so that to call it is to read it
 * @param isAround whether it is what an object of an inner class knows the object around it by, which has no name in Java
 */
public record FieldId(
        String owner,
        String binaryOwner,
        String name,
        Type type,
        boolean accessible,
        boolean constant,
        boolean hasAccessor,
        boolean isAround) {

    /** A field without accessor. */
    public FieldId(String owner, String binaryOwner, String name, Type type, boolean accessible, boolean constant) {
        this(owner, binaryOwner, name, type, accessible, constant, false, false);
    }

    /** The object around an object of an inner class. */
    public static FieldId around(ObjectType inner, String name, Type outer) {
        ReferenceType owner = inner.reference();
        return new FieldId(owner.name(), owner.binaryName(), name, outer, false, true, false, true);
    }

    /** What reads it, behind the object, in code that can name the class; null if only a handle does. */
    public String reading() {
        if (accessible) {
            return "." + name;
        }
        return hasAccessor ? "." + name + "()" : null;
    }

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
