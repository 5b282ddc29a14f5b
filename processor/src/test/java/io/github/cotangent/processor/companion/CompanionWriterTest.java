package io.github.cotangent.processor.companion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.processor.companion.Companion.Part;
import io.github.cotangent.processor.companion.Companion.ResultClass;
import io.github.cotangent.processor.companion.Companion.StateClass;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.print.Compiled;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Written companions, compiled with all warnings as errors and used as a caller would. */
class CompanionWriterTest {
    private static final Type ARRAY = new ArrayType(Primitive.DOUBLE);
    private static final Type MATRIX = new ArrayType(ARRAY);
    private static final ReferenceType RESULT = new ReferenceType("LossGradient");
    private static final ResultClass LOSS = new ResultClass(
            "LossGradient",
            ResultClass.Kind.GRADIENT,
            Primitive.DOUBLE,
            null,
            List.of(new Part("w", ARRAY), new Part("m", MATRIX), new Part("b", Primitive.FLOAT)));

    private static Expr use(Variable variable) {
        return new Expr.Use(variable);
    }

    private static Companion companion(List<ResultClass> results, List<StateClass> states, Routine... routines) {
        return new Companion("p", "UserDerivatives", false, "p.User", results, states, List.of(routines), List.of());
    }

    /** Puts {@code w}, {@code m} and ones into a result. */
    private static Routine fill() {
        Variable w = Variable.parameter("w", ARRAY);
        Variable m = Variable.parameter("m", MATRIX);
        Variable into = Variable.parameter("into", RESULT);
        return new Routine(
                "fill",
                List.of("Fills a result: " + "very ".repeat(40) + "long words."),
                true,
                List.of(w, m, into),
                Primitive.VOID,
                Block.of(
                        new Stmt.SetStateField(use(into), "w", use(w), Origin.NONE),
                        new Stmt.SetStateField(use(into), "m", use(m), Origin.NONE),
                        new Stmt.SetStateField(use(into), "b", new Expr.Constant("1f", Primitive.FLOAT), Origin.NONE),
                        new Stmt.SetStateField(use(into), "value", Expr.Constant.of(1.0), Origin.NONE)),
                Set.of());
    }

    private static Object get(Object object, String accessor) throws ReflectiveOperationException {
        var method = object.getClass().getMethod(accessor);
        method.setAccessible(true);
        return method.invoke(object);
    }

    private static Object fresh(Compiled compiled, String name) throws ReflectiveOperationException {
        var constructor = compiled.load("p.UserDerivatives$" + name).getConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private static void add(Object sum, Object addend) throws ReflectiveOperationException {
        var method = sum.getClass().getMethod("add", sum.getClass());
        method.setAccessible(true);
        method.invoke(sum, addend);
    }

    @Test
    void aResultSumsAndClears() throws Throwable {
        Compiled compiled = Compiled.of(companion(List.of(LOSS), List.of(), fill()), Map.of());
        Object sum = fresh(compiled, "LossGradient");
        assertNull(get(sum, "w"));
        assertEquals(0.0, get(sum, "value"));
        Object one = fresh(compiled, "LossGradient");
        double[] w = {1, 2};
        compiled.run("fill", w, new double[][] {{3}, {4, 5}}, one);
        add(sum, one);
        add(sum, one);
        assertArrayEquals(new double[] {2, 4}, (double[]) get(sum, "w"));
        assertArrayEquals(new double[][] {{6}, {8, 10}}, (double[][]) get(sum, "m"));
        assertEquals(2f, get(sum, "b"));
        assertEquals(2.0, get(sum, "value"));
        assertArrayEquals(new double[] {1, 2}, w, "the addend keeps its contents");
        assertEquals("LossGradient[value=2.0, w=[2.0, 4.0], m=[[6.0], [8.0, 10.0]], b=2.0]", sum.toString());

        Object buffer = get(sum, "w");
        get(sum, "clear");
        assertSame(buffer, get(sum, "w"), "clearing keeps the buffers");
        assertEquals("LossGradient[value=0.0, w=[0.0, 0.0], m=[[0.0], [0.0, 0.0]], b=0.0]", sum.toString());
    }

    @Test
    void otherShapesAreRejectedByName() throws Throwable {
        Compiled compiled = Compiled.of(companion(List.of(LOSS), List.of(), fill()), Map.of());
        Object sum = fresh(compiled, "LossGradient");
        Object other = fresh(compiled, "LossGradient");
        compiled.run("fill", new double[2], new double[1][1], sum);
        compiled.run("fill", new double[3], new double[1][1], other);
        Throwable e = assertThrows(InvocationTargetException.class, () -> add(sum, other))
                .getCause();
        assertEquals(IllegalArgumentException.class, e.getClass());
        assertTrue(
                e.getMessage().contains("w")
                        && e.getMessage().contains("2")
                        && e.getMessage().contains("3"),
                e.getMessage());
    }

    @Test
    void aResultTravels() throws Throwable {
        Compiled compiled = Compiled.of(companion(List.of(LOSS), List.of(), fill()), Map.of());
        Object result = fresh(compiled, "LossGradient");
        compiled.run("fill", new double[] {1, 2}, new double[][] {{3}}, result);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(result);
        ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())) {
            @Override
            protected Class<?> resolveClass(ObjectStreamClass wanted) throws ClassNotFoundException {
                return Class.forName(wanted.getName(), false, compiled.type().getClassLoader());
            }
        };
        assertEquals(result.toString(), in.readObject().toString());
    }

    @Test
    void aTangentIsAPair() throws Throwable {
        ReferenceType type = new ReferenceType("FJvp");
        ResultClass pair = new ResultClass("FJvp", ResultClass.Kind.JVP, Primitive.DOUBLE, Primitive.DOUBLE, List.of());
        Variable x = Variable.parameter("x", Primitive.DOUBLE);
        Variable jvp = Variable.generated("jvp", type);
        Routine routine = new Routine(
                "fJvp",
                List.of("Value and tangent."),
                true,
                List.of(x),
                type,
                Block.of(
                        new Stmt.Assign(jvp, new Expr.NewState(type), Origin.NONE),
                        new Stmt.SetStateField(use(jvp), "value", use(x), Origin.NONE),
                        new Stmt.SetStateField(use(jvp), "tangent", Expr.Constant.of(1.0), Origin.NONE),
                        new Stmt.Return(use(jvp), Origin.NONE)),
                Set.of());
        Compiled compiled = Compiled.of(companion(List.of(pair), List.of(), routine), Map.of());
        Object result = compiled.run("fJvp", 3.0);
        assertEquals(3.0, get(result, "value"));
        assertEquals(1.0, get(result, "tangent"));
        assertEquals("FJvp[value=3.0, tangent=1.0]", result.toString());
    }

    @Test
    void statesCarryValues() throws Throwable {
        ReferenceType type = new ReferenceType("FSaved");
        StateClass state = new StateClass("FSaved", false, "What is saved.", List.of(new Part("x", Primitive.DOUBLE)));
        Variable x = Variable.parameter("x", Primitive.DOUBLE);
        Variable saved = Variable.generated("saved", type);
        Routine routine = new Routine(
                "f",
                List.of(),
                true,
                List.of(x),
                Primitive.DOUBLE,
                Block.of(
                        new Stmt.Assign(saved, new Expr.NewState(type), Origin.NONE),
                        new Stmt.SetStateField(use(saved), "x", use(x), Origin.NONE),
                        new Stmt.Return(new Expr.StateField(use(saved), "x", Primitive.DOUBLE), Origin.NONE)),
                Set.of());
        Compiled compiled = Compiled.of(companion(List.of(), List.of(state), routine), Map.of());
        assertEquals(2.5, compiled.run("f", 2.5));
        assertTrue(Modifier.isPrivate(compiled.load("p.UserDerivatives$FSaved").getModifiers()));
    }

    @Test
    void privateMembersAreReached() throws Throwable {
        String user = """
                package p;
                final class User {
                    private static int calls;
                    private static double CALLS = 0.5;
                    private static double g(double x, int[] k) throws java.io.IOException {
                        if (k.length == 0) throw new java.io.IOException("empty");
                        return x * k[0] + calls * CALLS;
                    }
                    private static void note(float by) { calls += (int) by; }
                }
                """;
        Variable calls = Variable.staticField(
                "calls", Primitive.INT, new Variable.Field("p.User", "p.User", false, false, false, null));
        Variable other = Variable.staticField(
                "CALLS", Primitive.DOUBLE, new Variable.Field("p.User", "p.User", false, false, false, null));
        Type ints = new ArrayType(Primitive.INT);
        MethodId g = new MethodId(
                "p.User",
                "p.User",
                "g",
                List.of(Primitive.DOUBLE, ints),
                Primitive.DOUBLE,
                false,
                MethodId.Invocation.STATIC);
        MethodId note = new MethodId(
                "p.User",
                "p.User",
                "note",
                List.of(Primitive.FLOAT),
                Primitive.VOID,
                false,
                MethodId.Invocation.STATIC);
        Variable x = Variable.parameter("x", Primitive.DOUBLE);
        Variable k = Variable.parameter("k", ints);
        Expr more = new Expr.Binary(BinaryOp.ADD, use(calls), Expr.Constant.of(1), Primitive.INT);
        Expr sum = new Expr.Binary(
                BinaryOp.ADD,
                new Expr.Call(g, List.of(use(x), use(k)), Primitive.DOUBLE),
                use(other),
                Primitive.DOUBLE);
        Routine routine = new Routine(
                "f",
                List.of(),
                true,
                List.of(x, k),
                Primitive.DOUBLE,
                Block.of(
                        new Stmt.Assign(calls, more, Origin.NONE),
                        new Stmt.Perform(
                                new Expr.Call(note, List.of(new Expr.Constant("2f", Primitive.FLOAT)), Primitive.VOID),
                                Origin.NONE),
                        new Stmt.Return(sum, Origin.NONE)),
                Set.of());
        Compiled compiled = Compiled.of(companion(List.of(), List.of(), routine), Map.of("p.User", user));
        assertEquals(10 + 3 * 0.5 + 0.5, compiled.run("f", 5.0, new int[] {2}));
        assertEquals(10 + 6 * 0.5 + 0.5, compiled.run("f", 5.0, new int[] {2}));
        Throwable e = assertThrows(java.io.IOException.class, () -> compiled.run("f", 5.0, new int[0]));
        assertEquals("empty", e.getMessage());
    }

    @Test
    void declaredExceptionsAreDeclared() {
        Variable e = Variable.parameter("e", new ReferenceType("java.io.IOException"));
        Routine routine = new Routine(
                        "f",
                        List.of(),
                        true,
                        List.of(e),
                        Primitive.VOID,
                        Block.of(new Stmt.Throw(use(e), Origin.NONE)),
                        Set.of())
                .throwing(List.of(e.type()));
        Compiled compiled = Compiled.of(companion(List.of(), List.of(), routine), Map.of());
        assertThrows(java.io.IOException.class, () -> compiled.run("f", new java.io.IOException()));
    }

    @Test
    void linesOfDocumentationAreBroken() {
        String text = Compiled.of(companion(List.of(LOSS), List.of(), fill()), Map.of())
                .text();
        assertFalse(text.lines().anyMatch(line -> line.length() > 120), text);
        assertFalse(text.contains("public final class UserDerivatives"), "the user's class is not public");
        assertFalse(text.contains("SuppressWarnings"), "nothing here is the user's text");
    }
}
