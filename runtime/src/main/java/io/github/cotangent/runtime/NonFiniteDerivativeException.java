package io.github.cotangent.runtime;

/**
 * A derivative is NaN or infinite. Companions that are generated with {@code -Acotangent.nanCheck=true} throw it at the first
 * statement that makes one; the message names that statement, the derivative, and the numbers that it is made of.
 */
public final class NonFiniteDerivativeException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    NonFiniteDerivativeException(String message) {
        super(message);
    }
}
