package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.InstanceOfExpr;
import com.github.javaparser.ast.expr.PatternExpr;
import com.github.javaparser.ast.expr.TypePatternExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import java.util.List;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Attributes operators, assignments and casts (JLS 15.14 to 15.24, 15.26). */
final class Operators {
    private final Parts all;

    Operators(Parts all) {
        this.all = all;
    }

    // ---- binary operators

    TypeMirror of(BinaryExpr binary) {
        BinaryExpr.Operator op = binary.getOperator();
        TypeMirror left = all.expressions.of(binary.getLeft(), null);
        TypeMirror right = right(binary);
        all.attribution.constant(
                binary,
                Constants.binary(
                        op, all.attribution.constant(binary.getLeft()), all.attribution.constant(binary.getRight())));
        if (Numeric.isCondition(op)) {
            return all.ops.primitive(TypeKind.BOOLEAN);
        }
        if (op == BinaryExpr.Operator.PLUS && (all.ops.isString(left) || all.ops.isString(right))) {
            return all.ops.string();
        }
        TypeKind a = all.ops.unboxed(left);
        TypeKind b = all.ops.unboxed(right);
        return a == null || b == null ? null : all.ops.primitive(result(op, a, b));
    }

    /** The right operand, with what the left one binds: it is evaluated only for one outcome of {@code &&} and {@code ||}. */
    private TypeMirror right(BinaryExpr binary) {
        boolean and = binary.getOperator() == BinaryExpr.Operator.AND;
        if (!and && binary.getOperator() != BinaryExpr.Operator.OR) {
            return all.expressions.of(binary.getRight(), null);
        }
        return within(all.bindings.of(binary.getLeft(), and), binary.getRight(), null);
    }

    /** Attributes an expression with pattern variables in scope. */
    TypeMirror within(List<Local> bound, Expression e, TypeMirror target) {
        all.scope.enter();
        bound.forEach(all.scope::declare);
        TypeMirror type = all.expressions.of(e, target);
        all.scope.leave();
        return type;
    }

    private static TypeKind result(BinaryExpr.Operator op, TypeKind a, TypeKind b) {
        if (a == TypeKind.BOOLEAN) {
            return TypeKind.BOOLEAN;
        }
        return Numeric.isShift(op) ? Numeric.unary(a) : Numeric.binary(a, b);
    }

    // ---- unary operators and assignments

    TypeMirror of(UnaryExpr unary) {
        TypeMirror operand = all.expressions.of(unary.getExpression(), null);
        if (isStep(unary)) {
            assigned(unary.getExpression(), unary);
            return operand;
        }
        all.attribution.constant(
                unary, Constants.unary(unary.getOperator(), all.attribution.constant(unary.getExpression())));
        TypeKind kind = all.ops.unboxed(operand);
        return kind == null ? null : all.ops.primitive(Numeric.unary(kind));
    }

    private static boolean isStep(UnaryExpr unary) {
        return switch (unary.getOperator()) {
            case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT -> true;
            default -> false;
        };
    }

    TypeMirror of(AssignExpr assign) {
        TypeMirror type = all.expressions.of(assign.getTarget(), null);
        boolean plain = assign.getOperator() == AssignExpr.Operator.ASSIGN;
        all.expressions.of(assign.getValue(), plain ? type : null);
        assigned(assign.getTarget(), assign);
        return type;
    }

    private void assigned(Expression target, Expression where) {
        if (all.attribution.found(Expressions.strip(target)) instanceof Symbol.LocalVariable variable) {
            variable.local().assigned(where);
        }
    }

    // ---- casts and tests

    TypeMirror of(CastExpr cast) {
        TypeMirror type = all.typeNodes.of(cast.getType());
        all.expressions.of(cast.getExpression(), Expressions.isFunction(cast.getExpression()) ? type : null);
        all.attribution.constant(cast, converted(all.attribution.constant(cast.getExpression()), type));
        return type;
    }

    /** A constant as the value of a variable or cast of a type; null if that is no constant. */
    Object converted(Object value, TypeMirror type) {
        if (value == null || type == null) {
            return null;
        }
        if (TypeOps.isPrimitive(type)) {
            return Constants.convert(value, type.getKind());
        }
        return value instanceof String && all.ops.isString(type) ? value : null;
    }

    TypeMirror of(InstanceOfExpr test) {
        all.expressions.of(test.getExpression(), null);
        all.typeNodes.of(test.getType());
        test.getPattern().ifPresent(this::pattern);
        return all.ops.primitive(TypeKind.BOOLEAN);
    }

    /** Notes the variables of a pattern; where they are in scope depends on what is made of the condition. */
    private void pattern(PatternExpr pattern) {
        pattern.walk(TypePatternExpr.class, each -> {
            TypeMirror type = all.typeNodes.of(each.getType());
            all.statements.local(each, each.getNameAsString(), type);
            all.attribution.type(each, type);
        });
    }
}
