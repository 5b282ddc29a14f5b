package io.github.cotangent.ejml;

import io.github.cotangent.runtime.LinearSolver;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.LUDecomposition_F64;

/**
 * Dense systems of linear equations, by EJML's LU decomposition with partial pivoting. Rows are scaled to 1 before, so that equations in
 * different units are pivots for each other.
 *
 * <p>A matrix counts as singular where a pivot is as small as the rounding errors in its column: n &epsilon; times the largest number there.
 */
public final class EjmlLinearSolver implements LinearSolver {

    /** Called by {@link java.util.ServiceLoader}. */
    public EjmlLinearSolver() {}

    @Override
    public Factors factor(double[][] matrix) {
        int n = matrix.length;
        double[] scales = new double[n];
        DMatrixRMaj scaled = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            double largest = 0;
            for (int j = 0; j < n; j++) {
                largest = Math.max(largest, Math.abs(matrix[i][j]));
            }
            require(largest > 0);
            // A power of two, so that nothing is rounded.
            scales[i] = Math.scalb(1.0, -Math.getExponent(largest));
            for (int j = 0; j < n; j++) {
                scaled.set(i, j, matrix[i][j] * scales[i]);
            }
        }
        LUDecomposition_F64<DMatrixRMaj> lu = DecompositionFactory_DDRM.lu(n, n);
        require(lu.decompose(scaled));
        DMatrixRMaj upper = lu.getUpper(null);
        for (int j = 0; j < n; j++) {
            double largest = 0;
            for (int i = 0; i < n; i++) {
                largest = Math.max(largest, Math.abs(scaled.get(i, j)));
            }
            require(Math.abs(upper.get(j, j)) > n * Math.ulp(1.0) * largest);
        }
        return new Lu(scales, lu.getRowPivotV(null), lu.getLower(null), upper);
    }

    private static void require(boolean regular) {
        if (!regular) {
            throw new ArithmeticException("the matrix is singular");
        }
    }

    /**
     * The factors of S A, with its rows in another order.
     *
     * @param scales the diagonal of S
     * @param rows for each row of the product L U, which one of S A it is
     */
    private record Lu(double[] scales, int[] rows, DMatrixRMaj lower, DMatrixRMaj upper) implements Factors {

        @Override
        public double[] solve(double[] b) {
            int n = rows.length;
            double[] x = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = scales[rows[i]] * b[rows[i]];
            }
            TriangularSolver_DDRM.solveL(lower.data, x, n);
            TriangularSolver_DDRM.solveU(upper.data, x, n);
            return x;
        }

        @Override
        public double[] solveTransposed(double[] b) {
            int n = rows.length;
            double[] y = b.clone();
            TriangularSolver_DDRM.solveL(CommonOps_DDRM.transpose(upper, null).data, y, n);
            TriangularSolver_DDRM.solveTranL(lower.data, y, n);
            double[] x = new double[n];
            for (int i = 0; i < n; i++) {
                x[rows[i]] = scales[rows[i]] * y[i];
            }
            return x;
        }
    }
}
