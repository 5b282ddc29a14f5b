package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import io.github.cotangent.processor.ir.Expr;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What a stream evaluates when it is put together, in order, before its first element. */
final class StreamOperands {
    private final Lowerers all;
    private final Pending values;
    private final Map<Node, Integer> places = new IdentityHashMap<>();

    StreamOperands(Lowerers all) {
        this.all = all;
        this.values = new Pending(all.body);
    }

    /** Evaluates the next one. */
    void add(Expression key, Supplier<Expr> value) {
        places.put(key, values.size());
        values.add(value, key);
    }

    /** Evaluates the object that a function calls its method on, if it has one. */
    void addReceiver(Expression function) {
        if (all.functions.hasReceiver(function)) {
            add(function, () -> all.functions.receiver(function));
        }
    }

    /** The value of one that was evaluated. */
    Expr.Atom get(Expression key) {
        return (Expr.Atom) values.get(places.get(key));
    }

    /** The object that a function calls its method on; null if it has none. */
    Expr.Atom receiver(Expression function) {
        return places.containsKey(function) ? get(function) : null;
    }
}
