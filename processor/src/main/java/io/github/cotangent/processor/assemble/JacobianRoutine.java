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
    private final Variable rows = Variable.generated("rows", Primitive.INT);
    private final Variable row = Variable.generated("row", Primitive.INT);
    private final List<Stmt> body = new ArrayList<>();
    /** The seeds of the reverse sweep. */
    private final List<Expr> seeds = new ArrayList<>();

    JacobianRoutine(Workshop workshop, Request request, RetainedSweeps sweeps) {
        this.workshop = workshop;
        this.request = request;
        this.sweeps = sweeps;
        this.result = sweeps.result();
        this.saved = Variable.generated("saved", sweeps.saved());
    }

    void make() {
        ReferenceType type = new ReferenceType(request.resultClass(Request.Kind.JACOBIAN));
        assign(saved, new Expr.NewState(sweeps.saved()));
        Expr value = sweeps.compute(new Expr.Use(saved));
        body.add(
                result == null
                        ? new Stmt.Perform(value, Origin.NONE)
                        : new Stmt.Assign(result, value, Origin.NONE));
        assign(retained, RetainedSweeps.retained(new Expr.Use(saved)));
        Expr output = output();
        assign(rows, output == null ? Expr.Constant.of(1) : components("count", Primitive.INT, output));
        Variable jacobian = Variable.generated("jacobian", type);
        List<Companion.Part> parts = new ArrayList<>();
        List<Stmt> filling = new ArrayList<>();
        List<Stmt> keeping = new ArrayList<>();
        Variable cotangents = Variable.generated("cotangents", sweeps.cotangents());
        for (Companion.Part part : sweeps.parts()) {
            boolean isNumber = part.type().isFloating();
            Variable column = Variable.generated(part.name() + "Rows", isNumber ? ROW : MATRIX);
            assign(column, new Expr.NewArray((ArrayType) column.type(), List.of(new Expr.Use(rows))));
            Expr found = new Expr.StateField(new Expr.Use(cotangents), part.name(), part.type());
            filling.add(new Stmt.Store(
                    new Expr.Use(column),
                    new Expr.Use(row),
                    isNumber ? found : components("of", ROW, found),
                    Origin.NONE));
            keeping.add(set(jacobian, part.name(), column));
            parts.add(new Companion.Part(part.name(), column.type()));
        }
        rows(output, cotangents, filling);
        assign(jacobian, new Expr.NewState(type));
        if (result != null) {
            body.add(set(jacobian, "value", result));
        }
        body.addAll(keeping);
        body.add(new Stmt.Return(new Expr.Use(jacobian), Origin.NONE));
        workshop.add(new Companion.ResultClass(
                type.name(),
                Companion.ResultClass.Kind.JACOBIAN,
                result == null ? null : result.type(),
                null,
                parts));
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

    /** Makes the seeds, which are zero; gives those of the output, null if it is one number. */
    private Expr output() {
        List<Expr> counted = new ArrayList<>();
        for (int i = 0; i < sweeps.seeds().size(); i++) {
            Variable of = sweeps.outputs().get(i);
            if (of.type().isFloating()) {
                seeds.add(new Expr.Constant(of.type() == Primitive.FLOAT ? "1f" : "1.0", of.type()));
                continue;
            }
            Variable seed = Variable.generated(
                    sweeps.seeds().get(i).name(), sweeps.seeds().get(i).type());
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

    /** The reverse sweeps. */
    private void rows(Expr output, Variable cotangents, List<Stmt> filling) {
        List<Expr> arguments = new ArrayList<>(List.of(new Expr.Use(saved)));
        arguments.addAll(seeds);
        arguments.add(new Expr.Use(cotangents));
        List<Stmt> each = new ArrayList<>();
        if (output != null) {
            each.add(unit("1", output));
        }
        each.add(new Stmt.Assign(cotangents, new Expr.NewState(sweeps.cotangents()), Origin.NONE));
        each.add(RetainedSweeps.restore(new Expr.Use(retained)));
        each.add(new Stmt.Perform(
                new Expr.GeneratedCall("", sweeps.reverse(), arguments, Primitive.VOID), Origin.NONE));
        each.addAll(filling);
        if (output != null) {
            each.add(unit("0", output));
        }
        assign(row, Expr.Constant.of(0));
        Expr more = new Expr.Binary(BinaryOp.LT, new Expr.Use(row), new Expr.Use(rows), Primitive.BOOLEAN);
        Expr next = new Expr.Binary(BinaryOp.ADD, new Expr.Use(row), Expr.Constant.of(1), Primitive.INT);
        Stmt update = new Stmt.Assign(row, next, Origin.NONE);
        body.add(new Stmt.Loop(new Label("rows"), more, true, new Block(each), Block.of(update), Origin.NONE));
    }

    private Stmt unit(String number, Expr output) {
        Expr constant = new Expr.Constant(number, Primitive.DOUBLE);
        return new Stmt.Perform(
                components("set", Primitive.VOID, new Expr.Use(row), constant, output), Origin.NONE);
    }

    private static Expr components(String function, Type type, Expr... operands) {
        return new Expr.RuntimeCall("Components", function, List.of(operands), type);
    }

    private void assign(Variable target, Expr value) {
        body.add(new Stmt.Assign(target, value, Origin.NONE));
    }

    private static Stmt set(Variable jacobian, String part, Variable value) {
        return new Stmt.SetStateField(new Expr.Use(jacobian), part, new Expr.Use(value), Origin.NONE);
    }
}
