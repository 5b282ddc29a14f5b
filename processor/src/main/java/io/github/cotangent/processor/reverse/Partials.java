package io.github.cotangent.processor.reverse;

import io.github.cotangent.processor.analysis.Activity;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Ruling;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes what the user states about a method right behind the call: {@code y = g(x)} becomes
 *
 * <pre>{@code
 * g = g(x);
 * gByX = gByX(x);
 * y = g;            // linear in x with the slope gByX
 * }</pre>
 *
 * <p>So what arguments refer to is what the method saw, and an exception from a partial derivative comes before anything is added
 * to gradients. Only partial derivatives by active operands are computed.
 */
public final class Partials {
    private final Activity activity;

    private Partials(Activity activity) {
        this.activity = activity;
    }

    public static Block expand(Block body, Activity activity) {
        return new Partials(activity).block(body);
    }

    private Block block(Block block) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            if (stmt instanceof Stmt.Assign assign
                    && assign.value() instanceof Expr.Ruled ruled
                    && !ruled.ruling().constant()
                    && activity.isActive(assign.target())) {
                expand(assign, ruled, out);
            } else {
                out.add(Walk.withBlocks(stmt, this::block));
            }
        }
        return new Block(out);
    }

    private void expand(Stmt.Assign assign, Expr.Ruled ruled, List<Stmt> out) {
        Expr value = keep(ruled.callee().name(), ruled, assign, out);
        List<Expr> slopes = new ArrayList<>();
        List<Expr> arguments = new ArrayList<>();
        for (int i = 0; i < ruled.operands().size(); i++) {
            MethodId partial = ruled.ruling().partials().get(i);
            if (partial != null
                    && ruled.operands().get(i) instanceof Expr.Use use
                    && activity.isActive(use.variable())) {
                Expr slope = new Expr.Ruled(partial, Ruling.OF_PARTIAL, ruled.operands(), ruled.type());
                slopes.add(keep(partial.name(), slope, assign, out));
                arguments.add(use);
            }
        }
        out.add(new Stmt.Assign(assign.target(), new Expr.Linear(value, slopes, arguments), assign.origin()));
    }

    private static Expr keep(String name, Expr value, Stmt.Assign assign, List<Stmt> out) {
        Variable variable = Variable.generated(name, value.type());
        out.add(new Stmt.Assign(variable, value, assign.origin()));
        return new Expr.Use(variable);
    }
}
