package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a method, or the iterations of a loop, can run more than once without anybody noticing: they, and all that they may call,
 * change nothing but what they make themselves. What is not in sight may do anything, save for methods whose derivative the user states: those only compute.
 */
public final class Repetition {
    private static final Set<String> BOXES = Set.of("java.lang.Double", "java.lang.Float");

    private final Program program;
    private final Summaries summaries;
    /** Whether what is not in sight only computes, unless what it gives is dropped: so then it is called for what it does. */
    private final boolean trusting;
    /** Whether making an exception has an effect, as far as is known: behind it nothing is repeated, unless it is caught. */
    private boolean throwsWithEffect;

    private boolean catches;

    private Repetition(Program program, Summaries summaries, boolean trusting) {
        this.program = program;
        this.summaries = summaries;
        this.trusting = trusting;
    }

    public static boolean isUnnoticed(Method method, Program program, Summaries summaries) {
        return isUnnoticed(method, program, summaries, false);
    }

    /** The same, if what is not in sight, and gives something that is used, only computes. */
    public static boolean isUnnoticedInSight(Method method, Program program, Summaries summaries) {
        return isUnnoticed(method, program, summaries, true);
    }

    private static boolean isUnnoticed(Method method, Program program, Summaries summaries, boolean trusting) {
        boolean leavesArguments =
                summaries.of(method.id()).written().stream().allMatch(place -> place.parameter() == Place.RESULT);
        return leavesArguments && new Repetition(program, summaries, trusting).staysInside(method);
    }

    /** Whether a method, and all that it calls, change nothing but what they make, and what they are given. */
    static boolean staysInside(Method method, Program program, Summaries summaries) {
        return new Repetition(program, summaries, false).staysInside(method);
    }

    /**
     * What iterations that run again would do besides computing.
     *
     * @param noticed the first place where they do what others notice; empty if there is none
     * @param looksAround whether what they compute depends on static state that may change, read elsewhere than in the loop itself
     */
    public record Iterations(Optional<Origin> noticed, boolean looksAround) {}

    /** Looks at the iterations of a loop. They may change arrays and objects that the loop has, and variables. */
    public static Iterations of(Stmt.Loop loop, Method method, Program program, Summaries summaries) {
        Repetition repetition = new Repetition(program, summaries, false);
        Method alone = method.with(method.id(), Block.of(loop));
        List<Origin> noticed = new ArrayList<>();
        List<Origin> thrown = new ArrayList<>();
        boolean[] looksAround = {false};
        Walk.statements(alone.body(), stmt -> {
            boolean stays = called(stmt).stream().allMatch(repetition::isUnnoticed);
            if (!stays || repetition.acts(stmt)) {
                (stays && stmt instanceof Stmt.Throw ? thrown : noticed).add(stmt.origin());
            }
            looksAround[0] |= repetition.looksAround(stmt);
        });
        boolean reachesOut = repetition.reachesOut(alone);
        if (repetition.throwsWithEffect && repetition.catches) {
            noticed.addAll(thrown);
            noticed.add(loop.origin());
        } else if (reachesOut) {
            noticed.add(loop.origin());
        }
        return new Iterations(noticed.stream().findFirst(), looksAround[0]);
    }

    private boolean isUnnoticed(MethodId callee) {
        Program.Callee known = program.callee(callee);
        return known instanceof Program.Stated
                || known instanceof Program.Source source && staysInside(source.method());
    }

    /** Whether a statement looks at static state through opaque text or a call. */
    private boolean looksAround(Stmt stmt) {
        boolean[] looks = {false};
        Walk.expressions(
                stmt,
                expr -> looks[0] |= expr instanceof Expr.Opaque opaque
                                && !opaque.effects().staticsRead().isEmpty()
                        || expr instanceof Expr.Call call && looksAround(call.callee(), new HashSet<>()));
        return looks[0];
    }

    private boolean looksAround(MethodId callee, Set<MethodId> seen) {
        if (!seen.add(callee) || !(program.callee(callee) instanceof Program.Source source)) {
            return false;
        }
        boolean[] looks = {summaries.of(callee).readsUnknown()};
        Walk.statements(
                source.method().body(),
                stmt -> Walk.expressions(
                        stmt,
                        expr -> looks[0] |= expr instanceof Expr.Use use
                                        && use.variable().isStatic()
                                        && !use.variable().field().constant()
                                || expr instanceof Expr.Opaque opaque
                                        && !opaque.effects().staticsRead().isEmpty()
                                || expr instanceof Expr.Call call && looksAround(call.callee(), seen)));
        return looks[0];
    }

    private boolean staysInside(Method root) {
        Set<MethodId> seen = new HashSet<>(Set.of(root.id()));
        Deque<Method> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Method method = open.pop();
            if (reachesOut(method)) {
                return false;
            }
            for (MethodId callee : called(method.body())) {
                if (!seen.add(callee)
                        || program.callee(callee) instanceof Program.Stated
                        || trusting && program.callee(callee) instanceof Program.Elsewhere) {
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
            boolean acts = acts(stmt);
            found[0] |= acts && !(stmt instanceof Stmt.Throw);
            throwsWithEffect |= acts && stmt instanceof Stmt.Throw;
            catches |= stmt instanceof Stmt.Try;
        });
        Storage storage = new Storage(method, null, summaries::of, true);
        return found[0]
                || storage.changed().stream().anyMatch(slot -> slot.group().isOfUnknownOrigin());
    }

    /** Whether a statement itself has effects beyond the arrays and objects at hand. */
    private boolean acts(Stmt stmt) {
        boolean[] acts = {stmt instanceof Stmt.Assign assign && assign.target().isStatic()};
        Walk.expressions(
                stmt,
                expr -> acts[0] |= expr instanceof Expr.Opaque opaque
                                && !opaque.effects().pure()
                                && (!trusting || stmt instanceof Stmt.Perform)
                        || expr instanceof Expr.New creation && acts(creation));
        return acts[0];
    }

    private static Set<MethodId> called(Block block) {
        Set<MethodId> called = new HashSet<>();
        Walk.statements(block, stmt -> called.addAll(called(stmt)));
        return called;
    }

    private static Set<MethodId> called(Stmt stmt) {
        Set<MethodId> called = new HashSet<>();
        Walk.expressions(stmt, expr -> {
            if (expr instanceof Expr.Call call) {
                called.add(call.callee());
            }
        });
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
