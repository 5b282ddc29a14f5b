package io.github.cotangent.processor.source;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.comments.Comment;
import io.github.cotangent.processor.ir.Remark;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The comments in a piece of source text, in text order. */
final class Remarks {
    private static final Pattern SIGNS = Pattern.compile("^\\s*(//+|/\\*+|\\*+(?!/))?|\\*+/\\s*$");

    private Remarks() {}

    static List<Remark> in(SourceFile file, Node node) {
        List<Remark> found = new ArrayList<>();
        for (Comment comment : file.comments()) {
            if (file.start(comment) >= file.start(node) && file.end(comment) <= file.end(node)) {
                List<String> lines = lines(file.text(comment));
                if (!lines.isEmpty()) {
                    found.add(new Remark(file.line(file.start(comment)), isAlone(file, comment), lines));
                }
            }
        }
        return found;
    }

    private static List<String> lines(String text) {
        return text.lines()
                .map(line -> SIGNS.matcher(line).replaceAll("").strip())
                // An escape in a comment of the generated file would be read once more.
                .map(line -> line.replace("\\u", "\\ u"))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static boolean isAlone(SourceFile file, Comment comment) {
        int start = file.start(comment);
        return file.text().substring(start - file.column(start) + 1, start).isBlank();
    }
}
