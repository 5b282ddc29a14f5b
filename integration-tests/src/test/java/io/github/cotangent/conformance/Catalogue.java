package io.github.cotangent.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Catalogues of programs, one block each, as classes that can be compiled: a title line with a name and what it is about, the
 * members of a class of which {@code f} is differentiated, and points. A point may say what to expect there.
 */
public final class Catalogue {

    /**
     * A point at which a program is checked.
     *
     * @param arguments Java expressions, array initialisers in braces
     * @param active which of them are differentiated
     * @param expected what the catalogue says about it, if anything
     */
    public record Point(List<String> arguments, List<Boolean> active, Optional<Expected> expected) {

        /**
         * Reads a point: {@code f($2,3) | 12 | = | 6}, with {@code ~} in place of {@code =} for a gradient from differences, or
         * the call alone.
         */
        public static Point parse(String line) {
            String[] parts = line.strip().split(" \\| ");
            List<String> marked = split(parts[0].substring(2, parts[0].length() - 1));
            List<String> arguments =
                    marked.stream().map(text -> text.replace("$", "")).toList();
            List<Boolean> active =
                    marked.stream().map(text -> text.contains("$")).toList();
            if (parts.length == 1) {
                return new Point(arguments, active, Optional.empty());
            }
            double[] gradient = Arrays.stream(parts[3].split(","))
                    .mapToDouble(text -> Double.parseDouble(text.trim()))
                    .toArray();
            Expected expected = new Expected(Double.parseDouble(parts[1]), parts[2].equals("="), gradient);
            return new Point(arguments, active, Optional.of(expected));
        }
    }

    /**
     * What a program gives at a point.
     *
     * @param value printed with 8 digits
     * @param closedForm whether the gradient is known in closed form; otherwise from differences, to 8 digits
     * @param gradient the partial derivatives, array elements flattened
     */
    public record Expected(double value, boolean closedForm, double[] gradient) {}

    /** A program with method {@code f} and its points. */
    public record Program(String id, String name, String source, List<Point> points) implements CheckedProgram {

        /** Whether it needs objects: those come with a later version. */
        public boolean needsObjects() {
            return id.startsWith("H");
        }

        @Override
        public String packageName() {
            return "conformance." + id.toLowerCase(java.util.Locale.ROOT);
        }

        @Override
        public boolean differencesTell() {
            return true;
        }

        @Override
        public Map<String, String> sources(String kinds) {
            StringBuilder body = new StringBuilder();
            for (String member : members(source)) {
                String head = isMain(member) ? "    @Differentiable({" + kinds + "})\n" : "";
                // A compact constructor has to be as visible as its record, and has no modifier.
                String visible = member.startsWith("record ") ? "" : "public ";
                body.append(head)
                        .append("    " + visible + "static ")
                        .append(member)
                        .append("\n\n");
            }
            String program = "package " + packageName() + ";\n\nimport io.github.cotangent.Derivative;\n"
                    + "import io.github.cotangent.Differentiable;\n\n@SuppressWarnings({\"fallthrough\", \"lossy-conversions\"})\npublic final class Program {\n"
                    + body + "}\n";
            Map<String, String> sources = new LinkedHashMap<>();
            sources.put(packageName() + ".Program", program);
            sources.put(packageName() + ".Driver", driver(packageName(), parameterTypes(main()), points));
            return sources;
        }

        private String main() {
            return members(source).stream().filter(Program::isMain).findFirst().orElseThrow();
        }

        private static boolean isMain(String member) {
            return member.matches("(?s)(double|float) f\\(.*");
        }
    }

    private Catalogue() {}

    /** The conformance programs, in order. */
    public static List<Program> programs() {
        return programs("programs.txt");
    }

    /** The programs of a file, in order. */
    public static List<Program> programs(String file) {
        List<Program> programs = new ArrayList<>();
        for (String block : text(file).split("\n\n")) {
            String[] lines = block.strip().split("\n");
            if (!lines[0].startsWith("# ")) {
                continue;
            }
            String[] title = lines[0].substring(2).split(" ");
            List<Point> points = new ArrayList<>();
            StringBuilder source = new StringBuilder();
            for (String line : Arrays.asList(lines).subList(1, lines.length)) {
                if (line.startsWith("@ ")) {
                    points.add(Point.parse(line.substring(2)));
                } else {
                    source.append(source.isEmpty() ? "" : "\n").append(line);
                }
            }
            programs.add(new Program(title[0], title[1], source.toString(), points));
        }
        return programs;
    }

    /** The source of a class that makes the arguments of each point. */
    public static String driver(String packageName, List<String> types, List<Point> points) {
        StringBuilder driver = new StringBuilder("package " + packageName
                + ";\n\n@SuppressWarnings(\"cast\")\npublic final class Driver {\n"
                + "    public static Object[] arguments(int point) {\n        switch (point) {\n");
        for (int i = 0; i < points.size(); i++) {
            List<String> values = new ArrayList<>();
            for (int k = 0; k < types.size(); k++) {
                values.add(value(types.get(k), points.get(i).arguments().get(k)));
            }
            driver.append("            case " + i + ": return new Object[] {" + String.join(", ", values) + "};\n");
        }
        driver.append("            default: throw new IllegalArgumentException();\n        }\n    }\n}\n");
        return driver.toString();
    }

    /** The types of the parameters of a method, from its declaration. */
    public static List<String> parameterTypes(String declaration) {
        String list = declaration.substring(declaration.indexOf('(') + 1, declaration.indexOf(')'));
        return Arrays.stream(list.split(","))
                .map(p -> p.trim().split(" ")[0].replace("...", "[]"))
                .toList();
    }

    private static String value(String type, String expression) {
        if (expression.startsWith("{")) {
            String suffix = type.startsWith("float") ? "f" : "";
            return "new " + type + expression.replaceAll("(?<=[0-9])(?=[,}])", suffix);
        }
        boolean number = List.of("double", "float", "int", "long", "boolean").contains(type);
        return number
                ? "(" + type + ") (" + expression + ")"
                : type.equals("String") ? expression : "Program." + expression;
    }

    /** Splits at commas outside of braces, parentheses and strings. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '{' || c == '(' ? 1 : c == '}' || c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i).trim());
                start = i + 1;
            }
        }
        parts.add(text.substring(start).trim());
        return parts;
    }

    /** The members of a class body: each ends with a semicolon or a closing brace. */
    private static List<String> members(String source) {
        List<String> members = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            depth += c == '{' || c == '(' ? 1 : c == '}' || c == ')' ? -1 : 0;
            if (depth == 0 && (c == ';' || c == '}')) {
                boolean initializer = c == '}' && i + 1 < source.length() && source.charAt(i + 1) == ';';
                if (!initializer) {
                    members.add(source.substring(start, i + 1).trim());
                    start = i + 1;
                }
            }
        }
        return members;
    }

    private static String text(String file) {
        try (InputStream in = Catalogue.class.getResourceAsStream("/conformance/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
