package io.github.cotangent.processor.print;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import java.util.ArrayList;
import java.util.List;

/** Java text under construction, with types that are imported when the file is written. */
final class Text {
    private final StringBuilder format = new StringBuilder();
    private final List<Object> arguments = new ArrayList<>();
    private int length;

    static Text of(String literal) {
        return new Text().add(literal);
    }

    Text add(String literal) {
        format.append(literal.replace("$", "$$"));
        length += literal.length();
        return this;
    }

    Text add(Text other) {
        format.append(other.format);
        arguments.addAll(other.arguments);
        length += other.length;
        return this;
    }

    Text type(Type type) {
        format.append("$T");
        arguments.add(typeName(type));
        length += type.toString().length() - type.toString().lastIndexOf('.');
        return this;
    }

    int length() {
        return length;
    }

    CodeBlock code() {
        return CodeBlock.of(format.toString(), arguments.toArray());
    }

    static TypeName typeName(Type type) {
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
            return ArrayTypeName.of(typeName(array.element()));
        }
        ReferenceType reference = (ReferenceType) type;
        ClassName name = className(reference.name());
        return reference.arguments().isEmpty()
                ? name
                : ParameterizedTypeName.get(
                        name, reference.arguments().stream().map(Text::typeName).toArray(TypeName[]::new));
    }

    /** The class of a canonical name: packages begin with a small letter, classes do not. */
    static ClassName className(String canonical) {
        String[] parts = canonical.split("\\.");
        int first = 0;
        while (first < parts.length - 1 && !Character.isUpperCase(parts[first].charAt(0))) {
            first++;
        }
        String packageName = String.join(".", List.of(parts).subList(0, first));
        String[] nested = List.of(parts).subList(first + 1, parts.length).toArray(new String[0]);
        return ClassName.get(packageName, parts[first], nested);
    }
}
