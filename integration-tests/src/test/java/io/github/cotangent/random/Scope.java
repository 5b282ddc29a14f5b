package io.github.cotangent.random;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The variables and jump targets that are visible where the generator stands. Names are free for use again behind their
 * block, as in most programs; some are names that generated code likes too.
 */
final class Scope {
    private record Variable(Kind kind, String name, boolean fixed) {}

    /** What a jump can aim at. */
    record Target(String label, boolean loop) {}

    private final Draw draw;
    private final Deque<List<Variable>> blocks = new ArrayDeque<>();
    private final Deque<Target> targets = new ArrayDeque<>();

    /** How many labels enclose this place, hidden ones too. */
    private int labels;

    private boolean inFunction;

    Scope(Draw draw) {
        this.draw = draw;
        enter();
    }

    void enter() {
        blocks.push(new ArrayList<>());
    }

    void leave() {
        blocks.pop();
    }

    /** Makes a variable visible; one that is fixed is never assigned, like the counter of a loop. */
    void declare(Kind kind, String name, boolean fixed) {
        blocks.element().add(new Variable(kind, name, fixed));
        for (ObjectParts.Part part : ObjectParts.of(kind, name)) {
            if (draw.chance(0.4)) {
                declare(part.kind(), part.path(), part.fixed());
            }
        }
    }

    /** Keeps a name from being taken by others, without making it visible. */
    void reserve(String name) {
        blocks.element().add(new Variable(null, name, true));
    }

    /** Keeps the names and labels of a scope around this one from being taken, as a function has to. */
    void reserveAll(Scope around) {
        labels = around.labels;
        inFunction = true;
        around.blocks.forEach(block -> block.forEach(each -> reserve(each.name())));
    }

    /** Whether this is the scope of a function, which may declare no class. */
    boolean isInFunction() {
        return inFunction;
    }

    boolean has(Kind kind) {
        return !names(kind, false).isEmpty();
    }

    boolean hasWritable(Kind kind) {
        return !names(kind, true).isEmpty();
    }

    String pick(Kind kind) {
        return draw.of(names(kind, false));
    }

    String writable(Kind kind) {
        return draw.of(names(kind, true));
    }

    /** The row called {@code a} if there is one, or any. */
    String mainRow() {
        return names(Kind.ROW, false).contains("a") ? "a" : pick(Kind.ROW);
    }

    private List<String> names(Kind kind, boolean writable) {
        List<String> names = new ArrayList<>();
        for (List<Variable> block : blocks) {
            for (Variable each : block) {
                if (each.kind() == kind && !(writable && each.fixed())) {
                    names.add(each.name());
                }
            }
        }
        return names;
    }

    /** A name that is not visible here, beginning with the wish or with a word of generated code. */
    String fresh(String wish) {
        String base = draw.chance(0.15)
                ? draw.of("xBar", "trips", "trip", "saved", "test", "chosen", "exit", "state", "sBar", "result", "aBar")
                : wish;
        int number = 0;
        while (isVisible(base + number)) {
            number++;
        }
        return base + number;
    }

    private boolean isVisible(String name) {
        return blocks.stream().flatMap(List::stream).anyMatch(v -> v.name().equals(name));
    }

    /** Opens a jump target and gives its label. */
    String open(String wish, boolean loop) {
        String label = wish + labels++;
        targets.push(new Target(label, loop));
        return label;
    }

    void close() {
        targets.pop();
        labels--;
    }

    List<Target> targets() {
        return List.copyOf(targets);
    }

    /** Hides all targets, and gives what {@link #restore} needs: nothing may jump out of a finally block. */
    List<Target> hide() {
        List<Target> hidden = targets();
        targets.clear();
        return hidden;
    }

    void restore(List<Target> hidden) {
        targets.addAll(hidden);
    }
}
