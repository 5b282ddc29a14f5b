package io.github.cotangent.processor.companion;

import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Layout;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import java.util.List;
import java.util.Set;

/**
 * The type of the shadows that objects of a class have: {@code PointTangent} for {@code Point}. Tangent types extend each other
 * as the classes do; that of an interface is an interface.
 *
 * @param name simple name
 * @param superclass the tangent type of the superclass, null if that has none
 * @param interfaces the tangent types of the interfaces the class implements or the interface extends
 * @param layout the class
 * @param parts the fields of its own that carry derivatives, in declaration order
 * @param subclasses the known subclasses with their tangent types, those before others that extend them
 * @param rank the highest number of dimensions of arrays of such objects
 * @param isInterface whether the class is an interface
 * @param isNested whether it is nested in the companion, or has a file of its own
 */
public record TangentType(
        String name,
        ReferenceType superclass,
        List<ReferenceType> interfaces,
        Layout layout,
        List<Part> parts,
        List<Subclass> subclasses,
        int rank,
        boolean isInterface,
        boolean isNested) {

    /** The names of methods that every tangent type has, and of what cannot be a member besides. */
    private static final Set<String> RESERVED = Set.of(
            "add",
            "clear",
            "clone",
            "finalize",
            "getClass",
            "hashCode",
            "notify",
            "notifyAll",
            "serialVersionUID",
            "toString",
            "wait");

    public TangentType {
        interfaces = List.copyOf(interfaces);
        parts = List.copyOf(parts);
        subclasses = List.copyOf(subclasses);
    }

    /**
     * A part.
     *
     * @param name of the field and of its accessor, see {@link #partName}
     * @param field the field of the user's class
     * @param type a floating number, a tangent type (always a {@link ReferenceType}), or an array of one of them
     */
    public record Part(String name, FieldId field, Type type) {}

    /**
     * A subclass whose objects have shadows of a type of their own.
     *
     * @param type the class; a hidden type if the companion cannot name it
     */
    public record Subclass(Type type, ReferenceType tangent) {}

    /**
     * The name of a part: that of the field, with underscores behind it as long as it is taken.
     *
     * @param taken the names of other parts, those of the superclass included: a private field does not override another
     */
    public static String partName(String field, Set<String> taken) {
        String name = field;
        while (RESERVED.contains(name) || taken.contains(name)) {
            name += "_";
        }
        return name;
    }

    /** The same with another number of dimensions. */
    public TangentType withRank(int highest) {
        return new TangentType(name, superclass, interfaces, layout, parts, subclasses, highest, isInterface, isNested);
    }

    /** Whether nothing extends it. */
    boolean isFinal() {
        return layout.isClosed() && subclasses.isEmpty() && !isInterface;
    }
}
