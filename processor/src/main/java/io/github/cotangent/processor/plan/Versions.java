package io.github.cotangent.processor.plan;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.normalize.ExitCodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Which version of each variable each statement reads: single static assignment as an overlay on the structured form, which
 * stays as the user wrote it. Also where each variable and statement is at home.
 *
 * <p>Behind a statement with inner blocks every variable assigned on a way through it has a new version; a way that ends in a
 * jump does not count, except at the jump's target.
 */
public final class Versions {
    private final ExitCodes exits;
    private final Segment root = new Segment(null, null);
    private final Map<Stmt, Map<Variable, Version>> uses = new IdentityHashMap<>();
    private final Map<Stmt, Map<Variable, Version>> behind = new IdentityHashMap<>();
    private final Map<Stmt, Map<Variable, Version>> bodies = new IdentityHashMap<>();
    private final Map<Stmt, Map<Variable, Version>> headers = new IdentityHashMap<>();
    private final Map<Stmt, Segment> segments = new IdentityHashMap<>();
    private final Map<Stmt, Segment> iterations = new IdentityHashMap<>();
    private final Map<Stmt, Set<Variable>> assigned = new IdentityHashMap<>();
    private final Map<Variable, Segment> homes = new HashMap<>();
    private final Map<Variable, Integer> lastAssignment = new HashMap<>();
    private final Map<Stmt, Integer> positions = new IdentityHashMap<>();
    private final Map<Variable, Version> entries = new HashMap<>();
    private final Map<Variable, Version> now = new HashMap<>();
    private final UnaryOperator<Variable> shadows;
    private final Predicate<Stmt.Loop> isCheckpointed;
    private int position;

    /**
     * @param parameters what has a value on entry
     * @param shadows gives the shadow of a variable, or null: whoever reads the array or object may need it
     * @param isCheckpointed whether the iterations of a loop are reversed one by one
     */
    public Versions(
            List<Variable> parameters,
            ExitCodes exits,
            UnaryOperator<Variable> shadows,
            Predicate<Stmt.Loop> isCheckpointed) {
        this.exits = exits;
        this.shadows = shadows;
        this.isCheckpointed = isCheckpointed;
        for (Variable parameter : parameters) {
            now.put(parameter, entry(parameter));
            homes.put(parameter, root);
        }
        block(exits.body(), root);
    }

    /** The segment of the whole body. */
    public Segment root() {
        return root;
    }

    /** The version of a variable that a statement reads; for a loop, the one with which it is entered. */
    public Version read(Stmt stmt, Variable variable) {
        return uses.get(stmt).computeIfAbsent(variable, v -> entry(v));
    }

    /** The version with which a loop is entered of a variable that it does not assign. */
    public Version entering(Stmt.Loop loop, Variable variable) {
        return uses.get(loop).computeIfAbsent(variable, v -> unassigned(Block.of(loop), v));
    }

    private Version unassigned(Block block, Variable variable) {
        Version[] found = {null};
        Walk.statements(block, stmt -> {
            if (found[0] == null) {
                found[0] = uses.get(stmt).get(variable);
            }
        });
        return found[0] == null ? entry(variable) : found[0];
    }

    /** The version of a variable behind a statement that defines it. */
    public Version behind(Stmt stmt, Variable variable) {
        return behind.get(stmt).get(variable);
    }

    /** The version at the end of an iteration's body, before its update. */
    public Version behindBody(Stmt.Loop loop, Variable variable) {
        return bodies.get(loop).get(variable);
    }

    /** The version at the start of an iteration; null if the loop does not assign the variable. */
    public Version header(Stmt.Loop loop, Variable variable) {
        return headers.get(loop).get(variable);
    }

    /** The segment a statement stands in. */
    public Segment segment(Stmt stmt) {
        return segments.get(stmt);
    }

    /** The segment of an iteration: its body and its update stand in it. */
    public Segment iteration(Stmt.Loop loop) {
        return iterations.get(loop);
    }

    /** The innermost segment around everything that mentions a variable. */
    public Segment home(Variable variable) {
        return homes.getOrDefault(variable, root);
    }

    /** A statement's place in text order. */
    public int position(Stmt stmt) {
        return positions.get(stmt);
    }

    /** The variables a statement assigns, itself or inside. */
    public Set<Variable> assigned(Stmt stmt) {
        Set<Variable> known = assigned.get(stmt);
        if (known == null) {
            known = Walk.assigned(Block.of(stmt));
            assigned.put(stmt, known);
        }
        return known;
    }

    /** Whether the variable still holds this version when the forward sweep, or that of a checkpointed iteration, is over. */
    public boolean isFinal(Version version) {
        Variable variable = version.variable();
        if (variable.isStatic()) {
            return variable.field().constant();
        }
        if (lastAssignment.getOrDefault(variable, 0) > version.position()) {
            return false;
        }
        Stmt.Loop region = version.home().region();
        for (Segment s = version.home(); s != null && s.region() == region; s = s.parent()) {
            if (s.loop() != null && assigned(s.loop()).contains(variable)) {
                return false;
            }
        }
        return !variable.isCaptured() || version.home() == root;
    }

    private Version entry(Variable variable) {
        return entries.computeIfAbsent(variable, v -> new Version(v, Version.Kind.ENTRY, null, null, root, 0));
    }

    private void block(Block block, Segment segment) {
        Segment current = segment;
        for (Stmt stmt : block.statements()) {
            segments.put(stmt, current);
            positions.put(stmt, ++position);
            statement(stmt, current);
            if (!exits.guards(stmt).isEmpty()) {
                current = new Segment(current, current.loop());
            }
        }
    }

    private void statement(Stmt stmt, Segment segment) {
        Map<Variable, Version> reads = new HashMap<>();
        uses.put(stmt, reads);
        Walk.expressions(stmt, expr -> {
            if (expr instanceof Expr.Use use) {
                reads(use.variable(), reads, segment);
                Variable shadow = use.type().isFollowed() ? shadows.apply(use.variable()) : null;
                if (shadow != null) {
                    reads(shadow, reads, segment);
                }
            }
        });
        if (stmt instanceof Stmt.If choice) {
            branches(stmt, List.of(choice.then(), choice.otherwise()), segment);
        } else if (stmt instanceof Stmt.Switch choice) {
            List<Block> arms = new ArrayList<>();
            choice.cases().forEach(arm -> arms.add(arm.body()));
            branches(stmt, arms, segment);
        } else if (stmt instanceof Stmt.Labelled labelled) {
            block(labelled.body(), new Segment(segment, segment.loop()));
            define(stmt, behind, assigned(stmt), Version.Kind.JOIN, segment);
        } else if (stmt instanceof Stmt.Synchronized guarded) {
            block(guarded.body(), new Segment(segment, segment.loop()));
            define(stmt, behind, assigned(stmt), Version.Kind.JOIN, segment);
        } else if (stmt instanceof Stmt.Try attempt) {
            attempt(attempt, segment);
        } else if (stmt instanceof Stmt.TryFinally attempt) {
            block(attempt.body(), new Segment(segment, segment.loop()));
            Set<Variable> inside = Walk.assigned(attempt.body());
            define(stmt, bodies, inside, Version.Kind.FINALIZER, segment);
            block(attempt.finalizer(), new Segment(segment, segment.loop()));
            define(stmt, behind, assigned(stmt), Version.Kind.JOIN, segment);
        } else if (stmt instanceof Stmt.Loop loop) {
            loop(loop, segment);
        } else {
            Map<Variable, Version> after = new HashMap<>();
            for (Variable variable : assigned(stmt)) {
                Expr value = stmt instanceof Stmt.Assign assign && assign.target() == variable ? assign.value() : null;
                Version version = new Version(variable, Version.Kind.ASSIGN, stmt, value, segment, position);
                after.put(variable, version);
                now.put(variable, version);
                lastAssignment.put(variable, position);
                occurs(variable, segment);
            }
            behind.put(stmt, after);
        }
    }

    private void reads(Variable variable, Map<Variable, Version> reads, Segment segment) {
        Version version = now.get(variable);
        if (version != null) {
            reads.put(variable, version);
        }
        occurs(variable, segment);
    }

    private void branches(Stmt stmt, List<Block> arms, Segment segment) {
        Map<Variable, Version> before = new HashMap<>();
        for (Variable variable : assigned(stmt)) {
            before.put(variable, now.get(variable));
        }
        Set<Variable> merged = new LinkedHashSet<>();
        for (Block arm : arms) {
            block(arm, new Segment(segment, segment.loop()));
            if (Walk.completesNormally(arm)) {
                merged.addAll(Walk.assigned(arm));
            }
            restore(before);
        }
        define(stmt, behind, merged, Version.Kind.JOIN, segment);
    }

    /** Whichever clause runs, it finds the variables as the exception left them. */
    private void attempt(Stmt.Try attempt, Segment segment) {
        block(attempt.body(), new Segment(segment, segment.loop()));
        define(attempt, bodies, Walk.assigned(attempt.body()), Version.Kind.FINALIZER, segment);
        Map<Variable, Version> caught = new HashMap<>();
        for (Variable variable : assigned(attempt)) {
            caught.put(variable, now.get(variable));
        }
        for (Stmt.Catch clause : attempt.catches()) {
            Segment inside = new Segment(segment, segment.loop());
            Variable exception = clause.exception();
            now.put(exception, new Version(exception, Version.Kind.ASSIGN, attempt, null, inside, position));
            lastAssignment.put(exception, position);
            occurs(exception, inside);
            block(clause.body(), inside);
            restore(caught);
        }
        define(attempt, behind, assigned(attempt), Version.Kind.JOIN, segment);
    }

    private void restore(Map<Variable, Version> before) {
        before.forEach((variable, version) -> {
            if (version == null) {
                now.remove(variable);
            } else {
                now.put(variable, version);
            }
        });
    }

    private void loop(Stmt.Loop loop, Segment segment) {
        boolean alone = isCheckpointed.test(loop);
        Segment iteration = alone ? Segment.repeated(segment, loop) : new Segment(segment, loop);
        Stmt.Loop around = alone ? null : loop;
        iterations.put(loop, iteration);
        Set<Variable> carried = assigned(loop);
        for (Variable variable : carried) {
            if (now.containsKey(variable)) {
                uses.get(loop).put(variable, now.get(variable));
            }
        }
        define(loop, headers, carried, Version.Kind.HEADER, iteration);
        block(loop.body(), new Segment(iteration, around));
        define(loop, bodies, Walk.assigned(loop.body()), Version.Kind.BODY, iteration);
        block(loop.update(), new Segment(iteration, around));
        define(loop, behind, carried, Version.Kind.EXIT, segment);
    }

    private void define(
            Stmt stmt,
            Map<Stmt, Map<Variable, Version>> table,
            Set<Variable> variables,
            Version.Kind kind,
            Segment home) {
        position++;
        Map<Variable, Version> fresh = new HashMap<>();
        for (Variable variable : variables) {
            Version version = new Version(variable, kind, stmt, null, home, position);
            fresh.put(variable, version);
            now.put(variable, version);
        }
        table.put(stmt, fresh);
    }

    private void occurs(Variable variable, Segment segment) {
        if (!variable.isStatic()) {
            homes.merge(variable, segment, Segment::common);
        }
    }
}
