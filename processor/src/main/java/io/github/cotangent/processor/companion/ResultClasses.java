package io.github.cotangent.processor.companion;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.print.TypeNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the classes in which users get their derivatives. */
final class ResultClasses {
    private static final ClassName COTANGENTS = ClassName.get("io.github.cotangent.runtime", "Cotangents");

    private ResultClasses() {}

    static TypeSpec write(Companion.ResultClass result) {
        Companion.ResultClass.Kind kind = result.kind();
        boolean sums = kind == Companion.ResultClass.Kind.GRADIENT || kind == Companion.ResultClass.Kind.VJP;
        TypeSpec.Builder type = TypeSpec.classBuilder(result.name())
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addSuperinterface(ClassName.get("java.io", "Serializable"))
                .addField(FieldSpec.builder(
                                TypeName.LONG, "serialVersionUID", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                        .initializer("1L")
                        .build());
        List<Companion.Part> fields = new ArrayList<>();
        if (result.value() != null) {
            fields.add(new Companion.Part("value", result.value()));
        }
        if (result.tangent() != null) {
            fields.add(new Companion.Part("tangent", result.tangent()));
        }
        fields.addAll(result.parts());
        for (Companion.Part field : fields) {
            type.addField(FieldSpec.builder(TypeNames.ALL.of(field.type()), field.name(), Modifier.PRIVATE)
                    .build());
        }
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
        if (!sums) {
            type.addJavadoc(
                    switch (kind) {
                        case JVP -> "A value and its tangent.\n";
                        case JACOBIAN ->
                            "A value and its derivatives: for each input a matrix with a row for each output.\n";
                        case SPARSE_JACOBIAN -> "A value and the sparse matrix of its derivatives.\n";
                        default ->
                            "A value, and the product of its Hessian with a direction, one part for each input.\n";
                    });
            constructor.addModifiers(Modifier.PRIVATE);
        } else {
            type.addJavadoc(
                    "$L",
                    "An accumulating sum of cotangents, one for each input. Not safe for use by several"
                            + " threads at once:\ngive each its own and {@link #add add} them.\n");
            constructor
                    .addModifiers(Modifier.PUBLIC)
                    .addJavadoc("The zero element; arrays take their shape from the first use.\n");
        }
        type.addMethod(constructor.build());
        for (Companion.Part field : fields) {
            type.addMethod(accessor(field, kind));
        }
        if (sums) {
            type.addMethod(clear(fields));
            type.addMethod(add(result.name(), fields));
        }
        type.addMethod(text(result.name(), fields));
        return type.build();
    }

    private static MethodSpec accessor(Companion.Part part, Companion.ResultClass.Kind kind) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(part.name())
                .addModifiers(Modifier.PUBLIC)
                .returns(TypeNames.ALL.of(part.type()))
                .addStatement("return $N", part.name());
        if (part.name().equals("value")) {
            method.addJavadoc(
                    kind == Companion.ResultClass.Kind.GRADIENT
                            ? "The sum of the values of the calls added so far.\n"
                            : "The value.\n");
        } else if (kind == Companion.ResultClass.Kind.HVP) {
            method.addJavadoc("The part of the product that belongs to {@code $L}, in its shape.\n", part.name());
        } else if (kind == Companion.ResultClass.Kind.JVP) {
            method.addJavadoc("The directional derivative of the value.\n");
        } else if (kind == Companion.ResultClass.Kind.JACOBIAN) {
            method.addJavadoc(
                    part.type().rank() == 1
                            ? "The derivatives of the outputs by {@code $L}.\n"
                            : "The derivatives of the outputs by {@code $L}, output index first.\n",
                    part.name());
        } else if (kind == Companion.ResultClass.Kind.SPARSE_JACOBIAN) {
            method.addJavadoc(
                    "The derivatives: a row for each number in the value, a column for each in the inputs, in order.\n");
        } else if (part.type() instanceof Primitive) {
            method.addJavadoc("The cotangent of {@code $L}.\n", part.name());
        } else {
            method.addJavadoc(
                    "The cotangent of {@code $L}, in its shape: the live buffer, not a copy; null before the first use.\n",
                    part.name());
        }
        return method.build();
    }

    private static MethodSpec clear(List<Companion.Part> fields) {
        MethodSpec.Builder method = MethodSpec.methodBuilder("clear")
                .addJavadoc("Back to zero; buffers are kept.\n")
                .addModifiers(Modifier.PUBLIC);
        for (Companion.Part field : fields) {
            if (isNumber(field.type())) {
                method.addStatement("$N = 0", field.name());
            } else {
                method.addStatement("$T.clear($N)", COTANGENTS, field.name());
            }
        }
        return method.build();
    }

    private static MethodSpec add(String name, List<Companion.Part> fields) {
        MethodSpec.Builder method = MethodSpec.methodBuilder("add")
                .addJavadoc("Adds what another one has collected.\n\n"
                        + "@throws IllegalArgumentException if arrays of the same input have different shapes\n")
                .addModifiers(Modifier.PUBLIC)
                .addParameter(ClassName.get("", name), "other");
        for (Companion.Part field : fields) {
            if (isNumber(field.type())) {
                method.addStatement("$L += other.$N", own(field, "other"), field.name());
            } else {
                method.addStatement(
                        "$L = $T.add($S, $L, other.$N)",
                        own(field, "other"),
                        COTANGENTS,
                        field.name(),
                        own(field, "other"),
                        field.name());
            }
        }
        return method.build();
    }

    /** A field, in a method with a parameter that may have the same name. */
    private static String own(Companion.Part field, String parameter) {
        return field.name().equals(parameter) ? "this." + field.name() : field.name();
    }

    private static MethodSpec text(String name, List<Companion.Part> fields) {
        CodeBlock.Builder text = CodeBlock.builder().add("return $S", name + "[");
        String separator = "";
        for (Companion.Part field : fields) {
            text.add("$W+ $S + ", separator + field.name() + "=");
            separator = ", ";
            if (field.type().rank() > 1) {
                text.add("$T.deepToString($N)", Arrays.class, field.name());
            } else if (field.type().rank() == 1) {
                text.add("$T.toString($N)", Arrays.class, field.name());
            } else {
                text.add("$N", field.name());
            }
        }
        return MethodSpec.methodBuilder("toString")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(String.class)
                .addStatement(text.add("$W+ $S", "]").build())
                .build();
    }

    private static boolean isNumber(Type type) {
        return type instanceof Primitive;
    }
}
