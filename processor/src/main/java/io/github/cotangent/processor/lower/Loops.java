package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.stmt.DoStmt;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.WhileStmt;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Checkpoint;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.UnaryOp;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.resolve.Local;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.List;

/**
 * Lowers loops. A condition that needs statements moves into the loop, in front of the body or behind it, and leaves the
 * loop with a break.
 */
final class Loops {
    private final Lowerers all;
    private final Body body;

    Loops(Lowerers all) {
        this.all = all;
        this.body = all.body;
    }

    /** Lowers the statement if it is a loop; {@code name} is its label in the source, or null. */
    boolean loop(Statement statement, String name) {
        Checkpoint checkpoint = all.checkpoints.of(statement).orElse(null);
        if (statement instanceof ForStmt s) {
            s.getInitialization().forEach(all.expressions::perform);
            testedFirst(s.getCompare().orElse(null), s.getBody(), s.getUpdate(), name, checkpoint, s);
        } else if (statement instanceof WhileStmt s) {
            testedFirst(s.getCondition(), s.getBody(), List.of(), name, checkpoint, s);
        } else if (statement instanceof DoStmt s) {
            testedLast(s, name, checkpoint);
        } else if (statement instanceof ForEachStmt s) {
            if (all.body.typeOf(s.getIterable()).orElse(null) instanceof ArrayType array) {
                overArray(s, array, name, checkpoint);
            } else {
                overIterable(s, name, checkpoint);
            }
        } else {
            return false;
        }
        return true;
    }

    /** A condition: a pure tree, and the statements it needs, which may be none. */
    private record Test(Sequence statements, Expr value) {}

    private Test test(Expression condition) {
        if (condition == null || isAlwaysTrue(condition)) {
            return new Test(new Sequence(), Expr.Constant.TRUE);
        }
        Sequence outer = body.open();
        Expr value = all.expressions.condition(condition);
        return new Test(body.close(outer), value);
    }

    private boolean isAlwaysTrue(Expression condition) {
        return body.attribution()
                .constantOf(condition)
                .filter(Boolean.TRUE::equals)
                .isPresent();
    }

    private void testedFirst(
            Expression condition,
            Statement inner,
            List<Expression> update,
            String name,
            Checkpoint checkpoint,
            Node where) {
        Test test = test(condition);
        Label label = all.jumps.enterLoop(name, checkpoint);
        Sequence statements = new Sequence();
        Expr tree = test.value();
        if (!test.statements().isEmpty()) {
            statements.append(test.statements());
            statements.append(leaveUnless(test.value(), label, condition));
            tree = Expr.Constant.TRUE;
        }
        statements.append(all.statements.collected(inner));
        Sequence updating = body.collect(() -> update.forEach(all.expressions::perform));
        all.jumps.leave();
        emit(label, tree, true, statements, updating, where);
    }

    private void testedLast(DoStmt s, String name, Checkpoint checkpoint) {
        Label label = all.jumps.enterLoop(name, checkpoint);
        Sequence statements = all.statements.collected(s.getBody());
        Test test = test(s.getCondition());
        Sequence updating = test.statements();
        boolean tree = updating.isEmpty();
        if (!tree) {
            updating.append(leaveUnless(test.value(), label, s.getCondition()));
        }
        all.jumps.leave();
        emit(label, tree ? test.value() : Expr.Constant.TRUE, !tree, statements, updating, s);
    }

    private Sequence leaveUnless(Expr condition, Label label, Node where) {
        return body.collect(() -> {
            Expr stops = body.keep(new Expr.Unary(UnaryOp.NOT, condition, Primitive.BOOLEAN), "stop", where);
            Block leave = Block.of(new Stmt.Jump(label, false, body.origin(where)));
            body.emit(new Stmt.If(stops, leave, Block.EMPTY, body.origin(where)));
        });
    }

    private void emit(Label label, Expr test, boolean first, Sequence inner, Sequence update, Node where) {
        body.emit(new Stmt.Loop(label, test, first, inner.block(), update.block(), body.origin(where)), inner, update);
    }

    // ---- for each

    private void overArray(ForEachStmt s, ArrayType type, String name, Checkpoint checkpoint) {
        Expr array = all.expressions.value(s.getIterable(), true);
        if (!(array instanceof Expr.Use && isFixed(s.getIterable()))) {
            array = body.keep(array, "array", s.getIterable());
        }
        Expr elements = array;
        Variable index = Variable.local("i", Primitive.INT, false);
        body.assign(index, Expr.Constant.of(0), s.getIterable());
        Label label = all.jumps.enterLoop(name, checkpoint);
        Sequence inner = body.collect(() -> {
            Variable variable = loopVariable(s);
            Expr element = new Expr.Load(elements, new Expr.Use(index), type.element());
            bind(variable, element, s);
            all.statements.statement(s.getBody());
        });
        all.jumps.leave();
        Expr next = new Expr.Binary(BinaryOp.ADD, new Expr.Use(index), Expr.Constant.of(1), Primitive.INT);
        Sequence update = body.collect(() -> body.assign(index, next, s.getIterable()));
        Expr more = new Expr.Binary(BinaryOp.LT, new Expr.Use(index), new Expr.Length(elements), Primitive.BOOLEAN);
        emit(label, more, true, inner, update, s);
    }

    /** Whether a name keeps its value during the loop, so that no copy of it is needed. */
    private boolean isFixed(Expression iterable) {
        return all.symbolOf(Expressions.strip(iterable)) instanceof Symbol.LocalVariable local
                && local.local().effectivelyFinal();
    }

    private Variable loopVariable(ForEachStmt s) {
        Local local = body.attribution().local(s.getVariableDeclarator());
        return all.variables.of(local);
    }

    private void bind(Variable variable, Expr element, ForEachStmt s) {
        boolean same = element.type().equals(variable.type())
                || element.type().isReference() && variable.type().isReference();
        Expr value = same ? element : body.keep(element, variable.name(), s.getVariable());
        body.assign(variable, all.conversions.to(value, variable.type(), true, s.getVariable()), s.getVariable());
    }

    private void overIterable(ForEachStmt s, String name, Checkpoint checkpoint) {
        Expr.Atom iterable = all.expressions.atom(s.getIterable());
        Variable variable = loopVariable(s);
        Type element = all.opaque.elementType(s.getIterable(), variable.type());
        Iteration iteration = Iteration.over(all, iterable, element, s.getIterable());
        Variable more = Variable.generated("more", Primitive.BOOLEAN);
        body.assign(more, iteration.hasNext(), s.getIterable());
        Label label = all.jumps.enterLoop(name, checkpoint);
        Sequence inner = body.collect(() -> {
            bind(variable, iteration.next(), s);
            all.statements.statement(s.getBody());
        });
        all.jumps.leave();
        Sequence update = body.collect(() -> body.assign(more, iteration.hasNext(), s.getIterable()));
        emit(label, new Expr.Use(more), true, inner, update, s);
    }
}
