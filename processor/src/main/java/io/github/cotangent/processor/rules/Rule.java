package io.github.cotangent.processor.rules;

import io.github.cotangent.processor.ir.Expr;
import java.util.List;

/**
 * The derivative of one scalar operation. It serves both modes: what scales the partial derivative is the cotangent of the
 * result in one and the tangent of the operand in the other.
 */
public interface Rule {

    /**
     * {@code direction} times the partial derivative in an operand.
     *
     * @param index which operand
     * @param direction an atom
     * @param operands the operands of the operation, atoms
     * @param result its result, an atom
     * @return an expression that mentions no more of operands and result than it needs
     */
    Expr scaled(int index, Expr direction, List<Expr> operands, Expr result);

    /** Whether the partial derivative in an operand is zero everywhere. */
    default boolean isZero(int index) {
        return false;
    }
}
