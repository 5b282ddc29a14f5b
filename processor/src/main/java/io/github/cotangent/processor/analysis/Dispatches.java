package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Walk;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Finds the objects of lambdas and anonymous classes on which a call, or a method that it leads to, calls a method with numbers.
 * Generated code chooses among classes by their names, and these have none.
 */
final class Dispatches {
    private final Program program;
    private final Summaries summaries;

    Dispatches(Program program, Summaries summaries) {
        this.program = program;
        this.summaries = summaries;
    }

    /** Where such objects are made, as far as the method makes them that the call is in. */
    Set<Expr.Opaque> namelessReceivers(Expr.Call call, Storage storage) {
        Set<Expr.Opaque> found = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < call.operands().size(); i++) {
            Group group = storage.of(call.operands().get(i));
            if (group != null) {
                Set<Expr.Opaque> nameless = storage.nameless(group);
                if (!nameless.isEmpty() && isReceiver(call, i, new HashSet<>())) {
                    found.addAll(nameless);
                }
            }
        }
        return found;
    }

    private boolean isReceiver(Expr.Call call, int operand, Set<List<Object>> open) {
        boolean isVirtual = call.callee().invocation() == MethodId.Invocation.VIRTUAL;
        return operand == 0 && isVirtual
                ? takesNumbers(call)
                : open.add(List.of(call.callee(), operand))
                        && program.callee(call.callee()) instanceof Program.Source source
                        && isReceiver(source.method(), operand, open);
    }

    private boolean isReceiver(Method method, int parameter, Set<List<Object>> open) {
        Storage storage = new Storage(method, null, summaries::of, false);
        Group group = storage.of(method.parameters().get(parameter));
        boolean[] found = new boolean[1];
        Walk.statements(
                method.body(),
                stmt -> Walk.expressions(stmt, expr -> {
                    if (expr instanceof Expr.Call call) {
                        for (int i = 0; i < call.operands().size(); i++) {
                            found[0] |= storage.of(call.operands().get(i)) == group && isReceiver(call, i, open);
                        }
                    }
                }));
        return found[0];
    }

    private static boolean takesNumbers(Expr.Call call) {
        return call.operands().stream()
                .skip(1)
                .anyMatch(operand -> operand.type().isDifferentiable() && !(operand instanceof Expr.Constant));
    }
}
