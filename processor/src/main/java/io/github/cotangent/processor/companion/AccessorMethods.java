package io.github.cotangent.processor.companion;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.PrivateMember;
import io.github.cotangent.processor.ir.Type;
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
 * Writes the methods through which a generated class reaches private members of the user's classes: constant handles from a
 * private lookup, which HotSpot compiles to plain access.
 */
public final class AccessorMethods {
    private static final ClassName LOOKUP = ClassName.get("java.lang.invoke", "MethodHandles");
    private static final ClassName METHOD_HANDLE = ClassName.get("java.lang.invoke", "MethodHandle");
    private static final ClassName METHOD_TYPE = ClassName.get("java.lang.invoke", "MethodType");
    private static final ClassName ENCLOSING = ClassName.get("io.github.cotangent.runtime", "EnclosingObjects");
    private static final ClassName HIDDEN_INTERFACES = ClassName.get("io.github.cotangent.runtime", "HiddenInterfaces");
    private static final CodeBlock VOID = CodeBlock.of("void.class");
    private static final ClassName VAR_HANDLE = ClassName.get("java.lang.invoke", "VarHandle");

    private final TypeSpec.Builder type;
    private static final TypeName CLASS =
            ParameterizedTypeName.get(ClassName.get(Class.class), WildcardTypeName.subtypeOf(Object.class));

    private final Accessors accessors;
    private final TypeNames types;
    private final CodeBlock.Builder initializer = CodeBlock.builder();
    private final Map<String, String> lookups = new HashMap<>();

    private AccessorMethods(TypeSpec.Builder type, Accessors accessors) {
        this.type = type;
        this.accessors = accessors;
        this.types = accessors.types();
    }

    public static void add(Accessors accessors, TypeSpec.Builder type) {
        AccessorMethods methods = new AccessorMethods(type, accessors);
        accessors
                .fields()
                .forEach(access -> methods.field(access, accessors.isRead(access), accessors.isWritten(access)));
        accessors.members().forEach(methods::member);
        accessors.classes().forEach((hidden, name) -> methods.constant(name, hidden));
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

    /**
     * The local variable that holds the lookup into a class.
     *
     * @param known the class, where it can be named; null or a hidden type otherwise, whereupon it is looked up
     */
    private String lookup(String binaryOwner, Type known) {
        return lookups.computeIfAbsent(binaryOwner, owner -> {
            String name = lookups.isEmpty() ? "lookup" : "lookup" + (lookups.size() + 1);
            CodeBlock target = known == null || types.isHidden(known)
                    ? CodeBlock.of("$T.forName($S)", Class.class, owner)
                    : literal(known);
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

    private CodeBlock literal(Type type) {
        if (types.isHidden(type)) {
            return CodeBlock.of("$T.forName($S)", Class.class, TypeNames.binaryName(type));
        }
        return CodeBlock.of("$T.class", types.erased(type));
    }

    /** What a method takes an operand as: text of the user's may know no more of an object than that it is one. */
    private TypeName taken(Type type, TypeName seen) {
        return type.rank() == 0 && types.isHidden(type) ? ClassName.get(Object.class) : seen;
    }

    private void field(Accessors.FieldAccess access, boolean isRead, boolean isWritten) {
        if (access.isAround()) {
            around(access);
            return;
        }
        TypeName typeName = types.of(access.type());
        String handle = handle("field" + access.suffix());
        type.addField(handleField(VAR_HANDLE, handle));
        TypeName owner = taken(access.owner(), types.erased(access.owner()));
        String lookup = lookup(access.binaryOwner(), access.isStatic() ? null : access.owner());
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
            MethodSpec.Builder writer = accessor(access.writer(), typeName);
            if (access.isStatic()) {
                writer.addParameter(typeName, "value").addStatement("$N.set(value)", handle);
            } else {
                writer.addParameter(owner, "self")
                        .addParameter(typeName, "value")
                        .addStatement("$N.set(self, value)", handle);
            }
            type.addMethod(writer.addStatement("return value").build());
        }
    }

    /** The object around another one: which field refers to it, if any does, is found out when the companion is loaded. */
    private void around(Accessors.FieldAccess access) {
        String handle = handle("field" + access.suffix());
        type.addField(handleField(METHOD_HANDLE, handle));
        CodeBlock found = CodeBlock.of(
                "$T.handle($N, $L)", ENCLOSING, lookup(access.binaryOwner(), access.owner()), literal(access.type()));
        initializer.addStatement("$N = $L", handle, exact(found, List.of(access.owner()), access.type()));
        type.addMethod(accessor(access.reader(), types.of(access.type()))
                .addParameter(taken(access.owner(), types.erased(access.owner())), "self")
                .beginControlFlow("try")
                .addStatement("return ($T) $N.invokeExact(self)", types.of(access.type()), handle)
                .nextControlFlow("catch ($T e)", Throwable.class)
                .addStatement("throw new $T(e)", IllegalStateException.class)
                .endControlFlow()
                .build());
    }

    /** A class that cannot be named. */
    private void constant(String name, Type hidden) {
        type.addField(FieldSpec.builder(CLASS, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .build());
        initializer.addStatement("$N = $L", name, literal(hidden));
    }

    private void member(Accessors.MemberAccess access) {
        PrivateMember used = access.member();
        MethodId member = used.member();
        String handle = handle(access.name());
        type.addField(handleField(METHOD_HANDLE, handle));
        List<Type> operands = new ArrayList<>();
        if (used.receiver() != null) {
            operands.add(used.receiver());
        }
        operands.addAll(member.parameters());
        initializer.addStatement("$N =$W$L", handle, exact(find(used), operands, member.result()));
        MethodSpec.Builder accessor = accessor(access.name(), types.of(member.result()));
        StringJoiner arguments = new StringJoiner(", ");
        for (int i = 0; i < operands.size(); i++) {
            accessor.addParameter(taken(operands.get(i), types.of(operands.get(i))), "a" + i);
            arguments.add("a" + i);
        }
        // Whether the member itself takes any number of arguments makes no difference to a caller who passes an array.
        accessor.varargs(!member.parameters().isEmpty() && operands.get(operands.size() - 1) instanceof ArrayType);
        accessor.beginControlFlow("try");
        if (member.result() == Primitive.VOID) {
            accessor.addStatement("$N.invokeExact($L)", handle, arguments);
        } else {
            accessor.addStatement("return ($T) $N.invokeExact($L)", types.of(member.result()), handle, arguments);
        }
        accessor.nextControlFlow("catch ($T e)", Throwable.class)
                .addStatement("throw rethrow(e)")
                .endControlFlow();
        type.addMethod(accessor.build());
    }

    /** The constructor of the subclass that implements an interface which cannot be named. */
    private CodeBlock subclass(MethodId constructor, Type hiddenParent) {
        CodeBlock.Builder arguments = CodeBlock.builder()
                .add("$T.lookup(),$W$T.class,$W$L", LOOKUP, types.erased(constructor.result()), literal(hiddenParent));
        constructor.parameters().forEach(each -> arguments.add(",$W$T.class", types.erased(each)));
        return CodeBlock.of("$T.constructor($L)", HIDDEN_INTERFACES, arguments.build());
    }

    /** The search for a member: the owner's own method is found as a call of {@code super} finds it. */
    private CodeBlock find(PrivateMember used) {
        MethodId member = used.member();
        boolean isConstructor = used.kind() == PrivateMember.Kind.CONSTRUCTOR;
        Type hiddenParent = isConstructor ? accessors.hiddenParent(member.result()) : null;
        if (hiddenParent != null) {
            return subclass(member, hiddenParent);
        }
        String lookup = lookup(member.binaryOwner(), isConstructor ? member.result() : used.receiver());
        CodeBlock.Builder parameters = CodeBlock.builder().add(isConstructor ? VOID : literal(member.result()));
        member.parameters().forEach(each -> parameters.add(",$W$L", literal(each)));
        CodeBlock methodType = CodeBlock.of("$T.methodType($L)", METHOD_TYPE, parameters.build());
        return switch (used.kind()) {
            case STATIC_METHOD ->
                CodeBlock.of("$N.findStatic($N.lookupClass(), $S, $L)", lookup, lookup, member.name(), methodType);
            case METHOD ->
                CodeBlock.of("$N.findVirtual($N.lookupClass(), $S, $L)", lookup, lookup, member.name(), methodType);
            case EXACT_METHOD ->
                CodeBlock.of(
                        "$N.findSpecial($N.lookupClass(), $S, $L, $N.lookupClass())",
                        lookup,
                        lookup,
                        member.name(),
                        methodType,
                        lookup);
            case CONSTRUCTOR -> CodeBlock.of("$N.findConstructor($N.lookupClass(), $L)", lookup, lookup, methodType);
            case GETTER, SETTER -> throw new IllegalArgumentException("a field: " + member);
        };
    }

    /** The handle with the types that the companion sees, which its exact invocation needs. */
    private CodeBlock exact(CodeBlock handle, List<Type> parameters, Type result) {
        if (!types.isHidden(result) && parameters.stream().noneMatch(types::isHidden)) {
            return handle;
        }
        CodeBlock.Builder all = CodeBlock.builder().add("$T.class", types.erased(result));
        parameters.forEach(each -> all.add(",$W$T.class", taken(each, types.erased(each))));
        return CodeBlock.of("$L$Z.asFixedArity().asType($T.methodType($L))", handle, METHOD_TYPE, all.build());
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
