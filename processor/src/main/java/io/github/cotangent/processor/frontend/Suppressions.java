package io.github.cotangent.processor.frontend;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithAnnotations;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.source.SourceFile;

/**
 * Whether the user wants no warnings at a place: a declaration around it, of a class, method, parameter or variable, has
 * {@code @SuppressWarnings("cotangent")}.
 */
final class Suppressions {
    private static final String TOKEN = "cotangent";

    private Suppressions() {}

    static boolean cover(SourceFile file, Origin place) {
        return cover(file, file.unit(), place);
    }

    private static boolean cover(SourceFile file, Node node, Origin place) {
        if (node instanceof NodeWithAnnotations<?> declaration
                && declaration.getAnnotations().stream().anyMatch(Suppressions::suppresses)) {
            return true;
        }
        return node.getChildNodes().stream()
                .filter(child -> child.getRange().isPresent()
                        && file.start(child) <= place.start()
                        && place.end() <= file.end(child))
                .anyMatch(child -> cover(file, child, place));
    }

    private static boolean suppresses(AnnotationExpr annotation) {
        return annotation.getName().getIdentifier().equals("SuppressWarnings")
                && annotation.findAll(StringLiteralExpr.class).stream()
                        .anyMatch(text -> text.asString().equals(TOKEN));
    }
}
