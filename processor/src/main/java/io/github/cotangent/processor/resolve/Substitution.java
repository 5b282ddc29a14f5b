package io.github.cotangent.processor.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;

/** Puts types in the place of type variables. An unknown type makes what contains it unknown, or raw. */
final class Substitution {
    private final TypeOps ops;
    private final Map<Element, TypeMirror> replacements;

    Substitution(TypeOps ops, Map<Element, TypeMirror> replacements) {
        this.ops = ops;
        this.replacements = replacements;
    }

    /**
     * What the type arguments of a receiver put in the place of the variables of its class and those around it.
     *
     * @param written whether values go into the members: then {@code ? super X} is {@code X}
     */
    static Substitution of(TypeOps ops, DeclaredType receiver, boolean written) {
        Map<Element, TypeMirror> replacements = new HashMap<>();
        TypeMirror type = receiver;
        while (TypeOps.element(type) != null) {
            DeclaredType declared = (DeclaredType) type;
            List<? extends TypeParameterElement> parameters = ((TypeElement) declared.asElement()).getTypeParameters();
            List<? extends TypeMirror> arguments = declared.getTypeArguments();
            for (int i = 0; i < parameters.size(); i++) {
                replacements.put(
                        parameters.get(i),
                        arguments.isEmpty() ? null : open(ops, arguments.get(i), parameters.get(i), written));
            }
            type = declared.getEnclosingType();
        }
        return new Substitution(ops, replacements);
    }

    /** A type argument without wildcard: the best that is known about what is read from, or written to, such a place. */
    static TypeMirror open(TypeOps ops, TypeMirror argument, TypeParameterElement parameter, boolean written) {
        if (!(argument instanceof WildcardType wildcard)) {
            return argument;
        }
        if (wildcard.getExtendsBound() != null) {
            return wildcard.getExtendsBound();
        }
        if (written && wildcard.getSuperBound() != null) {
            return wildcard.getSuperBound();
        }
        TypeMirror bound = parameter.getBounds().isEmpty()
                ? ops.object()
                : parameter.getBounds().get(0);
        return mentionsVariable(bound) ? ops.erasure(ops.upper(bound)) : bound;
    }

    private static boolean mentionsVariable(TypeMirror type) {
        return type.getKind() == TypeKind.TYPEVAR
                || type instanceof ArrayType array && mentionsVariable(array.getComponentType())
                || type instanceof WildcardType wildcard
                        && (wildcard.getExtendsBound() != null && mentionsVariable(wildcard.getExtendsBound())
                                || wildcard.getSuperBound() != null && mentionsVariable(wildcard.getSuperBound()))
                || type instanceof DeclaredType declared
                        && declared.getTypeArguments().stream().anyMatch(Substitution::mentionsVariable);
    }

    TypeMirror apply(TypeMirror type) {
        if (replacements.isEmpty() || type == null || type instanceof LocalType) {
            return type;
        }
        if (type instanceof TypeVariable variable) {
            Element element = variable.asElement();
            return replacements.containsKey(element) ? replacements.get(element) : type;
        }
        if (type instanceof ArrayType array) {
            TypeMirror component = apply(array.getComponentType());
            return component == array.getComponentType() ? type : ops.array(component);
        }
        if (type instanceof WildcardType wildcard) {
            return ops.wildcard(argument(wildcard.getExtendsBound()), argument(wildcard.getSuperBound()));
        }
        return TypeOps.element(type) != null ? declared((DeclaredType) type) : type;
    }

    private TypeMirror declared(DeclaredType type) {
        List<TypeMirror> arguments = new ArrayList<>();
        boolean changed = false;
        for (TypeMirror argument : type.getTypeArguments()) {
            TypeMirror replaced = argument(argument);
            changed |= replaced != argument;
            arguments.add(replaced);
        }
        TypeMirror outer = apply(type.getEnclosingType());
        boolean same = !changed && outer == type.getEnclosingType();
        return same ? type : ops.declared(outer, (TypeElement) type.asElement(), arguments);
    }

    private TypeMirror argument(TypeMirror type) {
        TypeMirror replaced = apply(type);
        return TypeOps.isPrimitive(replaced) ? ops.box(replaced) : replaced;
    }
}
