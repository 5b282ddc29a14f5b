package io.github.cotangent.processor.resolve;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** Whether code in a class may use a member (JLS 6.6); what it may not use is no candidate of an overload choice. */
final class Access {
    private final Elements elements;
    private final TypeOps ops;
    private final TypeElement place;
    private final Scope scope;

    /** @param scope the classes inside the code that the place is in */
    Access(Elements elements, TypeOps ops, TypeElement place, Scope scope) {
        this.elements = elements;
        this.ops = ops;
        this.place = place;
        this.scope = scope;
    }

    boolean allows(Element member) {
        if (member.getModifiers().contains(Modifier.PUBLIC)) {
            return true;
        }
        if (member.getModifiers().contains(Modifier.PRIVATE)) {
            return outermost(member).equals(outermost(place));
        }
        if (elements.getPackageOf(member).equals(elements.getPackageOf(place))) {
            return true;
        }
        return member.getModifiers().contains(Modifier.PROTECTED) && isInSubclass(member);
    }

    /** Whether an anonymous class in the code, which extends the class of a constructor, may call that. */
    boolean allowsAbove(Element constructor) {
        return constructor.getModifiers().contains(Modifier.PROTECTED) || allows(constructor);
    }

    private boolean isInSubclass(Element member) {
        TypeMirror owner = member.getEnclosingElement().asType();
        for (LocalClass local : scope.classes()) {
            boolean below = local.supertypes().stream()
                    .anyMatch(type -> TypeOps.element(type) != null && ops.isSubclass(type, owner));
            if (below) {
                return true;
            }
        }
        for (Element e = place; e instanceof TypeElement type; e = e.getEnclosingElement()) {
            if (ops.isSubclass(type.asType(), owner)) {
                return true;
            }
        }
        return false;
    }

    private static Element outermost(Element element) {
        Element found = element;
        while (found.getEnclosingElement() != null
                && found.getEnclosingElement().getKind() != ElementKind.PACKAGE) {
            found = found.getEnclosingElement();
        }
        return found;
    }
}
