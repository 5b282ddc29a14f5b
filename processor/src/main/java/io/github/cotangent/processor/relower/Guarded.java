package io.github.cotangent.processor.relower;

import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Primitive;

/**
 * A share as rules write it: 0 where the direction is exactly 0, whatever the partial derivative is.
 *
 * @param direction what the share is proportional to
 * @param share the share elsewhere
 * @param otherwise where the share is 0 besides, by convention; null for nowhere
 */
record Guarded(Expr direction, Expr share, Expr otherwise) {

    /** The parts of a choice; null if it is no such share. */
    static Guarded of(Expr.Conditional choice) {
        Expr.Binary test = test(choice.condition());
        boolean toZero = choice.then() instanceof Expr.Constant constant
                && constant.text().equals("0.0");
        return test == null || !toZero
                ? null
                : new Guarded(test.left(), choice.otherwise(), without(choice.condition(), test));
    }

    /** The test of a direction among alternatives; null for none. */
    private static Expr.Binary test(Expr condition) {
        if (condition instanceof Expr.Binary binary && binary.op() == BinaryOp.VANISHES) {
            return binary;
        }
        if (condition instanceof Expr.Binary binary && binary.op() == BinaryOp.OR) {
            Expr.Binary left = test(binary.left());
            return left != null ? left : test(binary.right());
        }
        return null;
    }

    /** The other alternatives; null for none. */
    private static Expr without(Expr condition, Expr test) {
        if (condition == test) {
            return null;
        }
        if (!(condition instanceof Expr.Binary binary) || binary.op() != BinaryOp.OR) {
            return condition;
        }
        Expr left = without(binary.left(), test);
        Expr right = without(binary.right(), test);
        return left == null
                ? right
                : right == null ? left : new Expr.Binary(BinaryOp.OR, left, right, Primitive.BOOLEAN);
    }
}
