package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Effects;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
        Copy copy = new Copy(stmt.origin());
        copy.variables.put(method.parameters().get(0), self);
        for (int i = 1; i < method.parameters().size(); i++) {
            out.add(new Stmt.Assign(
                    copy.of(method.parameters().get(i)), call.operands().get(i), stmt.origin()));
        }
        Block copied = withoutReturns(copy.of(method.body()), target);
        open.add(call.callee());
        out.addAll(in(copied).statements());
        open.remove(call.callee());
    }

    // ---- copies

    /** A copy of a body with variables and labels of its own. */
    private final class Copy {
        private final Origin origin;
        private final Map<Variable, Variable> variables = new HashMap<>();
        private final Map<Label, Label> labels = new HashMap<>();

        Copy(Origin origin) {
            this.origin = origin;
        }

        private Variable of(Variable variable) {
            if (variable.isStatic()) {
                return variable;
            }
            return variables.computeIfAbsent(
                    variable,
                    original -> original.kind() == Variable.Kind.TEMPORARY
                            ? Variable.temporary(original.name(), original.type())
                            : Variable.local(original.name(), original.type(), false));
        }

        private Label of(Label label) {
            return labels.computeIfAbsent(label, original -> new Label(original.name()));
        }

        private Block of(Block block) {
            return new Block(block.statements().stream().map(this::of).toList());
        }

        private Stmt of(Stmt stmt) {
            Stmt now = Walk.withBlocks(Walk.mapOwn(stmt, this::of), this::of);
            if (now instanceof Stmt.Assign s) {
                return new Stmt.Assign(of(s.target()), s.value(), origin);
            } else if (now instanceof Stmt.SetField s) {
                boolean isThere = s.isThere() || s.object().equals(new Expr.Use(self));
                return new Stmt.SetField(s.object(), s.field(), s.value(), isThere, origin);
            } else if (now instanceof Stmt.Store s) {
                return new Stmt.Store(s.array(), s.index(), s.value(), origin);
            } else if (now instanceof Stmt.Perform s) {
                return new Stmt.Perform(s.action(), origin);
            } else if (now instanceof Stmt.If s) {
                return new Stmt.If(s.condition(), s.then(), s.otherwise(), origin);
            } else if (now instanceof Stmt.Switch s) {
                return new Stmt.Switch(s.selector(), s.cases(), origin);
            } else if (now instanceof Stmt.Loop s) {
                return new Stmt.Loop(of(s.label()), s.condition(), s.testFirst(), s.body(), s.update(), origin);
            } else if (now instanceof Stmt.Labelled s) {
                return new Stmt.Labelled(of(s.label()), s.body(), origin);
            } else if (now instanceof Stmt.Jump s) {
                return new Stmt.Jump(of(s.target()), s.isContinue(), origin);
            } else if (now instanceof Stmt.Return s) {
                return new Stmt.Return(s.value(), origin);
            } else if (now instanceof Stmt.Throw s) {
                return new Stmt.Throw(s.value(), origin);
            } else if (now instanceof Stmt.TryFinally s) {
                return new Stmt.TryFinally(s.body(), s.finalizer(), origin);
            }
            return now;
        }

        private Expr of(Expr expr) {
            if (expr instanceof Expr.Use use) {
                return new Expr.Use(of(use.variable()));
            }
            Expr now = expr.mapOperands(this::of);
            return now instanceof Expr.Opaque opaque ? of(opaque) : now;
        }

        private Expr of(Expr.Opaque opaque) {
            Effects effects = opaque.effects();
            return new Expr.Opaque(
                    opaque.pieces().stream().map(this::of).toList(),
                    opaque.operands(),
                    opaque.type(),
                    new Effects(
                            effects.pure(),
                            effects.assigned().stream().map(this::of).toList(),
                            effects.mutated().stream().map(this::of).toList(),
                            effects.stored().stream().map(this::of).toList(),
                            effects.clobbers(),
                            effects.staticsRead(),
                            effects.staticsWritten()),
                    opaque.opacity(),
                    origin);
        }

        private Piece of(Piece piece) {
            return piece instanceof Piece.Target target ? new Piece.Target(of(target.variable())) : piece;
        }
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
