package io.github.cotangent.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.processor.CotangentProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Gradle needs to compile only what has changed: the processor's kind, and with each file the classes it comes from. A
 * file that comes from one class is made again when that class changes; one that comes from several, whenever anything
 * changes.
 */
class IncrementalBuildTest {
    @TempDir
    Path output;

    @Test
    void theProcessorIsIsolating() throws IOException {
        try (var file =
                CotangentProcessor.class.getResourceAsStream("/META-INF/gradle/incremental.annotation.processors")) {
            assertEquals(
                    CotangentProcessor.class.getName() + ",isolating",
                    new String(file.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }

    @Test
    void filesTellWhereTheyComeFrom() {
        String head = "import io.github.cotangent.Differentiable;\n";
        Map<String, List<String>> origins = compile(
                source("Alone", head + """
                        class Alone {
                            static class Inner { static double g(double x) { return x * x; } }
                            static double h(double x) { return Inner.g(x); }
                            @Differentiable static double f(double x) { return h(x); }
                            @Differentiable static double a(double[] x) { return h(x[0]); }
                        }
                        """),
                source(
                        "Caller",
                        head + "class Caller { @Differentiable static double f(double x) { return Near.g(x); } }"),
                source(
                        "Near",
                        "class Near { static double g(double x) { return Far.g(x) * x; } static double h(double x) { return x * x; }"
                                + " @io.github.cotangent.NonDifferentiable static double c(double x) { return x; } }"),
                source(
                        "Slope",
                        head
                                + "class Slope { @Differentiable static double f(double[] x) { return AloneDerivatives.aGradient(x).x()[0]; } }"),
                source("Far", "class Far { static double g(double x) { return x * x; } }"),
                source(
                        "Ruled",
                        head
                                + "class Ruled { @Differentiable static double f(double x) { return Near.h(x) + Near.c(x); } }"),
                source(
                        "Solved",
                        head + "class Solved { @Differentiable static double f(double x) { return Solver.root(x); } }"),
                source("Solver", """
                        class Solver {
                            @io.github.cotangent.ImplicitFunction(residual = "r") static double root(double a) { return Math.sqrt(a); }
                            static double r(double x, double a) { return Far.g(x) - a; }
                        }
                        """),
                source("MyRules", """
                        import io.github.cotangent.*;
                        class MyRules { @PartialDerivative(of = Near.class, method = "h") static double hByX(double x) { return 2; } }
                        """));
        assertEquals(
                Map.of(
                        "AloneDerivatives", List.of("Alone"),
                        "AloneDerivatives.txt", List.of("Alone"),
                        "CallerDerivatives", List.of("Caller", "Far", "Near"),
                        "CallerDerivatives.txt", List.of("Caller", "Far", "Near"),
                        "RuledDerivatives", List.of("Ruled", "MyRules", "Near"),
                        "RuledDerivatives.txt", List.of("Ruled", "MyRules", "Near"),
                        "SolvedDerivatives", List.of("Solved", "Far", "Solver"),
                        "SolvedDerivatives.txt", List.of("Solved", "Far", "Solver"),
                        "SlopeDerivatives", List.of("Slope", "AloneDerivatives"),
                        "SlopeDerivatives.txt", List.of("Slope", "AloneDerivatives")),
                origins);
    }

    private static JavaFileObject source(String name, String text) {
        return new SimpleJavaFileObject(URI.create("mem:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    /** The originating elements of each generated file. */
    private Map<String, List<String>> compile(JavaFileObject... units) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Recorder recorder = new Recorder();
        List<String> options = List.of(
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                output.toString(),
                "-Acotangent.report=true");
        JavaCompiler.CompilationTask task = compiler.getTask(null, null, null, options, null, Arrays.asList(units));
        task.setProcessors(List.of(recorder));
        assertTrue(task.call());
        return recorder.origins;
    }

    /** The processor in an environment whose filer is watched. */
    private static final class Recorder extends AbstractProcessor {
        private final CotangentProcessor processor = new CotangentProcessor();
        private final Map<String, List<String>> origins = new TreeMap<>();

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return processor.getSupportedAnnotationTypes();
        }

        @Override
        public Set<String> getSupportedOptions() {
            return processor.getSupportedOptions();
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return processor.getSupportedSourceVersion();
        }

        @Override
        public synchronized void init(ProcessingEnvironment environment) {
            Filer filer = watched(Filer.class, environment.getFiler(), (call, arguments) -> {
                if (call.getName().startsWith("create")) {
                    List<String> names = new ArrayList<>();
                    for (Element element : (Element[]) arguments[arguments.length - 1]) {
                        names.add(element.getSimpleName().toString());
                    }
                    origins.put(arguments[arguments.length - 2].toString(), names);
                }
                return null;
            });
            processor.init(watched(
                    ProcessingEnvironment.class,
                    environment,
                    (call, arguments) -> call.getName().equals("getFiler") ? filer : null));
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            return processor.process(annotations, round);
        }
    }

    private interface Watch {
        /** What to answer instead of the original; null to ask it. */
        Object see(Method call, Object[] arguments);
    }

    private static <T> T watched(Class<T> type, T original, Watch watch) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new InvocationHandler() {
            private final T inner = original;

            @Override
            public Object invoke(Object proxy, Method call, Object[] arguments) throws Throwable {
                Object answer = watch.see(call, arguments);
                try {
                    return answer != null ? answer : call.invoke(inner, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause() instanceof IOException io ? new UncheckedIOException(io) : e.getCause();
                }
            }
        }));
    }
}
