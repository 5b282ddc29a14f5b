package io.github.cotangent.processor.frontend;

import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The classes whose source text goes into a companion: helpers are differentiated from theirs. Build tools that compile
 * only what has changed need to know them.
 */
final class Origins {
    private Origins() {}

    /** The names of the classes that declare the methods, or helpers they call, in order. */
    static Set<String> of(Collection<Method> methods, Program program) {
        Set<String> owners = new TreeSet<>();
        Set<MethodId> seen = new HashSet<>();
        Deque<Method> open = new ArrayDeque<>(methods);
        while (!open.isEmpty()) {
            Method method = open.remove();
            owners.add(method.id().owner());
            Walk.statements(
                    method.body(),
                    stmt -> Walk.expressions(stmt, expr -> {
                        if (expr instanceof Expr.Call call
                                && seen.add(call.callee())
                                && program.callee(call.callee()) instanceof Program.Source source) {
                            open.add(source.method());
                        }
                    }));
        }
        return owners;
    }
}
