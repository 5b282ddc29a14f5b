package io.github.cotangent.processor.report;

import io.github.cotangent.processor.check.Wording;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.plan.Plan;
import io.github.cotangent.processor.plan.Segment;
import io.github.cotangent.processor.plan.Version;
import io.github.cotangent.processor.reverse.Decisions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the sweeps of one method save: for each loop the bytes per iteration, for each value where it comes from and which adjoints
 * need it, and what is had without being saved.
 */
public final class SavedValues {
    private static final int REFERENCE = 4;

    private final Decisions decisions;
    private final Wording wording;
    private final Reasons reasons;
    private final boolean isSplit;
    private final Set<Variable> read = new HashSet<>();
    private final List<String> lines = new ArrayList<>();

    private SavedValues(Decisions decisions, Wording wording, boolean isSplit) {
        this.decisions = decisions;
        this.wording = wording;
        this.reasons = new Reasons(decisions, wording);
        this.isSplit = isSplit;
        Walk.statements(decisions.reverse(), stmt -> read.addAll(Walk.read(stmt)));
    }

    /** What stands above the texts of all methods of a companion. */
    public static String heading(String companion) {
        return "What the sweeps of " + companion + " save, in bytes. References count as " + REFERENCE
                + "; what they refer to, and room that buffers have in reserve, do not count.\n";
    }

    /**
     * The text.
     *
     * @param isSplit whether the reverse sweep is a call of its own, so that variables of the forward sweep are saved, too
     */
    public static String of(Decisions decisions, Wording wording, boolean isSplit) {
        SavedValues report = new SavedValues(decisions, wording, isSplit);
        report.active();
        report.saved();
        report.others();
        return String.join("\n", report.lines) + "\n";
    }

    private void active() {
        Set<Variable> known = new LinkedHashSet<>(decisions.recording().method().parameters());
        Walk.statements(decisions.recording().exits().body(), stmt -> {
            if (stmt instanceof Stmt.Assign assign && assign.target().kind() == Variable.Kind.LOCAL) {
                known.add(assign.target());
            }
        });
        list("numbers that carry derivatives", known, decisions.recording().activity()::isActive);
        list(
                "arrays and objects that do",
                known,
                variable -> decisions.recording().mirror().shadow(variable) != null);
    }

    private void list(String title, Set<Variable> known, Predicate<Variable> isIn) {
        List<String> names =
                known.stream().filter(isIn).map(wording::name).distinct().toList();
        lines.add("  " + title + ": " + (names.isEmpty() ? "none" : String.join(", ", names)));
    }

    private boolean isSaved(Version version) {
        Variable slot = decisions.plan().slots().get(version);
        return slot != null
                ? read.contains(slot)
                : isSplit && decisions.plan().of(version) == Plan.Means.HELD && isCarried(version);
    }

    /** Whether a variable of the forward sweep has to be handed to a reverse sweep that is a call of its own. */
    private boolean isCarried(Version version) {
        return !version.variable().isStatic() && read.contains(version.variable());
    }

    private void saved() {
        List<Version> once = reasons.needed().stream()
                .filter(version -> isSaved(version) && loop(version) == null && region(version) == null)
                .toList();
        lines.add("  saved once: " + total(once));
        values(once, "    ");
        Walk.statements(decisions.recording().exits().body(), stmt -> {
            if (stmt instanceof Stmt.Loop loop) {
                boolean isCheckpointed = decisions.recording().instrumentation().states(loop) != null;
                List<Version> here = reasons.needed().stream()
                        .filter(version -> isSaved(version)
                                && (loop(version) == loop || loop(version) == null && region(version) == loop))
                        .toList();
                String when = isCheckpointed
                        ? "saved of one iteration at a time, in the loop in "
                        : "saved in each iteration of the loop in ";
                lines.add("  " + when + wording.line(loop.origin()) + inside(loop) + ": " + total(here));
                values(here, "    ");
            }
        });
    }

    /** The loop whose iterations save a version each; null where a variable has it. */
    private Stmt.Loop loop(Version version) {
        return decisions.plan().slots().containsKey(version) ? version.home().loop() : null;
    }

    /** The checkpointed loop whose iterations save it one at a time; null where there is none. */
    private Stmt.Loop region(Version version) {
        return decisions.plan().slots().containsKey(version) ? version.home().region() : null;
    }

    private String inside(Stmt.Loop loop) {
        Segment around = decisions.recording().versions().segment(loop);
        Stmt.Loop outer = around.loop() == null ? around.region() : around.loop();
        return outer == null ? "" : ", inside the one in line " + outer.origin().line();
    }

    private static String total(List<Version> versions) {
        int bytes = versions.stream()
                .mapToInt(version -> bytes(version.variable().type()))
                .sum();
        return versions.isEmpty() ? "nothing" : bytes + " bytes";
    }

    private void values(List<Version> versions, String indent) {
        for (Version version : versions) {
            lines.add(indent + bytes(version.variable().type()) + "  " + reasons.what(version));
            reasons.why(version).forEach(reason -> lines.add(indent + "   for " + reason));
        }
    }

    private void others() {
        List<String> found = new ArrayList<>();
        for (Version version : reasons.needed()) {
            if (isSaved(version) || version.variable().kind() == Variable.Kind.GENERATED) {
                continue;
            }
            switch (decisions.plan().of(version)) {
                case HELD -> {
                    if (read.contains(version.variable())) {
                        found.add("still in its variable: " + reasons.what(version));
                    }
                }
                case INDUCTION -> found.add("follows from the number of the iteration: " + reasons.what(version));
                case RECOMPUTED -> found.add("computed again: " + reasons.what(version));
                default -> {}
            }
        }
        lines.add("  not saved:" + (found.isEmpty() ? " nothing else is needed" : ""));
        found.forEach(each -> lines.add("    " + each));
    }

    private static int bytes(Type type) {
        return type instanceof Primitive primitive
                ? switch (primitive) {
                    case LONG, DOUBLE -> 8;
                    case INT, FLOAT -> 4;
                    case SHORT, CHAR -> 2;
                    default -> 1;
                }
                : REFERENCE;
    }
}
