package io.github.cotangent.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.conformance.Catalogue;
import io.github.cotangent.testing.Differences;
import io.github.cotangent.testing.MemoryCompiler;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The catalogue itself, without the processor: all programs compile without warnings, their values are finite and as listed,
 * no point lies on a kink, and gradients in closed form are those of differences.
 */
class ObjectCatalogueTest {
    private static final double STEP = 1e-4;

    @Test
    void everyProgramHasAnIdAndPoints() {
        Set<String> ids = new HashSet<>();
        List<ObjectCatalogue.Program> programs = ObjectCatalogue.programs();
        assertTrue(programs.size() >= 362, programs.size() + " programs");
        for (ObjectCatalogue.Program program : programs) {
            assertTrue(ids.add(program.id()), program.id());
            assertFalse(program.points().isEmpty(), program.id());
        }
    }

    @TestFactory
    Stream<DynamicTest> valuesAndClosedFormsAreThoseOfThePlainCalls() {
        Map<String, String> sources = new LinkedHashMap<>();
        for (ObjectCatalogue.Program program : ObjectCatalogue.programs()) {
            sources.putAll(program.sources("Derivative.GRADIENT"));
        }
        MemoryCompiler.Result compiled = MemoryCompiler.compilePlain(sources, "-Xlint:all,-processing", "-Werror");
        assertTrue(compiled.success(), compiled.errors());
        ClassLoader loader = compiled.loader();
        return ObjectCatalogue.programs().stream()
                .map(program ->
                        DynamicTest.dynamicTest(program.id() + " " + program.name(), () -> check(program, loader)));
    }

    private static void check(ObjectCatalogue.Program program, ClassLoader loader) throws Exception {
        Class<?> type = loader.loadClass(program.packageName() + ".Program");
        Method arguments = loader.loadClass(program.packageName() + ".Driver").getMethod("arguments", int.class);
        Method f = Arrays.stream(type.getMethods())
                .filter(m -> m.getName().equals("f"))
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < program.points().size(); i++) {
            int number = i;
            check(program, program.points().get(i), new Differences(f, () ->
                    (Object[]) arguments.invoke(null, number)));
        }
    }

    private static void check(ObjectCatalogue.Program program, Catalogue.Point point, Differences differences)
            throws Exception {
        String at = program.id() + " " + program.name() + " at " + point.arguments();
        double value = differences.value();
        assertTrue(Double.isFinite(value), at);
        point.expected()
                .ifPresent(expected -> assertEquals(expected.value(), value, 1e-7 * Math.max(1, Math.abs(value)), at));
        if (!program.differencesTell()) {
            assertTrue(point.expected().isPresent(), at + " needs a closed form");
            return;
        }
        boolean single = program.source().contains("float");
        double[] found = differences.gradient(single ? 1e-2 : STEP);
        double[] other = differences.gradient(single ? 2e-2 : STEP / 7);
        for (int k = 0; k < found.length; k++) {
            double tolerance = (single ? 1e-3 : 1e-6) * Math.max(1, Math.abs(found[k]));
            assertEquals(found[k], other[k], tolerance, at + ": steps of two sizes");
            if (point.expected().isPresent()) {
                assertEquals(point.expected().get().gradient()[k], found[k], tolerance, at + ": closed form " + k);
            }
        }
    }
}
