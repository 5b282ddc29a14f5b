package io.github.cotangent.processor.source;

import java.lang.reflect.Method;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;
import javax.tools.JavaFileObject;

/**
 * {@code Elements.getFileObjectOf}. The interface has it since Java 18; the Eclipse compiler's implementation also on 17,
 * hence by reflection.
 */
final class FileObjectRoute implements SourceRoute {
    private final Elements elements;

    FileObjectRoute(Elements elements) {
        this.elements = elements;
    }

    @Override
    public Optional<FileObject> find(TypeElement topLevel) {
        try {
            Object file = getter().invoke(elements, topLevel);
            return file instanceof JavaFileObject source && source.getKind() == JavaFileObject.Kind.SOURCE
                    ? Optional.of(source)
                    : Optional.empty();
        } catch (ReflectiveOperationException | IllegalArgumentException noSuchWay) {
            return Optional.empty();
        }
    }

    private Method getter() throws NoSuchMethodException {
        try {
            return Elements.class.getMethod("getFileObjectOf", Element.class);
        } catch (NoSuchMethodException before18) {
            return elements.getClass().getMethod("getFileObjectOf", Element.class);
        }
    }
}
