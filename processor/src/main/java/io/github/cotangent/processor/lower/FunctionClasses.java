package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import io.github.cotangent.processor.ir.FunctionClass;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** The classes made for lambdas and method references, one for each place in the source. */
final class FunctionClasses {

    /**
     * A class that was made.
     *
     * @param implemented the functional interface
     * @param function its method
     */
    record Made(FunctionClass type, TypeElement implemented, ExecutableElement function) {}

    private final Map<Node, Optional<Made>> byNode = new IdentityHashMap<>();
    private final Map<String, Made> byName = new TreeMap<>();
    private final Set<String> names = new HashSet<>();

    /** What is known about a place in the source: nothing yet (null), that its function cannot be lowered, or its class. */
    Optional<Made> known(Node function) {
        return byNode.get(function);
    }

    void add(Node function, Made made) {
        byNode.put(function, Optional.of(made));
        byName.put(made.type().type().name(), made);
    }

    void fail(Node function) {
        byNode.put(function, Optional.empty());
    }

    /** The class of a name. */
    Optional<Made> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * A name that no other class has.
     *
     * @param isTaken whether a class of the user has it
     */
    String name(String wish, Predicate<String> isTaken) {
        String name = wish;
        for (int i = 2; isTaken.test(name) || !names.add(name); i++) {
            name = wish + "_" + i;
        }
        return name;
    }
}
