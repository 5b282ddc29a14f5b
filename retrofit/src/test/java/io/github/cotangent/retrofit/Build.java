package io.github.cotangent.retrofit;

import io.github.cotangent.processor.CotangentProcessor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Builds companions for methods of one library. The annotation is spliced into a copy of the file, on the line of the method's
 * declaration, so that all lines keep their numbers; the sources of the rest of the library are the source path. The processor
 * runs without the compiler going on to the bodies of the whole library ({@code -proc:only}); what it generates is then compiled
 * against the published classes, which are those of the sources.
 */
final class Build implements AutoCloseable {
    /** What the generated names start with. */
    static final String PREFIX = "retrofit";

    private static final String ANNOTATION = "@io.github.cotangent.Differentiable(name = \"" + PREFIX
            + "\", value = {io.github.cotangent.Derivative.VJP, io.github.cotangent.Derivative.JVP}) ";

    /** Stands for a code where a library's source is no Java of today. */
    private static final String COMPILER = "javac";

    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();
    private static final Pattern WARNING = Pattern.compile("\\[COT1\\d\\d\\]");
    private static final Pattern CODE = Pattern.compile("\\[(COT0\\d\\d)\\]");

    /**
     * What came out.
     *
     * @param refusals messages of the processor by error code, the first of each; {@link #COMPILER} stands for a library's source
     *     that the compiler itself refuses; empty if a companion was generated
     * @param warned whether the processor warned that a derivative ends somewhere or never starts
     * @param failure what must not happen: an exception of the processor, or an error in generated code; null if none
     * @param generated texts of generated sources
     * @param classes class files by binary name
     */
    record Result(
            Map<String, String> refusals,
            boolean warned,
            String failure,
            List<String> generated,
            Map<String, byte[]> classes) {}

    private final Library library;
    private final StandardJavaFileManager processing;
    private final StandardJavaFileManager compiling;

    Build(Library library) {
        this.library = library;
        this.processing = manager();
        this.compiling = manager();
        try {
            processing.setLocationFromPaths(StandardLocation.SOURCE_PATH, library.sourcePath());
            compiling.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StandardJavaFileManager manager() {
        StandardJavaFileManager manager = JAVAC.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
        try {
            manager.setLocationFromPaths(StandardLocation.CLASS_PATH, Library.classPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return manager;
    }

    Result build(Candidate candidate) {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        Memory memory = new Memory(processing);
        JavaCompiler.CompilationTask task = JAVAC.getTask(
                new StringWriter(),
                memory,
                diagnostics,
                List.of("-proc:only", "-Xprefer:source"),
                null,
                List.of(new Text(candidate.file(), annotated(candidate))));
        task.setProcessors(List.of(new CotangentProcessor()));
        try {
            task.call();
        } catch (RuntimeException thrown) {
            return failed(memory, "processor threw " + rootOf(thrown));
        }
        Map<String, String> refusals = new LinkedHashMap<>();
        Set<String> others = new LinkedHashSet<>();
        boolean warned = false;
        for (Diagnostic<? extends JavaFileObject> each : diagnostics.getDiagnostics()) {
            String message = each.getMessage(Locale.ROOT);
            Matcher code = CODE.matcher(message);
            warned |= WARNING.matcher(message).find();
            if (code.find()) {
                refusals.putIfAbsent(code.group(1), place(each) + message);
            } else if (each.getKind() == Diagnostic.Kind.ERROR) {
                others.add(place(each) + message);
            }
        }
        if (refusals.isEmpty() && !others.isEmpty() && memory.sources.isEmpty()) {
            refusals.put(COMPILER, others.iterator().next());
        }
        if (!refusals.isEmpty()) {
            return new Result(refusals, false, null, memory.texts(), Map.of());
        } else if (memory.sources.isEmpty()) {
            return failed(memory, "neither a companion nor a reason");
        }
        return compiled(memory, warned);
    }

    private Result compiled(Memory processed, boolean warned) {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        Memory memory = new Memory(compiling);
        JavaCompiler.CompilationTask task = JAVAC.getTask(
                new StringWriter(),
                memory,
                diagnostics,
                List.of("-proc:none", "-parameters"),
                null,
                processed.sources.values());
        if (!task.call()) {
            Diagnostic<? extends JavaFileObject> first = diagnostics.getDiagnostics().stream()
                    .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                    .findFirst()
                    .orElseThrow();
            return failed(processed, "companion does not compile: " + place(first) + first.getMessage(Locale.ROOT));
        }
        Map<String, byte[]> classes = new LinkedHashMap<>();
        memory.classes.forEach((name, file) -> classes.put(name, file.bytes.toByteArray()));
        return new Result(Map.of(), warned, null, processed.texts(), classes);
    }

    private static Result failed(Memory memory, String failure) {
        return new Result(Map.of(), false, failure, memory.texts(), Map.of());
    }

    private static String place(Diagnostic<? extends JavaFileObject> diagnostic) {
        if (diagnostic.getSource() == null) {
            return "";
        }
        String path = diagnostic.getSource().getName().replace('\\', '/');
        return path.substring(path.lastIndexOf('/') + 1) + ":" + diagnostic.getLineNumber() + ": ";
    }

    private static String rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root + " at " + root.getStackTrace()[0];
    }

    private String annotated(Candidate candidate) {
        try {
            String text = Files.readString(library.sources().resolve(candidate.file()));
            return text.substring(0, candidate.offset()) + ANNOTATION + text.substring(candidate.offset());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            processing.close();
            compiling.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String file, String text) {
            super(URI.create("mem:///" + file), Kind.SOURCE);
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

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, Output> sources = new LinkedHashMap<>();
        private final Map<String, Output> classes = new LinkedHashMap<>();

        Memory(JavaFileManager manager) {
            super(manager);
        }

        List<String> texts() {
            List<String> texts = new ArrayList<>();
            sources.values().forEach(each -> texts.add(each.getCharContent(true).toString()));
            return texts;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            Output output = new Output(className, kind);
            (kind == JavaFileObject.Kind.SOURCE ? sources : classes).put(className, output);
            return output;
        }

        @Override
        public void close() {
            // The manager behind is shared: Build closes it.
        }
    }
}
