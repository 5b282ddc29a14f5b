package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * What a companion sees in the place of classes it cannot name: the nearest class above that it can, or else an interface. Seen so,
 * one class may no longer be below another one, and Java needs to be told by a cast.
 */
final class StandIns {
    private final Elements elements;
    private final Types types;
    private final Access access;
    private final Followed followed;

    StandIns(Elements elements, Types types, Access access, Followed followed) {
        this.elements = elements;
        this.types = types;
        this.access = access;
        this.followed = followed;
    }

    /** What is seen in the place of the classes met so far that cannot be named, by the canonical names of these. */
    Map<String, ReferenceType> all() {
        Map<String, ReferenceType> found = new HashMap<>();
        for (TypeElement type : followed.met()) {
            if (!access.isAccessible(type)) {
                found.put(TypeTranslation.nameOf(type), TypeTranslation.raw(seen(type)));
            }
        }
        return found;
    }

    /** Whether something else is seen in the place of the class of objects, or of the elements of arrays of them. */
    boolean isNeeded(Type type) {
        TypeElement element = classOf(type);
        return element != null && !access.isAccessible(element);
    }

    /** Whether objects of one type are seen as of a class that is not, or not below, what objects of another one are seen as. */
    boolean tellApart(Type type, Type above) {
        TypeElement below = classOf(type);
        TypeElement target = classOf(above);
        return (isNeeded(type) || isNeeded(above))
                && below != null
                && target != null
                && !types.isSubtype(
                        types.erasure(seen(below).asType()),
                        types.erasure(seen(target).asType()));
    }

    private TypeElement classOf(Type type) {
        return type.leaf() instanceof ObjectType object ? elements.getTypeElement(object.name()) : null;
    }

    private TypeElement seen(TypeElement type) {
        if (access.isAccessible(type)) {
            return type;
        }
        TypeElement object = elements.getTypeElement("java.lang.Object");
        Optional<TypeElement> above =
                Inheritance.elementOf(type.getSuperclass()).filter(each -> !each.equals(object));
        return above.isPresent()
                ? seen(above.get())
                : type.getInterfaces().stream()
                        .flatMap(each -> Inheritance.elementOf(each).stream())
                        .filter(access::isAccessible)
                        .findFirst()
                        .orElse(object);
    }
}
