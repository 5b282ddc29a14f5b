package io.github.cotangent.processor.print;

import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.UnaryOp;

/** Conditions without needless negations. */
final class Conditions {
    private Conditions() {}

    /** The same condition; comparisons of floating numbers keep their negation, because of NaN. */
    static Expr positive(Expr condition) {
        if (!(condition instanceof Expr.Unary not) || not.op() != UnaryOp.NOT) {
            return condition;
        }
        if (not.operand() instanceof Expr.Unary inner && inner.op() == UnaryOp.NOT) {
            return positive(inner.operand());
        }
        if (not.operand() instanceof Expr.Binary test) {
            boolean floating =
                    test.left().type().isFloating() || test.right().type().isFloating();
            BinaryOp opposite = switch (test.op()) {
                case EQ, VANISHES -> BinaryOp.NE;
                case NE -> BinaryOp.EQ;
                case LT -> floating ? null : BinaryOp.GE;
                case LE -> floating ? null : BinaryOp.GT;
                case GT -> floating ? null : BinaryOp.LE;
                case GE -> floating ? null : BinaryOp.LT;
                default -> null;
            };
            if (opposite != null) {
                return new Expr.Binary(opposite, test.left(), test.right(), Primitive.BOOLEAN);
            }
        }
        return condition;
    }
}
