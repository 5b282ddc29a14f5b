package io.github.cotangent.processor.companion;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.CodeBlock;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a companion takes over from the user word for word: opaque code, calls, types. javac may warn of it, as it does in the
 * user's own class, where the user answers for it; in the companion nobody could, so it is kept quiet there.
 */
final class UserText {
    private static final List<String> WARNINGS = List.of(
            "auxiliaryclass",
            "cast",
            "deprecation",
            "divzero",
            "empty",
            "exports",
            "fallthrough",
            "finally",
            "lossy-conversions",
            "rawtypes",
            "removal",
            "serial",
            "static",
            "synchronization",
            "this-escape",
            "try",
            "unchecked",
            "varargs");

    private final Set<String> own = new HashSet<>();

    private UserText(Companion companion) {
        own.add(ReferenceType.STRING.name());
        companion.results().forEach(result -> own.add(result.name()));
        companion.states().forEach(state -> own.add(state.name()));
        companion.tangents().forEach(tangent -> own.add(tangent.name()));
    }

    /** Whether a companion contains any. */
    static boolean isIn(Companion companion) {
        UserText text = new UserText(companion);
        return companion.tangents().stream().anyMatch(TangentType::isNested)
                || !companion.functions().isEmpty()
                || companion.routines().stream().anyMatch(text::isIn)
                || companion.results().stream()
                        .anyMatch(result ->
                                result.value() != null && result.value().hasObjects())
                || companion.states().stream()
                        .flatMap(state -> state.fields().stream())
                        .anyMatch(field -> field.type().hasObjects());
    }

    private boolean isIn(Routine routine) {
        boolean[] found = {routine.parameters().stream().anyMatch(this::isForeign)};
        Walk.statements(routine.body(), stmt -> {
            found[0] |= stmt instanceof Stmt.Assign assign && isForeign(assign.target());
            found[0] |= stmt instanceof Stmt.SetField;
            Walk.expressions(
                    stmt,
                    expr -> found[0] |= expr instanceof Expr.Opaque
                            || expr instanceof Expr.Call
                            || expr instanceof Expr.Field
                            || expr instanceof Expr.New
                            || expr instanceof Expr.Cast
                            || expr instanceof Expr.ContainerCall
                            || expr instanceof Expr.InstanceOf
                            || expr instanceof Expr.Use use && isForeign(use.variable()));
        });
        return found[0];
    }

    private boolean isForeign(Variable variable) {
        Type type = variable.type().leaf();
        boolean named = type instanceof ReferenceType reference && !own.contains(reference.name());
        return variable.isStatic() || type.hasObjects() || named && variable.kind() != Variable.Kind.GENERATED;
    }

    static AnnotationSpec quiet() {
        CodeBlock all = WARNINGS.stream()
                .map(warning -> CodeBlock.of("$S", warning))
                .collect(CodeBlock.joining(",$W", "{", "}"));
        return AnnotationSpec.builder(SuppressWarnings.class)
                .addMember("value", all)
                .build();
    }
}
