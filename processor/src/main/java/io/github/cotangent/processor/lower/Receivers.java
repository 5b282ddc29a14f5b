package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.EnumConstantDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.Name;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.SuperExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import io.github.cotangent.processor.ir.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;

/** Finds out whose member an unqualified name is, and what {@code this} and {@code super} refer to. */
final class Receivers {
    private final Lowerers all;
    private final Body body;

    Receivers(Lowerers all) {
        this.all = all;
        this.body = all.body;
    }

    /** The object whose instance member an unqualified name at {@code where} is; null if it is not at hand. */
    Expr.Use objectFor(Node where, Element member) {
        TypeElement declaring = (TypeElement) member.getEnclosingElement();
        for (Node inner : classesAround(where)) {
            boolean inherited = !member.getModifiers().contains(Modifier.PRIVATE)
                    && (declaring.getQualifiedName().contentEquals("java.lang.Object")
                            || supertypes(inner).stream().anyMatch(type -> all.isSubclass(type, declaring)));
            if (inherited) {
                return all.objects.self(inner);
            }
        }
        return all.isSubclass(body.owner(), declaring)
                ? all.objects.self()
                : around(body.owner(), type -> all.isSubclass(type, declaring)).orElse(null);
    }

    /** The object next to that of the method being lowered, which an object of the same class belongs to. */
    Optional<Expr.Use> around(TypeElement own) {
        return around(own, type -> true);
    }

    /** The object around that of a class which an object of an inner class, its superclass, belongs to. */
    Optional<Expr.Use> around(TypeElement own, TypeElement superclass) {
        TypeElement outer = Surroundings.outerOf(superclass).orElseThrow();
        return around(own, type -> all.isSubclass(type, outer));
    }

    /** The innermost object around that of a class whose own class is one that is looked for. */
    private Optional<Expr.Use> around(TypeElement own, Predicate<TypeElement> isLookedFor) {
        for (Optional<TypeElement> type = Surroundings.outerOf(own);
                type.isPresent();
                type = Surroundings.outerOf(type.get())) {
            if (isLookedFor.test(type.get())) {
                return body.file().declarationOf(type.get()).map(all.objects::self);
            }
        }
        return Optional.empty();
    }

    /** The object that {@code this} or {@code super} is; null for other expressions, and if it is not at hand. */
    Expr.Use objectOf(Expression e) {
        if (e instanceof ThisExpr self && self.getTypeName().isPresent()) {
            Optional<Node> named = classNamed(self);
            boolean own = body.owner()
                    .getSimpleName()
                    .contentEquals(self.getTypeName().get().getIdentifier());
            return named.isPresent()
                    ? all.objects.self(named.get())
                    : own ? all.objects.self() : aroundNamed(self.getTypeName().get());
        }
        if (e instanceof SuperExpr above && above.getTypeName().isPresent()) {
            Expr.Use outer = aroundNamed(above.getTypeName().get());
            if (outer != null) {
                return outer;
            }
        }
        if (!(e instanceof ThisExpr) && !(e instanceof SuperExpr)) {
            return null;
        }
        List<Node> around = classesAround(e);
        return around.isEmpty() ? all.objects.self() : all.objects.self(around.get(0));
    }

    private Expr.Use aroundNamed(Name name) {
        return around(body.owner(), type -> type.getSimpleName().contentEquals(name.getIdentifier()))
                .orElse(null);
    }

    /** Whether {@code this} is an object of a class inside the method whose text stays as it is. */
    boolean isInside(ThisExpr self) {
        Optional<Node> meant = self.getTypeName().isPresent()
                ? classNamed(self)
                : classesAround(self).stream().findFirst();
        return meant.isPresent() && all.objects.self(meant.get()) == null;
    }

    private Optional<Node> classNamed(ThisExpr self) {
        String name = self.getTypeName().orElseThrow().getIdentifier();
        return classesAround(self).stream()
                .filter(node -> node instanceof TypeDeclaration<?> type
                        && type.getNameAsString().equals(name))
                .findFirst();
    }

    /** Whether an expression is {@code this} or {@code super} and means an object at hand. */
    boolean isSelf(Expression e) {
        return objectOf(e) != null;
    }

    /** Whether an expression is {@code super} and means an object at hand. */
    boolean isSuper(Expression e) {
        return e instanceof SuperExpr && isSelf(e);
    }

    /** The object at hand that a call is on: without a scope, or with {@code this} or {@code super}; null for other calls. */
    Expr.Use objectFor(MethodCallExpr e, Element method) {
        return e.getScope()
                .map(Expressions::strip)
                .map(this::objectOf)
                .orElseGet(() -> e.getScope().isPresent() ? null : objectFor((Node) e, method));
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
            boolean constant = node instanceof EnumConstantDeclaration && child instanceof BodyDeclaration<?>;
            if (anonymous || constant || node instanceof TypeDeclaration<?>) {
                found.add(node);
            }
            child = node;
            node = node.getParentNode().orElse(null);
        }
        return found;
    }

    private List<TypeElement> supertypes(Node inner) {
        if (inner instanceof EnumConstantDeclaration) {
            return List.of(body.owner());
        }
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
