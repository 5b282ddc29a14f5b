package io.github.cotangent.processor.ir;

import java.util.List;

/**
 * A class that a companion declares for a lambda or method reference of the user, which becomes an object of it: what the
 * function has captured is in its fields, and a call finds it by its class, as it finds other objects.
 *
 * @param type the class, by its simple name, since it is nested in the companion
 * @param implemented the functional interface
 * @param fields what is captured, in the order of the constructor's parameters
 * @param method the function
 * @param home canonical name of the user's class in whose source it is written
 */
public record FunctionClass(ObjectType type, ObjectType implemented, List<FieldId> fields, Method method, String home) {
    public FunctionClass {
        fields = List.copyOf(fields);
    }

    /** The constructor, which takes what is captured. */
    public MethodId constructor() {
        return new MethodId(
                type.name(),
                type.name(),
                MethodId.CONSTRUCTOR,
                fields.stream().map(FieldId::type).toList(),
                type,
                true,
                MethodId.Invocation.STATIC);
    }

    /** The class as passes know classes. */
    public Layout layout() {
        return new Layout(
                type, null, List.of(implemented.erased()), fields, List.of(), false, false, true, true, true, false);
    }
}
