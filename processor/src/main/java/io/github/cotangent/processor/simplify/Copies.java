package io.github.cotangent.processor.simplify;

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
import java.util.Set;

/**
 * Reads the original in place of a copy that the tool made, {@code t = x}, where the original is not assigned as long as the
 * copy is read; and drops assignments that give a variable back the value it has.
 */
final class Copies {
    private final Map<Variable, Integer> assignments = new HashMap<>();
    private final Map<Variable, Integer> uses = new HashMap<>();
    private final Map<Variable, Set<Variable>> copied = new HashMap<>();
    private final Mentions mentions = new Mentions();

    private Copies(Block body) {
        Walk.statements(body, stmt -> {
            Set<Variable> assigned = new HashSet<>();
            Walk.assigned(stmt, assigned);
            assigned.forEach(variable -> assignments.merge(variable, 1, Integer::sum));
            Walk.read(stmt).forEach(variable -> uses.merge(variable, 1, Integer::sum));
            if (stmt instanceof Stmt.Assign copy && copy.value() instanceof Expr.Use original) {
                copied.computeIfAbsent(original.variable(), key -> new HashSet<>())
                        .add(copy.target());
            }
        });
    }

    static Block in(Block body) {
        return new Copies(body).block(body);
    }

    private Block block(Block block) {
        List<Stmt> out = new ArrayList<>();
        block.statements().forEach(stmt -> out.add(Walk.withBlocks(stmt, this::block)));
        for (int i = 0; i < out.size(); i++) {
            if (!(out.get(i) instanceof Stmt.Assign copy) || !(copy.value() instanceof Expr.Use original)) {
                continue;
            }
            Variable target = copy.target();
            Variable source = original.variable();
            if (target.isStatic() || source.isStatic()) {
                continue;
            }
            if (target == source) {
                out.remove(i--);
            } else {
                returned(out, i, target, source);
                boolean same = isOurs(target) && target.type().equals(source.type());
                if (same && (rename(out, i, target, source) || replace(out, i, target, source))) {
                    out.remove(i--);
                }
            }
        }
        return new Block(out);
    }

    private boolean isOurs(Variable variable) {
        boolean kind = variable.kind() == Variable.Kind.GENERATED || variable.kind() == Variable.Kind.TEMPORARY;
        return kind && assignments.get(variable) == 1;
    }

    /** Drops {@code source = target} behind {@code target = source}, as long as neither changes on the way. */
    private void returned(List<Stmt> out, int at, Variable target, Variable source) {
        if (!copied.getOrDefault(target, Set.of()).contains(source)) {
            return;
        }
        for (int i = at + 1; i < out.size(); i++) {
            if (out.get(i) instanceof Stmt.Assign back
                    && back.target() == source
                    && back.value() instanceof Expr.Use use
                    && use.variable() == target) {
                out.remove(i--);
                continue;
            }
            Set<Variable> assigned = mentions.of(out.get(i)).assigned();
            if (assigned.contains(source) || assigned.contains(target)) {
                return;
            }
        }
    }

    /** Lets a seed have the name of the adjoint it is copied to. */
    private boolean rename(List<Stmt> out, int at, Variable target, Variable source) {
        if (!source.name().equals("seed") || !isOurs(source)) {
            return false;
        }
        int start = at - 1;
        while (start >= 0 && !(out.get(start) instanceof Stmt.Assign assign && assign.target() == source)) {
            start--;
        }
        if (start < 0 || readers(out.subList(start, at), target) > 0) {
            return false;
        }
        // Up to the last use and no further: there are as many seeds as stores, so a look at the rest would be
        // quadratic.
        int left = uses.getOrDefault(source, 0);
        int end = start;
        while (left > 0 && end < out.size()) {
            left -= mentions.of(out.get(end++)).readers(source);
        }
        if (left > 0) {
            return false;
        }
        Stmt.Assign seed = (Stmt.Assign) out.get(start);
        out.set(start, new Stmt.Assign(target, seed.value(), seed.origin()));
        for (int i = start + 1; i < end; i++) {
            if (i != at) {
                out.set(i, renamed(out.get(i), source, target));
            }
        }
        uses.merge(target, uses.getOrDefault(source, 0), Integer::sum);
        return true;
    }

    /** Reads {@code source} for {@code target} in the statements behind {@code at}, if all its uses are there. */
    private boolean replace(List<Stmt> out, int at, Variable target, Variable source) {
        int left = uses.getOrDefault(target, 0);
        int last = at;
        for (int i = at + 1; i < out.size() && left > 0; i++) {
            Mentions.Of here = mentions.of(out.get(i));
            int readers = here.readers(target);
            boolean changes = here.assigned().contains(source);
            boolean late = changes && !readsFirst(out.get(i), source);
            if (readers > 0 && (late || here.captured().contains(target))) {
                return false;
            }
            left -= readers;
            last = readers > 0 ? i : last;
            if (changes && left > 0) {
                return false;
            }
        }
        if (left > 0) {
            return false;
        }
        for (int i = at + 1; i <= last; i++) {
            out.set(i, renamed(out.get(i), target, source));
        }
        uses.merge(source, uses.getOrDefault(target, 0), Integer::sum);
        return true;
    }

    /** Whether a statement assigns the original itself, after it has read all it reads. */
    private static boolean readsFirst(Stmt stmt, Variable source) {
        return stmt instanceof Stmt.Assign assign && assign.target() == source
                || stmt instanceof Stmt.Accumulate share && share.target() == source;
    }

    private int readers(List<Stmt> statements, Variable variable) {
        return statements.stream()
                .mapToInt(stmt -> mentions.of(stmt).readers(variable))
                .sum();
    }

    private Stmt renamed(Stmt stmt, Variable from, Variable to) {
        return mentions.of(stmt).uses(from) == 0 ? stmt : substituted(stmt, from, to);
    }

    private static Stmt substituted(Stmt stmt, Variable from, Variable to) {
        Stmt inner = Walk.withBlocks(stmt, block -> {
            List<Stmt> out = new ArrayList<>();
            block.statements().forEach(each -> out.add(substituted(each, from, to)));
            return new Block(out);
        });
        return Walk.mapOwn(inner, expr -> Walk.substitute(expr, v -> v == from ? new Expr.Use(to) : null));
    }
}
