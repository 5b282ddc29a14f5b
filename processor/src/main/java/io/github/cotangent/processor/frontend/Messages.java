package io.github.cotangent.processor.frontend;

import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.FunctionClass;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.source.SourceFile;
import io.github.cotangent.processor.source.Sources;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/** Errors and warnings, at the places they are about. */
final class Messages {
    private final ProcessingEnvironment environment;
    private final Sources sources;

    Messages(ProcessingEnvironment environment, Sources sources) {
        this.environment = environment;
        this.sources = sources;
    }

    /** Reports what was found in the methods of a class, each problem once, in the order of the text. */
    void report(List<Problem> problems, TypeElement owner, CompilationProgram compilation) {
        Map<List<Object>, Problem> once = new LinkedHashMap<>();
        problems.stream()
                .sorted(Comparator.comparing((Problem problem) -> file(problem, compilation))
                        .thenComparing(problem -> problem.origin().start()))
                .forEach(problem -> once.merge(
                        List.of(problem.code(), problem.file(), problem.origin(), problem.reason()),
                        problem,
                        (first, other) -> first.chain().isEmpty() ? other : first));
        once.values().forEach(problem -> report(problem, file(problem, compilation), owner));
    }

    /** The user's class in whose source a problem is: for the class of a function, the one it is written in. */
    private static String file(Problem problem, CompilationProgram compilation) {
        return compilation
                .functionClass(problem.file())
                .map(FunctionClass::home)
                .orElse(problem.file());
    }

    /** @param home the class in whose source the problem is */
    void report(Problem problem, String home, TypeElement owner) {
        Diagnostic.Kind kind = problem.code().isError() ? Diagnostic.Kind.ERROR : Diagnostic.Kind.WARNING;
        TypeElement place = environment.getElementUtils().getTypeElement(home);
        Optional<SourceFile> file = place == null ? Optional.empty() : sources.of(place);
        if (file.isEmpty() || problem.origin() == Origin.NONE) {
            environment.getMessager().printMessage(kind, problem.text(), owner);
        } else if (problem.code().isError() || !Suppressions.cover(file.get(), problem.origin())) {
            sources.locator()
                    .report(
                            kind,
                            file.get(),
                            problem.origin().start(),
                            problem.origin().end(),
                            problem.text(),
                            owner);
        }
    }
}
