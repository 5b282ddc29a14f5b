package io.github.cotangent.processor.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.Filer;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
    private static final List<JavaFileObject> SOURCES = List.of(InJavac.source(
            "p/A.java", "package p; class A { static class B { interface C {} } } class Second { enum D { E } }"));

    private static TypeElement type(ProcessingEnvironment environment, String name) {
        return environment.getElementUtils().getTypeElement(name);
    }

    @Test
    void aFileIsParsedOnceForAllItsTypes() {
        InJavac.run(SOURCES, environment -> {
            Sources sources = new Sources(environment);
            SourceFile file = sources.of(type(environment, "p.A.B.C")).orElseThrow();
            assertEquals("A.java", file.name());
            for (String name : List.of("p.A", "p.A.B", "p.Second", "p.Second.D")) {
                assertSame(file, sources.of(type(environment, name)).orElseThrow(), name);
            }
        });
    }

    @Test
    void aTypeThatCameAsByteCodeHasNoFile() {
        InJavac.run(
                SOURCES,
                environment -> assertEquals(
                        Optional.empty(), new Sources(environment).of(type(environment, "java.lang.Math"))));
    }

    @Test
    void seesThroughAWrappingClass() {
        InJavac.run(SOURCES, environment -> assertFindsByTrees(new Wrapper(environment)));
    }

    @Test
    void seesThroughAWrappingProxyInsideAWrappingClass() {
        InJavac.run(
                SOURCES,
                environment -> assertFindsByTrees(new Wrapper((ProcessingEnvironment) Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {ProcessingEnvironment.class},
                        (proxy, method, arguments) -> method.invoke(environment, arguments)))));
    }

    private static void assertFindsByTrees(ProcessingEnvironment wrapped) {
        CompilerTrees trees = CompilerTrees.of(wrapped).orElseThrow();
        assertTrue(trees.find(type(wrapped, "p.A")).isPresent());
        assertEquals(
                "A.java",
                new Sources(wrapped).of(type(wrapped, "p.A")).orElseThrow().name());
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_18)
    void elementsTellTheirFile() {
        InJavac.run(SOURCES, environment -> {
            SourceRoute route = new FileObjectRoute(environment.getElementUtils());
            assertEquals(
                    "/p/A.java",
                    route.find(type(environment, "p.Second")).orElseThrow().getName());
            assertEquals(Optional.empty(), route.find(type(environment, "java.lang.Math")));
        });
    }

    @Test
    void theSourcePathHasFilesNamedAfterTheirTypes(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("p"));
        Files.writeString(folder.resolve("p/A.java"), "package p; class A {}");
        InJavac.run(
                SOURCES,
                environment -> {
                    SourceRoute route = new SourcePathRoute(environment.getFiler());
                    assertTrue(route.find(type(environment, "p.A")).isPresent());
                    assertEquals(Optional.empty(), route.find(type(environment, "p.Second")));
                },
                "-sourcepath",
                folder.toString());
    }

    @Test
    void withoutSourcePathThereIsNothingOnIt() {
        InJavac.run(
                SOURCES,
                environment -> assertEquals(
                        Optional.empty(), new SourcePathRoute(environment.getFiler()).find(type(environment, "p.A"))));
    }

    /** As build tools wrap it, with everything handed through. */
    private record Wrapper(ProcessingEnvironment delegate) implements ProcessingEnvironment {
        @Override
        public Map<String, String> getOptions() {
            return delegate.getOptions();
        }

        @Override
        public Messager getMessager() {
            return delegate.getMessager();
        }

        @Override
        public Filer getFiler() {
            return delegate.getFiler();
        }

        @Override
        public Elements getElementUtils() {
            return delegate.getElementUtils();
        }

        @Override
        public Types getTypeUtils() {
            return delegate.getTypeUtils();
        }

        @Override
        public SourceVersion getSourceVersion() {
            return delegate.getSourceVersion();
        }

        @Override
        public Locale getLocale() {
            return delegate.getLocale();
        }
    }
}
