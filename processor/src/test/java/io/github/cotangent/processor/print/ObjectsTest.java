package io.github.cotangent.processor.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Effects;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.MethodId.Invocation;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Opacity;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.PrivateMember;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.UnaryOp;
import io.github.cotangent.processor.ir.Variable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How objects of the user's classes are printed: what can be named plainly, the rest through accessors; all of it is run. */
class ObjectsTest {
    private static final String USER = """
            package p;

            public class User {
                double x;
                float f;
                int n;
                private double hidden = 0.5;
                private final int[] ints = {7};
                private Object any = "any";

                User(double x) {
                    this.x = x;
                }

                private User(double x, int n) {
                    if (n < 0) throw new IllegalArgumentException("n = " + n);
                    this.x = x;
                    this.n = n;
                }

                double twice() { return 2 * x; }

                double name(double y) { return x + y; }

                private double secret(double y) throws java.io.IOException {
                    if (y < 0) throw new java.io.IOException("negative");
                    return x * y;
                }

                static class Sub extends User {
                    Sub(double x) { super(x); }
                    @Override double twice() { return 4 * x; }
                    @Override double name(double y) { return -y; }
                }

                static class Box<T> {
                    T value;
                    private T inner;
                    Box(T value) {
                        this.value = value;
                        this.inner = value;
                    }
                    T get() { return value; }
                }

                interface Named {
                    default double name(double y) { return 10 * y; }
                }

                static class Both implements Named {
                    @Override public double name(double y) { return 0; }
                }
            }
            """;
    private static final ObjectType TYPE = new ObjectType("p.User");
    private static final ObjectType SUB = new ObjectType(TYPE.reference().member("Sub"));
    private static final ObjectType BOX = new ObjectType(TYPE.reference().member("Box"));
    private static final Type STRING = ReferenceType.STRING;

    private static final FieldId X = new FieldId("p.User", "p.User", "x", Primitive.DOUBLE, true, false);
    private static final FieldId F = new FieldId("p.User", "p.User", "f", Primitive.FLOAT, true, false);
    private static final FieldId N = new FieldId("p.User", "p.User", "n", Primitive.INT, true, false);
    private static final FieldId HIDDEN = new FieldId("p.User", "p.User", "hidden", Primitive.DOUBLE, false, false);
    private static final FieldId INTS =
            new FieldId("p.User", "p.User", "ints", new ArrayType(Primitive.INT), false, true);
    private static final FieldId VALUE =
            new FieldId("p.User.Box", "p.User$Box", "value", ReferenceType.OBJECT, true, false);
    private static final FieldId INNER =
            new FieldId("p.User.Box", "p.User$Box", "inner", ReferenceType.OBJECT, false, false);

    private final Variable self = Variable.parameter("self", TYPE);
    private final Variable x = Variable.parameter("x", Primitive.DOUBLE);

    private static MethodId method(String name, Invocation how, boolean accessible, Type result, Type... parameters) {
        return new MethodId("p.User", "p.User", name, List.of(parameters), result, accessible, how);
    }

    private static MethodId constructor(boolean accessible, Type... parameters) {
        return method(MethodId.CONSTRUCTOR, Invocation.STATIC, accessible, TYPE, parameters);
    }

    private static Compiled compiled(List<Variable> parameters, Type result, Stmt... statements) {
        Routine routine = new Routine("f", List.of(), true, parameters, result, Block.of(statements), Set.of());
        Companion companion =
                new Companion("p", "Generated", true, "p.User", List.of(), List.of(), List.of(routine), List.of());
        return Compiled.of(companion, Map.of("p.User", USER));
    }

    private static Object user(Compiled compiled, String type, double x) throws ReflectiveOperationException {
        var constructor = compiled.load(type).getDeclaredConstructor(double.class);
        constructor.setAccessible(true);
        return constructor.newInstance(x);
    }

    private static double x(Object user) throws ReflectiveOperationException {
        var field = user.getClass().getDeclaredField("x");
        field.setAccessible(true);
        return field.getDouble(user);
    }

    private static Expr use(Variable variable) {
        return new Expr.Use(variable);
    }

    private static Expr get(Expr object, FieldId field) {
        return new Expr.Field(object, field, field.type());
    }

    private static Stmt set(Variable object, FieldId field, Expr value) {
        return new Stmt.SetField(use(object), field, value, false, Origin.NONE);
    }

    private static Stmt let(Variable variable, Expr value) {
        return new Stmt.Assign(variable, value, Origin.NONE);
    }

    private static Stmt perform(Expr action) {
        return new Stmt.Perform(action, Origin.NONE);
    }

    private static Stmt result(Expr value) {
        return new Stmt.Return(value, Origin.NONE);
    }

    private static Expr op(BinaryOp op, Expr left, Expr right) {
        return new Expr.Binary(op, left, right, left.type());
    }

    private static Expr call(MethodId method, Expr... operands) {
        return new Expr.Call(method, List.of(operands), method.result());
    }

    @Test
    void fieldsAreReadAndWritten() throws Throwable {
        Compiled compiled = compiled(
                List.of(self, x),
                Primitive.DOUBLE,
                set(self, X, op(BinaryOp.MUL, get(use(self), X), use(x))),
                set(self, F, new Expr.Convert(use(x), Primitive.FLOAT)),
                set(self, N, op(BinaryOp.ADD, get(use(self), N), Expr.Constant.of(1))),
                result(op(BinaryOp.ADD, get(use(self), X), new Expr.Convert(get(use(self), N), Primitive.DOUBLE))));
        assertEquals("""
                self.x *= x;
                self.f = (float) x;
                self.n++;
                return self.x + self.n;
                """, compiled.body("f"));
        Object user = user(compiled, "p.User", 3);
        assertEquals(13.0, compiled.run("f", user, 4.0));
        assertEquals(12, x(user));
    }

    @Test
    void privateFieldsAreReachedThroughAccessors() throws Throwable {
        Compiled compiled = compiled(
                List.of(self, x),
                Primitive.DOUBLE,
                set(self, HIDDEN, op(BinaryOp.ADD, get(use(self), HIDDEN), use(x))),
                result(op(
                        BinaryOp.MUL,
                        get(use(self), HIDDEN),
                        new Expr.Convert(
                                new Expr.Load(get(use(self), INTS), Expr.Constant.of(0), Primitive.INT),
                                Primitive.DOUBLE))));
        assertEquals("""
                setHidden(self, getHidden(self) + x);
                return getHidden(self) * getInts(self)[0];
                """, compiled.body("f"));
        Object user = user(compiled, "p.User", 3);
        assertEquals((0.5 + 4) * 7, compiled.run("f", user, 4.0));
        assertEquals((0.5 + 8) * 7, compiled.run("f", user, 4.0));
        assertEquals(false, compiled.text().contains("setInts("), "a field that is only read needs no writer");
    }

    @Test
    void opaqueTextReadsPrivateFields() throws Throwable {
        PrivateMember any = PrivateMember.field(TYPE, "p.User", "p.User", "any", ReferenceType.OBJECT, false);
        Expr text = new Expr.Opaque(
                List.of(new Piece.Private(any), new Piece.Text("("), new Piece.Hole(), new Piece.Text(") + \"!\"")),
                List.of(use(self)),
                STRING,
                Effects.NONE,
                Opacity.INACTIVE,
                Origin.NONE);
        Compiled compiled = compiled(List.of(self), STRING, result(text));
        assertEquals("return getAny(self) + \"!\";\n", compiled.body("f"));
        assertEquals("any!", compiled.run("f", user(compiled, "p.User", 0)));
    }

    @Test
    void methodsAreCalledOnTheirReceiver() throws Throwable {
        MethodId twice = method("twice", Invocation.VIRTUAL, true, Primitive.DOUBLE);
        MethodId name = method("name", Invocation.VIRTUAL, true, Primitive.DOUBLE, Primitive.DOUBLE);
        Compiled compiled = compiled(
                List.of(self, x),
                Primitive.DOUBLE,
                perform(call(twice, use(self))),
                result(call(name, use(self), call(twice, new Expr.Cast(use(self), SUB)))));
        assertEquals("""
                self.twice();
                return self.name(((User.Sub) self).twice());
                """, compiled.body("f"));
        assertEquals(-12.0, compiled.run("f", user(compiled, "p.User$Sub", 3), 0.0));
        assertThrows(ClassCastException.class, () -> compiled.run("f", user(compiled, "p.User", 3), 0.0));
    }

    @Test
    void privateMethodsThrowWhatTheyThrow() throws Throwable {
        MethodId secret = method("secret", Invocation.EXACT, false, Primitive.DOUBLE, Primitive.DOUBLE);
        Compiled compiled = compiled(List.of(self, x), Primitive.DOUBLE, result(call(secret, use(self), use(x))));
        assertEquals("return callSecret(self, x);\n", compiled.body("f"));
        assertEquals(12.0, compiled.run("f", user(compiled, "p.User", 3), 4.0));
        Throwable e =
                assertThrows(java.io.IOException.class, () -> compiled.run("f", user(compiled, "p.User", 3), -1.0));
        assertEquals("negative", e.getMessage());
        assertThrows(NullPointerException.class, () -> compiled.run("f", null, 1.0));
    }

    /** What {@code super.twice()} is: the body of the superclass, also where the object's class overrides it. */
    @Test
    void anExactCallDoesNotDispatch() throws Throwable {
        MethodId exact = method("twice", Invocation.EXACT, false, Primitive.DOUBLE);
        MethodId virtual = method("twice", Invocation.VIRTUAL, false, Primitive.DOUBLE);
        Expr difference = op(BinaryOp.SUB, call(virtual, use(self)), call(exact, use(self)));
        Compiled compiled = compiled(List.of(self), Primitive.DOUBLE, result(difference));
        assertEquals("return callTwice(self) - callTwice2(self);\n", compiled.body("f"));
        assertEquals(6.0, compiled.run("f", user(compiled, "p.User$Sub", 3)));
    }

    @Test
    void theBodyOfAnInterfaceIsReached() throws Throwable {
        ObjectType named = new ObjectType(TYPE.reference().member("Named"));
        Variable object = Variable.parameter("object", named);
        MethodId exact = new MethodId(
                "p.User.Named",
                "p.User$Named",
                "name",
                List.of(Primitive.DOUBLE),
                Primitive.DOUBLE,
                false,
                Invocation.EXACT);
        Expr sum = op(
                BinaryOp.ADD,
                call(exact, use(object), use(x)),
                call(exact.with(Invocation.VIRTUAL), use(object), use(x)));
        Compiled compiled = compiled(List.of(object, x), Primitive.DOUBLE, result(sum));
        var constructor = compiled.load("p.User$Both").getDeclaredConstructor();
        constructor.setAccessible(true);
        assertEquals(20.0, compiled.run("f", constructor.newInstance(), 2.0));
    }

    @Test
    void objectsAreMade() throws Throwable {
        Variable made = Variable.local("made", TYPE, false);
        Variable other = Variable.local("other", TYPE, false);
        MethodId open = constructor(true, Primitive.DOUBLE);
        MethodId closed = constructor(false, Primitive.DOUBLE, Primitive.INT);
        Compiled compiled = compiled(
                List.of(x),
                Primitive.DOUBLE,
                let(made, new Expr.New(open, List.of(use(x)), TYPE)),
                perform(call(open.with(Invocation.CONSTRUCTION), use(made), use(x))),
                new Stmt.SetField(use(made), X, use(x), true, Origin.NONE),
                let(other, new Expr.New(closed, List.of(use(x), Expr.Constant.of(2)), TYPE)),
                perform(new Expr.New(open, List.of(use(x)), TYPE)),
                result(op(BinaryOp.ADD, get(use(made), X), get(use(other), X))));
        assertEquals("""
                User made = new User(x);
                User other = newUser(x, 2);
                new User(x);
                return made.x + other.x;
                """, compiled.body("f"));
        assertEquals(6.0, compiled.run("f", 3.0));
    }

    @Test
    void classesAreTested() throws Throwable {
        Expr exact = new Expr.InstanceOf(use(self), TYPE, true);
        Expr sub = new Expr.InstanceOf(use(self), SUB, false);
        Expr neither = new Expr.Unary(
                UnaryOp.NOT, new Expr.Binary(BinaryOp.OR, exact, sub, Primitive.BOOLEAN), Primitive.BOOLEAN);
        Compiled compiled = compiled(
                List.of(self, x),
                Primitive.DOUBLE,
                new Stmt.If(
                        new Expr.Unary(UnaryOp.NOT, sub, Primitive.BOOLEAN),
                        Block.of(result(use(x))),
                        Block.EMPTY,
                        Origin.NONE),
                new Stmt.If(exact, Block.of(result(Expr.Constant.of(1.0))), Block.EMPTY, Origin.NONE),
                new Stmt.If(neither, Block.of(result(Expr.Constant.of(2.0))), Block.EMPTY, Origin.NONE),
                result(Expr.Constant.of(3.0)));
        assertEquals("""
                if (!(self instanceof User.Sub)) {
                    return x;
                }
                if (self.getClass() == User.class) {
                    return 1.0;
                }
                if (!(self.getClass() == User.class || self instanceof User.Sub)) {
                    return 2.0;
                }
                return 3.0;
                """, compiled.body("f"));
        assertEquals(3.0, compiled.run("f", user(compiled, "p.User$Sub", 1), 0.0));
        assertEquals(0.0, compiled.run("f", user(compiled, "p.User", 1), 0.0));
    }

    /** The type of a member of a generic class is lost where the object's type arguments or the accessor do not tell it. */
    @Test
    void typeArgumentsAreRestored() throws Throwable {
        ObjectType strings = new ObjectType(new ReferenceType("p", "User.Box", List.of(STRING)));
        Variable box = Variable.parameter("box", strings);
        Variable raw = Variable.local("raw", BOX, false);
        MethodId get = new MethodId(
                "p.User.Box", "p.User$Box", "get", List.of(), ReferenceType.OBJECT, true, Invocation.VIRTUAL);
        Variable a = Variable.local("a", STRING, false);
        Variable b = Variable.local("b", STRING, false);
        Variable c = Variable.local("c", STRING, false);
        Variable boxes = Variable.local("boxes", new ArrayType(BOX), false);
        MethodId make = new MethodId(
                "p.User.Box",
                "p.User$Box",
                MethodId.CONSTRUCTOR,
                List.of(ReferenceType.OBJECT),
                BOX,
                true,
                Invocation.STATIC);
        Routine routine = new Routine(
                "f",
                List.of(),
                true,
                List.of(box),
                STRING,
                Block.of(
                        let(raw, use(box)),
                        let(a, new Expr.Field(use(raw), VALUE, STRING)),
                        let(b, new Expr.Call(get, List.of(use(box)), STRING)),
                        perform(new Expr.Call(get, List.of(use(raw)), STRING)),
                        let(c, new Expr.Field(use(box), INNER, STRING)),
                        let(boxes, new Expr.NewArray(new ArrayType(strings), List.of(Expr.Constant.of(1)))),
                        let(boxes, new Expr.ArrayLiteral(new ArrayType(strings), List.of(use(box)))),
                        let(box, new Expr.New(make, List.of(use(a)), strings)),
                        result(use(c))),
                Set.of());
        Companion companion =
                new Companion("p", "Generated", true, "p.User", List.of(), List.of(), List.of(routine), List.of());
        String text = io.github.cotangent.processor.companion.CompanionWriter.write(companion, List.of())
                .toString();
        assertEquals(true, text.contains("\"rawtypes\""), "the user's types are the user's business");
        assertEquals("""
                User.Box raw = box;
                String a = (String) raw.value;
                String b = box.get();
                String dropped = (String) raw.get();
                String c = (String) getInner(box);
                User.Box[] boxes = new User.Box[1];
                boxes = new User.Box[] {box};
                box = new User.Box(a);
                return c;
                """, Compiled.quiet(companion, Map.of("p.User", USER)).body("f"));
    }
}
