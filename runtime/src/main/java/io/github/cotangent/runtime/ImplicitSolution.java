package io.github.cotangent.runtime;

import java.util.Arrays;

/**
 * The derivative of the solution of an equation, by the implicit function theorem: for F(x, &theta;) = 0 it is dx =
 * &minus;F<sub>x</sub><sup>&minus;1</sup> dF, for x = g(x, &theta;) it is dx = (I &minus; g<sub>x</sub>)<sup>&minus;1</sup> dg, where dF and dg
 * are the changes with &theta; alone.
 *
 * <p>For generated code. An object is the linearised system for a solution that is an array, with its matrix factored.
 */
public final class ImplicitSolution {
    private final int length;
    /** +1 or &minus;1, in front of the inverse. */
    private final double sign;

    /** The transposed matrix; null if there is nothing to solve, or if it has numbers that are not finite. */
    private final LinearSolver.Factors transposed;

    private ImplicitSolution(int length, double sign, LinearSolver.Factors transposed) {
        this.length = length;
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
     * The system for a solution x for which a residual is 0.
     *
     * @param method what the solver is called
     * @param columns the derivatives of the residual by each number of the solution
     */
    public static ImplicitSolution ofRoot(String method, double[] x, double[][] columns) {
        requireSquare(method, x, columns);
        return of(method, columns, -1);
    }

    /**
     * The system for a solution x that a step leaves as it is.
     *
     * @param method what the solver is called
     * @param columns the derivatives of the step by each number of the solution
     */
    public static ImplicitSolution ofFixedPoint(String method, double[] x, double[][] columns) {
        requireSquare(method, x, columns);
        double[][] difference = new double[x.length][x.length];
        for (int j = 0; j < x.length; j++) {
            for (int i = 0; i < x.length; i++) {
                difference[j][i] = (i == j ? 1 : 0) - columns[j][i];
            }
        }
        return of(method, difference, 1);
    }

    private static void requireSquare(String method, double[] x, double[][] columns) {
        for (double[] column : columns) {
            if (column.length != x.length) {
                throw new IllegalArgumentException("The solution that " + method + " gives has length " + x.length
                        + ", and there are " + column.length + " equations for it");
            }
        }
    }

    private static ImplicitSolution of(String method, double[][] columns, double sign) {
        boolean finite = Arrays.stream(columns).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
        if (columns.length == 0 || !finite) {
            return new ImplicitSolution(columns.length, sign, null);
        }
        try {
            return new ImplicitSolution(
                    columns.length, sign, LinearSolvers.found(method).factor(columns));
        } catch (ArithmeticException e) {
            throw NoDerivativeException.ofSingular(method, "the matrix of its linearised equations is singular");
        }
    }

    /** A copy of the solution x, which depends on the residual, or the step, there; x has to stay for their derivatives. */
    public static double[] solution(ImplicitSolution system, double[] x, double[][] columns, double[] residual) {
        return x.clone();
    }

    /** The vector-Jacobian product of {@link #solution}. */
    public static void solutionVjp(
            ImplicitSolution system,
            double[] x,
            double[][] columns,
            double[] residual,
            double[] resultBar,
            double[] residualBar) {
        double[] share = adjoint(system, columns, resultBar);
        for (int i = 0; i < share.length; i++) {
            residualBar[i] += share[i];
        }
    }

    /** The Jacobian-vector product of {@link #solution}. */
    public static double[] solutionJvp(
            ImplicitSolution system, double[] x, double[][] columns, double[] residual, double[] residualDot) {
        return system.times(residualDot, false);
    }

    /**
     * What the cotangent of a residual, or a step, receives: &minus;A<sup>&minus;T</sup> b for the matrix A = F<sub>x</sub>, or
     * A<sup>&minus;T</sup> b for A = I &minus; g<sub>x</sub>.
     *
     * @param columns the matrix that the system was made of
     * @param cotangent b, that of the solution
     */
    public static double[] adjoint(ImplicitSolution system, double[][] columns, double[] cotangent) {
        return system.times(cotangent, true);
    }

    /**
     * The Jacobian-vector product of {@link #adjoint}: for &lambda; = &plusmn;A<sup>&minus;T</sup> b it is d&lambda; = &plusmn;A<sup>&minus;T</sup> (db +
     * dC &lambda;), where C has the columns as rows.
     */
    public static double[] adjointJvp(
            ImplicitSolution system,
            double[][] columns,
            double[] cotangent,
            double[][] columnsDot,
            double[] cotangentDot) {
        double[] share = adjoint(system, columns, cotangent);
        double[] moved = cotangentDot.clone();
        for (int j = 0; j < moved.length; j++) {
            for (int i = 0; i < share.length; i++) {
                moved[j] += columnsDot[j][i] * share[i];
            }
        }
        return system.times(moved, true);
    }

    /** The derivative by the residual, times a direction. A direction of zeros contributes zeros, whatever the matrix. */
    private double[] times(double[] direction, boolean transpose) {
        double[] product = new double[length];
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
