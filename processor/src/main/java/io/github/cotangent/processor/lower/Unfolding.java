package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Copy;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Puts the bodies of methods in the place of calls on the object in the making, so that what they do to its fields is seen
 * with what the constructor does. What comes from a body has the origin of the call.
 */
final class Unfolding {
    private final Variable self;
    private final Function<Expr.Call, Optional<Method>> bodies;
    private final Set<Object> open = new HashSet<>();

    /**
     * @param self the object in the making
     * @param bodies what calls on it run; empty for calls that stay
     */
    Unfolding(Variable self, Function<Expr.Call, Optional<Method>> bodies) {
        this.self = self;
        this.bodies = bodies;
    }

    Block in(Block block) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            if (stmt instanceof Stmt.Assign assign && assign.value() instanceof Expr.Call call) {
                unfold(stmt, call, assign.target(), out);
            } else if (stmt instanceof Stmt.Perform perform && perform.action() instanceof Expr.Call call) {
                unfold(stmt, call, null, out);
            } else {
                out.add(Walk.withBlocks(stmt, this::in));
            }
        }
        return new Block(out);
    }

    private void unfold(Stmt stmt, Expr.Call call, Variable target, List<Stmt> out) {
        boolean onSelf = !call.operands().isEmpty() && call.operands().get(0).equals(new Expr.Use(self));
        Optional<Method> body = onSelf && !open.contains(call.callee()) ? bodies.apply(call) : Optional.empty();
        if (body.isEmpty()) {
            out.add(stmt);
            return;
        }
        Method method = body.get();
        Copy copy = new Copy(Unfolding::local, origin -> stmt.origin());
        copy.bind(method.parameters().get(0), self);
        for (int i = 1; i < method.parameters().size(); i++) {
            out.add(new Stmt.Assign(
                    copy.of(method.parameters().get(i)), call.operands().get(i), stmt.origin()));
        }
        Block copied = withoutReturns(copy(method.body(), copy), target);
        open.add(call.callee());
        out.addAll(in(copied).statements());
        open.remove(call.callee());
    }

    /** A copy of a body on the object in the making, whose fields have what the body puts there already. */
    private Block copy(Block body, Copy copy) {
        return new Block(
                body.statements().stream().map(stmt -> inMaking(copy.of(stmt))).toList());
    }

    private Stmt inMaking(Stmt stmt) {
        Stmt now = Walk.withBlocks(
                stmt,
                block -> new Block(
                        block.statements().stream().map(this::inMaking).toList()));
        return now instanceof Stmt.SetField set && set.object().equals(new Expr.Use(self))
                ? new Stmt.SetField(set.object(), set.field(), set.value(), true, set.origin())
                : now;
    }

    private static Variable local(Variable original) {
        return original.kind() == Variable.Kind.TEMPORARY
                ? Variable.temporary(original.name(), original.type())
                : Variable.local(original.name(), original.type(), false);
    }

    // ---- returns

    /**
     * With assignments of the result and jumps to the end in place of returns.
     *
     * @param result what takes the result; null for none
     */
    static Block withoutReturns(Block block, Variable result) {
        Label end = new Label("made");
        List<Stmt> statements = new ArrayList<>(jumping(block, result, end).statements());
        int last = statements.size() - 1;
        if (last >= 0 && statements.get(last) instanceof Stmt.Jump jump && jump.target() == end) {
            statements.remove(last);
        }
        Block whole = new Block(statements);
        return Walk.targets(whole).contains(end) ? Block.of(new Stmt.Labelled(end, whole, Origin.NONE)) : whole;
    }

    private static Block jumping(Block block, Variable result, Label end) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            if (stmt instanceof Stmt.Return ret) {
                if (ret.value() != null && result != null) {
                    out.add(new Stmt.Assign(result, ret.value(), ret.origin()));
                }
                out.add(new Stmt.Jump(end, false, ret.origin()));
            } else {
                out.add(Walk.withBlocks(stmt, inner -> jumping(inner, result, end)));
            }
        }
        return new Block(out);
    }
}
