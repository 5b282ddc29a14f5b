package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Ruling;
import io.github.cotangent.processor.ir.SolutionMethods;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.UnaryOp;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ExecutableElement;

/**
 * The bodies of methods that solve an equation, as derivatives see them: the call itself, whose result is constant, and what makes
 * it a function of the residual at the solution. For {@code double x(double p)} with the residual {@code f(x, p)}
 *
 * <pre>{@code
 * x = x(p);                                    // constant
 * pivot = -∂f/∂x(x, p);                        // constant
 * inverse = 1 / pivot;
 * residual = f(x, p);                          // a function of p
 * return x;                                    // linear in residual with the slope inverse
 * }</pre>
 *
 * <p>So both modes, and all that parameters may be, come from what there is for residuals as helpers. For arrays the last statement is a
 * call of a method of the runtime with stated products.
 */
final class SolvedBodies {
    private static final String RULES = "io.github.cotangent.runtime.Rules";
    private static final Type NUMBERS = new ArrayType(Primitive.DOUBLE);
    private static final Type MATRIX = new ArrayType(NUMBERS);

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
        Expr.Use x = keep(name, new Expr.Ruled(called, Ruling.SOLUTION, operands, id.result()));
        List<Expr> given = new ArrayList<>();
        if (equation.hasReceiver()) {
            given.add(operands.get(0));
        }
        given.add(x);
        int receivers = id.hasReceiver() ? 1 : 0;
        stated.arguments().forEach(i -> given.add(operands.get(receivers + i)));
        Expr value;
        if (isArray) {
            parameters.stream()
                    .filter(parameter -> parameter.type().equals(NUMBERS))
                    .forEach(parameter -> requireNew(x, new Expr.Use(parameter)));
            Expr columns = keep("columns", new Expr.Ruled(equation, Ruling.SLOPE, given, MATRIX));
            MethodId factor = stated.isFixedPoint() ? SolutionMethods.OF_FIXED_POINT : SolutionMethods.OF_ROOT;
            Expr system = keep(
                    "system", new Expr.Ruled(factor, Ruling.CONSTANT, List.of(title(), x, columns), factor.result()));
            value = new Expr.Call(SolutionMethods.SOLUTION, List.of(system, x, columns, residual(given)), NUMBERS);
        } else {
            Expr by = inverse(keep("slope", new Expr.Ruled(equation, Ruling.SLOPE, given, Primitive.DOUBLE)));
            value = new Expr.Linear(x, List.of(by), List.of(residual(given)));
        }
        statements.add(new Stmt.Return(keep("solved", value), origin));
    }

    private Expr residual(List<Expr> given) {
        return keep(stated.isFixedPoint() ? "next" : "residual", new Expr.Call(equation, given, id.result()));
    }

    /** The derivative of a solution by the residual or the step: arithmetic, since it moves in second derivatives. */
    private Expr inverse(Expr slope) {
        Expr.Use pivot = keep(
                "pivot",
                stated.isFixedPoint()
                        ? new Expr.Binary(BinaryOp.SUB, Expr.Constant.of(1.0), slope, Primitive.DOUBLE)
                        : new Expr.Unary(UnaryOp.NEGATE, slope, Primitive.DOUBLE));
        check(SolutionMethods.REQUIRE_REGULAR, List.of(title(), pivot));
        return keep("inverse", new Expr.Binary(BinaryOp.DIV, Expr.Constant.of(1.0), pivot, Primitive.DOUBLE));
    }

    /** The rule would take an array that was given, and may be written to, for another one. */
    private void requireNew(Expr x, Expr argument) {
        List<Type> types = List.of(ReferenceType.STRING, ReferenceType.OBJECT, ReferenceType.OBJECT);
        MethodId check =
                new MethodId(RULES, RULES, "requireNew", types, Primitive.VOID, true, MethodId.Invocation.STATIC);
        check(check, List.of(title(), x, argument));
    }

    private void check(MethodId check, List<Expr> operands) {
        statements.add(new Stmt.Perform(new Expr.Ruled(check, Ruling.CONSTANT, operands, Primitive.VOID), origin));
    }

    private Expr title() {
        return new Expr.Constant('"' + id.title() + '"', ReferenceType.STRING);
    }

    private Expr.Use keep(String name, Expr value) {
        Variable variable = Variable.temporary(name, value.type());
        statements.add(new Stmt.Assign(variable, value, origin));
        return new Expr.Use(variable);
    }
}
