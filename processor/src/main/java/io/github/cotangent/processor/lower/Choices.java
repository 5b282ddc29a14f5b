package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.InstanceOfExpr;
import com.github.javaparser.ast.expr.TypePatternExpr;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.ir.AnyType;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Effects;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Opacity;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Lowers the expressions that evaluate some of their operands only: {@code &&}, {@code ||} and {@code ?:}. They stay trees
 * where what they skip has no effects and carries no derivative, and become {@code if} statements otherwise.
 */
final class Choices {
    private final Lowerers all;
    private final Body body;

    Choices(Lowerers all) {
        this.all = all;
        this.body = all.body;
    }

    Expr logic(BinaryExpr e) {
        Deque<BinaryExpr> spine = new ArrayDeque<>();
        Expression leftmost = e;
        while (leftmost instanceof BinaryExpr inner
                && (inner.getOperator() == BinaryExpr.Operator.AND || inner.getOperator() == BinaryExpr.Operator.OR)) {
            spine.push(inner);
            leftmost = Expressions.strip(inner.getLeft());
        }
        Expr value = all.expressions.condition(leftmost);
        while (!spine.isEmpty()) {
            value = logic(spine.pop(), value);
        }
        return value;
    }

    private Expr logic(BinaryExpr e, Expr left) {
        boolean and = e.getOperator() == BinaryExpr.Operator.AND;
        Sequence outer = body.open();
        Expr right = all.expressions.condition(e.getRight());
        Sequence statements = body.close(outer);
        if (statements.isEmpty()) {
            return new Expr.Binary(and ? BinaryOp.AND : BinaryOp.OR, left, right, Primitive.BOOLEAN);
        }
        Variable test = Body.merged("test", Primitive.BOOLEAN);
        body.assign(test, left, e.getLeft());
        statements.add(new Stmt.Assign(test, right, body.origin(e.getRight())));
        Block block = statements.block();
        body.emit(
                new Stmt.If(new Expr.Use(test), and ? block : Block.EMPTY, and ? Block.EMPTY : block, body.origin(e)),
                statements);
        return new Expr.Use(test);
    }

    Expr conditional(ConditionalExpr e) {
        Type type = typeOf(e);
        if (type.isDifferentiable()) {
            Variable chosen = Body.merged("chosen", type);
            into(chosen, e);
            return new Expr.Use(chosen);
        }
        Expr condition = all.expressions.condition(e.getCondition());
        Arm then = arm(e.getThenExpr(), type);
        Arm otherwise = arm(e.getElseExpr(), type);
        if (then.isTree() && otherwise.isTree()) {
            return new Expr.Conditional(condition, then.value, otherwise.value, type);
        }
        Variable chosen = Body.merged("chosen", type);
        then.assignTo(chosen);
        otherwise.assignTo(chosen);
        choose(condition, then.statements, otherwise.statements, e);
        return new Expr.Use(chosen);
    }

    /** Its type. Where only an {@code Object} is asked for, what both arms are tells more. */
    private Type typeOf(ConditionalExpr e) {
        Type type = body.typeOf(e).orElseGet(() -> body.unknownType(e));
        Type then = body.typeOf(e.getThenExpr()).orElse(type);
        boolean isMore = type.equals(ReferenceType.OBJECT)
                && then.isFollowed()
                && body.typeOf(e.getElseExpr()).filter(then::equals).isPresent();
        return isMore ? then : type;
    }

    /** Assigns the chosen arm to a variable that has the type of the expression. */
    void into(Variable target, ConditionalExpr e) {
        if (all.vanishing.into(target, e)) {
            return;
        }
        Expr condition = all.expressions.condition(e.getCondition());
        Sequence then = body.collect(() -> all.expressions.into(target, e.getThenExpr(), e.getThenExpr()));
        Sequence otherwise = body.collect(() -> all.expressions.into(target, e.getElseExpr(), e.getElseExpr()));
        choose(condition, then, otherwise, e);
    }

    private void choose(Expr condition, Sequence then, Sequence otherwise, ConditionalExpr e) {
        Expr.Atom test = body.atom(condition, "test", e.getCondition());
        body.emit(new Stmt.If(test, then.block(), otherwise.block(), body.origin(e)), then, otherwise);
    }

    private Arm arm(Expression e, Type type) {
        Sequence outer = body.open();
        Expr value = all.expressions.converted(e, type, false);
        return new Arm(body.close(outer), value, e);
    }

    private final class Arm {
        private final Sequence statements;
        private final Expr value;
        private final Expression where;

        Arm(Sequence statements, Expr value, Expression where) {
            this.statements = statements;
            this.value = value;
            this.where = where;
        }

        boolean isTree() {
            return statements.isEmpty() && Expressions.isTree(value);
        }

        void assignTo(Variable target) {
            statements.add(new Stmt.Assign(target, value, body.origin(where)));
        }
    }

    private Expr plainInstanceOf(InstanceOfExpr e) {
        Optional<Type> tested = body.attribution()
                .typeOf((com.github.javaparser.ast.type.Type) e.getType())
                .map(body.types()::of);
        Type given = all.objects.isOpen(Expressions.strip(e.getExpression()))
                ? AnyType.OF_OBJECT
                : body.typeOf(e.getExpression()).orElse(ReferenceType.OBJECT);
        return tested.isPresent() && Conversions.isNarrowing(given, tested.get())
                ? new Expr.InstanceOf(all.expressions.operand(e.getExpression(), true), tested.get(), false)
                : all.opaque.lower(e, Primitive.BOOLEAN);
    }

    /** {@code e instanceof T}, and with a pattern the assignment of its variable where the test succeeds. */
    Expr instanceOf(InstanceOfExpr e) {
        if (e.getPattern().isEmpty()) {
            return plainInstanceOf(e);
        }
        if (!(e.getPattern().get() instanceof TypePatternExpr pattern)) {
            body.problem(
                    Code.COT023,
                    e,
                    "a record pattern is not supported",
                    "Test the type and call the accessors instead");
            return Expr.Constant.FALSE;
        }
        Expr.Atom tested = all.expressions.atom(e.getExpression());
        Variable bound = all.variables.of(body.attribution().local(pattern));
        if (Conversions.isNarrowing(tested.type(), bound.type())) {
            Expr.Use matches = body.keep(new Expr.InstanceOf(tested, bound.type(), false), "matches", e);
            Sequence binding = body.collect(() -> body.assign(bound, new Expr.Cast(tested, bound.type()), pattern));
            body.emit(new Stmt.If(matches, binding.block(), Block.EMPTY, body.origin(e)), binding);
            return matches;
        }
        Piece type = new Piece.TypeName(bound.type());
        all.opaque.requireNameable(pattern.getType(), pattern);
        Expr test = new Expr.Opaque(
                List.of(new Piece.Hole(), new Piece.Text(" instanceof "), type),
                List.of(tested),
                Primitive.BOOLEAN,
                Effects.NONE,
                Opacity.PATTERN,
                body.origin(e));
        Expr.Use matches = body.keep(test, "matches", e);
        Expr cast = new Expr.Opaque(
                List.of(new Piece.Text("("), type, new Piece.Text(") "), new Piece.Hole()),
                List.of(tested),
                bound.type(),
                Effects.NONE,
                Opacity.PATTERN,
                body.origin(e));
        Sequence binding = body.collect(() -> body.assign(bound, cast, pattern));
        body.emit(new Stmt.If(matches, binding.block(), Block.EMPTY, body.origin(e)), binding);
        return matches;
    }
}
