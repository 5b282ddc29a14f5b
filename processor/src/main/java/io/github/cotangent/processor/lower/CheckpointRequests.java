package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MemberValuePair;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithStatements;
import com.github.javaparser.ast.stmt.DoStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.LabeledStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.WhileStmt;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Checkpoint;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;

/**
 * Reads {@code @Checkpoint}: on a variable in the head of a loop, or on the declaration directly before one. A call of a method that
 * has it counts as a loop with one iteration.
 */
final class CheckpointRequests {
    private static final String ANNOTATION = "io.github.cotangent.Checkpoint";

    private final Body body;
    private final Set<MethodId> methods = new HashSet<>();

    CheckpointRequests(Body body) {
        this.body = body;
    }

    /** What is wanted of a statement; empty if nothing is, or it is no loop. */
    Optional<Checkpoint> of(Statement statement) {
        return head(statement)
                .flatMap(this::annotation)
                .or(() -> before(statement).flatMap(this::annotation))
                .map(this::read);
    }

    /** Reports an annotation that belongs to no loop. */
    void check(VariableDeclarationExpr declaration) {
        annotation(declaration)
                .filter(annotation -> !isInHead(declaration)
                        && behind(declaration).filter(this::isLoop).isEmpty())
                .ifPresent(
                        annotation -> body.problem(
                                Code.COT031,
                                annotation,
                                "@Checkpoint belongs to a loop, and there is none directly behind this declaration",
                                "Put it on the variable in the head of a for statement, or on the declaration directly before the loop"));
    }

    // ---- calls

    /** Notes a method that is called. */
    void called(ExecutableElement method, MethodId id) {
        if (method.getAnnotationMirrors().stream()
                .anyMatch(mirror -> mirror.getAnnotationType().toString().equals(ANNOTATION))) {
            methods.add(id);
        }
    }

    /** With a loop around each call of a method that was noted. */
    Block in(Block block) {
        if (methods.isEmpty()) {
            return block;
        }
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            Expr value = stmt instanceof Stmt.Assign assign
                    ? assign.value()
                    : stmt instanceof Stmt.Perform perform ? perform.action() : null;
            if (value instanceof Expr.Call call && methods.contains(call.callee())) {
                once(stmt, out);
            } else {
                out.add(Walk.withBlocks(stmt, this::in));
            }
        }
        return new Block(out);
    }

    private static void once(Stmt call, List<Stmt> out) {
        Variable once = Variable.generated("once", Primitive.BOOLEAN);
        Expr no = new Expr.Constant("false", Primitive.BOOLEAN);
        out.add(new Stmt.Assign(once, Expr.Constant.TRUE, call.origin()));
        out.add(new Stmt.Loop(
                Label.of("call", new Checkpoint(1, 0, true, call.origin())),
                new Expr.Use(once),
                true,
                Block.of(call),
                Block.of(new Stmt.Assign(once, no, call.origin())),
                call.origin()));
    }

    // ---- syntax

    private Optional<AnnotationExpr> annotation(VariableDeclarationExpr declaration) {
        return declaration.getAnnotations().stream()
                .filter(each -> body.attribution().symbolOf(each) instanceof Symbol.TypeName type
                        && type.element().getQualifiedName().contentEquals(ANNOTATION))
                .findFirst();
    }

    private Checkpoint read(AnnotationExpr annotation) {
        long snapshots = 0;
        long bytes = 0;
        for (MemberValuePair pair : annotation.findAll(MemberValuePair.class)) {
            long value = number(pair.getValue());
            if (pair.getNameAsString().equals("snapshots")) {
                snapshots = value;
            } else {
                bytes = value;
            }
        }
        return new Checkpoint((int) snapshots, bytes, false, body.origin(annotation));
    }

    private long number(Expression value) {
        Object constant = body.attribution().constantOf(value).orElse(null);
        if (constant instanceof Number number && number.longValue() >= 0) {
            return number.longValue();
        }
        body.problem(
                Code.COT031, value, "this is not a number of snapshots or bytes", "Write a constant of at least 0");
        return 0;
    }

    private boolean isLoop(Statement statement) {
        Statement inner = statement instanceof LabeledStmt labelled ? labelled.getStatement() : statement;
        return inner instanceof ForStmt
                || inner instanceof WhileStmt
                || inner instanceof DoStmt
                || inner instanceof ForEachStmt;
    }

    private static Optional<VariableDeclarationExpr> head(Statement statement) {
        if (statement instanceof ForEachStmt loop) {
            return Optional.of(loop.getVariable());
        }
        return statement instanceof ForStmt loop
                ? loop.getInitialization().stream()
                        .filter(VariableDeclarationExpr.class::isInstance)
                        .map(VariableDeclarationExpr.class::cast)
                        .findFirst()
                : Optional.empty();
    }

    private static boolean isInHead(VariableDeclarationExpr declaration) {
        return declaration.getParentNode().orElse(null) instanceof ForStmt;
    }

    private Optional<VariableDeclarationExpr> before(Statement loop) {
        if (!isLoop(loop)) {
            return Optional.empty();
        }
        Statement whole = loop.getParentNode().orElse(null) instanceof LabeledStmt labelled ? labelled : loop;
        return neighbour(whole, -1)
                .filter(ExpressionStmt.class::isInstance)
                .map(statement -> ((ExpressionStmt) statement).getExpression())
                .filter(VariableDeclarationExpr.class::isInstance)
                .map(VariableDeclarationExpr.class::cast);
    }

    private static Optional<Statement> behind(VariableDeclarationExpr declaration) {
        return declaration.getParentNode().flatMap(statement -> neighbour(statement, 1));
    }

    private static Optional<Statement> neighbour(Node statement, int way) {
        if (!(statement.getParentNode().orElse(null) instanceof NodeWithStatements<?> block)) {
            return Optional.empty();
        }
        List<Statement> statements = block.getStatements();
        for (int i = 0; i < statements.size(); i++) {
            if (statements.get(i) == statement && i + way >= 0 && i + way < statements.size()) {
                return Optional.of(statements.get(i + way));
            }
        }
        return Optional.empty();
    }
}
