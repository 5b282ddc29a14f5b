package io.github.cotangent.processor.print;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.WildcardTypeName;
import io.github.cotangent.processor.ir.ArrayType;
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
        }
        ReferenceType reference = type instanceof ObjectType object
                ? new ReferenceType(object.name(), object.arguments())
                : (ReferenceType) type;
        if (reference.name().equals("?")) {
            return reference.arguments().isEmpty()
                    ? WildcardTypeName.subtypeOf(Object.class)
                    : WildcardTypeName.subtypeOf(of(reference.arguments().get(0)));
        }
        ClassName name = className(reference.name());
        return reference.arguments().isEmpty()
                ? name
                : ParameterizedTypeName.get(
                        name, reference.arguments().stream().map(TypeNames::of).toArray(TypeName[]::new));
    }

    /** The class of a canonical name: packages begin with a small letter, classes do not. */
    private static ClassName className(String canonical) {
        String[] parts = canonical.split("\\.");
        int first = 0;
        while (first < parts.length - 1 && !Character.isUpperCase(parts[first].charAt(0))) {
            first++;
        }
        String packageName = String.join(".", List.of(parts).subList(0, first));
        String[] nested = List.of(parts).subList(first + 1, parts.length).toArray(new String[0]);
        return ClassName.get(packageName, parts[first], nested);
    }

    /** The type without arguments, as class literals need it. */
    public static TypeName erased(Type type) {
        if (type instanceof ArrayType array) {
            return ArrayTypeName.of(erased(array.element()));
        }
        if (type instanceof ObjectType object) {
            return className(object.name());
        }
        return type instanceof ReferenceType reference ? className(reference.name()) : of(type);
    }
}
