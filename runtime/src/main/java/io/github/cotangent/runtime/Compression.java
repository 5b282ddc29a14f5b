package io.github.cotangent.runtime;

import java.util.SplittableRandom;

/**
 * A sparse matrix in the making: gives the vectors to take products with, and collects the products.
 *
 * <p>Where the pattern was found at another point, there is one product more, with a random vector. If it is not that of the finished matrix,
 * the pattern may lack an entry; whether it does, another look for the dependences tells.
 *
 * <p>Only for generated code.
 */
public final class Compression {
    /** Products that differ by more than this part of their terms are looked into. */
    private static final double ROUNDING = 1e-12;

    private final SparsePattern pattern;
    private final Coloring coloring;
    private final double[] values;
    /** The random vector, and the product with it; null if the pattern is known to fit. */
    private final double[] probe;

    private double[] probed;

    private Compression(SparsePattern pattern, Coloring coloring, boolean isChecked) {
        this.pattern = pattern;
        this.coloring = coloring;
        this.values = new double[pattern.entries()];
        // Between 0.5 and 1.5 or the negative of that, the same ones each time.
        this.probe =
                isChecked ? new SplittableRandom(1974).doubles(width(), -1, 1).toArray() : null;
        for (int i = 0; isChecked && i < probe.length; i++) {
            probe[i] += Math.copySign(0.5, probe[i]);
        }
    }

    /** A Jacobian with the pattern that was found at its point. */
    public static Compression ofJacobian(SparsePattern pattern) {
        return new Compression(pattern, pattern.jacobian(), false);
    }

    /** A Jacobian with a pattern of which it is not known whether it fits. */
    public static Compression ofJacobianChecked(SparsePattern pattern) {
        return new Compression(pattern, pattern.jacobian(), true);
    }

    /** A Hessian with the pattern that was found at its point. */
    public static Compression ofHessian(SparsePattern pattern) {
        return new Compression(pattern, pattern.hessian(), false);
    }

    /** A Hessian with a pattern of which it is not known whether it fits. */
    public static Compression ofHessianChecked(SparsePattern pattern) {
        return new Compression(pattern, pattern.hessian(), true);
    }

    /** Whether products are with vectors of inputs; otherwise they are with vectors of outputs. */
    public boolean isByColumns() {
        return coloring.of() == Coloring.Of.COLUMNS;
    }

    /** How many products are wanted. */
    public int sweeps() {
        return coloring.sweeps() + (probe == null ? 0 : 1);
    }

    /** A vector to take the product with. */
    public double[] direction(int sweep) {
        return sweep == coloring.sweeps() ? probe : coloring.direction(sweep);
    }

    /**
     * Takes a product.
     *
     * @throws IllegalArgumentException if its length is not that of the pattern
     */
    public void put(int sweep, double[] product) {
        int height = isByColumns() ? pattern.rows() : pattern.columns();
        if (product.length != height) {
            throw new IllegalArgumentException(
                    "the pattern is for " + pattern.rows() + " outputs and " + pattern.columns()
                            + " inputs, and here are " + product.length + (isByColumns() ? " outputs" : " inputs"));
        }
        if (sweep == coloring.sweeps()) {
            probed = product.clone();
        } else {
            coloring.scatter(sweep, product, values);
        }
    }

    private int width() {
        return isByColumns() ? pattern.columns() : pattern.rows();
    }

    /** The matrix. */
    public SparseMatrix matrix() {
        return new SparseMatrix(pattern, values);
    }

    /** Whether the matrix does not explain the product with the random vector, up to rounding. */
    public boolean isDoubtful() {
        double[] product = new double[probed.length];
        double[] size = new double[probed.length];
        for (int i = 0; i < pattern.rows(); i++) {
            for (int e = pattern.start(i); e < pattern.start(i + 1); e++) {
                int to = isByColumns() ? i : pattern.columnOf(e);
                double term = values[e] * probe[isByColumns() ? pattern.columnOf(e) : i];
                product[to] += term;
                size[to] += Math.abs(term);
            }
        }
        for (int to = 0; to < product.length; to++) {
            if (!(Math.abs(product[to] - probed[to]) <= ROUNDING * size[to])) {
                return true; // NaN does not explain anything.
            }
        }
        return false;
    }

    /**
     * Requires that the pattern has all entries of another one.
     *
     * @param here the pattern found at this point
     * @param finder the name of the method that has found it
     * @throws IllegalArgumentException if it lacks one
     */
    public void require(SparsePattern here, String finder) {
        for (int i = 0; i < here.rows(); i++) {
            for (int e = here.start(i); e < here.start(i + 1); e++) {
                if (!pattern.contains(i, here.columnOf(e))) {
                    throw new IllegalArgumentException("the pattern lacks the entry in row " + i + " and column "
                            + here.columnOf(e)
                            + ": here the method goes another way than where the pattern is from. Take that of "
                            + finder + " at this point, or the union of both");
                }
            }
        }
    }
}
