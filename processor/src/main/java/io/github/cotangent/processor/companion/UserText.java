package io.github.cotangent.processor.companion;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.CodeBlock;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.List;

/**
 * What a companion takes over from the user word for word: opaque code, calls, types. javac may warn of it, as it does in the
 * user's own class, where the user answers for it; in the companion nobody could, so it is kept quiet there.
 */
final class UserText {
    private static final List<String> WARNINGS = List.of(
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

    private UserText() {}

    /** Whether a companion contains any. */
    static boolean isIn(Companion companion) {
        return companion.routines().stream().anyMatch(UserText::isIn);
    }

    private static boolean isIn(Routine routine) {
        boolean[] found = {routine.parameters().stream().anyMatch(UserText::isForeign)};
        Walk.statements(routine.body(), stmt -> {
            found[0] |= stmt instanceof Stmt.Assign assign && isForeign(assign.target());
            Walk.expressions(
                    stmt,
                    expr -> found[0] |= expr instanceof Expr.Opaque
                            || expr instanceof Expr.Call
                            || expr instanceof Expr.Use use && isForeign(use.variable()));
        });
        return found[0];
    }

    private static boolean isForeign(Variable variable) {
        Type leaf = variable.type().leaf();
        return variable.isStatic() || variable.kind() != Variable.Kind.GENERATED && !(leaf instanceof Primitive);
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
