package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.stmt.ForEachStmt;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is done with the keys of a map. They are a view: whoever removes one removes its value from the map, so the text around has
 * to tell that nobody does.
 */
final class KeyUses {
    private static final Set<String> READERS =
            Set.of("contains", "containsAll", "size", "isEmpty", "stream", "forEach", "toArray", "toString");

    /** Methods of the JDK that read a collection they are given, and do not keep it. */
    private static final Set<String> TAKERS = Set.of(
            "addAll", "containsAll", "copyOf", "disjoint", "equals", "join", "max", "min", "removeAll", "retainAll");

    private static final Set<String> COPIES =
            Set.of("ArrayList", "LinkedList", "ArrayDeque", "HashSet", "LinkedHashSet", "TreeSet");

    private KeyUses() {}

    /**
     * Whether keys are gone through, asked for something, or copied, and nothing else.
     *
     * @param isJdk whether a call or creation is one of the JDK
     */
    static boolean onlyRead(Expression keys, Predicate<Expression> isJdk) {
        Node outer = keys.getParentNode().orElseThrow();
        if (outer instanceof EnclosedExpr same) {
            return onlyRead(same, isJdk);
        } else if (outer instanceof ForEachStmt loop) {
            return loop.getIterable() == keys;
        } else if (outer instanceof MethodCallExpr call) {
            boolean asked = call.getScope().filter(scope -> scope == keys).isPresent();
            return asked
                    ? READERS.contains(call.getNameAsString()) || isFirst(call)
                    : TAKERS.contains(call.getNameAsString()) && isJdk.test(call);
        }
        return outer instanceof ObjectCreationExpr copy
                && COPIES.contains(copy.getType().getNameAsString())
                && copy.getAnonymousClassBody().isEmpty()
                && isJdk.test(copy);
    }

    /** Whether an iterator is only asked for the first key. */
    private static boolean isFirst(MethodCallExpr call) {
        return call.getNameAsString().equals("iterator")
                && call.getParentNode().orElseThrow() instanceof MethodCallExpr next
                && next.getNameAsString().equals("next");
    }
}
