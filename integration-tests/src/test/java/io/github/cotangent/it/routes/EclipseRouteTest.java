package io.github.cotangent.it.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Eclipse compiler has no javac trees; its elements tell their file, on Java 17 through its own class. */
class EclipseRouteTest {
    @TempDir
    Path folder;

    @Test
    void inProcess() throws Exception {
        UserProject project = UserProject.in(folder);
        StringWriter printed = new StringWriter();
        PrintWriter writer = new PrintWriter(printed);
        boolean compiled = BatchCompiler.compile(arguments(project).toArray(String[]::new), writer, writer, null);
        assertTrue(compiled, printed::toString);
        assertEquals("", printed.toString());
        project.assertGradients();
    }

    @Test
    void inProcessWithASourcePath() throws Exception {
        UserProject project = UserProject.in(folder);
        StringWriter printed = new StringWriter();
        PrintWriter writer = new PrintWriter(printed);
        String[] arguments = arguments(
                        project, "-sourcepath", project.sourceFolder().toString())
                .toArray(String[]::new);
        assertTrue(BatchCompiler.compile(arguments, writer, writer, null), printed::toString);
        project.assertGradients();
    }

    @Test
    void asACommand() throws Exception {
        UserProject project = UserProject.in(folder);
        String jar = Path.of(BatchCompiler.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-jar", jar));
        command.addAll(arguments(project));
        assertEquals("", Command.run(folder, command));
        project.assertGradients();
    }

    private static List<String> arguments(UserProject project, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--release",
                "17",
                "-proceedOnError",
                "-failOnWarning",
                "-classpath",
                Product.classPath(),
                "-processorpath",
                Product.processorPath(),
                "-s",
                project.output().toString(),
                "-d",
                project.output().toString()));
        arguments.addAll(Arrays.asList(more));
        arguments.add(project.source().toString());
        return arguments;
    }
}
