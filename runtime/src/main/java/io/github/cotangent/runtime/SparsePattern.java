package io.github.cotangent.runtime;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Where a matrix of derivatives may have entries other than zero, in compressed rows: for each output, the inputs it depends on. A pattern
 * that a companion finds is that of the way the method takes through its branches and loops at one point; it may have entries that
 * happen to be zero there, but lacks none.
 *
 * <p>A pattern can be used again at other points. It knows how few products with vectors give the whole matrix, so it is worth
 * keeping. Immutable.
 */
public final class SparsePattern implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int columns;
    private final int[] rowStart;
    private final int[] column;
    private transient volatile Coloring jacobian;
    private transient volatile Coloring hessian;

    /** Takes arrays, not copies of them. */
    SparsePattern(int columns, int[] rowStart, int[] column) {
        this.columns = columns;
        this.rowStart = rowStart;
        this.column = column;
    }

    /**
     * A given pattern.
     *
     * @param columns how many columns there are
     * @param rows for each row the indices of its entries, from 0, in any order
     * @throws IllegalArgumentException if an index is out of range, or twice in a row
     */
    public static SparsePattern of(int columns, int[]... rows) {
        int[] rowStart = new int[rows.length + 1];
        for (int i = 0; i < rows.length; i++) {
            rowStart[i + 1] = Math.addExact(rowStart[i], rows[i].length);
        }
        int[] column = new int[rowStart[rows.length]];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, column, rowStart[i], rows[i].length);
            Arrays.sort(column, rowStart[i], rowStart[i + 1]);
            for (int e = rowStart[i]; e < rowStart[i + 1]; e++) {
                if (column[e] < 0 || column[e] >= columns || e > rowStart[i] && column[e] == column[e - 1]) {
                    throw new IllegalArgumentException("row " + i + " has the column " + column[e]
                            + (column[e] < 0 || column[e] >= columns ? ", of " + columns : " twice"));
                }
            }
        }
        return new SparsePattern(columns, rowStart, column);
    }

    /** How many rows the matrix has, one for each output. */
    public int rows() {
        return rowStart.length - 1;
    }

    /** How many columns the matrix has, one for each input. */
    public int columns() {
        return columns;
    }

    /** How many entries there are. */
    public int entries() {
        return column.length;
    }

    /** Where the entries of each row start; one element more than there are rows. A copy. */
    public int[] rowStart() {
        return rowStart.clone();
    }

    /** The column of each entry, row by row, ascending in each. A copy. */
    public int[] column() {
        return column.clone();
    }

    /** Whether there is an entry. */
    public boolean contains(int row, int column) {
        return entry(row, column) >= 0;
    }

    /** Where an entry is among all; negative if there is none. */
    int entry(int row, int index) {
        if (index < 0 || index >= columns) {
            throw new IndexOutOfBoundsException("column " + index + " of " + columns);
        }
        return Arrays.binarySearch(column, rowStart[row], rowStart[row + 1], index);
    }

    /** Where the entries of a row start. */
    int start(int row) {
        return rowStart[row];
    }

    /** The column of an entry. */
    int columnOf(int entry) {
        return column[entry];
    }

    /**
     * All entries of both: the pattern for points at which the method goes the one way or the other.
     *
     * @throws IllegalArgumentException if the sizes differ
     */
    public SparsePattern union(SparsePattern other) {
        if (rows() != other.rows() || columns != other.columns) {
            throw new IllegalArgumentException("patterns of " + size() + " and " + other.size() + " have no union");
        }
        int[] starts = new int[rowStart.length];
        int[] merged = new int[Math.addExact(column.length, other.column.length)];
        int next = 0;
        for (int row = 0; row < rows(); row++) {
            int a = rowStart[row];
            int b = other.rowStart[row];
            while (a < rowStart[row + 1] || b < other.rowStart[row + 1]) {
                int mine = a < rowStart[row + 1] ? column[a] : Integer.MAX_VALUE;
                int others = b < other.rowStart[row + 1] ? other.column[b] : Integer.MAX_VALUE;
                merged[next++] = Math.min(mine, others);
                a += mine <= others ? 1 : 0;
                b += others <= mine ? 1 : 0;
            }
            starts[row + 1] = next;
        }
        return new SparsePattern(columns, starts, Arrays.copyOf(merged, next));
    }

    SparsePattern transposed() {
        int[] starts = new int[columns + 1];
        for (int index : column) {
            starts[index + 1]++;
        }
        for (int j = 0; j < columns; j++) {
            starts[j + 1] += starts[j];
        }
        int[] next = starts.clone();
        int[] rows = new int[column.length];
        for (int row = 0; row < rows(); row++) {
            for (int e = rowStart[row]; e < rowStart[row + 1]; e++) {
                rows[next[column[e]]++] = row;
            }
        }
        return new SparsePattern(rows(), starts, rows);
    }

    /** The most entries that a row has. */
    int widest() {
        int most = 0;
        for (int row = 0; row < rows(); row++) {
            most = Math.max(most, rowStart[row + 1] - rowStart[row]);
        }
        return most;
    }

    /** How many sweeps a Jacobian with this pattern takes. */
    public int jacobianSweeps() {
        return jacobian().sweeps();
    }

    /**
     * How many products with directions a Hessian with this pattern takes.
     *
     * @throws IllegalArgumentException if it is not square
     */
    public int hessianSweeps() {
        return hessian().sweeps();
    }

    Coloring jacobian() {
        Coloring coloring = jacobian;
        if (coloring == null) {
            coloring = Coloring.ofJacobian(this);
            jacobian = coloring;
        }
        return coloring;
    }

    Coloring hessian() {
        Coloring coloring = hessian;
        if (coloring == null) {
            coloring = Coloring.ofHessian(this);
            hessian = coloring;
        }
        return coloring;
    }

    String size() {
        return rows() + " x " + columns;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SparsePattern pattern
                && columns == pattern.columns
                && Arrays.equals(rowStart, pattern.rowStart)
                && Arrays.equals(column, pattern.column);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * columns + Arrays.hashCode(rowStart)) + Arrays.hashCode(column);
    }

    @Override
    public String toString() {
        return "SparsePattern[" + size() + ", " + entries() + " entries]";
    }
}
