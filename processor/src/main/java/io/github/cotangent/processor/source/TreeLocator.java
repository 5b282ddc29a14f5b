package io.github.cotangent.processor.source;

import java.util.Optional;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

/** Points at the exact expression where the compiler has trees to point at, and falls back to the text elsewhere. */
final class TreeLocator implements Locator {
    private final Optional<CompilerTrees> trees;
    private final Locator otherwise;

    TreeLocator(Optional<CompilerTrees> trees, Locator otherwise) {
        this.trees = trees;
        this.otherwise = otherwise;
    }

    @Override
    public void report(Diagnostic.Kind kind, SourceFile file, int start, int end, String message, Element element) {
        if (trees.isEmpty() || !trees.get().print(kind, file, start, end, message)) {
            otherwise.report(kind, file, start, end, message, element);
        }
    }
}
