package io.github.cotangent.processor.ir;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A class that a companion declares for a lambda, method reference, anonymous or local class of the user, whose objects become
 * objects of it: what is captured is in its fields, and a call finds it by its class, as it finds other objects.
 *
 * @param type the class, by its simple name, since it is nested in the companion
 * @param kind what it stands for, in documentation
 * @param isRecord whether it is a record, whose components are the fields
 * @param parent what it implements or extends
 * @param fields what is captured, or the components of a record, in the order of the constructor's first parameters
 * @param own the fields that the user declares in it
 * @param methods the function, or the methods that the user declares in it and what gives its fields their first values
 * @param overriding those of the methods that the parent has, too
 * @param home canonical name of the user's class in whose source it is written
 * @param origin where it is written
 */
public record FunctionClass(
        ObjectType type,
        String kind,
        boolean isRecord,
        Parent parent,
        List<FieldId> fields,
        List<Own> own,
        List<Method> methods,
        Set<MethodId> overriding,
        String home,
        Origin origin) {

    /**
     * The interface that is implemented, or the class that is extended.
     *
     * @param type null if that is {@code Object}
     * @param arguments the types of what its constructor takes, which are the last parameters of the constructor here
     * @param methods the names of the methods that it has or inherits
     * @param isWritable whether the companion can write down that the class is of it; if not, it is an interface
     */
    public record Parent(
            ObjectType type, boolean isClass, List<Type> arguments, Set<String> methods, boolean isWritable) {
        public Parent {
            arguments = List.copyOf(arguments);
            methods = Set.copyOf(methods);
        }
    }

    /**
     * A field that the user declares.
     *
     * @param type with its type arguments
     */
    public record Own(FieldId id, Type type) {}

    public FunctionClass {
        fields = List.copyOf(fields);
        own = List.copyOf(own);
        methods = List.copyOf(methods);
        overriding = Set.copyOf(overriding);
    }

    /** The constructor, which takes what is captured, and what the constructor of the parent takes. */
    public MethodId constructor() {
        return constructor(type, fields, parent.arguments());
    }

    /** The constructor of a class that has these fields, whose parent's constructor takes arguments of these types. */
    public static MethodId constructor(ObjectType type, List<FieldId> fields, List<Type> arguments) {
        List<Type> parameters =
                new ArrayList<>(fields.stream().map(FieldId::type).toList());
        parameters.addAll(arguments);
        return new MethodId(
                type.name(), type.name(), MethodId.CONSTRUCTOR, parameters, type, true, MethodId.Invocation.STATIC);
    }

    /** The names that mean a method of the class inside it. */
    public Set<String> methodNames() {
        Set<String> names = new LinkedHashSet<>(parent.methods());
        methods.forEach(method -> names.add(method.id().name()));
        if (isRecord) {
            fields.forEach(field -> names.add(field.name()));
        }
        return names;
    }

    /** The class as passes know classes. */
    public Layout layout() {
        List<FieldId> all = new ArrayList<>(fields);
        own.forEach(field -> all.add(field.id()));
        ObjectType above = parent.type() == null ? null : parent.type().erased();
        return new Layout(
                type,
                parent.isClass() ? above : null,
                parent.isClass() ? List.of() : List.of(above),
                all,
                List.of(),
                false,
                isRecord,
                true,
                true,
                true,
                false);
    }
}
