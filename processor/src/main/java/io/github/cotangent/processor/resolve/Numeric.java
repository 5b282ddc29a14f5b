package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.expr.BinaryExpr;
import java.util.List;
import javax.lang.model.type.TypeKind;

/** Numeric promotion and widening (JLS 5.1.2, 5.6). */
final class Numeric {
    private static final List<TypeKind> WIDENING =
            List.of(TypeKind.BYTE, TypeKind.SHORT, TypeKind.INT, TypeKind.LONG, TypeKind.FLOAT, TypeKind.DOUBLE);

    private Numeric() {}

    static TypeKind unary(TypeKind kind) {
        return switch (kind) {
            case BYTE, SHORT, CHAR -> TypeKind.INT;
            default -> kind;
        };
    }

    static TypeKind binary(TypeKind a, TypeKind b) {
        for (TypeKind kind : List.of(TypeKind.DOUBLE, TypeKind.FLOAT, TypeKind.LONG)) {
            if (a == kind || b == kind) {
                return kind;
            }
        }
        return TypeKind.INT;
    }

    static boolean isNumeric(TypeKind kind) {
        return kind != null && kind.isPrimitive() && kind != TypeKind.BOOLEAN;
    }

    /** Whether a primitive type is the other or widens to it. */
    static boolean widens(TypeKind from, TypeKind to) {
        if (from == to) {
            return true;
        }
        TypeKind start = from == TypeKind.CHAR ? TypeKind.SHORT : from;
        int a = WIDENING.indexOf(start);
        int b = WIDENING.indexOf(to);
        return a >= 0 && b >= 0 && a < b;
    }

    /** Whether the value of a constant of type {@code int} is one of a narrower integer type. */
    static boolean fits(TypeKind narrow, TypeKind other, Object constant) {
        if (other != TypeKind.INT || !(constant instanceof Integer value)) {
            return false;
        }
        return switch (narrow) {
            case BYTE -> value == value.byteValue();
            case SHORT -> value == value.shortValue();
            case CHAR -> value >= 0 && value <= Character.MAX_VALUE;
            default -> false;
        };
    }

    static boolean isShift(BinaryExpr.Operator op) {
        return op == BinaryExpr.Operator.LEFT_SHIFT
                || op == BinaryExpr.Operator.SIGNED_RIGHT_SHIFT
                || op == BinaryExpr.Operator.UNSIGNED_RIGHT_SHIFT;
    }

    /** Whether the result is a boolean whatever the operands are. */
    static boolean isCondition(BinaryExpr.Operator op) {
        return switch (op) {
            case LESS, LESS_EQUALS, GREATER, GREATER_EQUALS, EQUALS, NOT_EQUALS, AND, OR -> true;
            default -> false;
        };
    }
}
