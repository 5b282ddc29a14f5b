package io.github.cotangent.processor.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.tools.FileObject;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/**
 * Sources of the runtime's classes, for generated code that is differentiated once more. They are in the processor's own jar, and have
 * the methods that can be followed, as simple as the language that is followed wants them; the others have no source.
 */
final class RuntimeRoute implements SourceRoute {
    private static final String PACKAGE = "io.github.cotangent.runtime.";

    @Override
    public Optional<FileObject> find(TypeElement topLevel) {
        String name = topLevel.getQualifiedName().toString();
        if (!name.startsWith(PACKAGE)) {
            return Optional.empty();
        }
        String file = "runtime/" + name.substring(PACKAGE.length()) + ".java";
        try (InputStream in = RuntimeRoute.class.getResourceAsStream(file)) {
            return Optional.ofNullable(
                    in == null ? null : text(name, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileObject text(String name, String text) {
        URI uri = URI.create("cotangent:///" + name.replace('.', '/') + ".java");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
