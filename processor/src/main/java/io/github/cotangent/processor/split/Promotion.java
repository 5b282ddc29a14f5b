package io.github.cotangent.processor.split;

import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Moves variables into the fields of an object: what read or assigned them reads or assigns the fields. */
public final class Promotion {
    private final Variable holder;
    private final Map<Variable, String> fields;

    /**
     * Prepares a move.
     *
     * @param holder the variable with the object
     * @param fields the variables to move, none of them {@link #pinned}, and their fields
     */
    public Promotion(Variable holder, Map<Variable, String> fields) {
        this.holder = holder;
        this.fields = fields;
    }

    /** The variables that must stay local: lambdas and local classes keep them, or opaque text assigns them by name. */
    public static Set<Variable> pinned(Block body) {
        Set<Variable> pinned = new HashSet<>();
        Walk.statements(body, stmt -> {
            Walk.expressions(stmt, expr -> {
                if (expr instanceof Expr.Use use && use.variable().isCaptured()) {
                    pinned.add(use.variable());
                } else if (expr instanceof Expr.Opaque opaque) {
                    pinned.addAll(opaque.effects().assigned());
                }
            });
            Set<Variable> assigned = new HashSet<>();
            Walk.assigned(stmt, assigned);
            assigned.stream().filter(Variable::isCaptured).forEach(pinned::add);
        });
        return pinned;
    }

    public Block in(Block block) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            Stmt now = Walk.mapOwn(Walk.withBlocks(stmt, this::in), this::in);
            if (now instanceof Stmt.Assign assign && fields.containsKey(assign.target())) {
                now = set(assign.target(), assign.value(), assign.origin());
            } else if (now instanceof Stmt.Accumulate share && fields.containsKey(share.target())) {
                Variable target = share.target();
                Expr sum = new Expr.Binary(BinaryOp.ADD, field(target), share.value(), target.type());
                now = set(target, sum, share.origin());
            }
            out.add(now);
        }
        return new Block(out);
    }

    private Expr in(Expr expr) {
        return Walk.substitute(expr, variable -> fields.containsKey(variable) ? field(variable) : null);
    }

    /** What a moved variable is now. */
    public Expr field(Variable variable) {
        return new Expr.StateField(new Expr.Use(holder), fields.get(variable), variable.type());
    }

    /** The assignment of a moved variable. */
    public Stmt set(Variable variable, Expr value, Origin origin) {
        return new Stmt.SetStateField(new Expr.Use(holder), fields.get(variable), value, origin);
    }
}
