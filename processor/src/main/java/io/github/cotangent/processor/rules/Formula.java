package io.github.cotangent.processor.rules;

import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.UnaryOp;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Builds expressions, so that rules read like formulas. Types are those Java gives to the printed text. */
final class Formula {
    static final Expr ZERO = Expr.Constant.of(0.0);
    static final Expr HALF = Expr.Constant.of(0.5);
    static final Expr ONE = Expr.Constant.of(1.0);
    static final Expr TWO = Expr.Constant.of(2.0);

    private Formula() {}

    static Expr neg(Expr a) {
        return new Expr.Unary(UnaryOp.NEGATE, a, a.type());
    }

    static Expr add(Expr a, Expr b) {
        return binary(BinaryOp.ADD, a, b);
    }

    static Expr sub(Expr a, Expr b) {
        return binary(BinaryOp.SUB, a, b);
    }

    static Expr mul(Expr a, Expr b) {
        return binary(BinaryOp.MUL, a, b);
    }

    static Expr div(Expr a, Expr b) {
        return binary(BinaryOp.DIV, a, b);
    }

    private static Expr binary(BinaryOp op, Expr a, Expr b) {
        if (op == BinaryOp.SUB && number(a) != null && number(b) != null) {
            return Expr.Constant.of(number(a) - number(b));
        }
        return new Expr.Binary(op, a, b, promoted(a, b));
    }

    /** The type of a float with a float, int or long is float. */
    private static Type promoted(Expr a, Expr b) {
        boolean wide = a.type() == Primitive.DOUBLE || b.type() == Primitive.DOUBLE;
        boolean single = a.type() == Primitive.FLOAT || b.type() == Primitive.FLOAT;
        return single && !wide ? Primitive.FLOAT : Primitive.DOUBLE;
    }

    static Expr eq(Expr a, Expr b) {
        return compare(BinaryOp.EQ, a, b);
    }

    /** Whether a direction is exactly 0. */
    static Expr vanishes(Expr direction) {
        return compare(BinaryOp.VANISHES, direction, ZERO);
    }

    static Expr gt(Expr a, Expr b) {
        return compare(BinaryOp.GT, a, b);
    }

    private static Expr compare(BinaryOp op, Expr a, Expr b) {
        Double x = number(a);
        Double y = number(b);
        if (x != null && y != null) {
            boolean holds = op == BinaryOp.GT ? x > y : x.doubleValue() == y.doubleValue();
            return holds ? Expr.Constant.TRUE : Expr.Constant.FALSE;
        }
        return new Expr.Binary(op, a, b, Primitive.BOOLEAN);
    }

    static Expr or(Expr a, Expr b) {
        if (a.equals(Expr.Constant.FALSE) || b.equals(Expr.Constant.TRUE)) {
            return b;
        }
        return b.equals(Expr.Constant.FALSE) || a.equals(Expr.Constant.TRUE)
                ? a
                : new Expr.Binary(BinaryOp.OR, a, b, Primitive.BOOLEAN);
    }

    static Expr and(Expr a, Expr b) {
        if (a.equals(Expr.Constant.TRUE) || b.equals(Expr.Constant.FALSE)) {
            return b;
        }
        return b.equals(Expr.Constant.TRUE) || a.equals(Expr.Constant.FALSE)
                ? a
                : new Expr.Binary(BinaryOp.AND, a, b, Primitive.BOOLEAN);
    }

    static Expr isNaN(Expr a) {
        Double x = number(a);
        if (x != null) {
            return x.isNaN() ? Expr.Constant.TRUE : Expr.Constant.FALSE;
        }
        return new Expr.Binary(BinaryOp.NE, a, a, Primitive.BOOLEAN);
    }

    static Expr when(Expr condition, Expr then, Expr otherwise) {
        if (condition instanceof Expr.Constant) {
            return condition.equals(Expr.Constant.TRUE) ? then : otherwise;
        }
        return new Expr.Conditional(condition, then, otherwise, promoted(then, otherwise));
    }

    /** The number a plain decimal literal stands for; null for anything else. */
    static Double number(Expr expr) {
        if (expr instanceof Expr.Constant constant && constant.type() instanceof Primitive primitive) {
            boolean plain = constant.text().matches("-?[0-9]+(\\.[0-9]*)?([eE]-?[0-9]+)?[dDfF]?");
            boolean decimal = primitive == Primitive.DOUBLE
                    || primitive == Primitive.FLOAT
                    || constant.text().matches("-?(0|[1-9][0-9]*)");
            if (!plain || !decimal) {
                return null;
            }
            return primitive == Primitive.FLOAT
                    ? Float.valueOf(constant.text()).doubleValue()
                    : Double.valueOf(constant.text());
        }
        return null;
    }

    /** A function of {@code Math} on doubles. */
    static Expr math(String function, Expr... operands) {
        List<Expr> wide = Arrays.stream(operands).map(Formula::wide).toList();
        List<Type> parameters = Collections.nCopies(operands.length, Primitive.DOUBLE);
        return new Expr.MathCall("Math", function, parameters, wide, Primitive.DOUBLE);
    }

    /** {@code Math.signum}, which is there for float too. */
    static Expr signum(Expr a) {
        return new Expr.MathCall("Math", "signum", List.of(a.type()), List.of(a), a.type());
    }

    /** The same number as a double, for formulas that would lose too much in float or in integers. */
    static Expr wide(Expr a) {
        if (a.type() == Primitive.DOUBLE) {
            return a;
        }
        Double number = a.type() == Primitive.INT ? number(a) : null;
        return number == null ? new Expr.Convert(a, Primitive.DOUBLE) : Expr.Constant.of(number);
    }
}
