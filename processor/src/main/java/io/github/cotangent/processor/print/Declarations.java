package io.github.cotangent.processor.print;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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

    /** Whether an expression mentions a variable. */
    static boolean reads(Expr expr, Variable variable) {
        if (expr instanceof Expr.Use use) {
            return use.variable() == variable;
        }
        return expr.operands().stream().anyMatch(operand -> reads(operand, variable));
    }
}
