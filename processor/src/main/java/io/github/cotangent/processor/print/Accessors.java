package io.github.cotangent.processor.print;

import io.github.cotangent.processor.ir.PrivateMember;
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

    /** Any other private member: {@code name(receiver, arguments)}. */
    public record MemberAccess(String name, PrivateMember member) {}

    private final Map<String, FieldAccess> fields = new LinkedHashMap<>();
    private final Map<PrivateMember, MemberAccess> members = new LinkedHashMap<>();
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

    String of(PrivateMember member) {
        return members.computeIfAbsent(member, m -> new MemberAccess(name(m), m))
                .name();
    }

    private String name(PrivateMember member) {
        String name = member.member().name();
        return switch (member.kind()) {
            case STATIC_METHOD, METHOD -> name("call", name);
            case CONSTRUCTOR -> {
                String owner = member.member().owner();
                yield name("new", owner.substring(owner.lastIndexOf('.') + 1));
            }
            case GETTER -> name("get", name);
            case SETTER -> name("set", name);
        };
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

    public Iterable<MemberAccess> members() {
        return members.values();
    }
}
