package io.github.cotangent.testing;

import io.github.cotangent.processor.CotangentProcessor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles sources in memory with the processor, and loads what comes out. */
public final class MemoryCompiler {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /**
     * What a compilation gave.
     *
     * @param diagnostics of the compiler and the processor
     * @param generated texts of generated sources by qualified class name, and of other files by name
     * @param classes class files by binary name
     */
    public record Result(
            boolean success,
            List<Diagnostic<? extends JavaFileObject>> diagnostics,
            Map<String, String> generated,
            Map<String, byte[]> classes) {

        /** A class loader of its own for the compiled classes. */
        public ClassLoader loader() {
            return new ClassLoader(MemoryCompiler.class.getClassLoader()) {
                @Override
                protected Class<?> findClass(String name) throws ClassNotFoundException {
                    byte[] bytes = classes.get(name);
                    if (bytes == null) {
                        throw new ClassNotFoundException(name);
                    }
                    return defineClass(name, bytes, 0, bytes.length);
                }
            };
        }

        /** Error messages, or an empty text. */
        public String errors() {
            StringBuilder text = new StringBuilder();
            for (Diagnostic<? extends JavaFileObject> each : diagnostics) {
                if (each.getKind() != Diagnostic.Kind.NOTE) {
                    text.append(each).append('\n');
                }
            }
            return text.toString();
        }
    }

    private MemoryCompiler() {}

    /** Compiles with the processor. */
    public static Result compile(Map<String, String> sources, String... options) {
        return run(sources, true, true, options);
    }

    /** Compiles with the processor; class files do not tell what parameters are called. */
    public static Result compileWithoutNames(Map<String, String> sources, String... options) {
        return run(sources, true, false, options);
    }

    /** Compiles without any processor. */
    public static Result compilePlain(Map<String, String> sources, String... options) {
        return run(sources, false, true, options);
    }

    private static Result run(Map<String, String> sources, boolean process, boolean names, String... options) {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        Memory memory = new Memory(COMPILER.getStandardFileManager(diagnostics, null, null));
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(new SourceText(name, text)));
        List<String> arguments = new ArrayList<>(List.of("-classpath", System.getProperty("java.class.path")));
        if (names) {
            arguments.add("-parameters");
        }
        arguments.addAll(List.of(options));
        if (!process) {
            arguments.add("-proc:none");
        }
        JavaCompiler.CompilationTask task = COMPILER.getTask(null, memory, diagnostics, arguments, null, units);
        if (process) {
            task.setProcessors(List.of(new CotangentProcessor()));
        }
        boolean success = task.call();
        Map<String, String> generated = new TreeMap<>();
        memory.generated.forEach((name, file) -> generated.put(name, file.text()));
        Map<String, byte[]> classes = new LinkedHashMap<>();
        memory.classes.forEach((name, file) -> classes.put(name, file.bytes.toByteArray()));
        return new Result(success, diagnostics.getDiagnostics(), generated, classes);
    }

    private static final class SourceText extends SimpleJavaFileObject {
        private final String text;

        SourceText(String className, String text) {
            super(URI.create("mem:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Output extends SimpleJavaFileObject {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Output(String name, Kind kind) {
            super(URI.create("mem:///" + name.replace('.', '/') + kind.extension), kind);
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }

        String text() {
            return bytes.toString(java.nio.charset.StandardCharsets.UTF_8);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text();
        }
    }

    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, Output> generated = new LinkedHashMap<>();
        private final Map<String, Output> classes = new LinkedHashMap<>();

        Memory(JavaFileManager manager) {
            super(manager);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            Output output = new Output(className, kind);
            (kind == JavaFileObject.Kind.SOURCE ? generated : classes).put(className, output);
            return output;
        }

        @Override
        public FileObject getFileForOutput(
                Location location, String packageName, String relativeName, FileObject sibling) {
            Output output = new Output(relativeName, JavaFileObject.Kind.OTHER);
            generated.put(packageName.isEmpty() ? relativeName : packageName + "." + relativeName, output);
            return output;
        }

        @Override
        public FileObject getFileForInput(Location location, String packageName, String relativeName)
                throws IOException {
            return location == StandardLocation.SOURCE_PATH
                    ? null
                    : super.getFileForInput(location, packageName, relativeName);
        }

        @Override
        public void close() {
            try {
                super.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
