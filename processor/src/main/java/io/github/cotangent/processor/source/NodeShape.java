package io.github.cotangent.processor.source;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.ArrayCreationExpr;
import com.github.javaparser.ast.expr.ArrayInitializerExpr;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.ClassExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.InstanceOfExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.Name;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.SuperExpr;
import com.github.javaparser.ast.expr.SwitchExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How to recognise, among the trees of another parser that start at the same place, the one that stands for a node.
 *
 * @param interfaces simple names of the interfaces of javac's trees that may stand for it
 * @param alikeInside how many nodes of such a kind are inside the node and start where it starts
 */
record NodeShape(Set<String> interfaces, int alikeInside) {
    /** The outermost, whatever it is. */
    static final NodeShape ANY = new NodeShape(Set.of(), 0);

    private static final Map<Class<? extends Node>, Set<String>> TREES = trees();

    private static final Set<String> SIMPLE = Set.of("IdentifierTree");
    private static final Set<String> QUALIFIED = Set.of("MemberSelectTree");

    private static Map<Class<? extends Node>, Set<String>> trees() {
        Map<Class<? extends Node>, Set<String>> trees = new LinkedHashMap<>();
        trees.put(ArrayAccessExpr.class, Set.of("ArrayAccessTree"));
        trees.put(ArrayCreationExpr.class, Set.of("NewArrayTree"));
        trees.put(ArrayInitializerExpr.class, Set.of("NewArrayTree"));
        trees.put(AssignExpr.class, Set.of("AssignmentTree", "CompoundAssignmentTree"));
        trees.put(BinaryExpr.class, Set.of("BinaryTree"));
        trees.put(CastExpr.class, Set.of("TypeCastTree"));
        trees.put(ConditionalExpr.class, Set.of("ConditionalExpressionTree"));
        trees.put(EnclosedExpr.class, Set.of("ParenthesizedTree"));
        trees.put(InstanceOfExpr.class, Set.of("InstanceOfTree"));
        trees.put(LambdaExpr.class, Set.of("LambdaExpressionTree"));
        trees.put(LiteralExpr.class, Set.of("LiteralTree"));
        trees.put(MethodCallExpr.class, Set.of("MethodInvocationTree"));
        trees.put(MethodReferenceExpr.class, Set.of("MemberReferenceTree"));
        trees.put(ObjectCreationExpr.class, Set.of("NewClassTree"));
        trees.put(SwitchExpr.class, Set.of("SwitchExpressionTree"));
        // javac makes one literal of a minus and the digits right behind it.
        trees.put(UnaryExpr.class, Set.of("UnaryTree", "LiteralTree"));
        return trees;
    }

    /** The shape of an expression; anything else is the outermost of what starts where it starts. */
    static NodeShape of(Node node) {
        Set<String> interfaces = interfaces(node);
        return interfaces.isEmpty() ? ANY : new NodeShape(interfaces, alikeInside(node, node, interfaces));
    }

    boolean fits(String treeInterface) {
        return interfaces.contains(treeInterface);
    }

    private static int alikeInside(Node node, Node outer, Set<String> interfaces) {
        int count = 0;
        for (Node child : node.getChildNodes()) {
            if (child.getBegin().equals(outer.getBegin())) {
                count += interfaces(child).equals(interfaces) ? 1 : 0;
                count += alikeInside(child, outer, interfaces);
            }
        }
        return count;
    }

    private static Set<String> interfaces(Node node) {
        Boolean qualified = qualified(node);
        if (qualified != null) {
            return qualified ? QUALIFIED : SIMPLE;
        }
        for (Class<?> type = node.getClass(); type != Node.class; type = type.getSuperclass()) {
            Set<String> found = TREES.get(type);
            if (found != null) {
                return found;
            }
        }
        return Set.of();
    }

    /** Whether a name of any sort has a part in front of it; null for what is no name. javac does not tell the sorts apart. */
    private static Boolean qualified(Node node) {
        if (node instanceof NameExpr) {
            return false;
        } else if (node instanceof FieldAccessExpr || node instanceof ClassExpr) {
            return true;
        } else if (node instanceof ThisExpr self) {
            return self.getTypeName().isPresent();
        } else if (node instanceof SuperExpr self) {
            return self.getTypeName().isPresent();
        } else if (node instanceof Name name) {
            return name.getQualifier().isPresent();
        } else if (node instanceof ClassOrInterfaceType type) {
            return type.getScope().isPresent();
        }
        return null;
    }
}
