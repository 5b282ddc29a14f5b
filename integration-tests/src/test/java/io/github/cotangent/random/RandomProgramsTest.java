package io.github.cotangent.random;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random programs against three oracles. More of them, or others: {@code -Dtest=RandomProgramsTest
 * -Dcotangent.random.count=20000 -Dcotangent.random.seed=1}.
 */
class RandomProgramsTest {
    private static final int BATCH = 100;
    private static final int SHOWN = 3;

    @Test
    void gradientsOfRandomProgramsAreRight() throws Exception {
        int count = Integer.getInteger("cotangent.random.count", 2000);
        long first = Long.getLong("cotangent.random.seed", 1);
        RandomCheck check = new RandomCheck();
        List<RandomCheck.Failure> failures = new ArrayList<>();
        for (long seed = first; seed < first + count; seed += BATCH) {
            long end = Math.min(seed + BATCH, first + count);
            failures.addAll(check.check(LongStream.range(seed, end).boxed().toList()));
        }
        assertTrue(
                failures.isEmpty(),
                () -> failures.size() + " of " + count + " programs fail; the first:\n"
                        + failures.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining("\n\n")));
        assertTrue(check.compared() > count, "only " + check.compared() + " comparisons with differences");
    }

    @Test
    void analysesAndSimplifierChangeNothing() throws Exception {
        List<RandomCheck.Failure> failures = new RandomCheck("-Acotangent.optimize=false")
                .check(LongStream.range(1, 201).boxed().toList());
        assertTrue(failures.isEmpty(), () -> failures.get(0).toString());
    }
}
