package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.SwitchExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithBody;
import com.github.javaparser.ast.stmt.AssertStmt;
import com.github.javaparser.ast.stmt.BreakStmt;
import com.github.javaparser.ast.stmt.ContinueStmt;
import com.github.javaparser.ast.stmt.LabeledStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchStmt;
import com.github.javaparser.ast.stmt.YieldStmt;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Opacity;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lowers the statements that stay text as a whole. */
final class OpaqueStatements {
    private final Lowerers all;
    private final Body body;

    OpaqueStatements(Lowerers all) {
        this.all = all;
        this.body = all.body;
    }

    /**
     * A {@code try} or {@code synchronized} statement; nothing but an exception may leave it.
     *
     * @param obstacle the part of it that would stand in the way of a derivative
     */
    void guarded(Statement s, Node obstacle, Opacity opacity, Code code) {
        List<Statement> jumps = jumpsOutOf(s);
        for (Statement jump : jumps) {
            body.problem(
                    code,
                    jump,
                    "this jump leaves a `" + (code == Code.COT019 ? "try" : "synchronized") + "` statement",
                    "Assign the outcome to a variable and jump behind the statement");
        }
        if (jumps.isEmpty()) {
            perform(s, opacity, obstacle);
        }
    }

    void assertion(AssertStmt s) {
        perform(s, Opacity.INACTIVE, s);
    }

    /** A local class, record, enum or interface. */
    void declaration(Statement s) {
        perform(s, Opacity.OBJECT, s);
    }

    private void perform(Statement s, Opacity opacity, Node obstacle) {
        OpaqueText text = new OpaqueText(all, s, Map.of());
        Expr action = new Expr.Opaque(
                withoutSemicolon(text.pieces()),
                text.operands(),
                Primitive.VOID,
                new OpaqueEffects(all, s, Map.of()).of(text),
                opacity,
                body.origin(obstacle));
        body.emit(new Stmt.Perform(action, body.origin(s)));
    }

    private static List<Piece> withoutSemicolon(List<Piece> pieces) {
        List<Piece> changed = new ArrayList<>(pieces);
        int last = changed.size() - 1;
        if (last >= 0
                && changed.get(last) instanceof Piece.Text text
                && text.text().endsWith(";")) {
            changed.set(
                    last, new Piece.Text(text.text().substring(0, text.text().length() - 1)));
        }
        return changed;
    }

    // ---- jumps

    /** The statements inside that leave {@code root} other than by an exception. */
    static List<Statement> jumpsOutOf(Node root) {
        List<Statement> found = new ArrayList<>();
        new JumpSearch(found).search(root, new Scope(false, false, false, Set.of()));
        return found;
    }

    /** What encloses a statement within the root: targets for jumps that stay inside. */
    private record Scope(boolean takesBreak, boolean takesContinue, boolean takesYield, Set<String> labels) {
        Scope inside(Node node) {
            boolean loop =
                    node instanceof Statement && node instanceof NodeWithBody<?> && !(node instanceof LabeledStmt);
            boolean choice = node instanceof SwitchStmt;
            Set<String> names = labels;
            if (node instanceof LabeledStmt labelled) {
                names = new HashSet<>(labels);
                names.add(labelled.getLabel().asString());
            }
            return new Scope(
                    takesBreak || loop || choice,
                    takesContinue || loop,
                    takesYield || node instanceof SwitchExpr,
                    names);
        }
    }

    private record JumpSearch(List<Statement> found) {
        void search(Node node, Scope scope) {
            if (node instanceof LambdaExpr || node instanceof BodyDeclaration<?>) {
                return;
            }
            if (leaves(node, scope)) {
                found.add((Statement) node);
            }
            Scope inner = scope.inside(node);
            node.getChildNodes().forEach(child -> search(child, inner));
        }

        private static boolean leaves(Node node, Scope scope) {
            if (node instanceof BreakStmt jump) {
                return jump.getLabel()
                        .map(label -> !scope.labels().contains(label.asString()))
                        .orElse(!scope.takesBreak());
            }
            if (node instanceof ContinueStmt jump) {
                return jump.getLabel()
                        .map(label -> !scope.labels().contains(label.asString()))
                        .orElse(!scope.takesContinue());
            }
            return node instanceof ReturnStmt || node instanceof YieldStmt && !scope.takesYield();
        }
    }
}
