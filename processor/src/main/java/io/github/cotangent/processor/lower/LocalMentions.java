package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.ArrayCreationExpr;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.InstanceOfExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.PatternExpr;
import com.github.javaparser.ast.stmt.AssertStmt;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.stmt.SynchronizedStmt;
import com.github.javaparser.ast.stmt.TryStmt;
import com.github.javaparser.ast.type.ArrayType;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import io.github.cotangent.processor.resolve.Attribution;
import io.github.cotangent.processor.resolve.Symbol;

/**
 * Looks whether a local class is only mentioned where a class of the companion can take its place. A record captures nothing and is made
 * as it is written, so its place may be in code that stays text, too.
 */
final class LocalMentions {
    private final TypeDeclaration<?> declaration;
    private final Attribution attribution;

    LocalMentions(TypeDeclaration<?> declaration, Attribution attribution) {
        this.declaration = declaration;
        this.attribution = attribution;
    }

    /** Whether all places are: new objects, and the types of variables, parameters and results, outside of what may stay text. */
    boolean areAllReplaceable() {
        Node block = declaration.getParentNode().flatMap(Node::getParentNode).orElse(declaration);
        if (block instanceof SwitchEntry) {
            // It is in scope in the entries behind it, too.
            block = block.getParentNode().orElse(block);
        }
        return areAllReplaceable(block);
    }

    private boolean areAllReplaceable(Node block) {
        return block.stream().allMatch(node -> isNoMention(node) || isReplaceable(node, block));
    }

    private boolean isNoMention(Node node) {
        boolean named = attribution.symbolOf(node) instanceof Symbol.LocalTypeName name
                && name.name().equals(declaration.getNameAsString());
        boolean type = node instanceof ClassOrInterfaceType known
                && attribution
                        .localClassOf(known)
                        .filter(each -> each == declaration)
                        .isPresent();
        return !named && !type;
    }

    private boolean isReplaceable(Node mention, Node block) {
        Node parent = mention.getParentNode().orElse(null);
        while (parent instanceof ArrayType) {
            parent = parent.getParentNode().orElse(null);
        }
        boolean isRecord = declaration.isRecordDeclaration();
        boolean typed = parent instanceof VariableDeclarator
                || parent instanceof ArrayCreationExpr
                || isRecord && (parent instanceof CastExpr || parent instanceof InstanceOfExpr)
                || isRecord && parent instanceof PatternExpr
                || parent instanceof MethodDeclaration
                || parent instanceof Parameter parameter && !parameter.isVarArgs()
                || parent instanceof ObjectCreationExpr creation
                        && creation.getType() == mention
                        && creation.getAnonymousClassBody().isEmpty();
        return mention instanceof ClassOrInterfaceType && typed && (isRecord || !isInText(mention, block));
    }

    /** Whether a node is in something that may stay the text it is. */
    private boolean isInText(Node node, Node block) {
        Node child = node;
        for (Node around = node;
                around != block;
                around = around.getParentNode().orElse(block)) {
            boolean other = around instanceof TypeDeclaration<?> && around != declaration;
            boolean anonymous = around instanceof ObjectCreationExpr && child instanceof BodyDeclaration<?>;
            if (other
                    || anonymous
                    || around instanceof LambdaExpr
                    || around instanceof TryStmt
                    || around instanceof SynchronizedStmt
                    || around instanceof AssertStmt) {
                return true;
            }
            child = around;
        }
        return false;
    }
}
