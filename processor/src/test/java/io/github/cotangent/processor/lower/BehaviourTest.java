package io.github.cotangent.processor.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Primitive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

    static Stream<Case> inside() throws IOException {
        return cases("Inside");
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

    /** Their text would behave as before, too. */
    @Test
    void classesInMethodsAreDeclaredOnceMore() throws IOException {
        String text = inside().findFirst().orElseThrow().twin().text();

        for (String name : List.of(
                "InsideStateDoubleSupplier1",
                "InsideOrderOfEffectsBase1",
                "InsideNamesFn1",
                "InsideTextInsideFn1",
                "InsideLocalCell",
                "InsideNestedFn1",
                "InsideNestedFn2",
                "InsideIdentityFn1")) {
            assertTrue(text.contains("class " + name + " "), name);
        }
        assertFalse(text.contains("new Inside.Fn()"));
    }

    @ParameterizedTest
    @MethodSource({"orders", "things", "library", "objects", "inside"})
    void behavesAsBefore(Case test) {
        Behaviour.compareAtRandom(test.twin(), test.method(), 60, 7);
    }
}
