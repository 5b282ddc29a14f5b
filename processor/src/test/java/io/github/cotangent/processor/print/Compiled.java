package io.github.cotangent.processor.print;

import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.companion.CompanionWriter;
import io.github.cotangent.processor.ir.Routine;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A written companion, compiled in memory with every warning an error, and loaded. */
public final class Compiled {
    private final String text;
    private final Class<?> type;
    private final ClassLoader loader;

    private Compiled(String text, Class<?> type) {
        this.text = text;
        this.type = type;
        this.loader = type.getClassLoader();
    }

    /** The public class {@code p.Generated} with these public routines. */
    public static Compiled of(Routine... routines) {
        return of(
                new Companion("p", "Generated", true, "p.User", List.of(), List.of(), List.of(routines), List.of()),
                Map.of());
    }

    /** @param others further sources, by qualified class name */
    public static Compiled of(Companion companion, Map<String, String> others) {
        // What the class suppresses on behalf of the user's text must not be needed by anything else.
        return of(companion, others, text -> text.replaceAll("@SuppressWarnings\\(\\{[^}]*}\\)", ""));
    }

    /** With the warnings off that the companion suppresses, for user text that javac warns of. */
    public static Compiled quiet(Companion companion, Map<String, String> others) {
        return of(companion, others, text -> text);
    }

    private static Compiled of(Companion companion, Map<String, String> others, UnaryOperator<String> change) {
        String text = CompanionWriter.write(companion, List.of()).toString();
        String name =
                companion.packageName().isEmpty() ? companion.name() : companion.packageName() + "." + companion.name();
        Map<String, String> sources = new HashMap<>(others);
        sources.put(name, change.apply(text));
        Map<String, byte[]> classes = compile(sources, text);
        try {
            return new Compiled(text, new Loader(classes).loadClass(name));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(text, e);
        }
    }

    public String text() {
        return text;
    }

    /** The text of a method's body, without the common indentation. */
    public String body(String method) {
        StringBuilder found = new StringBuilder();
        boolean named = false;
        boolean inside = false;
        for (String line : text.split("\n")) {
            if (inside && line.equals("    }")) {
                return found.toString();
            }
            if (inside) {
                found.append(line.isEmpty() ? line : line.substring(8)).append('\n');
            }
            named |= line.startsWith("    p") && line.contains(" " + method + "(");
            inside |= named && line.endsWith("{");
        }
        throw new AssertionError("no method " + method + " in\n" + text);
    }

    public Class<?> type() {
        return type;
    }

    public Class<?> load(String name) {
        try {
            return loader.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Calls a static method; what it throws comes out as it is. */
    public Object run(String name, Object... arguments) throws Throwable {
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
                try {
                    method.setAccessible(true);
                    return method.invoke(null, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }
        }
        throw new AssertionError("no method " + name + " in\n" + text);
    }

    // ---- javac

    private static Map<String, byte[]> compile(Map<String, String> sources, String shown) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        Map<String, byte[]> classes = new HashMap<>();
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((name, source) -> files.add(new Source(name, source)));
        boolean fine = compiler.getTask(
                        null,
                        new Memory(compiler.getStandardFileManager(diagnostics, null, null), classes),
                        diagnostics,
                        List.of("-Xlint:all,-processing,-classfile,-path", "-Werror", "-proc:none"),
                        null,
                        files)
                .call();
        if (!fine) {
            throw new AssertionError(diagnostics.getDiagnostics() + "\n" + shown);
        }
        return classes;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("mem:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, byte[]> classes;

        Memory(StandardJavaFileManager manager, Map<String, byte[]> classes) {
            super(manager);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mem:///" + name.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            classes.put(name, toByteArray());
                        }
                    };
                }
            };
        }
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super(Compiled.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] code = classes.get(name);
            if (code == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, code, 0, code.length);
        }
    }
}
