package io.github.cotangent.processor.frontend;

import io.github.cotangent.processor.analysis.Place;
import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.analysis.Summary;
import io.github.cotangent.processor.analysis.Traces;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * The companions of classes compiled earlier. What a caller needs to know about a method stands on its companion as
 * annotations, which survive in class files.
 */
final class CompiledCompanions {
    private static final String LINKAGE = "io.github.cotangent.Linkage";
    private final Elements elements;

    CompiledCompanions(Elements elements) {
        this.elements = elements;
    }

    /** What the companion of a method's class says about the method. */
    Optional<Program.Compiled> find(ExecutableElement method) {
        TypeElement owner = (TypeElement) method.getEnclosingElement();
        String name = Names.companion(elements, owner);
        String packageName = elements.getPackageOf(owner).getQualifiedName().toString();
        TypeElement companion = elements.getTypeElement(packageName.isEmpty() ? name : packageName + "." + name);
        if (companion == null) {
            return Optional.empty();
        }
        String signature = Names.signature(method);
        for (Element member : companion.getEnclosedElements()) {
            for (AnnotationMirror mirror : member.getAnnotationMirrors()) {
                if (mirror.getAnnotationType().toString().equals(LINKAGE)
                        && text(mirror, "method").equals(signature)) {
                    return Optional.of(read(companion, mirror));
                }
            }
        }
        return Optional.empty();
    }

    private static Program.Compiled read(TypeElement companion, AnnotationMirror mirror) {
        Set<Integer> active = new HashSet<>();
        list(mirror, "active").forEach(value -> active.add((Integer) value.getValue()));
        Set<Place> written = new LinkedHashSet<>();
        list(mirror, "written")
                .forEach(value -> written.add(place(value.getValue().toString())));
        Set<Set<Place>> shared = new LinkedHashSet<>();
        for (AnnotationValue value : list(mirror, "shared")) {
            Set<Place> places = new LinkedHashSet<>();
            for (String each : value.getValue().toString().split(" ")) {
                places.add(place(each));
            }
            shared.add(places);
        }
        return new Program.Compiled(
                companion.getQualifiedName().toString(),
                text(mirror, "name"),
                active,
                flag(mirror, "tangent"),
                flag(mirror, "adjoint"),
                new Summary(
                        written,
                        shared,
                        flag(mirror, "clobbers"),
                        flag(mirror, "unknownResult"),
                        true,
                        traces(mirror),
                        Set.of()));
    }

    private static Traces traces(AnnotationMirror mirror) {
        Set<Integer> objects = new HashSet<>();
        list(mirror, "objects").forEach(value -> objects.add((Integer) value.getValue()));
        return new Traces(objects, texts(mirror, "staticsWritten"), Set.of(), texts(mirror, "staticsRead"));
    }

    private static Set<String> texts(AnnotationMirror mirror, String name) {
        Set<String> texts = new HashSet<>();
        list(mirror, name).forEach(value -> texts.add(value.getValue().toString()));
        return texts;
    }

    private static Place place(String text) {
        return Place.parse(text);
    }

    private static Object value(AnnotationMirror mirror, String name) {
        return mirror.getElementValues().entrySet().stream()
                .filter(entry -> entry.getKey().getSimpleName().contentEquals(name))
                .map(entry -> entry.getValue().getValue())
                .findFirst()
                .orElse(null);
    }

    private static String text(AnnotationMirror mirror, String name) {
        Object value = value(mirror, name);
        return value == null ? "" : value.toString();
    }

    private static boolean flag(AnnotationMirror mirror, String name) {
        return Boolean.TRUE.equals(value(mirror, name));
    }

    private static List<AnnotationValue> list(AnnotationMirror mirror, String name) {
        Object value = value(mirror, name);
        return value instanceof List<?> values
                ? values.stream().map(AnnotationValue.class::cast).toList()
                : List.of();
    }
}
