package io.github.cotangent.processor.rules;

import static io.github.cotangent.processor.rules.Formula.div;
import static io.github.cotangent.processor.rules.Formula.mul;
import static io.github.cotangent.processor.rules.Formula.neg;

import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.UnaryOp;
import io.github.cotangent.processor.ir.Walk;
import java.util.List;
import java.util.Optional;

/** The derivative rules of all scalar operations: arithmetic here, functions in {@link MathRules}. */
public final class Rules {
    private static final Rule IDENTITY = (index, t, x, r) -> t;
    private static final Rule SECOND = new Rule() {
        @Override
        public Expr scaled(int index, Expr direction, List<Expr> operands, Expr result) {
            return isZero(index) ? Formula.ZERO : direction;
        }

        @Override
        public boolean isZero(int index) {
            return index == 0;
        }
    };
    /** The share of the direction's tangent, which may be exactly 0 as well. */
    private static final Rule VANISHED = new Rule() {
        @Override
        public Expr scaled(int index, Expr direction, List<Expr> operands, Expr result) {
            Expr share = Walk.substitute(
                    operands.get(1), read -> operands.get(0).equals(new Expr.Use(read)) ? direction : null);
            return Kinks.strict(direction, share);
        }

        @Override
        public boolean isZero(int index) {
            return index == 1;
        }
    };

    private static final Rule NEGATE = (index, t, x, r) -> neg(t);
    private static final Rule ADD = IDENTITY;
    private static final Rule SUBTRACT = (index, t, x, r) -> index == 0 ? t : neg(t);
    private static final Rule MULTIPLY = (index, t, x, r) -> mul(t, x.get(1 - index));
    private static final Rule DIVIDE = Rules::quotient;
    private static final Rule REMAINDER = (index, t, x, r) -> index == 0 ? t : Kinks.remainder(t, x, r);

    private Rules() {}

    /**
     * The rule of an operation with a floating result.
     *
     * @return empty if there is none: the caller reports it
     */
    public static Optional<Rule> of(Expr operation) {
        if (operation instanceof Expr.MathCall call) {
            return MathRules.of(call.function());
        } else if (operation instanceof Expr.Convert) {
            return Optional.of(IDENTITY);
        } else if (operation instanceof Expr.Refined) {
            return Optional.of(SECOND);
        } else if (operation instanceof Expr.Vanished) {
            return Optional.of(VANISHED);
        } else if (operation instanceof Expr.Linear linear) {
            return Optional.of(new Slopes(linear.slopes().size()));
        } else if (operation instanceof Expr.Unary unary) {
            return unary.op() == UnaryOp.NEGATE ? Optional.of(NEGATE) : Optional.empty();
        } else if (operation instanceof Expr.Binary binary) {
            return Optional.ofNullable(
                    switch (binary.op()) {
                        case ADD -> ADD;
                        case SUB -> SUBTRACT;
                        case MUL -> MULTIPLY;
                        case DIV -> DIVIDE;
                        case REM -> REMAINDER;
                        default -> null;
                    });
        }
        return Optional.empty();
    }

    /** The rule of {@link Expr.Linear}. */
    private record Slopes(int count) implements Rule {
        @Override
        public Expr scaled(int index, Expr direction, List<Expr> operands, Expr result) {
            return isZero(index) ? Formula.ZERO : Kinks.strict(direction, mul(direction, operands.get(index - count)));
        }

        @Override
        public boolean isZero(int index) {
            return index <= count;
        }
    }

    private static Expr quotient(int index, Expr t, List<Expr> x, Expr r) {
        Expr divisor = x.get(1);
        if (index == 0) {
            Expr share = div(t, divisor);
            boolean safe = divisor instanceof Expr.Constant constant && !isZero(constant);
            return safe ? share : Kinks.strict(t, share);
        }
        // The same t / y as for the dividend, so that the compiler at run time divides once.
        return Kinks.strict(t, neg(mul(div(t, divisor), r)));
    }

    private static boolean isZero(Expr.Constant constant) {
        String digits = constant.text().replaceAll("[eEpP].*", "");
        return !digits.matches(".*[1-9a-cA-C].*")
                || constant.text().contains(".N")
                || constant.text().contains(".P");
    }
}
