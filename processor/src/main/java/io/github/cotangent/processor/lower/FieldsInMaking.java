package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The fields of the object in the making that variables stand for until it is made: those that do not have their final value
 * as soon as they have any, and those that refer to arrays and objects, so that what the constructor makes and fills is a copy
 * of what the object has.
 */
final class FieldsInMaking {
    private final Expr.Use self;
    private final Map<FieldId, Integer> assigned =
            new TreeMap<>((a, b) -> a.key().compareTo(b.key()));
    private final Set<String> read = new HashSet<>();

    private FieldsInMaking(Variable self) {
        this.self = new Expr.Use(self);
    }

    /** The fields, with new variables. */
    static Map<FieldId, Variable> in(Block body, Variable self) {
        FieldsInMaking found = new FieldsInMaking(self);
        found.count(body, 1);
        Map<FieldId, Variable> fields = new TreeMap<>((a, b) -> a.key().compareTo(b.key()));
        found.assigned.forEach((field, places) -> {
            if (places > 1 || field.type().isFollowed()) {
                fields.put(field, Variable.generated(field.name(), field.type()));
            }
        });
        return fields;
    }

    /** All fields that are assigned. */
    static Set<FieldId> assigned(Block body, Variable self) {
        FieldsInMaking found = new FieldsInMaking(self);
        found.count(body, 1);
        return new HashSet<>(found.assigned.keySet());
    }

    /** A place in a loop counts more than once, and so does one behind a read, which sees another value than the final one. */
    private void count(Block block, int weight) {
        for (Stmt stmt : block.statements()) {
            Walk.expressions(stmt, expr -> {
                if (expr instanceof Expr.Field field && field.object().equals(self)) {
                    read.add(field.field().key());
                }
            });
            if (stmt instanceof Stmt.SetField set && set.object().equals(self)) {
                assigned.merge(set.field(), read.contains(set.field().key()) ? 2 : weight, Integer::sum);
            }
            Walk.blocks(stmt).forEach(inner -> count(inner, stmt instanceof Stmt.Loop ? 2 : weight));
        }
    }

    /**
     * The body with variables in place of fields. What else it assigns to fields is there already; it matters if it may carry a
     * derivative, as even a text or the bits of a number may.
     */
    static Block replaced(Block body, Variable self, Map<FieldId, Variable> fields) {
        Map<String, Variable> variables = new HashMap<>();
        fields.forEach((field, variable) -> variables.put(field.key(), variable));
        return replaced(body, new Expr.Use(self), variables);
    }

    private static Block replaced(Block block, Expr.Use self, Map<String, Variable> variables) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            Stmt now = Walk.withBlocks(
                    Walk.mapOwn(stmt, expr -> replaced(expr, self, variables)),
                    inner -> replaced(inner, self, variables));
            if (!(now instanceof Stmt.SetField set) || !set.object().equals(self)) {
                out.add(now);
            } else if (variables.containsKey(set.field().key())) {
                out.add(new Stmt.Assign(variables.get(set.field().key()), set.value(), set.origin()));
            } else {
                out.add(set);
            }
        }
        return new Block(out);
    }

    private static Expr replaced(Expr expr, Expr.Use self, Map<String, Variable> variables) {
        if (expr instanceof Expr.Field field
                && field.object().equals(self)
                && variables.containsKey(field.field().key())) {
            return new Expr.Use(variables.get(field.field().key()));
        }
        return expr.mapOperands(operand -> replaced(operand, self, variables));
    }
}
