package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a method can run more than once without anybody noticing: it, and all that it may call, change nothing but what they make
 * themselves. What is not in sight may do anything, save for methods whose derivative the user states: those only compute.
 */
public final class Repetition {
    private static final Set<String> BOXES = Set.of("java.lang.Double", "java.lang.Float");

    private final Program program;
    private final Summaries summaries;
    /** Whether making an exception has an effect, as far as is known: behind it nothing is repeated, unless it is caught. */
    private boolean throwsWithEffect;

    private boolean catches;

    private Repetition(Program program, Summaries summaries) {
        this.program = program;
        this.summaries = summaries;
    }

    public static boolean isUnnoticed(Method method, Program program, Summaries summaries) {
        boolean leavesArguments =
                summaries.of(method.id()).written().stream().allMatch(place -> place.parameter() == Place.RESULT);
        return leavesArguments && new Repetition(program, summaries).staysInside(method);
    }

    private boolean staysInside(Method root) {
        Set<MethodId> seen = new HashSet<>(Set.of(root.id()));
        Deque<Method> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Method method = open.pop();
            if (reachesOut(method)) {
                return false;
            }
            for (MethodId callee : called(method)) {
                if (!seen.add(callee) || program.callee(callee) instanceof Program.Stated) {
                    continue;
                }
                if (!(program.callee(callee) instanceof Program.Source source)) {
                    return false;
                }
                open.push(source.method());
            }
        }
        return !throwsWithEffect || !catches;
    }

    /** Whether a body itself changes what neither it nor a caller has made; what a caller has handed over, the caller knows of. */
    private boolean reachesOut(Method method) {
        boolean[] found = {false};
        Walk.statements(method.body(), stmt -> {
            boolean[] acts = {
                stmt instanceof Stmt.Assign assign && assign.target().isStatic()
            };
            Walk.expressions(
                    stmt,
                    expr -> acts[0] |= expr instanceof Expr.Opaque opaque
                                    && !opaque.effects().pure()
                            || expr instanceof Expr.New creation && acts(creation));
            found[0] |= acts[0] && !(stmt instanceof Stmt.Throw);
            throwsWithEffect |= acts[0] && stmt instanceof Stmt.Throw;
            catches |= stmt instanceof Stmt.Try;
        });
        Storage storage = new Storage(method, null, summaries::of, true);
        return found[0]
                || storage.changed().stream().anyMatch(slot -> slot.group().isOfUnknownOrigin());
    }

    private static Set<MethodId> called(Method method) {
        Set<MethodId> called = new HashSet<>();
        Walk.statements(
                method.body(),
                stmt -> Walk.expressions(stmt, expr -> {
                    if (expr instanceof Expr.Call call) {
                        called.add(call.callee());
                    }
                }));
        return called;
    }

    /** Whether a constructor has effects; that of a function only keeps what it captures, that of a box its number. */
    private boolean acts(Expr.New creation) {
        if (BOXES.contains(creation.constructor().owner())) {
            return false;
        }
        boolean isOfFunction = program.functionClasses().stream()
                .anyMatch(function ->
                        function.type().name().equals(creation.constructor().owner()));
        return !isOfFunction && program.acts(creation.constructor().construction());
    }
}
