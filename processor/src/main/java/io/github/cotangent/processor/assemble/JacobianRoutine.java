package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.Repetition;
import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.ObjectCall;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes {@code mJacobian}: the forward sweep, then the reverse sweep once for each number in the output, with a one there and zeros
 * elsewhere. The output is what the method returns; of a void method, what it leaves in the arrays and objects it overwrites.
 *
 * <p>Where there are fewer numbers in the inputs than in the output, which shows when the method has run, and nobody notices that it
 * runs again, it is the tangent sweep once for each number in the inputs instead.
 */
final class JacobianRoutine {
    private static final ArrayType ROW = new ArrayType(Primitive.DOUBLE);
    private static final ArrayType MATRIX = new ArrayType(ROW);

    private final Workshop workshop;
    private final Request request;
    private final RetainedSweeps sweeps;
    private final Variable result;
    private final RowSweeps byRows;
    private final List<Stmt> body = new ArrayList<>();
    private boolean hasColumns;
    /** What finds several columns at once; empty where it is one by one. */
    private Optional<String> several = Optional.empty();

    /** For each input the derivatives by it, one row for each number in the output. */
    private final List<Companion.Part> parts = new ArrayList<>();

    private final List<Variable> matrices = new ArrayList<>();

    JacobianRoutine(Workshop workshop, Request request, RetainedSweeps sweeps) {
        this.workshop = workshop;
        this.request = request;
        this.sweeps = sweeps;
        this.result = sweeps.result();
        this.byRows = new RowSweeps(sweeps);
        for (Companion.Part part : sweeps.parts()) {
            Type type = part.type().isFloating() ? ROW : MATRIX;
            parts.add(new Companion.Part(part.name(), type));
            matrices.add(Variable.generated(part.name() + "Rows", type));
        }
    }

    void make() {
        if (request.isSparse()) {
            sparse();
            return;
        }
        hasColumns = hasColumns();
        body.addAll(byRows.forward());
        Expr output = byRows.output(body);
        if (output == null) {
            onlyRow();
        } else {
            matrix(output);
        }
        deliver();
    }

    private void sparse() {
        if (!isRepeatable()) {
            String name = request.method().id().name();
            workshop.report(List.of(new Problem(
                    Code.COT006,
                    request.method().id().owner(),
                    request.method().origin(),
                    "JACOBIAN with sparse runs " + name
                            + " more than once, and it does more than to compute its result",
                    "Leave out sparse, or return the result and let another method do the rest")));
            return;
        }
        if (!request.kinds().contains(Request.Kind.JVP)) {
            new TangentRoutines(workshop).jvp(request);
        }
        new PatternRoutine(workshop, request).make(sweeps.parts());
        new SparseRoutines(workshop, request).jacobian(sweeps);
    }

    /** Whether it can be made of products with directions; makes what gives these. */
    private boolean hasColumns() {
        if (result == null || result.type().isFloating() || !isRepeatable()) {
            return false;
        }
        Workshop.Mark mark = workshop.mark();
        several = new JacobianColumnsRoutine(workshop, request).make(HessianRoutine.LANES);
        if (!workshop.settle(mark).isEmpty()) {
            return false;
        }
        if (several.isPresent() || request.kinds().contains(Request.Kind.JVP)) {
            return true;
        }
        mark = workshop.mark();
        new TangentRoutines(workshop).jvp(request);
        return workshop.settle(mark).isEmpty();
    }

    private boolean isRepeatable() {
        return Repetition.isUnnoticed(request.method(), workshop.program(), workshop.summaries());
    }

    private void onlyRow() {
        body.addAll(byRows.sweep());
        for (int i = 0; i < parts.size(); i++) {
            ArrayType type = (ArrayType) matrices.get(i).type();
            assign(matrices.get(i), new Expr.ArrayLiteral(type, List.of(found(i))));
        }
    }

    private void matrix(Expr output) {
        Variable rows = Variable.generated("rows", Primitive.INT);
        assign(rows, components("count", Primitive.INT, output));
        if (!hasColumns) {
            body.addAll(rows(rows, output));
            return;
        }
        Variable directions = Variable.generated("directions", DirectionCalls.DIRECTIONS);
        body.addAll(new InputZeros(request, sweeps.parts(), sweeps::zeros).directions(directions));
        Expr fewer = new Expr.Binary(BinaryOp.LT, size(directions), new Expr.Use(rows), Primitive.BOOLEAN);
        Variable byColumns = Variable.temporary("byColumns", Primitive.BOOLEAN);
        assign(byColumns, fewer);
        body.add(new Stmt.If(
                new Expr.Use(byColumns),
                new Block(columns(directions, rows)),
                new Block(rows(rows, output)),
                Origin.NONE));
    }

    private List<Stmt> rows(Variable rows, Expr output) {
        List<Stmt> out = new ArrayList<>();
        Variable row = Variable.generated("row", Primitive.INT);
        out.add(byRows.retain());
        for (Variable matrix : matrices) {
            Expr empty = new Expr.NewArray((ArrayType) matrix.type(), List.of(new Expr.Use(rows)));
            out.add(new Stmt.Assign(matrix, empty, Origin.NONE));
        }
        List<Stmt> each = new ArrayList<>();
        each.add(set(row, "1", output));
        each.add(byRows.restore());
        each.addAll(byRows.sweep());
        for (int i = 0; i < parts.size(); i++) {
            each.add(new Stmt.Store(new Expr.Use(matrices.get(i)), new Expr.Use(row), found(i), Origin.NONE));
        }
        each.add(set(row, "0", output));
        out.addAll(DirectionCalls.count("rows", row, new Expr.Use(rows), each));
        return out;
    }

    private List<Stmt> columns(Variable directions, Variable rows) {
        List<Stmt> out = new ArrayList<>();
        Variable columns = Variable.generated("columns", MATRIX);
        Variable column = Variable.generated("column", Primitive.INT);
        out.add(new Stmt.Assign(columns, new Expr.NewArray(MATRIX, List.of(size(directions))), Origin.NONE));
        if (several.isPresent()) {
            out.addAll(several(several.get(), directions, columns, column));
        } else {
            out.addAll(DirectionCalls.count("columns", column, size(directions), one(directions, columns, column)));
        }
        for (int i = 0; i < parts.size(); i++) {
            Expr place = Expr.Constant.of(i);
            Expr found = parts.get(i).type().equals(ROW)
                    ? ObjectCall.of(directions, "column", ROW, place, new Expr.Use(columns))
                    : ObjectCall.of(directions, "rows", MATRIX, place, new Expr.Use(columns), new Expr.Use(rows));
            out.add(new Stmt.Assign(matrices.get(i), found, Origin.NONE));
        }
        return out;
    }

    private List<Stmt> several(String function, Variable directions, Variable columns, Variable column) {
        List<Stmt> out = new ArrayList<>();
        List<Stmt> each = new ArrayList<>();
        List<Expr> arguments = arguments();
        for (int lane = 0; lane < HessianRoutine.LANES; lane++) {
            Variable turned = directions;
            if (lane > 0) {
                turned = Variable.generated("directions", DirectionCalls.DIRECTIONS);
                out.addAll(new InputZeros(request, sweeps.parts(), sweeps::zeros).directions(turned));
            }
            Expr index = new Expr.Binary(BinaryOp.ADD, new Expr.Use(column), Expr.Constant.of(lane), Primitive.INT);
            Expr place = lane == 0 ? new Expr.Use(column) : index;
            each.add(new Stmt.Perform(ObjectCall.of(turned, "turn", Primitive.VOID, place), Origin.NONE));
            arguments.addAll(DirectionCalls.all(sweeps.parts(), turned));
        }
        Expr found = new Expr.GeneratedCall("", function, arguments, MATRIX);
        List<Expr> placing = List.of(found, new Expr.Use(column), new Expr.Use(columns));
        each.add(new Stmt.Perform(new Expr.RuntimeCall("Directions", "place", placing, Primitive.VOID), Origin.NONE));
        out.addAll(DirectionCalls.count("columns", column, size(directions), HessianRoutine.LANES, each));
        return out;
    }

    private List<Expr> arguments() {
        List<Expr> arguments = new ArrayList<>();
        request.method().parameters().forEach(parameter -> arguments.add(new Expr.Use(parameter)));
        return arguments;
    }

    private List<Stmt> one(Variable directions, Variable columns, Variable column) {
        ReferenceType pair = new ReferenceType(request.resultClass(Request.Kind.JVP));
        Variable jvp = Variable.generated("jvp", pair);
        List<Expr> arguments = arguments();
        arguments.addAll(DirectionCalls.all(sweeps.parts(), directions));
        Expr call = new Expr.GeneratedCall("", request.prefix() + Request.Kind.JVP.suffix(), arguments, pair);
        Expr tangent = new Expr.StateField(new Expr.Use(jvp), "tangent", sweeps.tangent());
        return List.of(
                new Stmt.Perform(ObjectCall.of(directions, "turn", Primitive.VOID, new Expr.Use(column)), Origin.NONE),
                new Stmt.Assign(jvp, call, Origin.NONE),
                new Stmt.Store(
                        new Expr.Use(columns), new Expr.Use(column), components("copy", ROW, tangent), Origin.NONE));
    }

    private static Expr size(Variable directions) {
        return ObjectCall.of(directions, "size", Primitive.INT);
    }

    /** What it has found for an input: a number or a row of numbers. */
    private Expr found(int input) {
        Expr found = byRows.found(input);
        return found.type().isFloating() ? found : components("of", ROW, found);
    }

    private void deliver() {
        ReferenceType type = new ReferenceType(request.resultClass(Request.Kind.JACOBIAN));
        Variable jacobian = Variable.generated("jacobian", type);
        assign(jacobian, new Expr.NewState(type));
        if (result != null) {
            body.add(new Stmt.SetStateField(new Expr.Use(jacobian), "value", new Expr.Use(result), Origin.NONE));
        }
        for (int i = 0; i < parts.size(); i++) {
            Expr matrix = new Expr.Use(matrices.get(i));
            body.add(new Stmt.SetStateField(new Expr.Use(jacobian), parts.get(i).name(), matrix, Origin.NONE));
        }
        body.add(new Stmt.Return(new Expr.Use(jacobian), Origin.NONE));
        workshop.add(new Companion.ResultClass(
                type.name(), Companion.ResultClass.Kind.JACOBIAN, result == null ? null : result.type(), null, parts));
        Method method = request.method();
        workshop.add(new Routine(
                        request.prefix() + Request.Kind.JACOBIAN.suffix(),
                        Documentation.jacobian(request, hasColumns),
                        true,
                        method.parameters(),
                        type,
                        new Block(body),
                        Set.of())
                .throwing(method.thrown()));
    }

    private static Stmt set(Variable index, String number, Expr output) {
        Expr constant = new Expr.Constant(number, Primitive.DOUBLE);
        return new Stmt.Perform(components("set", Primitive.VOID, new Expr.Use(index), constant, output), Origin.NONE);
    }

    private static Expr components(String function, Type type, Expr... operands) {
        return new Expr.RuntimeCall("Components", function, List.of(operands), type);
    }

    private void assign(Variable target, Expr value) {
        body.add(new Stmt.Assign(target, value, Origin.NONE));
    }
}
