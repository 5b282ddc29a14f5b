package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import io.github.cotangent.processor.ir.Type;
import java.util.List;
import java.util.Optional;

/**
 * A stream from its source to its result, all of it in one expression.
 *
 * @param chain what the elements are and go through
 * @param terminal the call that starts it and gives the result
 * @param unwrapping the call that takes the number out of an optional result
 */
record Pipeline(Chain chain, MethodCallExpr terminal, Optional<MethodCallExpr> unwrapping) {

    /** Where elements come from. */
    enum Origin {
        /** {@code Arrays.stream(a)}, {@code DoubleStream.of(a)}, {@code Arrays::stream}. */
        ARRAY,
        /** {@code Arrays.stream(a, from, to)}. */
        PART_OF_ARRAY,
        /** {@code DoubleStream.of(x, y)}, {@code Stream.of(p, q)}. */
        ELEMENTS,
        /** {@code IntStream.range(a, b)}. */
        RANGE,
        /** {@code IntStream.rangeClosed(a, b)}. */
        CLOSED_RANGE,
        /** {@code DoubleStream.iterate(seed, next)} or {@code (seed, hasNext, next)}. */
        ITERATE,
        /** {@code DoubleStream.generate(supplier)}. */
        GENERATE,
        /** {@code list.stream()}. */
        COLLECTION,
        /** {@code stream.sorted()}: all that comes out of another stream, in order, before the first of them goes on. */
        SORTED
    }

    /**
     * The source.
     *
     * @param expression the call, or the method reference {@code Arrays::stream}
     * @param element the type of its elements
     * @param sorted what is sorted; null for other sources
     */
    record Source(Origin origin, Expression expression, Type element, Chain sorted) {
        Source(Origin origin, Expression expression, Type element) {
            this(origin, expression, element, null);
        }

        /** The arguments of the call; none of a method reference. */
        List<Expression> arguments() {
            return expression instanceof MethodCallExpr call ? call.getArguments() : List.of();
        }

        /** Whether the number of elements is known before the first one. */
        boolean isSized() {
            return switch (origin) {
                case ARRAY, PART_OF_ARRAY, ELEMENTS, RANGE, CLOSED_RANGE -> true;
                default -> false;
            };
        }
    }

    /** The operations between source and result. */
    enum Operation {
        MAP,
        CONVERT,
        FILTER,
        PEEK,
        LIMIT,
        SKIP,
        TAKE_WHILE,
        DROP_WHILE,
        FLAT_MAP,
        NOTHING
    }

    /**
     * One operation.
     *
     * @param element the type of the elements behind it
     * @param inner what the elements become of a flat map are and go through; null for other operations
     */
    record Stage(Operation operation, MethodCallExpr call, Type element, Chain inner) {
        Expression argument() {
            return call.getArgument(0);
        }

        /** Whether as many elements come out as go in, each at the same place. */
        boolean isOneToOne() {
            return switch (operation) {
                case MAP, CONVERT, PEEK, LIMIT, TAKE_WHILE, NOTHING -> true;
                default -> false;
            };
        }
    }

    /** A source and what its elements go through. */
    record Chain(Source source, List<Stage> stages) {
        /** The type of what comes out. */
        Type element() {
            return stages.isEmpty()
                    ? source.element()
                    : stages.get(stages.size() - 1).element();
        }

        /** Whether the element at each place comes from the one at the same place of the source. */
        boolean isOneToOne() {
            return stages.stream().allMatch(Stage::isOneToOne);
        }

        /** Whether the number of elements is known before the first one. */
        boolean isSized() {
            return source.isSized() && isOneToOne() && !has(Operation.LIMIT) && !has(Operation.TAKE_WHILE);
        }

        boolean has(Operation operation) {
            return stages.stream().anyMatch(stage -> stage.operation() == operation);
        }
    }
}
