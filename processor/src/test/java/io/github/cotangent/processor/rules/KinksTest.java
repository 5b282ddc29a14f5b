package io.github.cotangent.processor.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of {@link Kinks}, line by line. */
class KinksTest {
    private static final double NAN = Double.NaN;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void absoluteValueIsFlatAtZero() {
        assertPartials("abs", at(0.0), 0);
        assertPartials("abs", at(-0.0), 0);
        assertPartials("abs", at(NAN), NAN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"max", "min"})
    void tiesAreSplit(String function) {
        assertPartials(function, at(2, 2), 0.5, 0.5);
        assertPartials(function, at(0.0, -0.0), 0.5, 0.5);
        assertPartials(function, at(-0.0, 0.0), 0.5, 0.5);
        assertPartials(function, at(INFINITY, INFINITY), 0.5, 0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"max", "min"})
    void nanStaysNanAndHarmsNoOther(String function) {
        assertPartials(function, at(NAN, 1), NAN, 0);
        assertPartials(function, at(1, NAN), 0, NAN);
    }

    @Test
    void extremesFollowTheWinner() {
        assertPartials("max", at(3, 2), 1, 0);
        assertPartials("min", at(3, 2), 0, 1);
        assertPartials("max", at(-INFINITY, 2), 0, 1);
    }

    @Test
    void clampIsTheMinimumOfAMaximum() {
        double[] values = {-1, 0, 0.5, 1, 2};
        for (double x : values) {
            for (double low : values) {
                for (double high : values) {
                    if (low <= high) {
                        double outer = partial("min", 0, Math.max(x, low), high);
                        double[] expected = {
                            outer * partial("max", 0, x, low),
                            outer * partial("max", 1, x, low),
                            partial("min", 1, Math.max(x, low), high)
                        };
                        for (int i = 0; i < 3; i++) {
                            String place = i + " at " + Arrays.toString(at(x, low, high));
                            assertEquals(expected[i], clampPartial(i, x, low, high), 0.0, place);
                        }
                    }
                }
            }
        }
        assertTrue(Double.isNaN(clampPartial(0, NAN, 0, 1)));
        assertEquals(0, clampPartial(1, NAN, 0, 1));
        assertEquals(0, clampPartial(2, NAN, 0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqrt", "cbrt"})
    void rootsAreFlatAtZero(String function) {
        assertPartials(function, at(0.0), 0);
        assertPartials(function, at(-0.0), 0);
    }

    @Test
    void rootOfNothingRealIsNan() {
        assertPartials("sqrt", at(-1), NAN);
        assertPartials("sqrt", at(NAN), NAN);
    }

    @Test
    void powersOfNegativeAndZeroBases() {
        assertEquals(-6, partial("pow", 0, -3, 2), 0);
        assertEquals(27, partial("pow", 0, -3, 3), 0);
        assertEquals(-2 * Math.pow(-3, -3), partial("pow", 0, -3, -2), 1e-15);
        assertEquals(0, partial("pow", 0, 0, 2), 0);
        assertEquals(1, partial("pow", 0, 0, 1), 0);
        assertEquals(0, partial("pow", 0, 0, 1.5), 0);
        assertEquals(0, partial("pow", 0, 0, 0.5), 0);
        assertEquals(0, partial("pow", 0, 0, -1), 0);
        assertEquals(0, partial("pow", 0, 0, 0), 0);
        assertEquals(0, partial("pow", 0, 2, 0), 0);
        assertEquals(0, partial("pow", 0, NAN, 0), 0);
        assertTrue(Double.isNaN(partial("pow", 0, NAN, 2)));
        assertTrue(Double.isNaN(partial("pow", 0, 2, NAN)));
    }

    @Test
    void thePowerHasNoSlopeAtBaseZero() {
        assertEquals(0, partial("pow", 1, 0, 2), 0);
        assertEquals(0, partial("pow", 1, 0, 0.5), 0);
        assertEquals(0, partial("pow", 1, -0.0, 3), 0);
        assertEquals(8 * Math.log(2), partial("pow", 1, 2, 3), 1e-14);
        assertTrue(Double.isNaN(partial("pow", 1, -2, 3)), "powers of negative numbers are isolated points");
    }

    /** Powers are written as literals nearly always; the formula then has no test left that is decided already. */
    @Test
    void aConstantPowerFoldsItsTests() {
        for (double x : new double[] {-3, -0.5, 0, 0.7, 2}) {
            for (double p : new double[] {0, 1, 2, 3, -2}) {
                double expected = partial("pow", 0, x, p);
                assertEquals(expected, literalPower(Double.toString(p), x), 1e-15 * Math.abs(expected), x + " to " + p);
            }
        }
        assertEquals(Formula.ZERO, literalPower("0.0"));
        assertFalse(mentions(literalPower("3.0"), "log"));
        assertFalse(mentions(literalPower("2.0"), "pow"));
        assertEquals(0, literalPower("0.5", 0), 0);
        assertEquals(0, literalPower("1.5", 0), 0);
    }

    @Test
    void theOriginOfThePlaneIsFlat() {
        assertPartials("hypot", at(0, 0), 0, 0);
        assertPartials("hypot", at(-0.0, 0), 0, 0);
        assertPartials("atan2", at(0, 0), 0, 0);
        assertPartials("atan2", at(0.0, -0.0), 0, 0);
        assertPartials("hypot", at(0, -2), 0, -1);
        assertPartials("atan2", at(0, -2), -0.5, 0);
    }

    @Test
    void thePlaneDoesNotOverflow() {
        assertEquals(Math.sqrt(0.5), partial("hypot", 0, 1e200, 1e200), 1e-15);
        assertEquals(0.6e300, Operation.math("hypot").scaled(0, 1e300, 3e200, 4e200), 1e286);
        assertEquals(0.5e-200, partial("atan2", 0, 1e200, 1e200), 1e-215);
        assertEquals(1e-200, partial("atan2", 0, 1e-100, 1e200), 1e-215);
        assertEquals(-1e-200, partial("atan2", 1, 1e200, 1e-100), 1e-215);
        assertEquals(0, partial("atan2", 0, 3, INFINITY));
        assertEquals(-0.5e200, partial("atan2", 1, 1e-200, 1e-200), 1e185);
    }

    @ParameterizedTest
    @ValueSource(strings = {"floor", "ceil", "rint", "signum", "ulp"})
    void stepsAreFlatEverywhere(String function) {
        for (double x : new double[] {-2.5, -1, -0.0, 0, 0.3, 7, NAN, INFINITY}) {
            assertPartials(function, at(x), 0);
        }
    }

    @Test
    void copySignGoesBySignBits() {
        assertEquals(1, partial("copySign", 0, 3, 2), 0);
        assertEquals(-1, partial("copySign", 0, -3, 2), 0);
        assertEquals(-1, partial("copySign", 0, 3, -0.0), 0);
        assertEquals(1, partial("copySign", 0, -3, -2), 0);
        assertEquals(-1, partial("copySign", 0, 0.0, -2), 0);
        assertEquals(0, partial("copySign", 1, 3, 2), 0);
    }

    @Test
    void neighboursMoveWithTheNumber() {
        assertPartials("nextUp", at(0), 1);
        assertPartials("nextDown", at(5), 1);
        assertPartials("nextAfter", at(5, 5), 1, 0);
    }

    @Test
    void remaindersHaveTheirQuotientAsSlope() {
        double[][] points = {{7, 2}, {-7, 2}, {7, -2}, {-7, -2}, {1, 3}, {6, 3}, {1e15 + 0.5, 0.75}, {5, INFINITY}};
        for (double[] x : points) {
            Operation remainder = Operation.binary("REM", Primitive.DOUBLE);
            double truncated = x[0] / x[1] < 0 ? Math.ceil(x[0] / x[1]) : Math.floor(x[0] / x[1]);
            assertEquals(1, remainder.partial(0, x), 0);
            assertEquals(-truncated, remainder.partial(1, x), 0, Arrays.toString(x));
            assertEquals(-Math.rint(x[0] / x[1]), partial("IEEEremainder", 1, x), 0, Arrays.toString(x));
        }
        Operation remainder = Operation.binary("REM", Primitive.DOUBLE);
        assertEquals(-1e300, remainder.partial(1, 1e300, 1), 1e285, "a quotient that fits in no long");
        Operation single = Operation.binary("REM", Primitive.FLOAT);
        assertEquals(-1e8, single.partial(1, 100_000_000f, 1f), 0, "a quotient that float arithmetic would miss");
        assertEquals(-33_333_331, single.partial(1, 99_999_992f, 3f), 2, "a quotient of more than 24 bits");
    }

    @Test
    void polesAreInfiniteAsTheFormulaGives() {
        assertPartials("log", at(0), INFINITY);
        assertPartials("log10", at(0), INFINITY);
        assertPartials("log1p", at(-1), INFINITY);
        assertPartials("asin", at(1), INFINITY);
        assertPartials("acos", at(-1), -INFINITY);
        assertEquals(INFINITY, Operation.binary("DIV", Primitive.DOUBLE).partial(0, 1, 0));
    }

    @Test
    void slopesAreAccurateWhereTheResultSaturates() {
        assertEquals(Math.exp(-40), partial("expm1", 0, -40), 1e-15 * Math.exp(-40));
        double near = 1 - 0x1p-40;
        assertEquals(0x1p20 / Math.sqrt(2 - 0x1p-40), partial("asin", 0, near), 1e-9);
    }

    /** Even infinite operands do no harm then, except in products, as the table says. */
    @Test
    void aZeroDirectionContributesZero() {
        for (String function : List.of("sqrt", "cbrt", "exp", "expm1", "log", "log10", "log1p", "sin", "cos", "tan")) {
            for (double x : new double[] {0, -1, INFINITY, -INFINITY, NAN}) {
                assertEquals(0, Operation.math(function).scaled(0, 0, x), function + " at " + x);
            }
        }
        assertEquals(0, Operation.math("pow").scaled(0, 0, INFINITY, 3));
        assertEquals(0, Operation.math("pow").scaled(1, 0, INFINITY, 3));
        assertEquals(0, Operation.binary("DIV", Primitive.DOUBLE).scaled(0, 0, INFINITY, 0));
        assertEquals(0, Operation.binary("DIV", Primitive.DOUBLE).scaled(1, 0, INFINITY, 0));
        assertTrue(Double.isNaN(Operation.binary("MUL", Primitive.DOUBLE).scaled(0, 0, 1, INFINITY)));
    }

    /** A divisor that is a literal needs no test of the direction. */
    @Test
    void divisionByALiteralIsPlain() {
        Expr x = new Expr.Use(Variable.local("x", Primitive.DOUBLE, false));
        Expr t = new Expr.Use(Variable.temporary("t", Primitive.DOUBLE));
        for (String literal : List.of("2.0", "0x1p-3", "1e-9", "1e300", ".5")) {
            assertTrue(quotient(t, x, literal) instanceof Expr.Binary, literal);
        }
        for (String literal : List.of("0.0", "-0.0", "0e5", "0x0p1", "Double.NaN", "Double.POSITIVE_INFINITY")) {
            assertTrue(quotient(t, x, literal) instanceof Expr.Conditional, literal);
        }
    }

    private static Expr quotient(Expr t, Expr x, String literal) {
        Expr divisor = new Expr.Constant(literal, Primitive.DOUBLE);
        Expr operation = new Expr.Binary(BinaryOp.DIV, x, divisor, Primitive.DOUBLE);
        return Rules.of(operation).orElseThrow().scaled(0, t, List.of(x, divisor), t);
    }

    private static Expr literalPower(String literal) {
        return power(
                new Expr.Use(Variable.local("x", Primitive.DOUBLE, false)),
                literal,
                new Expr.Use(Variable.temporary("t", Primitive.DOUBLE)));
    }

    private static double literalPower(String literal, double base) {
        Variable x = Variable.local("x", Primitive.DOUBLE, false);
        Variable t = Variable.temporary("t", Primitive.DOUBLE);
        return Evaluator.value(power(new Expr.Use(x), literal, new Expr.Use(t)), Map.of(x, base, t, 1.0));
    }

    private static Expr power(Expr x, String literal, Expr t) {
        List<Expr> operands = List.of(x, new Expr.Constant(literal, Primitive.DOUBLE));
        return Rules.of(math("pow", operands)).orElseThrow().scaled(0, t, operands, x);
    }

    private static boolean mentions(Expr formula, String function) {
        AtomicBoolean found = new AtomicBoolean();
        Walk.expressions(new Stmt.Perform(formula, Origin.NONE), part -> {
            if (part instanceof Expr.MathCall call && call.function().equals(function)) {
                found.set(true);
            }
        });
        return found.get();
    }

    /** Java 17 has no clamp to reflect on, but the rule is there for code compiled on later ones. */
    private static double clampPartial(int index, double... operands) {
        List<Variable> variables = List.of(
                Variable.local("x", Primitive.DOUBLE, false),
                Variable.local("low", Primitive.DOUBLE, false),
                Variable.local("high", Primitive.DOUBLE, false));
        List<Expr> atoms = variables.stream().<Expr>map(Expr.Use::new).toList();
        Variable t = Variable.temporary("t", Primitive.DOUBLE);
        Variable r = Variable.temporary("r", Primitive.DOUBLE);
        Map<Variable, Object> values = new HashMap<>();
        for (int i = 0; i < operands.length; i++) {
            values.put(variables.get(i), operands[i]);
        }
        values.put(t, 1.0);
        values.put(r, Math.min(Math.max(operands[0], operands[1]), operands[2]));
        Rule rule = Rules.of(math("clamp", atoms)).orElseThrow();
        return Evaluator.value(rule.scaled(index, new Expr.Use(t), atoms, new Expr.Use(r)), values);
    }

    private static Expr math(String function, List<Expr> operands) {
        List<Type> types = Collections.nCopies(operands.size(), Primitive.DOUBLE);
        return new Expr.MathCall("Math", function, types, operands, Primitive.DOUBLE);
    }

    private static double[] at(double... x) {
        return x;
    }

    private static double partial(String function, int index, double... x) {
        return Operation.math(function).partial(index, x);
    }

    private static void assertPartials(String function, double[] x, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], partial(function, i, x), 0.0, function + " " + i + " at " + Arrays.toString(x));
        }
    }
}
