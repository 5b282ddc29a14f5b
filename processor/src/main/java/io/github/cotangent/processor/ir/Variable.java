package io.github.cotangent.processor.ir;

import java.util.Objects;

/**
 * One storage place with a name, by identity: two variables called {@code t} in two blocks are two objects. The final
 * Java names are chosen when a method is printed; {@link #name()} is the wish.
 */
public final class Variable {

    /** Where a variable comes from. */
    public enum Kind {
        /** A parameter of the method. */
        PARAMETER,
        /** A local variable the user declared. */
        LOCAL,
        /** A value the user did not name; assigned at exactly one place. */
        TEMPORARY,
        /** A variable the tool needs: adjoints, shadows, trip counts, saved values. */
        GENERATED,
        /** A static field. */
        STATIC
    }

    /**
     * A static field.
     *
     * @param owner canonical name of the declaring type
     * @param binaryOwner binary name of the declaring type, for look-up by reflection
     * @param accessible whether code in the same package can name it; otherwise the companion reads it through a handle
     * @param constant whether it is final, so that its value never changes once the class is initialised
     * @param inert whether moreover nothing can be put into what it refers to, an enum constant for instance
     * @param made the class of the object that its initialiser makes, if it is constant; null if that is not known
     */
    public record Field(
            String owner, String binaryOwner, boolean accessible, boolean constant, boolean inert, ObjectType made) {
        /** The declaring type. */
        public ReferenceType ownerType() {
            return ReferenceType.of(owner, binaryOwner);
        }

        /** What identifies a static field across methods. */
        public static String key(String binaryOwner, String name) {
            return binaryOwner + "." + name;
        }
    }

    private final String name;
    private final Type type;
    private final Kind kind;
    private final Field field;
    private final boolean captured;
    private final boolean shadow;

    private Variable(String name, Type type, Kind kind, Field field, boolean captured, boolean shadow) {
        this.name = Objects.requireNonNull(name);
        this.type = Objects.requireNonNull(type);
        this.kind = kind;
        this.field = field;
        this.captured = captured;
        this.shadow = shadow;
    }

    public static Variable parameter(String name, Type type) {
        return new Variable(name, type, Kind.PARAMETER, null, false, false);
    }

    /** A local of the user; {@code captured} when a lambda or class body in opaque code mentions it. */
    public static Variable local(String name, Type type, boolean captured) {
        return new Variable(name, type, Kind.LOCAL, null, captured, false);
    }

    public static Variable temporary(String name, Type type) {
        return new Variable(name, type, Kind.TEMPORARY, null, false, false);
    }

    public static Variable generated(String name, Type type) {
        return new Variable(name, type, Kind.GENERATED, null, false, false);
    }

    /** A generated variable that leads to what the reverse sweep changes: shadows, and the states of callees. */
    public static Variable shadow(String name, Type type) {
        return new Variable(name, type, Kind.GENERATED, null, false, true);
    }

    /** Another variable like this one. */
    public Variable another() {
        return new Variable(name, type, kind, field, captured, shadow);
    }

    public static Variable staticField(String name, Type type, Field field) {
        return new Variable(name, type, Kind.STATIC, field, false, false);
    }

    public String name() {
        return name;
    }

    public Type type() {
        return type;
    }

    public Kind kind() {
        return kind;
    }

    /** The field behind a {@link Kind#STATIC} variable; null otherwise. */
    public Field field() {
        return field;
    }

    /**
     * Whether a lambda or class body captures it. Such a variable must stay effectively final in the generated method, so
     * it is declared where it is assigned and never hoisted.
     */
    public boolean isCaptured() {
        return captured;
    }

    /** Whether it leads to what the reverse sweep changes. */
    public boolean isShadow() {
        return shadow;
    }

    public boolean isStatic() {
        return kind == Kind.STATIC;
    }

    @Override
    public String toString() {
        return name;
    }
}
