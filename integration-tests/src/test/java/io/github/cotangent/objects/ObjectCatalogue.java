package io.github.cotangent.objects;

import io.github.cotangent.conformance.Catalogue;
import io.github.cotangent.conformance.CheckedProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The programs with objects, in the resource folder {@code objects}. A block starts with {@code # id trap}; the members of the
 * class follow as Java has them, after the imports they need, with {@code static double f} as what is differentiated, then its
 * points. A top-level class in a file of its own comes last, under {@code == Name}.
 */
public final class ObjectCatalogue {
    private static final List<String> GROUPS = List.of(
            "records",
            "classes",
            "aliasing",
            "dispatch",
            "control",
            "models",
            "found",
            "mixed",
            "streams",
            "structures",
            "exceptions",
            "functions",
            "anonymous",
            "collections",
            "boxes",
            "enums",
            "inner",
            "locals",
            "hidden",
            "generics");

    private static final String F = "static double f(";

    /**
     * A program.
     *
     * @param members of the class {@code Program}
     * @param others top-level types by name
     */
    public record Program(
            String id, String name, String members, Map<String, String> others, List<Catalogue.Point> points)
            implements CheckedProgram {

        @Override
        public String source() {
            return members + String.join("", others.values());
        }

        @Override
        public String packageName() {
            return "objects." + id.toLowerCase(Locale.ROOT);
        }

        @Override
        public Map<String, String> sources(String kinds) {
            String header = "package " + packageName() + ";\n\n";
            String imports = members.lines().filter(Program::isImport).collect(Collectors.joining("\n"));
            String inner = members.lines().filter(line -> !isImport(line)).collect(Collectors.joining("\n"));
            String annotated = inner.replace(F, "@Differentiable({" + kinds + "})\npublic " + F);
            Map<String, String> sources = new LinkedHashMap<>();
            sources.put(
                    packageName() + ".Program",
                    header + imports
                            + "\nimport io.github.cotangent.Derivative;\nimport io.github.cotangent.Differentiable;\n\n"
                            + "@SuppressWarnings({\"fallthrough\", \"lossy-conversions\"})\npublic final class Program {\n"
                            + annotated.indent(4) + "}\n");
            others.forEach((type, text) -> sources.put(packageName() + "." + type, header + text));
            List<String> types = Catalogue.parameterTypes(members.substring(members.indexOf(F)));
            sources.put(packageName() + ".Driver", Catalogue.driver(packageName(), types, points));
            return sources;
        }

        private static boolean isImport(String line) {
            return line.startsWith("import ");
        }

        /** False where something counts as constant although it is not. */
        @Override
        public boolean differencesTell() {
            return !source().contains("detach(");
        }
    }

    private ObjectCatalogue() {}

    /** All programs, in order. */
    public static List<Program> programs() {
        List<Program> programs = new ArrayList<>();
        for (String group : GROUPS) {
            for (String block : text(group).split("(?m)^# ")) {
                if (!block.isBlank()) {
                    programs.add(program(block));
                }
            }
        }
        return programs;
    }

    private static Program program(String block) {
        String[] lines = block.strip().split("\n");
        String[] title = lines[0].split(" ");
        List<Catalogue.Point> points = new ArrayList<>();
        Map<String, String> others = new LinkedHashMap<>();
        StringBuilder members = new StringBuilder();
        String other = null;
        for (String line : List.of(lines).subList(1, lines.length)) {
            if (line.startsWith("@ f(")) {
                points.add(Catalogue.Point.parse(line.substring(2)));
            } else if (line.startsWith("== ")) {
                other = line.substring(3);
                others.put(other, "");
            } else if (other != null) {
                others.merge(other, line + "\n", String::concat);
            } else {
                members.append(line).append('\n');
            }
        }
        return new Program(title[0], title[1], members.toString(), others, points);
    }

    private static String text(String group) {
        try (InputStream in = ObjectCatalogue.class.getResourceAsStream("/objects/" + group + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
