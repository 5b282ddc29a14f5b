package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.UnaryOp;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.lower.Pipeline.Chain;
import io.github.cotangent.processor.lower.Pipeline.Operation;
import io.github.cotangent.processor.lower.Pipeline.Origin;
import io.github.cotangent.processor.lower.Pipeline.Source;
import io.github.cotangent.processor.lower.Pipeline.Stage;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes the elements of a stream and what they go through as a loop. As in the JDK, each element goes all the way before the next
 * one is taken, and whether there is to be a next one is asked first.
 */
final class StreamLoops {

    /** Takes the elements that come out at the end. */
    interface Sink {
        /**
         * Emits what is done with an element.
         *
         * @param element evaluated at once
         * @param place its number, from 0; null if it is not the number of the iteration
         */
        void take(Expr element, Expr place);
    }

    private final Lowerers all;
    private final Body body;

    StreamLoops(Lowerers all) {
        this.all = all;
        this.body = all.body;
    }

    /**
     * Emits the loop.
     *
     * @param goOn what must hold for another element to be taken
     * @param placed whether the sink needs the places of elements
     */
    void run(Chain chain, StreamOperands operands, List<Expr> goOn, boolean placed, Sink sink) {
        new Run(chain, operands, goOn, sink).emit(placed);
    }

    /** One run through a chain. */
    private final class Run {
        private final Chain chain;
        private final Source source;
        private final StreamOperands operands;
        private final List<Expr> goOn;
        private final Sink sink;
        /** What each stage counts or remembers. */
        private final Map<Stage, Variable> states = new IdentityHashMap<>();
        /** What must hold for another element, by the number of the stage that says so. */
        private final Map<Integer, Expr> conditions = new java.util.TreeMap<>();

        private Variable number;

        Run(Chain chain, StreamOperands operands, List<Expr> goOn, Sink sink) {
            this.chain = chain;
            this.source = chain.source();
            this.operands = operands;
            this.goOn = goOn;
            this.sink = sink;
        }

        void emit(boolean placed) {
            boolean counts = placed && chain.isOneToOne();
            boolean aligned = true;
            for (Stage stage : chain.stages()) {
                boolean byPlace = stage.operation() == Operation.LIMIT || stage.operation() == Operation.SKIP;
                counts |= byPlace && aligned;
                aligned &= stage.isOneToOne();
            }
            number = counts && !countsItself() ? start("k") : null;
            switch (source.origin()) {
                case ARRAY, ELEMENTS ->
                    overArray(Expr.Constant.of(0), new Expr.Length(operands.get(source.expression())));
                case PART_OF_ARRAY ->
                    overArray(
                            operands.get(source.arguments().get(1)),
                            operands.get(source.arguments().get(2)));
                case RANGE, CLOSED_RANGE -> overRange();
                case ITERATE -> iterate();
                case GENERATE -> {
                    Expression supplier = source.arguments().get(0);
                    loop(
                            null,
                            () -> push(
                                    0,
                                    all.functions.call(
                                            supplier, operands.receiver(supplier), List.of(), source.element())),
                            () -> {});
                }
                case COLLECTION -> {
                    Expression collection =
                            ((MethodCallExpr) source.expression()).getScope().orElseThrow();
                    over(operands.get(collection), source.element(), collection);
                }
                case SORTED -> overSorted();
            }
        }

        /** Whether the source counts its elements from 0 anyway. */
        private boolean countsItself() {
            return switch (source.origin()) {
                case ARRAY, ELEMENTS, ITERATE -> true;
                case RANGE, CLOSED_RANGE ->
                    operands.get(source.arguments().get(0)).equals(Expr.Constant.of(0));
                default -> false;
            };
        }

        private Variable start(String name) {
            return start(name, Expr.Constant.of(0));
        }

        private Variable start(String name, Expr value) {
            Variable variable = Variable.local(name, value.type(), false);
            body.assign(variable, value, source.expression());
            return variable;
        }

        // ---- sources

        private void overArray(Expr from, Expr to) {
            Expr.Atom array = operands.get(source.expression());
            Variable index = start("i", from);
            through(index, less(index, to), () -> new Expr.Load(array, new Expr.Use(index), source.element()));
        }

        private void overRange() {
            Expr from = operands.get(source.arguments().get(0));
            Expr to = operands.get(source.arguments().get(1));
            if (source.origin() == Origin.CLOSED_RANGE) {
                to = behind(to);
            }
            String name = chain.stages().isEmpty()
                            || !Streams.takesFunction(chain.stages().get(0).operation())
                    ? "i"
                    : Functions.parameterName(chain.stages().get(0).argument(), "i");
            Variable index = start(name, from);
            through(index, less(index, to), () -> new Expr.Use(index));
        }

        /** The number behind the last one. The greatest of all cannot be reached: rather than to count on forever, it throws. */
        private Expr behind(Expr last) {
            if (last instanceof Expr.Constant constant && constant.text().matches("[0-9]{1,9}")) {
                return Expr.Constant.of(Integer.parseInt(constant.text()) + 1);
            }
            Expr sum = new Expr.MathCall(
                    "Math",
                    "addExact",
                    List.of(Primitive.INT, Primitive.INT),
                    List.of(last, Expr.Constant.of(1)),
                    Primitive.INT);
            return body.keep(sum, "end", source.expression());
        }

        private Expr less(Variable index, Expr bound) {
            return new Expr.Binary(BinaryOp.LT, new Expr.Use(index), bound, Primitive.BOOLEAN);
        }

        private void through(Variable index, Expr more, Supplier<Expr> element) {
            number = number == null && countsItself() ? index : number;
            loop(more, () -> push(0, element.get()), () -> {
                if (index != number) {
                    next(index);
                }
            });
        }

        private void iterate() {
            List<Expression> arguments = source.arguments();
            Expression next = arguments.get(arguments.size() - 1);
            Variable now = Variable.generated(Functions.parameterName(next, "t"), source.element());
            body.assign(now, operands.get(arguments.get(0)), arguments.get(0));
            boolean tested = arguments.size() == 3;
            Variable more = tested ? flag("more", true) : null;
            number = start("k");
            loop(
                    tested ? new Expr.Use(more) : null,
                    () -> {
                        Expr later = body.keep(
                                new Expr.Binary(
                                        BinaryOp.NE, new Expr.Use(number), Expr.Constant.of(0), Primitive.BOOLEAN),
                                "later",
                                next);
                        Sequence step = body.collect(() -> body.assign(
                                now,
                                all.functions.call(
                                        next, operands.receiver(next), List.of(new Expr.Use(now)), now.type()),
                                next));
                        body.emit(new Stmt.If(later, step.block(), Block.EMPTY, body.origin(next)), step);
                        if (tested) {
                            body.assign(more, test(arguments.get(1), new Expr.Use(now)), arguments.get(1));
                            when(new Expr.Use(more), () -> push(0, new Expr.Use(now)), arguments.get(1));
                        } else {
                            push(0, new Expr.Use(now));
                        }
                    },
                    () -> {});
        }

        private void over(Expr collection, Type element, Node where) {
            Iteration iteration = Iteration.over(all, collection, element, where);
            Variable more = Variable.generated("more", Primitive.BOOLEAN);
            body.assign(more, iteration.hasNext(), where);
            loop(
                    new Expr.Use(more),
                    () -> push(0, all.conversions.to(iteration.next(), source.element(), true, where)),
                    () -> body.assign(more, iteration.hasNext(), where));
        }

        /** Numbers are sorted in boxes, which have a place for their derivatives. */
        private void overSorted() {
            Expression where = source.expression();
            Type held = source.element() instanceof Primitive ? new ObjectType("java.lang.Double") : source.element();
            Expr.Use list = all.containerCalls.list(held, where);
            new Run(source.sorted(), operands, List.of(), (each, place) -> {
                        Expr.Atom added = body.atom(all.conversions.to(each, held, true, where), "element", where);
                        Expr add = all.containerCalls.ask(list, "add", List.of(added), Primitive.BOOLEAN);
                        body.emit(new Stmt.Perform(add, body.origin(where)));
                    })
                    .emit(false);
            ReferenceType order = ContainerCalls.comparator(held);
            Expr comparator = source.arguments().isEmpty()
                    ? new Expr.Constant("null", order)
                    : operands.get(source.arguments().get(0));
            all.containerCalls.sort(list, comparator, where);
            over(list, held, where);
        }

        // ---- the loop

        private void loop(Expr more, Runnable inner, Runnable update) {
            start();
            List<Expr> all = new ArrayList<>();
            if (more != null) {
                all.add(more);
            }
            all.addAll(conditions.values());
            all.addAll(goOn);
            Sequence statements = body.collect(inner);
            Sequence updating = body.collect(() -> {
                update.run();
                if (number != null) {
                    next(number);
                }
            });
            Expr condition = all.stream()
                    .reduce((a, b) -> new Expr.Binary(BinaryOp.AND, a, b, Primitive.BOOLEAN))
                    .orElse(Expr.Constant.TRUE);
            body.emit(
                    new Stmt.Loop(
                            new Label("loop"),
                            condition,
                            true,
                            statements.block(),
                            updating.block(),
                            body.origin(source.expression())),
                    statements,
                    updating);
        }

        private void next(Variable index) {
            body.assign(
                    index,
                    new Expr.Binary(BinaryOp.ADD, new Expr.Use(index), Expr.Constant.of(1), Primitive.INT),
                    source.expression());
        }

        /** Sets what the stages count and remember to where they start. */
        private void start() {
            boolean aligned = true;
            for (int i = 0; i < chain.stages().size(); i++) {
                Stage stage = chain.stages().get(i);
                switch (stage.operation()) {
                    case LIMIT -> {
                        Variable taken = aligned ? number : counter(stage, "taken");
                        conditions.put(i, less(taken, operands.get(stage.argument())));
                    }
                    case SKIP -> {
                        if (!aligned) {
                            counter(stage, "skipped");
                        }
                    }
                    case TAKE_WHILE -> {
                        states.put(stage, flag("taking", true));
                        conditions.put(i, new Expr.Use(states.get(stage)));
                    }
                    case DROP_WHILE -> states.put(stage, flag("dropping", true));
                    default -> {}
                }
                aligned &= stage.isOneToOne();
            }
        }

        private Variable counter(Stage stage, String name) {
            Variable counter = start(name);
            states.put(stage, counter);
            return counter;
        }

        private Variable flag(String name, boolean value) {
            return start(name, value ? Expr.Constant.TRUE : Expr.Constant.FALSE);
        }

        // ---- stages

        /** Emits what an element goes through from a stage on. */
        private void push(int at, Expr element) {
            if (at == chain.stages().size()) {
                sink.take(element, number != null && chain.isOneToOne() ? new Expr.Use(number) : null);
                return;
            }
            Stage stage = chain.stages().get(at);
            switch (stage.operation()) {
                case MAP ->
                    push(
                            at + 1,
                            all.functions.call(
                                    stage.argument(),
                                    operands.receiver(stage.argument()),
                                    List.of(element),
                                    stage.element()));
                case CONVERT -> push(at + 1, all.conversions.to(element, stage.element(), true, stage.call()));
                case FILTER -> {
                    Expr.Atom each = kept(element, stage);
                    when(test(stage.argument(), each), () -> push(at + 1, each), stage.call());
                }
                case PEEK -> {
                    Expr.Atom each = kept(element, stage);
                    all.functions.call(
                            stage.argument(), operands.receiver(stage.argument()), List.of(each), Primitive.VOID);
                    push(at + 1, each);
                }
                case LIMIT -> {
                    Expr.Atom each = kept(element, stage);
                    if (states.containsKey(stage)) {
                        next(states.get(stage));
                    }
                    push(at + 1, each);
                }
                case SKIP -> skip(stage, kept(element, stage), at);
                case TAKE_WHILE -> {
                    Expr.Atom each = kept(element, stage);
                    Variable taking = states.get(stage);
                    body.assign(taking, test(stage.argument(), each), stage.call());
                    when(new Expr.Use(taking), () -> push(at + 1, each), stage.call());
                }
                case DROP_WHILE -> dropWhile(stage, kept(element, stage), at);
                case FLAT_MAP -> flatMap(stage, element, at);
                case NOTHING -> push(at + 1, element);
            }
        }

        private Expr.Atom kept(Expr element, Stage stage) {
            return body.atom(element, "element", stage.call());
        }

        private Expr.Atom test(Expression predicate, Expr.Atom element) {
            Expr value =
                    all.functions.call(predicate, operands.receiver(predicate), List.of(element), Primitive.BOOLEAN);
            return body.atom(value, "test", predicate);
        }

        private void when(Expr.Atom test, Runnable then, Node where) {
            Sequence inner = body.collect(then);
            body.emit(new Stmt.If(test, inner.block(), Block.EMPTY, body.origin(where)), inner);
        }

        private void skip(Stage stage, Expr.Atom element, int at) {
            Expr skip = operands.get(stage.argument());
            Variable counter = states.get(stage);
            Expr count = new Expr.Use(counter == null ? number : counter);
            Expr test = body.keep(new Expr.Binary(BinaryOp.GE, count, skip, Primitive.BOOLEAN), "test", stage.call());
            Sequence then = body.collect(() -> push(at + 1, element));
            Sequence otherwise = body.collect(() -> {
                if (counter != null) {
                    next(counter);
                }
            });
            body.emit(new Stmt.If(test, then.block(), otherwise.block(), body.origin(stage.call())), then, otherwise);
        }

        private void dropWhile(Stage stage, Expr.Atom element, int at) {
            Variable dropping = states.get(stage);
            when(
                    new Expr.Use(dropping),
                    () -> body.assign(dropping, test(stage.argument(), element), stage.call()),
                    stage.call());
            Expr over = body.keep(
                    new Expr.Unary(UnaryOp.NOT, new Expr.Use(dropping), Primitive.BOOLEAN), "over", stage.call());
            when((Expr.Atom) over, () -> push(at + 1, element), stage.call());
        }

        private void flatMap(Stage stage, Expr element, int at) {
            List<Expr> inside = new ArrayList<>(goOn);
            conditions.forEach((number, condition) -> {
                if (number > at) {
                    inside.add(condition);
                }
            });
            StreamOperands made = new StreamOperands(all);
            if (stage.inner().source().expression() instanceof MethodCallExpr) {
                all.functions.bind(stage.argument(), element);
            } else {
                made.add(stage.inner().source().expression(), () -> kept(element, stage));
            }
            all.streamPreparation.prepare(stage.inner(), made);
            new Run(stage.inner(), made, inside, (each, place) -> push(at + 1, each)).emit(false);
        }
    }
}
