package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.stmt.ForEachStmt;
import io.github.cotangent.processor.ir.ContainerType;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.resolve.Attribution;
import io.github.cotangent.processor.resolve.Local;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Finds variables declared as a {@code Queue} of which the text tells that they hold a {@code PriorityQueue} all their life, and that
 * nobody else gets to see it. They count as declared so, since of a queue alone it is not known where its elements go.
 */
final class HeldQueues {
    private final Attribution attribution;
    private final Map<Local, Boolean> known = new IdentityHashMap<>();

    HeldQueues(Attribution attribution) {
        this.attribution = attribution;
    }

    /** The type of an expression of a type. */
    Type typeOf(Expression e, Type type) {
        return type instanceof ContainerType && attribution.symbolOf(e) instanceof Symbol.LocalVariable variable
                ? typeOf(variable.local(), type)
                : type;
    }

    /** The type of a variable that is declared with a type. */
    Type typeOf(Local local, Type declared) {
        return declared instanceof ContainerType queue
                        && ContainerMethods.isQueue(queue)
                        && known.computeIfAbsent(local, this::holdsPriorityQueue)
                ? ContainerMethods.priorityQueue(queue)
                : declared;
    }

    private boolean holdsPriorityQueue(Local local) {
        return local.declaration() instanceof VariableDeclarator declarator
                && local.effectivelyFinal()
                && declarator.getInitializer().filter(this::isPriorityQueue).isPresent()
                && around(declarator).findAll(NameExpr.class).stream()
                        .allMatch(name -> !isNamed(name, local) || isOnlyAsked(name));
    }

    /** The method, or other member, that declares a variable. */
    private static Node around(Node declarator) {
        Node around = declarator;
        while (!(around instanceof BodyDeclaration<?>) && around.getParentNode().isPresent()) {
            around = around.getParentNode().get();
        }
        return around;
    }

    private boolean isPriorityQueue(Expression made) {
        return made instanceof ObjectCreationExpr creation
                && creation.getAnonymousClassBody().isEmpty()
                && attribution.symbolOf(creation.getType()) instanceof Symbol.TypeName type
                && type.element().getQualifiedName().contentEquals("java.util.PriorityQueue");
    }

    private boolean isNamed(NameExpr name, Local local) {
        return attribution.symbolOf(name) instanceof Symbol.LocalVariable variable && variable.local() == local;
    }

    private static boolean isOnlyAsked(NameExpr name) {
        Node parent = name.getParentNode().orElse(null);
        return parent instanceof MethodCallExpr call
                        && call.getScope().filter(scope -> scope == name).isPresent()
                || parent instanceof ForEachStmt loop && loop.getIterable() == name;
    }
}
