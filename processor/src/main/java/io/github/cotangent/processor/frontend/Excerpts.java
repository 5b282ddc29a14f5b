package io.github.cotangent.processor.frontend;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchEntry;
import io.github.cotangent.processor.ir.Excerpt;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.source.SourceFile;
import io.github.cotangent.processor.source.Sources;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Pieces of source text for people to read. */
final class Excerpts {
    private static final int LONGEST = 80;

    private final Elements elements;
    private final Sources sources;

    Excerpts(Elements elements, Sources sources) {
        this.elements = elements;
        this.sources = sources;
    }

    /**
     * The text at a place.
     *
     * @param owner the name of the class that it is in; where that has no element, the next one around it has the file
     */
    Optional<Excerpt> of(String owner, Origin origin) {
        if (origin == Origin.NONE) {
            return Optional.empty();
        }
        TypeElement type = elements.getTypeElement(owner);
        for (int end = owner.lastIndexOf('.'); type == null && end > 0; end = owner.lastIndexOf('.', end - 1)) {
            type = elements.getTypeElement(owner.substring(0, end));
        }
        return Optional.ofNullable(type).flatMap(sources::of).map(file -> excerpt(file, origin));
    }

    private static Excerpt excerpt(SourceFile file, Origin origin) {
        return new Excerpt(
                file.name(), oneLine(file.text().substring(origin.start(), origin.end())), statement(file, origin));
    }

    /** The innermost statement around a place, without what it has inside. */
    private static String statement(SourceFile file, Origin origin) {
        Node found = null;
        for (Node node = file.unit(); node != null; node = childAround(file, node, origin)) {
            if (node instanceof Statement && !(node instanceof BlockStmt) || node instanceof FieldDeclaration) {
                found = node;
            }
        }
        if (found == null) {
            return oneLine(file.text().substring(origin.start(), origin.end()));
        }
        int end = found.getChildNodes().stream()
                .filter(child -> child instanceof Statement || child instanceof SwitchEntry)
                .filter(child -> child.getRange().isPresent())
                .mapToInt(file::start)
                .min()
                .orElse(file.end(found));
        String text = oneLine(file.text().substring(file.start(found), end));
        return text.endsWith(";") || text.endsWith("{")
                ? text.substring(0, text.length() - 1).strip()
                : text;
    }

    private static Node childAround(SourceFile file, Node node, Origin origin) {
        return node.getChildNodes().stream()
                .filter(child -> child.getRange().isPresent()
                        && file.start(child) <= origin.start()
                        && origin.end() <= file.end(child))
                .findFirst()
                .orElse(null);
    }

    private static String oneLine(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
