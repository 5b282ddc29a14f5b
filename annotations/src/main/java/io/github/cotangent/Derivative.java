package io.github.cotangent;

/**
 * The kinds of derivative that can be generated for a method {@code m}. Each names the generated method: {@code
 * mGradient}, {@code mVjp} and so on, in the companion class {@code <Class>Derivatives}.
 */
public enum Derivative {
    /**
     * The value and the derivative with respect to every input, for a {@code double} or {@code float} result. One
     * reverse sweep, whatever the number of inputs.
     */
    GRADIENT,

    /**
     * Vector-Jacobian product: the inputs' cotangents for given cotangents of the outputs. The reverse-mode building
     * block for results that are not a single number.
     */
    VJP,

    /**
     * Jacobian-vector product: the value and the directional derivative along given tangents of the inputs. One forward
     * sweep, whatever the number of outputs.
     */
    JVP,

    /** The matrix of first derivatives, output index first: dense, or {@link Differentiable#sparse sparse}. */
    JACOBIAN,

    /** Hessian-vector product: the derivative of the gradient along given tangents, without forming the Hessian. */
    HVP,

    /**
     * The matrix of second derivatives over the inputs, flattened in declaration order: dense, or {@link Differentiable#sparse
     * sparse}.
     */
    HESSIAN,

    /**
     * The value, and with it what gives the inputs' cotangents for any cotangents of the outputs, as often as wanted. The
     * method runs once; each time is one reverse sweep.
     */
    PULLBACK
}
