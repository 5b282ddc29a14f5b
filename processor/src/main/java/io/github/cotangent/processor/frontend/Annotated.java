package io.github.cotangent.processor.frontend;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;

/**
 * One use of {@code @Differentiable} on a method, as written.
 *
 * @param kinds names of the kinds asked for; empty for the default
 * @param wrt names of the inputs asked for; empty for all
 * @param name the name asked for; empty for the method's own
 * @param sparse whether matrices are to be sparse
 */
record Annotated(ExecutableElement method, List<String> kinds, List<String> wrt, String name, boolean sparse) {
    static final String ANNOTATION = "io.github.cotangent.Differentiable";

    static Optional<Annotated> of(ExecutableElement method) {
        for (AnnotationMirror mirror : method.getAnnotationMirrors()) {
            if (mirror.getAnnotationType().toString().equals(ANNOTATION)) {
                return Optional.of(new Annotated(
                        method,
                        list(mirror, "value"),
                        list(mirror, "wrt"),
                        element(mirror, "name").map(Object::toString).orElse(""),
                        element(mirror, "sparse").equals(Optional.of(true))));
            }
        }
        return Optional.empty();
    }

    /** The signature under which later compilations find the method; null if they cannot call it. */
    String linkage() {
        boolean callable = method.getModifiers().contains(Modifier.STATIC)
                && !method.getModifiers().contains(Modifier.PRIVATE);
        return callable ? Names.signature(method) : null;
    }

    /** What the names of generated methods start with. */
    String prefix() {
        return name.isEmpty() ? method.getSimpleName().toString() : name;
    }

    private static Optional<Object> element(AnnotationMirror mirror, String name) {
        for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
                mirror.getElementValues().entrySet()) {
            if (entry.getKey().getSimpleName().contentEquals(name)) {
                return Optional.of(entry.getValue().getValue());
            }
        }
        return Optional.empty();
    }

    private static List<String> list(AnnotationMirror mirror, String name) {
        return element(mirror, name).stream()
                .flatMap(value -> ((List<?>) value).stream())
                .map(item -> ((AnnotationValue) item).getValue())
                .map(item -> item instanceof VariableElement constant
                        ? constant.getSimpleName().toString()
                        : item.toString())
                .toList();
    }
}
