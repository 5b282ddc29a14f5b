package io.github.cotangent.processor.source;

import java.io.IOException;
import java.util.Optional;
import javax.annotation.processing.Filer;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/** The file named after the type on the source path: for compilers whose elements do not tell their file. */
final class SourcePathRoute implements SourceRoute {
    private final Filer filer;

    SourcePathRoute(Filer filer) {
        this.filer = filer;
    }

    @Override
    public Optional<FileObject> find(TypeElement topLevel) {
        PackageElement folder = (PackageElement) topLevel.getEnclosingElement();
        try {
            return Optional.ofNullable(filer.getResource(
                    StandardLocation.SOURCE_PATH, folder.getQualifiedName(), topLevel.getSimpleName() + ".java"));
        } catch (IOException | RuntimeException notThere) {
            // Compilers disagree on what they throw where there is no source path or no such file.
            return Optional.empty();
        }
    }
}
