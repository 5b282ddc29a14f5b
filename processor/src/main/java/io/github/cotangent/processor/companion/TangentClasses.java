package io.github.cotangent.processor.companion;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeSpec;
import io.github.cotangent.processor.ir.Boxes;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.mirror.ShadowTypes;
import io.github.cotangent.processor.print.Accessors;
import io.github.cotangent.processor.print.TypeNames;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * The constant of a companion that tells tangent types by the classes they belong to. What a type variable stands for shows only at
 * run time; so its shadow is made by the class of the object.
 */
public final class TangentClasses {
    static final String NAME = "TANGENT_CLASSES";

    private static final ReferenceType RUNTIME = new ReferenceType(ShadowTypes.RUNTIME + "TangentClasses");

    /** What generated code calls the constant. */
    public static final Expr REFERENCE = new Expr.Constant(NAME, RUNTIME);

    private final CodeBlock value;
    private final boolean hasHidden;

    private TangentClasses(CodeBlock value, boolean hasHidden) {
        this.value = value;
        this.hasHidden = hasHidden;
    }

    static TangentClasses of(List<TangentType> tangents, Accessors accessors) {
        TypeNames types = accessors.types();
        CodeBlock.Builder value = CodeBlock.builder().add("new $T()", types.of(RUNTIME));
        boolean hasHidden = false;
        for (TangentType tangent : tangents) {
            if (Boxes.isBox(tangent.layout().type())) {
                continue; // The runtime knows them.
            }
            CodeBlock original = types.isHidden(tangent.layout().type())
                    ? CodeBlock.of("$N", accessors.classOf(tangent.layout().type()))
                    : CodeBlock.of("$T.class", types.erased(tangent.layout().type()));
            String packageName = tangent.isNested()
                    ? ""
                    : tangent.layout().type().reference().packageName();
            ClassName name = ClassName.get(packageName, tangent.name());
            value.add("$Z.with($L, $T.class, $T::fresh)", original, name, name);
            hasHidden |= types.isHidden(tangent.layout().type());
        }
        return new TangentClasses(value.build(), hasHidden);
    }

    /** Classes that cannot be named are looked up by the static blocks before. */
    void addTo(TypeSpec.Builder companion) {
        FieldSpec.Builder field = FieldSpec.builder(
                ClassName.get(RUNTIME.packageName(), RUNTIME.className()),
                NAME,
                Modifier.PRIVATE,
                Modifier.STATIC,
                Modifier.FINAL);
        if (hasHidden) {
            companion.addStaticBlock(
                    CodeBlock.builder().addStatement("$N = $L", NAME, value).build());
        } else {
            field.initializer(value);
        }
        companion.addField(field.build());
    }
}
