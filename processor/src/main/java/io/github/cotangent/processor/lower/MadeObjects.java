package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.TypeExpr;
import com.github.javaparser.ast.type.Type;
import io.github.cotangent.processor.resolve.Attributor;
import io.github.cotangent.processor.source.SourceFile;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * Finds the classes of which source files make objects with {@code new}. A compiler that runs for a part of the classes only,
 * as build tools let it, shows the processor no other ones.
 */
final class MadeObjects {
    private final Elements elements;
    private final Attributor attributor;
    private final Set<SourceFile> seen = new HashSet<>();

    MadeObjects(Elements elements, Attributor attributor) {
        this.elements = elements;
        this.attributor = attributor;
    }

    /** The classes in those of the files that were not asked for before. */
    Set<TypeElement> in(Collection<SourceFile> files) {
        Set<TypeElement> found = new LinkedHashSet<>();
        for (SourceFile file : files) {
            if (seen.add(file)) {
                file.unit()
                        .findAll(Expression.class)
                        .forEach(each ->
                                made(each).flatMap(type -> element(type, file)).ifPresent(found::add));
            }
        }
        return found;
    }

    private static Optional<Type> made(Expression expression) {
        if (expression instanceof ObjectCreationExpr creation) {
            return Optional.of(creation.getType());
        }
        return expression instanceof MethodReferenceExpr reference
                        && reference.getIdentifier().equals("new")
                        && reference.getScope() instanceof TypeExpr scope
                ? Optional.of(scope.getType())
                : Optional.empty();
    }

    private Optional<TypeElement> element(Type type, SourceFile file) {
        for (Node node = type; node != null; node = node.getParentNode().orElse(null)) {
            Optional<String> name = node instanceof TypeDeclaration<?> declaration
                    ? declaration.getFullyQualifiedName()
                    : Optional.empty();
            TypeElement enclosing = name.map(elements::getTypeElement).orElse(null);
            if (enclosing != null) {
                return Optional.ofNullable(attributor.type(file.unit(), enclosing, type))
                        .flatMap(Inheritance::elementOf);
            }
        }
        return Optional.empty();
    }
}
