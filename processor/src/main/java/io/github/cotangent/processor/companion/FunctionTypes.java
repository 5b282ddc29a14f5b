package io.github.cotangent.processor.companion;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.github.cotangent.processor.ir.FunctionClass;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.print.Accessors;
import io.github.cotangent.processor.print.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes the classes whose objects stand for lambdas, method references and objects of anonymous and local classes. */
public final class FunctionTypes {
    private FunctionTypes() {}

    /** The interfaces of such classes that the companion cannot name, by the names of the classes. */
    static Map<String, Type> hiddenParents(List<Companion.Function> functions) {
        return functions.stream()
                .map(Companion.Function::type)
                .filter(type -> !type.parent().isWritable())
                .collect(Collectors.toMap(
                        type -> type.type().name(), type -> type.parent().type()));
    }

    /** The class; private members that its methods reach are added to {@code accessors}. */
    public static TypeSpec write(Companion.Function function, Accessors accessors) {
        FunctionClass type = function.type();
        TypeNames types = accessors.types();
        String name = type.type().name();
        // What implements an interface without a name here is a subclass, which is made when the companion is loaded.
        boolean isPartial = !type.parent().isWritable();
        TypeSpec.Builder builder = type.isRecord()
                ? TypeSpec.recordBuilder(name)
                        .recordConstructor(components(type, types))
                        .addModifiers(Modifier.PRIVATE)
                : TypeSpec.classBuilder(name)
                        .addModifiers(
                                Modifier.PRIVATE, Modifier.STATIC, isPartial ? Modifier.ABSTRACT : Modifier.FINAL);
        builder.addJavadoc(
                "The $L in line $L of {@code $L}.\n", type.kind(), type.origin().line(), type.home());
        TypeName parent = type.parent().type() == null
                ? ClassName.OBJECT
                : types.of(type.parent().type());
        if (type.parent().isClass() && !type.isRecord()) {
            builder.superclass(parent);
        } else if (!parent.equals(ClassName.OBJECT)) {
            builder.addSuperinterface(parent);
        }
        if (!type.isRecord()) {
            members(type, types, builder);
        }
        for (Routine routine : function.methods()) {
            List<String> names = routine.parameterNames();
            MethodSpec.Builder method = CompanionWriter.method(routine, names.subList(1, names.size()), accessors);
            if (routine.isPublic() && !isPartial) {
                method.addAnnotation(Override.class);
            }
            builder.addMethod(method.build());
        }
        return builder.build();
    }

    private static void members(FunctionClass type, TypeNames types, TypeSpec.Builder builder) {
        type.fields().forEach(field -> builder.addField(field(types, field.type(), field.name(), Modifier.FINAL)));
        type.own()
                .forEach(field ->
                        builder.addField(field(types, field.type(), field.id().name())));
        if (!type.constructor().parameters().isEmpty()) {
            builder.addMethod(constructor(type, types));
        }
    }

    private static MethodSpec components(FunctionClass type, TypeNames types) {
        MethodSpec.Builder components = MethodSpec.constructorBuilder();
        type.fields().forEach(field -> components.addParameter(types.of(field.type()), field.name()));
        return components.build();
    }

    private static FieldSpec field(TypeNames types, Type type, String name, Modifier... modifiers) {
        return FieldSpec.builder(types.of(type), name, modifiers).build();
    }

    private static MethodSpec constructor(FunctionClass type, TypeNames types) {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
        type.fields().forEach(field -> constructor.addParameter(types.of(field.type()), field.name()));
        List<String> arguments = new ArrayList<>();
        for (Type argument : type.parent().arguments()) {
            String name = free("a" + arguments.size(), type);
            arguments.add(name);
            constructor.addParameter(types.of(argument), name);
        }
        if (!arguments.isEmpty()) {
            constructor.addStatement("super($L)", String.join(", ", arguments));
        }
        type.fields().forEach(field -> constructor.addStatement("this.$N = $N", field.name(), field.name()));
        return constructor.build();
    }

    /** A name that no captured variable has. */
    private static String free(String wish, FunctionClass type) {
        String name = wish;
        while (hasField(type, name)) {
            name += "_";
        }
        return name;
    }

    private static boolean hasField(FunctionClass type, String name) {
        return type.fields().stream().anyMatch(field -> field.name().equals(name));
    }
}
