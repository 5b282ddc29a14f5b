package io.github.cotangent.processor.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Primitive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The methods of classes full of awkward constructs do after lowering and printing what they did before: results,
 * exceptions, arrays and static state.
 */
class BehaviourTest {
    record Case(Twin twin, String method) {
        @Override
        public String toString() {
            return method;
        }
    }

    static Stream<Case> orders() throws IOException {
        return cases("Orders");
    }

    static Stream<Case> things() throws IOException {
        return cases("Things");
    }

    static Stream<Case> library() throws IOException {
        return cases("Library");
    }

    static Stream<Case> objects() throws IOException {
        return cases("Body");
    }

    private static Stream<Case> cases(String name) throws IOException {
        String source;
        try (InputStream stream = BehaviourTest.class.getResourceAsStream(name + ".java.txt")) {
            source = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        Twin twin = new Twin(name, source);
        assertEquals(List.of(), twin.problems);
        List<Case> cases = new ArrayList<>();
        for (Method method : twin.methods.values()) {
            Invariants.check(method, source.length());
            boolean random = method.parameters().stream()
                    .skip(method.id().hasReceiver() ? 1 : 0)
                    .allMatch(p -> p.type().leaf() instanceof Primitive);
            if (random) {
                cases.add(new Case(twin, method.id().name()));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource({"orders", "things", "library", "objects"})
    void behavesAsBefore(Case test) {
        Behaviour.compareAtRandom(test.twin(), test.method(), 60, 7);
    }
}
