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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A published library, whose classes and sources are two jars on the test class path, with the sources unpacked.
 *
 * @param name of the artifact, without version
 * @param version as published
 * @param sources the folder of its sources
 * @param sourcePath that folder, and those of the libraries whose sources are on the class path too, for helpers there
 */
record Library(String name, String version, Path sources, List<Path> sourcePath) {
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

    private static final String SOURCES = "-sources.jar";

    /** Finds an artifact, and unpacks all sources there are into folders under {@code work}, unless they are there. */
    static synchronized Library unpacked(String name, Path work) {
        Pattern jar = Pattern.compile(Pattern.quote(name) + "-([0-9][0-9.]*)\\.jar");
        Path classes = classPath().stream()
                .filter(path -> jar.matcher(path.getFileName().toString()).matches())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no jar of " + name + " on the class path"));
        String stem = classes.getFileName().toString().replace(".jar", "");
        Path own = work.resolve(stem);
        Set<Path> sourcePath = new LinkedHashSet<>(Set.of(own));
        for (Path archive : classPath()) {
            String file = archive.getFileName().toString();
            if (file.endsWith(SOURCES)) {
                Path folder = work.resolve(file.substring(0, file.length() - SOURCES.length()));
                unpack(archive, folder);
                sourcePath.add(folder);
            }
        }
        if (!Files.isDirectory(own)) {
            throw new IllegalStateException("no sources of " + name + " on the class path");
        }
        return new Library(name, stem.substring(name.length() + 1), own, List.copyOf(sourcePath));
    }

    /** The jars and folders of the running tests. */
    static List<Path> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    private static void unpack(Path archive, Path folder) {
        if (Files.isDirectory(folder)) {
            return;
        }
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                // A module declaration would cut off the annotations and the runtime, which no library requires.
                boolean wanted = file.startsWith(folder)
                        && entry.getName().endsWith(".java")
                        && !file.endsWith("module-info.java");
                if (wanted) {
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
