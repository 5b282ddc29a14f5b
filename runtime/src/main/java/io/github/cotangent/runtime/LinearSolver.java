package io.github.cotangent.runtime;

/**
 * Solves systems of linear equations, for derivatives of methods that solve equations themselves. An implementation is found as a {@link
 * java.util.ServiceLoader service}; the artifact {@code cotangent-ejml} has one.
 */
public interface LinearSolver {

    /**
     * Factors a square matrix.
     *
     * @param matrix finite numbers, row by row; it is left as it is, and not kept
     * @throws ArithmeticException if the matrix is singular, as far as its digits tell
     */
    Factors factor(double[][] matrix);

    /** A matrix A that was factored. */
    interface Factors {

        /** The x for which A x = b, a new array. */
        double[] solve(double[] b);

        /** The x for which A<sup>T</sup> x = b, a new array. */
        double[] solveTransposed(double[] b);
    }
}
