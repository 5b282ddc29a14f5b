package io.github.cotangent.processor.reverse;

import io.github.cotangent.processor.analysis.Group;
import io.github.cotangent.processor.analysis.Slot;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.ContainerType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.plan.Exposure;
import io.github.cotangent.processor.plan.Memory;
import io.github.cotangent.processor.plan.Segment;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What makes up the state of a loop: with it, an iteration can run again.
 *
 * @param states the variable with the kept states
 * @param carried what an iteration takes over from the one before it, and static fields it reads
 * @param outer the other variables from outside that it reads
 * @param contents the variables that lead to arrays and objects whose contents do not stay what they are
 * @param references those of them whose shadows refer to others, and change with them
 * @param flows the shadows through which cotangents pass from one iteration to the one before it
 * @param makesShadows whether iterations make shadows, so that running again makes other ones
 */
record CheckpointedLoop(
        Stmt.Loop loop,
        Variable states,
        List<Variable> carried,
        List<Variable> outer,
        List<Variable> contents,
        List<Variable> references,
        List<Variable> flows,
        boolean makesShadows) {

    static CheckpointedLoop of(Stmt.Loop loop, Recording recording, Memory memory) {
        Set<Variable> exposed = new LinkedHashSet<>();
        for (Variable variable : Exposure.of(loop)) {
            exposed.add(variable);
            Variable shadow = variable.type().isFollowed() ? recording.mirror().shadow(variable) : null;
            if (shadow != null) {
                exposed.add(shadow);
            }
        }
        Set<Variable> assigned = recording.versions().assigned(loop);
        List<Variable> carried = new ArrayList<>();
        List<Variable> outer = new ArrayList<>();
        for (Variable variable : exposed) {
            if (recording.isBookkeeping(variable)) {
                continue;
            }
            boolean changes = variable.isStatic() && !variable.field().constant() || assigned.contains(variable);
            if (changes) {
                carried.add(variable);
            } else if (!variable.isStatic()) {
                outer.add(variable);
            }
        }
        List<Variable> flows = new ArrayList<>();
        for (Variable variable : assigned) {
            boolean isShadow = recording.mirror().primal(variable) != variable;
            if (isShadow && !isInside(recording.versions().home(variable), loop)) {
                flows.add(variable);
                if (!carried.contains(variable)) {
                    carried.add(variable);
                }
            }
        }
        List<Variable> contents = new ArrayList<>();
        List<Variable> references = new ArrayList<>();
        Set<Slot> slots = memory.unstableIn(loop);
        Set<Group> unstable = groups(slots, slot -> true);
        Set<Group> rearranged = groups(slots, Slot::leadsOn);
        for (Variable variable : exposed) {
            if (variable.type().isFollowed() && recording.mirror().primal(variable) == variable) {
                Set<Group> reached =
                        new LinkedHashSet<>(memory.group(new Expr.Use(variable)).reachable());
                Variable shadow = recording.mirror().shadow(variable);
                if (reached.stream().anyMatch(unstable::contains)) {
                    contents.add(variable);
                }
                if (shadow != null && reached.stream().anyMatch(rearranged::contains)) {
                    references.add(shadow);
                    if (!flows.contains(shadow)) {
                        flows.add(shadow);
                    }
                }
            }
        }
        return new CheckpointedLoop(
                loop,
                recording.instrumentation().states(loop).target(),
                List.copyOf(carried),
                List.copyOf(outer),
                List.copyOf(contents),
                List.copyOf(references),
                List.copyOf(flows),
                makesShadows(loop, recording.instrumentation(), memory));
    }

    /** Whether an iteration needs nothing but what is there anyway. */
    boolean isStateless() {
        return loop.label().isCall()
                && carried.isEmpty()
                && contents.isEmpty()
                && references.isEmpty()
                && !makesShadows;
    }

    /**
     * A variable that leads to a collection, or to something that may be one, by way of which the loop comes to what does not stay what it
     * is; null if there is none. What is in a collection cannot be put back.
     */
    Variable collection(Recording recording, Memory memory) {
        Set<Variable> leading = new LinkedHashSet<>(contents);
        for (Variable variable : Exposure.of(loop)) {
            if (recording.mirror().primal(variable) == variable
                    && variable.type() instanceof ContainerType container
                    && container.kind() == ContainerType.Kind.ITERATOR) {
                leading.add(variable);
            }
        }
        return leading.stream()
                .filter(variable -> memory.group(new Expr.Use(variable)).reachable().stream()
                        .anyMatch(Group::mayBeCollection))
                .findFirst()
                .orElse(null);
    }

    private static Set<Group> groups(Set<Slot> slots, Predicate<Slot> which) {
        return slots.stream().filter(which).map(Slot::group).collect(Collectors.toSet());
    }

    private static boolean isInside(Segment segment, Stmt.Loop loop) {
        for (Segment s = segment; s != null; s = s.parent()) {
            if (s.region() == loop) {
                return true;
            }
        }
        return false;
    }

    private static boolean makesShadows(Stmt.Loop loop, Instrumentation instrumentation, Memory memory) {
        boolean[] makes = {false};
        Walk.statements(Block.of(loop), stmt -> {
            boolean isRoom =
                    stmt instanceof Stmt.Assign assign && assign.target().type() == CheckpointSweep.TYPE;
            if (!isRoom
                    && instrumentation.isAdded(stmt)
                    && instrumentation.isAllocatedFor(stmt).isEmpty()) {
                Walk.expressions(
                        stmt,
                        expr -> makes[0] |= expr instanceof Expr.NewArray
                                || expr instanceof Expr.ArrayLiteral
                                || expr instanceof Expr.NewState
                                || expr instanceof Expr.RuntimeCall
                                || expr instanceof Expr.GeneratedCall
                                || expr instanceof Expr.ArrayCall
                                || expr instanceof Expr.ContainerCall
                                || expr instanceof Expr.StateField);
            }
            CallSite site = instrumentation.call(stmt);
            makes[0] |= site != null && memory.storesReferences(site.call());
        });
        return makes[0];
    }
}
