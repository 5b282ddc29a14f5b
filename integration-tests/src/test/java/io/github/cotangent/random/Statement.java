package io.github.cotangent.random;

import java.util.ArrayList;
import java.util.List;

/**
 * A statement of a random program: texts with bodies between them, so {@code texts} has one element more than {@code bodies}.
 * Texts may have several lines.
 */
record Statement(List<String> texts, List<List<Statement>> bodies) {
    Statement {
        texts = List.copyOf(texts);
        bodies = List.copyOf(bodies);
    }

    static Statement of(String text) {
        return new Statement(List.of(text), List.of());
    }

    /** {@code head body tail}. */
    static Statement of(String head, List<Statement> body, String tail) {
        return new Statement(List.of(head, tail), List.of(body));
    }

    void print(String indent, StringBuilder out) {
        for (int i = 0; i < texts.size(); i++) {
            texts.get(i).lines().forEach(line -> out.append(indent).append(line).append('\n'));
            if (i < bodies.size()) {
                bodies.get(i).forEach(each -> each.print(indent + "    ", out));
            }
        }
    }

    /** Variants of a list of statements with one thing less, the largest cuts first. */
    static List<List<Statement>> smaller(List<Statement> statements) {
        List<List<Statement>> all = new ArrayList<>();
        for (int length = statements.size(); length >= 1; length /= 2) {
            for (int from = 0; from < statements.size(); from += length) {
                all.add(replaced(statements, from, Math.min(from + length, statements.size()), List.of()));
            }
        }
        for (int i = 0; i < statements.size(); i++) {
            for (List<Statement> body : statements.get(i).bodies) {
                all.add(replaced(statements, i, i + 1, body));
            }
        }
        for (int i = 0; i < statements.size(); i++) {
            for (Statement each : statements.get(i).smaller()) {
                all.add(replaced(statements, i, i + 1, List.of(each)));
            }
        }
        return all;
    }

    private List<Statement> smaller() {
        List<Statement> all = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) {
            for (List<Statement> body : smaller(bodies.get(i))) {
                List<List<Statement>> others = new ArrayList<>(bodies);
                others.set(i, body);
                all.add(new Statement(texts, others));
            }
        }
        for (int i = 0; i < texts.size(); i++) {
            for (String text : Simpler.texts(texts.get(i))) {
                List<String> others = new ArrayList<>(texts);
                others.set(i, text);
                all.add(new Statement(others, bodies));
            }
        }
        return all;
    }

    private static List<Statement> replaced(List<Statement> in, int from, int to, List<Statement> by) {
        List<Statement> all = new ArrayList<>(in.subList(0, from));
        all.addAll(by);
        all.addAll(in.subList(to, in.size()));
        return all;
    }
}
