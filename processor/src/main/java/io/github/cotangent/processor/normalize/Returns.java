package io.github.cotangent.processor.normalize;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns every {@code return e} into {@code result = e} and, where code would follow, a jump to the end of the body. The
 * forward sweep must not leave the generated method: the reverse sweep comes after it.
 */
public final class Returns {
    private final Variable result;
    private final Label end = new Label("forward");
    private boolean jumped;

    private Returns(Variable result) {
        this.result = result;
    }

    /** The variable that takes the result; null for a void method. */
    public static Variable result(Method method) {
        return method.id().result() == Primitive.VOID
                ? null
                : Variable.generated("result", method.id().result());
    }

    /** The body without returns; wrapped into a labelled block if a return jumps. */
    public static Block eliminate(Block body, Variable result) {
        Returns pass = new Returns(result);
        Block flat = pass.block(body, true);
        return pass.jumped ? Block.of(new Stmt.Labelled(pass.end, flat, Origin.NONE)) : flat;
    }

    private Block block(Block block, boolean tail) {
        List<Stmt> out = new ArrayList<>();
        List<Stmt> statements = block.statements();
        for (int i = 0; i < statements.size(); i++) {
            Stmt stmt = statements.get(i);
            boolean last = tail && i == statements.size() - 1;
            if (stmt instanceof Stmt.Return ret) {
                if (ret.value() != null) {
                    out.add(new Stmt.Assign(result, ret.value(), ret.origin()));
                }
                if (!last) {
                    jumped = true;
                    out.add(new Stmt.Jump(end, false, ret.origin()));
                }
            } else {
                boolean transparent = stmt instanceof Stmt.If || stmt instanceof Stmt.Switch;
                out.add(Walk.withBlocks(stmt, inner -> block(inner, last && transparent)));
            }
        }
        return new Block(out);
    }
}
