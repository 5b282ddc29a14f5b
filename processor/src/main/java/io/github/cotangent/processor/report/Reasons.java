package io.github.cotangent.processor.report;

import io.github.cotangent.processor.check.Wording;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.plan.Plan;
import io.github.cotangent.processor.plan.Version;
import io.github.cotangent.processor.plan.Versions;
import io.github.cotangent.processor.reverse.CallSite;
import io.github.cotangent.processor.reverse.Decisions;
import io.github.cotangent.processor.rules.Rule;
import io.github.cotangent.processor.rules.Rules;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a value that the reverse sweep needs is, and what it is needed for. */
final class Reasons {
    private final Decisions decisions;
    private final Versions versions;
    private final Wording wording;
    private final Map<Variable, String> bookkeeping = new HashMap<>();
    private final Map<Version, Set<String>> sources = new LinkedHashMap<>();

    Reasons(Decisions decisions, Wording wording) {
        this.decisions = decisions;
        this.versions = decisions.recording().versions();
        this.wording = wording;
        Walk.statements(decisions.recording().exits().body(), stmt -> {
            if (stmt instanceof Stmt.Loop loop) {
                bookkeeping.put(
                        decisions.recording().instrumentation().trips(loop),
                        "the number of iterations of the loop in " + wording.line(loop.origin()));
            }
            CallSite site = decisions.recording().instrumentation().call(stmt);
            if (site != null) {
                bookkeeping.put(
                        site.state(),
                        "a reference to what the call of "
                                + site.call().callee().title() + " saves");
            }
        });
        sources();
    }

    /** Notes what is needed to compute versions again. */
    private void sources() {
        Deque<Version> open = new ArrayDeque<>(decisions.needed().keySet());
        Set<Version> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            Version version = open.remove();
            if (decisions.plan().of(version) == Plan.Means.RECOMPUTED) {
                Walk.expressions(new Stmt.Perform(version.value(), Origin.NONE), expr -> {
                    if (expr instanceof Expr.Use use && !use.variable().isStatic()) {
                        Version source = versions.read(version.place(), use.variable());
                        sources.computeIfAbsent(source, key -> new LinkedHashSet<>())
                                .add("computing " + wording.name(version.variable()) + " again");
                        if (seen.add(source)) {
                            open.add(source);
                        }
                    }
                });
            }
        }
    }

    /** All versions that are needed, by an adjoint or to compute others again, in text order. */
    List<Version> needed() {
        Set<Version> all = new HashSet<>(decisions.needed().keySet());
        all.addAll(sources.keySet());
        return all.stream()
                .sorted(Comparator.comparingInt(Version::position)
                        .thenComparing(version -> version.variable().name()))
                .toList();
    }

    /** What a version is. */
    String what(Version version) {
        String name = name(version.variable());
        String line =
                version.place() == null ? "" : wording.line(version.place().origin());
        if (line.isEmpty()) {
            return version.place() == null && version.variable().kind() == Variable.Kind.PARAMETER
                    ? name + ", the argument"
                    : name;
        }
        return switch (version.kind()) {
            case ENTRY, ASSIGN -> name + ", from " + line;
            case JOIN, EXIT -> name + " behind " + line;
            case HEADER -> name + " at the start of an iteration of " + line;
            case BODY -> name + " at the end of the body of " + line;
            case FINALIZER -> name + " where the body of " + line + " was left";
        };
    }

    private String name(Variable variable) {
        String known = bookkeeping.get(variable);
        if (known != null) {
            return known;
        }
        Variable primal = decisions.recording().mirror().primal(variable);
        if (primal != variable) {
            return "the adjoint of " + wording.name(primal);
        }
        return decisions.recording().exits().isCode(variable) ? "the way out" : wording.name(variable);
    }

    /** What a version is needed for. */
    List<String> why(Version version) {
        Set<String> found = new LinkedHashSet<>();
        for (Stmt stmt : decisions.needed().getOrDefault(version, List.of())) {
            boolean same = version.place() != null
                    && version.place().origin().line() == stmt.origin().line();
            String line = same ? "the same line" : wording.line(stmt.origin());
            if (!line.isEmpty()) {
                Set<String> partials = partials(version, stmt);
                found.add(line + (partials.isEmpty() ? "" : ": " + String.join(", ", partials)));
            }
        }
        found.addAll(sources.getOrDefault(version, Set.of()));
        return List.copyOf(found);
    }

    /** The partial derivatives of an operation that mention a version. */
    private Set<String> partials(Version version, Stmt stmt) {
        Set<String> found = new LinkedHashSet<>();
        if (!(stmt instanceof Stmt.Assign assign) || !assign.target().type().isFloating()) {
            return found;
        }
        Rule rule = Rules.of(assign.value()).orElse(null);
        List<Expr> operands = assign.value().operands();
        Expr direction =
                new Expr.Use(Variable.generated("cotangent", assign.target().type()));
        PartialText text = new PartialText(direction, wording::name);
        for (int i = 0; rule != null && i < operands.size(); i++) {
            boolean active = operands.get(i) instanceof Expr.Use use
                    && decisions.recording().activity().isActive(use.variable());
            if (active && !rule.isZero(i)) {
                Expr share = rule.scaled(i, direction, operands, new Expr.Use(assign.target()));
                if (mentions(share, version, assign)) {
                    found.add("\u2202/\u2202" + PartialText.operand(wording.name(operands.get(i))) + " = "
                            + text.of(share));
                }
            }
        }
        return found;
    }

    private boolean mentions(Expr share, Version version, Stmt.Assign assign) {
        boolean[] found = {false};
        Walk.expressions(new Stmt.Perform(share, assign.origin()), expr -> {
            if (expr instanceof Expr.Use use && use.variable() == version.variable()) {
                found[0] |= versions.read(assign, use.variable()) == version
                        || versions.behind(assign, use.variable()) == version;
            }
        });
        return found[0];
    }
}
