package io.github.cotangent.processor.print;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the locals of a routine are declared: in the innermost block around everything that mentions them, with their first
 * assignment if that stands there, otherwise before the first statement that mentions them.
 */
final class Declarations {

    /** A block on the way from the outermost in. */
    private record Site(Site parent, Block block, int depth) {}

    private final Map<Variable, Site> sites = new LinkedHashMap<>();
    private final Map<Block, Set<Variable>> inBlock = new IdentityHashMap<>();
    private final Map<Stmt, Set<Variable>> mentions = new IdentityHashMap<>();

    Declarations(Routine routine) {
        visit(routine.body(), null, 0);
        Set<Variable> parameters = new HashSet<>(routine.parameters());
        sites.forEach((variable, site) -> {
            if (!parameters.contains(variable)) {
                inBlock.computeIfAbsent(site.block(), block -> new LinkedHashSet<>())
                        .add(variable);
            }
        });
    }

    /** The variables at home in a block. */
    Set<Variable> of(Block block) {
        return inBlock.getOrDefault(block, Set.of());
    }

    /** The variables a statement mentions, itself or inside. */
    Set<Variable> mentioned(Stmt stmt) {
        return mentions.get(stmt);
    }

    private Set<Variable> visit(Block block, Site parent, int depth) {
        Site site = new Site(parent, block, depth);
        Set<Variable> all = new LinkedHashSet<>();
        for (Stmt stmt : block.statements()) {
            Set<Variable> here = new LinkedHashSet<>(Walk.read(stmt));
            Walk.assigned(stmt, here);
            here.removeIf(Variable::isStatic);
            here.forEach(variable -> sites.merge(variable, site, Declarations::common));
            Set<Variable> deep = new LinkedHashSet<>(here);
            for (Block inner : Walk.blocks(stmt)) {
                deep.addAll(isHeader(stmt, inner) ? visitHeader(inner, site) : visit(inner, site, depth + 1));
            }
            mentions.put(stmt, deep);
            all.addAll(deep);
        }
        return all;
    }

    private static boolean isHeader(Stmt stmt, Block inner) {
        return stmt instanceof Stmt.Loop loop && inner == loop.update() && LoopHeaders.isFor(loop);
    }

    /** An update in a header is no block: nothing can be declared in it. */
    private Set<Variable> visitHeader(Block update, Site site) {
        Set<Variable> all = new LinkedHashSet<>();
        for (Stmt stmt : update.statements()) {
            all.addAll(Walk.read(stmt));
            Walk.assigned(stmt, all);
        }
        all.removeIf(Variable::isStatic);
        all.forEach(variable -> sites.merge(variable, site, Declarations::common));
        return all;
    }

    private static Site common(Site a, Site b) {
        Site x = a;
        Site y = b;
        while (x != y) {
            if (x.depth() >= y.depth()) {
                x = x.parent();
            } else {
                y = y.parent();
            }
        }
        return x;
    }

    /** Whether the statements from one on assign a variable before they read it, on every way. */
    static boolean assignFirst(List<Stmt> statements, int from, Variable variable) {
        for (Stmt stmt : statements.subList(from, statements.size())) {
            Verdict verdict = verdict(stmt, variable);
            if (verdict != Verdict.UNTOUCHED) {
                return verdict == Verdict.ASSIGNED;
            }
        }
        return true;
    }

    private enum Verdict {
        UNTOUCHED,
        ASSIGNED,
        UNCLEAR
    }

    private static Verdict verdict(Stmt stmt, Variable variable) {
        if (Walk.read(stmt).contains(variable)) {
            return Verdict.UNCLEAR;
        }
        if (stmt instanceof Stmt.Assign assign && assign.target() == variable) {
            return Verdict.ASSIGNED;
        }
        List<Block> blocks = Walk.blocks(stmt);
        boolean touched = blocks.stream()
                .anyMatch(block -> new ArrayList<>(blocks(block)).stream().anyMatch(s -> mentions(s, variable)));
        if (!touched) {
            Set<Variable> assigned = new HashSet<>();
            Walk.assigned(stmt, assigned);
            return assigned.contains(variable) ? Verdict.UNCLEAR : Verdict.UNTOUCHED;
        }
        if (stmt instanceof Stmt.If || stmt instanceof Stmt.Switch) {
            boolean total = stmt instanceof Stmt.If
                    || stmt instanceof Stmt.Switch choice
                            && choice.cases().stream().anyMatch(Stmt.Case::isDefault);
            boolean all = total;
            for (Block arm : blocks) {
                all &= assigns(arm, variable)
                        || !Walk.completesNormally(arm)
                                && arm.statements().stream().noneMatch(s -> mentions(s, variable));
            }
            return all ? Verdict.ASSIGNED : Verdict.UNCLEAR;
        }
        return Verdict.UNCLEAR;
    }

    private static boolean assigns(Block arm, Variable variable) {
        for (Stmt stmt : arm.statements()) {
            Verdict verdict = verdict(stmt, variable);
            if (verdict != Verdict.UNTOUCHED) {
                return verdict == Verdict.ASSIGNED;
            }
        }
        return false;
    }

    private static List<Stmt> blocks(Block block) {
        List<Stmt> all = new ArrayList<>();
        Walk.statements(block, all::add);
        return all;
    }

    private static boolean mentions(Stmt stmt, Variable variable) {
        Set<Variable> here = new HashSet<>(Walk.read(stmt));
        Walk.assigned(stmt, here);
        return here.contains(variable);
    }

    /** Whether an expression mentions a variable. */
    static boolean reads(Expr expr, Variable variable) {
        if (expr instanceof Expr.Use use) {
            return use.variable() == variable;
        }
        return expr.operands().stream().anyMatch(operand -> reads(operand, variable));
    }
}
