package io.github.cotangent.processor.resolve;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** The functions of functional interfaces (JLS 9.9). */
final class Functions {
    private final TypeOps ops;
    private final Members members;

    Functions(TypeOps ops, Members members) {
        this.ops = ops;
        this.members = members;
    }

    /** The function of a functional interface; null if the type is none. */
    Candidate of(TypeMirror type) {
        if (type instanceof LocalType local) {
            return local.dimensions() == 0 ? local.declaration().function() : null;
        }
        TypeElement contract = TypeOps.element(type);
        ExecutableElement method = contract == null ? null : members.function(contract);
        return method == null ? null : members.candidate((DeclaredType) withoutWildcards(type), method);
    }

    /** The type that a lambda has where this one is wanted: wildcards are replaced by their bounds. */
    TypeMirror withoutWildcards(TypeMirror type) {
        TypeElement element = TypeOps.element(type);
        if (element == null || ((DeclaredType) type).getTypeArguments().isEmpty()) {
            return type;
        }
        List<TypeMirror> arguments = new ArrayList<>();
        List<? extends TypeParameterElement> parameters = element.getTypeParameters();
        for (int i = 0; i < parameters.size(); i++) {
            TypeMirror argument = ((DeclaredType) type).getTypeArguments().get(i);
            arguments.add(Substitution.open(ops, argument, parameters.get(i), true));
        }
        return ops.declared(element, arguments);
    }
}
