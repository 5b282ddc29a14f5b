package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.FunctionClass;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Type;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** The classes made for lambdas, method references and anonymous classes, one for each place in the source. */
final class FunctionClasses {

    /**
     * A class that was made.
     *
     * @param parent the interface that it implements, or the class that it extends
     * @param bodies its methods
     * @param problems why the function has no derivative; the class then only holds it
     */
    record Made(FunctionClass type, TypeElement parent, Bodies bodies, List<Problem> problems) {
        Made {
            problems = List.copyOf(problems);
        }

        boolean isFollowed() {
            return problems.isEmpty();
        }
    }

    /** The methods that a class has of its own. */
    interface Bodies {
        /** The one that overrides a method of a supertype, if there is one. */
        Optional<MethodId> of(ExecutableElement method);
    }

    private final Map<Node, InnerClass> inner = new IdentityHashMap<>();
    private final Set<Node> text = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Node, Made> byNode = new IdentityHashMap<>();
    private final Map<String, Made> byName = new TreeMap<>();
    private final Map<String, Set<String>> initial = new TreeMap<>();
    private final Set<String> names = new HashSet<>();

    /** An anonymous class that becomes one of the companion, as it is declared; it may be in the making. */
    Optional<InnerClass> inner(Node declaration) {
        return Optional.ofNullable(inner.get(declaration));
    }

    /** The anonymous class of objects of a type, if that stands for one. */
    Optional<InnerClass> ofType(Type type) {
        return inner.values().stream().filter(each -> each.type().equals(type)).findFirst();
    }

    /** Notes that a class is being made. */
    void open(InnerClass made) {
        inner.put(made.declaration(), made);
    }

    /** Notes that a class in the making comes to nothing. */
    void drop(InnerClass made) {
        inner.remove(made.declaration());
    }

    /** Notes that there is no class for a place in the source: its text stays as it is. */
    void stayText(Node declaration) {
        text.add(declaration);
    }

    /** Notes that the code below a node stays text, and so do the classes that it declares. */
    void stayTextIn(Node code) {
        code.walk(node -> {
            if (inner.remove(node) != null) {
                text.add(node);
            }
        });
    }

    boolean isText(Node declaration) {
        return text.contains(declaration);
    }

    /** The class for a place in the source. */
    Optional<Made> known(Node function) {
        return Optional.ofNullable(byNode.get(function));
    }

    void add(Node function, Made made) {
        byNode.put(function, made);
        byName.put(made.type().type().name(), made);
    }

    /**
     * Notes that a function is what a static field holds at first, or that a constructor makes it. The object there is the user's
     * own, but what it does when it is called is known from the class.
     *
     * @param place key of the static field, or binary name of the class of the constructor
     */
    void initial(String place, Made made) {
        initial.computeIfAbsent(place, key -> new TreeSet<>())
                .add(made.type().type().name());
    }

    /** The functions noted for a place, by name. */
    Set<String> initial(String place) {
        return initial.getOrDefault(place, Set.of());
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
