package io.github.cotangent.processor.tangent;

import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.rules.Rule;
import io.github.cotangent.processor.rules.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Tangents are directional derivatives: numbers, to be multiplied with partial derivatives and added. */
final class Slopes implements Combination {
    @Override
    public List<Expr> shares(Expr operation, Expr result, UnaryOperator<Expr> tangents) {
        Optional<Rule> rule = Rules.of(operation);
        List<Expr> operands = operation.operands();
        List<Expr> shares = new ArrayList<>();
        for (int i = 0; rule.isPresent() && i < operands.size(); i++) {
            Expr tangent = tangents.apply(operands.get(i));
            if (tangent != null && !rule.get().isZero(i)) {
                shares.add(rule.get().scaled(i, tangent, operands, result));
            }
        }
        return shares;
    }

    @Override
    public Expr sum(Expr a, Expr b) {
        boolean isSingle = a.type() == Primitive.FLOAT && b.type() == Primitive.FLOAT;
        return new Expr.Binary(BinaryOp.ADD, a, b, isSingle ? Primitive.FLOAT : Primitive.DOUBLE);
    }

    @Override
    public Expr fit(Expr tangent, Type type) {
        return tangent.type() == Primitive.DOUBLE && type == Primitive.FLOAT
                ? new Expr.Convert(tangent, type)
                : tangent;
    }

    @Override
    public Stmt add(Stmt.Accumulate share) {
        return share;
    }

    @Override
    public Stmt add(Stmt.AccumulateElement share) {
        return share;
    }
}
