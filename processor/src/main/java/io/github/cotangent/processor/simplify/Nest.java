package io.github.cotangent.processor.simplify;

import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.UnaryOp;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns A-normal form back into the nested expressions a person writes: a temporary that is assigned once and used once moves
 * into its use, if neither values nor the order of effects and exceptions change. Arithmetic keeps its grouping.
 */
public final class Nest {
    private static final int MAX_SIZE = 24;
    private static final int REACH = 12;

    private final Map<Variable, Integer> assignments = new HashMap<>();
    private final Map<Variable, Integer> uses = new HashMap<>();

    /** How many try bodies are around: an exception inside shows in which order variables were assigned before it. */
    private int attempts;

    private Nest(Block body) {
        Walk.statements(body, stmt -> {
            Set<Variable> assigned = new HashSet<>();
            Walk.assigned(stmt, assigned);
            assigned.forEach(variable -> assignments.merge(variable, 1, Integer::sum));
            if (stmt instanceof Stmt.Accumulate share) {
                uses.merge(share.target(), 1, Integer::sum);
            }
            Walk.expressions(stmt, expr -> {
                if (expr instanceof Expr.Use use) {
                    uses.merge(use.variable(), 1, Integer::sum);
                }
            });
        });
    }

    public static Block nest(Block body) {
        return new Nest(body).block(body);
    }

    private Block block(Block block) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            Stmt now = choice(inner(stmt));
            if (!(now instanceof Stmt.Loop)) {
                now = absorb(now, out);
            }
            out.add(now instanceof Stmt.Loop loop ? tested(loop) : now);
        }
        return new Block(out);
    }

    private Stmt inner(Stmt stmt) {
        Block tried = stmt instanceof Stmt.Try attempt
                ? attempt.body()
                : stmt instanceof Stmt.TryFinally attempt ? attempt.body() : null;
        return Walk.withBlocks(stmt, block -> {
            attempts += block == tried ? 1 : 0;
            Block now = block(block);
            attempts -= block == tried ? 1 : 0;
            return now;
        });
    }

    private boolean isNestable(Variable variable) {
        return (variable.kind() == Variable.Kind.TEMPORARY || variable.kind() == Variable.Kind.GENERATED)
                && assignments.getOrDefault(variable, 0) == 1
                && uses.getOrDefault(variable, 0) == 1;
    }

    /** Moves the definitions before a statement into it, last first. */
    private Stmt absorb(Stmt stmt, List<Stmt> out) {
        Stmt now = stmt;
        int at = out.size() - 1;
        int end = Math.max(0, out.size() - REACH);
        List<Stmt> between = new ArrayList<>();
        while (at >= end) {
            Stmt candidate = out.get(at);
            Stmt changed = candidate instanceof Stmt.Assign assign && isNestable(assign.target())
                    ? into(now, assign, between)
                    : null;
            if (changed != null) {
                now = changed;
                out.remove(at);
                end = Math.max(0, end - 1);
            } else {
                between.add(candidate);
            }
            at--;
        }
        return now;
    }

    private Stmt into(Stmt stmt, Stmt.Assign definition, List<Stmt> between) {
        List<Expr> own = Walk.own(stmt);
        Variable variable = definition.target();
        Expr value = definition.value();
        boolean mentions = own.stream().anyMatch(expr -> mentions(expr, variable));
        if (!mentions || !canPass(value, between)) {
            return null;
        }
        int size = size(value);
        for (Expr expr : own) {
            size += size(expr);
        }
        if (size > MAX_SIZE && !(value instanceof Expr.Atom)) {
            return null;
        }
        Effect moved = Effect.of(value);
        if (meets(stmt, value) || isDivisor(own, variable, value) || isReadFirst(stmt, variable, moved)) {
            return null;
        }
        for (Expr expr : own) {
            Boolean found = reach(expr, variable, moved, false, isShare(stmt));
            if (found == null) {
                return null;
            }
            if (found) {
                break;
            }
        }
        return Walk.mapOwn(stmt, expr -> Walk.substitute(expr, v -> v == variable ? value : null));
    }

    /** Whether one of the two, by opaque text, assigns what the other reads. */
    private static boolean meets(Stmt stmt, Expr value) {
        Set<Variable> read = Walk.read(stmt);
        Set<Variable> readByValue = Walk.read(new Stmt.Perform(value, Origin.NONE));
        return assignedIn(List.of(value)).stream().anyMatch(read::contains)
                || assignedIn(Walk.own(stmt)).stream().anyMatch(readByValue::contains);
    }

    private static Set<Variable> assignedIn(List<Expr> expressions) {
        Set<Variable> found = new HashSet<>();
        expressions.forEach(expr -> Walk.assigned(new Stmt.Perform(expr, Origin.NONE), found));
        return found;
    }

    /** A constant as a divisor might make javac see a division by zero, and warn. */
    private static boolean isDivisor(List<Expr> own, Variable variable, Expr value) {
        boolean[] found = {false};
        own.forEach(expr -> Walk.expressions(new Stmt.Perform(expr, Origin.NONE), inner -> {
            found[0] |= inner instanceof Expr.Binary binary
                    && (binary.op() == BinaryOp.DIV || binary.op() == BinaryOp.REM)
                    && !binary.type().isFloating()
                    && mentions(binary.right(), variable);
        }));
        return found[0] && Walk.read(new Stmt.Perform(value, Origin.NONE)).isEmpty();
    }

    /** Java reads the target of {@code a[i] += value} before it evaluates the value. */
    private static boolean isReadFirst(Stmt stmt, Variable variable, Effect moved) {
        return stmt instanceof Stmt.AccumulateElement share
                && moved == Effect.ACTS
                && mentions(share.value(), variable);
    }

    /**
     * Looks for the use in evaluation order: true when found with nothing in the way, false when not in here and nothing in
     * the way either, null when something evaluated before it must not be overtaken. Opaque text may evaluate its operands
     * late, often or never, as in a lambda.
     *
     * @param again whether what is looked at has been looked at before, in the forward sweep, so that it throws nothing
     */
    private static Boolean reach(Expr expr, Variable variable, Effect moved, boolean conditional, boolean again) {
        if (expr instanceof Expr.Use use && use.variable() == variable) {
            return conditional && moved != Effect.FREE ? null : Boolean.TRUE;
        }
        boolean branch = expr instanceof Expr.Conditional
                || expr instanceof Expr.Binary binary && (binary.op() == BinaryOp.AND || binary.op() == BinaryOp.OR);
        List<Expr> operands = expr.operands();
        if (expr instanceof Expr.Opaque && mentions(expr, variable)) {
            return null;
        }
        for (int i = 0; i < operands.size(); i++) {
            Boolean found = reach(operands.get(i), variable, moved, conditional || branch && i > 0, again);
            if (found == null || found) {
                return found;
            }
        }
        Effect passed = Effect.ofNode(expr);
        boolean free = moved.commutesWith(passed) || again && moved == Effect.LOOKS && passed == Effect.LOOKS;
        return free ? Boolean.FALSE : null;
    }

    private boolean canPass(Expr value, List<Stmt> between) {
        Effect moved = Effect.of(value);
        Set<Variable> read = Walk.read(new Stmt.Perform(value, Origin.NONE));
        Set<Variable> changed = assignedIn(List.of(value));
        for (Stmt stmt : between) {
            Block alone = Block.of(stmt);
            Set<Variable> assigned = Walk.assigned(alone);
            if (read.stream()
                    .anyMatch(v ->
                            assigned.contains(v) || v.isStatic() && !v.field().constant())) {
                return false;
            }
            boolean[] clear = {true};
            Walk.statements(alone, inner -> {
                clear[0] &= Walk.read(inner).stream().noneMatch(changed::contains);
                clear[0] &= moved.commutesWith(Effect.ofAssignment(inner, value));
                clear[0] &= attempts == 0 || moved == Effect.FREE || !isNoticed(inner);
                Walk.expressions(inner, expr -> {
                    // What an adjoint receives was read before, in the forward sweep: reading it again throws nothing.
                    boolean again = isShare(inner) && Effect.ofNode(expr) == Effect.LOOKS;
                    clear[0] &= again || moved.commutesWith(Effect.ofNode(expr));
                });
            });
            if (!clear[0]) {
                return false;
            }
        }
        return true;
    }

    /** Whether where an exception is caught it may show that a variable was assigned before. */
    private boolean isNoticed(Stmt stmt) {
        return stmt instanceof Stmt.Store
                || stmt instanceof Stmt.Assign assign
                        && !(assign.target().kind() == Variable.Kind.TEMPORARY
                                && assignments.get(assign.target()) == 1);
    }

    private static boolean isShare(Stmt stmt) {
        return stmt instanceof Stmt.Accumulate || stmt instanceof Stmt.AccumulateElement;
    }

    /** Whether an array is one of the tool's, or a row of one: such are never arrays of the user. */
    private static boolean isOurs(Expr array) {
        if (array instanceof Expr.Load row) {
            return isOurs(row.array());
        }
        if (array instanceof Expr.Field field) {
            return isOurs(field.object());
        }
        return array instanceof Expr.Use use && use.variable().kind() == Variable.Kind.GENERATED;
    }

    /** Whether an expression reads nothing but variables and elements of the user's arrays. */
    private static boolean readsUserArraysOnly(Expr expr) {
        boolean own = Effect.ofNode(expr) == Effect.FREE
                || expr instanceof Expr.Load load && !isOurs(load.array())
                || expr instanceof Expr.Field field && !isOurs(field.object());
        return own && expr.operands().stream().allMatch(Nest::readsUserArraysOnly);
    }

    private static boolean mentions(Expr expr, Variable variable) {
        if (expr instanceof Expr.Use use) {
            return use.variable() == variable;
        }
        return expr.operands().stream().anyMatch(operand -> mentions(operand, variable));
    }

    private static int size(Expr expr) {
        int size = 1;
        for (Expr operand : expr.operands()) {
            size += size(operand);
        }
        return size;
    }

    /** What evaluating an expression may do besides giving a value. */
    private enum Effect {
        FREE,
        /** Reads a field of an object of the tool's, which is there. */
        READS,
        /** Reads what may change, and may throw. */
        LOOKS,
        ACTS;

        /** Whether swapping the two is unnoticed. Two looks do not commute: each may throw something else. */
        boolean commutesWith(Effect other) {
            return this == FREE || other == FREE || this == READS && other != ACTS || other == READS && this != ACTS;
        }

        static Effect of(Expr expr) {
            Effect most = ofNode(expr);
            for (Expr operand : expr.operands()) {
                Effect effect = of(operand);
                most = effect.compareTo(most) > 0 ? effect : most;
            }
            return most;
        }

        /** What a statement itself does, beyond its expressions, as far as a value that moves past it could notice. */
        static Effect ofAssignment(Stmt stmt, Expr moving) {
            boolean quiet =
                    stmt instanceof Stmt.Assign || stmt instanceof Stmt.Accumulate || stmt instanceof Stmt.Comment;
            boolean toOurs = stmt instanceof Stmt.AccumulateElement share && isOurs(share.array())
                    || stmt instanceof Stmt.SetField set
                            && isOurs(set.object())
                            && set.value().type().isFloating()
                    || stmt instanceof Stmt.Store store
                            && isOurs(store.array())
                            && store.value() instanceof Expr.Constant zero
                            && zero.isZero();
            return quiet || toOurs && readsUserArraysOnly(moving) ? FREE : ACTS;
        }

        static Effect ofNode(Expr expr) {
            if (expr instanceof Expr.Call
                    || expr instanceof Expr.Ruled
                    || expr instanceof Expr.GeneratedCall
                    || expr instanceof Expr.RuntimeCall
                    || expr instanceof Expr.New
                    || expr instanceof Expr.NewArray
                    || expr instanceof Expr.ArrayLiteral
                    || expr instanceof Expr.ArrayCall
                    || expr instanceof Expr.ContainerCall call
                            && !call.function().isRepeatable()
                    || expr instanceof Expr.Opaque opaque && !opaque.effects().pure()) {
                return ACTS;
            }
            if (expr instanceof Expr.Use use
                    && use.variable().isStatic()
                    && !use.variable().field().constant()) {
                return LOOKS;
            }
            if (expr instanceof Expr.StateField) {
                return READS;
            }
            if (expr instanceof Expr.InstanceOf) {
                return FREE;
            }
            boolean free = expr instanceof Expr.Atom
                    || expr instanceof Expr.Unary
                    || expr instanceof Expr.Convert
                    || expr instanceof Expr.Conditional
                    || expr instanceof Expr.Detach
                    || expr instanceof Expr.Refined
                    || expr instanceof Expr.Linear
                    || expr instanceof Expr.MathCall && expr.type().isFloating()
                    || expr instanceof Expr.Binary binary
                            && (binary.type().isFloating()
                                    || binary.op() != BinaryOp.DIV && binary.op() != BinaryOp.REM);
            return free ? FREE : LOOKS;
        }
    }

    /** {@code if (c) t = a; else t = b;} on a temporary is {@code t = c ? a : b}. */
    private Stmt choice(Stmt stmt) {
        if (stmt instanceof Stmt.If choice
                && choice.then().statements().size() == 1
                && choice.otherwise().statements().size() == 1
                && choice.then().statements().get(0) instanceof Stmt.Assign then
                && choice.otherwise().statements().get(0) instanceof Stmt.Assign otherwise
                && then.target() == otherwise.target()
                && then.target().kind() == Variable.Kind.TEMPORARY
                && assignments.getOrDefault(then.target(), 0) == 2
                && size(then.value()) + size(otherwise.value()) <= MAX_SIZE) {
            Variable target = then.target();
            assignments.put(target, 1);
            Expr value = boolish(choice.condition(), then.value(), otherwise.value(), target);
            return new Stmt.Assign(target, value, choice.origin());
        }
        return stmt;
    }

    private static boolean isConstant(Expr expr) {
        boolean operation = expr instanceof Expr.Unary
                || expr instanceof Expr.Binary
                || expr instanceof Expr.Conditional
                || expr instanceof Expr.Convert;
        return expr instanceof Expr.Constant
                || operation && expr.operands().stream().allMatch(Nest::isConstant);
    }

    private static Expr boolish(Expr condition, Expr then, Expr otherwise, Variable target) {
        if (target.type() == Primitive.BOOLEAN && otherwise.equals(Expr.Constant.FALSE)) {
            return new Expr.Binary(BinaryOp.AND, condition, then, Primitive.BOOLEAN);
        }
        if (target.type() == Primitive.BOOLEAN && then.equals(Expr.Constant.TRUE)) {
            return new Expr.Binary(BinaryOp.OR, condition, otherwise, Primitive.BOOLEAN);
        }
        return new Expr.Conditional(condition, then, otherwise, target.type());
    }

    /**
     * {@code while (true) { if (!c) break; … }} is {@code while (c) { … }}, unless Java knows the value of {@code c}: it takes a
     * loop whose condition is a constant for endless or for unreachable.
     */
    private static Stmt.Loop tested(Stmt.Loop loop) {
        List<Stmt> body = loop.body().statements();
        if (loop.condition().equals(Expr.Constant.TRUE)
                && !body.isEmpty()
                && body.get(0) instanceof Stmt.If test
                && test.otherwise().isEmpty()
                && test.then().statements().size() == 1
                && test.then().statements().get(0) instanceof Stmt.Jump jump
                && jump.target() == loop.label()
                && !jump.isContinue()
                && !isConstant(test.condition())) {
            Expr condition = test.condition() instanceof Expr.Unary not && not.op() == UnaryOp.NOT
                    ? not.operand()
                    : new Expr.Unary(UnaryOp.NOT, test.condition(), Primitive.BOOLEAN);
            return new Stmt.Loop(
                    loop.label(),
                    condition,
                    true,
                    new Block(body.subList(1, body.size())),
                    loop.update(),
                    loop.origin());
        }
        return loop;
    }
}
