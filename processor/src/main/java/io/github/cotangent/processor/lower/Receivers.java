package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.SuperExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;

/** Finds out whose member an unqualified name is, and what {@code this} refers to. */
final class Receivers {
    /** The object that a member belongs to. */
    enum Owner {
        /** The receiver of the method being lowered. */
        SELF,
        /** An object of a class that the method declares. */
        INSIDE,
        /** An object that encloses the receiver. */
        OUTSIDE
    }

    private final Lowerers all;
    private final Body body;

    Receivers(Lowerers all) {
        this.all = all;
        this.body = all.body;
    }

    /** Whose instance member an unqualified name at {@code where} is. */
    Owner of(Node where, Element member) {
        TypeElement declaring = (TypeElement) member.getEnclosingElement();
        for (Node inner : classesAround(where)) {
            boolean inherited = !member.getModifiers().contains(Modifier.PRIVATE)
                    && supertypes(inner).stream().anyMatch(type -> all.isSubclass(type, declaring));
            if (inherited) {
                return Owner.INSIDE;
            }
        }
        return all.isSubclass(body.owner(), declaring) ? Owner.SELF : Owner.OUTSIDE;
    }

    /** What {@code this} or {@code Outer.this} refers to. */
    Owner of(ThisExpr self) {
        List<Node> inner = classesAround(self);
        if (self.getTypeName().isEmpty()) {
            return inner.isEmpty() ? Owner.SELF : Owner.INSIDE;
        }
        String name = self.getTypeName().get().getIdentifier();
        boolean inside = inner.stream()
                .anyMatch(node -> node instanceof TypeDeclaration<?> type
                        && type.getNameAsString().equals(name));
        if (inside) {
            return Owner.INSIDE;
        }
        return body.owner().getSimpleName().contentEquals(name) ? Owner.SELF : Owner.OUTSIDE;
    }

    /** Whether an expression is {@code this} or {@code super} and means the receiver. */
    boolean isSelf(Expression e) {
        return e instanceof ThisExpr self && of(self) == Owner.SELF || isSuper(e);
    }

    /** Whether an expression is the {@code super} of the method being lowered. */
    boolean isSuper(Expression e) {
        return e instanceof SuperExpr && classesAround(e).isEmpty();
    }

    /** Whether a call is one on the receiver: without a scope, or with {@code this} or {@code super}. */
    boolean isOnSelf(MethodCallExpr e, Element method) {
        return e.getScope().map(Expressions::strip).map(this::isSelf).orElseGet(() -> of(e, method) == Owner.SELF);
    }

    /** The classes between a node and the method being lowered, innermost first. */
    private List<Node> classesAround(Node where) {
        Node owner =
                body.file().declarationOf(body.owner()).map(Node.class::cast).orElse(null);
        List<Node> found = new ArrayList<>();
        Node child = where;
        Node node = where.getParentNode().orElse(null);
        while (node != null && node != owner) {
            boolean anonymous = node instanceof ObjectCreationExpr && child instanceof BodyDeclaration<?>;
            if (anonymous || node instanceof TypeDeclaration<?>) {
                found.add(node);
            }
            child = node;
            node = node.getParentNode().orElse(null);
        }
        return found;
    }

    private List<TypeElement> supertypes(Node inner) {
        List<ClassOrInterfaceType> nodes = new ArrayList<>();
        if (inner instanceof ObjectCreationExpr creation) {
            nodes.add(creation.getType());
        } else if (inner instanceof ClassOrInterfaceDeclaration declaration) {
            nodes.addAll(declaration.getExtendedTypes());
            nodes.addAll(declaration.getImplementedTypes());
        }
        return nodes.stream()
                .flatMap(node -> body.attribution().typeOf(node).stream())
                .map(type -> type instanceof DeclaredType declared ? (TypeElement) declared.asElement() : null)
                .flatMap(element -> Optional.ofNullable(element).stream())
                .toList();
    }
}
