package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.companion.PartNames;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.split.Promotion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Carries what two sweeps of a callee share from one to the other, in the fields of a state object.
 *
 * <p>A variable that no loop mentions lives in its field from the start: then neither sweep keeps a copy in its stack frame,
 * and a recursion goes nearly as deep as the user's. What loops work on stays local to be fast, and is handed over at the
 * end of one sweep and the start of the other.
 */
final class SavedState {
    private final Variable state;
    private final Map<Variable, String> fields = new LinkedHashMap<>();
    private final List<Stmt> forward = new ArrayList<>();
    private final List<Stmt> reverse = new ArrayList<>();

    /**
     * Prepares both sweeps.
     *
     * @param state the variable with the state object, in both sweeps
     * @param taken names of fields that the object has anyway
     * @param parameters parameters of the forward sweep
     * @param inPlace whether variables may live in their fields
     */
    SavedState(
            Variable state,
            Set<String> taken,
            List<Variable> parameters,
            Block forwardSweep,
            Block reverseSweep,
            Predicate<Variable> inPlace) {
        this.state = state;
        PartNames names = new PartNames();
        taken.forEach(names::unique);
        for (Variable shared : shared(parameters, forwardSweep, reverseSweep)) {
            fields.put(shared, names.unique(shared.name()));
        }
        forward(parameters, forwardSweep, inPlace);
        reverse(reverseSweep, inPlace);
    }

    List<Companion.Part> fields() {
        List<Companion.Part> parts = new ArrayList<>();
        fields.forEach((variable, name) -> parts.add(new Companion.Part(name, variable.type())));
        return parts;
    }

    /** The names of the fields that lead to what the reverse sweep changes. */
    List<String> shadows() {
        List<String> shadows = new ArrayList<>();
        fields.forEach((variable, name) -> {
            if (variable.isShadow()) {
                shadows.add(name);
            }
        });
        return shadows;
    }

    List<Stmt> forward() {
        return forward;
    }

    List<Stmt> reverse() {
        return reverse;
    }

    /** The variables that the reverse sweep reads and the forward sweep has. */
    private Set<Variable> shared(List<Variable> parameters, Block forwardSweep, Block reverseSweep) {
        Set<Variable> known = new HashSet<>(parameters);
        known.addAll(Walk.assigned(forwardSweep));
        known.remove(state);
        Set<Variable> shared = new LinkedHashSet<>();
        Walk.statements(reverseSweep, stmt -> {
            for (Variable variable : Walk.read(stmt)) {
                if (known.contains(variable) && !variable.isStatic()) {
                    shared.add(variable);
                }
            }
        });
        return shared;
    }

    private void forward(List<Variable> parameters, Block sweep, Predicate<Variable> inPlace) {
        Set<Variable> pinned = Promotion.pinned(sweep);
        Set<Variable> repeated = inLoops(sweep);
        Set<Variable> assigned = Walk.assigned(sweep);
        Map<Variable, String> moved = new HashMap<>();
        List<Variable> late = new ArrayList<>();
        Promotion all = new Promotion(state, fields);
        fields.forEach((variable, field) -> {
            boolean parameter = parameters.contains(variable);
            if (!inPlace.test(variable)) {
                late.add(variable);
            } else if (parameter && !assigned.contains(variable)) {
                forward.add(all.set(variable, new Expr.Use(variable), Origin.NONE));
            } else if (parameter || pinned.contains(variable) || repeated.contains(variable)) {
                late.add(variable);
            } else {
                moved.put(variable, field);
            }
        });
        Block rest = withoutDefaults(sweep, moved.keySet());
        forward.addAll(new Promotion(state, moved).in(rest).statements());
        late.forEach(variable -> forward.add(all.set(variable, new Expr.Use(variable), Origin.NONE)));
    }

    private void reverse(Block sweep, Predicate<Variable> inPlace) {
        Set<Variable> local = Promotion.pinned(sweep);
        local.addAll(inLoops(sweep));
        local.addAll(Walk.assigned(sweep));
        Map<Variable, String> moved = new HashMap<>();
        Promotion all = new Promotion(state, fields);
        fields.forEach((variable, field) -> {
            if (inPlace.test(variable) && !local.contains(variable)) {
                moved.put(variable, field);
            } else {
                reverse.add(new Stmt.Assign(variable, all.field(variable), Origin.NONE));
            }
        });
        reverse.addAll(new Promotion(state, moved).in(sweep).statements());
    }

    private static Set<Variable> inLoops(Block sweep) {
        Set<Variable> found = new HashSet<>();
        Walk.statements(sweep, stmt -> {
            if (stmt instanceof Stmt.Loop) {
                Walk.statements(Block.of(stmt), inner -> {
                    found.addAll(Walk.read(inner));
                    Walk.assigned(inner, found);
                });
            }
        });
        return found;
    }

    /** Drops assignments of the value that a new object's field has anyway. */
    private static Block withoutDefaults(Block sweep, Set<Variable> moved) {
        List<Stmt> out = new ArrayList<>();
        Set<Variable> mentioned = new HashSet<>();
        for (Stmt stmt : sweep.statements()) {
            boolean idle = stmt instanceof Stmt.Assign assign
                    && moved.contains(assign.target())
                    && !mentioned.contains(assign.target())
                    && assign.value() instanceof Expr.Constant constant
                    && constant.isZero();
            if (!idle) {
                out.add(stmt);
            }
            Walk.statements(Block.of(stmt), inner -> {
                mentioned.addAll(Walk.read(inner));
                Walk.assigned(inner, mentioned);
            });
        }
        return new Block(out);
    }
}
