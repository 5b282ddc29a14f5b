package io.github.cotangent.processor.frontend;

import io.github.cotangent.processor.lower.UserRules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/**
 * What users state about derivatives, in this compilation and, found when a class is first asked about, in ones before it. {@link
 * RuleReader} fills it.
 */
final class RuleBook implements UserRules {
    static final String CONSTANT = "io.github.cotangent.NonDifferentiable";

    private final Map<ExecutableElement, Map<Integer, ExecutableElement>> partials = new HashMap<>();
    private final Map<ExecutableElement, Products> products = new HashMap<>();
    private final Map<ExecutableElement, Optional<Solver>> solvers = new HashMap<>();
    /** Methods that are constant because a class says so, with that class. */
    private final Map<ExecutableElement, TypeElement> constants = new HashMap<>();

    private final Set<TypeElement> known = new HashSet<>();
    private Consumer<TypeElement> finder = type -> {};
    private Function<ExecutableElement, Optional<Solver>> solverReader = method -> Optional.empty();

    /** Sets what is to be told of a class when its methods are asked about for the first time. */
    void foundBy(Consumer<TypeElement> changed) {
        finder = changed;
    }

    /** Sets what tells of a method, when it is asked about for the first time, whether it solves an equation. */
    void solversReadBy(Function<ExecutableElement, Optional<Solver>> changed) {
        solverReader = changed;
    }

    /** Forgets everything. */
    void clear() {
        partials.clear();
        products.clear();
        constants.clear();
        solvers.clear();
        known.clear();
    }

    private void find(ExecutableElement method) {
        TypeElement owner = (TypeElement) method.getEnclosingElement();
        if (known.add(owner)) {
            finder.accept(owner);
        }
    }

    @Override
    public Optional<Statement> of(ExecutableElement method) {
        find(method);
        return statement(method);
    }

    /** What has been read so far. */
    Optional<Statement> statement(ExecutableElement method) {
        if (isConstant(method)) {
            return Optional.of(new Statement(Map.of(), true, Set.of(ownerOf(method))));
        }
        if (constants.containsKey(method)) {
            return Optional.of(new Statement(
                    Map.of(),
                    true,
                    Set.of(constants.get(method).getQualifiedName().toString())));
        }
        return Optional.ofNullable(partials.get(method)).map(found -> {
            Set<String> owners = new TreeSet<>();
            found.values().forEach(partial -> owners.add(ownerOf(partial)));
            return new Statement(found, false, owners);
        });
    }

    @Override
    public Optional<Products> products(ExecutableElement method) {
        find(method);
        return Optional.ofNullable(products.get(method));
    }

    /** What has been read so far. */
    Optional<Products> pair(ExecutableElement method) {
        return Optional.ofNullable(products.get(method));
    }

    @Override
    public Optional<Solver> solver(ExecutableElement method) {
        Optional<Solver> known = solvers.get(method);
        if (known == null) {
            known = solverReader.apply(method);
            solvers.put(method, known);
        }
        return known;
    }

    @Override
    public boolean isConstant(Element element) {
        return !Mirrors.of(element, CONSTANT).isEmpty();
    }

    private static String ownerOf(ExecutableElement method) {
        return ((TypeElement) method.getEnclosingElement()).getQualifiedName().toString();
    }

    /** Takes a method for constant, as a class says. */
    void addConstant(ExecutableElement method, TypeElement statedBy) {
        constants.put(method, statedBy);
    }

    /** Adds a partial derivative; gives the one that was there before, which stays. */
    Optional<ExecutableElement> addPartial(ExecutableElement method, int index, ExecutableElement partial) {
        return Optional.ofNullable(
                partials.computeIfAbsent(method, key -> new TreeMap<>()).putIfAbsent(index, partial));
    }

    /** Sets what is stated of a method with products. */
    void setProducts(ExecutableElement method, Products stated) {
        products.put(method, stated);
    }
}
