package io.github.cotangent.processor.source;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Runs code inside the annotation processing of a javac compilation of sources held in memory. */
final class InJavac {
    private InJavac() {}

    static JavaFileObject source(String path, String text) {
        return new SimpleJavaFileObject(URI.create("mem:///" + path), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    /** The diagnostics of the compilation. What {@code action} throws comes out of here. */
    static List<Diagnostic<? extends JavaFileObject>> run(
            List<JavaFileObject> sources, Consumer<ProcessingEnvironment> action, String... options) {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> all = new ArrayList<>(List.of("-proc:only"));
        all.addAll(Arrays.asList(options));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaCompiler.CompilationTask task = compiler.getTask(null, null, diagnostics, all, null, sources);
        Once processor = new Once(action);
        task.setProcessors(List.of(processor));
        task.call();
        if (processor.thrown != null) {
            throw processor.thrown;
        }
        if (!processor.ran) {
            throw new AssertionError("not processed: " + diagnostics.getDiagnostics());
        }
        return diagnostics.getDiagnostics();
    }

    /** Keeps what the action throws: javac would wrap an error and lose its message. */
    private static final class Once extends AbstractProcessor {
        private final Consumer<ProcessingEnvironment> action;
        private boolean ran;
        private AssertionError thrown;

        Once(Consumer<ProcessingEnvironment> action) {
            this.action = action;
        }

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
            if (!ran) {
                ran = true;
                try {
                    action.accept(processingEnv);
                } catch (AssertionError failed) {
                    thrown = failed;
                } catch (RuntimeException failed) {
                    thrown = new AssertionError(failed);
                }
            }
            return false;
        }
    }
}
