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
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.print.Accessors;
import io.github.cotangent.processor.print.TypeNames;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import javax.lang.model.element.Modifier;

/**
 * Writes the methods through which a generated class reaches private members of the user's classes: constant handles from a
 * private lookup, which HotSpot compiles to plain access.
 */
public final class AccessorMethods {
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

    public static void add(Accessors accessors, TypeSpec.Builder type) {
        AccessorMethods methods = new AccessorMethods(type);
        accessors
                .fields()
                .forEach(access -> methods.field(access, accessors.isRead(access), accessors.isWritten(access)));
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

    /**
     * The local variable that holds the lookup into a class.
     *
     * @param literal the class, where it can be named; it is looked up otherwise
     */
    private String lookup(String binaryOwner, Optional<TypeName> literal) {
        return lookups.computeIfAbsent(binaryOwner, owner -> {
            String name = lookups.isEmpty() ? "lookup" : "lookup" + (lookups.size() + 1);
            CodeBlock target = literal.map(AccessorMethods::literal)
                    .orElseGet(() -> CodeBlock.of("$T.forName($S)", Class.class, owner));
            initializer.addStatement(
                    "$T $N =$W$T.privateLookupIn($L, $T.lookup())",
                    LOOKUP.nestedClass("Lookup"),
                    name,
                    LOOKUP,
                    target,
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

    /** Objects are followed only where their class can be named; a class with private static members need not be. */
    private static ClassName named(String owner) {
        return (ClassName) TypeNames.of(new ReferenceType(owner));
    }

    private void field(Accessors.FieldAccess access, boolean isRead, boolean isWritten) {
        TypeName typeName = TypeNames.of(access.type());
        String handle = handle("field" + access.suffix());
        type.addField(handleField(VAR_HANDLE, handle));
        ClassName owner = named(access.owner());
        String lookup = lookup(access.binaryOwner(), access.isStatic() ? Optional.empty() : Optional.of(owner));
        // By reflection, because the field's type may be private too.
        initializer.addStatement(
                "$N = $N.unreflectVarHandle($N.lookupClass().getDeclaredField($S))",
                handle,
                lookup,
                lookup,
                access.field());
        if (isRead) {
            MethodSpec.Builder reader = accessor(access.reader(), typeName);
            if (access.isStatic()) {
                reader.addStatement("return ($T) $N.get()", typeName, handle);
            } else {
                reader.addParameter(owner, "self").addStatement("return ($T) $N.get(self)", typeName, handle);
            }
            type.addMethod(reader.build());
        }
        if (isWritten) {
            MethodSpec.Builder writer = accessor(access.writer(), TypeName.VOID);
            if (access.isStatic()) {
                writer.addParameter(typeName, "value").addStatement("$N.set(value)", handle);
            } else {
                writer.addParameter(owner, "self")
                        .addParameter(typeName, "value")
                        .addStatement("$N.set(self, value)", handle);
            }
            type.addMethod(writer.build());
        }
    }

    private void method(Accessors.MethodAccess access) {
        MethodId method = access.method();
        String handle = handle(access.name());
        type.addField(handleField(METHOD_HANDLE, handle));
        TypeName result = TypeNames.of(method.result());
        MethodSpec.Builder accessor = accessor(access.name(), result);
        StringJoiner arguments = new StringJoiner(", ");
        if (method.hasReceiver()) {
            accessor.addParameter(named(method.owner()), "self");
            arguments.add("self");
        }
        for (int i = 0; i < method.parameters().size(); i++) {
            accessor.addParameter(TypeNames.of(method.parameters().get(i)), "a" + i);
            arguments.add("a" + i);
        }
        // The search comes first: it may have to start with a lookup.
        CodeBlock found = found(method);
        initializer.addStatement("$N =$W$L", handle, found);
        accessor.beginControlFlow("try");
        if (method.result() == Primitive.VOID) {
            accessor.addStatement("$N.invokeExact($L)", handle, arguments);
        } else {
            accessor.addStatement("return ($T) $N.invokeExact($L)", result, handle, arguments);
        }
        accessor.nextControlFlow("catch ($T e)", Throwable.class)
                .addStatement("throw rethrow(e)")
                .endControlFlow();
        type.addMethod(accessor.build());
    }

    /** The search for a method: this very body is found as a call of {@code super} finds it. */
    private CodeBlock found(MethodId method) {
        boolean isConstructor = method.name().equals(MethodId.CONSTRUCTOR);
        boolean isNamed = isConstructor || method.hasReceiver();
        String lookup = lookup(method.binaryOwner(), isNamed ? Optional.of(named(method.owner())) : Optional.empty());
        CodeBlock.Builder types =
                CodeBlock.builder().add(literal(isConstructor ? TypeName.VOID : TypeNames.erased(method.result())));
        for (Type parameter : method.parameters()) {
            types.add(",$W$L", literal(TypeNames.erased(parameter)));
        }
        CodeBlock methodType = CodeBlock.of("$T.methodType($L)", METHOD_TYPE, types.build());
        if (isConstructor) {
            return CodeBlock.of("$N.findConstructor($N.lookupClass(), $L)", lookup, lookup, methodType);
        }
        return switch (method.invocation()) {
            case STATIC ->
                CodeBlock.of("$N.findStatic($N.lookupClass(), $S, $L)", lookup, lookup, method.name(), methodType);
            case EXACT ->
                CodeBlock.of(
                        "$N.findSpecial($N.lookupClass(), $S, $L, $N.lookupClass())",
                        lookup,
                        lookup,
                        method.name(),
                        methodType,
                        lookup);
            case VIRTUAL ->
                CodeBlock.of("$N.findVirtual($N.lookupClass(), $S, $L)", lookup, lookup, method.name(), methodType);
            case CONSTRUCTION -> throw new IllegalArgumentException("not a method that can be called: " + method);
        };
    }

    private static MethodSpec.Builder accessor(String name, TypeName result) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(result);
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
