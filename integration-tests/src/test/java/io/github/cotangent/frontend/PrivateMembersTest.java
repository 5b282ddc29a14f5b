package io.github.cotangent.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.testing.MemoryCompiler;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Inactive code that uses what the companion cannot name: private members of objects, and objects of private classes. Opaque
 * text took over such uses as they were, which javac refused in the companion.
 */
class PrivateMembersTest {
    private static final String HEAD = """
            package p;

            import static io.github.cotangent.Derivative.*;
            import io.github.cotangent.Differentiable;
            import java.util.*;
            import java.util.function.*;

            class W {
                private enum Mode { FAST, SLOW { @Override int k() { return 2; } };
                    private static int n = 3;
                    int k() { return 1; }
                }
                private static final class Acc implements Runnable, Comparable<Acc> {
                    private int n;
                    private long l;
                    private byte b;
                    private String s = "";
                    Acc next;
                    private Acc(int n) { this.n = n; }
                    Acc() { this(1); }
                    private void add(int k) { n += k; }
                    @Override public void run() { n++; }
                    @Override public int compareTo(Acc o) { return n - o.n; }
                    private int sum(int... k) { int t = 0; for (int v : k) t += v; return t; }
                    private int checked() throws java.io.IOException {
                        if (n > 5) throw new java.io.IOException("n = " + n);
                        return n;
                    }
                }
                static final class Visible { private int n = 4; private int twice() { return 2 * n; } private Visible() {} }
                private static int use(Acc a, Mode m) { return a.n + m.ordinal(); }
                private static Acc make(int n) { return new Acc(n); }
                private static double[] data(Acc a) { return new double[] {a.n, 2}; }
                private static <T extends Comparable<T>> T largest(List<? extends T> l) { return Collections.max(l); }
                static int exec(Runnable r) { r.run(); return 2; }
            """;

    private static Checked compile(String method) {
        return Checked.compile(
                "p.W",
                HEAD + "    @Differentiable({GRADIENT, JVP}) static double f(double x, int n) " + method + "\n}\n");
    }

    @Test
    void fieldsAreReadAndWritten() throws Exception {
        compile("""
                {
                    Acc a = new Acc(n); a.n += 2; a.n++; --a.n; a.l = 3L; a.l <<= 2; a.b = 4; a.b += 3; a.b++;
                    a.s += "x" + a.n; a.next = new Acc(); a.next.n = 5;
                    int k = a.n++ + (int) a.l + a.b + a.s.length() + a.next.n;
                    for (a.n = 0; a.n < 3; a.n++) k++;
                    return x * x * k * a.n;
                }""").gradient("p.W", "f", 1.7, 3);
    }

    @Test
    void methodsAndConstructorsAreCalled() throws Exception {
        compile("""
                {
                    Visible v = new Visible(); Acc a = make(n); a.add(n); a.run();
                    StringBuilder text = new StringBuilder("abc");
                    text.setLength(2); // declared in a class that nobody can name
                    int k = text.length() + exec(a) + a.sum() + a.sum(1) + a.sum(1, 2) + a.compareTo(make(2)) + v.n + v.twice();
                    if (a == null || a.equals("x")) return x;
                    double[] d = data(a);
                    return x * use(a, Mode.SLOW) * k * d[0];
                }""").gradient("p.W", "f", 1.7, 3);
    }

    @Test
    void privateEnumsAreUsed() throws Exception {
        compile("""
                {
                    Mode m = Mode.values()[n % 2];
                    Mode o = m == Mode.FAST ? Mode.SLOW : Mode.valueOf("FAST");
                    int k = o.k() + m.ordinal() + o.compareTo(m) + Mode.n;
                    for (Mode v : Mode.values()) k += v.k();
                    k += switch (o) { case FAST -> 1; case SLOW -> 3; };
                    return x * x * k;
                }""").gradient("p.W", "f", 1.7, 3);
    }

    @Test
    void collectionsHoldPrivateTypes() throws Exception {
        compile("""
                {
                    Map<Mode, Integer> c = new HashMap<>(); c.put(Mode.FAST, n); c.put(Mode.SLOW, 4);
                    int k = c.get(Mode.SLOW) + c.size();
                    List<Acc> l = new ArrayList<>(); l.add(make(2)); l.add(new Acc(7));
                    for (Acc a : l) { a.add(1); k += a.n; }
                    Acc first = l.get(0);
                    String s = largest(List.of("a", "bcd"));
                    return x * x * k * first.n * s.length();
                }""").gradient("p.W", "f", 1.7, 3);
    }

    @Test
    void lambdasUsePrivateMembers() throws Exception {
        compile("""
                {
                    Acc a = make(n);
                    IntSupplier s = () -> a.n + n;
                    Runnable r = () -> { a.n += 3; a.add(2); };
                    r.run();
                    return x * x * s.getAsInt();
                }""").gradient("p.W", "f", 1.7, 3);
    }

    /** Fields of a record are private; its own static methods name them all the same. */
    @Test
    void recordsReadTheirOwnFields() throws Exception {
        Checked.compile("p.R", """
                package p;

                import io.github.cotangent.Differentiable;

                record R(int a, int b) {
                    @Differentiable
                    static double f(double x, int n) {
                        R r = new R(2, n);
                        double s = x;
                        for (int i = 0; i < r.b; i++) s *= x + r.a;
                        return s;
                    }
                }
                """).gradient("p.R", "f", 0.6, 3);
    }

    /** Counters, also where a statement is taken over as a whole. */
    @Test
    void privateStaticFieldsAreAssigned() throws Exception {
        Checked.compile("p.C", """
                package p;

                import io.github.cotangent.Differentiable;

                class C {
                    private static int calls;
                    private static int sum;
                    private static long[] seen = new long[4];

                    @Differentiable
                    static double f(double x, String s) {
                        int k;
                        calls = 1;
                        try { k = Integer.parseInt(s); } catch (NumberFormatException e) { k = 7; } finally { calls++; }
                        synchronized (C.class) { calls += 2; sum = calls; }
                        Runnable r = new Runnable() { @Override public void run() { calls += sum; seen[1]++; } };
                        r.run();
                        return x * x * k * calls;
                    }
                }
                """).gradient("p.C", "f", 1.7, "x");
    }

    @Test
    void checkedExceptionsComeThrough() throws Exception {
        Checked checked = Checked.compile("p.W", HEAD + """
                    @Differentiable static double f(double x, int n) throws java.io.IOException {
                        return x * x * make(n).checked();
                    }
                }
                """);
        checked.gradient("p.W", "f", 1.7, 3);
        Exception e = assertThrows(
                java.io.IOException.class, () -> Checked.call(checked.method("p.WDerivatives", "fGradient"), 1.7, 6));
        assertEquals("n = 6", e.getMessage());
    }

    /** What cannot be written with accessors is an error of ours, not of javac's in the companion. */
    @Test
    void theRestIsAnError() {
        for (String body : List.of(
                "Acc a = make(n); Runnable r = a::run; r.run(); return x * a.n;",
                "Map<Mode, Integer> m = new HashMap<>(); m.merge(Mode.FAST, 1, (a, b) -> a); return x * m.size();",
                "Visible v = new Visible(); IntSupplier s = v::twice; return x * s.getAsInt();",
                "Object o = n; return o instanceof Acc ? x : x * x;")) {
            MemoryCompiler.Result result = MemoryCompiler.compile(
                    Map.of("p.W", HEAD + "    @Differentiable static double f(double x, int n) { " + body + " }\n}\n"));
            assertFalse(result.success(), body);
            assertTrue(result.errors().contains("[COT016]"), () -> body + "\n" + result.errors());
            assertTrue(result.generated().isEmpty(), body);
        }
    }
}
