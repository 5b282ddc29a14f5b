package io.github.cotangent.testing;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts {@code @Checkpoint} into the heads of the loops of a source, with other numbers of snapshots in each; not where that is refused. */
public final class Checkpointed {
    private static final String ANNOTATION = "@io.github.cotangent.Checkpoint";
    private static final Pattern HEAD =
            Pattern.compile("\\bfor \\((?:final )?(?=[A-Za-z][\\w.<>\\[\\], ]* \\w+ *[=:,])");

    private final String plain;
    private final Pattern refusal;
    private final Set<Integer> refused = new TreeSet<>();

    /** @param file the name of the file in messages */
    public Checkpointed(String plain, String file) {
        this.plain = plain;
        this.refusal = Pattern.compile(Pattern.quote(file) + ":(\\d+): error: \\[COT031]");
    }

    /** The source with annotations. */
    public String source() {
        String[] lines = plain.split("\n", -1);
        int annotated = 0;
        for (int i = 0; i < lines.length; i++) {
            Matcher head = HEAD.matcher(lines[i]);
            if (!refused.contains(i) && head.find()) {
                String snapshots = annotated % 4 == 0 ? "" : "(snapshots = " + annotated % 4 + ")";
                lines[i] = lines[i].substring(0, head.end()) + ANNOTATION + snapshots + " "
                        + lines[i].substring(head.end());
                annotated++;
            }
        }
        return String.join("\n", lines);
    }

    /** How many loops of a source are annotated. */
    public static int loops(String source) {
        return source.split(ANNOTATION, -1).length - 1;
    }

    /**
     * Leaves out the loops that errors speak of: the one on the line, or the last one before it.
     *
     * @return whether there were any
     */
    public boolean refuse(String errors) {
        Matcher found = refusal.matcher(errors);
        boolean any = false;
        while (found.find()) {
            String[] lines = source().split("\n", -1);
            for (int i = Integer.parseInt(found.group(1)) - 1; i >= 0; i--) {
                if (lines[i].contains(ANNOTATION)) {
                    any |= refused.add(i);
                    break;
                }
            }
        }
        return any;
    }
}
