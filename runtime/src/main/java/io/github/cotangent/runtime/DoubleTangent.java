package io.github.cotangent.runtime;

/**
 * The derivative of a {@code Double}. Boxes have no identity: where one occurs in several places, each place has a derivative of its
 * own. Not safe for use by several threads at once.
 */
public final class DoubleTangent extends Tangent {
    private static final long serialVersionUID = 1L;

    /** The derivative of the number in the box. */
    public double doubleValue;

    /** Zero. */
    public DoubleTangent() {}

    /** A zero, whatever is in the box. */
    public static DoubleTangent fresh(Object original) {
        return new DoubleTangent();
    }

    /** The derivative of the number in the box. */
    public double doubleValue() {
        return doubleValue;
    }

    /** Sets the derivative of the number in the box; gives this. */
    public DoubleTangent doubleValue(double doubleValue) {
        this.doubleValue = doubleValue;
        return this;
    }

    /** Adds another one. */
    public void add(DoubleTangent other) {
        doubleValue += other.doubleValue;
    }

    @Override
    protected void parts(Pass pass, Tangent with) {
        doubleValue = pass.of("doubleValue", doubleValue, ((DoubleTangent) with).doubleValue);
    }
}
