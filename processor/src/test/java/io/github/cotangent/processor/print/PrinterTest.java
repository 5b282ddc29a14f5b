package io.github.cotangent.processor.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Effects;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Label;
import io.github.cotangent.processor.ir.Opacity;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.UnaryOp;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What printed statements look like; every text is compiled too, with all warnings as errors. */
class PrinterTest {
    private static final Type ARRAY = new ArrayType(Primitive.DOUBLE);

    private final Variable x = Variable.parameter("x", Primitive.DOUBLE);
    private final Variable n = Variable.parameter("n", Primitive.INT);
    private final Variable a = Variable.parameter("a", ARRAY);

    private String body(Set<String> reserved, Stmt... statements) {
        Routine routine =
                new Routine("f", List.of(), true, List.of(x, n, a), Primitive.DOUBLE, Block.of(statements), reserved);
        return Compiled.of(routine).body("f");
    }

    private String body(Stmt... statements) {
        return body(Set.of(), statements);
    }

    private static Stmt set(Variable target, Expr value) {
        return new Stmt.Assign(target, value, Origin.NONE);
    }

    private static Expr use(Variable variable) {
        return new Expr.Use(variable);
    }

    private static Stmt result(Expr value) {
        return new Stmt.Return(value, Origin.NONE);
    }

    private static Expr add(Expr left, Expr right) {
        return new Expr.Binary(BinaryOp.ADD, left, right, left.type());
    }

    private static Expr less(Expr left, Expr right) {
        return new Expr.Binary(BinaryOp.LT, left, right, Primitive.BOOLEAN);
    }

    private static Expr opaque(String text, Type type, Expr... operands) {
        List<Piece> pieces = new ArrayList<>();
        String[] parts = text.split("#", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                pieces.add(new Piece.Hole());
            }
            if (!parts[i].isEmpty()) {
                pieces.add(new Piece.Text(parts[i]));
            }
        }
        return new Expr.Opaque(pieces, List.of(operands), type, Effects.IMPURE, Opacity.INACTIVE, Origin.NONE);
    }

    private static Stmt run(Expr action) {
        return new Stmt.Perform(action, Origin.NONE);
    }

    @Test
    void aCountedLoopHasItsCounterInTheHeader() {
        Variable sum = Variable.local("sum", Primitive.DOUBLE, false);
        Variable i = Variable.local("i", Primitive.INT, false);
        Stmt loop = new Stmt.Loop(
                new Label("loop"),
                less(use(i), use(n)),
                true,
                Block.of(new Stmt.Assign(
                        sum, add(use(sum), new Expr.Load(use(a), use(i), Primitive.DOUBLE)), new Origin(0, 0, 3))),
                Block.of(set(i, add(use(i), Expr.Constant.of(1)))),
                new Origin(0, 0, 2));
        assertEquals("""
                double sum = x;
                for (int i = 0; i < n; i++) { // line 2
                    sum += a[i]; // line 3
                }
                return sum;
                """, body(set(sum, use(x)), set(i, Expr.Constant.of(0)), loop, result(use(sum))));
    }

    @Test
    void aCounterReadBehindTheLoopStaysOutside() {
        Variable i = Variable.local("i", Primitive.INT, false);
        Stmt loop = new Stmt.Loop(
                new Label("loop"),
                less(use(i), use(n)),
                true,
                Block.EMPTY,
                Block.of(set(i, add(use(i), Expr.Constant.of(2)))),
                Origin.NONE);
        assertEquals("""
                int i = 0;
                for (; i < n; i += 2) {
                }
                return i;
                """, body(set(i, Expr.Constant.of(0)), loop, result(new Expr.Convert(use(i), Primitive.DOUBLE))));
    }

    @Test
    void labelsAreWrittenOnlyWhereTheyAreNeeded() {
        Label outer = new Label("loop");
        Label inner = new Label("loop");
        Variable i = Variable.local("i", Primitive.INT, false);
        Stmt step = set(i, add(use(i), Expr.Constant.of(1)));
        Stmt leave = new Stmt.Switch(
                use(n),
                List.of(
                        new Stmt.Case(List.of("0"), false, Block.of(new Stmt.Jump(inner, false, Origin.NONE))),
                        new Stmt.Case(List.of("1", "2"), false, Block.of(new Stmt.Jump(outer, false, Origin.NONE))),
                        new Stmt.Case(List.of("3"), true, Block.of(new Stmt.Jump(inner, true, Origin.NONE)))),
                Origin.NONE);
        Stmt nested = new Stmt.Loop(inner, less(use(i), use(n)), true, Block.of(step, leave), Block.EMPTY, Origin.NONE);
        Stmt plain = new Stmt.If(
                less(use(i), Expr.Constant.of(3)),
                Block.of(new Stmt.Jump(outer, true, Origin.NONE)),
                Block.EMPTY,
                Origin.NONE);
        Stmt loop = new Stmt.Loop(
                outer, less(use(i), use(n)), true, Block.of(nested, plain, step), Block.EMPTY, Origin.NONE);
        assertEquals("""
                int i = 0;
                loop:
                while (i < n) {
                    loop2:
                    while (i < n) {
                        i++;
                        switch (n) {
                            case 0 -> {
                                break loop2;
                            }
                            case 1, 2 -> {
                                break loop;
                            }
                            default -> {
                                continue;
                            }
                        }
                    }
                    if (i < 3) {
                        continue;
                    }
                    i++;
                }
                return x;
                """, body(set(i, Expr.Constant.of(0)), loop, result(use(x))));
    }

    @Test
    void whatCannotBeReachedIsNotWritten() {
        Label label = new Label("loop");
        Stmt endless = new Stmt.Loop(
                label,
                Expr.Constant.TRUE,
                true,
                Block.of(result(use(x)), set(Variable.local("y", Primitive.DOUBLE, false), use(x))),
                Block.EMPTY,
                Origin.NONE);
        assertEquals("""
                while (true) {
                    return x;
                }
                """, body(endless, result(use(x))));
    }

    @Test
    void aVariableWithoutSureAssignmentStartsAtZero() {
        Variable sure = Variable.generated("sure", Primitive.DOUBLE);
        Variable unsure = Variable.generated("unsure", Primitive.BOOLEAN);
        Stmt choice = new Stmt.If(
                less(use(n), Expr.Constant.of(3)),
                Block.of(set(sure, use(x)), set(unsure, Expr.Constant.TRUE)),
                Block.of(set(sure, Expr.Constant.of(2.0))),
                Origin.NONE);
        Stmt last = new Stmt.If(use(unsure), Block.of(result(use(sure))), Block.EMPTY, Origin.NONE);
        assertEquals("""
                double sure;
                boolean unsure = false;
                if (n < 3) {
                    sure = x;
                    unsure = true;
                } else {
                    sure = 2.0;
                }
                if (unsure) {
                    return sure;
                }
                return 1.0;
                """, body(choice, last, result(Expr.Constant.of(1.0))));
    }

    @Test
    void aBlockThatAssignsAtOnceNeedsNoStartValue() {
        Label label = new Label("body");
        Variable v = Variable.generated("v", Primitive.DOUBLE);
        Stmt leave = new Stmt.If(
                less(use(x), use(v)), Block.of(new Stmt.Jump(label, false, Origin.NONE)), Block.EMPTY, Origin.NONE);
        Stmt block =
                new Stmt.Labelled(label, Block.of(set(v, Expr.Constant.of(1.0)), leave, set(v, use(x))), Origin.NONE);
        assertEquals("""
                double v;
                body: {
                    v = 1.0;
                    if (x < v) {
                        break body;
                    }
                    v = x;
                }
                return v;
                """, body(block, result(use(v))));
    }

    @Test
    void namesKeepClearOfEachOtherAndOfClasses() {
        Variable first = Variable.temporary("t", Primitive.DOUBLE);
        Variable second = Variable.temporary("t", Primitive.DOUBLE);
        Variable keyword = Variable.local("int", Primitive.DOUBLE, false);
        Variable parameter = Variable.generated("x", Primitive.DOUBLE);
        Variable math = Variable.local("Math", Primitive.DOUBLE, false);
        Variable reserved = Variable.local("v", Primitive.DOUBLE, false);
        Expr sine = new Expr.MathCall("Math", "sin", List.of(Primitive.DOUBLE), List.of(use(x)), Primitive.DOUBLE);
        assertEquals(
                """
                double Math2 = Math.sin(x);
                double t = Math2 + Math2;
                double t2 = t + t;
                double int2 = t2 + t2;
                double x2 = int2 + int2;
                double v2 = x2 + x2;
                return v2 + v2;
                """,
                body(
                        Set.of("v"),
                        set(math, sine),
                        set(first, add(use(math), use(math))),
                        set(second, add(use(first), use(first))),
                        set(keyword, add(use(second), use(second))),
                        set(parameter, add(use(keyword), use(keyword))),
                        set(reserved, add(use(parameter), use(parameter))),
                        result(add(use(reserved), use(reserved)))));
    }

    @Test
    void disjointBlocksShareNames() {
        Variable first = Variable.temporary("t", Primitive.DOUBLE);
        Variable second = Variable.temporary("t", Primitive.DOUBLE);
        Stmt choice = new Stmt.If(
                less(use(n), Expr.Constant.of(3)),
                Block.of(set(first, add(use(x), use(x))), result(add(use(first), use(first)))),
                Block.of(set(second, use(x)), result(add(use(second), use(second)))),
                Origin.NONE);
        assertEquals("""
                if (n < 3) {
                    double t = x + x;
                    return t + t;
                } else {
                    double t = x;
                    return t + t;
                }
                """, body(choice));
    }

    @Test
    void sharesAreAdded() {
        Variable bar = Variable.generated("bar", Primitive.DOUBLE);
        Variable single = Variable.generated("single", Primitive.FLOAT);
        Expr minus = new Expr.Unary(UnaryOp.NEGATE, add(use(x), use(x)), Primitive.DOUBLE);
        assertEquals(
                """
                double bar = 0.0;
                float single = 0f;
                bar -= x + x;
                single += (float) (x + x);
                a[n] += bar;
                return single;
                """,
                body(
                        set(bar, Expr.Constant.zero(Primitive.DOUBLE)),
                        set(single, Expr.Constant.zero(Primitive.FLOAT)),
                        new Stmt.Accumulate(bar, minus, Origin.NONE),
                        new Stmt.Accumulate(single, add(use(x), use(x)), Origin.NONE),
                        new Stmt.AccumulateElement(use(a), use(n), use(bar), Origin.NONE),
                        result(new Expr.Convert(use(single), Primitive.DOUBLE))));
    }

    @Test
    void onlyStatementsStandAlone() {
        assertEquals(
                """
                double dropped = a[n];
                Math.floorMod(n, 2);
                int dropped2 = n / n;
                "a".length();
                int dropped3 = "a".length() + n;
                new Object();
                Object.class.getName();
                return x;
                """,
                body(
                        run(new Expr.Load(use(a), use(n), Primitive.DOUBLE)),
                        run(new Expr.MathCall(
                                "Math",
                                "floorMod",
                                List.of(Primitive.INT, Primitive.INT),
                                List.of(use(n), Expr.Constant.of(2)),
                                Primitive.INT)),
                        run(new Expr.Binary(BinaryOp.DIV, use(n), use(n), Primitive.INT)),
                        run(opaque("\"a\".length()", Primitive.INT)),
                        run(opaque("\"a\".length() + #", Primitive.INT, use(n))),
                        run(opaque("new Object()", ReferenceType.OBJECT)),
                        run(opaque("Object.class.getName()", ReferenceType.STRING)),
                        result(use(x))));
    }

    @Test
    void opaqueTextIsSplicedWithItsDollars() {
        Variable text = Variable.local("text", ReferenceType.STRING, false);
        Variable list =
                Variable.local("list", new ReferenceType("java.util.List", List.of(ReferenceType.STRING)), false);
        Variable t = Variable.temporary("t", Primitive.INT);
        Expr created = new Expr.Opaque(
                List.of(
                        new Piece.Text("new "),
                        new Piece.TypeName(new ReferenceType("java.util.ArrayList")),
                        new Piece.Text("<>()")),
                List.of(),
                list.type(),
                Effects.IMPURE,
                Opacity.COLLECTION,
                Origin.NONE);
        assertEquals(
                """
                List<String> list = new ArrayList<>();
                String text = "$1 costs " + (n + 1) + '"';
                list.add(text);
                if (list.isEmpty()) { throw new IllegalStateException("$L"); }
                int t = ("(" + text).length() * list.size();
                return t;
                """,
                body(
                        set(list, created),
                        set(
                                text,
                                opaque(
                                        "\"$1 costs \" + # + '\"'",
                                        ReferenceType.STRING,
                                        add(use(n), Expr.Constant.of(1)))),
                        run(opaque("#.add(#)", Primitive.BOOLEAN, use(list), use(text))),
                        run(opaque(
                                "if (#.isEmpty()) { throw new IllegalStateException(\"$L\"); }",
                                Primitive.VOID,
                                use(list))),
                        set(
                                t,
                                new Expr.Binary(
                                        BinaryOp.MUL,
                                        opaque(
                                                "#.length()",
                                                Primitive.INT,
                                                opaque("\"(\" + #", ReferenceType.STRING, use(text))),
                                        opaque("#.size()", Primitive.INT, use(list)),
                                        Primitive.INT)),
                        result(new Expr.Convert(use(t), Primitive.DOUBLE))));
    }

    @Test
    void aCapturedVariableIsAssignedOnce() {
        Variable k = Variable.local("k", Primitive.INT, true);
        Variable later = Variable.local("later", new ReferenceType("java.util.function.IntSupplier"), false);
        Stmt choice = new Stmt.If(
                less(use(n), Expr.Constant.of(3)),
                Block.of(set(k, Expr.Constant.of(1))),
                Block.of(set(k, Expr.Constant.of(2))),
                Origin.NONE);
        assertEquals(
                """
                int k;
                if (n < 3) {
                    k = 1;
                } else {
                    k = 2;
                }
                IntSupplier later = () -> k + 1;
                return later.getAsInt();
                """,
                body(
                        choice,
                        set(later, opaque("() -> # + 1", later.type(), use(k))),
                        result(new Expr.Convert(opaque("#.getAsInt()", Primitive.INT, use(later)), Primitive.DOUBLE))));
    }

    @Test
    void longLinesAreBroken() {
        Expr sum = use(x);
        for (int i = 0; i < 60; i++) {
            sum = add(sum, new Expr.Binary(BinaryOp.MUL, use(x), use(x), Primitive.DOUBLE));
        }
        String text = body(result(sum));
        assertFalse(text.lines().anyMatch(line -> line.length() > 100), text);
    }
}
