package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.expr.BinaryExpr;
import javax.lang.model.type.TypeKind;

/** Numeric promotion (JLS 5.6). */
final class Numeric {
    private Numeric() {}

    static TypeKind unary(TypeKind kind) {
        return switch (kind) {
            case BYTE, SHORT, CHAR -> TypeKind.INT;
            default -> kind;
        };
    }

    static TypeKind binary(TypeKind a, TypeKind b) {
        for (TypeKind kind : new TypeKind[] {TypeKind.DOUBLE, TypeKind.FLOAT, TypeKind.LONG}) {
            if (a == kind || b == kind) {
                return kind;
            }
        }
        return TypeKind.INT;
    }

    static boolean isNumeric(TypeKind kind) {
        return kind.isPrimitive() && kind != TypeKind.BOOLEAN;
    }

    static boolean isShift(BinaryExpr.Operator op) {
        return op == BinaryExpr.Operator.LEFT_SHIFT
                || op == BinaryExpr.Operator.SIGNED_RIGHT_SHIFT
                || op == BinaryExpr.Operator.UNSIGNED_RIGHT_SHIFT;
    }

    static boolean isComparison(BinaryExpr.Operator op) {
        return switch (op) {
            case LESS, LESS_EQUALS, GREATER, GREATER_EQUALS, EQUALS, NOT_EQUALS, AND, OR -> true;
            default -> false;
        };
    }
}
