package io.github.cotangent.processor.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Types, symbols and constants of every body of the samples are those that javac finds. */
class AgreesWithJavacTest {
    private static Compiled compiled;

    @BeforeAll
    static void compile() {
        compiled = new Compiled(Samples.texts(Samples.HEALTHY));
        assertEquals(List.of(), compiled.errors, "the samples themselves");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Arithmetic",
                "Choices",
                "Scopes",
                "Overloads",
                "Generics",
                "Locals",
                "Arrays2",
                "Records",
                "Inherit"
            })
    void everyBody(String sample) {
        Comparison comparison = Comparison.of(compiled, sample);
        assertEquals("", String.join("\n", comparison.mismatches()));
        assertTrue(comparison.compared() > 200, "only " + comparison.compared() + " places compared");
    }

    /** Bodies may name classes that are not generated yet: everything that does not depend on them is known all the same. */
    @Test
    void bodiesThatNameMissingClasses() {
        Compiled missing = new Compiled(Samples.texts("Missing"));
        Comparison comparison = Comparison.of(missing, "Missing");
        assertEquals("", String.join("\n", comparison.mismatches()));
        assertTrue(comparison.compared() > 100, "only " + comparison.compared() + " places compared");
    }
}
