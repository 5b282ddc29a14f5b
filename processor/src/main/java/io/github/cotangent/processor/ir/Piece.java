package io.github.cotangent.processor.ir;

/** A stretch of opaque text: literal text, a type to be named, or a hole for an operand. */
public sealed interface Piece {
    record Text(String text) implements Piece {}

    /** A type's name, printed simple and imported where possible. */
    record TypeName(Type type) implements Piece {}

    /** The next operand. Holes take {@link Expr.Opaque#operands()} in order, from the first. */
    record Hole() implements Piece {}

    /** A local variable that opaque text assigns. */
    record Target(Variable variable) implements Piece {}

    /** A private member the text uses; printed as the name of the companion's accessor. */
    record Private(PrivateMember member) implements Piece {}

    /** A private static field that the text assigns; printed as the name of the companion's accessor. */
    record PrivateTarget(Variable field) implements Piece {}
}
