package io.github.cotangent.processor.source;

import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

/** Reports to the user as close to the place in question as the compiler allows. */
public interface Locator {
    /**
     * Prints one diagnostic of the compiler.
     *
     * @param file the file the place is in
     * @param start offset of the first character of the place
     * @param end offset behind its last character
     * @param message the text; a code in brackets at its front stays there
     * @param element the declaration around the place, for compilers that cannot be pointed at anything smaller
     */
    void report(Diagnostic.Kind kind, SourceFile file, int start, int end, String message, Element element);
}
