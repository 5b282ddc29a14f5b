package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.ir.ArrayFunction;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Whether going through code once more changes anything: it may fill arrays and objects that it makes itself, and throw, but not
 * change what was there before.
 */
final class Purity {
    private final Function<MethodId, Optional<Method>> source;
    private final Function<MethodId, Optional<List<MethodId>>> implementations;
    private final Map<MethodId, Boolean> known = new HashMap<>();

    /**
     * @param source the bodies of methods that are called
     * @param implementations the methods that a virtual call can mean; nothing if not all are known
     */
    Purity(Function<MethodId, Optional<Method>> source, Function<MethodId, Optional<List<MethodId>>> implementations) {
        this.source = source;
        this.implementations = implementations;
    }

    /** Whether a call changes nothing: neither the method nor any that it may call. */
    boolean isPure(MethodId id) {
        Boolean pure = known.get(id);
        if (pure == null) {
            pure = isPure(id, new HashSet<>());
            known.put(id, pure);
        }
        return pure;
    }

    /** @param open the methods that are being looked at, which change nothing if the others do not */
    private boolean isPure(MethodId id, Set<MethodId> open) {
        if (id.invocation() == MethodId.Invocation.CONSTRUCTION || !open.add(id)) {
            return true;
        }
        if (id.invocation() == MethodId.Invocation.VIRTUAL) {
            return implementations
                    .apply(id)
                    .filter(all -> all.stream().allMatch(each -> isPure(each, open)))
                    .isPresent();
        }
        return source.apply(id).filter(method -> isPure(method.body(), open)).isPresent();
    }

    private boolean isPure(Block body, Set<MethodId> open) {
        Set<Variable> made = made(body);
        boolean[] pure = {true};
        Walk.statements(body, stmt -> pure[0] &= !hasEffect(stmt, made, callee -> isPure(callee, open)));
        return pure[0];
    }

    /** Whether a constructor does nothing with a parameter but to store it in fields of the object it makes. */
    boolean isOnlyStored(MethodId constructor, int parameter) {
        return source.apply(constructor)
                .filter(method -> {
                    Variable given = method.parameters().get(parameter);
                    return isOnlyStored(
                            method.body(),
                            given,
                            new Expr.Use(method.parameters().get(0)),
                            onlyStored(method.body(), new Expr.Use(given)));
                })
                .isPresent();
    }

    /** The variables that get a value and hand it on to nothing but fields of the object that is made, or of the value itself. */
    static Set<Variable> onlyStored(Block body, Expr.Use value) {
        Set<Variable> found = new HashSet<>();
        Walk.statements(body, stmt -> {
            if (stmt instanceof Stmt.Assign assign
                    && assign.value().equals(value)
                    && !assign.target().isStatic()) {
                found.add(assign.target());
            }
        });
        found.removeIf(variable -> !isOnlyStored(body, variable, null, Set.of()));
        return found;
    }

    /**
     * @param made the object that is made; null for any
     * @param names variables that may get the value, too
     */
    private static boolean isOnlyStored(Block body, Variable variable, Expr.Use made, Set<Variable> names) {
        boolean[] only = {true};
        Walk.statements(body, stmt -> {
            boolean stored = stmt instanceof Stmt.SetField set
                    && set.isThere()
                    && (made == null || set.object().equals(made))
                    && set.value().equals(new Expr.Use(variable));
            boolean named = stmt instanceof Stmt.Assign assign
                    && names.contains(assign.target())
                    && assign.value().equals(new Expr.Use(variable));
            only[0] &= stored || named || !Walk.read(stmt).contains(variable);
        });
        return only[0];
    }

    /** Whether a statement, without those inside it, changes something that the code does not make itself. */
    boolean hasEffect(Stmt stmt, Set<Variable> made) {
        return hasEffect(stmt, made, this::isPure);
    }

    private static boolean hasEffect(Stmt stmt, Set<Variable> made, Predicate<MethodId> isPure) {
        if (stmt instanceof Stmt.Throw) {
            return false;
        }
        boolean stores = stmt instanceof Stmt.Assign assign && assign.target().isStatic()
                || stmt instanceof Stmt.Store store && !isMade(store.array(), made)
                || stmt instanceof Stmt.SetField set && !set.isThere() && !isMade(set.object(), made);
        boolean[] effect = {stores};
        Walk.expressions(stmt, expr -> effect[0] |= hasEffect(expr, made, isPure));
        return effect[0];
    }

    private static boolean hasEffect(Expr expr, Set<Variable> made, Predicate<MethodId> isPure) {
        if (expr instanceof Expr.Opaque opaque) {
            return !opaque.effects().pure();
        }
        if (expr instanceof Expr.ArrayCall call && call.type() == Primitive.VOID) {
            boolean copies = call.function() == ArrayFunction.ARRAYCOPY;
            return !isMade(call.operands().get(copies ? 2 : 0), made);
        }
        return expr instanceof Expr.Call call && !isPure.test(call.callee());
    }

    private static boolean isMade(Expr expr, Set<Variable> made) {
        return expr instanceof Expr.Use use && made.contains(use.variable());
    }

    // ---- what code makes itself

    /** The variables that refer to nothing but what the code makes itself. */
    static Set<Variable> made(Block body) {
        Set<Variable> made = new HashSet<>(Walk.assigned(body));
        made.removeIf(variable -> variable.isStatic()
                || variable.kind() == Variable.Kind.PARAMETER // before it is assigned, it is the caller's
                || !variable.type().isFollowed());
        boolean[] changed = {true};
        while (changed[0]) {
            changed[0] = false;
            boolean own = storesOnlyOwn(body, made);
            Walk.statements(body, stmt -> {
                if (stmt instanceof Stmt.Assign assign && !isMaking(assign.value(), made, own)) {
                    changed[0] |= made.remove(assign.target());
                }
                Walk.expressions(stmt, expr -> {
                    if (expr instanceof Expr.Opaque opaque) {
                        changed[0] |= made.removeAll(opaque.effects().assigned());
                    }
                });
            });
        }
        return made;
    }

    /** Whether every reference that is stored anywhere is one to something the code makes itself. */
    private static boolean storesOnlyOwn(Block body, Set<Variable> made) {
        boolean[] own = {true};
        Walk.statements(body, stmt -> {
            if (stmt instanceof Stmt.Store store && store.value().type().isReference()) {
                own[0] &= isMaking(store.value(), made, true);
            }
        });
        return own[0];
    }

    private static boolean isMaking(Expr value, Set<Variable> made, boolean own) {
        if (value instanceof Expr.Load load) {
            return own && isMade(load.array(), made);
        }
        if (value instanceof Expr.ArrayCall call) {
            return value.type().rank() == 1
                    && value.type().leaf() instanceof Primitive
                    && call.type() != Primitive.VOID;
        }
        if (value instanceof Expr.ArrayLiteral literal) {
            return literal.operands().stream()
                    .allMatch(operand -> !operand.type().isReference() || isMaking(operand, made, own));
        }
        return value instanceof Expr.NewArray
                || value instanceof Expr.New
                || value instanceof Expr.Constant
                || isMade(value, made);
    }
}
