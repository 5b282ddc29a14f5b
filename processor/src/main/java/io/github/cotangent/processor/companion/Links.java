package io.github.cotangent.processor.companion;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import io.github.cotangent.processor.analysis.Place;
import io.github.cotangent.processor.analysis.Traces;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes down on sweeps what later compilations need to know. */
final class Links {
    private static final ClassName LINKAGE = ClassName.get("io.github.cotangent", "Linkage");

    private Links() {}

    static AnnotationSpec annotation(Companion.Link link) {
        AnnotationSpec.Builder annotation = AnnotationSpec.builder(LINKAGE)
                .addMember("method", "$S", link.method())
                .addMember("name", "$S", link.prefix());
        link.active().forEach(i -> annotation.addMember("active", "$L", i));
        link.summary().written().stream()
                .map(Links::text)
                .sorted()
                .forEach(place -> annotation.addMember("written", "$S", place));
        link.summary().shared().stream()
                .map(Links::text)
                .sorted()
                .forEach(set -> annotation.addMember("shared", "$S", set));
        Traces traces = link.summary().traces();
        traces.objects().stream().sorted().forEach(i -> annotation.addMember("objects", "$L", i));
        traces.allWritten().stream().sorted().forEach(key -> annotation.addMember("staticsWritten", "$S", key));
        traces.read().stream().sorted().forEach(key -> annotation.addMember("staticsRead", "$S", key));
        flag(annotation, "clobbers", link.summary().clobbers());
        flag(annotation, "unknownResult", link.summary().unknownResult());
        flag(annotation, "adjoint", link.adjoint());
        flag(annotation, "tangent", link.tangent());
        return annotation.build();
    }

    private static void flag(AnnotationSpec.Builder annotation, String name, boolean value) {
        if (value) {
            annotation.addMember(name, "true");
        }
    }

    private static String text(Place place) {
        return place.text();
    }

    private static String text(Set<Place> places) {
        return places.stream().map(Links::text).sorted().collect(Collectors.joining(" "));
    }
}
