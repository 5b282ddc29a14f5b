package io.github.cotangent.runtime;

import java.util.Arrays;

/**
 * The derivative of the solution of an equation, by the implicit function theorem: for F(x, &theta;) = 0 it is dx =
 * &minus;F<sub>x</sub><sup>&minus;1</sup> dF, for x = g(x, &theta;) it is dx = (I &minus; g<sub>x</sub>)<sup>&minus;1</sup> dg, where dF and dg
 * are the changes with &theta; alone.
 *
 * <p>For generated code. An object is a solution that is an array, with the matrix of that system factored.
 */
public final class ImplicitSolution {
    private final double[] x;
    /** +1 or &minus;1, in front of the inverse. */
    private final double sign;

    /** The transposed matrix; null if there is nothing to solve, or if it has numbers that are not finite. */
    private final LinearSolver.Factors transposed;

    private ImplicitSolution(double[] x, double sign, LinearSolver.Factors transposed) {
        this.x = x;
        this.sign = sign;
        this.transposed = transposed;
    }

    /**
     * Makes sure that a solution that is a number is a function of what it depends on.
     *
     * @param method what the solver is called
     * @param pivot what the derivative is divided by: &minus;F<sub>x</sub>, or 1 &minus; g<sub>x</sub>
     */
    public static void requireRegular(String method, double pivot) {
        if (pivot == 0) {
            throw NoDerivativeException.ofSingular(method, "the derivative of its equation by the solution is 0");
        }
    }

    /**
     * A solution for which a residual is 0.
     *
     * @param method what the solver is called
     * @param x what it gave
     * @param columns the derivatives of the residual by each number of the solution
     */
    public static ImplicitSolution ofRoot(String method, double[] x, double[][] columns) {
        return of(method, x, columns, -1);
    }

    /**
     * A solution that a step leaves as it is.
     *
     * @param method what the solver is called
     * @param x what it gave
     * @param columns the derivatives of the step by each number of the solution; they become those of x &minus; step(x)
     */
    public static ImplicitSolution ofFixedPoint(String method, double[] x, double[][] columns) {
        for (int j = 0; j < columns.length; j++) {
            requireSquare(method, x, columns[j]);
            for (int i = 0; i < columns.length; i++) {
                columns[j][i] = (i == j ? 1 : 0) - columns[j][i];
            }
        }
        return of(method, x, columns, 1);
    }

    private static ImplicitSolution of(String method, double[] x, double[][] columns, double sign) {
        boolean finite = true;
        for (double[] column : columns) {
            requireSquare(method, x, column);
            finite &= Arrays.stream(column).allMatch(Double::isFinite);
        }
        if (columns.length == 0 || !finite) {
            return new ImplicitSolution(x, sign, null);
        }
        try {
            return new ImplicitSolution(x, sign, LinearSolvers.found(method).factor(columns));
        } catch (ArithmeticException e) {
            throw NoDerivativeException.ofSingular(method, "the matrix of its linearised equations is singular");
        }
    }

    private static void requireSquare(String method, double[] x, double[] column) {
        if (column.length != x.length) {
            throw new IllegalArgumentException("The solution that " + method + " gives has length " + x.length
                    + ", and there are " + column.length + " equations for it");
        }
    }

    /** A copy of the solution, which depends on the residual, or the step, at the solution; that has to stay there for its derivative. */
    public static double[] solution(ImplicitSolution solution, double[] residual) {
        return solution.x.clone();
    }

    /** The vector-Jacobian product of {@link #solution}. */
    public static void solutionVjp(
            ImplicitSolution solution, double[] residual, double[] resultBar, double[] residualBar) {
        double[] share = solution.times(resultBar, true);
        for (int i = 0; i < share.length; i++) {
            residualBar[i] += share[i];
        }
    }

    /** The Jacobian-vector product of {@link #solution}. */
    public static double[] solutionJvp(ImplicitSolution solution, double[] residual, double[] residualDot) {
        return solution.times(residualDot, false);
    }

    /** The derivative by the residual, times a direction. A direction of zeros contributes zeros, whatever the matrix. */
    private double[] times(double[] direction, boolean transpose) {
        double[] product = new double[x.length];
        if (Arrays.stream(direction).allMatch(each -> each == 0)) {
            return product;
        }
        if (transposed == null) {
            Arrays.fill(product, Double.NaN);
            return product;
        }
        double[] solved = transpose ? transposed.solve(direction) : transposed.solveTransposed(direction);
        for (int i = 0; i < product.length; i++) {
            product[i] = sign * solved[i];
        }
        return product;
    }
}
