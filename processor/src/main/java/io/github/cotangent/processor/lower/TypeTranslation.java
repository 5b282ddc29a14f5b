package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import io.github.cotangent.processor.ir.AnyType;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.ContainerType;
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

    /** What constants of enums are seen as that the companion cannot name. */
    static final ReferenceType HIDDEN_ENUM = new ReferenceType("java.lang.Enum", List.of(WILDCARD));

    private final Types types;
    private final Access access;
    private final Classes classes;

    TypeTranslation(Types types, Access access, Classes classes) {
        this.types = types;
        this.access = access;
        this.classes = classes;
    }

    /** The type of a variable or expression, as the companion can name it: private types have a stand-in. */
    Type of(TypeMirror mirror) {
        return translate(mirror, true);
    }

    /** The erased type, as method identities hold it. */
    Type erased(TypeMirror mirror) {
        return erased(mirror, false);
    }

    /** The erased type as the companion can name it: private types have a stand-in. */
    Type erasedOf(TypeMirror mirror) {
        return erased(mirror, true);
    }

    /** What containers hold is kept: their type is not known without. */
    private Type erased(TypeMirror mirror, boolean nameable) {
        if (mirror instanceof javax.lang.model.type.ArrayType array) {
            return new ArrayType(erased(array.getComponentType(), nameable));
        }
        if (mirror.getKind() == TypeKind.TYPEVAR) {
            return translate(mirror, nameable);
        }
        return container(mirror).orElseGet(() -> translate(types.erasure(mirror), nameable));
    }

    /** The type of a container of the JDK whose elements are followed; empty for all others. */
    private Optional<Type> container(TypeMirror mirror) {
        if (!(mirror instanceof DeclaredType declared)
                || declared.getTypeArguments().isEmpty()) {
            return Optional.empty();
        }
        TypeElement element = (TypeElement) declared.asElement();
        ContainerType.Kind kind =
                ContainerMethods.kindOf(element.getQualifiedName().toString()).orElse(null);
        boolean keyed = kind == ContainerType.Kind.MAP || kind == ContainerType.Kind.ENTRY;
        List<? extends TypeMirror> arguments = declared.getTypeArguments();
        if (kind == null || keyed && !isData(arguments.get(0))) {
            return Optional.empty();
        }
        Type held = of(upperBound(arguments.get(arguments.size() - 1)));
        boolean followed = held.isFollowed()
                && !held.isOpen()
                && !(held instanceof ArrayType && held.leaf() instanceof ContainerType);
        return followed
                ? Optional.of(new ContainerType(kind, open(parameterized(element, declared), declared), held))
                : Optional.empty();
    }

    /** What is generic here may be used where its arguments are known: a wildcard would fit there no longer. */
    private static ReferenceType open(ReferenceType type, DeclaredType mirror) {
        boolean isOpen = type.arguments().contains(WILDCARD);
        for (int i = 0; i < type.arguments().size(); i++) {
            boolean generic = mirror.getTypeArguments().get(i) instanceof DeclaredType argument
                    && !argument.getTypeArguments().isEmpty();
            isOpen |= generic
                    && type.arguments().get(i) instanceof ObjectType object
                    && object.arguments().isEmpty();
        }
        return isOpen ? type.raw() : type;
    }

    /** Whether keys of a type carry no derivative: strings, whole numbers, truth values, characters, enums. */
    private boolean isData(TypeMirror key) {
        return upperBound(key) instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement element
                && (element.getKind() == ElementKind.ENUM
                        || ReferenceType.DATA.contains(
                                element.getQualifiedName().toString()));
    }

    private ReferenceType parameterized(TypeElement element, DeclaredType mirror) {
        List<Type> arguments = new ArrayList<>();
        for (TypeMirror argument : mirror.getTypeArguments()) {
            arguments.add(argument(argument));
        }
        ReferenceType raw = raw(element);
        return new ReferenceType(raw.packageName(), raw.className(), arguments);
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
            case DECLARED ->
                container(mirror)
                        .orElseGet(() -> nameable ? declared((DeclaredType) mirror) : named((DeclaredType) mirror));
            case TYPEVAR -> bounded(((TypeVariable) mirror).getUpperBound());
            case INTERSECTION -> intersection(((IntersectionType) mirror).getBounds());
            case WILDCARD -> {
                TypeMirror bound = ((WildcardType) mirror).getExtendsBound();
                yield bound == null ? AnyType.OF_OBJECT : bounded(bound);
            }
            case ERROR -> new ReferenceType("", mirror.toString(), List.of());
            default -> ReferenceType.OBJECT;
        };
    }

    /** What is known of a type by its bound. Interfaces say nothing of what is behind them, and {@code Object} does not. */
    private Type bounded(TypeMirror bound) {
        Type known = bound.getKind() == TypeKind.TYPEVAR || bound.getKind() == TypeKind.INTERSECTION
                ? of(bound)
                : of(types.erasure(bound));
        boolean open = known instanceof ReferenceType && (known.equals(ReferenceType.OBJECT) || isInterface(bound));
        return open ? new AnyType((ReferenceType) known) : known;
    }

    private static boolean isInterface(TypeMirror type) {
        return type instanceof DeclaredType declared
                && declared.asElement().getKind().isInterface();
    }

    /** Of the types that a value has all at once, one that says what it carries: a record is a {@code Record}, too. */
    private Type intersection(List<? extends TypeMirror> bounds) {
        return bounds.stream()
                .map(this::of)
                .filter(Type::isFollowed)
                .findFirst()
                .orElseGet(() -> of(bounds.get(0)));
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
        return access.isAccessible(element) || classes.isFollowed(element)
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
        return element.getKind() == ElementKind.ENUM ? HIDDEN_ENUM : ReferenceType.OBJECT;
    }

    private static boolean isThrown(TypeElement element) {
        return element.getQualifiedName().contentEquals("java.lang.Throwable")
                || Inheritance.elementOf(element.getSuperclass())
                        .filter(TypeTranslation::isThrown)
                        .isPresent();
    }

    private Type declared(DeclaredType mirror) {
        TypeElement element = (TypeElement) mirror.asElement();
        if (!access.isAccessible(element)) {
            return classes.isFollowed(element) ? new ObjectType(raw(element)) : standIn(element);
        }
        ReferenceType whole = parameterized(element, mirror);
        // A member of a raw class may have no arguments.
        boolean inGeneric = mirror.getEnclosingType() instanceof DeclaredType outer
                && !outer.getTypeArguments().isEmpty();
        return known(element, inGeneric ? whole.raw() : classes.isFollowed(element) ? open(whole, mirror) : whole);
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
