package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.BreakStmt;
import com.github.javaparser.ast.stmt.ContinueStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.stmt.ThrowStmt;
import com.github.javaparser.ast.stmt.YieldStmt;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements of a switch that are entered together: those behind one arrow, or behind one or more old-style labels.
 *
 * @param labels the case constants, without those of {@code default}
 * @param arrow whether the group cannot fall into the next one because it stands behind an arrow
 */
record SwitchGroup(List<Expression> labels, boolean isDefault, boolean arrow, SwitchEntry entry) {

    /** The groups of a switch; labels without statements of their own belong to the next group. */
    static List<SwitchGroup> of(List<SwitchEntry> entries) {
        List<SwitchGroup> groups = new ArrayList<>();
        List<Expression> labels = new ArrayList<>();
        boolean isDefault = false;
        for (int i = 0; i < entries.size(); i++) {
            SwitchEntry entry = entries.get(i);
            boolean arrow = entry.getType() != SwitchEntry.Type.STATEMENT_GROUP;
            labels.addAll(entry.getLabels());
            isDefault |= entry.isDefault() || entry.getLabels().isEmpty();
            if (arrow || !entry.getStatements().isEmpty() || i == entries.size() - 1) {
                groups.add(new SwitchGroup(List.copyOf(labels), isDefault, arrow, entry));
                labels.clear();
                isDefault = false;
            }
        }
        return groups;
    }

    List<Statement> statements() {
        return entry.getStatements();
    }

    /** Whether one of the groups may run into the next. */
    static boolean anyFallsThrough(List<SwitchGroup> groups) {
        return groups.stream()
                .limit(Math.max(0, groups.size() - 1))
                .anyMatch(g -> !g.arrow() && completes(g.statements()));
    }

    /** Whether the end of the statements may be reachable; {@code true} when in doubt. */
    private static boolean completes(List<Statement> statements) {
        return statements.stream().allMatch(SwitchGroup::completes);
    }

    private static boolean completes(Statement statement) {
        if (statement instanceof BlockStmt block) {
            return completes(block.getStatements());
        }
        if (statement instanceof IfStmt choice) {
            return choice.getElseStmt().isEmpty()
                    || completes(choice.getThenStmt())
                    || completes(choice.getElseStmt().get());
        }
        return !(statement instanceof BreakStmt
                || statement instanceof ContinueStmt
                || statement instanceof ReturnStmt
                || statement instanceof ThrowStmt
                || statement instanceof YieldStmt);
    }
}
