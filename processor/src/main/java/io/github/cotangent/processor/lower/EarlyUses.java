package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.InitializerDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.SuperExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import io.github.cotangent.processor.source.Sources;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.TypeElement;

/**
 * Finds out, on the safe side and by names alone, whether the constructors of a class may run methods of a class below, or hand
 * out the object before it is whole. An anonymous class has what it captured by then; a class of the companion has not, since Java
 * source sets fields only behind the call of the constructor above.
 */
final class EarlyUses {
    private final Set<String> methods;
    private final List<TypeDeclaration<?>> above = new ArrayList<>();
    private final Set<String> called = new HashSet<>();
    private final Deque<Node> open = new ArrayDeque<>();
    private boolean found;

    private EarlyUses(Set<String> methods) {
        this.methods = methods;
    }

    /** @param methods the names of the methods that the class below declares */
    static boolean of(TypeElement parent, Set<String> methods, Sources sources) {
        EarlyUses search = new EarlyUses(methods);
        supertypes(parent)
                .values()
                .forEach(type -> sources.of(type)
                        .flatMap(file -> file.declarationOf(type))
                        .ifPresent(search.above::add));
        search.above.forEach(type -> type.getMembers().forEach(search::runsInMaking));
        while (!search.open.isEmpty() && !search.found) {
            search.open.remove().walk(search::look);
        }
        return search.found;
    }

    private static Map<String, TypeElement> supertypes(TypeElement type) {
        Map<String, TypeElement> all = new LinkedHashMap<>();
        all.put(type.getQualifiedName().toString(), type);
        Inheritance.elementOf(type.getSuperclass()).ifPresent(each -> all.putAll(supertypes(each)));
        type.getInterfaces()
                .forEach(each -> Inheritance.elementOf(each).ifPresent(found -> all.putAll(supertypes(found))));
        return all;
    }

    private void runsInMaking(BodyDeclaration<?> member) {
        boolean runs = member instanceof ConstructorDeclaration
                || member instanceof FieldDeclaration field && !field.isStatic()
                || member instanceof InitializerDeclaration block && !block.isStatic();
        if (runs) {
            open.add(member);
        }
    }

    private void look(Node node) {
        if (node instanceof ThisExpr || node instanceof SuperExpr) {
            Node parent = node.getParentNode().orElse(null);
            found |= !(parent instanceof FieldAccessExpr)
                    && !(parent instanceof MethodCallExpr call && isOn(call, node));
        } else if (node instanceof MethodCallExpr call && isOnObject(call)) {
            calls(call.getNameAsString());
        } else if (node instanceof ObjectCreationExpr creation) {
            found |= above.stream()
                    .anyMatch(type -> isInner(type, creation.getType().getNameAsString()));
        }
    }

    private static boolean isOnObject(MethodCallExpr call) {
        Expression scope = call.getScope().orElse(null);
        return scope == null || scope instanceof ThisExpr || scope instanceof SuperExpr;
    }

    private static boolean isOn(MethodCallExpr call, Node object) {
        return call.getScope().filter(scope -> scope == object).isPresent();
    }

    private void calls(String method) {
        found |= methods.contains(method);
        if (called.add(method)) {
            above.forEach(type -> open.addAll(type.getMethodsByName(method)));
        }
    }

    /** Whether a class has a member class of a name, whose objects know the object they are made in. */
    private static boolean isInner(TypeDeclaration<?> type, String name) {
        return type.getMembers().stream()
                .anyMatch(member -> member instanceof ClassOrInterfaceDeclaration inner
                        && inner.getNameAsString().equals(name)
                        && !inner.isStatic()
                        && !inner.isInterface());
    }
}
