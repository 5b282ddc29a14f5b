package io.github.cotangent.processor.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random programs do after lowering and printing what they did before, exceptions and side effects included. */
class RandomProgramsTest {
    private static final int METHODS = 40;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void behaveAsBefore(long seed) {
        String source = new RandomPrograms(seed).write(METHODS);
        Twin twin = new Twin("Given", source);
        assertEquals(List.of(), twin.problems);
        twin.methods.values().forEach(method -> Invariants.check(method, source.length()));
        for (int i = 0; i < METHODS; i++) {
            Behaviour.compareAtRandom(twin, "f" + i, 25, seed);
        }
    }
}
