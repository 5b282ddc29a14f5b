package io.github.cotangent.processor.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Ways through the intermediate form that every pass needs. */
public final class Walk {
    private Walk() {}

    /** Visits all statements of a block in text order, those of inner blocks too, outer before inner. */
    public static void statements(Block block, Consumer<Stmt> visitor) {
        for (Stmt stmt : block.statements()) {
            visitor.accept(stmt);
            for (Block inner : blocks(stmt)) {
                statements(inner, visitor);
            }
        }
    }

    /** Visits the expressions of a statement itself, operands before the expression, without those of inner blocks. */
    public static void expressions(Stmt stmt, Consumer<Expr> visitor) {
        for (Expr expr : own(stmt)) {
            deep(expr, visitor);
        }
    }

    private static void deep(Expr expr, Consumer<Expr> visitor) {
        List<Expr> operands = expr.operands();
        for (int i = 0; i < operands.size(); i++) {
            deep(operands.get(i), visitor);
        }
        visitor.accept(expr);
    }

    /** The top expressions of a statement itself, in evaluation order. */
    public static List<Expr> own(Stmt stmt) {
        if (stmt instanceof Stmt.Assign assign) {
            return List.of(assign.value());
        } else if (stmt instanceof Stmt.Store store) {
            return List.of(store.array(), store.index(), store.value());
        } else if (stmt instanceof Stmt.SetField set) {
            return List.of(set.object(), set.value());
        } else if (stmt instanceof Stmt.Perform perform) {
            return List.of(perform.action());
        } else if (stmt instanceof Stmt.If choice) {
            return List.of(choice.condition());
        } else if (stmt instanceof Stmt.Switch choice) {
            return List.of(choice.selector());
        } else if (stmt instanceof Stmt.Loop loop) {
            return List.of(loop.condition());
        } else if (stmt instanceof Stmt.Synchronized guarded) {
            return List.of(guarded.lock());
        } else if (stmt instanceof Stmt.Return ret) {
            return ret.value() == null ? List.of() : List.of(ret.value());
        } else if (stmt instanceof Stmt.Throw thrown) {
            return List.of(thrown.value());
        } else if (stmt instanceof Stmt.Accumulate accumulate) {
            return List.of(accumulate.value());
        } else if (stmt instanceof Stmt.AccumulateElement accumulate) {
            return List.of(accumulate.array(), accumulate.index(), accumulate.value());
        } else if (stmt instanceof Stmt.SetStateField set) {
            return List.of(set.state(), set.value());
        }
        return List.of();
    }

    /** The statement with its own top expressions replaced; as many as {@link #own} gave. */
    public static Stmt withOwn(Stmt stmt, List<Expr> e) {
        if (stmt instanceof Stmt.Assign s) {
            return new Stmt.Assign(s.target(), e.get(0), s.origin());
        } else if (stmt instanceof Stmt.Store s) {
            return new Stmt.Store(e.get(0), e.get(1), e.get(2), s.origin());
        } else if (stmt instanceof Stmt.SetField s) {
            return new Stmt.SetField(e.get(0), s.field(), e.get(1), s.isThere(), s.origin());
        } else if (stmt instanceof Stmt.Perform s) {
            return new Stmt.Perform(e.get(0), s.origin());
        } else if (stmt instanceof Stmt.If s) {
            return new Stmt.If(e.get(0), s.then(), s.otherwise(), s.origin());
        } else if (stmt instanceof Stmt.Switch s) {
            return new Stmt.Switch(e.get(0), s.cases(), s.origin());
        } else if (stmt instanceof Stmt.Loop s) {
            return new Stmt.Loop(s.label(), e.get(0), s.testFirst(), s.body(), s.update(), s.origin());
        } else if (stmt instanceof Stmt.Synchronized s) {
            return new Stmt.Synchronized(e.get(0), s.body(), s.origin());
        } else if (stmt instanceof Stmt.Return s && s.value() != null) {
            return new Stmt.Return(e.get(0), s.origin());
        } else if (stmt instanceof Stmt.Throw s) {
            return new Stmt.Throw(e.get(0), s.origin());
        } else if (stmt instanceof Stmt.Accumulate s) {
            return new Stmt.Accumulate(s.target(), e.get(0), s.origin());
        } else if (stmt instanceof Stmt.AccumulateElement s) {
            return new Stmt.AccumulateElement(e.get(0), e.get(1), e.get(2), s.origin());
        } else if (stmt instanceof Stmt.SetStateField s) {
            return new Stmt.SetStateField(e.get(0), s.field(), e.get(1), s.origin());
        }
        return stmt;
    }

    /** The statement with every top expression of its own changed. */
    public static Stmt mapOwn(Stmt stmt, UnaryOperator<Expr> change) {
        List<Expr> now = new ArrayList<>();
        boolean same = true;
        for (Expr expr : own(stmt)) {
            Expr changed = change.apply(expr);
            same &= changed == expr;
            now.add(changed);
        }
        return same ? stmt : withOwn(stmt, now);
    }

    /** The inner blocks of a statement, in text order. */
    public static List<Block> blocks(Stmt stmt) {
        if (stmt instanceof Stmt.If choice) {
            return List.of(choice.then(), choice.otherwise());
        } else if (stmt instanceof Stmt.Switch choice) {
            return choice.cases().stream().map(Stmt.Case::body).toList();
        } else if (stmt instanceof Stmt.Loop loop) {
            return List.of(loop.body(), loop.update());
        } else if (stmt instanceof Stmt.Labelled labelled) {
            return List.of(labelled.body());
        } else if (stmt instanceof Stmt.TryFinally attempt) {
            return List.of(attempt.body(), attempt.finalizer());
        } else if (stmt instanceof Stmt.Try attempt) {
            List<Block> blocks = new ArrayList<>(List.of(attempt.body()));
            attempt.catches().forEach(clause -> blocks.add(clause.body()));
            return blocks;
        } else if (stmt instanceof Stmt.Synchronized guarded) {
            return List.of(guarded.body());
        }
        return List.of();
    }

    /** The statement with every inner block changed, in text order. */
    public static Stmt withBlocks(Stmt stmt, UnaryOperator<Block> change) {
        if (stmt instanceof Stmt.If s) {
            Block then = change.apply(s.then());
            return new Stmt.If(s.condition(), then, change.apply(s.otherwise()), s.origin());
        } else if (stmt instanceof Stmt.Switch s) {
            List<Stmt.Case> cases = new ArrayList<>();
            for (Stmt.Case arm : s.cases()) {
                cases.add(new Stmt.Case(arm.labels(), arm.isDefault(), change.apply(arm.body())));
            }
            return new Stmt.Switch(s.selector(), cases, s.origin());
        } else if (stmt instanceof Stmt.Loop s) {
            Block body = change.apply(s.body());
            return new Stmt.Loop(s.label(), s.condition(), s.testFirst(), body, change.apply(s.update()), s.origin());
        } else if (stmt instanceof Stmt.Labelled s) {
            return new Stmt.Labelled(s.label(), change.apply(s.body()), s.origin());
        } else if (stmt instanceof Stmt.TryFinally s) {
            Block body = change.apply(s.body());
            return new Stmt.TryFinally(body, change.apply(s.finalizer()), s.origin());
        } else if (stmt instanceof Stmt.Try s) {
            Block body = change.apply(s.body());
            List<Stmt.Catch> catches = new ArrayList<>();
            for (Stmt.Catch clause : s.catches()) {
                catches.add(new Stmt.Catch(clause.types(), clause.exception(), change.apply(clause.body())));
            }
            return new Stmt.Try(body, catches, s.origin());
        } else if (stmt instanceof Stmt.Synchronized s) {
            return new Stmt.Synchronized(s.lock(), change.apply(s.body()), s.origin());
        }
        return stmt;
    }

    /** The variables a block assigns, inner blocks and opaque text included, in text order. */
    public static Set<Variable> assigned(Block block) {
        Set<Variable> found = new LinkedHashSet<>();
        statements(block, stmt -> assigned(stmt, found));
        return found;
    }

    /** Adds the variables that a statement itself assigns. */
    public static void assigned(Stmt stmt, Set<Variable> found) {
        if (stmt instanceof Stmt.Assign assign) {
            found.add(assign.target());
        } else if (stmt instanceof Stmt.Accumulate accumulate) {
            found.add(accumulate.target());
        }
        expressions(stmt, expr -> {
            if (expr instanceof Expr.Opaque opaque) {
                found.addAll(opaque.effects().assigned());
            }
        });
    }

    /** The variables a statement itself reads, in evaluation order. */
    public static Set<Variable> read(Stmt stmt) {
        Set<Variable> found = new LinkedHashSet<>();
        expressions(stmt, expr -> {
            if (expr instanceof Expr.Use use) {
                found.add(use.variable());
            }
        });
        if (stmt instanceof Stmt.Accumulate accumulate) {
            found.add(accumulate.target());
        }
        return found;
    }

    /** Replaces every use of a variable in an expression. */
    public static Expr substitute(Expr expr, java.util.function.Function<Variable, Expr> replacement) {
        if (expr instanceof Expr.Use use) {
            Expr now = replacement.apply(use.variable());
            return now == null ? expr : now;
        }
        return expr.mapOperands(operand -> substitute(operand, replacement));
    }

    /** Whether control can reach the end of a block, as Java sees it. */
    public static boolean completesNormally(Block block) {
        return new Flow().completes(block);
    }

    /** Whether control can come out behind a statement, as Java sees it. */
    public static boolean completesNormally(Stmt stmt) {
        return new Flow().completes(stmt);
    }

    /** Whether a jump that can be reached in the body of a loop continues the loop. */
    public static boolean isContinued(Stmt.Loop loop) {
        Flow flow = new Flow();
        flow.completes(loop.body());
        return flow.continues(loop.label());
    }

    /** Whether the program goes on behind one of a statement's clauses, so that what was done before the exception counts. */
    public static boolean goesOn(Stmt.Try attempt) {
        return attempt.catches().stream().anyMatch(clause -> goesOn(clause.body()));
    }

    private static boolean goesOn(Block clause) {
        boolean[] returns = {false};
        statements(clause, stmt -> returns[0] |= stmt instanceof Stmt.Return);
        return returns[0]
                || completesNormally(clause)
                || !targetsOutside(clause).isEmpty();
    }

    /** The labels outside of a block that jumps inside it lead to. */
    public static Set<Label> targetsOutside(Block block) {
        Set<Label> found = targets(block);
        statements(block, stmt -> {
            if (stmt instanceof Stmt.Loop loop) {
                found.remove(loop.label());
            } else if (stmt instanceof Stmt.Labelled labelled) {
                found.remove(labelled.label());
            }
        });
        return found;
    }

    /** The labels that jumps inside a block lead to. */
    public static Set<Label> targets(Block block) {
        Set<Label> found = Collections.newSetFromMap(new IdentityHashMap<>());
        statements(block, stmt -> {
            if (stmt instanceof Stmt.Jump jump) {
                found.add(jump.target());
            }
        });
        return found;
    }
}
