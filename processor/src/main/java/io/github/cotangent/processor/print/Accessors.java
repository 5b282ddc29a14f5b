package io.github.cotangent.processor.print;

import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Variable;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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
    private final Set<FieldAccess> written = new HashSet<>();
    private final Set<String> names = new HashSet<>();

    /** The method that reads a field. */
    String reader(Variable field) {
        return access(field).name();
    }

    /** The method that writes a field. */
    String writer(Variable field) {
        FieldAccess access = access(field);
        written.add(access);
        return access.name();
    }

    private FieldAccess access(Variable field) {
        String key = field.field().binaryOwner() + "." + field.name();
        return fields.computeIfAbsent(key, k -> new FieldAccess(name("get", field.name()), field));
    }

    String of(MethodId method) {
        return methods.computeIfAbsent(method, m -> new MethodAccess(name("call", m.name()), m))
                .name();
    }

    /** Names differ in more than case and underscores, because the handles' names are made of them. */
    private String name(String verb, String member) {
        String wish = verb + Character.toUpperCase(member.charAt(0)) + member.substring(1);
        String name = wish;
        for (int i = 2; !names.add(name.toLowerCase(Locale.ROOT).replace("_", "")); i++) {
            name = wish + i;
        }
        return name;
    }

    public Iterable<FieldAccess> fields() {
        return fields.values();
    }

    public boolean isWritten(FieldAccess access) {
        return written.contains(access);
    }

    public Iterable<MethodAccess> methods() {
        return methods.values();
    }
}
