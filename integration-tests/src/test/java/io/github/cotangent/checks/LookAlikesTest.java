package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import io.github.cotangent.testing.Sample;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Classes known by name to look like {@code Math}. The one here gives numbers a little off those of {@code Math}, by way of bits
 * that no derivative goes through, which tells whether it is called, and whether its bodies are looked into.
 */
class LookAlikesTest {
    private static final String COMMONS = "org.apache.commons.math3.util.FastMath";
    private static final String HIPPARCHUS = "org.hipparchus.util.FastMath";

    private static final String STUB = """
            public final class FastMath {
                private static double off(double x) { return Double.longBitsToDouble(Double.doubleToRawLongBits(x) + 512); }
                public static double sin(double x) { return off(Math.sin(x)); }
                public static double exp(double x) { return off(Math.exp(x)); }
                public static double sqrt(double x) { return off(Math.sqrt(x)); }
                public static double asinh(double x) { return off(Math.log(x + Math.sqrt(x * x + 1))); }
                public static double acosh(double x) { return off(Math.log(x + Math.sqrt(x * x - 1))); }
                public static double atanh(double x) { return off(0.5 * Math.log((1 + x) / (1 - x))); }
                public static double pow(double x, double y) { return off(Math.pow(x, y)); }
                public static double pow(double x, int y) { return off(off(Math.pow(x, y))); }
                public static double max(double x, double y) { return off(Math.max(x, y)); }
                public static int max(int x, int y) { return Math.max(x, y); }
                public static double abs(double x) { return Double.longBitsToDouble(Double.doubleToRawLongBits(x) << 1 >>> 1); }
                public static long round(double x) { return Math.round(x); }
                public static double log(double base, double x) { return Math.log(x) / Math.log(base); }
                public static double floor(double x) { return Math.floor(x); }
                public static double random() { return off(0.5); }
            }
            """;

    private static MemoryCompiler.Result compile(String owner, String body, String... options) {
        Map<String, String> sources = new LinkedHashMap<>();
        String packageName = owner.substring(0, owner.lastIndexOf('.'));
        sources.put(owner, "package " + packageName + ";\n" + STUB);
        sources.put(
                "S",
                "import io.github.cotangent.Differentiable;\nimport " + owner + ";\npublic final class S {\n"
                        + "    @Differentiable public static double f(double x) { " + body + " }\n}\n");
        return MemoryCompiler.compile(sources, options);
    }

    /** Checks that the value is the method's own, and gives the derivative. */
    private static double derivative(MemoryCompiler.Result compiled, double x) throws Exception {
        assertTrue(compiled.success(), compiled::errors);
        ClassLoader loader = compiled.loader();
        Method gradient = Arrays.stream(loader.loadClass("SDerivatives").getMethods())
                .filter(method -> method.getName().equals("fGradient") && method.getParameterCount() == 1)
                .findFirst()
                .orElseThrow();
        Object result = gradient.invoke(null, x);
        assertEquals(loader.loadClass("S").getMethod("f", double.class).invoke(null, x), Sample.part(result, "value"));
        return (double) Sample.part(result, "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {COMMONS, HIPPARCHUS})
    void valuesAreTheLookAlikesAndDerivativesThoseOfMath(String owner) throws Exception {
        assertEquals(
                Math.cos(0.7), derivative(compile(owner, "return FastMath.sin(x);", "-Xlint:all", "-Werror"), 0.7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return FastMath.exp(2 * x) / FastMath.sqrt(x);",
                "return FastMath.pow(x, 2.5);",
                "return FastMath.pow(x, 2.0);",
                "return FastMath.pow(2, x);",
                "return FastMath.pow(x, 3);",
                "return FastMath.pow(x, 2);",
                "int n = 0; while (n < x) n++; return FastMath.pow(x, n);",
                "return FastMath.asinh(x) + FastMath.acosh(1 + x) + FastMath.atanh(x / 3);",
                "return FastMath.max(x * x, 1) * FastMath.max(2, 3);",
                "return FastMath.abs(-x) * x;",
                "return FastMath.log(3, x);",
                "return x * FastMath.round(x) * FastMath.random();"
            })
    void derivativesAgreeWithDifferences(String body) throws Exception {
        MemoryCompiler.Result compiled = compile(COMMONS, body);
        assertTrue(compiled.success(), compiled::errors);
        Method f = compiled.loader().loadClass("S").getMethod("f", double.class);
        for (double x : new double[] {0.8, 1.3}) {
            DoubleUnaryOperator plain = at -> {
                try {
                    return (double) f.invoke(null, at);
                } catch (ReflectiveOperationException e) {
                    throw new AssertionError(e);
                }
            };
            double h = 1e-4;
            double difference = (plain.applyAsDouble(x + h) - plain.applyAsDouble(x - h)) / (2 * h);
            assertEquals(difference, derivative(compiled, x), 1e-6 * Math.max(1, Math.abs(difference)), body);
        }
    }

    /** The overload with an integer exponent has other bits. */
    @Test
    void theOverloadIsTheSame() {
        String generated = compile(COMMONS, "return FastMath.pow(x, 2.0) + FastMath.pow(x, 2);")
                .generated()
                .get("SDerivatives");
        assertTrue(generated.contains("FastMath.pow(x, 2.0)"), generated);
        assertTrue(generated.contains("FastMath.pow(x, 2)"), generated);
    }

    @Test
    void otherClassesOfThatNameAreWhatTheirBodiesSay() {
        MemoryCompiler.Result compiled = compile("some.other.FastMath", "return FastMath.sin(x);");
        assertFalse(compiled.success());
        assertTrue(compiled.errors().contains("[COT022]"), compiled::errors);
    }

    @Test
    void aCutIsWarnedOf() {
        String errors = compile(COMMONS, "return FastMath.round(x) * x;").errors();
        assertTrue(errors.contains("[COT102] no derivative flows through FastMath.round"), errors);
    }
}
