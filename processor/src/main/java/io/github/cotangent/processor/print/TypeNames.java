package io.github.cotangent.processor.print;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.WildcardTypeName;
import io.github.cotangent.processor.ir.AnyType;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.ContainerType;
import io.github.cotangent.processor.ir.HiddenType;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import java.util.List;
import java.util.Map;

/** Types of the intermediate form as JavaPoet's. */
public final class TypeNames {
    /** Those of a companion that can name all classes. */
    public static final TypeNames ALL = new TypeNames(Map.of());

    private final Map<String, ReferenceType> standIns;

    /** @param standIns what the companion sees in the place of classes it cannot name, by their canonical names */
    public TypeNames(Map<String, ReferenceType> standIns) {
        this.standIns = Map.copyOf(standIns);
    }

    /** Whether the companion sees something else in the place of the class of objects, or of the elements of arrays of them. */
    public boolean isHidden(Type type) {
        Type leaf = type.leaf();
        return leaf instanceof HiddenType
                || (leaf instanceof ObjectType || leaf instanceof ReferenceType)
                        && standIns.containsKey(referenceOf(leaf).name());
    }

    /** Whether objects are seen as of a functional interface of the JDK without type arguments: the references it gives are of any type. */
    boolean isRawFunction(Type type) {
        return type instanceof ObjectType
                && seen(type).arguments().isEmpty()
                && seen(type).packageName().equals("java.util.function");
    }

    /** The binary name of a class, also of one that cannot be named, or of the class of arrays of such. */
    public static String binaryName(Type type) {
        Type leaf = type.leaf();
        String name = leaf instanceof HiddenType hidden
                ? hidden.type().binaryName()
                : referenceOf(leaf).binaryName();
        return type.rank() == 0 ? name : "[".repeat(type.rank()) + "L" + name + ";";
    }

    public TypeName of(Type type) {
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
        ReferenceType reference = seen(type);
        if (reference.name().equals("?")) {
            return reference.arguments().isEmpty()
                    ? WildcardTypeName.subtypeOf(Object.class)
                    : WildcardTypeName.subtypeOf(of(reference.arguments().get(0)));
        }
        ClassName name = className(reference);
        return reference.arguments().isEmpty()
                ? name
                : ParameterizedTypeName.get(
                        name, reference.arguments().stream().map(this::of).toArray(TypeName[]::new));
    }

    private ReferenceType seen(Type type) {
        ReferenceType reference = referenceOf(type);
        return standIns.getOrDefault(reference.name(), reference);
    }

    private static ReferenceType referenceOf(Type type) {
        if (type instanceof ContainerType container) {
            return container.reference();
        } else if (type instanceof AnyType any) {
            return any.reference();
        }
        return type instanceof ObjectType object ? object.reference() : (ReferenceType) type;
    }

    private static ClassName className(ReferenceType type) {
        List<String> names = List.of(type.className().split("\\."));
        return ClassName.get(
                type.packageName(), names.get(0), names.subList(1, names.size()).toArray(new String[0]));
    }

    /** The type without arguments, as class literals need it. */
    public TypeName erased(Type type) {
        if (type instanceof ArrayType array) {
            return ArrayTypeName.of(erased(array.element()));
        } else if (type instanceof HiddenType hidden) {
            return erased(hidden.standIn());
        }
        return type instanceof Primitive ? of(type) : className(seen(type));
    }
}
