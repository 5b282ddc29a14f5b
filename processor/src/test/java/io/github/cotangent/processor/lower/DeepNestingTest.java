package io.github.cotangent.processor.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.javaparser.ast.body.MethodDeclaration;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.resolve.Attribution;
import io.github.cotangent.processor.resolve.Attributor;
import io.github.cotangent.processor.source.SourceFile;
import io.github.cotangent.processor.source.Sources;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lowering expressions of depth 400 takes less than half a megabyte of stack. */
class DeepNestingTest {
    private static final int DEPTH = 400;
    private static final long ROOMY = 256L << 20;
    private static final long SMALL = 512L << 10;

    static Stream<Arguments> shapes() {
        return Stream.of(
                shape("right", inner -> "x * 0.5 + (" + inner + ")"),
                shape("left", inner -> "(" + inner + ") * 0.5 + x"),
                shape("sum", inner -> inner + " + x"),
                shape("calls", inner -> "Math.sin(" + inner + ")"),
                shape("choices", inner -> "x > 1 ? x : " + inner),
                shape("negations", inner -> "-(" + inner + ")"));
    }

    private static Arguments shape(String name, UnaryOperator<String> wrap) {
        String expression = "x";
        for (int i = 0; i < DEPTH; i++) {
            expression = wrap.apply(expression);
        }
        return Arguments.of(name, expression);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void fitsOnASmallStack(String name, String expression) throws Exception {
        String source = "package p; class Deep { static double f(double x) { return " + expression + "; } }";
        List<Method> lowered = onStack(ROOMY, () -> lower(source));
        assertEquals(1, lowered.size());
        Invariants.check(lowered.get(0), source.length());
    }

    private static <T> T onStack(long size, Callable<T> action) throws Exception {
        FutureTask<T> task = new FutureTask<>(action);
        Thread thread = new Thread(null, task, "stack of " + size, size);
        thread.start();
        return task.get();
    }

    private static List<Method> lower(String source) {
        JavaFileObject file = new SimpleJavaFileObject(URI.create("mem:///p/Deep.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        Processor processor = new Processor();
        var task = ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:only"), null, List.of(file));
        task.setProcessors(List.of(processor));
        task.call();
        return processor.lowered;
    }

    /** Attributes with all the stack there is, and lowers with little. */
    private static final class Processor extends AbstractProcessor {
        private final List<Method> lowered = new ArrayList<>();

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return Set.of("*");
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (lowered.isEmpty()) {
                TypeElement type = processingEnv.getElementUtils().getTypeElement("p.Deep");
                lower(type, ElementFilter.methodsIn(type.getEnclosedElements()).get(0));
            }
            return false;
        }

        private void lower(TypeElement type, ExecutableElement method) {
            Attributor attributor = new Attributor(processingEnv.getElementUtils(), processingEnv.getTypeUtils());
            Sources sources = new Sources(processingEnv);
            Lowering lowering = new Lowering(
                    processingEnv.getElementUtils().getPackageOf(type),
                    processingEnv.getElementUtils(),
                    processingEnv.getTypeUtils(),
                    attributor,
                    sources,
                    new NoRules(),
                    callee -> false);
            SourceFile file = sources.of(type).orElseThrow();
            MethodDeclaration declaration = file.declarationOf(method).orElseThrow();
            Attribution attribution = attributor.attribute(file.unit(), type, method, declaration);
            try {
                lowered.add(onStack(SMALL, () -> lowering.lower(method, file, declaration, attribution, problem -> {}))
                        .orElseThrow());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
