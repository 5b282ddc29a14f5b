package io.github.cotangent.processor.resolve;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Types;

/** Infers type arguments of generic calls far enough to know result types: from the arguments, then from the target. */
final class Inference {
    private final Types types;
    private final Map<String, TypeMirror> found = new HashMap<>();
    private final List<? extends TypeParameterElement> parameters;

    Inference(Types types, List<? extends TypeParameterElement> parameters) {
        this.types = types;
        this.parameters = parameters;
    }

    /** Learns from an argument (or target) of type {@code actual} for a parameter (or result) of type {@code formal}. */
    void learn(TypeMirror formal, TypeMirror actual) {
        if (formal == null || actual == null || actual.getKind() == TypeKind.NULL) {
            return;
        }
        if (formal.getKind() == TypeKind.TYPEVAR) {
            String name = formal.toString();
            if (isOurs((TypeVariable) formal)) {
                found.putIfAbsent(
                        name,
                        actual.getKind().isPrimitive()
                                ? types.boxedClass(types.getPrimitiveType(actual.getKind()))
                                        .asType()
                                : actual);
            }
        } else if (formal instanceof ArrayType array && actual instanceof ArrayType other) {
            learn(array.getComponentType(), other.getComponentType());
        } else if (formal instanceof WildcardType wildcard) {
            learn(wildcard.getExtendsBound() != null ? wildcard.getExtendsBound() : wildcard.getSuperBound(), actual);
        } else if (formal instanceof DeclaredType declared && actual instanceof DeclaredType other) {
            DeclaredType same = supertype(other, (TypeElement) declared.asElement());
            if (same != null
                    && same.getTypeArguments().size()
                            == declared.getTypeArguments().size()) {
                for (int i = 0; i < declared.getTypeArguments().size(); i++) {
                    TypeMirror argument = same.getTypeArguments().get(i);
                    learn(
                            declared.getTypeArguments().get(i),
                            argument instanceof WildcardType w && w.getExtendsBound() != null
                                    ? w.getExtendsBound()
                                    : argument);
                }
            }
        }
    }

    private boolean isOurs(TypeVariable variable) {
        return parameters.stream().anyMatch(p -> types.isSameType(p.asType(), variable));
    }

    private DeclaredType supertype(DeclaredType type, TypeElement wanted) {
        if (type.asElement().equals(wanted)) {
            return type;
        }
        for (TypeMirror above : types.directSupertypes(type)) {
            DeclaredType match = above instanceof DeclaredType declared ? supertype(declared, wanted) : null;
            if (match != null) {
                return match;
            }
        }
        return null;
    }

    /** A type with what was learned put in; null if something in it stays unknown. */
    TypeMirror apply(TypeMirror type) {
        if (type == null) {
            return null;
        }
        if (type.getKind() == TypeKind.TYPEVAR && isOurs((TypeVariable) type)) {
            return found.get(type.toString());
        }
        if (type instanceof ArrayType array) {
            TypeMirror component = apply(array.getComponentType());
            return component == null ? null : types.getArrayType(component);
        }
        if (type instanceof DeclaredType declared
                && !declared.getTypeArguments().isEmpty()) {
            TypeMirror[] arguments = new TypeMirror[declared.getTypeArguments().size()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = apply(declared.getTypeArguments().get(i));
                if (arguments[i] == null || arguments[i].getKind().isPrimitive()) {
                    return types.erasure(type);
                }
            }
            return types.getDeclaredType((TypeElement) declared.asElement(), arguments);
        }
        return type;
    }
}
