package io.github.cotangent.processor.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * What the attribution needs to know about types. Null stands for an unknown type and is allowed everywhere; types of local
 * classes ({@link LocalType}) never reach the compiler's own {@link Types}, which would not take them.
 */
final class TypeOps {
    private static final TypeKind[] PRIMITIVES = {
        TypeKind.BOOLEAN,
        TypeKind.BYTE,
        TypeKind.SHORT,
        TypeKind.CHAR,
        TypeKind.INT,
        TypeKind.LONG,
        TypeKind.FLOAT,
        TypeKind.DOUBLE
    };

    private final Elements elements;
    private final Types types;
    private final Map<String, Optional<TypeElement>> byName = new HashMap<>();
    private final Map<TypeElement, TypeKind> boxes = new HashMap<>();
    private final TypeMirror object;
    private final TypeMirror string;

    TypeOps(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
        this.object = element("java.lang.Object").asType();
        this.string = element("java.lang.String").asType();
        for (TypeKind kind : PRIMITIVES) {
            boxes.put(types.boxedClass(types.getPrimitiveType(kind)), kind);
        }
    }

    /** The class of a canonical name; null if there is none. */
    TypeElement element(String name) {
        return byName.computeIfAbsent(name, n -> Optional.ofNullable(elements.getTypeElement(n)))
                .orElse(null);
    }

    /** The class or interface behind a type; null for anything else, local classes among them. */
    static TypeElement element(TypeMirror type) {
        return type instanceof DeclaredType declared && declared.getKind() == TypeKind.DECLARED
                ? (TypeElement) declared.asElement()
                : null;
    }

    static boolean isUnknown(TypeMirror type) {
        return type == null || type.getKind() == TypeKind.ERROR;
    }

    static boolean isPrimitive(TypeMirror type) {
        return type != null && type.getKind().isPrimitive();
    }

    static boolean isVoid(TypeMirror type) {
        return type != null && type.getKind() == TypeKind.VOID;
    }

    static boolean isNull(TypeMirror type) {
        return type != null && type.getKind() == TypeKind.NULL;
    }

    PrimitiveType primitive(TypeKind kind) {
        return types.getPrimitiveType(kind);
    }

    TypeMirror voidType() {
        return types.getNoType(TypeKind.VOID);
    }

    TypeMirror nullType() {
        return types.getNullType();
    }

    TypeMirror object() {
        return object;
    }

    TypeMirror string() {
        return string;
    }

    boolean isString(TypeMirror type) {
        return isClass(type, string);
    }

    boolean isObject(TypeMirror type) {
        return isClass(type, object);
    }

    private static boolean isClass(TypeMirror type, TypeMirror wanted) {
        TypeElement element = element(type);
        return element != null && element.equals(element(wanted));
    }

    // ---- boxes

    /** The class of a primitive type; other types as they are. */
    TypeMirror box(TypeMirror type) {
        return isPrimitive(type)
                ? types.boxedClass(types.getPrimitiveType(type.getKind())).asType()
                : type;
    }

    /** The primitive kind of a type, unboxed if need be; null if it has none. */
    TypeKind unboxed(TypeMirror type) {
        return isPrimitive(type) ? type.getKind() : boxes.get(element(upper(type)));
    }

    // ---- structure

    /** What a value of the type has members of: the bound of a variable or wildcard, the type itself otherwise. */
    TypeMirror upper(TypeMirror type) {
        TypeMirror found = type;
        while (found instanceof TypeVariable || found instanceof WildcardType) {
            if (found instanceof TypeVariable variable) {
                found = variable.getUpperBound();
            } else {
                TypeMirror bound = ((WildcardType) found).getExtendsBound();
                found = bound == null ? object : bound;
            }
        }
        return found;
    }

    /** The upper bound of a wildcard; other types as they are. */
    TypeMirror withoutWildcard(TypeMirror type) {
        return type instanceof WildcardType ? upper(type) : type;
    }

    /** The classes a value of the type is an instance of at once: more than one for an intersection. */
    List<TypeMirror> parts(TypeMirror type) {
        TypeMirror upper = upper(type);
        if (upper instanceof IntersectionType intersection) {
            List<TypeMirror> parts = new ArrayList<>();
            intersection.getBounds().forEach(bound -> parts.addAll(parts(bound)));
            return parts;
        }
        return isUnknown(upper) ? List.of() : List.of(upper);
    }

    TypeMirror array(TypeMirror component) {
        if (component instanceof LocalType local) {
            return new LocalType(local.declaration(), local.dimensions() + 1);
        }
        boolean can = component != null
                && (component.getKind().isPrimitive()
                        || component.getKind() == TypeKind.DECLARED
                        || component.getKind() == TypeKind.ARRAY
                        || component.getKind() == TypeKind.ERROR
                        || component.getKind() == TypeKind.TYPEVAR);
        return can ? types.getArrayType(component) : null;
    }

    /** The type of the elements of an array; null for other types. */
    static TypeMirror component(TypeMirror type) {
        if (type instanceof LocalType local) {
            return local.dimensions() == 0 ? null : new LocalType(local.declaration(), local.dimensions() - 1);
        }
        return type instanceof ArrayType array ? array.getComponentType() : null;
    }

    static boolean isArray(TypeMirror type) {
        return component(type) != null;
    }

    TypeMirror erasure(TypeMirror type) {
        return type == null || type instanceof LocalType ? type : types.erasure(type);
    }

    /** The class with type arguments; without, if one is unknown or the number does not fit. */
    DeclaredType declared(TypeElement element, List<? extends TypeMirror> arguments) {
        boolean usable = !arguments.isEmpty()
                && arguments.size() == element.getTypeParameters().size()
                && arguments.stream().allMatch(TypeOps::isArgument);
        return usable
                ? types.getDeclaredType(element, arguments.toArray(new TypeMirror[0]))
                : types.getDeclaredType(element);
    }

    /** A member class with type arguments of a class with type arguments. */
    DeclaredType declared(TypeMirror outer, TypeElement element, List<? extends TypeMirror> arguments) {
        boolean inner = outer instanceof DeclaredType declared
                && element(outer) != null
                && !declared.getTypeArguments().isEmpty()
                && !element.getModifiers().contains(javax.lang.model.element.Modifier.STATIC)
                && element(outer).equals(element.getEnclosingElement())
                && arguments.size() == element.getTypeParameters().size()
                && arguments.stream().allMatch(TypeOps::isArgument);
        return inner
                ? types.getDeclaredType((DeclaredType) outer, element, arguments.toArray(new TypeMirror[0]))
                : declared(element, arguments);
    }

    private static boolean isArgument(TypeMirror type) {
        if (type == null || type instanceof LocalType) {
            return false;
        }
        return switch (type.getKind()) {
            case DECLARED, ARRAY, TYPEVAR, WILDCARD -> true;
            default -> false;
        };
    }

    /** A wildcard. A bound that is itself one, because it stands for a variable nothing is known about, gives its own bound. */
    TypeMirror wildcard(TypeMirror extended, TypeMirror lower) {
        TypeMirror above = extended instanceof WildcardType inner ? inner.getExtendsBound() : extended;
        TypeMirror below = lower instanceof WildcardType inner ? inner.getSuperBound() : lower;
        return types.getWildcardType(
                isArgument(above) ? above : null, extended == null && isArgument(below) ? below : null);
    }

    /** Whether a class has type parameters that the type leaves out. */
    static boolean isRaw(TypeMirror type) {
        TypeElement element = element(type);
        return element != null
                && ((DeclaredType) type).getTypeArguments().isEmpty()
                && !element.getTypeParameters().isEmpty();
    }

    // ---- relations

    /** Whether the classes are in a subtype relation; type arguments do not count. */
    boolean isSubclass(TypeMirror a, TypeMirror b) {
        if (a instanceof LocalType local) {
            return local.equals(b) || isObject(b) || local.dimensions() == 0 && isAbove(local.declaration(), b);
        }
        if (b instanceof LocalType || isUnknown(a) || isUnknown(b)) {
            return false;
        }
        return types.isSubtype(types.erasure(a), types.erasure(b));
    }

    private boolean isAbove(LocalClass local, TypeMirror type) {
        return local.supertypes().stream().anyMatch(above -> isSubclass(above, type));
    }

    boolean isSame(TypeMirror a, TypeMirror b) {
        if (a instanceof LocalType || b instanceof LocalType || a == null || b == null) {
            return a != null && a.equals(b);
        }
        return types.isSameType(a, b);
    }

    List<? extends TypeMirror> supertypes(TypeMirror type) {
        if (type instanceof LocalType local) {
            return local.dimensions() == 0 ? local.declaration().supertypes() : List.of(object);
        }
        return type.getKind() == TypeKind.DECLARED ? types.directSupertypes(type) : List.of();
    }

    /** The supertype of a type that is of a class, with the type arguments the type gives it; null if there is none. */
    DeclaredType asSuper(TypeMirror type, TypeElement wanted) {
        for (TypeMirror part : parts(type)) {
            DeclaredType found = above(part, wanted);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private DeclaredType above(TypeMirror type, TypeElement wanted) {
        Deque<TypeMirror> open = new ArrayDeque<>(List.of(type));
        Set<TypeElement> seen = new HashSet<>();
        while (!open.isEmpty()) {
            TypeMirror next = open.poll();
            TypeElement element = element(next);
            if (element != null && element.equals(wanted)) {
                return (DeclaredType) next;
            }
            if (element == null && !(next instanceof LocalType) || element != null && !seen.add(element)) {
                continue;
            }
            open.addAll(supertypes(next));
        }
        return null;
    }
}
