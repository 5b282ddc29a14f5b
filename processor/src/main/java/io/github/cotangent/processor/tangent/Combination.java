package io.github.cotangent.processor.tangent;

import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a tangent sweep makes of the tangents of operands; all else it does is to move tangents around as numbers are moved. */
interface Combination {
    /**
     * What comes from the operands of an operation, one after the other.
     *
     * @param result the variable that has its result
     * @param tangents gives the tangent of an operand, null if it has none
     */
    List<Expr> shares(Expr operation, Expr result, UnaryOperator<Expr> tangents);

    /** Two shares together. */
    Expr sum(Expr a, Expr b);

    /** A tangent as that of a variable of a type. */
    Expr fit(Expr tangent, Type type);

    /** What adds a tangent to one in a variable. */
    Stmt add(Stmt.Accumulate share);

    /** What adds a tangent to one in an array. */
    Stmt add(Stmt.AccumulateElement share);
}
