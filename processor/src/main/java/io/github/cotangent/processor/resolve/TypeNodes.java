package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.Name;
import com.github.javaparser.ast.type.ArrayType;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import com.github.javaparser.ast.type.PrimitiveType;
import com.github.javaparser.ast.type.Type;
import com.github.javaparser.ast.type.UnionType;
import com.github.javaparser.ast.type.WildcardType;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Resolves the types that a body writes down. */
final class TypeNodes {
    private final TypeOps ops;
    private final Members members;
    private final TypeNames names;
    private final Scope scope;
    private final Attribution attribution;

    TypeNodes(TypeOps ops, Members members, TypeNames names, Scope scope, Attribution attribution) {
        this.ops = ops;
        this.members = members;
        this.names = names;
        this.scope = scope;
        this.attribution = attribution;
    }

    /** What a simple name in the scope of the body means. */
    private record Meaning(TypeMirror type, boolean found) {}

    TypeNames names() {
        return names;
    }

    /** The type that a node names, which is recorded with those inside it; null if unknown or left open ({@code var}). */
    TypeMirror of(Type node) {
        return attribution.type(node, find(node));
    }

    /** Notes which type an annotation is of. */
    void of(AnnotationExpr annotation) {
        Name name = annotation.getName();
        TypeElement type =
                name.getQualifier().isEmpty() ? names.simple(name.asString()) : names.qualified(name.asString());
        if (type != null) {
            attribution.symbol(annotation, new Symbol.TypeName(type));
        }
    }

    private TypeMirror find(Type type) {
        if (type instanceof PrimitiveType primitive) {
            return ops.primitive(TypeKind.valueOf(primitive.getType().name()));
        } else if (type instanceof ArrayType array) {
            return ops.array(of(array.getComponentType()));
        } else if (type instanceof ClassOrInterfaceType reference) {
            return declared(reference);
        } else if (type.isVoidType()) {
            return ops.voidType();
        } else if (type instanceof WildcardType wildcard) {
            return wildcard(wildcard);
        } else if (type instanceof UnionType union) {
            return new Merging(ops)
                    .leastUpper(union.getElements().stream().map(this::of).toList());
        }
        return null;
    }

    private TypeMirror wildcard(WildcardType wildcard) {
        TypeMirror extended = wildcard.getExtendedType().map(this::of).orElse(null);
        TypeMirror lower = wildcard.getSuperType().map(this::of).orElse(null);
        boolean known = (wildcard.getExtendedType().isEmpty() || extended != null)
                && (wildcard.getSuperType().isEmpty() || lower != null);
        return known ? ops.wildcard(extended, lower) : null;
    }

    private TypeMirror declared(ClassOrInterfaceType type) {
        List<TypeMirror> arguments = new ArrayList<>();
        type.getTypeArguments().ifPresent(nodes -> nodes.forEach(node -> arguments.add(of(node))));
        TypeMirror outer = type.getScope().map(this::of).orElse(null);
        TypeMirror named = type.getScope().isEmpty() ? simple(type.getNameAsString()) : member(type, outer);
        if (named instanceof LocalType local) {
            attribution.symbol(
                    type, new Symbol.LocalTypeName(local.declaration().name()));
            return named;
        }
        TypeElement element = TypeOps.element(named);
        if (element == null) {
            return named;
        }
        attribution.symbol(type, new Symbol.TypeName(element));
        return parameterized(type, element, outer, arguments);
    }

    private TypeMirror parameterized(
            ClassOrInterfaceType type, TypeElement element, TypeMirror outer, List<TypeMirror> arguments) {
        boolean known = arguments.stream().noneMatch(TypeOps::isUnknown);
        if (arguments.isEmpty() || !known) {
            boolean inner = type.getScope().isPresent()
                    && type.getTypeArguments().isEmpty()
                    && element.getTypeParameters().isEmpty();
            return inner ? ops.declared(outer, element, List.of()) : implicitOuter(element, List.of());
        }
        return outer == null ? implicitOuter(element, arguments) : ops.declared(outer, element, arguments);
    }

    /** Inside a generic class, the simple name of an inner class means that of the class's own type. */
    private TypeMirror implicitOuter(TypeElement element, List<TypeMirror> arguments) {
        for (TypeElement around : names.around()) {
            DeclaredType owner = element.getEnclosingElement() instanceof TypeElement declaring
                            && !declaring.getTypeParameters().isEmpty()
                    ? ops.asSuper(around.asType(), declaring)
                    : null;
            if (owner != null && arguments.size() == element.getTypeParameters().size()) {
                return ops.declared(owner, element, arguments);
            }
        }
        return ops.declared(element, arguments);
    }

    private TypeMirror member(ClassOrInterfaceType type, TypeMirror outer) {
        String name = type.getNameAsString();
        if (outer instanceof LocalType local) {
            LocalClass member = local.declaration().type(name);
            return member == null ? null : new LocalType(member);
        }
        TypeElement owner = TypeOps.element(outer);
        TypeElement found = owner != null
                ? members.memberType(owner, name)
                : attribution.found(type.getScope().get()) instanceof Symbol.TypeName
                        ? null
                        : names.qualified(type.getNameWithScope());
        return found == null ? null : ops.declared(found, List.of());
    }

    /** The type of a simple name: of the body, a type parameter, or of the file; raw if generic; null if there is none. */
    TypeMirror simple(String name) {
        Meaning inBody = inBody(name);
        if (inBody.found()) {
            return inBody.type();
        }
        TypeElement element = names.simple(name);
        return element == null ? null : ops.declared(element, List.of());
    }

    private Meaning inBody(String name) {
        for (Scope.Frame frame : scope.frames()) {
            if (frame.types().containsKey(name)) {
                return new Meaning(frame.types().get(name), true);
            }
            if (frame.localClass() != null) {
                TypeMirror member = memberOf(frame.localClass(), name);
                if (member != null) {
                    return new Meaning(member, true);
                }
            }
        }
        return new Meaning(null, false);
    }

    private TypeMirror memberOf(LocalClass local, String name) {
        if (local.type(name) != null) {
            return new LocalType(local.type(name));
        }
        for (TypeMirror above : local.supertypes()) {
            TypeElement element = TypeOps.element(above);
            TypeElement member = element == null ? null : members.memberType(element, name);
            if (member != null) {
                return ops.declared(member, List.of());
            }
            if (above instanceof LocalType type && memberOf(type.declaration(), name) != null) {
                return memberOf(type.declaration(), name);
            }
        }
        return null;
    }
}
