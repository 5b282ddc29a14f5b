package io.github.cotangent.runtime;

/**
 * The derivative of a {@code Float}. Boxes have no identity: where one occurs in several places, each place has a derivative of its
 * own. Not safe for use by several threads at once.
 */
public final class FloatTangent extends Tangent {
    private static final long serialVersionUID = 1L;

    /** The derivative of the number in the box. */
    public float floatValue;

    /** Zero. */
    public FloatTangent() {}

    /** A zero, whatever is in the box. */
    public static FloatTangent fresh(Object original) {
        return new FloatTangent();
    }

    /** The derivative of the number in the box. */
    public float floatValue() {
        return floatValue;
    }

    /** Sets the derivative of the number in the box; gives this. */
    public FloatTangent floatValue(float floatValue) {
        this.floatValue = floatValue;
        return this;
    }

    /** Adds another one. */
    public void add(FloatTangent other) {
        floatValue += other.floatValue;
    }

    @Override
    protected void parts(Pass pass, Tangent with) {
        floatValue = pass.of("floatValue", floatValue, ((FloatTangent) with).floatValue);
    }
}
