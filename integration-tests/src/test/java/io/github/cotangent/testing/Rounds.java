package io.github.cotangent.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compilations one after another, each of which sees the class files of those before, and no source of theirs. */
public final class Rounds {
    private static final Pattern TYPE = Pattern.compile(
            "(?m)^(?:public |final |abstract |sealed |non-sealed )*(?:class|record|interface|enum) (\\w+)");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);\n");
    private static final String IMPORTS = "import io.github.cotangent.Derivative;\n"
            + "import io.github.cotangent.Differentiable;\nimport io.github.cotangent.runtime.*;\nimport java.util.*;\n";

    private final Path folder;
    private final Map<String, byte[]> classes = new HashMap<>();

    /** @param folder an empty one for class files */
    public Rounds(Path folder) {
        this.folder = folder;
    }

    /** Compiles units with the processor, without warnings; the names and packages are read from them. */
    public Rounds compile(String... units) throws IOException {
        MemoryCompiler.Result result = result(units);
        assertTrue(
                result.success(),
                result.errors() + String.join("\n", result.generated().values()));
        for (Map.Entry<String, byte[]> each : result.classes().entrySet()) {
            Path file = folder.resolve(each.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, each.getValue());
        }
        classes.putAll(result.classes());
        return this;
    }

    /** What compiling units gives; later rounds do not see it. */
    public MemoryCompiler.Result result(String... units) {
        Map<String, String> sources = new LinkedHashMap<>();
        for (String unit : units) {
            Matcher type = TYPE.matcher(unit);
            assertTrue(type.find(), unit);
            Matcher home = PACKAGE.matcher(unit);
            boolean named = home.find();
            String head = named ? home.group() : "";
            sources.put(
                    (named ? home.group(1) + "." : "") + type.group(1), head + IMPORTS + unit.substring(head.length()));
        }
        String path = folder + System.getProperty("path.separator") + System.getProperty("java.class.path");
        return MemoryCompiler.compile(sources, "-classpath", path, "-Xlint:all", "-Werror");
    }

    /** Compiles and runs the body of a static method that gives numbers. */
    public double[] run(String body) throws Exception {
        compile("public final class Use {\n    private Use() {}\n\n"
                + "    public static double[] run() throws Exception {\n"
                + body.indent(8) + "    }\n\n"
                + "    static double[] give(double... numbers) {\n        return numbers;\n    }\n}\n");
        return (double[]) loader(classes.keySet().stream().toList(), MemoryCompiler.class.getClassLoader())
                .loadClass("Use")
                .getMethod("run")
                .invoke(null);
    }

    /** A loader of some of the classes compiled so far. */
    public ClassLoader loader(List<String> names, ClassLoader parent) {
        return new ClassLoader(parent) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                if (!names.contains(name)) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = classes.get(name);
                return defineClass(name, bytes, 0, bytes.length);
            }
        };
    }

    /** The binary names of the classes compiled so far. */
    public List<String> names() {
        return classes.keySet().stream().sorted().toList();
    }
}
