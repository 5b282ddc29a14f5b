package io.github.cotangent.processor.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Copies statements, with variables and labels of their own: passes key what they know by the identity of statements, so the same one
 * may not stand in two places.
 */
public final class Copy {
    private final UnaryOperator<Variable> variables;
    private final UnaryOperator<Origin> origins;
    private final Map<Variable, Variable> known = new HashMap<>();
    private final Map<Variable, Expr> seen = new HashMap<>();
    private final Map<Label, Label> labels = new HashMap<>();

    /**
     * @param variables what stands for a variable that is met for the first time; statics stay what they are
     * @param origins where the copies come from
     */
    public Copy(UnaryOperator<Variable> variables, UnaryOperator<Origin> origins) {
        this.variables = variables;
        this.origins = origins;
    }

    /** Another variable like the given one. */
    public static Variable again(Variable variable) {
        return switch (variable.kind()) {
            case TEMPORARY -> Variable.temporary(variable.name(), variable.type());
            case GENERATED ->
                variable.isShadow()
                        ? Variable.shadow(variable.name(), variable.type())
                        : Variable.generated(variable.name(), variable.type());
            default -> Variable.local(variable.name(), variable.type(), variable.isCaptured());
        };
    }

    /** Lets another variable stand for one. */
    public void bind(Variable original, Variable copy) {
        known.put(original, copy);
    }

    /** Lets an expression stand where a variable is read. */
    public void see(Variable original, Expr value) {
        seen.put(original, value);
    }

    /** Keeps a label. */
    public void keep(Label label) {
        labels.put(label, label);
    }

    public Variable of(Variable variable) {
        return variable.isStatic()
                ? known.getOrDefault(variable, variable)
                : known.computeIfAbsent(variable, variables);
    }

    public Label of(Label label) {
        return labels.computeIfAbsent(label, Label::copy);
    }

    public Block of(Block block) {
        return new Block(block.statements().stream().map(this::of).toList());
    }

    public Stmt of(Stmt stmt) {
        Stmt now = Walk.withBlocks(Walk.mapOwn(stmt, this::of), this::of);
        Origin origin = origins.apply(stmt.origin());
        if (now instanceof Stmt.Assign s) {
            return new Stmt.Assign(of(s.target()), s.value(), origin);
        } else if (now instanceof Stmt.SetField s) {
            return new Stmt.SetField(s.object(), s.field(), s.value(), s.isThere(), origin);
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
        } else if (now instanceof Stmt.Try s) {
            List<Stmt.Catch> catches = new ArrayList<>();
            s.catches().forEach(each -> catches.add(new Stmt.Catch(each.types(), of(each.exception()), each.body())));
            return new Stmt.Try(s.body(), catches, origin);
        } else if (now instanceof Stmt.TryFinally s) {
            return new Stmt.TryFinally(s.body(), s.finalizer(), origin);
        } else if (now instanceof Stmt.Synchronized s) {
            return new Stmt.Synchronized(s.lock(), s.body(), origin);
        } else if (now instanceof Stmt.Accumulate s) {
            return new Stmt.Accumulate(of(s.target()), s.value(), origin);
        } else if (now instanceof Stmt.AccumulateElement s) {
            return new Stmt.AccumulateElement(s.array(), s.index(), s.value(), origin);
        } else if (now instanceof Stmt.SetStateField s) {
            return new Stmt.SetStateField(s.state(), s.field(), s.value(), origin);
        }
        return now;
    }

    public Expr of(Expr expr) {
        if (expr instanceof Expr.Use use) {
            return seen.containsKey(use.variable()) ? seen.get(use.variable()) : new Expr.Use(of(use.variable()));
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
                origins.apply(opaque.origin()));
    }

    private Piece of(Piece piece) {
        return piece instanceof Piece.Target target ? new Piece.Target(of(target.variable())) : piece;
    }
}
