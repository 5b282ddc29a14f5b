package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Warns of inputs that no output depends on: their cotangent is zero whatever the method is called with. Either nothing of what
 * the outputs are computed from mentions the input, or the method assigns it before anything does.
 */
public final class Independence {
    private final Activity activity;
    private final Variable input;
    private boolean read;

    private Independence(Activity activity, Variable input) {
        this.activity = activity;
        this.input = input;
    }

    /** The warnings for the inputs among the parameters. */
    public static List<Problem> of(Method method, Activity activity, Set<Integer> inputs) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < method.parameters().size(); i++) {
            Variable parameter = method.parameters().get(i);
            if (inputs.contains(i) && new Independence(activity, parameter).holds(method.body())) {
                problems.add(new Problem(
                        Code.COT101,
                        method.id().owner(),
                        method.places().get(i),
                        "no output of " + method.id().name() + " depends on " + parameter.name()
                                + " in a differentiable way: its cotangent is always zero",
                        "Leave it out of wrt, or look for the place where the dependence got lost"));
            }
        }
        return problems;
    }

    private boolean holds(Block body) {
        if (!activity.isUseful(input)) {
            return true;
        }
        if (input.type().isFollowed()) {
            return false;
        }
        follow(body);
        return !read;
    }

    /**
     * Goes through a block that is entered with the caller's value in the input.
     *
     * @return whether the value may still be there behind the block: not if every way through it assigns the input. A loop
     *     may not run and a jump may come first, so only assignments in the open and in both branches of a choice count
     */
    private boolean follow(Block block) {
        for (Stmt stmt : block.statements()) {
            read |= takes(stmt);
            boolean stays = false;
            for (Block inner : Walk.blocks(stmt)) {
                stays |= follow(inner);
            }
            boolean replaced =
                    stmt instanceof Stmt.If ? !stays : stmt instanceof Stmt.Assign assign && assign.target() == input;
            if (replaced) {
                return false;
            }
        }
        return true;
    }

    /** Whether the statement computes something an output depends on from the input. */
    private boolean takes(Stmt stmt) {
        boolean useful = stmt instanceof Stmt.Assign assign
                ? activity.isUseful(assign.target()) || assign.value() instanceof Expr.Call
                : stmt instanceof Stmt.Store
                        || stmt instanceof Stmt.SetField
                        || stmt instanceof Stmt.Return
                        || stmt instanceof Stmt.Perform;
        return useful && Walk.own(stmt).stream().anyMatch(this::takes);
    }

    private boolean takes(Expr expr) {
        if (expr instanceof Expr.Use use) {
            return use.variable() == input;
        }
        boolean whole = expr instanceof Expr.Call || expr instanceof Expr.Opaque;
        return (whole ? expr.operands() : Flows.flowing(expr)).stream().anyMatch(this::takes);
    }
}
