package io.github.cotangent.processor.tangent;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
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
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Carries several directions through one tangent sweep (vector forward mode): each statement that has to do with tangents stands there once
 * for each direction, with tangents of its own; what the method itself does stands there once.
 */
public final class Lanes {
    /** What the classes of tangents do with tangents alone. */
    private static final Set<String> OF_TANGENTS = Set.of("zeros", "check", "add");

    private final Set<Variable> tangents;
    private final Predicate<Variable> belongs;
    private final List<Map<Variable, Variable>> lanes = new ArrayList<>();
    private final UnaryOperator<Variable> another;
    private boolean isMixed;

    private Lanes(Set<Variable> tangents, Predicate<Variable> belongs, int count, UnaryOperator<Variable> another) {
        this.tangents = new HashSet<>(tangents);
        this.belongs = belongs;
        this.another = another;
        for (int i = 1; i < count; i++) {
            lanes.add(new HashMap<>());
        }
    }

    /**
     * Prepares a sweep.
     *
     * @param tangents the tangents and shadows in it
     * @param belongs which other variables belong to a lane where they stand beside tangents
     * @param another gives the variable of a further lane for one of the first
     * @return empty if it calls sweeps of other methods, which take one direction
     */
    public static Optional<Lanes> of(
            Block sweep,
            Set<Variable> tangents,
            Predicate<Variable> belongs,
            int count,
            UnaryOperator<Variable> another) {
        Lanes lanes = new Lanes(tangents, belongs, count, another);
        int before;
        do {
            before = lanes.tangents.size();
            Walk.statements(sweep, lanes::extend);
        } while (lanes.tangents.size() > before);
        Walk.statements(sweep, lanes::require);
        return lanes.isMixed ? Optional.empty() : Optional.of(lanes);
    }

    /** What is computed from tangents is of a lane, too. */
    private void extend(Stmt stmt) {
        if (concerns(stmt)) {
            if (stmt instanceof Stmt.Assign assign) {
                tangents.add(assign.target());
            }
            Walk.read(stmt).stream().filter(belongs).forEach(tangents::add);
        }
    }

    /** Requires of a statement with tangents that it does nothing else. */
    private void require(Stmt stmt) {
        if (!concerns(stmt)) {
            return;
        }
        boolean isSimple = stmt instanceof Stmt.Assign
                || stmt instanceof Stmt.Accumulate
                || stmt instanceof Stmt.AccumulateElement
                || stmt instanceof Stmt.Store
                || stmt instanceof Stmt.SetField
                || stmt instanceof Stmt.Perform;
        isMixed |= !isSimple;
        // Into what is there once, no lane may write.
        isMixed |= stmt instanceof Stmt.Store store && !mentions(store.array())
                || stmt instanceof Stmt.AccumulateElement share && !mentions(share.array())
                || stmt instanceof Stmt.SetField set && !mentions(set.object())
                || stmt instanceof Stmt.Accumulate sum && !tangents.contains(sum.target());
        Walk.expressions(
                stmt,
                expr -> isMixed |= expr instanceof Expr.GeneratedCall call && !OF_TANGENTS.contains(call.function()));
    }

    private boolean mentions(Expr place) {
        return place instanceof Expr.Use use && tangents.contains(use.variable());
    }

    /** Whether a statement itself has to do with tangents. */
    private boolean concerns(Stmt stmt) {
        return Walk.read(stmt).stream().anyMatch(tangents::contains)
                || stmt instanceof Stmt.Assign assign && tangents.contains(assign.target());
    }

    /** Statements with all lanes. */
    public Block in(Block block) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            if (!concerns(stmt)) {
                out.add(Walk.withBlocks(stmt, this::in));
                continue;
            }
            for (int lane = 0; lane <= lanes.size(); lane++) {
                out.add(in(lane, stmt));
            }
        }
        return new Block(out);
    }

    private Stmt in(int lane, Stmt stmt) {
        Stmt own = Walk.mapOwn(stmt, expr -> in(lane, expr));
        if (own instanceof Stmt.Assign assign) {
            return new Stmt.Assign(in(lane, assign.target()), assign.value(), assign.origin());
        } else if (own instanceof Stmt.Accumulate share) {
            return new Stmt.Accumulate(in(lane, share.target()), share.value(), share.origin());
        }
        return own;
    }

    /** What stands for an expression in a lane. */
    public Expr in(int lane, Expr expr) {
        return Walk.substitute(expr, variable -> new Expr.Use(in(lane, variable)));
    }

    /** What stands for a variable in a lane. */
    public Variable in(int lane, Variable variable) {
        return lane == 0 || !tangents.contains(variable)
                ? variable
                : lanes.get(lane - 1).computeIfAbsent(variable, another);
    }
}
