package io.github.cotangent.processor.relower;

import io.github.cotangent.processor.ir.ArrayFunction;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** What the runtime does to the adjoints of whole arrays, as loops over their elements. */
final class ArrayLoops {
    private final Origin origin;
    private final List<Stmt> out;

    ArrayLoops(Origin origin, List<Stmt> out) {
        this.origin = origin;
        this.out = out;
    }

    /** The adjoint of an operation of the JDK that makes or writes an array. */
    void expand(String function, List<Expr> operands) {
        switch (function) {
            case "copyOf" -> copied(operands.get(0), Expr.Constant.of(0), operands.get(1));
            case "copyOfRange" -> copied(operands.get(0), operands.get(1), operands.get(2));
            case "arraycopy" -> moved(operands);
            case "fill" -> cleared(operands.get(0), operands.get(1), operands.get(2));
            default -> throw new IllegalStateException("no array operation: " + function);
        }
    }

    /** The elements of a copy add to those they come from, as far as there are such. */
    private void copied(Expr source, Expr from, Expr copy) {
        Expr left = assigned(minus(new Expr.Length(source), from));
        Expr length = assigned(new Expr.MathCall(
                "Math",
                "min",
                List.of(Primitive.INT, Primitive.INT),
                List.of(left, assigned(new Expr.Length(copy))),
                Primitive.INT));
        forEach(Expr.Constant.of(0), length, (index, body) -> {
            Expr element = element(copy, index, body);
            body.add(new Stmt.AccumulateElement(source, at(from, index, body), element, origin));
        });
    }

    /**
     * {@code System.arraycopy}: the written elements hand over what they have, all of them before one that was read receives
     * anything, since both may be the same array.
     */
    private void moved(List<Expr> operands) {
        Expr target = operands.get(2);
        Expr to = operands.get(3);
        Expr end = assigned(new Expr.Binary(BinaryOp.ADD, to, operands.get(4), Primitive.INT));
        Expr source = operands.get(0);
        boolean received = !(source instanceof Expr.Constant);
        Expr kept = received
                ? assigned(new Expr.ArrayCall(ArrayFunction.COPY_OF_RANGE, List.of(target, to, end), target.type()))
                : null;
        cleared(target, to, end);
        if (received) {
            forEach(Expr.Constant.of(0), operands.get(4), (index, body) -> {
                Expr element = element(kept, index, body);
                body.add(new Stmt.AccumulateElement(source, at(operands.get(1), index, body), element, origin));
            });
        }
    }

    /** What a range of elements has together; they are zero afterwards. */
    void sum(Variable target, List<Expr> operands) {
        Variable sum = Variable.generated(target.name(), target.type());
        out.add(new Stmt.Assign(sum, Expr.Constant.of(0.0), origin));
        forEach(operands.get(1), operands.get(2), (index, body) -> {
            Expr element = element(operands.get(0), index, body);
            boolean single = element.type() == Primitive.FLOAT;
            Expr wide = single ? assigned(new Expr.Convert(element, Primitive.DOUBLE), body) : element;
            body.add(new Stmt.Accumulate(sum, wide, origin));
        });
        cleared(operands.get(0), operands.get(1), operands.get(2));
        out.add(new Stmt.Assign(target, new Expr.Use(sum), origin));
    }

    private void cleared(Expr array, Expr from, Expr to) {
        Type element = array.type().elementType();
        out.add(new Stmt.Perform(
                new Expr.ArrayCall(
                        ArrayFunction.FILL_RANGE,
                        List.of(array, from, to, Expr.Constant.zero(element)),
                        Primitive.VOID),
                origin));
    }

    /** New zeros in the shape of an array: null for null, row by row. */
    void zeros(Variable target, Expr like) {
        Expr isNull = assigned(new Expr.Binary(BinaryOp.EQ, like, Expr.Constant.zero(like.type()), Primitive.BOOLEAN));
        List<Stmt> inner = new ArrayList<>();
        ArrayLoops loops = new ArrayLoops(origin, inner);
        Expr length = loops.assigned(new Expr.Length(like));
        inner.add(new Stmt.Assign(target, new Expr.NewArray((ArrayType) target.type(), List.of(length)), origin));
        Type element = target.type().elementType();
        if (element instanceof ArrayType) {
            loops.forEach(Expr.Constant.of(0), length, (index, body) -> {
                Variable row = Variable.temporary("row", element);
                new ArrayLoops(origin, body).zeros(row, element(like, index, body));
                body.add(new Stmt.Store(new Expr.Use(target), index, new Expr.Use(row), origin));
            });
        }
        out.add(new Stmt.If(
                isNull,
                Block.of(new Stmt.Assign(target, Expr.Constant.zero(target.type()), origin)),
                new Block(inner),
                origin));
    }

    private void forEach(Expr from, Expr to, BiConsumer<Expr, List<Stmt>> each) {
        Variable index = Variable.generated("k", Primitive.INT);
        Expr now = new Expr.Use(index);
        List<Stmt> body = new ArrayList<>();
        each.accept(now, body);
        out.add(new Stmt.Assign(index, from, origin));
        out.add(new Stmt.Loop(
                new Label("elements"),
                new Expr.Binary(BinaryOp.LT, now, to, Primitive.BOOLEAN),
                true,
                new Block(body),
                Block.of(new Stmt.Assign(
                        index, new Expr.Binary(BinaryOp.ADD, now, Expr.Constant.of(1), Primitive.INT), origin)),
                origin));
    }

    private Expr element(Expr array, Expr index, List<Stmt> body) {
        return assigned(new Expr.Load(array, index, array.type().elementType()), body);
    }

    private Expr at(Expr first, Expr index, List<Stmt> body) {
        return first.equals(Expr.Constant.of(0))
                ? index
                : assigned(new Expr.Binary(BinaryOp.ADD, first, index, Primitive.INT), body);
    }

    private static Expr minus(Expr length, Expr from) {
        return from.equals(Expr.Constant.of(0)) ? length : new Expr.Binary(BinaryOp.SUB, length, from, Primitive.INT);
    }

    private Expr assigned(Expr value) {
        return assigned(value, out);
    }

    private Expr assigned(Expr value, List<Stmt> place) {
        Variable temporary = Variable.temporary("t", value.type());
        place.add(new Stmt.Assign(temporary, value, origin));
        return new Expr.Use(temporary);
    }
}
