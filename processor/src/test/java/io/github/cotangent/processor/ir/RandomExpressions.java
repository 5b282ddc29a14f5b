package io.github.cotangent.processor.ir;

import java.util.List;
import java.util.Random;

/** Typed expression trees at random, as wild as the form allows; they obey Java's promotion rules. */
public final class RandomExpressions {
    private static final List<BinaryOp> ARITHMETIC =
            List.of(BinaryOp.ADD, BinaryOp.SUB, BinaryOp.MUL, BinaryOp.DIV, BinaryOp.REM);
    private static final List<BinaryOp> BITS = List.of(BinaryOp.BIT_AND, BinaryOp.BIT_OR, BinaryOp.BIT_XOR);
    private static final List<BinaryOp> SHIFTS = List.of(BinaryOp.SHL, BinaryOp.SHR, BinaryOp.USHR);
    private static final List<BinaryOp> COMPARISONS =
            List.of(BinaryOp.LT, BinaryOp.GT, BinaryOp.LE, BinaryOp.GE, BinaryOp.EQ, BinaryOp.NE);
    private static final List<Primitive> NUMBERS = List.of(
            Primitive.DOUBLE,
            Primitive.DOUBLE,
            Primitive.FLOAT,
            Primitive.INT,
            Primitive.LONG,
            Primitive.CHAR,
            Primitive.SHORT,
            Primitive.BYTE);

    private final Random random;
    private final List<Variable> variables;

    /** @param variables at least one of each primitive type; arrays too */
    public RandomExpressions(Random random, List<Variable> variables) {
        this.random = random;
        this.variables = variables;
    }

    public static Primitive type(Random random) {
        return random.nextInt(8) == 0 ? Primitive.BOOLEAN : NUMBERS.get(random.nextInt(NUMBERS.size()));
    }

    /** An expression of a type; at depth 0 an atom. */
    public Expr of(Primitive type, int depth) {
        if (depth <= 0 || random.nextInt(8) == 0) {
            return atom(type);
        }
        if (random.nextInt(10) == 0) {
            return new Expr.Conditional(
                    of(Primitive.BOOLEAN, depth - 1), of(type, depth - 1), of(type, depth - 1), type);
        }
        return switch (type) {
            case BOOLEAN -> condition(depth);
            case DOUBLE, FLOAT -> floating(type, depth);
            case INT, LONG -> integer(type, depth);
            default -> new Expr.Convert(of(other(type), depth - 1), type);
        };
    }

    private Expr atom(Primitive type) {
        return random.nextInt(3) == 0 ? constant(type) : use(type);
    }

    private Expr use(Type type) {
        List<Variable> fitting =
                variables.stream().filter(v -> v.type().equals(type)).toList();
        return new Expr.Use(fitting.get(random.nextInt(fitting.size())));
    }

    private Expr constant(Primitive type) {
        int small = random.nextInt(7) - 3;
        return switch (type) {
            case BOOLEAN -> random.nextBoolean() ? Expr.Constant.TRUE : Expr.Constant.FALSE;
            case DOUBLE ->
                random.nextInt(8) == 0
                        ? new Expr.Constant("Double.NaN", type)
                        : random.nextInt(6) == 0 ? Expr.Constant.zero(type) : Expr.Constant.of(small / 2.0);
            case FLOAT -> new Expr.Constant(small / 4f + "f", type);
            case LONG -> new Expr.Constant(small + "L", type);
            case CHAR -> new Expr.Constant("'" + (char) ('a' + small + 3) + "'", type);
            default -> new Expr.Constant(Integer.toString(small), type);
        };
    }

    private Expr condition(int depth) {
        int kind = random.nextInt(5);
        if (kind == 0) {
            return new Expr.Unary(UnaryOp.NOT, of(Primitive.BOOLEAN, depth - 1), Primitive.BOOLEAN);
        } else if (kind == 1) {
            BinaryOp op = random.nextBoolean() ? BinaryOp.AND : BinaryOp.OR;
            return logic(op, depth);
        } else if (kind == 2) {
            return logic(random.nextBoolean() ? pick(BITS) : BinaryOp.EQ, depth);
        }
        return new Expr.Binary(pick(COMPARISONS), of(number(), depth - 1), of(number(), depth - 1), Primitive.BOOLEAN);
    }

    private Expr logic(BinaryOp op, int depth) {
        return new Expr.Binary(
                op, of(Primitive.BOOLEAN, depth - 1), of(Primitive.BOOLEAN, depth - 1), Primitive.BOOLEAN);
    }

    private Expr floating(Primitive type, int depth) {
        int kind = random.nextInt(8);
        if (kind < 2) {
            return new Expr.Unary(UnaryOp.NEGATE, of(type, depth - 1), type);
        } else if (kind == 2) {
            return new Expr.Convert(of(other(type), depth - 1), type);
        } else if (kind == 3) {
            return math(type, depth);
        } else if (kind == 4 && type == Primitive.DOUBLE) {
            Type array = new ArrayType(type);
            Expr index =
                    new Expr.Binary(BinaryOp.BIT_AND, of(Primitive.INT, depth - 1), Expr.Constant.of(3), Primitive.INT);
            return new Expr.Load(use(array), index, type);
        }
        return promoted(pick(ARITHMETIC), type, depth);
    }

    private Expr math(Primitive type, int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> call("abs", type, of(type, depth - 1));
            case 1 -> call("max", type, of(type, depth - 1), of(type, depth - 1));
            case 2 ->
                type == Primitive.DOUBLE
                        ? call("sqrt", type, of(type, depth - 1))
                        : call("min", type, of(type, depth - 1), of(type, depth - 1));
            default ->
                type == Primitive.DOUBLE
                        ? call("pow", type, of(type, depth - 1), of(type, depth - 1))
                        : call("signum", type, of(type, depth - 1));
        };
    }

    private static Expr call(String function, Primitive type, Expr... operands) {
        List<Type> parameters = java.util.Collections.nCopies(operands.length, type);
        return new Expr.MathCall("Math", function, parameters, List.of(operands), type);
    }

    private Expr integer(Primitive type, int depth) {
        int kind = random.nextInt(10);
        if (kind == 0) {
            return new Expr.Unary(UnaryOp.NEGATE, of(type, depth - 1), type);
        } else if (kind == 1) {
            return new Expr.Unary(UnaryOp.COMPLEMENT, of(type, depth - 1), type);
        } else if (kind == 2) {
            return new Expr.Convert(of(other(type), depth - 1), type);
        } else if (kind == 3) {
            return new Expr.Binary(
                    pick(SHIFTS),
                    of(type, depth - 1),
                    of(random.nextBoolean() ? Primitive.INT : Primitive.LONG, depth - 1),
                    type);
        } else if (kind == 4) {
            return promoted(pick(BITS), type, depth);
        } else if (kind == 5 && type == Primitive.INT) {
            return new Expr.Length(use(new ArrayType(Primitive.DOUBLE)));
        }
        BinaryOp op = pick(ARITHMETIC);
        if (op == BinaryOp.DIV || op == BinaryOp.REM) {
            return new Expr.Binary(op, of(type, depth - 1), use(type), type);
        }
        return promoted(op, type, depth);
    }

    /** One operand of the type, the other of the same or a narrower one, which Java promotes. */
    private Expr promoted(BinaryOp op, Primitive type, int depth) {
        Expr same = of(type, depth - 1);
        boolean mixed = random.nextInt(3) == 0;
        Primitive narrow = mixed ? narrower(type) : type;
        Expr other = of(narrow, depth - 1);
        return random.nextBoolean() ? new Expr.Binary(op, same, other, type) : new Expr.Binary(op, other, same, type);
    }

    private Primitive narrower(Primitive type) {
        Primitive found = number();
        return found.compareTo(type) < 0 ? found : type;
    }

    private Primitive number() {
        return NUMBERS.get(random.nextInt(NUMBERS.size()));
    }

    private Primitive other(Primitive type) {
        Primitive found = number();
        return found == type ? other(type) : found;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
