package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes {@code mJacobian}: the forward sweep, then the reverse sweep once for each number in the output, with a one there and zeros
 * elsewhere. The output is what the method returns; of a void method, what it leaves in the arrays and objects it overwrites.
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
    /** The seeds of the reverse sweep. */
    private final List<Expr> seeds = new ArrayList<>();
    /** For each input the derivatives by it, one row for each number in the output. */
    private final List<Companion.Part> parts = new ArrayList<>();

    private final List<Variable> matrices = new ArrayList<>();

    JacobianRoutine(Workshop workshop, Request request, RetainedSweeps sweeps) {
        this.workshop = workshop;
        this.request = request;
        this.sweeps = sweeps;
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
            rows(output);
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

    private void rows(Expr output) {
        Variable rows = Variable.generated("rows", Primitive.INT);
        Variable row = Variable.generated("row", Primitive.INT);
        assign(rows, components("count", Primitive.INT, output));
        assign(retained, RetainedSweeps.retained(new Expr.Use(saved)));
        matrices.forEach(
                matrix -> assign(matrix, new Expr.NewArray((ArrayType) matrix.type(), List.of(new Expr.Use(rows)))));
        List<Stmt> each = new ArrayList<>();
        each.add(set(row, "1", output));
        each.add(RetainedSweeps.restore(new Expr.Use(retained)));
        sweep(each);
        for (int i = 0; i < parts.size(); i++) {
            each.add(new Stmt.Store(new Expr.Use(matrices.get(i)), new Expr.Use(row), found(i), Origin.NONE));
        }
        each.add(set(row, "0", output));
        assign(row, Expr.Constant.of(0));
        Expr more = new Expr.Binary(BinaryOp.LT, new Expr.Use(row), new Expr.Use(rows), Primitive.BOOLEAN);
        Expr next = new Expr.Binary(BinaryOp.ADD, new Expr.Use(row), Expr.Constant.of(1), Primitive.INT);
        Stmt update = new Stmt.Assign(row, next, Origin.NONE);
        body.add(new Stmt.Loop(new Label("rows"), more, true, new Block(each), Block.of(update), Origin.NONE));
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
                        Documentation.jacobian(request),
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
