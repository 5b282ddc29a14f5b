package io.github.cotangent.runtime;

import java.io.Serializable;
import java.util.Objects;

/** A matrix in compressed rows: a {@link SparsePattern}, and a value for each of its entries. */
public final class SparseMatrix implements Serializable {
    private static final long serialVersionUID = 1L;

    private final SparsePattern pattern;
    private final double[] values;

    /** Takes the values, not a copy. */
    SparseMatrix(SparsePattern pattern, double[] values) {
        this.pattern = pattern;
        this.values = values;
    }

    /** Where the entries are; good for further points. */
    public SparsePattern pattern() {
        return pattern;
    }

    /** How many rows there are, one for each output. */
    public int rows() {
        return pattern.rows();
    }

    /** How many columns there are, one for each input. */
    public int columns() {
        return pattern.columns();
    }

    /** Where the entries of each row start; one element more than there are rows. A copy. */
    public int[] rowStart() {
        return pattern.rowStart();
    }

    /** The column of each entry, row by row, ascending in each. A copy. */
    public int[] column() {
        return pattern.column();
    }

    /** The value of each entry, row by row: the live array, not a copy. */
    public double[] values() {
        return values;
    }

    /**
     * An element; 0 where there is no entry.
     *
     * @throws IndexOutOfBoundsException if the matrix has no such row or column
     */
    public double get(int row, int column) {
        Objects.checkIndex(row, rows());
        int entry = pattern.entry(row, column);
        return entry < 0 ? 0 : values[entry];
    }

    /**
     * The product with a vector.
     *
     * @throws IllegalArgumentException if the vector has not as many elements as there are columns
     */
    public double[] times(double[] vector) {
        if (vector.length != columns()) {
            throw new IllegalArgumentException(
                    "a matrix of " + pattern.size() + " has no product with a vector of " + vector.length);
        }
        double[] product = new double[rows()];
        for (int row = 0; row < product.length; row++) {
            for (int e = pattern.start(row); e < pattern.start(row + 1); e++) {
                product[row] += values[e] * vector[pattern.columnOf(e)];
            }
        }
        return product;
    }

    /** All elements, row by row. */
    public double[][] toDense() {
        double[][] dense = new double[rows()][columns()];
        for (int row = 0; row < dense.length; row++) {
            for (int e = pattern.start(row); e < pattern.start(row + 1); e++) {
                dense[row][pattern.columnOf(e)] = values[e];
            }
        }
        return dense;
    }

    @Override
    public String toString() {
        return "SparseMatrix[" + pattern.size() + ", " + values.length + " entries]";
    }
}
