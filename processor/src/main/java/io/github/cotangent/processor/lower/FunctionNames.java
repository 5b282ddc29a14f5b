package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.TypeElement;

/** Names for the classes of functions: after the class and the method they are written in, numbered in text order. */
final class FunctionNames {
    private FunctionNames() {}

    /** The name for a function of a class: {@code NotesFitLambda2} for the second in the methods {@code fit} of {@code Notes}. */
    static String of(Node function, TypeElement owner, TypeDeclaration<?> declaration) {
        return of(function, owner, declaration, "Lambda");
    }

    /** The name for an anonymous class, with the name of its parent: {@code NotesFitFraction1}. */
    static String of(Node function, TypeElement owner, TypeDeclaration<?> declaration, String word) {
        String member = memberAround(function);
        List<Node> alike = declaration.stream()
                .filter(FunctionNames::isFunction)
                .filter(node -> memberAround(node).equals(member))
                .toList();
        int number = 1;
        while (number <= alike.size() && alike.get(number - 1) != function) {
            number++;
        }
        return owner.getSimpleName() + capitalized(member) + word + number;
    }

    /** The name for a local class: {@code NotesFitCounter} for {@code Counter}. */
    static String of(TypeDeclaration<?> localClass, TypeElement owner) {
        return owner.getSimpleName() + capitalized(memberAround(localClass)) + localClass.getNameAsString();
    }

    private static boolean isFunction(Node node) {
        return node instanceof LambdaExpr
                || node instanceof MethodReferenceExpr
                || node instanceof MethodCallExpr call && CompositionSource.isComposition(call.getNameAsString())
                || node instanceof ObjectCreationExpr creation
                        && creation.getAnonymousClassBody().isPresent();
    }

    /** The name of the outermost member of its class that a node is in. */
    private static String memberAround(Node node) {
        String name = "";
        Optional<Node> around = node.getParentNode();
        while (around.isPresent() && !(around.get() instanceof TypeDeclaration<?>)) {
            boolean anonymous = around.get().getParentNode().orElse(null) instanceof ObjectCreationExpr;
            if (around.get() instanceof CallableDeclaration<?> callable && !anonymous) {
                name = callable.getNameAsString();
            } else if (around.get() instanceof VariableDeclarator field
                    && field.getParentNode().orElse(null) instanceof FieldDeclaration) {
                name = field.getNameAsString();
            }
            around = around.get().getParentNode();
        }
        return name;
    }

    private static String capitalized(String name) {
        return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
