package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.HiddenType;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.resolve.Attribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Types;

/**
 * Turns javac's types into those of the intermediate form. Type variables become their bound, because the generated method
 * does not declare them; inside type arguments they become wildcards.
 */
final class TypeTranslation {
    private static final ReferenceType WILDCARD = new ReferenceType("?");

    private final Types types;
    private final Access access;
    private final Classes classes;
    private final boolean isForHandles;

    TypeTranslation(Types types, Access access, Classes classes) {
        this(types, access, classes, false);
    }

    private TypeTranslation(Types types, Access access, Classes classes, boolean isForHandles) {
        this.types = types;
        this.access = access;
        this.classes = classes;
        this.isForHandles = isForHandles;
    }

    /** The same for members that text uses through handles: what the companion cannot name is hidden there, followed or not. */
    TypeTranslation forHandles() {
        return new TypeTranslation(types, access, classes, true);
    }

    /** The type of a variable or expression, as the companion can name it: private types have a stand-in. */
    Type of(TypeMirror mirror) {
        return translate(mirror, true);
    }

    /** The erased type, as method identities hold it. */
    Type erased(TypeMirror mirror) {
        return translate(types.erasure(mirror), false);
    }

    /** The erased type as the companion can name it: private types have a stand-in. */
    Type erasedOf(TypeMirror mirror) {
        return translate(types.erasure(mirror), true);
    }

    private Type translate(TypeMirror mirror, boolean nameable) {
        return switch (mirror.getKind()) {
            case BOOLEAN -> Primitive.BOOLEAN;
            case BYTE -> Primitive.BYTE;
            case SHORT -> Primitive.SHORT;
            case CHAR -> Primitive.CHAR;
            case INT -> Primitive.INT;
            case LONG -> Primitive.LONG;
            case FLOAT -> Primitive.FLOAT;
            case DOUBLE -> Primitive.DOUBLE;
            case VOID -> Primitive.VOID;
            case ARRAY ->
                new ArrayType(translate(((javax.lang.model.type.ArrayType) mirror).getComponentType(), nameable));
            case DECLARED -> nameable ? declared((DeclaredType) mirror) : named((DeclaredType) mirror);
            case TYPEVAR -> of(types.erasure(((TypeVariable) mirror).getUpperBound()));
            case INTERSECTION -> of(((IntersectionType) mirror).getBounds().get(0));
            case WILDCARD -> of(types.erasure(mirror));
            case ERROR -> new ReferenceType("", mirror.toString(), List.of());
            default -> ReferenceType.OBJECT;
        };
    }

    /** The class that stands for one that a method declares; empty if that stays text. */
    Optional<Type> inner(Node declaration) {
        return classes.functions().inner(declaration).map(InnerClass::seen);
    }

    /** The same with arrays of it. */
    Optional<Type> inner(Attribution.OfLocalClass type) {
        Optional<Type> found = inner(type.declaration());
        for (int i = 0; i < type.dimensions(); i++) {
            found = found.map(ArrayType::new);
        }
        return found;
    }

    /** What iterating over a value of the type gives, if it is an {@code Iterable} of something. */
    Optional<Type> iterated(TypeMirror mirror) {
        if (mirror instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement element
                && element.getQualifiedName().contentEquals("java.lang.Iterable")) {
            return Optional.of(
                    declared.getTypeArguments().isEmpty()
                            ? ReferenceType.OBJECT
                            : of(upperBound(declared.getTypeArguments().get(0))));
        }
        return types.directSupertypes(mirror).stream()
                .flatMap(parent -> iterated(parent).stream())
                .findFirst();
    }

    static TypeMirror upperBound(TypeMirror argument) {
        return argument instanceof WildcardType wildcard && wildcard.getExtendsBound() != null
                ? wildcard.getExtendsBound()
                : argument;
    }

    private Type named(DeclaredType mirror) {
        TypeElement element = (TypeElement) mirror.asElement();
        return access.isAccessible(element) || !isForHandles && classes.isFollowed(element)
                ? known(element, raw(element))
                : new HiddenType(raw(element), standIn(element));
    }

    private Type known(TypeElement element, ReferenceType type) {
        return classes.isFollowed(element) ? new ObjectType(type) : type;
    }

    /** What a private type is in the companion. One that is thrown must stay something to throw. */
    static ReferenceType standIn(TypeElement element) {
        for (TypeElement each = element;
                each != null && isThrown(element);
                each = Inheritance.elementOf(each.getSuperclass()).orElse(null)) {
            if (KnownMethods.isJdk(each)) {
                return raw(each);
            }
        }
        boolean isEnum = element.getKind() == ElementKind.ENUM;
        return isEnum ? new ReferenceType("java.lang.Enum", List.of(WILDCARD)) : ReferenceType.OBJECT;
    }

    private static boolean isThrown(TypeElement element) {
        return element.getQualifiedName().contentEquals("java.lang.Throwable")
                || Inheritance.elementOf(element.getSuperclass())
                        .filter(TypeTranslation::isThrown)
                        .isPresent();
    }

    private Type declared(DeclaredType mirror) {
        if (!access.isAccessible(mirror.asElement())) {
            if (classes.isFollowed((TypeElement) mirror.asElement())) {
                return new ObjectType(raw((TypeElement) mirror.asElement()));
            }
            return standIn((TypeElement) mirror.asElement());
        }
        List<Type> arguments = new ArrayList<>();
        for (TypeMirror argument : mirror.getTypeArguments()) {
            arguments.add(argument(argument));
        }
        TypeElement element = (TypeElement) mirror.asElement();
        ReferenceType raw = raw(element);
        // What is generic here may be used where its arguments are known: a wildcard would fit there no longer.
        boolean open = classes.isFollowed(element) && arguments.contains(WILDCARD);
        // Nor may a member of a raw class have arguments.
        boolean inGeneric = mirror.getEnclosingType() instanceof DeclaredType outer
                && !outer.getTypeArguments().isEmpty();
        return known(
                element, open || inGeneric ? raw : new ReferenceType(raw.packageName(), raw.className(), arguments));
    }

    /** A type argument. A wildcard keeps its upper bound as its own argument. */
    private Type argument(TypeMirror mirror) {
        if (mirror instanceof WildcardType wildcard && wildcard.getExtendsBound() != null) {
            Type bound = argument(wildcard.getExtendsBound());
            return bound.equals(WILDCARD) ? WILDCARD : new ReferenceType("?", List.of(bound));
        }
        TypeKind kind = mirror.getKind();
        boolean nameable = kind == TypeKind.DECLARED || kind == TypeKind.ARRAY;
        return nameable && access.hiddenIn(mirror).isEmpty() ? of(mirror) : WILDCARD;
    }

    /** A class without type arguments. */
    static ReferenceType raw(TypeElement element) {
        Element around = element;
        while (around.getKind() != ElementKind.PACKAGE) {
            around = around.getEnclosingElement();
        }
        String name = nameOf(element);
        String packageName = ((PackageElement) around).getQualifiedName().toString();
        boolean unnamed = packageName.isEmpty() || element.getQualifiedName().length() == 0;
        return unnamed
                ? new ReferenceType("", name, List.of())
                : new ReferenceType(packageName, name.substring(packageName.length() + 1), List.of());
    }

    /** Canonical name; the simple one for local classes. */
    static String nameOf(TypeElement element) {
        String name = element.getQualifiedName().toString();
        return name.isEmpty() ? element.getSimpleName().toString() : name;
    }
}
