package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.AssertStmt;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.BreakStmt;
import com.github.javaparser.ast.stmt.ContinueStmt;
import com.github.javaparser.ast.stmt.EmptyStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.LabeledStmt;
import com.github.javaparser.ast.stmt.LocalClassDeclarationStmt;
import com.github.javaparser.ast.stmt.LocalRecordDeclarationStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchStmt;
import com.github.javaparser.ast.stmt.SynchronizedStmt;
import com.github.javaparser.ast.stmt.ThrowStmt;
import com.github.javaparser.ast.stmt.TryStmt;
import com.github.javaparser.ast.stmt.UnparsableStmt;
import com.github.javaparser.ast.stmt.YieldStmt;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import java.util.List;
import java.util.function.Consumer;

/** Lowers statements, in order, into the sequence being collected. */
final class Statements {
    /**
     * Where a return goes.
     *
     * @param result the type of what is returned
     * @param target takes the value of an inlined function; null in a method
     * @param label what a return of an inlined function jumps behind; null in a method
     */
    private record Exit(Type result, Variable target, Label label) {}

    private final Lowerers all;
    private final Body body;
    private Exit exit;

    Statements(Lowerers all) {
        this.all = all;
        this.body = all.body;
    }

    /** Lowers a whole method body. */
    void method(BlockStmt block, Type resultType) {
        method(block.getStatements(), resultType);
    }

    void method(List<Statement> body, Type resultType) {
        exit = new Exit(resultType, null, null);
        statements(body);
    }

    /**
     * Lowers the body of a function in place.
     *
     * @return what it returns, evaluated last; null if that is nothing
     */
    Expr function(BlockStmt block, Type result) {
        List<Statement> inner = block.getStatements();
        int returns = returnsIn(block);
        Statement last = inner.isEmpty() ? null : inner.get(inner.size() - 1);
        boolean once = returns == 1 && last instanceof ReturnStmt;
        if (returns == 0 || once) {
            statements(once ? inner.subList(0, inner.size() - 1) : inner);
            Expression value = once ? ((ReturnStmt) last).getExpression().orElse(null) : null;
            return value == null ? null : all.expressions.converted(value, result, true);
        }
        Exit outer = exit;
        Variable target = result == Primitive.VOID ? null : Body.merged("result", result);
        exit = new Exit(result, target, new Label("returned"));
        Sequence sequence = body.collect(() -> statements(inner));
        body.emit(new Stmt.Labelled(exit.label(), sequence.block(), body.origin(block)), sequence);
        exit = outer;
        return target == null ? null : new Expr.Use(target);
    }

    /** The number of returns of a function's own, not of those inside it. */
    static int returnsIn(Node node) {
        if (node instanceof LambdaExpr || node instanceof BodyDeclaration<?>) {
            return 0;
        }
        int found = node instanceof ReturnStmt ? 1 : 0;
        for (Node child : node.getChildNodes()) {
            found += returnsIn(child);
        }
        return found;
    }

    void statements(List<Statement> statements) {
        for (Statement statement : statements) {
            statement(statement);
        }
    }

    Sequence collected(Statement statement) {
        return body.collect(() -> statement(statement));
    }

    void statement(Statement statement) {
        if (statement instanceof ExpressionStmt s) {
            expression(s);
        } else if (statement instanceof BlockStmt s) {
            statements(s.getStatements());
        } else if (statement instanceof IfStmt s) {
            choose(s, this::statement);
        } else if (statement instanceof ReturnStmt s) {
            returned(s);
        } else if (statement instanceof LabeledStmt s) {
            labelled(s);
        } else if (statement instanceof SwitchStmt s) {
            all.switches.statement(s);
        } else if (statement instanceof BreakStmt s) {
            jump(all.jumps.breakTarget(s.getLabel().map(Object::toString).orElse(null)), false, s);
        } else if (statement instanceof ContinueStmt s) {
            jump(all.jumps.continueTarget(s.getLabel().map(Object::toString).orElse(null)), true, s);
        } else if (statement instanceof YieldStmt s) {
            all.switches.yielded(s, false);
        } else if (statement instanceof ThrowStmt s) {
            thrown(s.getExpression(), s);
        } else if (statement instanceof TryStmt s) {
            all.attempts.lower(s);
        } else if (statement instanceof SynchronizedStmt s) {
            all.attempts.lower(s);
        } else if (statement instanceof AssertStmt s) {
            all.opaqueStatements.assertion(s);
        } else if (statement instanceof LocalClassDeclarationStmt s && all.innerObjects.isMade(s)
                || statement instanceof LocalRecordDeclarationStmt r && all.innerObjects.isMade(r)) {
            return;
        } else if (statement instanceof LocalClassDeclarationStmt || statement instanceof LocalRecordDeclarationStmt) {
            all.opaqueStatements.declaration(statement);
        } else if (statement instanceof UnparsableStmt) {
            body.problem(
                    Code.COT008,
                    statement,
                    "this statement could not be parsed",
                    "Declare local enums as members of the class, and simplify the statement otherwise");
        } else if (!(statement instanceof EmptyStmt) && !all.loops.loop(statement, null)) {
            body.problem(Code.COT023, statement, "this statement is not supported", "Write it with other statements");
        }
    }

    private void expression(ExpressionStmt s) {
        if (s.getExpression() instanceof VariableDeclarationExpr declaration) {
            declare(declaration, s);
        } else {
            all.expressions.perform(s.getExpression());
        }
    }

    /** Declares variables; those without an initialiser need no statement. */
    void declare(VariableDeclarationExpr declaration, Node where) {
        all.checkpoints.check(declaration);
        boolean single = declaration.getVariables().size() == 1;
        for (VariableDeclarator declarator : declaration.getVariables()) {
            Variable variable = all.variables.of(body.attribution().local(declarator));
            declarator.getInitializer().ifPresent(value -> {
                all.expressions.into(variable, value, single ? where : declarator);
            });
        }
    }

    /** Lowers an {@code if}, whose arms {@code arm} takes. */
    void choose(IfStmt s, Consumer<Statement> arm) {
        Expr.Atom test = body.atom(all.expressions.condition(s.getCondition()), "test", s.getCondition());
        Sequence then = body.collect(() -> arm.accept(s.getThenStmt()));
        Sequence otherwise = body.collect(() -> s.getElseStmt().ifPresent(arm));
        body.emit(new Stmt.If(test, then.block(), otherwise.block(), body.origin(s)), then, otherwise);
    }

    private void returned(ReturnStmt s) {
        if (exit.label() != null) {
            s.getExpression().ifPresent(e -> all.expressions.into(exit.target(), e, s));
            body.emit(new Stmt.Jump(exit.label(), false, body.origin(s)));
            return;
        }
        Expr value = null;
        if (s.getExpression().isPresent()) {
            Expression e = s.getExpression().get();
            value = body.atom(all.expressions.converted(e, exit.result(), true), "result", e);
        }
        body.emit(new Stmt.Return(value, body.origin(s)));
    }

    private void labelled(LabeledStmt s) {
        String name = s.getLabel().asString();
        if (all.loops.loop(s.getStatement(), name)) {
            return;
        }
        Label label = all.jumps.enterBlock(name);
        Sequence inner = collected(s.getStatement());
        all.jumps.leave();
        body.emit(new Stmt.Labelled(label, inner.block(), body.origin(s)), inner);
    }

    private void jump(java.util.Optional<Label> target, boolean isContinue, Statement s) {
        target.ifPresentOrElse(
                label -> body.emit(new Stmt.Jump(label, isContinue, body.origin(s))),
                () -> body.problem(Code.COT008, s, "this jump has no target", "Correct the source"));
    }

    /** {@code throw e}. */
    void thrown(Expression e, Node where) {
        body.emit(new Stmt.Throw(all.opaque.lower(Expressions.strip(e), null), body.origin(where)));
    }
}
