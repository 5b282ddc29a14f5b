package io.github.cotangent.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What needs no linear solver; the rest is in the integration tests. */
class ImplicitSolutionTest {

    @Test
    void withoutSolverTheMessageSaysWhatToAdd() {
        NoDerivativeException thrown = assertThrows(
                NoDerivativeException.class,
                () -> ImplicitSolution.ofRoot("solve", new double[] {1}, new double[][] {{2}}));
        assertTrue(thrown.getMessage().startsWith("The derivative of solve needs a LinearSolver"));
        assertTrue(thrown.getMessage().contains("io.github.cotangent:cotangent-ejml"));
    }

    @Test
    void nothingToSolve() {
        double[] x = {};
        double[][] columns = {};
        ImplicitSolution none = ImplicitSolution.ofFixedPoint("solve", x, columns);
        assertEquals(0, ImplicitSolution.solutionJvp(none, x, columns, x, x).length);
    }

    @Test
    void numbersThatAreNotFiniteGiveNaN() {
        double[] x = {1, 2};
        double[][] columns = {{1, 0}, {0, Double.NaN}};
        ImplicitSolution system = ImplicitSolution.ofRoot("solve", x, columns);
        double[] copy = ImplicitSolution.solution(system, x, columns, new double[2]);
        assertNotSame(x, copy);
        assertArrayEquals(x, copy);
        double[] bar = {5, 5};
        ImplicitSolution.solutionVjp(system, x, columns, new double[2], new double[2], bar);
        assertArrayEquals(new double[] {5, 5}, bar, "a cotangent of 0 contributes 0");
        ImplicitSolution.solutionVjp(system, x, columns, new double[2], new double[] {1, 0}, bar);
        assertArrayEquals(new double[] {Double.NaN, Double.NaN}, bar);
    }

    @Test
    void pivots() {
        assertDoesNotThrow(() -> ImplicitSolution.requireRegular("solve", 1e-300));
        assertDoesNotThrow(() -> ImplicitSolution.requireRegular("solve", Double.NaN));
        assertThrows(NoDerivativeException.class, () -> ImplicitSolution.requireRegular("solve", -0.0));
    }

    @Test
    void asManyEquationsAsUnknowns() {
        double[][] columns = {{1}, {1}};
        for (boolean step : new boolean[] {true, false}) {
            assertThrows(IllegalArgumentException.class, () -> {
                if (step) {
                    ImplicitSolution.ofFixedPoint("solve", new double[2], columns);
                } else {
                    ImplicitSolution.ofRoot("solve", new double[2], columns);
                }
            });
        }
    }
}
