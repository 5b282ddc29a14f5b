package io.github.cotangent.processor.frontend;

import com.palantir.javapoet.JavaFile;
import io.github.cotangent.processor.assemble.SharedTangents;
import io.github.cotangent.processor.companion.TangentTypes;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.lower.Lowering;
import io.github.cotangent.processor.source.Sources;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.TypeElement;

/** The tangent types of types that are annotated themselves, and why there may be none. */
final class SharedTangentTypes {
    private final CompilationProgram compilation;
    private final Sources sources;
    private final SharedTangents tangents;

    SharedTangentTypes(CompilationProgram compilation, Sources sources) {
        this.compilation = compilation;
        this.sources = sources;
        this.tangents = new SharedTangents(compilation);
    }

    /** What keeps a type from having a tangent type that all companions share. */
    Optional<Problem> unfit(TypeElement type) {
        String name = type.getSimpleName().toString();
        if (!compilation.isFollowed(type)) {
            return problem(
                    type,
                    Code.COT001,
                    "the objects of " + name
                            + " cannot be followed: it is private, an exception or an annotation, or its source text was not found",
                    "Annotate a record, an interface or a static class that is not private");
        }
        ObjectType object = Lowering.objectType(type);
        if (!tangents.carries(object)) {
            return problem(
                    type,
                    Code.COT002,
                    name + " has no part of type double or float, nor an array of those, to be differentiated",
                    "Annotate types with such parts");
        }
        Optional<ObjectType> function = compilation.layout(object).fields().stream()
                .map(field -> field.type().innermost())
                .filter(ObjectType.class::isInstance)
                .map(ObjectType.class::cast)
                .filter(compilation::isFunctional)
                .filter(other -> !compilation.layout(other).sharesTangent())
                .findFirst();
        if (function.isPresent()) {
            return problem(
                    type,
                    Code.COT025,
                    "the tangent type of " + name + " refers to that of a function, " + function.get()
                            + ", which every companion has for itself",
                    "Leave the annotation out: the type may be used all the same");
        }
        if (compilation.layout(object).fields().stream()
                .anyMatch(field -> field.type().innermost().isOpen())) {
            return problem(
                    type,
                    Code.COT025,
                    "the tangent type of " + name
                            + " refers to what a type variable stands for, whose tangent type belongs to a companion",
                    "Leave the annotation out: the type may be used all the same");
        }
        return tangents.missing(object)
                .flatMap(other -> problem(
                        type,
                        Code.COT025,
                        "the tangent type of " + name + " refers to that of " + other + ", which is not shared",
                        "Annotate " + other + " with @Differentiable, too"));
    }

    private Optional<Problem> problem(TypeElement type, Code code, String reason, String remedy) {
        Origin origin = sources.of(type)
                .flatMap(file -> file.declarationOf(type).map(file::origin))
                .orElse(Origin.NONE);
        return Optional.of(new Problem(code, type.getQualifiedName().toString(), origin, reason, remedy));
    }

    JavaFile write(TypeElement type, String packageName, boolean isPublic) {
        return TangentTypes.write(tangents.of(Lowering.objectType(type)), packageName, isPublic, List.of(type));
    }
}
