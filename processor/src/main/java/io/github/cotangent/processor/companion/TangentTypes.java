package io.github.cotangent.processor.companion;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.mirror.ShadowTypes;
import io.github.cotangent.processor.print.Accessors;
import io.github.cotangent.processor.print.TypeNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;

/**
 * Writes tangent types: the parts with their accessors, the way through the parts for the runtime's passes, and the functions
 * that generated code calls: {@code zeros}, {@code sum}, {@code check}, {@code add}.
 */
public final class TangentTypes {
    private static final String RUNTIME = "io.github.cotangent.runtime";
    private static final ClassName TANGENT = ClassName.get(RUNTIME, "Tangent");
    private static final ClassName PASS = ClassName.get(RUNTIME, "Pass");
    private static final ClassName ZEROS = ClassName.get(RUNTIME, "Zeros");
    private static final ClassName HELD = ZEROS.nestedClass("Held");
    private static final ClassName COTANGENTS = ClassName.get(RUNTIME, "Cotangents");
    private static final ClassName SHADOWS = ClassName.get(RUNTIME, "Shadows");
    private static final TypeName KNOWN = ParameterizedTypeName.get(IdentityHashMap.class, Object.class, Object.class);

    private static final Set<String> LOCALS = Set.of("pass", "with", "other", "original", "zeros", "like");

    private final TangentType tangent;
    private final Accessors accessors;
    private final TypeNames types;
    private final TypeSpec.Builder type;
    private final ClassName self;
    private final TypeName original;
    private final Modifier[] visible;

    private TangentTypes(TangentType tangent, Accessors accessors) {
        this.tangent = tangent;
        this.accessors = accessors;
        this.types = accessors.types();
        this.self = ClassName.get("", tangent.name());
        this.original = types.erased(tangent.layout().type());
        this.visible =
                tangent.isNested() && !tangent.isInterface() ? new Modifier[0] : new Modifier[] {Modifier.PUBLIC};
        this.type = tangent.isInterface()
                ? TypeSpec.interfaceBuilder(tangent.name())
                : TypeSpec.classBuilder(tangent.name());
    }

    /** A tangent type with a file of its own, beside the user's class, which all companions share. */
    public static JavaFile write(
            TangentType tangent, String packageName, boolean isPublic, List<? extends Element> origins) {
        List<String> taken = new ArrayList<>();
        tangent.parts().forEach(part -> taken.add(part.name()));
        Accessors accessors = new Accessors(taken, TypeNames.ALL, Map.of());
        TypeSpec.Builder type = new TangentTypes(tangent, accessors).write();
        type.addAnnotation(CompanionWriter.generated()).addAnnotation(UserText.quiet());
        if (isPublic) {
            type.addModifiers(Modifier.PUBLIC);
        }
        AccessorMethods.add(accessors, type);
        return CompanionWriter.file(packageName, type, origins);
    }

    /** A tangent type nested in a companion, which has the accessors of private fields. */
    static TypeSpec nested(TangentType tangent, Accessors accessors) {
        return new TangentTypes(tangent, accessors)
                .write()
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .build();
    }

    private TypeSpec.Builder write() {
        tangent.interfaces().forEach(each -> type.addSuperinterface(types.of(each)));
        if (tangent.isInterface()) {
            type.addJavadoc("The derivative of a {@code $T}, in its shape.\n", original);
            if (tangent.interfaces().isEmpty()) {
                type.addSuperinterface(ClassName.get("java.io", "Serializable"));
            }
        } else {
            type.addJavadoc(
                    "The derivative of a {@code $T}, in its shape. Not safe for use by several threads at once.\n",
                    original);
            members();
        }
        fresh();
        for (int rank = 0; rank <= tangent.rank(); rank++) {
            functions(array(self, rank), array(original, rank));
        }
        return type;
    }

    // ---- the parts

    private void members() {
        if (tangent.isFinal()) {
            type.addModifiers(Modifier.FINAL);
        }
        type.superclass(tangent.superclass() == null ? TANGENT : types.of(tangent.superclass()));
        type.addField(
                FieldSpec.builder(TypeName.LONG, "serialVersionUID", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                        .initializer("1L")
                        .build());
        type.addMethod(MethodSpec.constructorBuilder()
                .addJavadoc("Zero.\n")
                .addModifiers(Modifier.PUBLIC)
                .build());
        for (TangentType.Part part : tangent.parts()) {
            type.addField(types.of(part.type()), part.name(), visible);
            type.addMethod(accessor(part));
            type.addMethod(setter(part));
        }
        if (tangent.superclass() == null) {
            type.addMethod(MethodSpec.methodBuilder("add")
                    .addJavadoc("Adds another one, place by place, with all that can be reached from it.\n\n"
                            + "@throws IllegalArgumentException if the shapes differ; nothing was added then\n")
                    .addModifiers(Modifier.PUBLIC)
                    .addParameter(self, "other")
                    .addStatement("$T.add($S, this, other)", COTANGENTS, tangent.name())
                    .build());
        }
        if (tangent.superclass() == null || !tangent.parts().isEmpty()) {
            type.addMethod(parts());
        }
        if (tangent.parts().stream().anyMatch(part -> part.type().isReference())) {
            type.addMethod(shape());
        }
    }

    private MethodSpec accessor(TangentType.Part part) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(part.name())
                .addModifiers(Modifier.PUBLIC)
                .returns(types.of(part.type()))
                .addStatement("return $N", part.name());
        String of = "The part that belongs to {@code $L}";
        return method.addJavadoc(
                        part.type() instanceof Primitive ? of + ".\n" : of + ": the live one, not a copy.\n",
                        part.field().name())
                .build();
    }

    private MethodSpec setter(TangentType.Part part) {
        return MethodSpec.methodBuilder(part.name())
                .addJavadoc(
                        "Sets the part that belongs to {@code $L}; gives this.\n",
                        part.field().name())
                .addModifiers(Modifier.PUBLIC)
                .returns(self)
                .addParameter(types.of(part.type()), part.name())
                .addStatement("this.$N = $N", part.name(), part.name())
                .addStatement("return this")
                .build();
    }

    private MethodSpec parts() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("parts")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PROTECTED)
                .addParameter(PASS, "pass")
                .addParameter(TANGENT, "with");
        if (tangent.superclass() != null) {
            method.addStatement("super.parts(pass, with)");
        }
        if (!tangent.parts().isEmpty()) {
            method.addStatement("$T other = ($T) with", self, self);
        }
        for (TangentType.Part part : tangent.parts()) {
            CodeBlock own = own(part);
            method.addStatement("$L = pass.of($S, $L, other.$N)", own, part.name(), own, part.name());
        }
        return method.build();
    }

    private MethodSpec shape() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("shape")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PROTECTED)
                .addParameter(Object.class, "original")
                .addParameter(ZEROS, "zeros");
        if (tangent.superclass() != null) {
            method.addStatement("super.shape(original, zeros)");
        }
        method.addStatement("$T like = ($T) original", original, original);
        for (TangentType.Part part : tangent.parts()) {
            CodeBlock value = part.field().reading() != null
                    ? CodeBlock.of("like$L", part.field().reading())
                    : CodeBlock.of("$N(like)", accessors.reader(part.field()));
            if (ShadowTypes.isOpen(part.type())) {
                method.addStatement("$L = zeros.any($N, $L)", own(part), TangentClasses.NAME, value);
            } else if (part.type().leaf() instanceof ReferenceType shadow && ShadowTypes.isContainer(shadow)) {
                method.addStatement(
                        "$L = zeros.container($T.class, $L, $L)",
                        own(part),
                        types.erased(part.type()),
                        held(part),
                        value);
            } else if (part.type().leaf() instanceof ReferenceType) {
                method.addStatement(
                        "$L = zeros.of($T.class, $L, $T::fresh)",
                        own(part),
                        types.of(part.type()),
                        value,
                        types.of(part.type().leaf()));
            } else if (part.type().isReference()) {
                method.addStatement("$L = zeros.of($L)", own(part), value);
            }
        }
        return method.build();
    }

    /** What a container holds. */
    private CodeBlock held(TangentType.Part part) {
        int depth = 0;
        Type inner = part.type();
        while (inner.leaf() instanceof ReferenceType shadow && ShadowTypes.isContainer(shadow)) {
            depth++;
            inner = ShadowTypes.held(shadow);
        }
        return inner.leaf() instanceof ReferenceType tangent
                ? CodeBlock.of("$T.objects($L, $T.class, $T::fresh)", HELD, depth, types.of(inner), types.of(tangent))
                : CodeBlock.of("$T.numbers($L)", HELD, depth);
    }

    /** A part within the methods above, whose local variables may have its name. */
    private static CodeBlock own(TangentType.Part part) {
        return CodeBlock.of(LOCALS.contains(part.name()) ? "this.$N" : "$N", part.name());
    }

    // ---- what generated code calls

    /** The nearest known class counts: the innermost of several that an object belongs to is asked for first. */
    private void fresh() {
        MethodSpec.Builder method = function("fresh", self)
                .addJavadoc(
                        tangent.isInterface()
                                ? "A zero of the type that fits the class of an object; null if none is known.\n"
                                : "A zero of the type that fits the class of an object.\n")
                .addParameter(Object.class, "original");
        List<TangentType.Subclass> innermostFirst = new ArrayList<>(tangent.subclasses());
        Collections.reverse(innermostFirst);
        for (TangentType.Subclass subclass : innermostFirst) {
            CodeBlock test = types.isHidden(subclass.type())
                    ? CodeBlock.of("$N.isInstance(original)", accessors.classOf(subclass.type()))
                    : CodeBlock.of("original instanceof $T", types.erased(subclass.type()));
            method.beginControlFlow("if ($L)", test)
                    .addStatement("return new $T()", types.of(subclass.tangent()))
                    .endControlFlow();
        }
        CodeBlock other = tangent.isInterface() ? CodeBlock.of("null") : CodeBlock.of("new $T()", self);
        type.addMethod(method.addStatement("return $L", other).build());
    }

    private void functions(TypeName shadow, TypeName object) {
        type.addMethod(function("zeros", shadow)
                .addJavadoc("The zero shadow, with the shadows of all that can be reached.\n")
                .addParameter(object, "original")
                .addStatement("return zeros(original, null)")
                .build());
        type.addMethod(function("zeros", shadow)
                .addJavadoc(
                        "The zero shadow, with the shadows of all that can be reached; those known already are kept.\n")
                .addParameter(object, "original")
                .addParameter(KNOWN, "known")
                .addStatement("return $T.of($T.class, original, known, $T::fresh)", ZEROS, shadow, self)
                .build());
        type.addMethod(function("sum", shadow)
                .addJavadoc("The sum so far, null for none, plus an addend.\n")
                .addParameter(shadow, "sum")
                .addParameter(shadow, "addend")
                .addStatement("return $T.add($S, sum, addend)", COTANGENTS, tangent.name())
                .build());
        type.addMethod(function("check", TypeName.VOID)
                .addJavadoc("Checks that a seed has the shape of what it is the derivative of.\n")
                .addParameter(String.class, "name")
                .addParameter(shadow, "seed")
                .addParameter(object, "original")
                .addStatement("$T.check(name, seed, zeros(original))", SHADOWS)
                .build());
        type.addMethod(function("add", TypeName.VOID)
                .addJavadoc("Adds a seed to a shadow, place by place.\n")
                .addParameter(shadow, "target")
                .addParameter(shadow, "addend")
                .addStatement("$T.add(target, addend)", SHADOWS)
                .build());
    }

    private MethodSpec.Builder function(String name, TypeName result) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(visible)
                .addModifiers(Modifier.STATIC)
                .returns(result);
    }

    private static TypeName array(TypeName element, int rank) {
        TypeName type = element;
        for (int i = 0; i < rank; i++) {
            type = ArrayTypeName.of(type);
        }
        return type;
    }
}
