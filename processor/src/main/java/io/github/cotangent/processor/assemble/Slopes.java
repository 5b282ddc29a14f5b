package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.Activity;
import io.github.cotangent.processor.analysis.Direction;
import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.analysis.Repetition;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Ruling;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.tangent.TangentSweep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes routines for the slopes that bodies of solvers ask for ({@link Ruling.Role#SLOPE}), on demand: a number by one tangent sweep of
 * the method, a matrix by one for each column. They are evaluated beside what the user's program does, so the method must do nothing but
 * compute.
 */
final class Slopes {
    private static final Type NUMBERS = new ArrayType(Primitive.DOUBLE);
    private static final Type MATRIX = new ArrayType(NUMBERS);

    private final Workshop workshop;
    private final Map<MethodId, String> names = new HashMap<>();

    Slopes(Workshop workshop) {
        this.workshop = workshop;
    }

    /** The methods that have such routines. */
    Set<MethodId> known() {
        return Set.copyOf(names.keySet());
    }

    /** Forgets the others. */
    void retain(Set<MethodId> known) {
        names.keySet().retainAll(known);
    }

    /** The body with calls of routines for the slopes in it. */
    Block in(Block body) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : body.statements()) {
            out.add(Walk.withBlocks(Walk.mapOwn(stmt, expr -> in(expr, stmt)), this::in));
        }
        return new Block(out);
    }

    private Expr in(Expr expr, Stmt stmt) {
        Expr inner = expr.mapOperands(operand -> in(operand, stmt));
        return inner instanceof Expr.Ruled slope && slope.ruling().role() == Ruling.Role.SLOPE
                ? new Expr.GeneratedCall("", routine(slope, stmt), slope.operands(), slope.type())
                : inner;
    }

    private String routine(Expr.Ruled slope, Stmt stmt) {
        MethodId id = slope.callee();
        String known = names.get(id);
        if (known != null) {
            return known;
        }
        List<Variable> parameters = parameters(id);
        int unknown = id.hasReceiver() ? 1 : 0;
        String name = workshop.name(
                id.word() + "By" + Workshop.capitalized(parameters.get(unknown).name()));
        names.put(id, name);
        if (check(id, unknown, stmt.origin())) {
            TangentSweep.Callee sweep =
                    workshop.tangent(id, stmt, new Workshop.TangentVariant(id, Set.of(unknown), true, false));
            workshop.add(new Routine(
                            name,
                            List.of("The derivative of {@code " + id.title() + "} by {@code "
                                    + parameters.get(unknown).name() + "}"
                                    + (slope.type().equals(MATRIX) ? ", column by column." : ".")),
                            false,
                            parameters,
                            slope.type(),
                            slope.type().equals(MATRIX)
                                    ? columns(parameters, parameters.get(unknown), sweep)
                                    : number(parameters, sweep),
                            Set.of())
                    .throwing(workshop.program().thrown(id)));
        }
        return name;
    }

    private List<Variable> parameters(MethodId id) {
        Program.Callee callee = workshop.program().callee(id);
        if (callee instanceof Program.Source source) {
            return source.method().parameters();
        }
        List<Variable> parameters = new ArrayList<>();
        if (id.hasReceiver()) {
            parameters.add(Variable.parameter("self", id.receiver()));
        }
        for (int i = 0; i < id.parameters().size(); i++) {
            String name =
                    callee instanceof Program.Stated stated ? stated.names().get(i) : "a" + i;
            parameters.add(Variable.parameter(name, id.parameters().get(i)));
        }
        return parameters;
    }

    /** Whether a method only computes, and something that depends on the unknown. */
    private boolean check(MethodId id, int unknown, Origin call) {
        if (workshop.program().callee(id) instanceof Program.Missing missing) {
            workshop.report(missing.problems());
            return false;
        }
        if (!(workshop.program().callee(id) instanceof Program.Source source)) {
            return true;
        }
        Method method = source.method();
        if (!Repetition.isUnnoticedInSight(method, workshop.program(), workshop.summaries())) {
            report(
                    method,
                    call,
                    id.name()
                            + " is evaluated beside the program to find the derivative of a solution, and does more than"
                            + " compute, as far as is known",
                    "Let it change only what it makes itself");
            return false;
        }
        Subject subject = Subject.of(
                method,
                workshop.program(),
                workshop.summaries(),
                Set.of(unknown),
                List.of(),
                true,
                Set.of(),
                false,
                Direction.FORWARD,
                workshop.options());
        Activity activity = subject.activity();
        Variable result = subject.result();
        if (subject.problems().isEmpty() && !activity.isActive(result) && !activity.hasShadow(result)) {
            report(
                    method,
                    call,
                    "the result of " + id.name() + " does not depend on "
                            + method.parameters().get(unknown).name()
                            + " in a differentiable way, so that it determines no solution",
                    "Compute it from its first parameter");
            return false;
        }
        return true;
    }

    private void report(Method method, Origin call, String reason, String remedy) {
        Origin origin = method.origin() == Origin.NONE ? call : method.origin();
        workshop.report(List.of(new Problem(Code.COT030, method.id().owner(), origin, reason, remedy)));
    }

    private static Block number(List<Variable> parameters, TangentSweep.Callee sweep) {
        Variable out = Variable.generated("out", sweep.holder());
        return Block.of(
                new Stmt.Assign(out, new Expr.NewState(sweep.holder()), Origin.NONE),
                new Stmt.Perform(call(parameters, Expr.Constant.of(1.0), out, sweep, Primitive.DOUBLE), Origin.NONE),
                new Stmt.Return(tangent(out, Primitive.DOUBLE), Origin.NONE));
    }

    private static Block columns(List<Variable> parameters, Variable x, TangentSweep.Callee sweep) {
        Variable columns = Variable.generated("columns", MATRIX);
        Variable j = Variable.generated("j", Primitive.INT);
        Variable dot = Variable.generated(x.name() + "Dot", NUMBERS);
        Variable out = Variable.generated("out", sweep.holder());
        Expr length = new Expr.Length(new Expr.Use(x));
        Block column = Block.of(
                new Stmt.Assign(dot, new Expr.NewArray((ArrayType) NUMBERS, List.of(length)), Origin.NONE),
                new Stmt.Store(new Expr.Use(dot), new Expr.Use(j), Expr.Constant.of(1.0), Origin.NONE),
                new Stmt.Assign(out, new Expr.NewState(sweep.holder()), Origin.NONE),
                new Stmt.Perform(call(parameters, new Expr.Use(dot), out, sweep, NUMBERS), Origin.NONE),
                new Stmt.Store(new Expr.Use(columns), new Expr.Use(j), tangent(out, NUMBERS), Origin.NONE));
        return Block.of(
                new Stmt.Assign(columns, new Expr.NewArray((ArrayType) MATRIX, List.of(length)), Origin.NONE),
                new Stmt.Assign(j, Expr.Constant.of(0), Origin.NONE),
                new Stmt.Loop(
                        new Label("columns"),
                        new Expr.Binary(BinaryOp.LT, new Expr.Use(j), length, Primitive.BOOLEAN),
                        true,
                        column,
                        Block.of(new Stmt.Assign(
                                j,
                                new Expr.Binary(BinaryOp.ADD, new Expr.Use(j), Expr.Constant.of(1), Primitive.INT),
                                Origin.NONE)),
                        Origin.NONE),
                new Stmt.Return(new Expr.Use(columns), Origin.NONE));
    }

    private static Expr call(
            List<Variable> parameters, Expr dot, Variable out, TangentSweep.Callee sweep, Type result) {
        List<Expr> arguments = new ArrayList<>();
        parameters.forEach(parameter -> arguments.add(new Expr.Use(parameter)));
        arguments.add(dot);
        arguments.add(new Expr.Use(out));
        return new Expr.GeneratedCall(sweep.owner(), sweep.name(), arguments, result);
    }

    private static Expr tangent(Variable out, Type type) {
        return new Expr.StateField(new Expr.Use(out), TangentSweep.Callee.TANGENT, type);
    }
}
