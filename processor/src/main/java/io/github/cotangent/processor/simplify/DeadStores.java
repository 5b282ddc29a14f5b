package io.github.cotangent.processor.simplify;

import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Removes assignments of generated variables that nobody reads, by liveness as a fixpoint over the structured form. What the
 * user wrote stays; so does everything whose evaluation can be noticed.
 */
final class DeadStores {
    private final Map<Label, Live> atBreak = new IdentityHashMap<>();
    private final Map<Label, Live> atContinue = new IdentityHashMap<>();

    /**
     * What was live at the start of each loop when it was last looked at. Inside an outer loop that is looked at again, what
     * is live behind only grows, so the inner fixpoint goes on from here: nests cost time in proportion to their depth.
     */
    private final Map<Label, Live> atStart = new IdentityHashMap<>();

    /**
     * What the finalizers around read, and what is live where exceptions are caught: every jump or exception may lead there, so it
     * is live all the time.
     */
    private final Deque<Live> pinned = new ArrayDeque<>();

    private DeadStores() {}

    static Block in(Block block) {
        return new DeadStores().block(block, Live.none());
    }

    /** Rewrites a block; {@code live} holds what is read behind it and then what is read from its start on. */
    private Block block(Block block, Live live) {
        List<Stmt> reversed = new ArrayList<>();
        List<Stmt> statements = block.statements();
        for (int i = statements.size() - 1; i >= 0; i--) {
            Stmt now = statement(statements.get(i), live);
            if (now != null) {
                reversed.add(now);
            }
        }
        Collections.reverse(reversed);
        return new Block(reversed);
    }

    private Stmt statement(Stmt stmt, Live live) {
        if (stmt instanceof Stmt.Assign assign) {
            Variable target = assign.target();
            if (isOurs(target) && !live.contains(target) && isUnnoticed(assign.value())) {
                return null;
            }
            if (!target.isStatic() && pinned.stream().noneMatch(read -> read.contains(target))) {
                live.remove(target);
            }
            live.addAll(Walk.read(stmt));
            return stmt;
        }
        if (stmt instanceof Stmt.Accumulate share) {
            if (!live.contains(share.target()) && isUnnoticed(share.value())) {
                return null;
            }
            live.addAll(Walk.read(stmt));
            return stmt;
        }
        if (stmt instanceof Stmt.Jump jump) {
            Live there = (jump.isContinue() ? atContinue : atBreak).get(jump.target());
            leave(live);
            if (there != null) {
                live.addAll(there);
            }
            return stmt;
        }
        if (stmt instanceof Stmt.Return || stmt instanceof Stmt.Throw) {
            leave(live);
            live.addAll(Walk.read(stmt));
            return stmt;
        }
        if (stmt instanceof Stmt.If || stmt instanceof Stmt.Switch) {
            return branches(stmt, live);
        }
        if (stmt instanceof Stmt.Labelled labelled) {
            atBreak.put(labelled.label(), live.copy());
            Block body = block(labelled.body(), live);
            return body.isEmpty() ? null : new Stmt.Labelled(labelled.label(), body, labelled.origin());
        }
        if (stmt instanceof Stmt.TryFinally attempt) {
            Block finalizer = block(attempt.finalizer(), live);
            Live read = live.copy();
            read.clear();
            Walk.statements(finalizer, inner -> read.addAll(Walk.read(inner)));
            return new Stmt.TryFinally(pinned(attempt.body(), live, read), finalizer, attempt.origin());
        }
        if (stmt instanceof Stmt.Try attempt) {
            return attempt(attempt, live);
        }
        if (stmt instanceof Stmt.Synchronized guarded) {
            Block body = block(guarded.body(), live);
            live.addAll(Walk.read(stmt));
            return new Stmt.Synchronized(guarded.lock(), body, guarded.origin());
        }
        if (stmt instanceof Stmt.Loop loop) {
            return loop(loop, live);
        }
        live.addAll(Walk.read(stmt));
        return stmt;
    }

    /** Rewrites a block that may be left at any point for a place where some variables are live. */
    private Block pinned(Block block, Live live, Live elsewhere) {
        live.addAll(elsewhere);
        pinned.push(elsewhere);
        Block now = block(block, live);
        pinned.pop();
        return now;
    }

    private Stmt attempt(Stmt.Try attempt, Live live) {
        Live caught = live.copy();
        caught.clear();
        List<Stmt.Catch> catches = new ArrayList<>();
        for (Stmt.Catch clause : attempt.catches()) {
            Live inside = live.copy();
            catches.add(new Stmt.Catch(clause.types(), clause.exception(), block(clause.body(), inside)));
            caught.addAll(inside);
        }
        return new Stmt.Try(pinned(attempt.body(), live, caught), catches, attempt.origin());
    }

    /** Nothing behind is reached: only the finalizers around. */
    private void leave(Live live) {
        live.clear();
        pinned.forEach(live::addAll);
    }

    private Stmt branches(Stmt stmt, Live live) {
        Live behind = live.copy();
        boolean total = stmt instanceof Stmt.If
                || stmt instanceof Stmt.Switch choice && choice.cases().stream().anyMatch(Stmt.Case::isDefault);
        if (total) {
            live.clear();
        }
        Stmt now = Walk.withBlocks(stmt, arm -> {
            Live inside = behind.copy();
            Block changed = block(arm, inside);
            live.addAll(inside);
            return changed;
        });
        boolean empty = Walk.blocks(now).stream().allMatch(Block::isEmpty);
        if (empty && Walk.own(now).stream().allMatch(DeadStores::isUnnoticed)) {
            live.set(behind);
            return null;
        }
        live.addAll(Walk.read(stmt));
        return now;
    }

    private Stmt loop(Stmt.Loop loop, Live live) {
        Live behind = live.copy();
        atBreak.put(loop.label(), behind);
        Live start = atStart.computeIfAbsent(loop.label(), key -> behind.copy());
        start.addAll(behind);
        start.addAll(Walk.read(loop));
        while (true) {
            Live inside = start.copy();
            inside.addAll(behind);
            Block update = block(loop.update(), inside);
            atContinue.put(loop.label(), inside.copy());
            Block body = block(loop.body(), inside);
            int before = start.size();
            start.addAll(inside);
            if (start.size() > before) {
                continue;
            }
            live.set(start);
            if (body.isEmpty() && isCountdown(loop, update)) {
                live.set(behind);
                return null;
            }
            return new Stmt.Loop(loop.label(), loop.condition(), loop.testFirst(), body, update, loop.origin());
        }
    }

    /** Whether a loop of ours does nothing but count. */
    private static boolean isCountdown(Stmt.Loop loop, Block update) {
        return loop.label().name().equals("reverse")
                && update.statements().stream().allMatch(s -> s instanceof Stmt.Assign a && isOurs(a.target()));
    }

    private static boolean isOurs(Variable variable) {
        return variable.kind() == Variable.Kind.GENERATED || variable.kind() == Variable.Kind.TEMPORARY;
    }

    /** Whether an array or object is one of the tool's, or in one: those have the shape of what was read there before. */
    private static boolean isOurs(Expr array) {
        if (array instanceof Expr.Load row) {
            return isOurs(row.array());
        }
        if (array instanceof Expr.Field field) {
            return isOurs(field.object());
        }
        return array instanceof Expr.Use use && use.variable().kind() == Variable.Kind.GENERATED;
    }

    /** Whether an expression is known to be no negative number. */
    private static boolean isLength(Expr expr) {
        return expr instanceof Expr.Constant constant && constant.text().matches("[0-9]+");
    }

    /** Whether nobody can tell if an expression was evaluated: it neither throws nor has an effect. */
    static boolean isUnnoticed(Expr expr) {
        boolean quiet = expr instanceof Expr.Atom
                || expr instanceof Expr.Unary
                || expr instanceof Expr.Convert
                || expr instanceof Expr.Conditional
                || expr instanceof Expr.Detach
                || expr instanceof Expr.Refined
                || expr instanceof Expr.Linear
                || expr instanceof Expr.MathCall && expr.type().isFloating()
                || expr instanceof Expr.StateField
                || expr instanceof Expr.NewState
                || expr instanceof Expr.InstanceOf
                || expr instanceof Expr.NewArray array
                        && array.operands().stream().allMatch(DeadStores::isLength)
                || expr instanceof Expr.Load load && isOurs(load.array())
                || expr instanceof Expr.Field field && isOurs(field.object())
                || expr instanceof Expr.ContainerCall call
                        && call.function().isRepeatable()
                        && isOurs(call.operands().get(0))
                || expr instanceof Expr.Binary binary
                        && (binary.type().isFloating() || binary.op() != BinaryOp.DIV && binary.op() != BinaryOp.REM);
        return quiet && expr.operands().stream().allMatch(DeadStores::isUnnoticed);
    }
}
