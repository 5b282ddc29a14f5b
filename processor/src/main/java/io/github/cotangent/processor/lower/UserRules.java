package io.github.cotangent.processor.lower;

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

    /** What is stated of a method; nothing if it is to be looked into. */
    Optional<Statement> of(ExecutableElement method);

    /** Whether what is read from a field counts as constant. */
    boolean isConstant(Element field);
}
