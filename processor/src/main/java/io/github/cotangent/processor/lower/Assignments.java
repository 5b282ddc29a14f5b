package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.UnaryExpr;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/**
 * Lowers {@code =}, {@code op=}, {@code ++} and {@code --} on variables, array elements and static fields. What stands on
 * the left is evaluated once and first; compound assignments narrow as Java says.
 */
final class Assignments {
    private final Lowerers all;
    private final Body body;

    Assignments(Lowerers all) {
        this.all = all;
        this.body = all.body;
    }

    static boolean isStep(UnaryExpr e) {
        return switch (e.getOperator()) {
            case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT -> true;
            default -> false;
        };
    }

    static boolean isIncrement(UnaryExpr e) {
        return e.getOperator() == UnaryExpr.Operator.PREFIX_INCREMENT
                || e.getOperator() == UnaryExpr.Operator.POSTFIX_INCREMENT;
    }

    /** An assignment as a statement. */
    void perform(AssignExpr e) {
        Expression target = Expressions.strip(e.getTarget());
        if (variableOf(target).isEmpty()
                && !(target instanceof ArrayAccessExpr)
                && all.objects.fieldOf(target).isEmpty()) {
            body.emit(new Stmt.Perform(all.opaque.assignment(e), body.origin(e)));
        } else {
            assign(e);
        }
    }

    /** An assignment whose value is used: emits it and returns the value. */
    Expr assign(AssignExpr e) {
        Expression target = Expressions.strip(e.getTarget());
        Optional<Variable> variable = variableOf(target);
        Optional<BinaryExpr.Operator> operator = e.getOperator().toBinaryOperator();
        if (variable.isPresent()) {
            Variable assigned = variable.get();
            if (operator.isPresent()) {
                Expr value = combined(operator.get(), new Expr.Use(assigned), e.getValue(), assigned.type(), e);
                body.assign(assigned, isConstant(target) ? detached(value, e) : value, e);
            } else if (isConstant(target)) {
                body.assign(assigned, detached(all.expressions.atom(e.getValue(), assigned.type()), e), e);
            } else {
                all.expressions.into(assigned, e.getValue(), e);
            }
            return new Expr.Use(assigned);
        }
        if (target instanceof ArrayAccessExpr access) {
            return element(access, operator, e);
        }
        Optional<FieldId> field = all.objects.fieldOf(target);
        return field.isPresent() ? field(target, field.get(), operator, e) : all.opaque.assignment(e);
    }

    /** Whether what is assigned goes into a static field that counts as constant. */
    private boolean isConstant(Expression target) {
        return all.symbolOf(target) instanceof Symbol.Field field && all.isConstant(field.element());
    }

    private Expr detached(Expr value, Node where) {
        return value.type().mayCarry() ? new Expr.Detach(body.atom(value, "t", where)) : value;
    }

    private Expr field(Expression target, FieldId field, Optional<BinaryExpr.Operator> operator, AssignExpr e) {
        Pending operands = new Pending(body);
        operands.add(() -> all.objects.objectOf(target), target);
        Type type = seen(target, field);
        Expr old = operator.isPresent() ? body.keep(read(operands, field, type, target), field.name(), target) : null;
        Sequence outer = body.open();
        Expr.Atom value = old == null
                ? all.expressions.atom(e.getValue(), type)
                : body.atom(combined(operator.get(), old, e.getValue(), type, e), field.name(), e);
        operands.close(outer, value, e);
        all.objects.set(operands.get(0), field, stored(operands.get(1), field, e), body.origin(e));
        return operands.get(1);
    }

    /** Gives a field of a new object its first value. */
    void initialize(Expr.Use object, FieldId field, Expression value, Origin origin) {
        all.objects.set(object, field, all.expressions.atom(value, field.type()), origin);
    }

    /** The type that a field has where it is assigned: where a type variable stands, it may be a box. */
    private Type seen(Expression target, FieldId field) {
        return field.type().isOpen()
                ? body.typeOf(target)
                        .filter(type -> !type.equals(ReferenceType.OBJECT))
                        .orElse(field.type())
                : field.type();
    }

    /** A value of the type that a field has where it is assigned, as of the type it is declared with. */
    private Expr stored(Expr value, FieldId field, Node where) {
        return field.type().isOpen()
                ? body.atom(all.conversions.to(value, field.type(), true, where), field.name(), where)
                : value;
    }

    private Expr read(Pending operands, FieldId field, Type seen, Node where) {
        return seen.equals(field.type())
                ? new Expr.Field(operands.get(0), field, field.type())
                : all.objects.read((Expr.Atom) operands.get(0), field, seen, where);
    }

    private Expr element(ArrayAccessExpr access, Optional<BinaryExpr.Operator> operator, AssignExpr e) {
        Pending operands = place(access);
        Type type = elementType(operands.get(0), access);
        Expr old = operator.isPresent() ? load(operands, type, access) : null;
        Sequence outer = body.open();
        Expr.Atom value = old == null
                ? all.expressions.atom(e.getValue(), type)
                : body.atom(combined(operator.get(), old, e.getValue(), type, e), "t", e);
        operands.close(outer, value, e);
        body.emit(new Stmt.Store(operands.get(0), operands.get(1), operands.get(2), body.origin(e)));
        return operands.get(2);
    }

    /** The array and the index of an element that is going to be assigned, as atoms. */
    private Pending place(ArrayAccessExpr access) {
        Pending operands = new Pending(body);
        operands.add(() -> all.expressions.atom(access.getName()), access.getName());
        operands.add(
                () -> body.atom(
                        all.conversions.unbox(all.expressions.operand(access.getIndex(), false), access.getIndex()),
                        "index",
                        access.getIndex()),
                access.getIndex());
        return operands;
    }

    private Type elementType(Expr array, Node where) {
        if (array.type() instanceof ArrayType type) {
            return type.element();
        }
        return array.type() == Body.UNKNOWN ? Body.UNKNOWN : body.unknownType(where);
    }

    /** The element's value before the assignment, in a temporary of its own. */
    private Expr load(Pending place, Type type, Node where) {
        return body.keep(new Expr.Load(place.get(0), place.get(1), type), "t", where);
    }

    /** {@code (type) (old op right)}. */
    private Expr combined(BinaryExpr.Operator operator, Expr old, Expression right, Type type, Node where) {
        if (operator == BinaryExpr.Operator.PLUS && Conversions.unboxed(type) == null && type.isReference()) {
            return all.opaque.concatenation(old, right, where);
        }
        boolean flat = type.isFloating();
        Expr value = all.arithmetic.apply(operator, old, where, right, flat, where);
        return all.conversions.to(value, type, flat, where);
    }

    /** {@code ++} or {@code --}; returns the value of the expression, which is only good if it is {@code used}. */
    Expr step(UnaryExpr e, boolean used) {
        Expression target = Expressions.strip(e.getExpression());
        boolean keepOld = used && e.isPostfix();
        Optional<Variable> variable = variableOf(target);
        if (variable.isPresent()) {
            Variable stepped = variable.get();
            Expr old = new Expr.Use(stepped);
            Expr result = keepOld ? body.keep(old, stepped.name(), e) : old;
            body.assign(stepped, next(e, result, stepped.type()), e);
            return result;
        }
        if (target instanceof ArrayAccessExpr access) {
            Pending place = place(access);
            Type type = elementType(place.get(0), access);
            Expr old = load(place, type, access);
            Expr.Atom now = body.atom(next(e, old, type), "t", e);
            body.emit(new Stmt.Store(place.get(0), place.get(1), now, body.origin(e)));
            return keepOld ? old : now;
        }
        Optional<FieldId> found = all.objects.fieldOf(target);
        if (found.isPresent()) {
            FieldId field = found.get();
            Pending operands = new Pending(body);
            operands.add(() -> all.objects.objectOf(target), target);
            Type type = seen(target, field);
            Expr old = body.keep(read(operands, field, type, target), field.name(), target);
            Expr.Atom now = body.atom(next(e, old, type), field.name(), e);
            all.objects.set(operands.get(0), field, stored(now, field, e), body.origin(e));
            return keepOld ? old : now;
        }
        Expr whole = all.opaque.assignment(e);
        if (!used) {
            body.emit(new Stmt.Perform(whole, body.origin(e)));
        }
        return whole;
    }

    private Expr next(UnaryExpr e, Expr old, Type type) {
        Expr number = all.conversions.unbox(old, e);
        Expr sum = new Expr.Binary(
                isIncrement(e) ? BinaryOp.ADD : BinaryOp.SUB,
                number,
                Expr.Constant.of(1),
                Conversions.promoted(number.type()));
        return all.conversions.to(sum, type, type.isFloating(), e);
    }

    /** The variable behind a name: a local or a static field. */
    private Optional<Variable> variableOf(Expression target) {
        Symbol symbol = target.isNameExpr() || target.isFieldAccessExpr() ? all.symbolOf(target) : null;
        if (symbol instanceof Symbol.LocalVariable local) {
            return Optional.of(all.variables.of(local.local()));
        }
        if (symbol instanceof Symbol.Field field
                && field.element().getModifiers().contains(Modifier.STATIC)) {
            return Optional.of(all.variables.of(field.element()));
        }
        return Optional.empty();
    }
}
