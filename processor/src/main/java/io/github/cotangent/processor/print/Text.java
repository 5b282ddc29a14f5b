package io.github.cotangent.processor.print;

import com.palantir.javapoet.CodeBlock;
import io.github.cotangent.processor.ir.Type;
import java.util.ArrayList;
import java.util.List;

/** Java text under construction, with types that are imported when the file is written. */
final class Text {
    private final StringBuilder format = new StringBuilder();

    private record Named(Type type, boolean isErased) {}

    private final List<Named> arguments = new ArrayList<>();

    static Text of(String literal) {
        return new Text().add(literal);
    }

    Text add(String literal) {
        format.append(literal.replace("$", "$$"));
        return this;
    }

    Text add(Text other) {
        format.append(other.format);
        arguments.addAll(other.arguments);
        return this;
    }

    /** A space, or a new line where the line would become too long. */
    Text breakable() {
        format.append("$W");
        return this;
    }

    Text type(Type type) {
        format.append("$T");
        arguments.add(new Named(type, false));
        return this;
    }

    /** A type without its arguments. */
    Text erased(Type type) {
        format.append("$T");
        arguments.add(new Named(type, true));
        return this;
    }

    /** @param types what the file calls types */
    CodeBlock code(TypeNames types) {
        Object[] names = arguments.stream()
                .map(each -> each.isErased() ? types.erased(each.type()) : types.of(each.type()))
                .toArray();
        return CodeBlock.of(format.toString(), names);
    }
}
