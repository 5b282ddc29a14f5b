package io.github.cotangent.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.Flat;
import io.github.cotangent.testing.MemoryCompiler;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Small programs, each with one way on which data may leave the sight of the analyses and come back. Whatever becomes supported:
 * each gives a gradient that agrees with finite differences, or an error with a code at an expression of the program.
 */
class ConstructsTest {
    private static final String HEAD = """
            package p;

            import io.github.cotangent.*;
            import java.math.*;
            import java.util.*;
            import java.util.function.*;
            import java.util.stream.*;

            public final class S {
            """;

    @TestFactory
    Stream<DynamicTest> gradientOrError() throws IOException {
        try (InputStream in = ConstructsTest.class.getResourceAsStream("constructs.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("(?m)^### ")).skip(1).map(program -> {
                int end = program.indexOf('\n');
                String members = program.substring(end);
                return DynamicTest.dynamicTest(program.substring(0, end), () -> check(members));
            });
        }
    }

    private static void check(String members) throws Exception {
        MemoryCompiler.Result result = MemoryCompiler.compile(Map.of("p.S", HEAD + members + "}\n"));
        if (!result.success()) {
            List<Diagnostic<? extends JavaFileObject>> errors = MessageTest.messages(result);
            assertFalse(errors.isEmpty(), result::errors);
            for (Diagnostic<? extends JavaFileObject> error : errors) {
                assertEquals("/p/S.java", error.getSource().toUri().getPath());
                assertTrue(error.getLineNumber() > HEAD.lines().count(), result::errors);
            }
            assertTrue(result.generated().isEmpty(), result::errors);
            return;
        }
        ClassLoader loader = result.loader();
        Method plain = Arrays.stream(loader.loadClass("p.S").getMethods())
                .filter(method -> method.getName().equals("f"))
                .findFirst()
                .orElseThrow();
        Class<?>[] types = plain.getParameterTypes();
        Object gradient =
                loader.loadClass("p.SDerivatives").getMethod("fGradient", types).invoke(null, arguments(types));
        for (int i = 0; i < types.length; i++) {
            if (!Flat.isDifferentiable(types[i])) {
                continue;
            }
            Flat flat = new Flat();
            flat.add(gradient.getClass()
                    .getMethod(plain.getParameters()[i].getName())
                    .invoke(gradient));
            double[] found = flat.toArray();
            for (int k = 0; k < found.length; k++) {
                double h = 1e-5;
                double expected = (at(plain, i, k, h) - at(plain, i, k, -h)) / (2 * h);
                assertEquals(expected, found[k], 1e-6 * (1 + Math.abs(expected)), result.generated()::toString);
            }
        }
    }

    private static double at(Method plain, int parameter, int element, double step) throws Exception {
        Object[] arguments = arguments(plain.getParameterTypes());
        arguments[parameter] = Flat.shift(arguments[parameter], new int[] {element}, step);
        return ((Number) plain.invoke(null, arguments)).doubleValue();
    }

    private static Object[] arguments(Class<?>[] types) {
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            Class<?> type = types[i];
            if (type == double.class) {
                arguments[i] = 1.3 + 0.4 * i;
            } else if (type == double[].class) {
                arguments[i] = new double[] {1.3, 0.7, 2.1};
            } else if (type == double[][].class) {
                arguments[i] = new double[][] {{1.3, 0.7}, {0.4, 2}};
            } else if (type == int.class) {
                arguments[i] = 2;
            } else if (type == String.class) {
                arguments[i] = "s";
            } else {
                arguments[i] = 1.5;
            }
        }
        return arguments;
    }
}
