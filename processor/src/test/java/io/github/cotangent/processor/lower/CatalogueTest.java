package io.github.cotangent.processor.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every program of the catalogue does after lowering and printing what it did before. */
class CatalogueTest {
    private static final int RANDOM_POINTS = 25;

    /** @param points argument lists */
    record Program(String name, String source, List<String> points) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Program> programs() throws IOException {
        List<Program> programs = new ArrayList<>();
        try (InputStream stream = CatalogueTest.class.getResourceAsStream("programs.txt")) {
            String all = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            for (String entry : all.split("(?m)^== ")) {
                if (!entry.isBlank()) {
                    programs.add(program(entry));
                }
            }
        }
        return programs.stream();
    }

    private static Program program(String entry) {
        StringBuilder source = new StringBuilder("package p;\nclass Given {\n");
        List<String> points = new ArrayList<>();
        String[] lines = entry.split("\n");
        for (String line : List.of(lines).subList(1, lines.length)) {
            if (line.startsWith("-- ")) {
                points.add(line.substring(3));
            } else {
                source.append(line).append('\n');
            }
        }
        return new Program(lines[0], source.append("}\n").toString(), points);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void behavesAsBefore(Program program) {
        Twin twin = new Twin("Given", program.source());
        assertEquals(List.of(), twin.problems);
        twin.methods
                .values()
                .forEach(method -> Invariants.check(method, program.source().length()));
        for (String point : program.points()) {
            Class<?>[] types = Behaviour.find(twin.load(false), "f").getParameterTypes();
            Behaviour.compare(twin, "f", Arguments.parse(types, point));
        }
        if (!neverEnds(program)) {
            Behaviour.compareAtRandom(twin, "f", RANDOM_POINTS, 42);
        }
    }

    /** Programs that loop for ever, or until the stack ends, on some inputs. */
    private static boolean neverEnds(Program program) {
        return List.of("E03", "E09", "E10", "E30", "E31", "I06", "I07", "I08", "I09", "I10").stream()
                .anyMatch(program.name()::startsWith);
    }
}
