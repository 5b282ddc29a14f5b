package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Leaves out the sweeps that were made only to be differentiated once more, and the states that only these mention. Sweeps as
 * methods, where they are called as they are, become calls of the routines again.
 */
final class Reachable {
    private final Set<String> called = new HashSet<>();
    private final Set<String> mentioned = new HashSet<>();
    private final List<Routine> routines = new ArrayList<>();

    /** @param onlyAsMethods the names of sweeps that may be left out */
    Reachable(List<Routine> all, Set<String> onlyAsMethods) {
        List<Routine> resolved = all.stream()
                .map(routine -> routine.withBody(plain(routine.body())))
                .toList();
        Deque<Routine> open = new ArrayDeque<>();
        resolved.stream()
                .filter(routine -> !onlyAsMethods.contains(routine.name()))
                .forEach(open::add);
        Set<Routine> found = new HashSet<>();
        while (!open.isEmpty()) {
            Routine routine = open.remove();
            if (found.add(routine)) {
                Set<String> names = new HashSet<>();
                look(routine, names);
                resolved.stream().filter(each -> names.contains(each.name())).forEach(open::add);
            }
        }
        resolved.stream().filter(found::contains).forEach(routines::add);
    }

    List<Routine> routines() {
        return routines;
    }

    /** The states that are left. */
    List<Companion.StateClass> of(List<Companion.StateClass> states) {
        boolean more = true;
        while (more) {
            more = false;
            for (Companion.StateClass state : states) {
                if (mentioned.contains(state.name())) {
                    for (Companion.Part field : state.fields()) {
                        more |= mention(field.type());
                    }
                }
            }
        }
        return states.stream()
                .filter(state -> state.isPublic() || mentioned.contains(state.name()))
                .toList();
    }

    private void look(Routine routine, Set<String> names) {
        routine.parameters().forEach(parameter -> mention(parameter.type()));
        Walk.statements(routine.body(), stmt -> {
            Set<Variable> variables = new HashSet<>(Walk.read(stmt));
            Walk.assigned(stmt, variables);
            variables.forEach(variable -> mention(variable.type()));
            Walk.expressions(stmt, expr -> {
                mention(expr.type());
                if (expr instanceof Expr.GeneratedCall call) {
                    names.add(call.function());
                }
            });
        });
    }

    private boolean mention(Type type) {
        Type leaf = type instanceof ArrayType ? type.leaf() : type;
        String name = leaf instanceof ReferenceType reference ? reference.name() : leaf.toString();
        return mentioned.add(name);
    }

    private static Block plain(Block block) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            // What a constructor has put in place only matters to those who go through the sweep once more.
            if (!(stmt instanceof Stmt.SetField set && set.isThere())) {
                out.add(Walk.withBlocks(Walk.mapOwn(stmt, Reachable::plain), Reachable::plain));
            }
        }
        return new Block(out);
    }

    private static Expr plain(Expr expr) {
        Expr inner = expr.mapOperands(Reachable::plain);
        return inner instanceof Expr.Call call && SweepMethods.isSweep(call.callee())
                ? new Expr.GeneratedCall("", call.callee().name(), call.operands(), call.type())
                : inner;
    }
}
