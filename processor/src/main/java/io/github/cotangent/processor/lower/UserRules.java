package io.github.cotangent.processor.lower;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;

/** What the user states about derivatives with annotations. */
public interface UserRules {

    /**
     * What is stated of one method.
     *
     * @param partials the static methods that compute its partial derivatives, by the index of the parameter, the receiver first if
     *     there is one
     * @param constant whether its result counts as constant
     * @param statedBy the qualified names of the classes with the annotations
     */
    record Statement(Map<Integer, ExecutableElement> partials, boolean constant, Set<String> statedBy) {}

    /**
     * A static method whose products with the Jacobian are stated.
     *
     * @param vjp the method that adds to cotangents; null if there is none
     * @param jvp the method that computes tangents; null if there is none
     * @param active the parameters that may carry derivatives
     * @param overwritten the array parameters to whose numbers the method stores
     */
    record Products(Product vjp, Product jvp, Set<Integer> active, Set<Integer> overwritten) {}

    /** @param takesResult whether it is given the result of the method */
    record Product(ExecutableElement method, boolean takesResult) {}

    /**
     * A method that solves an equation.
     *
     * @param residual the method that computes the residual, or the step of which the solution is a fixed point; its first parameter is
     *     the solution
     * @param arguments for each further parameter of it, the one of the solver that it is
     * @param isFixedPoint whether it computes a step
     */
    record Solver(ExecutableElement residual, List<Integer> arguments, boolean isFixedPoint) {}

    /** What is stated of a method with partial derivatives, or as constant. */
    Optional<Statement> of(ExecutableElement method);

    /** What is stated of a method with products. */
    Optional<Products> products(ExecutableElement method);

    /** What is stated of a method that solves an equation. */
    Optional<Solver> solver(ExecutableElement method);

    /** Whether a method is not to be looked into. */
    default boolean isStated(ExecutableElement method) {
        return of(method).isPresent()
                || products(method).isPresent()
                || solver(method).isPresent();
    }

    /** Whether what is read from a field counts as constant. */
    boolean isConstant(Element field);
}
