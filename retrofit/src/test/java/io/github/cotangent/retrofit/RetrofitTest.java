package io.github.cotangent.retrofit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Methods of published libraries, chosen by the rule of {@link Candidates}: none has a wrong gradient, none breaks the processor,
 * and no fewer than before are correct. What became of each is in {@code target/retrofit-report.txt}.
 */
class RetrofitTest {
    /** How many methods of each library were correct when this was last measured, static and instance ones together. */
    private static final Map<String, Integer> CORRECT = Map.of(
            "commons-math3", 46,
            "hipparchus-core", 50,
            "commons-numbers-gamma", 30,
            "commons-statistics-distribution", 29,
            "ejml-ddense", 38,
            "jama", 1,
            "ojalgo", 56,
            "parallelcolt", 42,
            "jts-core", 16,
            "lucene-core", 51);

    private static Map<Library, List<Outcome>> outcomes;

    @BeforeAll
    static void tryAll() throws IOException {
        outcomes = Retrofit.runAll();
        String report = Table.of(outcomes);
        System.out.println(report);
        Files.writeString(Report.WORK.resolveSibling("retrofit-report.txt"), report);
    }

    private static List<String> methods(Outcome.Verdict verdict) {
        return outcomes.values().stream()
                .flatMap(List::stream)
                .filter(each -> each.verdict() == verdict)
                .map(each -> each.candidate() + ": " + each.detail())
                .toList();
    }

    @Test
    void noGradientIsWrong() {
        assertEquals(List.of(), methods(Outcome.Verdict.WRONG));
    }

    @Test
    void nothingBreaks() {
        assertEquals(List.of(), methods(Outcome.Verdict.BROKEN));
    }

    @Test
    void enoughMethodsAreTried() {
        assertTrue(outcomes.values().stream().mapToInt(List::size).sum() >= 150);
    }

    @Test
    void noFewerAreCorrectThanBefore() {
        Map<String, Long> found = new TreeMap<>();
        outcomes.forEach((library, list) -> found.put(
                library.name(),
                list.stream()
                        .filter(each -> each.verdict() == Outcome.Verdict.CORRECT)
                        .count()));
        assertEquals(CORRECT.keySet(), found.keySet());
        assertAll(found.entrySet().stream()
                .map(each -> () -> assertTrue(
                        each.getValue() >= CORRECT.get(each.getKey()),
                        each + ", not " + CORRECT.get(each.getKey()) + " as before")));
    }
}
