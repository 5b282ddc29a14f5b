package io.github.cotangent.retrofit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of all methods, as text: a table by library, and lists of what is not correct with the reasons. */
final class Table {
    private static final int EXAMPLES = 4;
    private static final String ROW = "| %-35s | %-8s | %5s | %14s | %7s | %9s | %5s | %6s | %7s |%n";

    private final Map<Library, List<Outcome>> outcomes;
    private final StringBuilder text = new StringBuilder();

    private Table(Map<Library, List<Outcome>> outcomes) {
        this.outcomes = outcomes;
    }

    static String of(Map<Library, List<Outcome>> outcomes) {
        Table table = new Table(outcomes);
        table.counts();
        table.refusals();
        table.details(Outcome.Verdict.WRONG);
        table.details(Outcome.Verdict.BROKEN);
        table.details(Outcome.Verdict.UNCHECKED);
        return table.text.toString();
    }

    private void counts() {
        line("library", "methods", "tried", "differentiated", "correct", "unchecked", "wrong", "broken", "refused");
        line("---", "---", "---:", "---:", "---:", "---:", "---:", "---:", "---:");
        List<Outcome> all = new ArrayList<>();
        outcomes.forEach((library, list) -> {
            both(library.name() + " " + library.version(), list);
            all.addAll(list);
        });
        both("all", all);
    }

    private void both(String name, List<Outcome> list) {
        counts(
                name,
                "static",
                list.stream().filter(each -> each.candidate().isStatic()).toList());
        counts(
                name,
                "instance",
                list.stream().filter(each -> !each.candidate().isStatic()).toList());
    }

    private void counts(String name, String methods, List<Outcome> list) {
        if (list.isEmpty()) {
            return;
        }
        int[] counts = new int[Outcome.Verdict.values().length];
        list.forEach(each -> counts[each.verdict().ordinal()]++);
        int correct = counts[Outcome.Verdict.CORRECT.ordinal()];
        int unchecked = counts[Outcome.Verdict.UNCHECKED.ordinal()];
        int wrong = counts[Outcome.Verdict.WRONG.ordinal()];
        line(
                name,
                methods,
                list.size(),
                correct + unchecked + wrong,
                correct,
                unchecked,
                wrong,
                counts[Outcome.Verdict.BROKEN.ordinal()],
                counts[Outcome.Verdict.REFUSED.ordinal()]);
    }

    private void line(Object... cells) {
        text.append(String.format(ROW, cells));
    }

    /** Refused methods by the code of their first error, static ones first, with some of the messages. */
    private void refusals() {
        for (boolean isStatic : new boolean[] {true, false}) {
            Map<String, List<String>> byCode = new TreeMap<>();
            outcomes.forEach((library, list) -> list.stream()
                    .filter(each -> each.verdict() == Outcome.Verdict.REFUSED)
                    .filter(each -> each.candidate().isStatic() == isStatic)
                    .forEach(each -> {
                        Map.Entry<String, String> first =
                                each.refusals().entrySet().iterator().next();
                        byCode.computeIfAbsent(first.getKey(), code -> new ArrayList<>())
                                .add(library.name() + ": " + each.candidate() + others(each) + "\n        "
                                        + first.getValue().replace("\n", "\n        "));
                    }));
            byCode.forEach((code, methods) -> {
                text.append(String.format(
                        "%n%s, %s methods: %d%n", code, isStatic ? "static" : "instance", methods.size()));
                int shown = isStatic ? methods.size() : Math.min(EXAMPLES, methods.size());
                methods.subList(0, shown)
                        .forEach(each -> text.append("    ").append(each).append('\n'));
            });
        }
    }

    private static String others(Outcome outcome) {
        List<String> codes = List.copyOf(outcome.refusals().keySet());
        return codes.size() == 1 ? "" : " also " + String.join(", ", codes.subList(1, codes.size()));
    }

    private void details(Outcome.Verdict verdict) {
        Map<String, String> found = new LinkedHashMap<>();
        outcomes.forEach((library, list) -> list.stream()
                .filter(each -> each.verdict() == verdict)
                .forEach(each -> found.put(library.name() + ": " + each.candidate(), each.detail())));
        if (!found.isEmpty()) {
            text.append(String.format("%n%s: %d%n", verdict.name().toLowerCase(java.util.Locale.ROOT), found.size()));
            found.forEach((method, detail) -> Arrays.asList("    " + method, "        " + detail)
                    .forEach(each -> text.append(each).append('\n')));
        }
    }
}
