package io.github.cotangent.processor.source;

import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.tools.Diagnostic;

/** The syntax trees of javac, where javac is what runs: they know each type's file and can be pointed at. */
interface CompilerTrees extends SourceRoute {
    /**
     * Prints a message at the tree that has the given extent in {@code file}.
     *
     * @return false if there is no such place, nothing is printed then
     */
    boolean print(Diagnostic.Kind kind, SourceFile file, int start, int end, String message);

    /** The trees behind {@code environment}; nothing under other compilers. */
    static Optional<CompilerTrees> of(ProcessingEnvironment environment) {
        for (ProcessingEnvironment candidate : WrappedEnvironments.around(environment)) {
            try {
                return Optional.of(new JavacTrees(candidate));
            } catch (IllegalArgumentException | ClassCastException | LinkageError notJavac) {
                // The next one inside may be javac's own.
                continue;
            }
        }
        return Optional.empty();
    }
}
