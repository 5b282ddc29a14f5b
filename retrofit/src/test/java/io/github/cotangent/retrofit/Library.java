package io.github.cotangent.retrofit;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A published library: its jar and the jar of its sources, both on the test class path, and the sources unpacked.
 *
 * @param name of the artifact, without version
 * @param version as published
 * @param jar with its classes
 * @param sources the folder of its sources
 */
record Library(String name, String version, Path jar, Path sources) {
    /** All libraries, in the order of the report. The versions are the pom's. */
    static final List<String> NAMES = List.of(
            "commons-math3",
            "hipparchus-core",
            "commons-numbers-gamma",
            "commons-statistics-distribution",
            "ejml-ddense",
            "jama",
            "ojalgo",
            "parallelcolt",
            "jts-core",
            "lucene-core");

    /** Finds the jars of an artifact, and unpacks the sources into a folder of its own under {@code work}. */
    static Library unpacked(String name, Path work) {
        Pattern jar = Pattern.compile(Pattern.quote(name) + "-([0-9][0-9.]*)\\.jar");
        Path classes = classPath().stream()
                .filter(path -> jar.matcher(path.getFileName().toString()).matches())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no jar of " + name + " on the class path"));
        String stem = classes.getFileName().toString().replace(".jar", "");
        Path archive = classPath().stream()
                .filter(path -> path.endsWith(stem + "-sources.jar"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no sources of " + name + " on the class path"));
        Path folder = work.resolve(stem);
        unpack(archive, folder);
        return new Library(name, stem.substring(name.length() + 1), classes, folder);
    }

    /** The jars and folders of the running tests. */
    static List<Path> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    private static void unpack(Path archive, Path folder) {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                // A module declaration would cut off the annotations and the runtime, which no library requires.
                boolean wanted = file.startsWith(folder)
                        && entry.getName().endsWith(".java")
                        && !file.endsWith("module-info.java");
                if (wanted && !Files.exists(file)) {
                    Files.createDirectories(file.getParent());
                    Files.writeString(file, text(zip));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Old libraries are not in UTF-8. */
    private static String text(InputStream in) throws IOException {
        byte[] bytes = in.readAllBytes();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException otherEncoding) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
