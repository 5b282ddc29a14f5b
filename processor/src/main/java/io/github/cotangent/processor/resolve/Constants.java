package io.github.cotangent.processor.resolve;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.CharLiteralExpr;
import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.LongLiteralExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.TextBlockLiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import javax.lang.model.type.TypeKind;

/** Folds constant expressions exactly as Java does (JLS 15.29). Values are boxes of their type, or strings. */
final class Constants {
    private Constants() {}

    static Object literal(LiteralExpr literal) {
        if (literal instanceof BooleanLiteralExpr value) {
            return value.getValue();
        } else if (literal instanceof CharLiteralExpr value) {
            return value.asChar();
        } else if (literal instanceof TextBlockLiteralExpr value) {
            return value.translateEscapes();
        } else if (literal instanceof StringLiteralExpr value && !(literal instanceof TextBlockLiteralExpr)) {
            return value.asString();
        } else if (literal instanceof DoubleLiteralExpr value) {
            String text = value.getValue().replace("_", "");
            boolean single = text.endsWith("f") || text.endsWith("F");
            boolean hex = text.startsWith("0x") || text.startsWith("0X");
            return single && (!hex || text.toLowerCase(java.util.Locale.ROOT).contains("p"))
                    ? (Object) Float.valueOf(text)
                    : (Object) Double.valueOf(text);
        } else if (literal instanceof LongLiteralExpr value) {
            return integer(value.getValue());
        } else if (literal instanceof IntegerLiteralExpr value) {
            Long number = integer(value.getValue());
            return number == null ? null : (Object) number.intValue();
        }
        return null;
    }

    /** The value of an integer literal; for the magnitude of the smallest number, that number. */
    private static Long integer(String literal) {
        String text = literal.replace("_", "").replaceAll("[lL]$", "");
        try {
            if (text.startsWith("0x") || text.startsWith("0X")) {
                return Long.parseUnsignedLong(text.substring(2), 16);
            } else if (text.startsWith("0b") || text.startsWith("0B")) {
                return Long.parseUnsignedLong(text.substring(2), 2);
            } else if (text.length() > 1 && text.startsWith("0")) {
                return Long.parseUnsignedLong(text.substring(1), 8);
            }
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /** A value converted to a primitive type. */
    static Object convert(Object value, TypeKind kind) {
        if (value == null || value instanceof String) {
            return null;
        }
        if (value instanceof Boolean) {
            return kind == TypeKind.BOOLEAN ? value : null;
        }
        Number number = value instanceof Character c ? (Number) (int) c : (Number) value;
        boolean floating = number instanceof Double || number instanceof Float;
        double real = number.doubleValue();
        return switch (kind) {
            case BYTE -> floating ? (Object) (byte) real : (Object) number.byteValue();
            case SHORT -> floating ? (Object) (short) real : (Object) number.shortValue();
            case CHAR -> floating ? (Object) (char) real : (Object) (char) number.longValue();
            case INT -> floating ? (Object) (int) real : (Object) number.intValue();
            case LONG -> floating ? (Object) (long) real : (Object) number.longValue();
            case FLOAT -> number.floatValue();
            case DOUBLE -> real;
            default -> null;
        };
    }

    static Object unary(UnaryExpr.Operator operator, Object value) {
        if (value instanceof Boolean truth) {
            return operator == UnaryExpr.Operator.LOGICAL_COMPLEMENT ? (Object) !truth : null;
        }
        if (value == null || value instanceof String) {
            return null;
        }
        Object promoted = convert(value, Numeric.unary(kind(value)));
        return switch (operator) {
            case PLUS -> promoted;
            case MINUS ->
                promoted instanceof Integer i
                        ? (Object) (-i)
                        : promoted instanceof Long l
                                ? (Object) (-l)
                                : promoted instanceof Float f ? (Object) (-f) : (Object) (-(Double) promoted);
            case BITWISE_COMPLEMENT ->
                promoted instanceof Integer i ? (Object) (~i) : promoted instanceof Long l ? (Object) (~l) : null;
            default -> null;
        };
    }

    static Object binary(BinaryExpr.Operator op, Object left, Object right) {
        if (left == null || right == null) {
            return null;
        }
        if (left instanceof String || right instanceof String) {
            return op == BinaryExpr.Operator.PLUS ? String.valueOf(left) + right : null;
        }
        if (left instanceof Boolean a && right instanceof Boolean b) {
            return switch (op) {
                case AND, BINARY_AND -> a && b;
                case OR, BINARY_OR -> a || b;
                case XOR, NOT_EQUALS -> a ^ b;
                case EQUALS -> a.equals(b);
                default -> null;
            };
        }
        if (left instanceof Boolean || right instanceof Boolean) {
            return null;
        }
        boolean shift = Numeric.isShift(op);
        TypeKind kind = shift ? Numeric.unary(kind(left)) : Numeric.binary(kind(left), kind(right));
        Object a = convert(left, kind);
        Object b = shift ? convert(right, TypeKind.LONG) : convert(right, kind);
        return switch (kind) {
            case INT -> ints(op, (Integer) a, shift ? ((Long) b).intValue() : (Integer) b);
            case LONG -> longs(op, (Long) a, (Long) b);
            case FLOAT -> floats(op, (Float) a, (Float) b);
            case DOUBLE -> doubles(op, (Double) a, (Double) b);
            default -> null;
        };
    }

    private static Object ints(BinaryExpr.Operator op, int a, int b) {
        return switch (op) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> b == 0 ? null : (Object) (a / b);
            case REMAINDER -> b == 0 ? null : (Object) (a % b);
            case LEFT_SHIFT -> a << b;
            case SIGNED_RIGHT_SHIFT -> a >> b;
            case UNSIGNED_RIGHT_SHIFT -> a >>> b;
            case BINARY_AND -> a & b;
            case BINARY_OR -> a | b;
            case XOR -> a ^ b;
            case LESS -> a < b;
            case LESS_EQUALS -> a <= b;
            case GREATER -> a > b;
            case GREATER_EQUALS -> a >= b;
            case EQUALS -> a == b;
            case NOT_EQUALS -> a != b;
            default -> null;
        };
    }

    private static Object longs(BinaryExpr.Operator op, long a, long b) {
        return switch (op) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> b == 0 ? null : (Object) (a / b);
            case REMAINDER -> b == 0 ? null : (Object) (a % b);
            case LEFT_SHIFT -> a << b;
            case SIGNED_RIGHT_SHIFT -> a >> b;
            case UNSIGNED_RIGHT_SHIFT -> a >>> b;
            case BINARY_AND -> a & b;
            case BINARY_OR -> a | b;
            case XOR -> a ^ b;
            case LESS -> a < b;
            case LESS_EQUALS -> a <= b;
            case GREATER -> a > b;
            case GREATER_EQUALS -> a >= b;
            case EQUALS -> a == b;
            case NOT_EQUALS -> a != b;
            default -> null;
        };
    }

    private static Object floats(BinaryExpr.Operator op, float a, float b) {
        return switch (op) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case REMAINDER -> a % b;
            default -> compare(op, a, b);
        };
    }

    private static Object doubles(BinaryExpr.Operator op, double a, double b) {
        return switch (op) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case REMAINDER -> a % b;
            default -> compare(op, a, b);
        };
    }

    private static Object compare(BinaryExpr.Operator op, double a, double b) {
        return switch (op) {
            case LESS -> a < b;
            case LESS_EQUALS -> a <= b;
            case GREATER -> a > b;
            case GREATER_EQUALS -> a >= b;
            case EQUALS -> a == b;
            case NOT_EQUALS -> a != b;
            default -> null;
        };
    }

    /** The primitive type a box is of. */
    static TypeKind kind(Object value) {
        if (value instanceof Character) {
            return TypeKind.CHAR;
        }
        String name = value.getClass().getSimpleName();
        return name.equals("Integer") ? TypeKind.INT : TypeKind.valueOf(name.toUpperCase(java.util.Locale.ROOT));
    }
}
