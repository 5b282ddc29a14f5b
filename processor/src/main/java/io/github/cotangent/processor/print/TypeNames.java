package io.github.cotangent.processor.print;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.WildcardTypeName;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.ContainerType;
import io.github.cotangent.processor.ir.HiddenType;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import java.util.List;

/** Types of the intermediate form as JavaPoet's. */
public final class TypeNames {
    private TypeNames() {}

    public static TypeName of(Type type) {
        if (type instanceof Primitive primitive) {
            return switch (primitive) {
                case BOOLEAN -> TypeName.BOOLEAN;
                case BYTE -> TypeName.BYTE;
                case SHORT -> TypeName.SHORT;
                case CHAR -> TypeName.CHAR;
                case INT -> TypeName.INT;
                case LONG -> TypeName.LONG;
                case FLOAT -> TypeName.FLOAT;
                case DOUBLE -> TypeName.DOUBLE;
                case VOID -> TypeName.VOID;
            };
        } else if (type instanceof ArrayType array) {
            return ArrayTypeName.of(of(array.element()));
        } else if (type instanceof HiddenType hidden) {
            return of(hidden.standIn());
        }
        ReferenceType reference = referenceOf(type);
        if (reference.name().equals("?")) {
            return reference.arguments().isEmpty()
                    ? WildcardTypeName.subtypeOf(Object.class)
                    : WildcardTypeName.subtypeOf(of(reference.arguments().get(0)));
        }
        ClassName name = className(reference);
        return reference.arguments().isEmpty()
                ? name
                : ParameterizedTypeName.get(
                        name, reference.arguments().stream().map(TypeNames::of).toArray(TypeName[]::new));
    }

    private static ReferenceType referenceOf(Type type) {
        if (type instanceof ContainerType container) {
            return container.reference();
        }
        return type instanceof ObjectType object ? object.reference() : (ReferenceType) type;
    }

    private static ClassName className(ReferenceType type) {
        List<String> names = List.of(type.className().split("\\."));
        return ClassName.get(
                type.packageName(), names.get(0), names.subList(1, names.size()).toArray(new String[0]));
    }

    /** The type without arguments, as class literals need it. */
    public static TypeName erased(Type type) {
        if (type instanceof ArrayType array) {
            return ArrayTypeName.of(erased(array.element()));
        } else if (type instanceof HiddenType hidden) {
            return erased(hidden.standIn());
        }
        return type instanceof Primitive ? of(type) : className(referenceOf(type));
    }
}
