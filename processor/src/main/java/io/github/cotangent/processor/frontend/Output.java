package io.github.cotangent.processor.frontend;

import com.palantir.javapoet.JavaFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/** The files that are generated. */
final class Output {
    private final ProcessingEnvironment environment;
    private boolean written;

    Output(ProcessingEnvironment environment) {
        this.environment = environment;
    }

    void startRound() {
        written = false;
    }

    /** Whether there are new sources since the round has started, so that there will be another one. */
    boolean hasWritten() {
        return written;
    }

    void write(TypeElement owner, String name, JavaFile file) {
        written = true;
        try {
            file.writeTo(environment.getFiler());
        } catch (IOException e) {
            failed(name, e, owner);
        }
    }

    /** Writes a text beside the sources. */
    void write(TypeElement owner, String packageName, String name, String text, List<Element> origins) {
        try (OutputStream out = environment
                .getFiler()
                .createResource(StandardLocation.SOURCE_OUTPUT, packageName, name, origins.toArray(new Element[0]))
                .openOutputStream()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            failed(name, e, owner);
        }
    }

    private void failed(String name, IOException why, TypeElement owner) {
        environment
                .getMessager()
                .printMessage(Diagnostic.Kind.ERROR, "cannot write " + name + ": " + why.getMessage(), owner);
    }
}
