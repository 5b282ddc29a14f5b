package io.github.cotangent.it.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A user's project with one differentiable method, in the usual folders. The file also has a second top-level class, which
 * no file is named after.
 */
record UserProject(Path folder) {
    private static final String SOURCE = """
            package notes;

            import io.github.cotangent.Differentiable;

            final class Notes {
                private Notes() {}

                @Differentiable
                static double f(double x) {
                    return x * x;
                }
            }

            final class Second {
                private Second() {}

                @Differentiable
                static double g(double x, double y) {
                    return x * y + Notes.f(y);
                }
            }
            """;

    static UserProject in(Path folder) throws IOException {
        UserProject project = new UserProject(folder);
        Files.createDirectories(project.source().getParent());
        Files.createDirectories(project.output());
        Files.writeString(project.source(), SOURCE);
        return project;
    }

    Path sourceFolder() {
        return folder.resolve("src/main/java");
    }

    Path source() {
        return sourceFolder().resolve("notes/Notes.java");
    }

    Path output() {
        return folder.resolve("target/classes");
    }

    /** Loads what was compiled and takes the gradients. */
    void assertGradients() throws Exception {
        URL[] path = {
            output().toUri().toURL(),
            Product.annotations().toUri().toURL(),
            Product.runtime().toUri().toURL()
        };
        try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            Object f = call(loader, "notes.NotesDerivatives", "fGradient", 3);
            assertEquals(9.0, part(f, "value"));
            assertEquals(6.0, part(f, "x"));
            Object g = call(loader, "notes.SecondDerivatives", "gGradient", 3, 5);
            assertEquals(40.0, part(g, "value"));
            assertEquals(5.0, part(g, "x"));
            assertEquals(13.0, part(g, "y"));
        }
    }

    private static Object call(ClassLoader loader, String companion, String method, double... arguments)
            throws ReflectiveOperationException {
        Class<?>[] types = new Class<?>[arguments.length];
        Object[] values = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            types[i] = double.class;
            values[i] = arguments[i];
        }
        var found = loader.loadClass(companion).getDeclaredMethod(method, types);
        found.setAccessible(true); // the companion is package-private as its class is
        return found.invoke(null, values);
    }

    private static double part(Object gradient, String accessor) throws ReflectiveOperationException {
        var found = gradient.getClass().getDeclaredMethod(accessor);
        found.setAccessible(true);
        return (double) found.invoke(gradient);
    }
}
