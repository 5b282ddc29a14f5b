package io.github.cotangent.processor.normalize;

import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Where in a block an exception may come from, on the safe side.
 *
 * <p>Temporaries and the statement they are made for count as one: if a later one throws, the earlier ones have changed nothing
 * that anybody sees, and no derivative has come to them.
 */
final class ThrowSites {
    private ThrowSites() {}

    /**
     * The numbers of the statements that start such a unit.
     *
     * @param isQuiet tells which statements never throw, whatever they look like
     */
    static Set<Integer> in(Block block, Predicate<Stmt> isQuiet) {
        List<Stmt> statements = block.statements();
        Set<Integer> starts = new HashSet<>();
        int open = -1;
        for (int i = 0; i < statements.size(); i++) {
            Stmt stmt = statements.get(i);
            boolean quiet = isQuiet.test(stmt);
            if (!quiet && open < 0 && mayThrow(stmt)) {
                open = i;
            }
            if (!quiet && !isTemporary(stmt)) {
                if (open >= 0) {
                    starts.add(open);
                }
                open = -1;
            }
        }
        if (open >= 0) {
            starts.add(open);
        }
        return starts;
    }

    private static boolean isTemporary(Stmt stmt) {
        return stmt instanceof Stmt.Assign assign
                && assign.target().kind() == Variable.Kind.TEMPORARY
                && !(assign.value() instanceof Expr.Call);
    }

    /** Whether a statement may throw before anything inside it runs. */
    private static boolean mayThrow(Stmt stmt) {
        if (stmt instanceof Stmt.Assign assign) {
            return mayThrow(assign.value());
        } else if (stmt instanceof Stmt.Perform perform) {
            return mayThrow(perform.action());
        } else if (stmt instanceof Stmt.Switch choice) {
            return choice.selector().type().isReference();
        }
        return stmt instanceof Stmt.Store
                || stmt instanceof Stmt.SetField
                || stmt instanceof Stmt.Throw
                || stmt instanceof Stmt.Synchronized;
    }

    /** Whether evaluating an expression may throw. */
    static boolean mayThrow(Expr expr) {
        return throwsItself(expr) || expr.operands().stream().anyMatch(ThrowSites::mayThrow);
    }

    private static boolean throwsItself(Expr expr) {
        if (expr instanceof Expr.Use use) {
            // The first look at a static field initialises its class.
            return use.variable().isStatic();
        }
        if (expr instanceof Expr.Binary binary) {
            boolean divides = binary.op() == BinaryOp.DIV || binary.op() == BinaryOp.REM;
            return divides && !binary.type().isFloating();
        }
        if (expr instanceof Expr.MathCall call) {
            return !call.type().isFloating() && call.type() != Primitive.BOOLEAN;
        }
        return !(expr instanceof Expr.Constant
                || expr instanceof Expr.Unary
                || expr instanceof Expr.Convert
                || expr instanceof Expr.Conditional
                || expr instanceof Expr.Detach
                || expr instanceof Expr.Refined
                || expr instanceof Expr.Linear
                || expr instanceof Expr.InstanceOf
                || expr instanceof Expr.StateField
                || expr instanceof Expr.NewState);
    }
}
