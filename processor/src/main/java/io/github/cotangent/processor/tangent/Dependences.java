package io.github.cotangent.processor.tangent;

import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.ObjectCall;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.rules.Rule;
import io.github.cotangent.processor.rules.Rules;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Tangents are sets of the inputs that a number depends on, which the runtime knows by numbers of their own; 0 is the empty set. The result
 * of an operation depends on what its operands depend on, unless the partial derivative is zero everywhere. That it happens to be
 * zero does not matter, so nothing is missed.
 *
 * @param sets what keeps the sets
 */
record Dependences(Variable sets) implements Combination {
    @Override
    public List<Expr> shares(Expr operation, Expr result, UnaryOperator<Expr> tangents) {
        Optional<Rule> rule = Rules.of(operation);
        List<Expr> operands = operation.operands();
        Set<Expr> shares = new LinkedHashSet<>();
        for (int i = 0; rule.isPresent() && i < operands.size(); i++) {
            if (!rule.get().isZero(i)) {
                shares.add(tangents.apply(operands.get(i)));
            }
        }
        if (operation instanceof Expr.Vanished vanished) {
            // Where the direction is not 0, the share depends on all that is in it.
            leaves(vanished.share(), tangents, shares);
        }
        shares.remove(null);
        return new ArrayList<>(shares);
    }

    private static void leaves(Expr share, UnaryOperator<Expr> tangents, Set<Expr> out) {
        out.add(tangents.apply(share));
        share.operands().forEach(operand -> leaves(operand, tangents, out));
    }

    @Override
    public Expr sum(Expr a, Expr b) {
        return ObjectCall.pure(sets, "union", Primitive.DOUBLE, a, b);
    }

    @Override
    public Expr fit(Expr tangent, Type type) {
        return tangent.type() == Primitive.DOUBLE && type == Primitive.FLOAT
                ? new Expr.RuntimeCall("IndexSets", "narrow", List.of(tangent), Primitive.FLOAT)
                : tangent;
    }

    @Override
    public Stmt add(Stmt.Accumulate share) {
        Variable target = share.target();
        Expr sum = sum(new Expr.Use(target), share.value());
        return new Stmt.Assign(target, fit(sum, target.type()), share.origin());
    }

    @Override
    public Stmt add(Stmt.AccumulateElement share) {
        Type type = ((ArrayType) share.array().type()).element();
        Expr sum = sum(new Expr.Load(share.array(), share.index(), type), share.value());
        return new Stmt.Store(share.array(), share.index(), fit(sum, type), share.origin());
    }
}
