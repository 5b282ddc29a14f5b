package io.github.cotangent.processor.print;

import io.github.cotangent.processor.ir.ContainerType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** The Java names of variables and labels: the wish where nothing in scope has it, otherwise with a number behind. */
final class Names {
    private final Map<Variable, String> variables = new HashMap<>();
    private final Map<Label, String> labels = new HashMap<>();
    private final Set<String> reserved;
    private final Deque<Set<String>> scopes = new ArrayDeque<>();

    /** The highest number given to a wish in each scope: where to go on counting. */
    private final Deque<Map<String, Integer>> numbers = new ArrayDeque<>();

    Names(Routine routine) {
        reserved = new HashSet<>(routine.reserved());
        Walk.statements(routine.body(), stmt -> Walk.expressions(stmt, this::reserveTypes));
        enter();
        List<String> parameters = routine.parameterNames();
        for (int i = 0; i < parameters.size(); i++) {
            variables.put(routine.parameters().get(i), parameters.get(i));
        }
        scopes.element().addAll(parameters);
    }

    /** A variable with the name of a class would hide the class where its members are named. */
    private void reserveTypes(Expr expr) {
        if (expr instanceof Expr.MathCall call) {
            reserved.add(call.ownerType().className());
        } else if (expr instanceof Expr.Detach) {
            reserved.add("Gradients");
        } else if (expr instanceof Expr.ArrayCall) {
            reserved.addAll(List.of("Arrays", "System"));
        } else if (expr instanceof Expr.ContainerCall call && !call.function().hasReceiver()) {
            reserveParts(
                    call.function().owner() == null
                            ? ((ContainerType) call.type()).reference().name()
                            : call.function().owner().name());
        } else if (expr instanceof Expr.Call call && !call.callee().hasReceiver()) {
            reserveParts(call.callee().owner());
        } else if (expr instanceof Expr.Ruled ruled && !ruled.callee().hasReceiver()) {
            reserveParts(ruled.callee().owner());
        } else if (expr instanceof Expr.RuntimeCall call) {
            reserved.add(call.owner());
        } else if (expr instanceof Expr.GeneratedCall call) {
            reserveParts(call.owner());
        } else if (expr instanceof Expr.Use use && use.variable().isStatic()) {
            reserveParts(use.variable().field().owner());
        } else if (expr instanceof Expr.Opaque opaque) {
            for (Piece piece : opaque.pieces()) {
                if (piece instanceof Piece.TypeName name) {
                    reserveParts(name.type().leaf().toString());
                }
            }
        }
    }

    private void reserveParts(String canonicalName) {
        reserved.addAll(List.of(canonicalName.split("\\W+")));
    }

    void enter() {
        scopes.push(new HashSet<>());
        numbers.push(new HashMap<>());
    }

    void leave() {
        scopes.pop();
        numbers.pop();
    }

    void declare(Variable variable) {
        variables.put(variable, free(variable.name()));
    }

    /** Labels may be used again one after the other, but not one inside the other. */
    String enter(Label label) {
        String name = label.name();
        for (int i = 2; labels.containsValue(name); i++) {
            name = label.name() + i;
        }
        labels.put(label, name);
        return name;
    }

    void leave(Label label) {
        labels.remove(label);
    }

    String of(Variable variable) {
        String name = variables.get(variable);
        if (name == null) {
            throw new IllegalStateException("not declared: " + variable.name());
        }
        return name;
    }

    String of(Label label) {
        String name = labels.get(label);
        if (name == null) {
            throw new IllegalStateException("label not declared: " + label.name());
        }
        return name;
    }

    private String free(String wish) {
        String name = wish;
        int number = 1;
        for (Map<String, Integer> scope : numbers) {
            number = Math.max(number, scope.getOrDefault(wish, 1));
        }
        while (isTaken(name)) {
            name = wish + ++number;
        }
        scopes.element().add(name);
        numbers.element().put(wish, number);
        return name;
    }

    private boolean isTaken(String name) {
        return reserved.contains(name)
                || SourceVersion.isKeyword(name)
                || scopes.stream().anyMatch(scope -> scope.contains(name));
    }
}
