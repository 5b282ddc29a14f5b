package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import io.github.cotangent.processor.ir.ArrayFunction;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.ContainerType;
import io.github.cotangent.processor.ir.Effects;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Opacity;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.UnaryOp;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.lower.Pipeline.Chain;
import io.github.cotangent.processor.lower.Pipeline.Operation;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * Writes a stream with its result: what is kept from one element to the next, the loop, and what is made of it in the end.
 *
 * <p>The JDK adds floating numbers with more digits than they have. The value comes from the JDK's own summation; for the
 * derivative the numbers are added up as well, in a variable of which only the derivative is needed.
 */
final class StreamResults {
    private static final ReferenceType STATISTICS = new ReferenceType("java.util.DoubleSummaryStatistics");
    private static final int FIRST_SIZE = 16;

    private final Lowerers all;
    private final Body body;

    StreamResults(Lowerers all) {
        this.all = all;
        this.body = all.body;
    }

    /** The value of the stream; null if it has none. */
    Expr lower(Pipeline pipeline) {
        MethodCallExpr e = pipeline.terminal();
        Type element = pipeline.chain().element();
        StreamOperands operands = new StreamOperands(all);
        all.streamPreparation.prepare(pipeline.chain(), operands);
        Loop loop = (goOn, placed, sink) -> all.streamLoops.run(pipeline.chain(), operands, goOn, placed, sink);
        return switch (e.getNameAsString()) {
            case "sum" -> element == Primitive.DOUBLE ? sum(loop, e) : plainSum(loop, element, e);
            case "average" -> average(loop, element, pipeline);
            case "max", "min" ->
                Streams.comparesElements(e)
                        ? extreme(loop, element, operands, pipeline)
                        : extreme(loop, element, pipeline);
            case "reduce" -> reduce(loop, element, operands, pipeline);
            case "count" -> count(loop, e);
            case "toArray" -> toArray(loop, operands, pipeline);
            case "anyMatch", "noneMatch" -> anyMatch(loop, operands, e);
            case "allMatch" -> allMatch(loop, operands, e);
            case "toList", "collect" -> toList(loop, e);
            case "findFirst" -> findFirst(loop, element, pipeline);
            default -> forEach(loop, operands, e);
        };
    }

    /** Runs the loop of a stream. */
    private interface Loop {
        void run(List<Expr> goOn, boolean placed, StreamLoops.Sink sink);

        default void run(StreamLoops.Sink sink) {
            run(List.of(), false, sink);
        }
    }

    private Variable start(String name, Expr value, Node where) {
        Variable variable = Variable.generated(name, value.type());
        body.assign(variable, value, where);
        return variable;
    }

    private void add(Variable sum, Expr term, Node where) {
        body.assign(sum, new Expr.Binary(BinaryOp.ADD, new Expr.Use(sum), term, sum.type()), where);
    }

    // ---- sums

    /** The numbers of a stream: the JDK's own statistics, and the plain sum, which has the derivative. */
    private record Sum(Expr.Use statistics, Variable plain) {}

    private Sum collect(Loop loop, Node where) {
        Expr made = opaque(
                List.of(new Piece.Text("new "), new Piece.TypeName(STATISTICS), new Piece.Text("()")),
                List.of(),
                STATISTICS,
                where);
        Expr.Use statistics = body.keep(made, "statistics", where);
        Variable plain = start("sum", Expr.Constant.of(0.0), where);
        loop.run((element, place) -> {
            Expr.Atom term = body.atom(element, "term", where);
            Expr value = body.keep(new Expr.Refined(term, Expr.Constant.of(0.0)), "value", where);
            Expr accepted = opaque(
                    List.of(new Piece.Hole(), new Piece.Text(".accept("), new Piece.Hole(), new Piece.Text(")")),
                    List.of(statistics, value),
                    Primitive.VOID,
                    where);
            body.emit(new Stmt.Perform(accepted, body.origin(where)));
            add(plain, term, where);
        });
        return new Sum(statistics, plain);
    }

    private Expr asked(Sum sum, String question, Type type, Node where) {
        Expr answer = opaque(
                List.of(new Piece.Hole(), new Piece.Text("." + question + "()")),
                List.of(sum.statistics()),
                type,
                where);
        return body.keep(answer, "exact", where);
    }

    private Expr opaque(List<Piece> pieces, List<Expr> operands, Type type, Node where) {
        return new Expr.Opaque(pieces, operands, type, Effects.IMPURE, Opacity.STREAM, body.origin(where));
    }

    private Expr sum(Loop loop, Node where) {
        Sum sum = collect(loop, where);
        Expr exact = asked(sum, "getSum", Primitive.DOUBLE, where);
        return body.keep(new Expr.Refined(exact, new Expr.Use(sum.plain())), "total", where);
    }

    private Expr plainSum(Loop loop, Type type, Node where) {
        Variable sum = start("sum", Expr.Constant.zero(type), where);
        loop.run((element, place) -> add(sum, element, where));
        return new Expr.Use(sum);
    }

    private Expr average(Loop loop, Type element, Pipeline pipeline) {
        Node where = pipeline.terminal();
        if (element != Primitive.DOUBLE) {
            Variable sum = start("sum", Expr.Constant.zero(Primitive.LONG), where);
            Variable count = start("count", Expr.Constant.zero(Primitive.LONG), where);
            loop.run((each, place) -> {
                add(sum, all.conversions.to(each, Primitive.LONG, false, where), where);
                add(count, Expr.Constant.of(1), where);
            });
            Expr total = new Expr.Convert(new Expr.Use(sum), Primitive.DOUBLE);
            Expr mean = new Expr.Binary(BinaryOp.DIV, total, new Expr.Use(count), Primitive.DOUBLE);
            return unwrapped(
                    pipeline, isPositive(new Expr.Use(count)), () -> body.keep(mean, "mean", where), Primitive.DOUBLE);
        }
        Sum sum = collect(loop, where);
        Expr count = asked(sum, "getCount", Primitive.LONG, where);
        return unwrapped(
                pipeline,
                isPositive(count),
                () -> {
                    Expr number = body.keep(new Expr.Convert(count, Primitive.DOUBLE), "count", where);
                    Expr mean = body.keep(
                            new Expr.Binary(BinaryOp.DIV, new Expr.Use(sum.plain()), number, Primitive.DOUBLE),
                            "mean",
                            where);
                    return new Expr.Refined(asked(sum, "getAverage", Primitive.DOUBLE, where), mean);
                },
                Primitive.DOUBLE);
    }

    private static Expr isPositive(Expr count) {
        return new Expr.Binary(BinaryOp.GT, count, Expr.Constant.of(0), Primitive.BOOLEAN);
    }

    private Expr count(Loop loop, Node where) {
        Variable count = start("count", Expr.Constant.zero(Primitive.LONG), where);
        loop.run((element, place) -> {
            body.atom(element, "element", where);
            add(count, Expr.Constant.of(1), where);
        });
        return new Expr.Use(count);
    }

    // ---- one of the elements, or what they are combined to

    private Expr extreme(Loop loop, Type element, Pipeline pipeline) {
        String function = pipeline.terminal().getNameAsString();
        return folded(
                loop,
                element,
                pipeline,
                (best, each) ->
                        new Expr.MathCall("Math", function, List.of(element, element), List.of(best, each), element));
    }

    /** The one that a comparator puts before all others; of equal ones the JDK takes the first. */
    private Expr extreme(Loop loop, Type element, StreamOperands operands, Pipeline pipeline) {
        MethodCallExpr e = pipeline.terminal();
        Expression comparator = e.getArgument(0);
        operands.add(comparator, () -> all.expressions.atom(comparator, ContainerCalls.comparator(element)));
        BinaryOp keeps = e.getNameAsString().equals("max") ? BinaryOp.GE : BinaryOp.LE;
        Expr.Atom order = operands.get(comparator);
        all.functionObjects.requirePresent(order, comparator);
        return folded(loop, element, pipeline, (best, each) -> {
            Expr compared = new Expr.Opaque(
                    List.of(
                            new Piece.Hole(),
                            new Piece.Text(".compare("),
                            new Piece.Hole(),
                            new Piece.Text(", "),
                            new Piece.Hole(),
                            new Piece.Text(")")),
                    List.of(order, best, each),
                    Primitive.INT,
                    Effects.IMPURE,
                    Opacity.STREAM,
                    body.origin(e));
            Expr.Use outcome = body.keep(compared, "compared", e);
            Expr stays = body.keep(new Expr.Binary(keeps, outcome, Expr.Constant.of(0), Primitive.BOOLEAN), "stays", e);
            Variable chosen = Body.merged("chosen", element);
            Sequence then = body.collect(() -> body.assign(chosen, best, e));
            Sequence otherwise = body.collect(() -> body.assign(chosen, each, e));
            body.emit(new Stmt.If(stays, then.block(), otherwise.block(), body.origin(e)), then, otherwise);
            return new Expr.Use(chosen);
        });
    }

    private Expr reduce(Loop loop, Type element, StreamOperands operands, Pipeline pipeline) {
        MethodCallExpr e = pipeline.terminal();
        Expression function = e.getArguments().getLast().orElseThrow();
        if (e.getArguments().size() == 2) {
            operands.add(e.getArgument(0), () -> all.expressions.atom(e.getArgument(0), element));
        }
        operands.addReceiver(function);
        BinaryOperator<Expr> combined =
                (a, b) -> all.functions.call(function, operands.receiver(function), List.of(a, b), element);
        if (e.getArguments().size() == 1) {
            return folded(loop, element, pipeline, combined);
        }
        Variable result = Variable.generated("reduced", element);
        body.assign(result, operands.get(e.getArgument(0)), e);
        loop.run((each, place) -> {
            Expr.Atom next = body.atom(each, "element", e);
            body.assign(result, combined.apply(new Expr.Use(result), next), e);
        });
        return new Expr.Use(result);
    }

    /** Combines the elements two by two, from the first on. */
    private Expr folded(Loop loop, Type element, Pipeline pipeline, BinaryOperator<Expr> combined) {
        MethodCallExpr where = pipeline.terminal();
        Variable any = start("any", Expr.Constant.FALSE, where);
        Variable result = start(where.getNameAsString(), nothing(element), where);
        loop.run(List.of(), true, (each, place) -> {
            Expr.Atom next = body.atom(each, "element", where);
            Expr isFirst = place == null
                    ? new Expr.Unary(UnaryOp.NOT, new Expr.Use(any), Primitive.BOOLEAN)
                    : new Expr.Binary(BinaryOp.EQ, place, Expr.Constant.of(0), Primitive.BOOLEAN);
            Expr first = body.keep(isFirst, "first", where);
            Sequence then = body.collect(() -> body.assign(result, next, where));
            Sequence otherwise =
                    body.collect(() -> body.assign(result, combined.apply(new Expr.Use(result), next), where));
            body.emit(new Stmt.If(first, then.block(), otherwise.block(), body.origin(where)), then, otherwise);
            body.assign(any, Expr.Constant.TRUE, where);
        });
        return unwrapped(pipeline, new Expr.Use(any), () -> present(result, where), element);
    }

    private static Expr nothing(Type type) {
        return type instanceof Primitive ? Expr.Constant.zero(type) : new Expr.Constant("null", type);
    }

    /** What goes into an optional value, which is never null. */
    private Expr present(Variable value, Node where) {
        if (!(value.type() instanceof Primitive)) {
            all.functionObjects.requirePresent(new Expr.Use(value), where);
        }
        return new Expr.Use(value);
    }

    private Expr findFirst(Loop loop, Type element, Pipeline pipeline) {
        Node where = pipeline.terminal();
        Variable any = start("any", Expr.Constant.FALSE, where);
        Variable first = start("first", nothing(element), where);
        loop.run(List.of(not(any)), false, (each, place) -> {
            body.assign(first, each, where);
            body.assign(any, Expr.Constant.TRUE, where);
        });
        return unwrapped(pipeline, new Expr.Use(any), () -> present(first, where), element);
    }

    private static Expr not(Variable flag) {
        return new Expr.Unary(UnaryOp.NOT, new Expr.Use(flag), Primitive.BOOLEAN);
    }

    /** The value of an optional result, which the stream has if there was an element. */
    private Expr unwrapped(Pipeline pipeline, Expr present, Supplier<Expr> value, Type type) {
        MethodCallExpr e = pipeline.unwrapping().orElseThrow();
        Expression argument = e.getArguments().isEmpty() ? null : e.getArgument(0);
        Expr.Atom other = e.getNameAsString().equals("orElse") ? all.expressions.atom(argument, type) : null;
        Expr.Atom test = body.atom(present, "present", e);
        Variable result = Body.merged("result", type);
        Sequence then = body.collect(() -> body.assign(result, value.get(), e));
        Sequence otherwise = body.collect(() -> {
            if (other != null) {
                body.assign(result, other, e);
            } else if (argument == null) {
                body.emit(new Stmt.Throw(noElement(e), body.origin(e)));
            } else if (e.getNameAsString().equals("orElseGet")) {
                body.assign(result, all.functions.call(argument, null, List.of(), type), e);
            } else {
                Node thrown = ((LambdaExpr) Expressions.strip(argument)).getBody();
                all.statements.thrown(((ExpressionStmt) thrown).getExpression(), argument);
            }
        });
        body.emit(new Stmt.If(test, then.block(), otherwise.block(), body.origin(e)), then, otherwise);
        return new Expr.Use(result);
    }

    private Expr noElement(Node where) {
        ReferenceType type = new ReferenceType("java.util.NoSuchElementException");
        return opaque(
                List.of(new Piece.Text("new "), new Piece.TypeName(type), new Piece.Text("(\"No value present\")")),
                List.of(),
                type,
                where);
    }

    // ---- matches and effects

    private Expr anyMatch(Loop loop, StreamOperands operands, MethodCallExpr e) {
        Variable found = start("found", Expr.Constant.FALSE, e);
        match(loop, operands, e, found, not(found));
        return e.getNameAsString().equals("anyMatch") ? new Expr.Use(found) : not(found);
    }

    private Expr allMatch(Loop loop, StreamOperands operands, MethodCallExpr e) {
        Variable matching = start("matching", Expr.Constant.TRUE, e);
        match(loop, operands, e, matching, new Expr.Use(matching));
        return new Expr.Use(matching);
    }

    private void match(Loop loop, StreamOperands operands, MethodCallExpr e, Variable outcome, Expr goOn) {
        Expression predicate = e.getArgument(0);
        operands.addReceiver(predicate);
        loop.run(List.of(goOn), false, (each, place) -> {
            Expr.Atom element = body.atom(each, "element", e);
            body.assign(
                    outcome,
                    all.functions.call(predicate, operands.receiver(predicate), List.of(element), Primitive.BOOLEAN),
                    e);
        });
    }

    private Expr forEach(Loop loop, StreamOperands operands, MethodCallExpr e) {
        Expression action = e.getArgument(0);
        operands.addReceiver(action);
        loop.run((each, place) -> all.functions.call(action, operands.receiver(action), List.of(each), Primitive.VOID));
        return null;
    }

    // ---- lists and arrays

    private Expr toList(Loop loop, MethodCallExpr e) {
        Type element = ((ContainerType) body.typeOf(e).orElseThrow()).element();
        Expr.Use list = all.containerCalls.list(element, e);
        loop.run((each, place) -> {
            List<Expr> added = List.of(body.atom(each, "element", e));
            Expr add = all.containerCalls.ask(list, "add", added, Primitive.BOOLEAN);
            body.emit(new Stmt.Perform(add, body.origin(e)));
        });
        boolean changes = e.getArguments().isNonEmpty()
                && e.getArgument(0) instanceof MethodCallExpr collector
                && collector.getNameAsString().equals("toList");
        return changes ? list : all.containerCalls.unmodifiable(list, element);
    }

    private Expr toArray(Loop loop, StreamOperands operands, Pipeline pipeline) {
        Chain chain = pipeline.chain();
        Node where = pipeline.terminal();
        ArrayType type = new ArrayType(chain.element());
        Expr bound = bound(chain, operands, where);
        Expr size = bound == null ? Expr.Constant.of(FIRST_SIZE) : body.atom(bound, "size", where);
        Variable values = Variable.generated("values", type);
        body.assign(values, new Expr.NewArray(type, List.of(size)), where);
        Expr array = new Expr.Use(values);
        if (chain.isSized()) {
            loop.run(
                    List.of(),
                    true,
                    (each, place) -> body.emit(
                            new Stmt.Store(array, place, body.atom(each, "element", where), body.origin(where))));
            return array;
        }
        Variable count = start("count", Expr.Constant.of(0), where);
        loop.run((each, place) -> {
            Expr.Atom element = body.atom(each, "element", where);
            if (bound == null) {
                grow(values, count, where);
            }
            body.emit(new Stmt.Store(array, new Expr.Use(count), element, body.origin(where)));
            add(count, Expr.Constant.of(1), where);
        });
        return new Expr.ArrayCall(ArrayFunction.COPY_OF, List.of(array, new Expr.Use(count)), type);
    }

    private void grow(Variable values, Variable count, Node where) {
        Expr full = body.keep(
                new Expr.Binary(
                        BinaryOp.EQ, new Expr.Use(count), new Expr.Length(new Expr.Use(values)), Primitive.BOOLEAN),
                "full",
                where);
        Sequence longer = body.collect(() -> {
            Expr twice = body.keep(
                    new Expr.Binary(BinaryOp.MUL, Expr.Constant.of(2), new Expr.Use(count), Primitive.INT),
                    "size",
                    where);
            body.assign(
                    values,
                    new Expr.ArrayCall(ArrayFunction.COPY_OF, List.of(new Expr.Use(values), twice), values.type()),
                    where);
        });
        body.emit(new Stmt.If(full, longer.block(), Block.EMPTY, body.origin(where)), longer);
    }

    /** The greatest number of elements there can be; null if it is not known. */
    private Expr bound(Chain chain, StreamOperands operands, Node where) {
        List<Expression> arguments = chain.source().arguments();
        if (chain.has(Operation.FLAT_MAP)) {
            return null;
        }
        Expr length = switch (chain.source().origin()) {
            case ARRAY, ELEMENTS -> new Expr.Length(operands.get(chain.source().expression()));
            case PART_OF_ARRAY -> difference(operands.get(arguments.get(2)), operands.get(arguments.get(1)));
            case RANGE, CLOSED_RANGE -> difference(operands.get(arguments.get(1)), operands.get(arguments.get(0)));
            default -> null;
        };
        return switch (chain.source().origin()) {
            case RANGE -> notNegative(length);
            case CLOSED_RANGE -> notNegative(new Expr.Binary(BinaryOp.ADD, length, Expr.Constant.of(1), Primitive.INT));
            default -> length;
        };
    }

    private static Expr notNegative(Expr length) {
        return new Expr.MathCall(
                "Math",
                "max",
                List.of(Primitive.INT, Primitive.INT),
                List.of(length, Expr.Constant.of(0)),
                Primitive.INT);
    }

    private static Expr difference(Expr to, Expr from) {
        return from.equals(Expr.Constant.of(0)) ? to : new Expr.Binary(BinaryOp.SUB, to, from, Primitive.INT);
    }
}
