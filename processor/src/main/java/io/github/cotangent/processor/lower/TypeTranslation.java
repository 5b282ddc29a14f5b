package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    TypeTranslation(Types types) {
        this.types = types;
    }

    /** The type of a variable or expression. */
    Type of(TypeMirror mirror) {
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
            case ARRAY -> new ArrayType(of(((javax.lang.model.type.ArrayType) mirror).getComponentType()));
            case DECLARED -> declared((DeclaredType) mirror);
            case TYPEVAR -> of(types.erasure(((TypeVariable) mirror).getUpperBound()));
            case INTERSECTION -> of(((IntersectionType) mirror).getBounds().get(0));
            case WILDCARD -> of(types.erasure(mirror));
            case ERROR -> new ReferenceType(mirror.toString());
            default -> ReferenceType.OBJECT;
        };
    }

    /** The erased type, as method identities hold it. */
    Type erased(TypeMirror mirror) {
        return of(types.erasure(mirror));
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

    private static TypeMirror upperBound(TypeMirror argument) {
        return argument instanceof WildcardType wildcard && wildcard.getExtendsBound() != null
                ? wildcard.getExtendsBound()
                : argument;
    }

    private Type declared(DeclaredType mirror) {
        List<Type> arguments = new ArrayList<>();
        for (TypeMirror argument : mirror.getTypeArguments()) {
            arguments.add(argument(argument));
        }
        return new ReferenceType(nameOf((TypeElement) mirror.asElement()), arguments);
    }

    private Type argument(TypeMirror mirror) {
        TypeKind kind = mirror.getKind();
        boolean nameable = kind == TypeKind.DECLARED || kind == TypeKind.ARRAY;
        return nameable ? of(mirror) : WILDCARD;
    }

    /** Canonical name; the simple one for local classes. */
    static String nameOf(TypeElement element) {
        String name = element.getQualifiedName().toString();
        return name.isEmpty() ? element.getSimpleName().toString() : name;
    }
}
