package io.github.cotangent.it.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JavacRouteTest {
    @TempDir
    Path folder;

    @Test
    void inProcess() throws Exception {
        UserProject project = UserProject.in(folder);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter printed = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            printed, files, null, options(project), null, files.getJavaFileObjects(project.source()))
                    .call();
            assertTrue(compiled, printed::toString);
        }
        assertEquals("", printed.toString());
        project.assertGradients();
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void asACommand(Path javac) throws Exception {
        UserProject project = UserProject.in(folder);
        List<String> command = new ArrayList<>(List.of(javac.toString()));
        command.addAll(options(project));
        command.add(project.source().toString());
        assertEquals("", Command.run(folder, command));
        project.assertGradients();
    }

    /** The running JDK's compiler and those of newer JDKs installed beside it or named by JAVA_HOME_*, as on CI hosts. */
    static Stream<Path> compilers() throws IOException {
        TreeSet<Path> homes = new TreeSet<>();
        Path running = Path.of(System.getProperty("java.home")).toRealPath();
        homes.add(running);
        try (Stream<Path> beside = Files.list(running.getParent())) {
            beside.forEach(homes::add);
        }
        System.getenv().forEach((name, value) -> {
            if (name.startsWith("JAVA_HOME")) {
                homes.add(Path.of(value));
            }
        });
        TreeSet<Path> compilers = new TreeSet<>();
        for (Path home : homes) {
            Path javac = home.resolve("bin/javac");
            if (Files.isExecutable(javac) && versionOf(home) >= 17) {
                compilers.add(javac.toRealPath());
            }
        }
        return compilers.stream();
    }

    /** From the file every JDK has in its folder, for instance {@code JAVA_VERSION="17.0.15"}. */
    private static int versionOf(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isReadable(release)) {
            return 0;
        }
        return Files.readAllLines(release).stream()
                .filter(line -> line.startsWith("JAVA_VERSION="))
                .map(line -> line.replaceAll("^JAVA_VERSION=\"?(\\d+).*$", "$1"))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(0);
    }

    private static List<String> options(UserProject project) {
        return List.of(
                "--release",
                "17",
                "-Xlint:all",
                "-Werror",
                "-cp",
                Product.classPath(),
                "-processorpath",
                Product.processorPath(),
                "-d",
                project.output().toString());
    }
}
