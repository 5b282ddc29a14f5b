package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import io.github.cotangent.processor.ir.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Operands that have been evaluated and wait for the operation that uses them. When a later operand needs statements that
 * could change an earlier one, the earlier one is kept in a temporary in front of them.
 */
final class Pending {
    private final Body body;
    private final List<Expr> values = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();

    Pending(Body body) {
        this.body = body;
    }

    /** Takes a value that is at hand. */
    void add(Expr value, Node where) {
        values.add(value);
        nodes.add(where);
    }

    /** Lowers the next operand. */
    void add(Supplier<Expr> operand, Node where) {
        Sequence outer = body.open();
        close(outer, operand.get(), where);
    }

    /** Takes the operand that was lowered since {@code body.open()} gave {@code outer}. */
    void close(Sequence outer, Expr value, Node where) {
        Sequence statements = body.close(outer);
        if (!statements.isEmpty()) {
            protect(statements.impact());
            body.append(statements);
        }
        add(value, where);
    }

    private void protect(Impact impact) {
        for (int i = 0; i < values.size(); i++) {
            if (impact.reaches(values.get(i))) {
                values.set(i, body.keep(values.get(i), "t", nodes.get(i)));
            }
        }
    }

    int size() {
        return values.size();
    }

    /** Replaces the operands from one on by one that is made of them. */
    void pack(int from, Function<List<Expr>, Expr> packing, Node where) {
        List<Expr> atoms = atoms();
        Expr packed = packing.apply(atoms.subList(from, atoms.size()));
        for (int i = 0; i < from; i++) {
            values.set(i, atoms.get(i));
        }
        values.subList(from, values.size()).clear();
        nodes.subList(from, nodes.size()).clear();
        add(packed, where);
    }

    Expr get(int index) {
        return values.get(index);
    }

    /** The source of an operand. */
    Node node(int index) {
        return nodes.get(index);
    }

    List<Expr> values() {
        return List.copyOf(values);
    }

    /** The operands as atoms, kept in temporaries where they are not. */
    List<Expr> atoms() {
        List<Expr> atoms = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            atoms.add(body.atom(values.get(i), "t", nodes.get(i)));
        }
        return atoms;
    }
}
