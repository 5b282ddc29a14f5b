package io.github.cotangent.conformance;

import io.github.cotangent.testing.MemoryCompiler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program with {@code @Checkpoint} in the heads of its loops, with other numbers of snapshots in each; not where that is refused. */
public final class CheckpointedProgram implements CheckedProgram {
    private static final Pattern HEAD =
            Pattern.compile("\\bfor \\((?:final )?(?=[A-Za-z][\\w.<>\\[\\], ]* \\w+ *[=:,])");
    private static final Pattern REFUSED = Pattern.compile("Program\\.java:(\\d+): error: \\[COT031]");

    private final CheckedProgram program;
    private final Set<Integer> refused = new TreeSet<>();
    private int annotated;

    /** Finds out which loops cannot be checkpointed. */
    public CheckpointedProgram(CheckedProgram program) {
        this.program = program;
        sources(ProgramCheck.KINDS);
        boolean more = annotated > 0;
        while (more) {
            Matcher found = REFUSED.matcher(
                    MemoryCompiler.compile(sources(ProgramCheck.KINDS)).errors());
            more = false;
            while (found.find()) {
                more |= refuse(Integer.parseInt(found.group(1)));
            }
        }
    }

    /** The loop on the line, or the last one before it. */
    private boolean refuse(int line) {
        String[] lines =
                sources(ProgramCheck.KINDS).get(packageName() + ".Program").split("\n");
        for (int i = line - 1; i >= 0; i--) {
            if (lines[i].contains("@io.github.cotangent.Checkpoint")) {
                return refused.add(i + 1);
            }
        }
        return false;
    }

    /** How many loops are checkpointed, those in other classes included. */
    public int annotated() {
        return annotated;
    }

    @Override
    public Map<String, String> sources(String kinds) {
        Map<String, String> sources = new LinkedHashMap<>();
        annotated = 0;
        program.sources(kinds).forEach((type, text) -> sources.put(type, type.endsWith(".Driver") ? text : in(text)));
        return sources;
    }

    private String in(String text) {
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            Matcher head = HEAD.matcher(lines[i]);
            if (!refused.contains(i + 1) && head.find()) {
                String snapshots = annotated % 4 == 0 ? "" : "(snapshots = " + annotated % 4 + ")";
                lines[i] = lines[i].substring(0, head.end()) + "@io.github.cotangent.Checkpoint" + snapshots + " "
                        + lines[i].substring(head.end());
                annotated++;
            }
        }
        return String.join("\n", lines);
    }

    @Override
    public String id() {
        return program.id();
    }

    @Override
    public String name() {
        return program.name();
    }

    @Override
    public String source() {
        return program.source();
    }

    @Override
    public List<Catalogue.Point> points() {
        return program.points();
    }

    @Override
    public String packageName() {
        return program.packageName();
    }

    @Override
    public boolean differencesTell() {
        return program.differencesTell();
    }
}
