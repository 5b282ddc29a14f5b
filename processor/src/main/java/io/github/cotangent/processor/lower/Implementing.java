package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.ir.MethodId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * What classes of the companion can extend or implement. What it can name they do; an interface of its package that it cannot name, or
 * of which it cannot name what a method takes, is implemented by a subclass, which is made when the companion is loaded.
 */
final class Implementing {
    private final Access access;
    private final Elements elements;

    Implementing(Access access, Elements elements) {
        this.access = access;
        this.elements = elements;
    }

    /** Whether there can be a class of the companion that is of a type. */
    boolean isPossible(TypeElement parent) {
        return access.isAccessible(parent) || parent.getKind().isInterface() && access.isOfPackage(parent);
    }

    /** Whether the companion can write down that a class is of a type and has methods that override those of it. */
    boolean isWritable(DeclaredType parent, Collection<MethodId> own, FunctionClasses.Bodies bodies) {
        return access.hiddenIn(parent).isEmpty()
                && inherited((TypeElement) parent.asElement()).stream()
                        .filter(method ->
                                bodies.of(method).filter(own::contains).isPresent())
                        .allMatch(this::isNameable);
    }

    private boolean isNameable(ExecutableElement method) {
        return access.hiddenIn(method.getReturnType()).isEmpty()
                && method.getParameters().stream()
                        .map(VariableElement::asType)
                        .allMatch(type -> access.hiddenIn(type).isEmpty());
    }

    /**
     * Whether names and numbers of parameters tell a subclass which method does what an interface is asked for, and none of these
     * methods gives something else than what a class of the companion may say.
     */
    boolean isLoadable(DeclaredType parent, Collection<MethodId> own, FunctionClasses.Bodies bodies) {
        TypeElement element = (TypeElement) parent.asElement();
        return element.getKind().isInterface()
                && isPossible(element)
                && inherited(element).stream().allMatch(method -> isTold(method, own, bodies));
    }

    private boolean isTold(ExecutableElement method, Collection<MethodId> own, FunctionClasses.Bodies bodies) {
        List<MethodId> alike = new ArrayList<>(own);
        alike.removeIf(id -> !method.getSimpleName().contentEquals(id.name())
                || id.parameters().size() != method.getParameters().size());
        boolean fits =
                access.hiddenIn(method.getReturnType()).isEmpty() || !access.isAccessible(method.getEnclosingElement());
        return alike.isEmpty()
                || fits && alike.size() == 1 && Objects.equals(bodies.of(method).orElse(null), alike.get(0));
    }

    private List<ExecutableElement> inherited(TypeElement parent) {
        List<ExecutableElement> methods = new ArrayList<>(ElementFilter.methodsIn(elements.getAllMembers(parent)));
        methods.removeIf(method -> method.getModifiers().contains(Modifier.STATIC)
                || method.getModifiers().contains(Modifier.PRIVATE));
        return methods;
    }
}
