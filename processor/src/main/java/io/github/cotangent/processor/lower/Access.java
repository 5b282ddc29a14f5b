package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.PrivateMember;
import io.github.cotangent.processor.ir.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** What the companion can name: the generated code stands there, not in the user's classes, helpers of other packages included. */
final class Access {
    private final Elements elements;
    private final PackageElement home;

    /** @param home the package of the companion */
    Access(Elements elements, PackageElement home) {
        this.elements = elements;
        this.home = home;
    }

    /** Whether the companion can name a type or a member of one. */
    boolean isAccessible(Element element) {
        boolean samePackage = isOfPackage(element);
        for (Element e = element; e != null && e.getKind() != ElementKind.PACKAGE; e = e.getEnclosingElement()) {
            if (!isOpen(e, samePackage)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the companion can name a member of an object. It need not be able to name the class that declares it, as long as
     * it can name the one the object is known as.
     */
    boolean isAccessible(Element member, boolean objectIsNameable) {
        boolean open = isOpen(member, isOfPackage(member));
        return objectIsNameable ? open : isAccessible(member);
    }

    /** Whether something belongs to the package of the companion. */
    boolean isOfPackage(Element element) {
        return elements.getPackageOf(element).equals(home);
    }

    private static boolean isOpen(Element element, boolean samePackage) {
        return samePackage
                ? !element.getModifiers().contains(Modifier.PRIVATE)
                : element.getModifiers().contains(Modifier.PUBLIC) || isImplicitlyPublic(element);
    }

    /** Members of interfaces are public without saying so where they come from source. */
    private static boolean isImplicitlyPublic(Element element) {
        Element owner = element.getEnclosingElement();
        return owner != null
                && owner.getKind().isInterface()
                && !element.getModifiers().contains(Modifier.PRIVATE);
    }

    /** Whether a class beside the companion has a name. */
    boolean isDeclaredBeside(String name) {
        return home.getEnclosedElements().stream()
                .anyMatch(type -> type.getSimpleName().contentEquals(name));
    }

    /** The class in a type that the companion cannot name, if there is one. */
    Optional<TypeElement> hiddenIn(TypeMirror mirror) {
        if (mirror instanceof ArrayType array) {
            return hiddenIn(array.getComponentType());
        }
        if (!(mirror instanceof DeclaredType declared) || !(declared.asElement() instanceof TypeElement element)) {
            return Optional.empty();
        }
        if (!isAccessible(element)) {
            return Optional.of(element);
        }
        return declared.getTypeArguments().stream()
                .flatMap(a -> hiddenIn(a).stream())
                .findFirst();
    }

    /** A private field, read or written by the companion. */
    PrivateMember fieldOf(VariableElement field, boolean isWritten, TypeTranslation types) {
        TypeElement owner = (TypeElement) field.getEnclosingElement();
        Type type = types.erased(field.asType());
        return PrivateMember.field(
                types.erased(owner.asType()),
                TypeTranslation.nameOf(owner),
                elements.getBinaryName(owner).toString(),
                field.getSimpleName().toString(),
                type,
                isWritten);
    }

    /**
     * A private method or constructor.
     *
     * @param isExact whether the method is the very one that runs, whatever the class of the object
     */
    PrivateMember memberOf(ExecutableElement method, boolean isExact, TypeTranslation types) {
        MethodId id = idOf(method, types);
        Type owner = types.erased(method.getEnclosingElement().asType());
        if (method.getKind() == ElementKind.CONSTRUCTOR) {
            return new PrivateMember(
                    PrivateMember.Kind.CONSTRUCTOR,
                    null,
                    new MethodId(
                            id.owner(),
                            id.binaryOwner(),
                            id.name(),
                            id.parameters(),
                            owner,
                            false,
                            MethodId.Invocation.STATIC));
        }
        if (method.getModifiers().contains(Modifier.STATIC)) {
            return PrivateMember.staticMethod(id);
        }
        return new PrivateMember(isExact ? PrivateMember.Kind.EXACT_METHOD : PrivateMember.Kind.METHOD, owner, id);
    }

    /** The identity of a method. */
    MethodId idOf(ExecutableElement method, TypeTranslation types) {
        TypeElement owner = (TypeElement) method.getEnclosingElement();
        List<Type> parameters = new ArrayList<>();
        boolean nameable =
                isAccessible(method) && hiddenIn(method.getReturnType()).isEmpty();
        for (VariableElement parameter : method.getParameters()) {
            parameters.add(types.erased(parameter.asType()));
            nameable &= hiddenIn(parameter.asType()).isEmpty();
        }
        return new MethodId(
                TypeTranslation.nameOf(owner),
                elements.getBinaryName(owner).toString(),
                method.getSimpleName().toString(),
                parameters,
                types.erased(method.getReturnType()),
                nameable,
                MethodId.Invocation.STATIC);
    }
}
