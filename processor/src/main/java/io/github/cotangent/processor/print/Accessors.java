package io.github.cotangent.processor.print;

import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.PrivateMember;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The private members of user classes that a generated class reaches through handles. Filled while printing; the companion
 * writer emits small methods for each.
 */
public final class Accessors {

    /**
     * A private field: {@code getX(self)} reads it, {@code setX(self, value)} writes it; those of a static field have no
     * {@code self}.
     *
     * @param suffix what the names of its methods end with
     * @param owner the declaring class
     * @param type its type
     * @param isAround whether it is what an object of an inner class knows the object around it by
     */
    public record FieldAccess(
            String suffix,
            Type owner,
            String binaryOwner,
            String field,
            Type type,
            boolean isStatic,
            boolean isAround) {
        public String reader() {
            return "get" + suffix;
        }

        public String writer() {
            return "set" + suffix;
        }
    }

    /** Any other private member: {@code name(receiver, arguments)}. */
    public record MemberAccess(String name, PrivateMember member) {}

    private final Map<String, FieldAccess> fields = new LinkedHashMap<>();
    private final Map<PrivateMember, MemberAccess> members = new LinkedHashMap<>();
    private final Set<FieldAccess> read = new HashSet<>();
    private final Set<FieldAccess> written = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Map<Type, String> classes = new LinkedHashMap<>();

    private final TypeNames types;
    private final Map<String, Type> hiddenParents;

    public Accessors() {
        this(Set.of(), TypeNames.ALL, Map.of());
    }

    /**
     * @param taken names that members of the generated class, or of classes nested in it, have already
     * @param types what it calls types
     * @param hiddenParents the interfaces it cannot name that objects of classes nested in it implement, by the names of these
     */
    public Accessors(Collection<String> taken, TypeNames types, Map<String, Type> hiddenParents) {
        this.types = types;
        this.hiddenParents = Map.copyOf(hiddenParents);
        taken.forEach(name -> names.add(plain(name)));
    }

    /** What the generated class calls types. */
    public TypeNames types() {
        return types;
    }

    /** The interface that objects of a nested class implement although the generated class cannot name it; null if there is none. */
    public Type hiddenParent(Type nested) {
        return nested instanceof ObjectType object ? hiddenParents.get(object.name()) : null;
    }

    /** The method that reads a static field. */
    String reader(Variable field) {
        return reader(access(field));
    }

    /** The method that reads an instance field. */
    public String reader(FieldId field) {
        return reader(access(field));
    }

    /** The method that writes a static field. */
    String writer(Variable field) {
        return writer(access(field));
    }

    /** The method that writes an instance field. */
    String writer(FieldId field) {
        return writer(access(field));
    }

    private String reader(FieldAccess access) {
        read.add(access);
        return access.reader();
    }

    private String writer(FieldAccess access) {
        written.add(access);
        return access.writer();
    }

    private FieldAccess access(Variable field) {
        Variable.Field place = field.field();
        return access(place.ownerType(), place.binaryOwner(), field.name(), field.type(), true, false);
    }

    private FieldAccess access(FieldId field) {
        return access(field.ownerType(), field.binaryOwner(), field.name(), field.type(), false, field.isAround());
    }

    private FieldAccess access(
            Type owner, String binaryOwner, String field, Type type, boolean isStatic, boolean isAround) {
        return fields.computeIfAbsent(
                binaryOwner + "." + field,
                key -> new FieldAccess(
                        suffix(field, "get", "set"), owner, binaryOwner, field, type, isStatic, isAround));
    }

    /** The method that calls a method or constructor. */
    String of(MethodId method) {
        return of(PrivateMember.of(method));
    }

    /** The method that reaches a member. */
    String of(PrivateMember member) {
        return switch (member.kind()) {
            case GETTER -> reader(access(member));
            case SETTER -> writer(access(member));
            default -> members.computeIfAbsent(member, this::name).name();
        };
    }

    private FieldAccess access(PrivateMember field) {
        MethodId member = field.member();
        return access(field.receiver(), member.binaryOwner(), member.name(), member.result(), false, false);
    }

    private MemberAccess name(PrivateMember member) {
        boolean creates = member.kind() == PrivateMember.Kind.CONSTRUCTOR;
        String verb = creates ? "new" : "call";
        String owner = member.member().owner();
        String name = creates
                ? owner.substring(owner.lastIndexOf('.') + 1)
                : member.member().name();
        return new MemberAccess(verb + suffix(name, verb), member);
    }

    /** Names differ in more than case and underscores, because the handles' names are made of them. */
    private String suffix(String member, String... verbs) {
        String wish = Character.toUpperCase(member.charAt(0)) + member.substring(1);
        String suffix = wish;
        for (int i = 2; isTaken(suffix, verbs); i++) {
            suffix = wish + i;
        }
        for (String verb : verbs) {
            names.add(plain(verb + suffix));
        }
        return suffix;
    }

    private boolean isTaken(String suffix, String... verbs) {
        for (String verb : verbs) {
            if (names.contains(plain(verb + suffix))) {
                return true;
            }
        }
        return false;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "");
    }

    /** The constant that holds a class which the generated class cannot name. */
    public String classOf(Type hidden) {
        return classes.computeIfAbsent(hidden, key -> {
            String binary = TypeNames.binaryName(hidden);
            String simple = binary.substring(Math.max(binary.lastIndexOf('.'), binary.lastIndexOf('$')) + 1);
            return suffix(simple, "class")
                            .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                            .toUpperCase(Locale.ROOT) + "_CLASS";
        });
    }

    /** The classes that have constants, with the names of these. */
    public Map<Type, String> classes() {
        return classes;
    }

    public Iterable<FieldAccess> fields() {
        return fields.values();
    }

    public boolean isRead(FieldAccess access) {
        return read.contains(access);
    }

    public boolean isWritten(FieldAccess access) {
        return written.contains(access);
    }

    public Iterable<MemberAccess> members() {
        return members.values();
    }
}
