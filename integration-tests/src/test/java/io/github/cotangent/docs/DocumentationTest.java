package io.github.cotangent.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.testing.MemoryCompiler;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation shows compiles, and is what is generated. */
class DocumentationTest {
    private static final Pattern FENCE =
            Pattern.compile("<!-- (file|generated): (\\S+?)(?:\\.java)? -->\\n```java\\n(.*?)```", Pattern.DOTALL);

    private static String read(String file) throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        return Files.readString(root.resolve(file));
    }

    @Test
    void snippetsOfTheReadmeCompileAndShowWhatIsGenerated() throws Exception {
        String readme = read("README.md");
        Map<String, String> sources = new LinkedHashMap<>();
        Map<String, String> shown = new LinkedHashMap<>();
        Matcher fence = FENCE.matcher(readme);
        while (fence.find()) {
            (fence.group(1).equals("file") ? sources : shown).put(fence.group(2), fence.group(3));
        }
        assertEquals(readme.split("```java").length - 1, sources.size() + shown.size(), "a Java snippet has no marker");
        MemoryCompiler.Result result = MemoryCompiler.compile(sources, "-Xlint:all", "-Werror");
        assertTrue(result.success(), result::errors);
        assertFalse(shown.isEmpty());
        shown.forEach((name, text) -> assertTrue(
                result.generated().get(name).contains(text),
                () -> result.generated().get(name)));
        Class<?> notes = result.loader().loadClass("NotesDerivatives");
        var method = notes.getDeclaredMethod("fGradient", double.class);
        method.setAccessible(true);
        Object gradient = method.invoke(null, 0.5429);
        var accessor = gradient.getClass().getMethod("a");
        accessor.setAccessible(true);
        assertEquals(2048.0, accessor.invoke(gradient));
    }

    /** Together with those of the README, on which they may build. */
    @ParameterizedTest
    @ValueSource(strings = {"docs/api.md", "docs/implicit.md"})
    void filesInThePagesCompile(String page) throws Exception {
        Map<String, String> sources = new LinkedHashMap<>();
        FENCE.matcher(read(page)).results().forEach(file -> sources.put(file.group(2), file.group(3)));
        assertFalse(sources.isEmpty());
        FENCE.matcher(read("README.md"))
                .results()
                .filter(file -> file.group(1).equals("file"))
                .forEach(file -> sources.putIfAbsent(file.group(2), file.group(3)));
        MemoryCompiler.Result result = MemoryCompiler.compile(sources, "-Xlint:all", "-Werror");
        assertTrue(result.success(), result::errors);
    }

    @Test
    void theExampleOfTheNanCheckStopsAsItSays() throws Exception {
        String page = read("docs/debugging.md");
        Matcher file = FENCE.matcher(page);
        assertTrue(file.find());
        MemoryCompiler.Result result = MemoryCompiler.compile(
                Map.of(file.group(2), file.group(3)), "-Xlint:all", "-Werror", "-Acotangent.nanCheck=true");
        assertTrue(result.success(), result::errors);
        var method = result.loader()
                .loadClass("GeometryDerivatives")
                .getDeclaredMethod("angleGradient", double[].class, double[].class);
        method.setAccessible(true);
        double[] a = {3, 4};
        Throwable failure = assertThrows(InvocationTargetException.class, () -> method.invoke(null, a, a.clone()))
                .getCause();
        assertTrue(page.contains("<!-- message -->\n```\n" + failure.getMessage() + "\n```"), failure::getMessage);
    }

    @Test
    void theReportSaysWhatIsShown() throws Exception {
        String page = read("docs/debugging.md");
        Map<String, String> sources = new LinkedHashMap<>();
        Matcher file = FENCE.matcher(page);
        while (file.find()) {
            sources.put(file.group(2), file.group(3));
        }
        MemoryCompiler.Result result =
                MemoryCompiler.compile(sources, "-Xlint:all", "-Werror", "-Acotangent.report=true");
        assertTrue(result.success(), result::errors);
        Matcher report = Pattern.compile("<!-- report: (\\S+) -->\\n```\\n(.*?)```", Pattern.DOTALL)
                .matcher(page);
        assertTrue(report.find());
        assertTrue(
                result.generated().get(report.group(1)).contains("\n" + report.group(2)),
                () -> result.generated().get(report.group(1)));
    }

    @Test
    void everyCodeHasASection() throws Exception {
        String errors = read("docs/errors.md");
        for (Code code : Code.values()) {
            assertTrue(errors.contains("## " + code + ": " + code.title() + "\n"), code + " has no section");
        }
    }
}
