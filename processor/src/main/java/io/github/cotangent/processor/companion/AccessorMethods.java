package io.github.cotangent.processor.companion;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.HiddenType;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.PrivateMember;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.print.Accessors;
import io.github.cotangent.processor.print.TypeNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
        accessors.members().forEach(methods::member);
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
        if (accessors.members().iterator().hasNext()) {
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

    private static CodeBlock literal(Type type) {
        if (type.leaf() instanceof HiddenType hidden) {
            String name = hidden.type().binaryName();
            boolean array = type instanceof ArrayType;
            return CodeBlock.of(
                    "$T.forName($S)", Class.class, array ? "[".repeat(type.rank()) + "L" + name + ";" : name);
        }
        return CodeBlock.of("$T.class", TypeNames.erased(type));
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

    private void member(Accessors.MemberAccess access) {
        PrivateMember used = access.member();
        MethodId member = used.member();
        String handle = handle(access.name());
        type.addField(handleField(METHOD_HANDLE, handle));
        List<Type> types = new ArrayList<>();
        if (used.receiver() != null) {
            types.add(used.receiver());
        }
        types.addAll(member.parameters());
        initializer.addStatement("$N =$W$L", handle, exact(find(used), types, member.result(), used.kind()));
        MethodSpec.Builder accessor = MethodSpec.methodBuilder(access.name())
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(TypeNames.of(member.result()));
        StringJoiner arguments = new StringJoiner(", ");
        for (int i = 0; i < types.size(); i++) {
            accessor.addParameter(TypeNames.of(types.get(i)), "a" + i);
            arguments.add("a" + i);
        }
        // Whether the member itself takes any number of arguments makes no difference to a caller who passes an array.
        accessor.varargs(!member.parameters().isEmpty() && types.get(types.size() - 1) instanceof ArrayType);
        accessor.beginControlFlow("try");
        if (used.kind() == PrivateMember.Kind.SETTER) {
            accessor.addStatement("$N.invokeExact($L)", handle, arguments).addStatement("return a1");
        } else if (member.result() == Primitive.VOID) {
            accessor.addStatement("$N.invokeExact($L)", handle, arguments);
        } else {
            accessor.addStatement("return ($T) $N.invokeExact($L)", TypeNames.of(member.result()), handle, arguments);
        }
        accessor.nextControlFlow("catch ($T e)", Throwable.class)
                .addStatement("throw rethrow(e)")
                .endControlFlow();
        type.addMethod(accessor.build());
    }

    /** The look-up of a member's handle. */
    private CodeBlock find(PrivateMember used) {
        MethodId member = used.member();
        String lookup = lookup(member.binaryOwner());
        return switch (used.kind()) {
            case STATIC_METHOD ->
                CodeBlock.of(
                        "$N.findStatic($N.lookupClass(), $S, $L)",
                        lookup,
                        lookup,
                        member.name(),
                        methodType(literal(member.result()), member.parameters()));
            case METHOD ->
                CodeBlock.of(
                        "$N.findVirtual($N.lookupClass(), $S, $L)",
                        lookup,
                        lookup,
                        member.name(),
                        methodType(literal(member.result()), member.parameters()));
            case CONSTRUCTOR ->
                CodeBlock.of(
                        "$N.findConstructor($N.lookupClass(), $L)",
                        lookup,
                        lookup,
                        methodType(CodeBlock.of("void.class"), member.parameters()));
            case GETTER ->
                CodeBlock.of(
                        "$N.findGetter($N.lookupClass(), $S, $L)",
                        lookup,
                        lookup,
                        member.name(),
                        literal(member.result()));
            case SETTER ->
                CodeBlock.of(
                        "$N.findSetter($N.lookupClass(), $S, $L)",
                        lookup,
                        lookup,
                        member.name(),
                        literal(member.result()));
        };
    }

    /** The handle with the types that the companion sees, which its exact invocation needs. */
    private static CodeBlock exact(CodeBlock handle, List<Type> types, Type result, PrivateMember.Kind kind) {
        boolean hides = result.leaf() instanceof HiddenType
                || types.stream().anyMatch(type -> type.leaf() instanceof HiddenType);
        if (!hides) {
            return handle;
        }
        Type seen = kind == PrivateMember.Kind.SETTER ? Primitive.VOID : result;
        CodeBlock.Builder all = CodeBlock.builder().add("$T.class", TypeNames.erased(seen));
        types.forEach(each -> all.add(",$W$T.class", TypeNames.erased(each)));
        return CodeBlock.of("$L$Z.asType($T.methodType($L))", handle, METHOD_TYPE, all.build());
    }

    private static CodeBlock methodType(CodeBlock result, List<Type> parameters) {
        CodeBlock.Builder types = CodeBlock.builder().add(result);
        parameters.forEach(each -> types.add(",$W$L", literal(each)));
        return CodeBlock.of("$T.methodType($L)", METHOD_TYPE, types.build());
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
