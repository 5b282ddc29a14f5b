package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.Node;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.TypeMirror;

/**
 * A method or constructor as one receiver sees it.
 *
 * @param element null for a member of a local class
 * @param declaration of a member of a local class; null otherwise
 * @param typeParameters what a call infers
 * @param parameters an unknown type is null
 * @param result null if unknown
 */
record Candidate(
        ExecutableElement element,
        Node declaration,
        List<? extends TypeParameterElement> typeParameters,
        List<TypeMirror> parameters,
        boolean varArgs,
        TypeMirror result) {

    /** The type of the parameter that takes an argument; null if unknown. */
    TypeMirror parameter(int argument, boolean variableArity) {
        if (!variableArity || argument < parameters.size() - 1) {
            return parameters.get(argument);
        }
        return TypeOps.component(parameters.get(parameters.size() - 1));
    }
}
