package io.github.cotangent.processor.frontend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;

/** Reads annotations without loading their classes. */
final class Mirrors {
    private Mirrors() {}

    /** The annotations of a type on an element. */
    static List<AnnotationMirror> of(Element element, String annotation) {
        List<AnnotationMirror> found = new ArrayList<>();
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
            if (type.getQualifiedName().contentEquals(annotation)) {
                found.add(mirror);
            }
        }
        return found;
    }

    private static Optional<Object> value(AnnotationMirror mirror, String name) {
        return mirror.getElementValues().entrySet().stream()
                .filter(entry -> entry.getKey().getSimpleName().contentEquals(name))
                .map(entry -> entry.getValue().getValue())
                .findFirst();
    }

    /** A text; empty if it is not given. */
    static String text(AnnotationMirror mirror, String name) {
        return value(mirror, name).map(Object::toString).orElse("");
    }

    /** Texts; none if they are not given. */
    static List<String> texts(AnnotationMirror mirror, String name) {
        return values(mirror, name).stream().map(Object::toString).toList();
    }

    /** Annotations inside an annotation. */
    static List<AnnotationMirror> inside(AnnotationMirror mirror, String name) {
        return values(mirror, name).stream().map(AnnotationMirror.class::cast).toList();
    }

    private static List<Object> values(AnnotationMirror mirror, String name) {
        return value(mirror, name).stream()
                .flatMap(values -> ((List<?>) values).stream())
                .map(each -> ((AnnotationValue) each).getValue())
                .toList();
    }

    /** A class; nothing if none is given. */
    static Optional<TypeElement> type(AnnotationMirror mirror, String name) {
        return value(mirror, name).filter(DeclaredType.class::isInstance).map(type ->
                (TypeElement) ((DeclaredType) type).asElement());
    }
}
