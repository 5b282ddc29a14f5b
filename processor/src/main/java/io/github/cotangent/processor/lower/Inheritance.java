package io.github.cotangent.processor.lower;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** What classes have from those above them. */
final class Inheritance {
    private final Elements elements;
    private final Types types;

    Inheritance(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
    }

    /** The names of the methods that a class or interface has, of itself or from above. */
    static Set<String> methodNames(TypeElement type) {
        Set<String> names = new TreeSet<>();
        ElementFilter.methodsIn(type.getEnclosedElements())
                .forEach(method -> names.add(method.getSimpleName().toString()));
        elementOf(type.getSuperclass()).ifPresent(above -> names.addAll(methodNames(above)));
        type.getInterfaces().forEach(each -> elementOf(each).ifPresent(above -> names.addAll(methodNames(above))));
        return names;
    }

    /**
     * The method that a class has for a method of a supertype: of the nearest class that has one, or else the most special
     * default method; empty if that is abstract.
     */
    Optional<ExecutableElement> implementation(ExecutableElement method, TypeElement concrete) {
        for (TypeElement type = concrete;
                type != null;
                type = elementOf(type.getSuperclass()).orElse(null)) {
            for (ExecutableElement each : ElementFilter.methodsIn(type.getEnclosedElements())) {
                if (isSame(each, method, concrete) && !each.getModifiers().contains(Modifier.ABSTRACT)) {
                    return Optional.of(each);
                }
            }
        }
        ExecutableElement found = null;
        for (ExecutableElement each : ElementFilter.methodsIn(elements.getAllMembers(concrete))) {
            if (each.isDefault() && isSame(each, method, concrete) && (found == null || isBelow(each, found))) {
                found = each;
            }
        }
        return Optional.ofNullable(found);
    }

    /** Whether a method overrides or implements one of a class or interface above. */
    boolean overrides(ExecutableElement method) {
        TypeElement owner = (TypeElement) method.getEnclosingElement();
        Set<TypeElement> above = new LinkedHashSet<>();
        collect(owner, above);
        above.remove(owner);
        return above.stream()
                .flatMap(type -> ElementFilter.methodsIn(type.getEnclosedElements()).stream())
                .anyMatch(other -> elements.overrides(method, other, owner));
    }

    /** Whether nothing can override a method. */
    static boolean isFinal(ExecutableElement method) {
        return method.getModifiers().contains(Modifier.FINAL)
                || method.getModifiers().contains(Modifier.PRIVATE)
                || method.getEnclosingElement().getModifiers().contains(Modifier.FINAL);
    }

    private static void collect(TypeElement type, Set<TypeElement> found) {
        if (found.add(type)) {
            elementOf(type.getSuperclass()).ifPresent(above -> collect(above, found));
            type.getInterfaces().forEach(each -> elementOf(each).ifPresent(above -> collect(above, found)));
        }
    }

    private boolean isSame(ExecutableElement each, ExecutableElement method, TypeElement concrete) {
        return each.equals(method) || elements.overrides(each, method, concrete);
    }

    private boolean isBelow(ExecutableElement method, ExecutableElement other) {
        return types.isSubtype(
                types.erasure(method.getEnclosingElement().asType()),
                types.erasure(other.getEnclosingElement().asType()));
    }

    /** The class that a type variable, an array or a primitive does not have. */
    static Optional<TypeElement> elementOf(TypeMirror mirror) {
        return mirror.getKind() == TypeKind.DECLARED
                ? Optional.of((TypeElement) ((DeclaredType) mirror).asElement())
                : Optional.empty();
    }
}
