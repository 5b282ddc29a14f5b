package io.github.cotangent.processor.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** The members of types, own and inherited. */
final class Members {
    private final Elements elements;
    private final Map<TypeElement, Map<String, List<ExecutableElement>>> methods = new HashMap<>();
    private final Map<TypeElement, Map<String, Element>> own = new HashMap<>();

    Members(Elements elements) {
        this.elements = elements;
    }

    /** All methods of a name that a type has. */
    List<ExecutableElement> methods(TypeElement type, String name) {
        return methods.computeIfAbsent(type, this::allMethods).getOrDefault(name, List.of());
    }

    private Map<String, List<ExecutableElement>> allMethods(TypeElement type) {
        Map<String, List<ExecutableElement>> found = new HashMap<>();
        for (ExecutableElement method : ElementFilter.methodsIn(elements.getAllMembers(type))) {
            found.computeIfAbsent(method.getSimpleName().toString(), name -> new ArrayList<>())
                    .add(method);
        }
        return found;
    }

    /** The one abstract method of an interface; null if there is none or more than one. */
    ExecutableElement function(TypeElement contract) {
        ExecutableElement found = null;
        for (ExecutableElement method : ElementFilter.methodsIn(elements.getAllMembers(contract))) {
            boolean ofObject = method.getEnclosingElement().toString().equals("java.lang.Object")
                    || elements.getTypeElement("java.lang.Object").getEnclosedElements().stream()
                            .anyMatch(e -> e.getSimpleName().equals(method.getSimpleName())
                                    && e.getModifiers().contains(Modifier.PUBLIC));
            if (method.getModifiers().contains(Modifier.ABSTRACT) && !ofObject) {
                if (found != null) {
                    return null;
                }
                found = method;
            }
        }
        return found;
    }

    List<ExecutableElement> constructors(TypeElement type) {
        return ElementFilter.constructorsIn(type.getEnclosedElements());
    }

    /** The field of a name, own or inherited; null if there is none. */
    VariableElement field(TypeElement type, String name) {
        return member(type, "field " + name) instanceof VariableElement field ? field : null;
    }

    /** The member type of a name, own or inherited; null if there is none. */
    TypeElement memberType(TypeElement type, String name) {
        return member(type, "type " + name) instanceof TypeElement member ? member : null;
    }

    private Element member(TypeElement type, String key) {
        Element found = own.computeIfAbsent(type, Members::ownMembers).get(key);
        if (found != null) {
            return found;
        }
        TypeElement above = element(type.getSuperclass());
        Element inherited = above == null ? null : member(above, key);
        for (TypeMirror contract : type.getInterfaces()) {
            TypeElement contractElement = element(contract);
            if (inherited == null && contractElement != null) {
                inherited = member(contractElement, key);
            }
        }
        return inherited;
    }

    private static Map<String, Element> ownMembers(TypeElement type) {
        Map<String, Element> found = new HashMap<>();
        for (Element member : type.getEnclosedElements()) {
            ElementKind kind = member.getKind();
            if (kind.isField()) {
                found.put("field " + member.getSimpleName(), member);
            } else if (kind.isClass() || kind.isInterface()) {
                found.put("type " + member.getSimpleName(), member);
            }
        }
        return found;
    }

    /** The class or interface behind a type; null for anything else. */
    static TypeElement element(TypeMirror type) {
        return type != null && type.getKind() == TypeKind.DECLARED
                ? (TypeElement) ((DeclaredType) type).asElement()
                : null;
    }
}
