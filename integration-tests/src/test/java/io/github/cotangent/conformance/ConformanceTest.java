package io.github.cotangent.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * All programs of the catalogues that need no objects, at all their points, with and without optimisation: the conformance
 * programs, which know their gradients, and traps, for which the methods themselves are differenced. One program from the
 * command line: {@code -Dtest=ConformanceTest -Dcotangent.only=B03}.
 */
class ConformanceTest {
    private static final double ROUNDING = 1e-13;

    private static Stream<Catalogue.Program> programs() {
        String only = System.getProperty("cotangent.only", "");
        return Stream.concat(Catalogue.programs().stream(), Catalogue.programs("traps.txt").stream())
                .filter(program -> !program.needsObjects())
                .filter(program -> only.isEmpty() || only.equals(program.id()));
    }

    @TestFactory
    Stream<DynamicTest> programsPassAllChecks() {
        return programs()
                .map(program -> DynamicTest.dynamicTest(program.id() + " " + program.name(), () -> {
                    ProgramCheck optimized = new ProgramCheck(program);
                    assertNone(optimized.run());
                    ProgramCheck plain = new ProgramCheck(program, "-Acotangent.optimize=false");
                    assertNone(plain.run());
                    List<double[]> wanted = optimized.gradients();
                    List<double[]> found = plain.gradients();
                    for (int i = 0; i < wanted.size(); i++) {
                        double scale = 1;
                        for (double each : wanted.get(i)) {
                            scale = Math.max(scale, Math.abs(each));
                        }
                        assertArrayEquals(
                                wanted.get(i), found.get(i), ROUNDING * scale, "gradient without optimisation");
                    }
                }));
    }

    private static void assertNone(List<String> failures) {
        assertTrue(failures.isEmpty(), () -> String.join("\n", failures));
    }

    @Test
    void theCatalogueIsComplete() {
        List<Catalogue.Program> programs = Catalogue.programs();
        assertEquals(160, programs.size());
        assertEquals(216, programs.stream().mapToInt(p -> p.points().size()).sum());
        assertEquals(
                8, programs.stream().filter(Catalogue.Program::needsObjects).count());
    }
}
