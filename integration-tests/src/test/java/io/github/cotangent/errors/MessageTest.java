package io.github.cotangent.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.processor.CotangentProcessor;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.testing.MemoryCompiler;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * One wrong program for each code: the message has the code, stands in the file, line and column of the expression between
 * {@code «} and {@code »}, and says what is wrong and what to write instead.
 */
class MessageTest {
    private static final String HEAD = """
            import io.github.cotangent.*;
            import java.util.*;
            import java.util.function.*;

            public final class S {
            """;

    /** @param says what reason and remedy contain, each */
    private record Example(Code code, String members, String... says) {}

    private static final List<Example> EXAMPLES = List.of(
            new Example(
                    Code.COT001,
                    "static class E extends Exception { @Differentiable double «f»(double x) { return x; } }",
                    "the objects of E, whose method f is, cannot be followed",
                    "or the method static"),
            new Example(
                    Code.COT001,
                    "@Differentiable static native double «f»(double x);",
                    "f has no body",
                    "Annotate a method with a body"),
            new Example(
                    Code.COT001,
                    "@Differentiable private «record P»(double x) {}",
                    "the objects of P cannot be followed",
                    "that is not private"),
            new Example(
                    Code.COT002,
                    "@Differentiable static int «f»(double x) { return 1; }",
                    "the result has type int",
                    "Results are double, float, arrays of those"),
            new Example(
                    Code.COT002,
                    "@Differentiable(wrt = {\"x\", \"n\"}) static double «f»(double x, int n) { return x; }",
                    "the input n has type int",
                    "Inputs are double, float, arrays of those"),
            new Example(
                    Code.COT002,
                    "@Differentiable static double «f»(Number x) { return x.doubleValue(); }",
                    "f has no parameter of type double or float",
                    "name an object or a field of the receiver in wrt"),
            new Example(
                    Code.COT003,
                    "@Differentiable static void «f»(double x) { }",
                    "f returns nothing and overwrites no array or object",
                    "Return the result"),
            new Example(
                    Code.COT004,
                    "@Differentiable(wrt = \"y\") static double «f»(double x) { return x; }",
                    "wrt names \"y\", which is no parameter of f",
                    "Parameters are x"),
            new Example(
                    Code.COT004,
                    "@Differentiable(wrt = \"\") static double «f»(double x) { return x; }",
                    "wrt names \"\"",
                    "Parameters are x"),
            new Example(
                    Code.COT004,
                    "@Differentiable(wrt = {\"x\", \"x\"}) static double «f»(double x) { return x; }",
                    "wrt names \"x\" more than once",
                    "Name each input once"),
            new Example(
                    Code.COT005, """
                    @Differentiable static double f(double x) { return x; }
                    @Differentiable static float «f»(float x) { return x; }
                    """, "another annotated method, f(double), already takes", "@Differentiable(name = "),
            // The result class of both is FGradient.
            new Example(
                    Code.COT005, """
                    @Differentiable static double f(double x) { return x; }
                    @Differentiable static double «F»(double x) { return x; }
                    """, "another annotated method, f(double), already takes", "@Differentiable(name = "),
            new Example(
                    Code.COT006,
                    "@Differentiable(Derivative.GRADIENT) static double[] «f»(double[] x) { return x; }",
                    "GRADIENT needs a result of type double or float",
                    "Ask for VJP"),
            new Example(
                    Code.COT008,
                    "@Differentiable static double f(double x) { «enum E { A }» return x; }",
                    "could not be parsed",
                    "Declare local enums as members"),
            new Example(
                    Code.COT009,
                    "@Differentiable static double f(double x) { var «y = Later.made(x)»; return 2 * y; }",
                    "Later.made(x)` could not be resolved",
                    "Check the imports"),
            new Example(
                    Code.COT010,
                    "static Object same(Object t) { return t; }\n"
                            + "@Differentiable static double f(double[] x) { double[] y = «(double[]) same(x)»; return y[0]; }",
                    "neither source in this compilation, nor a companion, nor a rule",
                    "Annotate the method with @Differentiable"),
            new Example(
                    Code.COT011,
                    "static class E extends Exception { double twice(double x) { return 2 * x; } }\n"
                            + "@Differentiable static double f(E e, double x) { return «e.twice(x)»; }",
                    "an instance method",
                    "Call a static method"),
            new Example(
                    Code.COT011,
                    "enum E { A { «double k = 1;» double h(double x) { return k * x; } }; abstract double h(double x); }\n"
                            + "@Differentiable static double f(E e, double x) { return e.h(x); }",
                    "the body of the enum constant A declares something that is not followed there",
                    "keep fields in the enum itself"),
            new Example(
                    Code.COT012,
                    "@Differentiable static double f(DoubleUnaryOperator g, double x) { double y = x;"
                            + " «return g.applyAsDouble(x);» }",
                    "no lambda, method reference or class of this compilation",
                    "Write the function in the method"),
            new Example(
                    Code.COT013,
                    "@Differentiable static double f(double x) { Number box = «x»; return box.doubleValue(); }",
                    "a boxed number",
                    "Use double or float"),
            new Example(
                    Code.COT014,
                    "@Differentiable static double f(double x) { Collection<Double> s = new HashSet<>(); «s.add(x)»;"
                            + " return s.iterator().next(); }",
                    "a collection",
                    "Keep the numbers in an array"),
            new Example(
                    Code.COT015,
                    "@Differentiable static double f(double[] a) { return «Arrays.stream(a).distinct().sum()»; }",
                    "a stream",
                    "Write a loop"),
            new Example(
                    Code.COT016,
                    "static class P extends Exception { final double v; P(double v) { this.v = v; } }\n"
                            + "@Differentiable static double f(double x) { P p = «new P(x)»; return p.v; }",
                    "an object",
                    "Pass the numbers as parameters, locals or arrays"),
            new Example(
                    Code.COT017,
                    "static double kept;\n@Differentiable static double f(double x) { «kept = x»; return kept; }",
                    "the static field kept",
                    "Pass the value as a parameter or return it"),
            new Example(
                    Code.COT018,
                    "static native double n(double x);\n@Differentiable static double f(double x) { return «n(x)»; }",
                    "native code or reflection",
                    "Call a Java method directly"),
            new Example(
                    Code.COT019,
                    "@Differentiable static double f(double x) { double r;"
                            + " try { r = x * x; } finally { if (x > 9) «return x;» } return r; }",
                    "this jump leaves a `finally` block",
                    "jump behind the statement"),
            new Example(
                    Code.COT020,
                    "@Differentiable static double f(double x) { double[] r = {x}; «new Thread(() -> r[0] *= x).start()»;"
                            + " return r[0]; }",
                    "another thread",
                    "Compute in the thread that called the method"),
            new Example(
                    Code.COT021,
                    "static double[] first(Object[] l) { return (double[]) l[0]; }\n"
                            + "@Differentiable static double f(double x, Object[] l) {"
                            + " double[] a = first(l); «a[0] = x»; return a[0]; }",
                    "comes from code that is not differentiated",
                    "copy it with clone()"),
            new Example(
                    Code.COT022,
                    "@Differentiable static double f(double x) { long bits = «Double.doubleToLongBits(x)»;"
                            + " return Double.longBitsToDouble(bits); }",
                    "the bits of a floating-point number",
                    "Compute the value arithmetically"),
            new Example(
                    Code.COT023,
                    "@Differentiable static double f(double[] a) { «Arrays.sort(a)»; return a[0]; }",
                    "which has no derivative rule",
                    "Write it with numbers, arrays and static methods"),
            new Example(
                    Code.COT024,
                    "@Differentiable(name = \"a b\") static double «f»(double x) { return x; }",
                    "no Java name can start with \"a b\"",
                    "Write letters and digits"),
            new Example(
                    Code.COT025,
                    "record Part(double x) {} @Differentiable «record Whole»(Part part) {}",
                    "the tangent type of Whole refers to that of S.Part, which is not shared",
                    "Annotate S.Part with @Differentiable, too"),
            new Example(
                    Code.COT026,
                    "@PartialDerivative(method = \"g\") static double «gByX»(double x) { return 1; }",
                    "S declares no method \"g\"",
                    "Name the class that declares the method"),
            new Example(
                    Code.COT027,
                    "static double g(double x) { return x; }"
                            + " @PartialDerivative(method = \"g\") static float «gByX»(float x) { return 1; }",
                    "gByX cannot state a derivative of S.g(double)",
                    "static double gByX(double x)"),
            new Example(
                    Code.COT028,
                    "static double g(double x, double y) { return x; }\n@PartialDerivative(method = \"g\", by = \"x\")"
                            + " static double gByX(double x, double y) { return 1; }\n"
                            + "@Differentiable static double f(double x) { return «g(x, x)»; }",
                    "its rule states no partial derivative by it",
                    "Add one with @PartialDerivative"),
            new Example(
                    Code.COT029,
                    "@ImplicitFunction(residual = \"r\") static double f(double p) { return p; }"
                            + " static double «r»(double x, float p) { return x - p; }",
                    "r cannot be the residual of S.f(double)",
                    "static double r(double x, double p)"),
            new Example(
                    Code.COT030,
                    "@Differentiable @ImplicitFunction(residual = \"r\") static double f(double p) { return p; }"
                            + " static double «r»(double x, double p) { return (int) x - p; }",
                    "the result of r does not depend on x in a differentiable way",
                    "Compute it from its first parameter"),
            new Example(
                    Code.COT031,
                    "@Differentiable static double f(double x, int n) { for (@io.github.cotangent.Checkpoint int t = 0; t < n; t++)"
                            + " { «System.out.println(t)»; x *= x; } return x; }",
                    "this has effects besides what it computes, and would run again in the reverse sweep",
                    "remove @Checkpoint"),
            new Example(
                    Code.COT101,
                    "@Differentiable static double f(double x, double «unused») { return x; }",
                    "no output of f depends on unused",
                    "Leave it out of wrt"),
            new Example(
                    Code.COT102,
                    "@Differentiable static double f(double x) { return «(int) x» + x * x; }",
                    "no derivative flows through the cast to int",
                    "@SuppressWarnings(\"cotangent\")"),
            new Example(
                    Code.COT103,
                    "interface Rate { double at(double t); } record Flat(double r) implements Rate {"
                            + " public double at(double t) { return r * t; } }"
                            + " «static class Own» extends RuntimeException implements Rate { public double at(double t) { return t; } }\n"
                            + "@Differentiable static double f(Rate rate, double x) { return rate.at(x); }",
                    "a derivative that meets a Own in a call of at throws a NoDerivativeException",
                    "Make it a class that is no exception"));

    @TestFactory
    Stream<DynamicTest> standsAtTheExpressionAndSaysWhatToDo() {
        return EXAMPLES.stream()
                .map(example ->
                        DynamicTest.dynamicTest(example.code() + " " + example.members(), () -> check(example)));
    }

    private static void check(Example example) {
        String marked = HEAD + example.members() + "\n}\n";
        int start = marked.indexOf('«');
        String source = marked.replace("«", "").replace("»", "");
        int end = marked.indexOf('»') - 1;
        List<Diagnostic<? extends JavaFileObject>> messages = messages(MemoryCompiler.compile(Map.of("S", source)));

        assertEquals(1, messages.size(), messages::toString);
        Diagnostic<? extends JavaFileObject> message = messages.get(0);
        String text = message.getMessage(null);
        assertTrue(text.contains("[" + example.code() + "] "), text);
        assertEquals(
                example.code().isError() ? Diagnostic.Kind.ERROR : Diagnostic.Kind.WARNING, message.getKind(), text);
        assertEquals("/S.java", message.getSource().toUri().getPath());
        assertEquals(source.substring(0, start).lines().count(), message.getLineNumber(), text);
        boolean caretInside = message.getPosition() >= start && message.getPosition() < end;
        assertTrue(caretInside, () -> "caret at " + source.substring((int) message.getPosition()));
        for (String part : example.says()) {
            assertTrue(text.contains(part), text);
        }
    }

    /** Messages of the processor, not of javac. */
    static List<Diagnostic<? extends JavaFileObject>> messages(MemoryCompiler.Result result) {
        List<Diagnostic<? extends JavaFileObject>> found = new ArrayList<>(result.diagnostics());
        found.removeIf(message -> !message.getMessage(null).contains("[COT"));
        return found;
    }

    /** COT007, which has no place: there is no text to point at. */
    @Test
    void aClassWithoutItsSourceIsAnError(@TempDir Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path source = folder.resolve("S.java");
        Files.writeString(source, HEAD + "@Differentiable static double f(double x) { return x; }\n}\n");
        String classPath = System.getProperty("java.class.path");
        List<String> plain = List.of("-proc:none", "-cp", classPath, "-d", folder.toString());
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            assertTrue(compiler.getTask(null, files, null, plain, null, files.getJavaFileObjects(source))
                    .call());
            Files.delete(source);
            DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
            List<String> process =
                    List.of("-proc:only", "-cp", folder + File.pathSeparator + classPath, "-d", folder.toString());
            JavaCompiler.CompilationTask task = compiler.getTask(null, files, diagnostics, process, List.of("S"), null);
            task.setProcessors(List.of(new CotangentProcessor()));
            assertFalse(task.call());
            String text = diagnostics.getDiagnostics().get(0).getMessage(null);
            assertTrue(
                    text.contains("[COT007] the source text of S was not found. Run the compiler on the source"), text);
        }
    }

    @Test
    void everyCodeHasAnExample() {
        Set<Code> missing = EnumSet.allOf(Code.class);
        EXAMPLES.forEach(example -> missing.remove(example.code()));
        missing.remove(Code.COT007);
        assertEquals(EnumSet.noneOf(Code.class), missing);
    }
}
