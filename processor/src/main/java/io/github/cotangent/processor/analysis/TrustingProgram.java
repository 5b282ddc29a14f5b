package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A program in which code that is not at hand, a library for instance, changes nothing of what it is given and gives what is new. So
 * much is taken on trust of methods that solve equations: there only what their texts show is an error.
 */
final class TrustingProgram extends ProgramView {

    TrustingProgram(Program program) {
        super(program);
    }

    @Override
    public Callee callee(MethodId id) {
        Callee callee = super.callee(id);
        if (callee instanceof Source source) {
            return new Source(text(source.method()));
        }
        boolean isAtHand = callee instanceof Stated || callee instanceof Compiled;
        return isAtHand ? callee : new Elsewhere(Summary.stated(id, Set.of()), false);
    }

    /** What the text of a method shows. */
    static Method text(Method method) {
        return method.with(method.id(), block(method.body()));
    }

    private static Block block(Block block) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            out.add(Walk.withBlocks(Walk.mapOwn(stmt, TrustingProgram::expression), TrustingProgram::block));
        }
        return new Block(out);
    }

    private static Expr expression(Expr expr) {
        Expr inner = expr.mapOperands(TrustingProgram::expression);
        return inner instanceof Expr.Opaque opaque
                ? new Expr.Opaque(
                        List.of(),
                        List.of(),
                        opaque.type(),
                        opaque.effects()
                                .mutating(
                                        opaque.effects().stored(),
                                        opaque.effects().stored()),
                        opaque.opacity(),
                        opaque.origin())
                : inner;
    }
}
