package io.github.cotangent.processor.ir;

import java.util.List;
import java.util.Map;

/**
 * {@code Double} and {@code Float}: objects with one number in them that never changes. They are followed as records are, without
 * having source.
 */
public final class Boxes {
    private static final Map<String, Primitive> CONTENTS =
            Map.of("java.lang.Double", Primitive.DOUBLE, "java.lang.Float", Primitive.FLOAT);

    private Boxes() {}

    /** Whether a class is one of the two. */
    public static boolean isBox(String className) {
        return CONTENTS.containsKey(className);
    }

    /** Whether values of a type are boxes of floating numbers. */
    public static boolean isBox(Type type) {
        return type instanceof ObjectType object && isBox(object.name());
    }

    /** The number in a box, as a field. */
    public static FieldId content(ObjectType box) {
        Primitive content = CONTENTS.get(box.name());
        String accessor = content == Primitive.DOUBLE ? "doubleValue" : "floatValue";
        return new FieldId(box.name(), box.name(), accessor, content, false, true, true, false);
    }

    /** What makes a box of a number. */
    public static MethodId creation(ObjectType box) {
        return new MethodId(
                box.name(),
                box.name(),
                MethodId.CONSTRUCTOR,
                List.of(CONTENTS.get(box.name())),
                box,
                true,
                MethodId.Invocation.STATIC);
    }

    /** What is known about the class of a box. */
    public static Layout layout(ObjectType box) {
        return new Layout(box, null, List.of(), List.of(content(box)), List.of(), false, true, true, true, true, true);
    }
}
