package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.ir.Checkpoint;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The statements around the one being lowered that a break, a continue or a yield can name. */
final class Jumps {

    /**
     * One such statement.
     *
     * @param name its label in the source, null without one
     * @param isLoop whether a continue can name it
     * @param takesBreak whether a break without a label can mean it
     * @param result where a yield leaves its value; null unless it is a switch expression
     */
    record Target(String name, Label label, boolean isLoop, boolean takesBreak, Variable result) {}

    private final Deque<Target> targets = new ArrayDeque<>();
    private final Set<Label> used = new HashSet<>();

    /** @param checkpoint what the user wants of the loop; null for nothing special */
    Label enterLoop(String name, Checkpoint checkpoint) {
        Label label = Label.of(name == null ? "loop" : name, checkpoint);
        targets.push(new Target(name, label, true, true, null));
        return label;
    }

    Label enterSwitch() {
        Label label = new Label("choice");
        targets.push(new Target(null, label, false, true, null));
        return label;
    }

    Label enterSwitchExpression(Variable result) {
        Label label = new Label("choice");
        targets.push(new Target(null, label, false, false, result));
        return label;
    }

    Label enterBlock(String name) {
        Label label = new Label(name);
        targets.push(new Target(name, label, false, false, null));
        return label;
    }

    void leave() {
        targets.pop();
    }

    /** What a break means, with the label's name or null. */
    Optional<Label> breakTarget(String name) {
        return targets.stream()
                .filter(t -> name == null ? t.takesBreak() : name.equals(t.name()))
                .findFirst()
                .map(this::use);
    }

    /** What a continue means, with the label's name or null. */
    Optional<Label> continueTarget(String name) {
        return targets.stream()
                .filter(t -> t.isLoop() && (name == null || name.equals(t.name())))
                .findFirst()
                .map(this::use);
    }

    /** Where the innermost switch expression leaves its value. */
    Target yieldTarget() {
        return targets.stream().filter(t -> t.result() != null).findFirst().orElseThrow();
    }

    Label use(Target target) {
        used.add(target.label());
        return target.label();
    }

    boolean isUsed(Label label) {
        return used.contains(label);
    }
}
