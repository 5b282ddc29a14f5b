package io.github.cotangent.processor.source;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.tools.FileObject;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/**
 * The {@code getFileName} of the Eclipse compiler's own type elements: for Java 17, where the compiler's
 * {@code getFileObjectOf} exists but fails. By method handle, since reflection would look at all methods of a class and
 * fail at those that mention types of later Java versions.
 */
final class EclipseRoute implements SourceRoute {
    private static final MethodType GETTER = MethodType.methodType(String.class);

    @Override
    public Optional<FileObject> find(TypeElement topLevel) {
        if (!topLevel.getClass().getName().startsWith("org.eclipse.jdt.")) {
            return Optional.empty();
        }
        return fileName(topLevel)
                .filter(name -> name.endsWith(JavaFileObject.Kind.SOURCE.extension))
                .flatMap(EclipseRoute::path)
                .filter(Files::isRegularFile)
                .map(SourceOnDisk::new);
    }

    private static Optional<String> fileName(TypeElement topLevel) {
        try {
            MethodHandle getter = MethodHandles.publicLookup().findVirtual(topLevel.getClass(), "getFileName", GETTER);
            return Optional.ofNullable((String) getter.invoke(topLevel));
        } catch (VirtualMachineError serious) {
            throw serious;
        } catch (Throwable otherVersion) {
            return Optional.empty();
        }
    }

    private static Optional<Path> path(String name) {
        try {
            return Optional.of(Path.of(name).toAbsolutePath());
        } catch (InvalidPathException notOnDisk) {
            return Optional.empty();
        }
    }

    /** The compiler does not tell its encoding: what is no UTF-8 is taken for the platform's. */
    private static final class SourceOnDisk extends SimpleJavaFileObject {
        private final Path path;

        SourceOnDisk(Path path) {
            this(path, path.toUri());
        }

        private SourceOnDisk(Path path, URI uri) {
            super(uri, Kind.SOURCE);
            this.path = path;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
            byte[] bytes = Files.readAllBytes(path);
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            } catch (CharacterCodingException otherEncoding) {
                return new String(bytes, Charset.defaultCharset());
            }
        }
    }
}
