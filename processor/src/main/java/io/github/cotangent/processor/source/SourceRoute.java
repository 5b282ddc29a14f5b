package io.github.cotangent.processor.source;

import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.tools.FileObject;

/** One way to get from a type to the file with its source text. */
interface SourceRoute {
    /**
     * The file that probably declares {@code topLevel}; nothing where this way does not exist in the running compiler or
     * does not lead to a source file.
     */
    Optional<FileObject> find(TypeElement topLevel);
}
