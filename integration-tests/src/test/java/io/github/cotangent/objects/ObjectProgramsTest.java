package io.github.cotangent.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.conformance.ProgramCheck;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Gradients through records and objects: all programs of the catalogue at all their points, with and without optimisation.
 * One program from the command line: {@code -Dtest=ObjectProgramsTest -Dcotangent.only=A02}.
 */
class ObjectProgramsTest {
    private static final double ROUNDING = 1e-13;

    /** Programs that are refused today, with a coded error; one that passes all checks leaves the list. */
    private static final Set<String> REFUSED = Set.of("C24", "I02", "I04", "N29", "P20", "P27");

    @TestFactory
    Stream<DynamicTest> programsPassAllChecks() {
        String only = System.getProperty("cotangent.only", "");
        return ObjectCatalogue.programs().stream()
                .filter(program -> only.isEmpty() || only.equals(program.id()))
                .map(program -> DynamicTest.dynamicTest(program.id() + " " + program.name(), () -> check(program)));
    }

    private static void check(ObjectCatalogue.Program program) throws Exception {
        if (REFUSED.contains(program.id())) {
            isRefused(program);
        } else {
            passesAllChecks(program);
        }
    }

    private static void isRefused(ObjectCatalogue.Program program) throws Exception {
        List<String> failures = new ProgramCheck(program).run();
        assertTrue(failures.size() == 1 && failures.get(0).contains("error: [COT0"), failures::toString);
    }

    private static void passesAllChecks(ObjectCatalogue.Program program) throws Exception {
        ProgramCheck optimized = new ProgramCheck(program);
        assertNone(optimized.run());
        ProgramCheck plain = new ProgramCheck(program, "-Acotangent.optimize=false");
        assertNone(plain.run());
        List<double[]> wanted = optimized.gradients();
        List<double[]> found = plain.gradients();
        for (int i = 0; i < wanted.size(); i++) {
            double scale = Arrays.stream(wanted.get(i)).map(Math::abs).reduce(1, Math::max);
            assertArrayEquals(wanted.get(i), found.get(i), ROUNDING * scale, "gradient without optimisation");
        }
    }

    private static void assertNone(List<String> failures) {
        assertTrue(failures.isEmpty(), () -> String.join("\n", failures));
    }
}
