package io.github.cotangent.processor.print;

import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Variable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The private members of user classes that a companion reaches through handles. Filled while printing; the companion writer
 * emits one small method for each.
 */
public final class Accessors {

    /** A private static field: {@code name()} reads it, {@code name(value)} writes it. */
    public record FieldAccess(String name, Variable field) {}

    /** A private static method. */
    public record MethodAccess(String name, MethodId method) {}

    private final Map<String, FieldAccess> fields = new LinkedHashMap<>();
    private final Map<MethodId, MethodAccess> methods = new LinkedHashMap<>();

    String of(Variable field) {
        String key = field.field().binaryOwner() + "." + field.name();
        return fields.computeIfAbsent(key, k -> new FieldAccess("get" + suffix(field.name(), fields.size()), field))
                .name();
    }

    String of(MethodId method) {
        return methods.computeIfAbsent(method, m -> new MethodAccess("call" + suffix(m.name(), methods.size()), m))
                .name();
    }

    private static String suffix(String name, int number) {
        String capitalized = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return number == 0 ? capitalized : capitalized + (number + 1);
    }

    public Iterable<FieldAccess> fields() {
        return fields.values();
    }

    public Iterable<MethodAccess> methods() {
        return methods.values();
    }
}
