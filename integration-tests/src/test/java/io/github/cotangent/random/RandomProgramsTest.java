package io.github.cotangent.random;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Random programs against all oracles. More of them, or others: {@code -Dtest=RandomProgramsTest
 * -Dcotangent.random.count=20000 -Dcotangent.random.seed=1}; those with objects count from one billion, those with
 * collections from two.
 */
class RandomProgramsTest {
    @Test
    void gradientsOfRandomProgramsAreRight() {
        check(Long.getLong("cotangent.random.seed", 1), Integer.getInteger("cotangent.random.count", 1000));
    }

    @Test
    void gradientsOfRandomProgramsWithObjectsAreRight() {
        check(ProgramGenerator.OBJECTS, Integer.getInteger("cotangent.random.objects", 150));
    }

    @Test
    void gradientsOfRandomProgramsWithCollectionsAreRight() {
        check(ProgramGenerator.COLLECTIONS, Integer.getInteger("cotangent.random.collections", 100));
    }

    private static void check(long first, int count) {
        RandomCheck check = new RandomCheck();
        List<RandomCheck.Failure> failures = check.check(first, count);
        assertTrue(
                failures.isEmpty(),
                () -> failures.size() + " of " + count + " programs fail: seeds "
                        + failures.stream().map(f -> f.program().seed()).toList() + "; the first, made smaller:\n"
                        + new Shrinker().shrink(failures.get(0)));
        assertTrue(check.compared() > count, "only " + check.compared() + " comparisons with differences");
    }
}
