package io.github.cotangent.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Second derivatives of all programs of the catalogues that need no objects. */
class SecondOrderTest {
    /** At a point of these the gradient jumps, so that differences say nothing: a test for exactly 0, a bisection. */
    private static final Set<String> JUMPS = Set.of("D11", "T048");

    @TestFactory
    Stream<DynamicTest> programsPassAllChecks() {
        return Stream.concat(Catalogue.programs().stream(), Catalogue.programs("traps.txt").stream())
                .filter(program -> !program.needsObjects())
                .filter(program -> !JUMPS.contains(program.id()))
                .map(program -> DynamicTest.dynamicTest(
                        program.id() + " " + program.name(),
                        () -> assertEquals(List.of(), new SecondOrderCheck(program).run())));
    }
}
