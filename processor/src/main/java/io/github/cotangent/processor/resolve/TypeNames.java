package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.ImportDeclaration;
import com.github.javaparser.ast.type.ArrayType;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import com.github.javaparser.ast.type.PrimitiveType;
import com.github.javaparser.ast.type.Type;
import com.github.javaparser.ast.type.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Parameterizable;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Which types names mean at one place: type parameters, member types, imports, the package, {@code java.lang}. */
final class TypeNames {
    private final Elements elements;
    private final Types types;
    private final Members members;
    private final CompilationUnit unit;
    private final Element place;
    private final Map<String, Optional<TypeElement>> known = new HashMap<>();

    /**
     * @param place the method or field whose body is attributed
     */
    TypeNames(Elements elements, Types types, Members members, CompilationUnit unit, Element place) {
        this.elements = elements;
        this.types = types;
        this.members = members;
        this.unit = unit;
        this.place = place;
    }

    /** The type of a simple name; null if there is none. */
    TypeElement simple(String name) {
        return known.computeIfAbsent(name, n -> Optional.ofNullable(find(n))).orElse(null);
    }

    private TypeElement find(String name) {
        for (Element e = place; e != null; e = e.getEnclosingElement()) {
            if (e instanceof TypeElement type) {
                if (type.getSimpleName().contentEquals(name)) {
                    return type;
                }
                TypeElement member = members.memberType(type, name);
                if (member != null) {
                    return member;
                }
            }
        }
        for (ImportDeclaration each : unit.getImports()) {
            if (!each.isAsterisk() && each.getName().getIdentifier().equals(name)) {
                TypeElement found = qualified(each.getNameAsString());
                if (found != null) {
                    return found;
                }
            }
        }
        String packageName = unit.getPackageDeclaration()
                .map(declaration -> declaration.getNameAsString() + ".")
                .orElse("");
        TypeElement samePackage = elements.getTypeElement(packageName + name);
        if (samePackage != null) {
            return samePackage;
        }
        for (ImportDeclaration each : unit.getImports()) {
            if (each.isAsterisk()) {
                TypeElement owner = qualified(each.getNameAsString());
                TypeElement found = owner != null
                        ? members.memberType(owner, name)
                        : elements.getTypeElement(each.getNameAsString() + "." + name);
                if (found != null) {
                    return found;
                }
            }
        }
        return elements.getTypeElement("java.lang." + name);
    }

    /** The type of a canonical name; null if there is none. */
    TypeElement qualified(String name) {
        return elements.getTypeElement(name);
    }

    /** A type parameter in scope; null if there is none of the name. */
    TypeMirror typeParameter(String name) {
        for (Element e = place; e != null; e = e.getEnclosingElement()) {
            if (e instanceof Parameterizable generic) {
                for (TypeParameterElement parameter : generic.getTypeParameters()) {
                    if (parameter.getSimpleName().contentEquals(name)) {
                        return parameter.asType();
                    }
                }
            }
        }
        return null;
    }

    /** The class a type node names; null if unknown. */
    TypeElement element(ClassOrInterfaceType type) {
        if (type.getScope().isEmpty()) {
            return simple(type.getNameAsString());
        }
        TypeElement scope = element(type.getScope().get());
        return scope != null ? members.memberType(scope, type.getNameAsString()) : qualified(type.getNameWithScope());
    }

    /** The type that a type node names; null if unknown. */
    TypeMirror of(Type type) {
        if (type instanceof PrimitiveType primitive) {
            return types.getPrimitiveType(TypeKind.valueOf(primitive.getType().name()));
        } else if (type instanceof ArrayType array) {
            TypeMirror component = of(array.getComponentType());
            return component == null ? null : types.getArrayType(component);
        } else if (type instanceof ClassOrInterfaceType reference) {
            return declared(reference);
        } else if (type.isVoidType()) {
            return types.getNoType(TypeKind.VOID);
        } else if (type instanceof WildcardType wildcard) {
            return types.getWildcardType(
                    wildcard.getExtendedType().map(this::of).orElse(null),
                    wildcard.getSuperType().map(this::of).orElse(null));
        }
        return null;
    }

    private TypeMirror declared(ClassOrInterfaceType type) {
        if (type.getScope().isEmpty()) {
            TypeMirror parameter = typeParameter(type.getNameAsString());
            if (parameter != null) {
                return parameter;
            }
        }
        TypeElement element = element(type);
        if (element == null) {
            return null;
        }
        List<TypeMirror> arguments = new ArrayList<>();
        if (type.getTypeArguments().isPresent()) {
            for (Type argument : type.getTypeArguments().get()) {
                TypeMirror each = of(argument);
                if (each == null || each.getKind().isPrimitive()) {
                    return types.getDeclaredType(element);
                }
                arguments.add(each);
            }
        }
        boolean fits = arguments.size() == element.getTypeParameters().size();
        return fits
                ? types.getDeclaredType(element, arguments.toArray(new TypeMirror[0]))
                : types.getDeclaredType(element);
    }

    /** The owners of static members that imports bring in under a name: exact ones first. */
    List<TypeElement> staticImports(String member) {
        List<TypeElement> owners = new ArrayList<>();
        for (boolean asterisk : new boolean[] {false, true}) {
            for (ImportDeclaration each : unit.getImports()) {
                if (!each.isStatic() || each.isAsterisk() != asterisk) {
                    continue;
                }
                String name = each.getNameAsString();
                if (!asterisk && !each.getName().getIdentifier().equals(member)) {
                    continue;
                }
                String owner = asterisk ? name : name.substring(0, name.lastIndexOf('.'));
                TypeElement type = qualified(owner);
                if (type != null) {
                    owners.add(type);
                }
            }
        }
        return owners;
    }

    /** The classes around the place, innermost first. */
    List<TypeElement> enclosing() {
        List<TypeElement> found = new ArrayList<>();
        for (Element e = place; e != null && e.getKind() != ElementKind.PACKAGE; e = e.getEnclosingElement()) {
            if (e instanceof TypeElement type) {
                found.add(type);
            }
        }
        return found;
    }
}
