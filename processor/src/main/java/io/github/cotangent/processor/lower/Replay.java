package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes the effects out of a body that is gone through for a second time: calls for their effect, logging for instance, and
 * counters. What depends on an effect cannot be gone through again.
 */
final class Replay {
    private final Variable self;
    private final Purity purity;
    private final Consumer<Origin> failure;
    private final Set<Variable> read = new HashSet<>();
    private final Set<Variable> carrying = new HashSet<>();

    private Replay(Variable self, Purity purity, Consumer<Origin> failure) {
        this.self = self;
        this.purity = purity;
        this.failure = failure;
    }

    /**
     * The body without effects.
     *
     * @param self the object in the making
     * @param purity tells which calls have effects
     * @param failure is told where something depends on an effect, or the object is handed to unknown code
     */
    static Block withoutEffects(Block body, Variable self, Purity purity, Consumer<Origin> failure) {
        Block now = body;
        int before;
        do {
            before = size(now);
            Replay pass = new Replay(self, purity, failure);
            pass.findRead(now);
            pass.findCarrying(now);
            now = pass.block(now);
        } while (size(now) < before);
        new Replay(self, purity, failure).check(now);
        return now;
    }

    /** Finds the variables whose values matter: those that something other than an assignment of no matter reads. */
    private void findRead(Block block) {
        int before;
        do {
            before = read.size();
            Walk.statements(block, stmt -> {
                if (!(stmt instanceof Stmt.Assign assign) || read.contains(assign.target())) {
                    read.addAll(Walk.read(stmt));
                }
            });
        } while (read.size() > before);
    }

    /** Finds the variables whose values may lead to something with a derivative. */
    private void findCarrying(Block block) {
        int before;
        do {
            before = carrying.size();
            Walk.statements(block, stmt -> {
                if (stmt instanceof Stmt.Assign assign
                        && (isTold(assign.value()) ? tells(assign.value()) : mayCarry(assign.value()))) {
                    carrying.add(assign.target());
                }
                Walk.expressions(stmt, expr -> {
                    if (expr instanceof Expr.Opaque opaque) {
                        carrying.addAll(opaque.effects().assigned());
                        carrying.addAll(opaque.effects().mutated());
                    }
                });
            });
        } while (carrying.size() > before);
    }

    private boolean mayCarry(Expr value) {
        if (value instanceof Expr.Constant) {
            return false;
        }
        if (value instanceof Expr.Use use) {
            boolean own = use.variable().kind() != Variable.Kind.PARAMETER
                    && !use.variable().isStatic();
            return use.type().mayCarry() && (!own || carrying.contains(use.variable()));
        }
        return !(value instanceof Expr.Opaque opaque)
                || !opaque.effects().staticsRead().isEmpty()
                || opaque.operands().stream().anyMatch(this::mayCarry);
    }

    /** Whether a value is a text, a whole number or a truth value. */
    private static boolean isTold(Expr value) {
        return value.type().equals(ReferenceType.STRING)
                || value.type() instanceof Primitive && !value.type().isFloating();
    }

    /** Whether a text or a whole number may tell the digits or the bits of a number with a derivative. */
    private boolean tells(Expr value) {
        if (value.type() == Primitive.BOOLEAN || value instanceof Expr.Constant) {
            return false;
        }
        if (value instanceof Expr.Use use && isTold(value)) {
            return use.variable().kind() == Variable.Kind.PARAMETER || carrying.contains(use.variable());
        }
        return value instanceof Expr.Opaque opaque
                ? !opaque.effects().staticsRead().isEmpty()
                        || opaque.operands().stream().anyMatch(this::entersText)
                : value instanceof Expr.Call
                        || value.operands().stream().anyMatch(operand -> isTold(operand) && tells(operand));
    }

    private boolean entersText(Expr operand) {
        return isTold(operand) ? tells(operand) : mayCarry(operand);
    }

    private static int size(Block block) {
        int[] size = new int[1];
        Walk.statements(block, stmt -> size[0]++);
        return size[0];
    }

    private Block block(Block block) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            if (!isDropped(stmt)) {
                out.add(Walk.withBlocks(stmt, inner -> isCaughtIn(stmt, inner) ? inner : block(inner)));
            }
        }
        return new Block(out);
    }

    /** Whether exceptions from a block are caught: what may throw one has an effect there, whatever else it does. */
    private static boolean isCaughtIn(Stmt stmt, Block block) {
        return stmt instanceof Stmt.Try attempt && block == attempt.body() && Walk.goesOn(attempt);
    }

    private boolean isDropped(Stmt stmt) {
        if (stmt instanceof Stmt.Perform perform && perform.action() instanceof Expr.Opaque opaque) {
            return opaque.effects().assigned().stream().noneMatch(read::contains) && !handsOver(opaque);
        }
        if (stmt instanceof Stmt.SetField set) {
            boolean told = isTold(set.value());
            boolean other = !told && set.field().type() instanceof ReferenceType;
            return set.isThere() && (told ? !tells(set.value()) : other && !mayCarry(set.value()));
        }
        if (stmt instanceof Stmt.Assign assign) {
            boolean effect = assign.target().isStatic()
                    || assign.value() instanceof Expr.Opaque opaque
                            && !opaque.effects().pure()
                            && !handsOver(opaque);
            return effect && !read.contains(assign.target());
        }
        return false;
    }

    /** Whether opaque code gets the object, or something that is followed. */
    private boolean handsOver(Expr.Opaque opaque) {
        return opaque.effects().mutated().stream()
                .anyMatch(variable -> variable == self || variable.type().isFollowed());
    }

    private void check(Block block) {
        Set<Variable> made = Purity.made(block);
        Set<Variable> kept = Purity.onlyStored(block, new Expr.Use(self));
        List<Stmt> failing = new ArrayList<>();
        boolean known = !kept.isEmpty() || isHandedOver(block);
        Walk.statements(block, stmt -> {
            boolean keeps = stmt instanceof Stmt.Assign assign
                    && assign.value().equals(new Expr.Use(self))
                    && kept.contains(assign.target());
            if (!keeps && (purity.hasEffect(stmt, made) || escapes(stmt) || known && looksAround(stmt))) {
                failing.add(stmt);
            }
        });
        failing.stream().findFirst().ifPresent(stmt -> failure.accept(stmt.origin()));
    }

    /**
     * Whether a statement does more with the object in the making than to read and set its fields, and to hand it to constructors
     * that only store it: nothing looks at it through another name before it is made.
     */
    private boolean escapes(Stmt stmt) {
        Expr.Use use = new Expr.Use(self);
        boolean sets = stmt instanceof Stmt.SetField set && set.object().equals(use);
        List<Expr> own = Walk.own(stmt);
        return own.subList(sets ? 1 : 0, own.size()).stream().anyMatch(expr -> escapes(expr, use));
    }

    private boolean escapes(Expr expr, Expr.Use self) {
        boolean reads = expr instanceof Expr.Field;
        boolean constructs =
                expr instanceof Expr.Call call && call.callee().invocation() == MethodId.Invocation.CONSTRUCTION;
        boolean mentions =
                expr instanceof Expr.Opaque opaque && opaque.effects().pure();
        List<Expr> operands = expr.operands();
        boolean first = (reads || constructs) && operands.get(0).equals(self);
        boolean escapes = expr.equals(self);
        for (int i = first ? 1 : 0; i < operands.size() && !mentions; i++) {
            escapes |= !(operands.get(i).equals(self) && isOnlyStored(expr, i)) && escapes(operands.get(i), self);
        }
        return escapes;
    }

    private boolean isHandedOver(Block block) {
        boolean[] found = new boolean[1];
        Walk.statements(
                block,
                stmt -> Walk.expressions(stmt, expr -> {
                    List<Expr> operands = expr.operands();
                    for (int i = 0; i < operands.size(); i++) {
                        found[0] |= operands.get(i).equals(new Expr.Use(self)) && isOnlyStored(expr, i);
                    }
                }));
        return found[0];
    }

    /**
     * Whether a statement looks into other objects: from them, the way may lead to the one in the making, whose fields have
     * their final values already.
     */
    private boolean looksAround(Stmt stmt) {
        boolean[] found = new boolean[1];
        Walk.expressions(stmt, expr -> {
            List<Expr> operands = expr.operands();
            for (int i = 0; i < operands.size(); i++) {
                boolean other = operands.get(i).type() instanceof ObjectType
                        && !operands.get(i).equals(new Expr.Use(self))
                        && !(operands.get(i) instanceof Expr.Constant);
                boolean made = expr instanceof Expr.Call call
                        && call.callee().invocation() == MethodId.Invocation.CONSTRUCTION
                        && i == 0;
                found[0] |= other && !made && !isOnlyStored(expr, i);
            }
        });
        return found[0];
    }

    /** Whether a constructor only stores an operand. */
    private boolean isOnlyStored(Expr expr, int operand) {
        if (expr instanceof Expr.New creation) {
            return purity.isOnlyStored(creation.constructor().construction(), operand + 1);
        }
        return expr instanceof Expr.Call call
                && call.callee().invocation() == MethodId.Invocation.CONSTRUCTION
                && purity.isOnlyStored(call.callee(), operand);
    }
}
