package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.UnaryExpr;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.UnaryOp;
import java.util.ArrayDeque;
import java.util.Deque;

/** Lowers the operators that evaluate all their operands: arithmetic, bits, shifts and comparisons. */
final class Arithmetic {
    private final Lowerers all;
    private final Body body;

    Arithmetic(Lowerers all) {
        this.all = all;
        this.body = all.body;
    }

    Expr unary(UnaryExpr e, boolean flat) {
        if (Assignments.isStep(e)) {
            return all.assignments.step(e, true);
        }
        if (e.getOperator() == UnaryExpr.Operator.LOGICAL_COMPLEMENT) {
            return new Expr.Unary(UnaryOp.NOT, all.expressions.condition(e.getExpression()), Primitive.BOOLEAN);
        }
        Expr operand = all.conversions.unbox(all.expressions.operand(e.getExpression(), flat), e);
        Type type = Conversions.promoted(operand.type());
        return switch (e.getOperator()) {
            case PLUS -> all.conversions.to(operand, type, flat, e);
            case BITWISE_COMPLEMENT -> new Expr.Unary(UnaryOp.COMPLEMENT, operand, type);
            default -> negated(operand, type, flat, e);
        };
    }

    private Expr negated(Expr operand, Type type, boolean flat, Node where) {
        if (operand instanceof Expr.Constant constant && constant.type() == type) {
            String text = constant.text();
            return new Expr.Constant(text.startsWith("-") ? text.substring(1) : "-" + text, type);
        }
        Expr value = flat && type.isFloating() ? body.atom(operand, "t", where) : operand;
        return new Expr.Unary(UnaryOp.NEGATE, value, type);
    }

    /** Left-deep chains are walked in a loop, so that a sum of a thousand terms needs no deep stack. */
    Expr binary(BinaryExpr e, boolean flat) {
        BinaryExpr.Operator operator = e.getOperator();
        if (operator == BinaryExpr.Operator.AND || operator == BinaryExpr.Operator.OR) {
            return all.choices.logic(e);
        }
        if (isComparison(operator)) {
            return comparison(e);
        }
        Deque<BinaryExpr> spine = new ArrayDeque<>();
        Expression leftmost = e;
        while (leftmost instanceof BinaryExpr inner && isChainable(inner.getOperator())) {
            if (inner.getOperator() == BinaryExpr.Operator.PLUS && isString(inner)) {
                break;
            }
            spine.push(inner);
            leftmost = Expressions.strip(inner.getLeft());
        }
        if (spine.isEmpty()) {
            return all.opaque.lower(e, ReferenceType.STRING);
        }
        Expr value = all.expressions.value(leftmost, flat);
        Node evaluated = leftmost;
        while (!spine.isEmpty()) {
            BinaryExpr next = spine.pop();
            Expr left = flat && value.type().isDifferentiable() || !Expressions.isTree(value)
                    ? body.atom(value, "t", evaluated)
                    : value;
            value = apply(next.getOperator(), left, evaluated, next.getRight(), flat, next);
            evaluated = next;
        }
        return value;
    }

    private boolean isString(BinaryExpr e) {
        return body.typeOf(e).filter(ReferenceType.STRING::equals).isPresent();
    }

    /** {@code left op right} for a left operand that is evaluated already. */
    Expr apply(BinaryExpr.Operator operator, Expr left, Node leftNode, Expression right, boolean flat, Node where) {
        Pending operands = new Pending(body);
        operands.add(all.conversions.unbox(left, leftNode), leftNode);
        Sequence outer = body.open();
        operands.close(outer, all.conversions.unbox(all.expressions.operand(right, flat), right), right);
        return combine(operatorOf(operator), operands, flat, where);
    }

    private Expr combine(BinaryOp op, Pending operands, boolean flat, Node where) {
        Type left = operands.get(0).type();
        Type right = operands.get(1).type();
        if (!(left instanceof Primitive) || !(right instanceof Primitive)) {
            boolean reported = left == Body.UNKNOWN || right == Body.UNKNOWN;
            return new Expr.Constant(
                    "null",
                    reported ? Body.UNKNOWN : body.unknownType(operands.node(left instanceof Primitive ? 1 : 0)));
        }
        boolean shift = op == BinaryOp.SHL || op == BinaryOp.SHR || op == BinaryOp.USHR;
        Type type = shift ? Conversions.promoted(left) : Conversions.promoted(left, right);
        var values = flat && type.isFloating() ? operands.atoms() : operands.values();
        return new Expr.Binary(op, values.get(0), values.get(1), type);
    }

    private Expr comparison(BinaryExpr e) {
        all.vanishing.refuse(e);
        Pending operands = new Pending(body);
        operands.add(() -> all.expressions.operand(e.getLeft(), false), e.getLeft());
        operands.add(() -> all.expressions.operand(e.getRight(), false), e.getRight());
        Expr left = operands.get(0);
        Expr right = operands.get(1);
        boolean references = left.type().isReference() && right.type().isReference();
        boolean equality =
                e.getOperator() == BinaryExpr.Operator.EQUALS || e.getOperator() == BinaryExpr.Operator.NOT_EQUALS;
        if (!references || !equality) {
            left = all.conversions.unbox(left, e.getLeft());
            right = all.conversions.unbox(right, e.getRight());
        }
        return new Expr.Binary(operatorOf(e.getOperator()), left, right, Primitive.BOOLEAN);
    }

    private static boolean isComparison(BinaryExpr.Operator operator) {
        return switch (operator) {
            case EQUALS, NOT_EQUALS, LESS, LESS_EQUALS, GREATER, GREATER_EQUALS -> true;
            default -> false;
        };
    }

    private static boolean isChainable(BinaryExpr.Operator operator) {
        return !isComparison(operator) && operator != BinaryExpr.Operator.AND && operator != BinaryExpr.Operator.OR;
    }

    private static BinaryOp operatorOf(BinaryExpr.Operator operator) {
        return switch (operator) {
            case MULTIPLY -> BinaryOp.MUL;
            case DIVIDE -> BinaryOp.DIV;
            case REMAINDER -> BinaryOp.REM;
            case PLUS -> BinaryOp.ADD;
            case MINUS -> BinaryOp.SUB;
            case LEFT_SHIFT -> BinaryOp.SHL;
            case SIGNED_RIGHT_SHIFT -> BinaryOp.SHR;
            case UNSIGNED_RIGHT_SHIFT -> BinaryOp.USHR;
            case LESS -> BinaryOp.LT;
            case GREATER -> BinaryOp.GT;
            case LESS_EQUALS -> BinaryOp.LE;
            case GREATER_EQUALS -> BinaryOp.GE;
            case EQUALS -> BinaryOp.EQ;
            case NOT_EQUALS -> BinaryOp.NE;
            case BINARY_AND -> BinaryOp.BIT_AND;
            case XOR -> BinaryOp.BIT_XOR;
            case BINARY_OR -> BinaryOp.BIT_OR;
            case AND -> BinaryOp.AND;
            case OR -> BinaryOp.OR;
        };
    }
}
