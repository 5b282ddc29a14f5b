package io.github.cotangent.processor.companion;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.print.Accessors;
import io.github.cotangent.processor.print.TypeNames;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import javax.lang.model.element.Modifier;

/**
 * Writes the methods through which a companion reaches private members of the user's classes: constant handles from a
 * private lookup, which HotSpot compiles to plain access.
 */
final class AccessorMethods {
    private static final ClassName LOOKUP = ClassName.get("java.lang.invoke", "MethodHandles");
    private static final ClassName METHOD_HANDLE = ClassName.get("java.lang.invoke", "MethodHandle");
    private static final ClassName METHOD_TYPE = ClassName.get("java.lang.invoke", "MethodType");
    private static final ClassName VAR_HANDLE = ClassName.get("java.lang.invoke", "VarHandle");

    private final TypeSpec.Builder type;
    private final CodeBlock.Builder initializer = CodeBlock.builder();
    private final Map<String, String> lookups = new HashMap<>();

    private AccessorMethods(TypeSpec.Builder type) {
        this.type = type;
    }

    static void add(Accessors accessors, TypeSpec.Builder type) {
        AccessorMethods methods = new AccessorMethods(type);
        accessors.fields().forEach(access -> methods.field(access, accessors.isWritten(access)));
        accessors.methods().forEach(methods::method);
        if (methods.initializer.isEmpty()) {
            return;
        }
        type.addStaticBlock(CodeBlock.builder()
                .beginControlFlow("try")
                .add(methods.initializer.build())
                .nextControlFlow("catch ($T e)", ReflectiveOperationException.class)
                .addStatement("throw new $T(e)", ExceptionInInitializerError.class)
                .endControlFlow()
                .build());
        if (accessors.methods().iterator().hasNext()) {
            type.addMethod(rethrow());
        }
    }

    /** The local variable that holds the lookup into a class. */
    private String lookup(String binaryOwner) {
        return lookups.computeIfAbsent(binaryOwner, owner -> {
            String name = lookups.isEmpty() ? "lookup" : "lookup" + (lookups.size() + 1);
            initializer.addStatement(
                    "$T $N =$W$T.privateLookupIn($T.forName($S), $T.lookup())",
                    LOOKUP.nestedClass("Lookup"),
                    name,
                    LOOKUP,
                    Class.class,
                    owner,
                    LOOKUP);
            return name;
        });
    }

    private static String handle(String accessor) {
        return accessor.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }

    private static CodeBlock literal(TypeName type) {
        return CodeBlock.of("$T.class", type);
    }

    private void field(Accessors.FieldAccess access, boolean isWritten) {
        Variable field = access.field();
        TypeName typeName = TypeNames.of(field.type());
        String handle = handle(access.name());
        type.addField(handleField(VAR_HANDLE, handle));
        String lookup = lookup(field.field().binaryOwner());
        // By reflection, because the field's type may be private too.
        initializer.addStatement(
                "$N = $N.unreflectVarHandle($N.lookupClass().getDeclaredField($S))",
                handle,
                lookup,
                lookup,
                field.name());
        type.addMethod(MethodSpec.methodBuilder(access.name())
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(typeName)
                .addStatement("return ($T) $N.get()", typeName, handle)
                .build());
        if (isWritten) {
            type.addMethod(MethodSpec.methodBuilder(access.name())
                    .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                    .returns(typeName)
                    .addParameter(typeName, "value")
                    .addStatement("$N.set(value)", handle)
                    .addStatement("return value")
                    .build());
        }
    }

    private void method(Accessors.MethodAccess access) {
        MethodId method = access.method();
        String handle = handle(access.name());
        type.addField(handleField(METHOD_HANDLE, handle));
        StringJoiner arguments = new StringJoiner(", ");
        CodeBlock.Builder types = CodeBlock.builder().add(literal(TypeNames.erased(method.result())));
        MethodSpec.Builder accessor = MethodSpec.methodBuilder(access.name())
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(TypeNames.of(method.result()));
        for (int i = 0; i < method.parameters().size(); i++) {
            accessor.addParameter(TypeNames.of(method.parameters().get(i)), "a" + i);
            arguments.add("a" + i);
            types.add(",$W$L", literal(TypeNames.erased(method.parameters().get(i))));
        }
        String lookup = lookup(method.binaryOwner());
        initializer.addStatement(
                "$N =$W$N.findStatic($N.lookupClass(), $S, $T.methodType($L))",
                handle,
                lookup,
                lookup,
                method.name(),
                METHOD_TYPE,
                types.build());
        accessor.beginControlFlow("try");
        if (method.result() == Primitive.VOID) {
            accessor.addStatement("$N.invokeExact($L)", handle, arguments);
        } else {
            accessor.addStatement("return ($T) $N.invokeExact($L)", TypeNames.of(method.result()), handle, arguments);
        }
        accessor.nextControlFlow("catch ($T e)", Throwable.class)
                .addStatement("throw rethrow(e)")
                .endControlFlow();
        type.addMethod(accessor.build());
    }

    private static FieldSpec handleField(ClassName type, String name) {
        return FieldSpec.builder(type, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .build();
    }

    /** Throws what the member threw, checked or not, as the plain call would have. */
    private static MethodSpec rethrow() {
        TypeVariableName thrown = TypeVariableName.get("E", Throwable.class);
        return MethodSpec.methodBuilder("rethrow")
                .addAnnotation(AnnotationSpec.builder(SuppressWarnings.class)
                        .addMember("value", "$S", "unchecked")
                        .build())
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addTypeVariable(thrown)
                .returns(RuntimeException.class)
                .addParameter(Throwable.class, "e")
                .addException(thrown)
                .addStatement("throw (E) e")
                .build();
    }
}
