package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Stmt;
import java.util.ArrayList;
import java.util.List;

/** Statements being collected, together with what they may do to values computed before them. */
final class Sequence {
    private final List<Stmt> statements = new ArrayList<>();
    private final Impact impact = new Impact();

    void add(Stmt statement) {
        statements.add(statement);
        impact.add(statement);
    }

    /** Adds a statement with the blocks that were collected for it. */
    void add(Stmt statement, Sequence... parts) {
        add(statement);
        for (Sequence part : parts) {
            impact.add(part.impact);
        }
    }

    /** Moves the statements of another sequence to the end of this one. */
    void append(Sequence other) {
        statements.addAll(other.statements);
        impact.add(other.impact);
    }

    boolean isEmpty() {
        return statements.isEmpty();
    }

    Impact impact() {
        return impact;
    }

    Block block() {
        return new Block(statements);
    }
}
