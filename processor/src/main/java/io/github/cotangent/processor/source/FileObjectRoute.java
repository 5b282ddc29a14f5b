package io.github.cotangent.processor.source;

import java.lang.reflect.Method;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;
import javax.tools.JavaFileObject;

/** {@code Elements.getFileObjectOf}, by reflection because it exists since Java 18. */
final class FileObjectRoute implements SourceRoute {
    private final Elements elements;

    FileObjectRoute(Elements elements) {
        this.elements = elements;
    }

    @Override
    public Optional<FileObject> find(TypeElement topLevel) {
        try {
            Method getter = Elements.class.getMethod("getFileObjectOf", Element.class);
            return getter.invoke(elements, topLevel) instanceof JavaFileObject file
                            && file.getKind() == JavaFileObject.Kind.SOURCE
                    ? Optional.of(file)
                    : Optional.empty();
        } catch (ReflectiveOperationException | IllegalArgumentException noSuchWay) {
            return Optional.empty(); // before 18, or an implementation that leaves it unsupported
        }
    }
}
