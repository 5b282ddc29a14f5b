package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.NameExpr;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shares in generated code: {@code xBar == 0.0 ? 0.0 : share}. The number is 0 where the direction is, but its derivative is that of the
 * share: the direction may come from 0 and go on. In the user's own code such a choice means what it says.
 */
final class Vanishing {
    private final Lowerers all;
    private final Body body;

    Vanishing(Lowerers all) {
        this.all = all;
        this.body = all.body;
    }

    /** Reports a test of a direction that is in no share: what stands behind it could be anything. */
    void refuse(BinaryExpr e) {
        if (isTest(e)) {
            body.problem(
                    Code.COT006,
                    e,
                    "a derivative that was generated tests here whether a direction vanishes, and cannot be differentiated once more",
                    "Ask for HVP or HESSIAN of the method itself");
        }
    }

    private boolean isTest(BinaryExpr e) {
        return body.file().isGenerated()
                && (e.getOperator() == BinaryExpr.Operator.EQUALS || e.getOperator() == BinaryExpr.Operator.NOT_EQUALS)
                && e.getRight() instanceof DoubleLiteralExpr zero
                && zero.getValue().equals("0.0")
                && isDirection(Expressions.strip(e.getLeft()));
    }

    /** Whether the name is one of an adjoint or tangent; what has no name could be anything. */
    private static boolean isDirection(Expression e) {
        String name = e instanceof NameExpr variable
                ? variable.getNameAsString()
                : e instanceof FieldAccessExpr field ? field.getNameAsString() : "seed";
        return name.matches("(.*(Bar|Dot)|seed|tangent|cotangent)[\\d_]*");
    }

    /** Assigns a share to a variable; gives whether the choice is one. */
    boolean into(Variable target, ConditionalExpr e) {
        BinaryExpr test = first(e.getCondition());
        if (test == null
                || !isTest(test)
                || test.getOperator() != BinaryExpr.Operator.EQUALS
                || !(test.getLeft() instanceof NameExpr)
                || !(e.getThenExpr() instanceof DoubleLiteralExpr zero)
                || !zero.getValue().equals("0.0")) {
            return false;
        }
        Expr direction = all.expressions.atom(test.getLeft());
        Sequence share = body.collect(() -> all.expressions.into(target, e.getElseExpr(), e.getElseExpr()));
        List<Stmt> vanishing =
                direction instanceof Expr.Use use ? vanished(target, use, share.block(), body.origin(e)) : null;
        if (vanishing == null) {
            return false;
        }
        Sequence whole = body.collect(() -> {
            Expr.Use vanishes = body.keep(
                    new Expr.Binary(BinaryOp.VANISHES, direction, Expr.Constant.of(0.0), Primitive.BOOLEAN), "test", e);
            body.emit(new Stmt.If(vanishes, new Block(vanishing), share.block(), body.origin(e)), share);
        });
        if (test == e.getCondition()) {
            body.append(whole);
            return true;
        }
        Expr.Atom singular = body.atom(others(e.getCondition(), test), "test", e);
        Sequence zeros = body.collect(() -> body.assign(target, Expr.Constant.of(0.0), e));
        body.emit(new Stmt.If(singular, zeros.block(), whole.block(), body.origin(e)), zeros, whole);
        return true;
    }

    /** The first alternative of a condition; null if that is no comparison. */
    private static BinaryExpr first(Expression condition) {
        Expression e = Expressions.strip(condition);
        while (e instanceof BinaryExpr or && or.getOperator() == BinaryExpr.Operator.OR) {
            e = Expressions.strip(or.getLeft());
        }
        return e instanceof BinaryExpr comparison ? comparison : null;
    }

    /** The alternatives behind the first one. */
    private Expr others(Expression condition, Node first) {
        BinaryExpr or = (BinaryExpr) Expressions.strip(condition);
        Expr right = all.expressions.condition(or.getRight());
        return Expressions.strip(or.getLeft()) == first
                ? right
                : new Expr.Binary(BinaryOp.OR, others(or.getLeft(), first), right, Primitive.BOOLEAN);
    }

    /**
     * What assigns 0 with the derivative of a share.
     *
     * @param share the statements that compute it
     * @return null if it is no plain operation on values that are there, the direction among them
     */
    private static List<Stmt> vanished(Variable target, Expr.Use direction, Block share, Origin origin) {
        List<Stmt> out = new ArrayList<>();
        Map<Variable, Expr> values = new HashMap<>();
        for (Stmt stmt : share.statements()) {
            if (!(stmt instanceof Stmt.Assign assign)) {
                return null;
            }
            Expr value = Walk.substitute(assign.value(), values::get);
            boolean isOperation = value instanceof Expr.Atom
                    || value instanceof Expr.Binary
                    || value instanceof Expr.Unary
                    || value instanceof Expr.Convert
                    || value instanceof Expr.MathCall;
            if (!isOperation) {
                Variable read = Variable.temporary(assign.target().name(), value.type());
                out.add(new Stmt.Assign(read, value, assign.origin()));
                value = new Expr.Use(read);
            }
            values.put(assign.target(), value);
        }
        if (!mentions(values.get(target), direction)) {
            return null;
        }
        out.add(new Stmt.Assign(target, new Expr.Vanished(direction, values.get(target)), origin));
        return out;
    }

    private static boolean mentions(Expr expr, Expr.Use variable) {
        return expr.equals(variable) || expr.operands().stream().anyMatch(operand -> mentions(operand, variable));
    }
}
