package io.github.cotangent.processor.ir;

/** Java's arithmetic on boxed numbers. */
final class Numbers {
    private Numbers() {}

    /** A value converted to another primitive type, or itself. */
    static Object convert(Object value, Type type) {
        if (!(type instanceof Primitive primitive) || value instanceof Boolean || value == null) {
            return value;
        }
        return switch (primitive) {
            case DOUBLE -> toDouble(value);
            case FLOAT -> toFloat(value);
            case LONG -> toLong(value);
            case INT -> toInt(value);
            case SHORT -> (short) toInt(value);
            case BYTE -> (byte) toInt(value);
            case CHAR -> (char) toInt(value);
            default -> value;
        };
    }

    private static double toDouble(Object v) {
        return v instanceof Character c ? c : ((Number) v).doubleValue();
    }

    private static float toFloat(Object v) {
        return v instanceof Character c ? c : ((Number) v).floatValue();
    }

    private static long toLong(Object v) {
        return v instanceof Character c ? c : ((Number) v).longValue();
    }

    private static int toInt(Object v) {
        return v instanceof Character c ? c : ((Number) v).intValue();
    }

    static Object negate(Object value) {
        if (value instanceof Double d) {
            return -d;
        } else if (value instanceof Float f) {
            return -f;
        }
        return value instanceof Long l ? (Object) (-l) : (Object) (-(int) value);
    }

    /** A binary operation but for the conditional ones, after promotion of both operands. */
    static Object binary(BinaryOp op, Object a, Object b) {
        if (a instanceof Boolean x) {
            return logic(op, x, (boolean) b);
        }
        if (op == BinaryOp.SHL || op == BinaryOp.SHR || op == BinaryOp.USHR) {
            return shift(op, a, (int) toLong(b));
        }
        if (a instanceof Double || b instanceof Double) {
            return floating(op, toDouble(a), toDouble(b));
        } else if (a instanceof Float || b instanceof Float) {
            return single(op, toFloat(a), toFloat(b));
        } else if (a instanceof Long || b instanceof Long) {
            return wide(op, toLong(a), toLong(b));
        }
        return integer(op, toInt(a), toInt(b));
    }

    private static Object shift(BinaryOp op, Object a, int by) {
        if (a instanceof Long x) {
            return switch (op) {
                case SHL -> x << by;
                case SHR -> x >> by;
                default -> x >>> by;
            };
        }
        int x = toInt(a);
        return switch (op) {
            case SHL -> x << by;
            case SHR -> x >> by;
            default -> x >>> by;
        };
    }

    private static Object logic(BinaryOp op, boolean x, boolean y) {
        return switch (op) {
            case BIT_AND -> x & y;
            case BIT_OR -> x | y;
            case BIT_XOR, NE -> x ^ y;
            case EQ, VANISHES -> x == y;
            default -> throw new IllegalArgumentException(op + " on booleans");
        };
    }

    private static Object floating(BinaryOp op, double x, double y) {
        return switch (op) {
            case ADD -> x + y;
            case SUB -> x - y;
            case MUL -> x * y;
            case DIV -> x / y;
            case REM -> x % y;
            default -> compare(op, x < y, x == y, x > y);
        };
    }

    private static Object single(BinaryOp op, float x, float y) {
        return switch (op) {
            case ADD -> x + y;
            case SUB -> x - y;
            case MUL -> x * y;
            case DIV -> x / y;
            case REM -> x % y;
            default -> compare(op, x < y, x == y, x > y);
        };
    }

    private static Object wide(BinaryOp op, long x, long y) {
        return switch (op) {
            case ADD -> x + y;
            case SUB -> x - y;
            case MUL -> x * y;
            case DIV -> x / y;
            case REM -> x % y;
            case BIT_AND -> x & y;
            case BIT_OR -> x | y;
            case BIT_XOR -> x ^ y;
            default -> compare(op, x < y, x == y, x > y);
        };
    }

    private static Object integer(BinaryOp op, int x, int y) {
        return switch (op) {
            case ADD -> x + y;
            case SUB -> x - y;
            case MUL -> x * y;
            case DIV -> x / y;
            case REM -> x % y;
            case BIT_AND -> x & y;
            case BIT_OR -> x | y;
            case BIT_XOR -> x ^ y;
            default -> compare(op, x < y, x == y, x > y);
        };
    }

    private static boolean compare(BinaryOp op, boolean less, boolean same, boolean more) {
        return switch (op) {
            case LT -> less;
            case LE -> less || same;
            case GT -> more;
            case GE -> more || same;
            case EQ -> same;
            case NE -> !same;
            default -> throw new IllegalArgumentException(op + " on numbers");
        };
    }
}
