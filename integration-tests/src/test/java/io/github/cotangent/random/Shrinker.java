package io.github.cotangent.random;

import io.github.cotangent.testing.MemoryCompiler;
import java.util.List;

/** Makes a failed program smaller as long as it fails in the same way. */
final class Shrinker {
    private static final int TRIALS = 1500;

    private int trials;

    /** A program that fails and none of whose smaller variants does, unless that takes too long to find. */
    RandomCheck.Failure shrink(RandomCheck.Failure failure) {
        RandomCheck.Failure smallest = failure;
        for (RandomCheck.Failure next = failure; next != null && trials < TRIALS; next = step(smallest)) {
            smallest = next;
        }
        return smallest;
    }

    private RandomCheck.Failure step(RandomCheck.Failure failure) {
        for (RandomProgram program : failure.program().smaller().toList()) {
            if (++trials > TRIALS) {
                return null;
            }
            if (program.source().length() < failure.program().source().length() && isJava(program)) {
                List<RandomCheck.Failure> failures = new RandomCheck().check(List.of(program));
                if (!failures.isEmpty() && failures.get(0).kind().equals(failure.kind())) {
                    return failures.get(0);
                }
            }
        }
        return null;
    }

    /** Whether it still compiles without the processor. */
    private static boolean isJava(RandomProgram program) {
        return MemoryCompiler.compilePlain(RandomCheck.sources(List.of(program)))
                .success();
    }
}
