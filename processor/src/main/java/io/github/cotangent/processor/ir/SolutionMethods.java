package io.github.cotangent.processor.ir;

import java.util.List;

/**
 * Methods of the runtime about the solutions of systems of equations. Two of them have derivatives, which others compute: the solution as a
 * function of the residual, and, for second derivatives, what the reverse sweep of that computes.
 */
public final class SolutionMethods {
    private static final String RUNTIME = "io.github.cotangent.runtime.ImplicitSolution";

    /** The class of a system with its matrix factored. */
    public static final ReferenceType TYPE = new ReferenceType(RUNTIME);

    private static final Type NUMBERS = new ArrayType(Primitive.DOUBLE);
    private static final Type MATRIX = new ArrayType(NUMBERS);

    /** The solution, (system, x, columns of the matrix, residual): x, as a function of the residual. */
    public static final MethodId SOLUTION = of("solution", NUMBERS, TYPE, NUMBERS, MATRIX, NUMBERS);

    /** Its vector-Jacobian product. */
    public static final MethodId SOLUTION_VJP =
            of("solutionVjp", Primitive.VOID, TYPE, NUMBERS, MATRIX, NUMBERS, NUMBERS, NUMBERS);

    /** Its Jacobian-vector product. */
    public static final MethodId SOLUTION_JVP = of("solutionJvp", NUMBERS, TYPE, NUMBERS, MATRIX, NUMBERS, NUMBERS);

    /** What the vector-Jacobian product adds, (system, columns, cotangent): a function of the columns and the cotangent. */
    public static final MethodId ADJOINT = of("adjoint", NUMBERS, TYPE, MATRIX, NUMBERS);

    /** The Jacobian-vector product of that. */
    public static final MethodId ADJOINT_JVP = of("adjointJvp", NUMBERS, TYPE, MATRIX, NUMBERS, MATRIX, NUMBERS);

    /** Factors the matrix of a residual: (name of the solver, x, columns). */
    public static final MethodId OF_ROOT = of("ofRoot", TYPE, ReferenceType.STRING, NUMBERS, MATRIX);

    /** The same for a step. */
    public static final MethodId OF_FIXED_POINT = of("ofFixedPoint", TYPE, ReferenceType.STRING, NUMBERS, MATRIX);

    /** Looks at what the derivative of a solution that is a number is divided by: (name of the solver, number). */
    public static final MethodId REQUIRE_REGULAR =
            of("requireRegular", Primitive.VOID, ReferenceType.STRING, Primitive.DOUBLE);

    private SolutionMethods() {}

    private static MethodId of(String name, Type result, Type... parameters) {
        return new MethodId(RUNTIME, RUNTIME, name, List.of(parameters), result, true, MethodId.Invocation.STATIC);
    }
}
