package io.github.cotangent.processor.print;

import com.palantir.javapoet.CodeBlock;
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
        arguments.add(TypeNames.of(type));
        length += type.toString().length() - type.toString().lastIndexOf('.');
        return this;
    }

    int length() {
        return length;
    }

    CodeBlock code() {
        return CodeBlock.of(format.toString(), arguments.toArray());
    }
}
