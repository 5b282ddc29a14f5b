package io.github.cotangent.processor.lower;

import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;

/** Java literals for the values of constant expressions. */
final class Literals {
    private Literals() {}

    /** The constant with a value as javac's model gives it: a box or a string. */
    static Expr.Constant of(Object value) {
        if (value instanceof Boolean b) {
            return new Expr.Constant(b.toString(), Primitive.BOOLEAN);
        }
        if (value instanceof Character c) {
            return new Expr.Constant("'" + escaped(c) + "'", Primitive.CHAR);
        }
        if (value instanceof String s) {
            return new Expr.Constant(quoted(s), ReferenceType.STRING);
        }
        if (value instanceof Double d) {
            return new Expr.Constant(text(d), Primitive.DOUBLE);
        }
        if (value instanceof Float f) {
            return new Expr.Constant(text(f), Primitive.FLOAT);
        }
        if (value instanceof Long l) {
            return new Expr.Constant(l + "L", Primitive.LONG);
        }
        if (value instanceof Byte b) {
            return new Expr.Constant("(byte) " + b, Primitive.BYTE);
        }
        if (value instanceof Short s) {
            return new Expr.Constant("(short) " + s, Primitive.SHORT);
        }
        return new Expr.Constant(value.toString(), Primitive.INT);
    }

    /** A value as the label of a switch. */
    static String label(Object value) {
        return value instanceof Byte || value instanceof Short
                ? value.toString()
                : of(value).text();
    }

    /** The constant with a numeric value, widened to a wider primitive type. */
    static Expr.Constant widened(Object value, Type target) {
        if (value instanceof Character c) {
            return widened((Object) (int) c.charValue(), target);
        }
        Number number = (Number) value;
        return switch ((Primitive) target) {
            case DOUBLE -> of(number.doubleValue());
            case FLOAT -> of(number instanceof Long l ? (float) (long) l : number.floatValue());
            case LONG -> of(number.longValue());
            default -> of(number.intValue());
        };
    }

    private static String text(double value) {
        if (Double.isNaN(value)) {
            return "Double.NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
        }
        return Double.toString(value);
    }

    private static String text(float value) {
        if (Float.isNaN(value)) {
            return "Float.NaN";
        }
        if (Float.isInfinite(value)) {
            return value > 0 ? "Float.POSITIVE_INFINITY" : "Float.NEGATIVE_INFINITY";
        }
        return value + "f";
    }

    static String quoted(String value) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            text.append(escaped(value.charAt(i)));
        }
        return text.append('"').toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '"' -> "\\\"";
            case '\'' -> "\\'";
            case '\\' -> "\\\\";
            default -> c >= ' ' && c < 127 ? String.valueOf(c) : String.format("\\u%04x", (int) c);
        };
    }
}
