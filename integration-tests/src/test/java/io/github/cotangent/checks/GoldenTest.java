package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Generated companions, word for word, so that every change of what users read in their debugger is seen and judged. After a
 * change that is meant, {@code -Dcotangent.golden=write} writes them anew.
 */
class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    @ParameterizedTest
    @ValueSource(strings = {"Notes", "Dot", "PrefixSum", "Search", "Helper", "Choice", "Recursion"})
    void companionIsAsItWas(String name) throws IOException {
        String source = Files.readString(FOLDER.resolve(name + ".java.txt"));
        MemoryCompiler.Result result = MemoryCompiler.compile(Map.of(name, source), "-Xlint:all", "-Werror");
        assertTrue(result.success(), result::errors);
        String generated = result.generated().get(name + "Derivatives");
        Path golden = FOLDER.resolve(name + "Derivatives.java.txt");
        if (System.getProperty("cotangent.golden", "").equals("write")) {
            Files.writeString(golden, generated);
        }
        assertEquals(Files.readString(golden), generated);
    }
}
