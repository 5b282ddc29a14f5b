package io.github.cotangent.processor.print;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.cotangent.processor.ir.ArrayFunction;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Interpreter;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.RandomExpressions;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.UnaryOp;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Printed expressions mean what the tree says, and have no parentheses or casts beyond that. */
class ExpressionsTest {
    private static final Variable X = Variable.parameter("x", Primitive.DOUBLE);
    private static final Variable Y = Variable.parameter("y", Primitive.DOUBLE);
    private static final Variable F = Variable.parameter("f", Primitive.FLOAT);
    private static final Variable I = Variable.parameter("i", Primitive.INT);
    private static final Variable J = Variable.parameter("j", Primitive.INT);
    private static final Variable L = Variable.parameter("l", Primitive.LONG);
    private static final Variable B = Variable.parameter("b", Primitive.BOOLEAN);
    private static final Variable A = Variable.parameter("a", new ArrayType(Primitive.DOUBLE));

    private static String text(Expr expr) {
        // The line's end makes JavaPoet write what it holds back for wrapping.
        return new Expressions(Variable::name, new Accessors())
                .print(expr)
                .add("\n")
                .code(TypeNames.ALL)
                .toString()
                .replace("java.lang.", "")
                .strip();
    }

    private static Expr use(Variable v) {
        return new Expr.Use(v);
    }

    private static Expr op(BinaryOp op, Object a, Object b) {
        Expr left = expr(a);
        Expr right = expr(b);
        Primitive type = ((Primitive) left.type()).compareTo((Primitive) right.type()) > 0
                ? (Primitive) left.type()
                : (Primitive) right.type();
        return new Expr.Binary(
                op, left, right, op.precedence() == 8 || op.precedence() == 9 ? Primitive.BOOLEAN : type);
    }

    private static Expr neg(Object a) {
        return new Expr.Unary(UnaryOp.NEGATE, expr(a), expr(a).type());
    }

    private static Expr to(Type type, Object a) {
        return new Expr.Convert(expr(a), type);
    }

    private static Expr expr(Object a) {
        if (a instanceof Variable v) {
            return use(v);
        } else if (a instanceof Integer i) {
            return Expr.Constant.of(i);
        }
        return a instanceof Double d ? Expr.Constant.of(d) : (Expr) a;
    }

    @Test
    void groupingStays() {
        assertEquals("x - (y - x)", text(op(BinaryOp.SUB, X, op(BinaryOp.SUB, Y, X))));
        assertEquals("x - y - x", text(op(BinaryOp.SUB, op(BinaryOp.SUB, X, Y), X)));
        assertEquals("x + (y + x)", text(op(BinaryOp.ADD, X, op(BinaryOp.ADD, Y, X))));
        assertEquals("x / (y / x)", text(op(BinaryOp.DIV, X, op(BinaryOp.DIV, Y, X))));
        assertEquals("x * (y / x)", text(op(BinaryOp.MUL, X, op(BinaryOp.DIV, Y, X))));
        assertEquals("x + y * x", text(op(BinaryOp.ADD, X, op(BinaryOp.MUL, Y, X))));
        assertEquals("(x + y) * x", text(op(BinaryOp.MUL, op(BinaryOp.ADD, X, Y), X)));
        assertEquals("(i & j) == 0", text(op(BinaryOp.EQ, op(BinaryOp.BIT_AND, I, J), 0)));
        assertEquals("i << (j << 1)", text(op(BinaryOp.SHL, I, op(BinaryOp.SHL, J, 1))));
    }

    @Test
    void signsNeverMeet() {
        assertEquals("-(-x)", text(neg(neg(X))));
        assertEquals("-(-1.5)", text(neg(-1.5)));
        assertEquals("x - (-y)", text(op(BinaryOp.SUB, X, neg(Y))));
        assertEquals("x - (-1.5)", text(op(BinaryOp.SUB, X, -1.5)));
        assertEquals("-x * y", text(op(BinaryOp.MUL, neg(X), Y)));
        assertEquals("-(x * y)", text(neg(op(BinaryOp.MUL, X, Y))));
        assertEquals("~-i", text(new Expr.Unary(UnaryOp.COMPLEMENT, neg(I), Primitive.INT)));
    }

    @Test
    void conversionsThatJavaMakesAnywayAreNotWritten() {
        assertEquals("i * x", text(op(BinaryOp.MUL, to(Primitive.DOUBLE, I), X)));
        assertEquals("x / (i + j)", text(op(BinaryOp.DIV, X, to(Primitive.DOUBLE, op(BinaryOp.ADD, I, J)))));
        assertEquals("(double) i / j", text(op(BinaryOp.DIV, to(Primitive.DOUBLE, I), to(Primitive.DOUBLE, J))));
        assertEquals("Math.sqrt(i)", text(math("sqrt", to(Primitive.DOUBLE, I))));
        assertEquals("x", text(to(Primitive.DOUBLE, X)));
        assertEquals("2.0 * x", text(op(BinaryOp.MUL, to(Primitive.DOUBLE, 2), X)));
    }

    @Test
    void conversionsThatMatterAreWritten() {
        assertEquals("(double) (i / j)", text(to(Primitive.DOUBLE, op(BinaryOp.DIV, I, J))));
        assertEquals("(float) (x * y)", text(to(Primitive.FLOAT, op(BinaryOp.MUL, X, Y))));
        assertEquals(
                "(double) (f * f) * f",
                text(op(BinaryOp.MUL, to(Primitive.DOUBLE, op(BinaryOp.MUL, F, F)), to(Primitive.DOUBLE, F))));
        assertEquals("(float) i * x", text(op(BinaryOp.MUL, to(Primitive.FLOAT, I), X)));
        assertEquals("(int) (-x)", text(to(Primitive.INT, neg(X))));
        assertEquals("Math.abs((double) i)", text(math("abs", to(Primitive.DOUBLE, I))));
        assertEquals(
                "(long) i << j", text(new Expr.Binary(BinaryOp.SHL, to(Primitive.LONG, I), use(J), Primitive.LONG)));
    }

    @Test
    void anArmOfAChoiceKeepsItsType() {
        Expr both = new Expr.Conditional(use(B), to(Primitive.DOUBLE, I), to(Primitive.DOUBLE, J), Primitive.DOUBLE);
        assertEquals("(b ? (double) i : j) / 2.0", text(op(BinaryOp.DIV, both, 2.0)));
        Expr one = new Expr.Conditional(use(B), to(Primitive.DOUBLE, I), use(X), Primitive.DOUBLE);
        assertEquals("b ? i : x", text(one));
        Expr single = new Expr.Conditional(use(B), to(Primitive.DOUBLE, I), to(Primitive.DOUBLE, F), Primitive.DOUBLE);
        assertEquals("b ? (double) i : f", text(single));
    }

    @Test
    void primariesAreClosed() {
        assertEquals(
                "(b ? a : a)[i]",
                text(new Expr.Load(new Expr.Conditional(use(B), use(A), use(A), A.type()), use(I), Primitive.DOUBLE)));
        Expr fresh = new Expr.NewArray(new ArrayType(A.type()), List.of(use(I)));
        assertEquals("new double[i][]", text(fresh));
        assertEquals("(new double[i][])[j].length", text(new Expr.Length(new Expr.Load(fresh, use(J), A.type()))));
        assertEquals("a.clone()", text(new Expr.ArrayCall(ArrayFunction.CLONE, List.of(use(A)), A.type())));
    }

    @Test
    void wholeNumbersOfNarrowTypesKeepTheirType() {
        Expr one = new Expr.Constant("1", Primitive.BYTE);
        assertEquals(
                "b ? (byte) 1 : (byte) 2",
                text(new Expr.Conditional(use(B), one, new Expr.Constant("2", Primitive.BYTE), Primitive.BYTE)));
    }

    private static Expr math(String function, Expr operand) {
        return new Expr.MathCall("Math", function, List.of(Primitive.DOUBLE), List.of(operand), Primitive.DOUBLE);
    }

    // ---- at random

    private static final List<Variable> PARAMETERS = List.of(
            X,
            Y,
            F,
            I,
            J,
            L,
            B,
            A,
            Variable.parameter("c", Primitive.CHAR),
            Variable.parameter("s", Primitive.SHORT),
            Variable.parameter("t", Primitive.BYTE));
    private static final Object[][] POINTS = {
        {1.5, -2.25, 0.75f, 3, -2, 7L, true, new double[] {1, 2, 3, 4}, 'q', (short) -5, (byte) 9},
        {-0.0, 1e300, -3f, 0, 1 << 30, -1L << 40, false, new double[] {-1, 0, 1e-3, 5}, 'a', (short) 300, (byte) -128},
        {Double.NaN, 0.1, 1e30f, -7, 5, 0L, true, new double[] {0.1, 0.2, 0.3, 0.4}, '\0', (short) 0, (byte) 1},
    };

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void printedTreesHaveTheirValue(int seed) throws Throwable {
        Random random = new Random(seed);
        RandomExpressions trees = new RandomExpressions(random, PARAMETERS);
        List<Routine> routines = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            Primitive type = RandomExpressions.type(random);
            Stmt result = new Stmt.Return(trees.of(type, 2 + random.nextInt(5)), Origin.NONE);
            routines.add(new Routine("m" + i, List.of(), true, PARAMETERS, type, Block.of(result), Set.of()));
        }
        Compiled compiled = Compiled.of(routines.toArray(new Routine[0]));
        for (Routine routine : routines) {
            for (Object[] point : POINTS) {
                assertEquals(
                        outcome(() -> Interpreter.run(routine, point)),
                        outcome(() -> compiled.run(routine.name(), point)),
                        () -> "seed " + seed + ", " + routine.name() + ": " + compiled.body(routine.name()));
            }
        }
    }

    private interface Action {
        Object run() throws Throwable;
    }

    private static Object outcome(Action action) throws Throwable {
        try {
            return action.run();
        } catch (ArithmeticException e) {
            return e.getClass();
        }
    }
}
