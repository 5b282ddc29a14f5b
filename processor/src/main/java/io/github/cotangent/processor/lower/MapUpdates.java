package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.ContainerType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.List;
import java.util.Set;

/**
 * Lowers the methods of maps that compute a value with a function: the look-up, the call of the function, and what becomes of its
 * result are written out, as {@code java.util.Map} describes them.
 */
final class MapUpdates {
    private static final Set<String> METHODS = Set.of("computeIfAbsent", "computeIfPresent", "compute", "merge");

    private final Lowerers all;
    private final Body body;

    MapUpdates(Lowerers all) {
        this.all = all;
        this.body = all.body;
    }

    /** Whether a call is one of these methods, of a map that is followed, with a function that is known. */
    boolean isCall(MethodCallExpr e) {
        return METHODS.contains(e.getNameAsString())
                && all.symbolOf(e) instanceof Symbol.Method symbol
                && KnownMethods.isJdk(symbol.element())
                && e.getScope()
                        .flatMap(body::typeOf)
                        .filter(type ->
                                type instanceof ContainerType container && container.kind() == ContainerType.Kind.MAP)
                        .isPresent()
                && all.functions.isKnown(functionOf(e));
    }

    private static Expression functionOf(MethodCallExpr e) {
        return e.getArgument(e.getArguments().size() - 1);
    }

    /** The value of the key behind the call; null if there is none. */
    Expr call(MethodCallExpr e) {
        List<Type> parameters = all.calls.parameterTypes((Symbol.Method) all.symbolOf(e));
        Expression function = functionOf(e);
        boolean merges = e.getNameAsString().equals("merge");
        Pending pending = new Pending(body);
        pending.add(() -> all.expressions.atom(e.getScope().orElseThrow()), e);
        pending.add(() -> all.expressions.atom(e.getArgument(0), parameters.get(0)), e.getArgument(0));
        if (merges) {
            pending.add(() -> all.expressions.atom(e.getArgument(1), parameters.get(1)), e.getArgument(1));
        }
        boolean hasReceiver = all.functions.hasReceiver(function);
        if (hasReceiver) {
            pending.add(() -> all.functions.receiver(function), function);
        }
        List<Expr> operands = pending.atoms();
        Expr.Atom receiver = hasReceiver ? (Expr.Atom) operands.get(operands.size() - 1) : null;
        return new Update(e, operands, receiver).lower();
    }

    /** One call, its operands at hand. */
    private final class Update {
        private final MethodCallExpr e;
        private final Expr map;
        private final Expr key;
        private final Expr given;
        private final Expr.Atom receiver;
        private final Variable value;

        private Update(MethodCallExpr e, List<Expr> operands, Expr.Atom receiver) {
            this.e = e;
            this.map = operands.get(0);
            this.key = operands.get(1);
            this.given = e.getNameAsString().equals("merge") ? operands.get(2) : null;
            this.receiver = receiver;
            this.value = Variable.generated("value", ((ContainerType) map.type()).element());
        }

        private Expr lower() {
            body.assign(value, all.containerCalls.ask(map, "get", List.of(key), value.type()), e);
            switch (e.getNameAsString()) {
                case "computeIfAbsent" ->
                    ifNone(
                            () -> {
                                compute(key);
                                ifNone(() -> {}, this::put);
                            },
                            () -> {});
                case "computeIfPresent" ->
                    ifNone(() -> {}, () -> {
                        compute(key, new Expr.Use(value));
                        store();
                    });
                case "merge" -> {
                    ifNone(() -> body.assign(value, given, e), () -> compute(new Expr.Use(value), given));
                    store();
                }
                default -> {
                    compute(key, new Expr.Use(value));
                    store();
                }
            }
            return new Expr.Use(value);
        }

        private void compute(Expr... arguments) {
            Expr computed = all.functions.call(functionOf(e), receiver, List.of(arguments), value.type());
            body.assign(value, computed, e);
        }

        /** No value takes the key away. */
        private void store() {
            ifNone(() -> perform("remove", List.of(key)), this::put);
        }

        private void put() {
            perform("put", List.of(key, new Expr.Use(value)));
        }

        private void perform(String method, List<Expr> arguments) {
            Expr changed = all.containerCalls.ask(map, method, arguments, value.type());
            body.emit(new Stmt.Perform(changed, body.origin(e)));
        }

        private void ifNone(Runnable then, Runnable otherwise) {
            Expr none = body.keep(
                    new Expr.Binary(
                            BinaryOp.EQ,
                            new Expr.Use(value),
                            new Expr.Constant("null", value.type()),
                            Primitive.BOOLEAN),
                    "none",
                    e);
            Sequence first = body.collect(then);
            Sequence second = body.collect(otherwise);
            body.emit(new Stmt.If(none, first.block(), second.block(), body.origin(e)), first, second);
        }
    }
}
