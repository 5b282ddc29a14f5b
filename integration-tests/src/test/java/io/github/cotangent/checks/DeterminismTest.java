package io.github.cotangent.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** O04: the text that is generated depends on the source and on nothing else. */
class DeterminismTest {
    private static final List<String> MEMBERS = List.of(
            "@Differentiable static double poly(double x, double[] c) "
                    + "{ double s = 0; for (int i = 0; i < c.length; i++) s = s * x + step(c[i]); return s; }",
            "@Differentiable static double loss(double[] w, double[] x) "
                    + "{ double[] t = w.clone(); fill(t, x[0]); return poly(t[0], x) * step(t[1]); }",
            "@Differentiable({Derivative.GRADIENT, Derivative.JVP, Derivative.VJP}) static double walk(double x, int n) "
                    + "{ double y = x; while (true) { if (n-- < 0) break; y = step(y) * x; if (y > 9) return y; } return y; }",
            "@Differentiable static void scale(double[] a, double c) { for (int i = 0; i < a.length; i++) a[i] *= c; }",
            "@Differentiable(name = \"walkAll\") static double walk(double[] x) "
                    + "{ double s = 0; for (double each : x) s += walk(each, 3); return s; }",
            "static double step(double x) { return x < 0 ? -x : Math.sqrt(x) + odd(x, 2); }",
            "static double odd(double x, int n) { return n == 0 ? x : even(x * x, n - 1) * 0.5; }",
            "static double even(double x, int n) { return n == 0 ? 1 : odd(x, n - 1) * x; }",
            "static void fill(double[] t, double v) { for (int i = 0; i < t.length; i++) t[i] += v * i; }");

    /** Class {@code A} with the members, and a class that calls it, handed to the compiler in one of two orders. */
    private static Map<String, String> generated(List<String> members, boolean callerFirst) {
        String imports = "import io.github.cotangent.*;\n";
        Map<String, String> sources = new LinkedHashMap<>();
        String caller = imports + "final class B { @Differentiable static double g(double x) "
                + "{ return A.walk(x, 2) + A.step(x) * A.poly(x, new double[] {1, x}); } }\n";
        if (callerFirst) {
            sources.put("B", caller);
        }
        sources.put("A", imports + "final class A {\n" + String.join("\n", members) + "\n}\n");
        sources.put("B", caller);
        MemoryCompiler.Result result = MemoryCompiler.compile(sources, "-Xlint:all", "-Werror");
        assertTrue(result.success(), result::errors);
        return result.generated();
    }

    @Test
    @DisplayName("O04: the same source gives the same text")
    void repeatedRuns() {
        Map<String, String> first = generated(MEMBERS, false);
        assertEquals(first, generated(MEMBERS, false));
        assertEquals(first, generated(MEMBERS, true));
    }

    @Test
    @DisplayName("O04: methods in another order give the same text, but for the numbers of source lines")
    void otherOrder() {
        Map<String, String> first = withoutLines(generated(MEMBERS, false));
        Random random = new Random(4);
        for (int i = 0; i < 4; i++) {
            List<String> shuffled = new ArrayList<>(MEMBERS);
            Collections.shuffle(shuffled, random);
            assertEquals(first, withoutLines(generated(shuffled, i % 2 == 0)));
        }
    }

    private static Map<String, String> withoutLines(Map<String, String> generated) {
        Map<String, String> bare = new TreeMap<>();
        Pattern mark = Pattern.compile(" // line \\d+$", Pattern.MULTILINE);
        generated.forEach((name, text) -> bare.put(name, mark.matcher(text).replaceAll("")));
        return bare;
    }
}
