package io.github.cotangent.it.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A method that cannot be differentiated: where the compilers say that the error is. */
class ErrorPlaceTest {
    private static final String OFFENDER = "Double.parseDouble(String.valueOf(x))";

    /** A tab and a character of two {@code char}s come before, neither of which may shift the column. */
    private static final String SOURCE = """
            package notes;

            import io.github.cotangent.Differentiable;

            final class Notes {
                @Differentiable
                static double f(double x) {
            \t\tdouble y = "\uD83D\uDE00".length(); return y + %s * 3;
                }
            }
            """.formatted(OFFENDER);

    private static final int LINE = 8;

    @TempDir
    Path folder;

    private UserProject project;

    @BeforeEach
    void writeSource() throws Exception {
        project = UserProject.in(folder);
        Files.writeString(project.source(), SOURCE);
    }

    @Test
    void javacPointsAtTheExpression() throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-encoding",
                "UTF-8",
                "-cp",
                Product.classPath(),
                "-processorpath",
                Product.processorPath(),
                "-d",
                project.output().toString());
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            assertFalse(compiler.getTask(
                            null, files, diagnostics, options, null, files.getJavaFileObjects(project.source()))
                    .call());
        }
        List<Diagnostic<? extends JavaFileObject>> errors = diagnostics.getDiagnostics();
        assertEquals(1, errors.size(), errors::toString);
        Diagnostic<? extends JavaFileObject> error = errors.get(0);
        assertEquals(LINE, error.getLineNumber());
        assertEquals(OFFENDER, SOURCE.substring((int) error.getStartPosition(), (int) error.getEndPosition()));
    }

    @Test
    void theEclipseCompilerSaysItInTheText() {
        StringWriter printed = new StringWriter();
        PrintWriter writer = new PrintWriter(printed);
        String output = project.output().toString();
        String[] arguments = {
            "--release",
            "17",
            "-encoding",
            "UTF-8",
            "-classpath",
            Product.classPath(),
            "-processorpath",
            Product.processorPath(),
            "-s",
            output,
            "-d",
            output,
            project.source().toString()
        };
        assertFalse(BatchCompiler.compile(arguments, writer, writer, null));
        String line = SOURCE.lines().skip(LINE - 1).findFirst().orElseThrow();
        String place = "Notes.java:" + LINE + ":" + (line.indexOf(OFFENDER) + 1) + ":";
        assertTrue(printed.toString().matches("(?s).*\\[COT\\d+] " + place + ".*"), printed::toString);
    }
}
