package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Ruling;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;

/**
 * The bodies of methods that solve an equation, as derivatives see them: the call itself, whose result is constant, and what makes
 * it a function of the residual at the solution. For {@code double x(double p)} with the residual {@code f(x, p)}
 *
 * <pre>{@code
 * x = x(p);                                    // constant
 * slope = ∂f/∂x(x, p);                         // constant
 * byResidual = -1 / slope;
 * residual = f(x, p);                          // a function of p
 * return x;                                    // linear in residual with the slope byResidual
 * }</pre>
 *
 * <p>So both modes, and all that parameters may be, come from what there is for residuals as helpers. For arrays the last statement is a
 * call of a method of the runtime with stated products.
 */
public final class SolvedBodies {
    private static final String RUNTIME = "io.github.cotangent.runtime.ImplicitSolution";
    private static final ReferenceType SOLUTION_TYPE = new ReferenceType(RUNTIME);
    private static final Type NUMBERS = new ArrayType(Primitive.DOUBLE);
    private static final Type MATRIX = new ArrayType(NUMBERS);

    /** The solution as a function of the residual, which is its second parameter. */
    public static final MethodId SOLUTION = runtime("solution", NUMBERS, SOLUTION_TYPE, NUMBERS);

    /** The vector-Jacobian product of that. */
    public static final MethodId VJP =
            runtime("solutionVjp", Primitive.VOID, SOLUTION_TYPE, NUMBERS, NUMBERS, NUMBERS);

    /** The Jacobian-vector product of that. */
    public static final MethodId JVP = runtime("solutionJvp", NUMBERS, SOLUTION_TYPE, NUMBERS, NUMBERS);

    private final MethodId id;
    private final MethodId called;
    private final MethodId equation;
    private final UserRules.Solver stated;
    private final Origin origin;
    private final List<Stmt> statements = new ArrayList<>();

    private SolvedBodies(MethodId id, MethodId called, MethodId equation, UserRules.Solver stated, Origin origin) {
        this.id = id;
        this.called = called;
        this.equation = equation;
        this.stated = stated;
        this.origin = origin;
    }

    private static MethodId runtime(String name, Type result, Type... parameters) {
        return new MethodId(
                RUNTIME, RUNTIME, name, List.of(parameters), result, true, MethodId.Invocation.STATIC);
    }

    /**
     * The body of a method that solves an equation.
     *
     * @param id its identity
     * @param called how its own text is called
     * @param equation the method that computes the residual or the step
     */
    static Method of(
            ExecutableElement method,
            MethodId id,
            MethodId called,
            MethodId equation,
            UserRules.Solver stated,
            TypeTranslation types,
            Origin origin) {
        List<Variable> parameters = RuledCalls.parameters(method, id, types);
        SolvedBodies body = new SolvedBodies(id, called, equation, stated, origin);
        body.solve(parameters);
        return RuledCalls.method(method, id, parameters, new Block(body.statements), types, origin);
    }

    private void solve(List<Variable> parameters) {
        List<Expr> operands = new ArrayList<>();
        parameters.forEach(parameter -> operands.add(new Expr.Use(parameter)));
        boolean isArray = id.result() instanceof ArrayType;
        String name = stated.residual().getParameters().get(0).getSimpleName().toString();
        Expr x = keep(name, new Expr.Ruled(called, Ruling.SOLUTION, operands, id.result()));
        if (isArray) {
            parameters.stream()
                    .filter(parameter -> parameter.type().equals(NUMBERS))
                    .forEach(parameter -> requireNew(x, new Expr.Use(parameter)));
        }
        List<Expr> given = new ArrayList<>();
        if (equation.hasReceiver()) {
            given.add(operands.get(0));
        }
        given.add(x);
        int receivers = id.hasReceiver() ? 1 : 0;
        stated.arguments().forEach(i -> given.add(operands.get(receivers + i)));
        Expr slope = keep("slope", new Expr.Ruled(equation, Ruling.SLOPE, given, isArray ? MATRIX : Primitive.DOUBLE));
        Expr title = new Expr.Constant('"' + id.title() + '"', ReferenceType.STRING);
        Expr prepared = isArray
                ? constant(
                        "solution",
                        runtime(
                                stated.isFixedPoint() ? "ofFixedPoint" : "ofRoot",
                                SOLUTION_TYPE,
                                ReferenceType.STRING,
                                NUMBERS,
                                MATRIX),
                        List.of(title, x, slope))
                : constant(
                        stated.isFixedPoint() ? "byStep" : "byResidual",
                        runtime(
                                stated.isFixedPoint() ? "byStep" : "byResidual",
                                Primitive.DOUBLE,
                                ReferenceType.STRING,
                                Primitive.DOUBLE),
                        List.of(title, slope));
        Expr residual = keep(stated.isFixedPoint() ? "next" : "residual", new Expr.Call(equation, given, id.result()));
        Expr value = isArray
                ? new Expr.Call(SOLUTION, List.of(prepared, residual), NUMBERS)
                : new Expr.Linear(x, List.of(prepared), List.of(residual));
        statements.add(new Stmt.Return(keep("solved", value), origin));
    }

    /** The rule would take an array that was given, and may be written to, for another one. */
    private void requireNew(Expr x, Expr argument) {
        MethodId check = new MethodId(
                "io.github.cotangent.runtime.Rules",
                "io.github.cotangent.runtime.Rules",
                "requireNew",
                List.of(ReferenceType.STRING, ReferenceType.OBJECT, ReferenceType.OBJECT),
                Primitive.VOID,
                true,
                MethodId.Invocation.STATIC);
        Expr title = new Expr.Constant('"' + id.title() + '"', ReferenceType.STRING);
        statements.add(new Stmt.Perform(
                new Expr.Ruled(check, Ruling.CONSTANT, List.of(title, x, argument), Primitive.VOID), origin));
    }

    private Expr.Use constant(String name, MethodId method, List<Expr> operands) {
        return keep(name, new Expr.Ruled(method, Ruling.CONSTANT, operands, method.result()));
    }

    private Expr.Use keep(String name, Expr value) {
        Variable variable = Variable.temporary(name, value.type());
        statements.add(new Stmt.Assign(variable, value, origin));
        return new Expr.Use(variable);
    }

    /** The name of the parameter that {@link #SOLUTION} is a function of, and of the one before. */
    public static List<String> names() {
        return List.of("solution", "residual");
    }

    /** The index of the parameter that {@link #SOLUTION} is a function of. */
    public static Set<Integer> active() {
        return Set.of(1);
    }
}
