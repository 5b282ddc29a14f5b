package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Effects;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Opacity;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.lower.Pipeline.Chain;
import io.github.cotangent.processor.lower.Pipeline.Operation;
import io.github.cotangent.processor.lower.Pipeline.Source;
import io.github.cotangent.processor.lower.Pipeline.Stage;
import java.util.List;

/** Evaluates what a stream evaluates when it is put together, before the first element is asked for. */
final class StreamPreparation {
    private final Lowerers all;
    private final Body body;

    StreamPreparation(Lowerers all) {
        this.all = all;
        this.body = all.body;
    }

    /** Evaluates what a chain evaluates when it is put together. */
    void prepare(Chain chain, StreamOperands operands) {
        prepare(chain.source(), operands);
        for (Stage stage : chain.stages()) {
            if (stage.operation() == Operation.LIMIT || stage.operation() == Operation.SKIP) {
                operands.add(stage.argument(), () -> size(stage.argument()));
            } else if (Streams.takesFunction(stage.operation())) {
                operands.addReceiver(stage.argument());
            }
        }
    }

    private void prepare(Source source, StreamOperands operands) {
        if (!(source.expression() instanceof MethodCallExpr call)) {
            return;
        }
        List<Expression> arguments = source.arguments();
        switch (source.origin()) {
            case ARRAY -> operands.add(call, () -> settled(all.expressions.atom(arguments.get(0)), call));
            case PART_OF_ARRAY -> part(call, operands);
            case ELEMENTS -> operands.add(call, () -> elements(arguments, new ArrayType(source.element()), call));
            case RANGE, CLOSED_RANGE ->
                arguments.forEach(
                        argument -> operands.add(argument, () -> all.expressions.atom(argument, Primitive.INT)));
            case ITERATE -> {
                operands.add(arguments.get(0), () -> all.expressions.atom(arguments.get(0), source.element()));
                arguments.subList(1, arguments.size()).forEach(operands::addReceiver);
            }
            case GENERATE -> operands.addReceiver(arguments.get(0));
            case SORTED -> {
                prepare(source.sorted(), operands);
                arguments.forEach(comparator -> operands.add(
                        comparator,
                        () -> all.expressions.atom(comparator, ContainerCalls.comparator(source.element()))));
            }
            case COLLECTION -> {
                Expression collection = call.getScope().orElseThrow();
                operands.add(collection, () -> all.expressions.atom(collection));
            }
        }
    }

    private void part(MethodCallExpr call, StreamOperands operands) {
        Expression from = call.getArgument(1);
        Expression to = call.getArgument(2);
        operands.add(call, () -> settled(all.expressions.atom(call.getArgument(0)), call));
        operands.add(from, () -> all.expressions.atom(from, Primitive.INT));
        operands.add(to, () -> {
            Expr.Atom end = all.expressions.atom(to, Primitive.INT);
            check(call, List.of(operands.get(call), operands.get(from), end));
            return end;
        });
    }

    /** Lets the JDK throw what it throws where the part is none of the array. */
    private void check(MethodCallExpr call, List<Expr> operands) {
        List<Piece> pieces = List.of(
                new Piece.TypeName(new ReferenceType("java.util.Arrays")),
                new Piece.Text(".stream("),
                new Piece.Hole(),
                new Piece.Text(", "),
                new Piece.Hole(),
                new Piece.Text(", "),
                new Piece.Hole(),
                new Piece.Text(")"));
        Expr made =
                new Expr.Opaque(pieces, operands, Primitive.VOID, Effects.IMPURE, Opacity.STREAM, body.origin(call));
        body.emit(new Stmt.Perform(made, body.origin(call)));
    }

    private Expr elements(List<Expression> arguments, ArrayType type, Node where) {
        Pending values = new Pending(body);
        arguments.forEach(argument -> values.add(() -> all.expressions.atom(argument, type.element()), argument));
        return body.keep(new Expr.ArrayLiteral(type, values.atoms()), "elements", where);
    }

    /** A reference that stays what it is while the loop runs: what a static field holds may be exchanged. */
    private Expr settled(Expr.Atom array, Node where) {
        return array instanceof Expr.Use use && use.variable().isStatic() ? body.keep(array, "array", where) : array;
    }

    /** The argument of {@code limit} and {@code skip}, checked as the JDK does. */
    private Expr size(Expression argument) {
        Type given = body.typeOf(argument).orElse(Primitive.LONG);
        boolean isLong = given == Primitive.LONG || given.isReference();
        Expr.Atom size = all.expressions.atom(argument, isLong ? Primitive.LONG : Primitive.INT);
        if (size instanceof Expr.Constant constant
                && Character.isDigit(constant.text().charAt(0))) {
            return size;
        }
        Expr negative = new Expr.Binary(BinaryOp.LT, size, Expr.Constant.of(0), Primitive.BOOLEAN);
        Expr error = new Expr.Opaque(
                List.of(
                        new Piece.Text("new IllegalArgumentException(Long.toString("),
                        new Piece.Hole(),
                        new Piece.Text("))")),
                List.of(size),
                new ReferenceType("java.lang.IllegalArgumentException"),
                Effects.IMPURE,
                Opacity.INACTIVE,
                body.origin(argument));
        Block raise = Block.of(new Stmt.Throw(error, body.origin(argument)));
        body.emit(new Stmt.If(body.keep(negative, "negative", argument), raise, Block.EMPTY, body.origin(argument)));
        return size;
    }
}
