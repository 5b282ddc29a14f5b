package io.github.cotangent.processor.companion;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.FunctionClass;
import io.github.cotangent.processor.print.Accessors;
import io.github.cotangent.processor.print.TypeNames;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the classes whose objects stand for lambdas and method references. */
public final class FunctionTypes {
    private FunctionTypes() {}

    /** The class; private members that its method reaches are added to {@code accessors}. */
    public static TypeSpec write(Companion.Function function, Accessors accessors) {
        FunctionClass type = function.type();
        TypeSpec.Builder builder = TypeSpec.classBuilder(type.type().name())
                .addJavadoc(
                        "The function in line $L of {@code $L}.\n",
                        type.method().origin().line(),
                        type.home())
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addSuperinterface(TypeNames.of(type.implemented()));
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
        for (FieldId field : type.fields()) {
            TypeName fieldType = TypeNames.of(field.type());
            builder.addField(
                    FieldSpec.builder(fieldType, field.name(), Modifier.FINAL).build());
            constructor.addParameter(fieldType, field.name()).addStatement("this.$N = $N", field.name(), field.name());
        }
        if (!type.fields().isEmpty()) {
            builder.addMethod(constructor.build());
        }
        List<String> names = function.method().parameterNames();
        return builder.addMethod(CompanionWriter.method(function.method(), names.subList(1, names.size()), accessors)
                        .addAnnotation(Override.class)
                        .build())
                .build();
    }
}
