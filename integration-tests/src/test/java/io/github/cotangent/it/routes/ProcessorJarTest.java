package io.github.cotangent.it.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessorJarTest {
    @BeforeEach
    void jars() {
        assumeTrue(Product.isPackaged(), "needs the jars, that is, mvn verify");
    }

    /** A user's own JavaParser or JavaPoet on the same processor path must not meet ours. */
    @Test
    void hasNoClassOutsideItsOwnPackages() throws IOException {
        try (JarFile jar = new JarFile(Product.processor().toFile())) {
            List<String> foreign = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .filter(name -> !name.startsWith("io/github/cotangent/processor/"))
                    .toList();
            assertEquals(List.of(), foreign);
            assertTrue(jar.stream().anyMatch(entry -> entry.getName().endsWith("/shaded/javaparser/JavaParser.class")));
        }
    }

    @Test
    void mentionsNoClassUnderItsFormerName() throws IOException {
        try (JarFile jar = new JarFile(Product.processor().toFile())) {
            List<String> mentions = jar.stream()
                    .filter(entry -> entry.getName().startsWith("io/github/cotangent/processor/"))
                    .filter(entry -> mentions(jar, entry, "com/github/javaparser/")
                            || mentions(jar, entry, "com/palantir/javapoet/"))
                    .map(ZipEntry::getName)
                    .toList();
            assertEquals(List.of(), mentions);
        }
    }

    private static boolean mentions(JarFile jar, ZipEntry entry, String name) {
        try (var content = jar.getInputStream(entry)) {
            return new String(content.readAllBytes(), StandardCharsets.ISO_8859_1).contains(name);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    @Test
    void registersTheProcessor() throws IOException {
        try (JarFile jar = new JarFile(Product.processor().toFile())) {
            ZipEntry entry = jar.getEntry("META-INF/services/javax.annotation.processing.Processor");
            String registered = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
            assertEquals("io.github.cotangent.processor.CotangentProcessor", registered.strip());
        }
    }

    @Test
    void annotationsAndRuntimeAreModules() {
        Path[] jars = {Product.annotations(), Product.runtime()};
        Set<String> modules = ModuleFinder.of(jars).findAll().stream()
                .filter(module -> !module.descriptor().isAutomatic())
                .map(module -> module.descriptor().name())
                .collect(Collectors.toSet());
        assertEquals(Set.of("io.github.cotangent", "io.github.cotangent.runtime"), modules);
    }
}
