package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Objects that are not followed, lists for instance, in fields and arrays that are: putting something into one of them changes
 * the slot that it was read from.
 */
final class Containers {
    private final Storage storage;
    private final Map<Variable, Set<Slot>> origins = new HashMap<>();

    Containers(Storage storage) {
        this.storage = storage;
    }

    /** The slots whose containers a body may put something into. */
    Set<Slot> changedIn(Block body) {
        int before;
        do {
            before = size();
            Walk.statements(body, this::origin);
        } while (size() > before);
        Set<Slot> changed = new HashSet<>();
        if (!origins.isEmpty()) {
            Walk.statements(
                    body,
                    stmt -> Walk.expressions(stmt, expr -> {
                        if (expr instanceof Expr.Opaque opaque
                                && !opaque.effects().pure()) {
                            opaque.effects().mutated().forEach(variable -> changed.addAll(of(variable)));
                            opaque.operands().forEach(operand -> changed.addAll(of(operand)));
                        }
                    }));
        }
        return changed;
    }

    private int size() {
        return origins.values().stream().mapToInt(Set::size).sum();
    }

    private void origin(Stmt stmt) {
        if (!(stmt instanceof Stmt.Assign assign) || !Traces.isContainer(assign.target())) {
            return;
        }
        Set<Slot> found = new HashSet<>(of(assign.value()));
        assign.value().operands().forEach(operand -> found.addAll(of(operand)));
        if (!found.isEmpty()) {
            origins.computeIfAbsent(assign.target(), key -> new HashSet<>()).addAll(found);
        }
    }

    private Set<Slot> of(Expr expr) {
        if (expr instanceof Expr.Use use) {
            return of(use.variable());
        }
        boolean reads = expr instanceof Expr.Field || expr instanceof Expr.Load;
        Slot slot = reads ? storage.slot(expr) : null;
        return slot == null ? Set.of() : Set.of(slot);
    }

    private Set<Slot> of(Variable variable) {
        return origins.getOrDefault(variable, Set.of());
    }
}
