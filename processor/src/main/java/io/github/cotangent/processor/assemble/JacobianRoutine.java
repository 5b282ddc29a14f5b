package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final Variable saved;
    private final Variable retained = Variable.generated("retained", RetainedSweeps.RETAINED);
    private final Variable cotangents;
    private final List<Stmt> body = new ArrayList<>();
    private final boolean hasColumns;
    /** The seeds of the reverse sweep. */
    private final List<Expr> seeds = new ArrayList<>();
    /** For each input the derivatives by it, one row for each number in the output. */
    private final List<Companion.Part> parts = new ArrayList<>();

    private final List<Variable> matrices = new ArrayList<>();

    /** @param hasColumns whether {@code mJvp} is there, and may be called any number of times */
    JacobianRoutine(Workshop workshop, Request request, RetainedSweeps sweeps, boolean hasColumns) {
        this.workshop = workshop;
        this.request = request;
        this.sweeps = sweeps;
        this.hasColumns = hasColumns;
        this.result = sweeps.result();
        this.saved = Variable.generated("saved", sweeps.saved());
        this.cotangents = Variable.generated("cotangents", sweeps.cotangents());
        for (Companion.Part part : sweeps.parts()) {
            Type type = part.type().isFloating() ? ROW : MATRIX;
            parts.add(new Companion.Part(part.name(), type));
            matrices.add(Variable.generated(part.name() + "Rows", type));
        }
    }

    void make() {
        assign(saved, new Expr.NewState(sweeps.saved()));
        Expr value = sweeps.compute(new Expr.Use(saved));
        if (result == null) {
            body.add(new Stmt.Perform(value, Origin.NONE));
        } else {
            assign(result, value);
        }
        Expr output = output();
        if (output == null) {
            onlyRow();
        } else {
            matrix(output);
        }
        deliver();
    }

    /** Makes the seeds, which are zero; gives those of the output, null if it is one number: that has the seed one. */
    private Expr output() {
        List<Expr> counted = new ArrayList<>();
        for (int i = 0; i < sweeps.seeds().size(); i++) {
            Variable of = sweeps.outputs().get(i);
            if (of.type().isFloating()) {
                seeds.add(new Expr.Constant(of.type() == Primitive.FLOAT ? "1f" : "1.0", of.type()));
                continue;
            }
            Variable given = sweeps.seeds().get(i);
            Variable seed = Variable.generated(given.name(), given.type());
            assign(seed, sweeps.zeros(new Expr.Use(of)));
            seeds.add(new Expr.Use(seed));
            if (result == null || of == result) {
                counted.add(new Expr.Use(seed));
            }
        }
        if (counted.size() < 2) {
            return counted.isEmpty() ? null : counted.get(0);
        }
        Variable all = Variable.generated("outputs", new ArrayType(ReferenceType.OBJECT));
        assign(all, new Expr.ArrayLiteral((ArrayType) all.type(), counted));
        return new Expr.Use(all);
    }

    private void onlyRow() {
        sweep(body);
        for (int i = 0; i < parts.size(); i++) {
            ArrayType type = (ArrayType) matrices.get(i).type();
            assign(matrices.get(i), new Expr.ArrayLiteral(type, List.of(found(i))));
        }
    }

    private void matrix(Expr output) {
        Variable rows = Variable.generated("rows", Primitive.INT);
        assign(rows, components("count", Primitive.INT, output));
        List<Stmt> byRows = rows(rows, output);
        if (!hasColumns) {
            body.addAll(byRows);
            return;
        }
        Variable directions = Variable.generated("directions", DirectionCalls.DIRECTIONS);
        body.addAll(directions(directions));
        Expr fewer = new Expr.Binary(BinaryOp.LT, size(directions), new Expr.Use(rows), Primitive.BOOLEAN);
        Variable isWide = Variable.temporary("byColumns", Primitive.BOOLEAN);
        assign(isWide, fewer);
        body.add(new Stmt.If(
                new Expr.Use(isWide), new Block(columns(directions, rows)), new Block(byRows), Origin.NONE));
    }

    private List<Stmt> rows(Variable rows, Expr output) {
        List<Stmt> out = new ArrayList<>();
        Variable row = Variable.generated("row", Primitive.INT);
        out.add(new Stmt.Assign(retained, RetainedSweeps.retained(new Expr.Use(saved)), Origin.NONE));
        for (Variable matrix : matrices) {
            Expr empty = new Expr.NewArray((ArrayType) matrix.type(), List.of(new Expr.Use(rows)));
            out.add(new Stmt.Assign(matrix, empty, Origin.NONE));
        }
        List<Stmt> each = new ArrayList<>();
        each.add(set(row, "1", output));
        each.add(RetainedSweeps.restore(new Expr.Use(retained)));
        sweep(each);
        for (int i = 0; i < parts.size(); i++) {
            each.add(new Stmt.Store(new Expr.Use(matrices.get(i)), new Expr.Use(row), found(i), Origin.NONE));
        }
        each.add(set(row, "0", output));
        out.addAll(DirectionCalls.count("rows", row, new Expr.Use(rows), each));
        return out;
    }

    /** Makes zeros in the shapes of the inputs, which become the unit directions. */
    private List<Stmt> directions(Variable directions) {
        List<Stmt> out = new ArrayList<>();
        Map<Variable, Variable> followed = new LinkedHashMap<>();
        List<Expr> zeros = new ArrayList<>();
        Method method = request.method();
        List<Expr> inputs = new ArrayList<>();
        request.inputs().forEach(i -> inputs.add(new Expr.Use(method.parameters().get(i))));
        List<Expr> fields = new ArrayList<>();
        request.fields()
                .forEach(field -> fields.add(
                        new Expr.Field(new Expr.Use(method.parameters().get(0)), field, field.type())));
        inputs.addAll(request.fieldPosition(), fields);
        for (int i = 0; i < inputs.size(); i++) {
            Companion.Part part = sweeps.parts().get(i);
            if (part.type().isFloating()) {
                zeros.add(inputs.get(i));
                continue;
            }
            Variable original = inputs.get(i) instanceof Expr.Use use
                    ? use.variable()
                    : Variable.generated(part.name(), inputs.get(i).type());
            if (!(inputs.get(i) instanceof Expr.Use)) {
                out.add(new Stmt.Assign(original, inputs.get(i), Origin.NONE));
            }
            Variable zero = Variable.generated(part.name() + "Dot", part.type());
            followed.put(original, zero);
            zeros.add(new Expr.Use(zero));
        }
        CotangentPlaces.zeros(followed, sweeps::zeros, out);
        Expr in = new Expr.RuntimeCall(
                "Directions", "in", DirectionCalls.variable(zeros), DirectionCalls.DIRECTIONS);
        out.add(new Stmt.Assign(directions, in, Origin.NONE));
        return out;
    }

    private List<Stmt> columns(Variable directions, Variable rows) {
        List<Stmt> out = new ArrayList<>();
        Variable columns = Variable.generated("columns", MATRIX);
        Variable column = Variable.generated("column", Primitive.INT);
        out.add(new Stmt.Assign(columns, new Expr.NewArray(MATRIX, List.of(size(directions))), Origin.NONE));
        ReferenceType pair = new ReferenceType(request.resultClass(Request.Kind.JVP));
        Variable jvp = Variable.generated("jvp", pair);
        List<Expr> arguments = new ArrayList<>();
        request.method().parameters().forEach(parameter -> arguments.add(new Expr.Use(parameter)));
        arguments.addAll(DirectionCalls.all(sweeps.parts(), directions));
        Expr call = new Expr.GeneratedCall("", request.prefix() + Request.Kind.JVP.suffix(), arguments, pair);
        Expr tangent = new Expr.StateField(new Expr.Use(jvp), "tangent", sweeps.tangent());
        List<Stmt> each = List.of(
                new Stmt.Perform(
                        DirectionCalls.of(directions, "turn", Primitive.VOID, new Expr.Use(column)), Origin.NONE),
                new Stmt.Assign(jvp, call, Origin.NONE),
                new Stmt.Store(
                        new Expr.Use(columns), new Expr.Use(column), components("copy", ROW, tangent), Origin.NONE));
        out.addAll(DirectionCalls.count("columns", column, size(directions), each));
        for (int i = 0; i < parts.size(); i++) {
            Expr place = Expr.Constant.of(i);
            Expr found = parts.get(i).type().equals(ROW)
                    ? DirectionCalls.of(directions, "column", ROW, place, new Expr.Use(columns))
                    : DirectionCalls.of(
                            directions, "rows", MATRIX, place, new Expr.Use(columns), new Expr.Use(rows));
            out.add(new Stmt.Assign(matrices.get(i), found, Origin.NONE));
        }
        return out;
    }

    private static Expr size(Variable directions) {
        return DirectionCalls.of(directions, "size", Primitive.INT);
    }

    /** One reverse sweep. */
    private void sweep(List<Stmt> out) {
        List<Expr> arguments = new ArrayList<>(List.of(new Expr.Use(saved)));
        arguments.addAll(seeds);
        arguments.add(new Expr.Use(cotangents));
        Expr call = new Expr.GeneratedCall("", sweeps.reverse(), arguments, Primitive.VOID);
        out.add(new Stmt.Assign(cotangents, new Expr.NewState(sweeps.cotangents()), Origin.NONE));
        out.add(new Stmt.Perform(call, Origin.NONE));
    }

    /** What it has found for an input: a number or a row of numbers. */
    private Expr found(int input) {
        Companion.Part part = sweeps.parts().get(input);
        Expr found = new Expr.StateField(new Expr.Use(cotangents), part.name(), part.type());
        return part.type().isFloating() ? found : components("of", ROW, found);
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
