package io.github.cotangent.processor.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.UnaryOp;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule against differences, its own derivative against differences, and what all rules have in common. */
class RulesTest {
    /** No two alike, none near a point where a function of one number jumps or bends. */
    private static final double[] POINTS = {
        -31.3, -2.55, -1.27, -0.93, -0.71, -0.3, 0.2, 0.41, 0.63, 0.95, 1.7, 3.2, 12.6
    };

    private static final double[] AWKWARD = {
        0, -0.0, 1, -1, 0.5, 2, -3, 710, -800, 1e-200, 1e200, Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE
    };
    private static final double[] INTEGERS = {-2, 0, 3};

    static List<Operation> operations() {
        return Operation.all();
    }

    /** Fails when a JDK brings a function that nobody has thought about. */
    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationHasARule(Operation operation) {
        assertTrue(Rules.of(operation.expr()).isPresent());
    }

    @Test
    void theListOfOperationsIsNotEmptyByAccident() {
        List<String> names = Operation.all().stream().map(Operation::toString).toList();
        for (String name : List.of("Math.tanh[double]", "StrictMath.hypot[double, double]", "Math.scalb[float, int]")) {
            assertTrue(names.contains(name), () -> name + " is not among " + names);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyPartialAgreesWithDifferences(Operation operation) {
        forEachPartial(operation, (index, points) -> {
            int checked = 0;
            for (double[] x : points) {
                Difference difference =
                        Difference.of(v -> operation.value(with(x, index, v)), x[index], step(operation));
                if (difference.isReliable(tolerance(operation))) {
                    double partial = operation.partial(index, x);
                    assertEquals(
                            difference.value(),
                            partial,
                            tolerance(operation) * Math.max(1, Math.abs(difference.value())),
                            () -> "partial " + index + " at " + Arrays.toString(x));
                    checked++;
                }
            }
            assertTrue(checked >= 4, "only " + checked + " points of partial " + index + " could be checked");
        });
    }

    /** Second derivatives differentiate the formulas, so these must stay within what has rules. */
    @ParameterizedTest
    @MethodSource("operations")
    void everyFormulaCanBeDifferentiatedAgain(Operation operation) {
        forEachPartial(operation, (index, points) -> {
            for (int along = 0; along < operation.arity(); along++) {
                if (!operation.type(along).isFloating()) {
                    continue;
                }
                int second = along;
                int checked = 0;
                for (double[] x : points) {
                    Difference difference = Difference.of(
                            v -> operation.scaled(index, 1.5, with(x, second, v)), x[second], step(operation));
                    if (difference.isReliable(tolerance(operation))) {
                        assertEquals(
                                difference.value(),
                                operation.dual(index, 1.5, second, x).tangent(),
                                10 * tolerance(operation) * Math.max(1, Math.abs(difference.value())),
                                () -> "partial " + index + " along " + second + " at " + Arrays.toString(x));
                        checked++;
                    }
                }
                assertTrue(checked >= 3, "only " + checked + " points of partial " + index + " along " + second);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aZeroDirectionContributesZeroAtFiniteOperands(Operation operation) {
        for (double[] x : grid(operation, AWKWARD)) {
            if (!isAllowed(operation, x) || operation.isSingle() && overflows(x)) {
                continue;
            }
            for (int i = 0; i < operation.arity(); i++) {
                int index = i;
                for (double zero : new double[] {0.0, -0.0}) {
                    if (operation.type(i).isFloating()) {
                        double share = operation.scaled(i, zero, x);
                        assertTrue(share == 0, () -> share + " for operand " + index + " at " + Arrays.toString(x));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void sharesAreLinearInTheDirection(Operation operation) {
        for (double[] x : grid(operation, POINTS)) {
            if (!isAllowed(operation, x)) {
                continue;
            }
            for (int i = 0; i < operation.arity(); i++) {
                double one = operation.type(i).isFloating() ? operation.scaled(i, 1, x) : Double.NaN;
                if (Double.isFinite(one)) {
                    assertEquals(-4 * one, operation.scaled(i, -4, x), 0.0, () -> "at " + Arrays.toString(x));
                    assertEquals(
                            2.5 * one,
                            operation.scaled(i, 2.5, x),
                            Math.abs(one) * (operation.isSingle() ? 1e-6 : 1e-14));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whatIsZeroSaysSo(Operation operation) {
        Variable t = Variable.temporary("t", operation.expr().type());
        Variable r = Variable.temporary("r", operation.expr().type());
        for (int i = 0; i < operation.arity(); i++) {
            boolean zero = operation.share(i, t, r).equals(Formula.ZERO);
            assertEquals(
                    operation.type(i).isFloating() && zero,
                    operation.type(i).isFloating() && operation.rule().isZero(i));
        }
    }

    @Test
    void formulasMentionWhatCostsLeast() {
        assertEquals(Set.of("r", "t"), mentioned("exp", 0));
        assertEquals(Set.of("r", "t"), mentioned("sqrt", 0));
        assertEquals(Set.of("r", "t"), mentioned("cbrt", 0));
        assertEquals(Set.of("r", "t"), mentioned("tanh", 0));
        assertEquals(Set.of("r", "t"), mentioned("tan", 0));
        assertEquals(Set.of("t", "x0"), mentioned("log", 0));
        assertEquals(Set.of("t", "x0"), mentioned("abs", 0));
        assertEquals(Set.of("t"), mentioned("toRadians", 0));
        assertEquals(Set.of("t"), mentioned("fma", 2));
        assertEquals(Set.of("t", "x0", "x1"), mentioned("pow", 0));
        assertEquals(Set.of("t", "x1"), mentioned(Operation.binary("DIV", Primitive.DOUBLE), 0));
        assertEquals(Set.of("r", "t", "x1"), mentioned(Operation.binary("DIV", Primitive.DOUBLE), 1));
        assertEquals(Set.of("t"), mentioned(Operation.binary("REM", Primitive.DOUBLE), 0));
    }

    @Test
    void operationsOnIntegersHaveNoRule() {
        Expr one = Expr.Constant.of(1);
        assertTrue(
                Rules.of(new Expr.Unary(UnaryOp.COMPLEMENT, one, Primitive.INT)).isEmpty());
        assertTrue(
                Rules.of(new Expr.Binary(BinaryOp.SHL, one, one, Primitive.INT)).isEmpty());
        assertTrue(Rules.of(new Expr.Length(one)).isEmpty());
        assertTrue(Rules.of(new Expr.MathCall("Math", "floorMod", List.of(), List.of(), Primitive.INT))
                .isEmpty());
    }

    private static Set<String> mentioned(String function, int index) {
        return mentioned(Operation.math(function), index);
    }

    private static Set<String> mentioned(Operation operation, int index) {
        Variable t = Variable.temporary("t", operation.expr().type());
        Variable r = Variable.temporary("r", operation.expr().type());
        Set<String> names = new TreeSet<>();
        Walk.read(new Stmt.Perform(operation.share(index, t, r), Origin.NONE))
                .forEach(variable -> names.add(variable.name()));
        return names;
    }

    private interface PartialTest {
        void check(int index, List<double[]> points);
    }

    private static void forEachPartial(Operation operation, PartialTest test) {
        List<double[]> points = grid(operation, POINTS);
        points.removeIf(x -> isClamp(operation) && x[2] - x[1] < 3 * step(operation)); // Differences move the bounds.
        for (int i = 0; i < operation.arity(); i++) {
            if (operation.type(i).isFloating()) {
                test.check(i, points);
            }
        }
    }

    /** clamp throws for bounds in the wrong order. */
    private static boolean isAllowed(Operation operation, double[] x) {
        return !isClamp(operation) || x[1] < x[2] || x[1] == x[2] && 1 / x[1] == 1 / x[2];
    }

    private static boolean isClamp(Operation operation) {
        return operation.expr() instanceof Expr.MathCall call && call.function().equals("clamp");
    }

    private static boolean overflows(double[] x) {
        return Arrays.stream(x).anyMatch(v -> Math.abs(v) > Float.MAX_VALUE);
    }

    /** Steps a float can make without losing too much of the difference. */
    private static double step(Operation operation) {
        return operation.isSingle() ? 0x1p-4 : 0x1p-7;
    }

    private static double tolerance(Operation operation) {
        return operation.isSingle() ? 2e-3 : 1e-8;
    }

    private static List<double[]> grid(Operation operation, double[] values) {
        boolean isPoints = values == POINTS;
        List<double[]> grid = new ArrayList<>();
        grid.add(new double[0]);
        for (int i = 0; i < operation.arity(); i++) {
            List<double[]> longer = new ArrayList<>();
            for (double[] x : grid) {
                for (double v : operation.type(i).isFloating() ? fewer(values, operation.arity()) : INTEGERS) {
                    // Shifted, so that two operands are equal only in tests of kinks.
                    longer.add(with(Arrays.copyOf(x, i + 1), i, isPoints ? v * (1 + 0.07 * i) : v));
                }
            }
            grid = longer;
        }
        return grid;
    }

    /** Every value for one or two operands; some for three, which would otherwise take most of the time. */
    private static double[] fewer(double[] values, int arity) {
        return arity < 3
                ? values
                : IntStream.range(0, values.length)
                        .filter(i -> i % 3 != 1)
                        .mapToDouble(i -> values[i])
                        .toArray();
    }

    private static double[] with(double[] x, int index, double value) {
        double[] changed = x.clone();
        changed[index] = value;
        return changed;
    }

    /** A derivative by differences. The error is how far estimates differ; where it is large there was a jump or a bend. */
    private record Difference(double value, double error) {
        static Difference of(DoubleUnaryOperator f, double x, double step) {
            double[] one = extrapolated(f, x, step);
            double[] other = extrapolated(f, x, 0.77 * step); // A jump may look smooth to one sequence of steps.
            return new Difference(one[0], one[1] + other[1] + Math.abs(one[0] - other[0]));
        }

        /** Central differences, extrapolated to step 0 (Richardson), and how far the last estimates differ. */
        private static double[] extrapolated(DoubleUnaryOperator f, double x, double step) {
            int levels = 4;
            double[][] table = new double[levels][levels];
            double h = step;
            for (int i = 0; i < levels; i++, h /= 2) {
                table[i][0] = (f.applyAsDouble(x + h) - f.applyAsDouble(x - h)) / (2 * h);
                for (int j = 1; j <= i; j++) {
                    double factor = Math.pow(4, j);
                    table[i][j] = (factor * table[i][j - 1] - table[i - 1][j - 1]) / (factor - 1);
                }
            }
            double best = table[levels - 1][levels - 1];
            return new double[] {
                best, Math.abs(best - table[levels - 1][levels - 2]) + Math.abs(best - table[levels - 2][levels - 2])
            };
        }

        boolean isReliable(double tolerance) {
            return error <= 0.5 * tolerance * Math.max(1, Math.abs(value)) && Double.isFinite(value);
        }
    }
}
