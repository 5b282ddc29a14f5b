package io.github.cotangent.processor.companion;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.github.cotangent.processor.print.TypeNames;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** Writes the classes through which users run reverse sweeps. */
final class Pullbacks {
    private static final ClassName RETAINED = ClassName.get("io.github.cotangent.runtime", "Retained");

    private Pullbacks() {}

    static TypeSpec write(Companion.Pullback pullback, TypeNames types) {
        TypeName saved = types.of(pullback.saved());
        TypeSpec.Builder type = TypeSpec.classBuilder(pullback.name())
                .addJavadoc(
                        "$L",
                        "What a call leaves for its derivatives: {@code apply} gives them for any cotangents of the outputs, as"
                                + " often as wanted. Not\nsafe for use by several threads at once.\n")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addField(FieldSpec.builder(saved, Companion.Pullback.SAVED, Modifier.PRIVATE, Modifier.FINAL)
                        .initializer("new $T()", saved)
                        .build())
                .addField(RETAINED, Companion.Pullback.RETAINED, Modifier.PRIVATE);
        if (pullback.value() != null) {
            type.addField(types.of(pullback.value()), Companion.Pullback.VALUE, Modifier.PRIVATE);
        }
        type.addMethod(
                MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
        if (pullback.value() != null) {
            type.addMethod(MethodSpec.methodBuilder(Companion.Pullback.VALUE)
                    .addJavadoc("What the plain call returns.\n")
                    .addModifiers(Modifier.PUBLIC)
                    .returns(types.of(pullback.value()))
                    .addStatement("return $N", Companion.Pullback.VALUE)
                    .build());
        }
        return type.addMethod(fresh(pullback, types))
                .addMethod(into(pullback, types))
                .build();
    }

    private static MethodSpec fresh(Companion.Pullback pullback, TypeNames types) {
        TypeName cotangents = types.of(pullback.cotangents());
        MethodSpec.Builder method = apply(pullback, types)
                .addJavadoc("The cotangents of the inputs for given cotangents of the outputs.\n")
                .returns(cotangents)
                .addStatement("$T $N = new $T()", cotangents, pullback.into(), cotangents);
        return method.addStatement("apply($L)", arguments(pullback, Stream.empty()))
                .addStatement("return $N", pullback.into())
                .build();
    }

    private static MethodSpec into(Companion.Pullback pullback, TypeNames types) {
        return apply(pullback, types)
                .addJavadoc(
                        "Adds the cotangents of the inputs for given cotangents of the outputs to {@code $L}.\n",
                        pullback.into())
                .addParameter(types.of(pullback.cotangents()), pullback.into())
                .addStatement("$T.restore($N)", RETAINED, Companion.Pullback.RETAINED)
                .addStatement("$N($L)", pullback.reverse(), arguments(pullback, Stream.of(Companion.Pullback.SAVED)))
                .build();
    }

    private static MethodSpec.Builder apply(Companion.Pullback pullback, TypeNames types) {
        MethodSpec.Builder method = MethodSpec.methodBuilder("apply").addModifiers(Modifier.PUBLIC);
        pullback.seeds().forEach(seed -> method.addParameter(types.of(seed.type()), seed.name()));
        return method;
    }

    private static String arguments(Companion.Pullback pullback, Stream<String> first) {
        Stream<String> seeds = pullback.seeds().stream().map(Companion.Part::name);
        return Stream.of(first, seeds, Stream.of(pullback.into()))
                .flatMap(names -> names)
                .collect(Collectors.joining(", "));
    }
}
