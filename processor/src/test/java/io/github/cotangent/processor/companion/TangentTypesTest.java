package io.github.cotangent.processor.companion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cotangent.processor.companion.Companion.ResultClass;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Layout;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.print.Compiled;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tangent types do what the contract says of them; the user's classes here have what makes it hard: cycles, subclasses, arrays. */
class TangentTypesTest {
    private static final String USER = """
            package p;

            class User {
                interface Figure {}

                static class Shape implements Figure {
                    private double scale = 2;
                    double[] weights;
                    final Node node;
                    Shape(Node node, double... weights) {
                        this.node = node;
                        this.weights = weights;
                    }
                }

                static class Circle extends Shape {
                    float scale;
                    Circle(Node node, double... weights) { super(node, weights); }
                }

                static class Ring extends Circle {
                    double clear;
                    Ring(Node node, double... weights) { super(node, weights); }
                }

                static class Stranger extends Circle {
                    Stranger(Node node, double... weights) { super(node, weights); }
                }

                static class Node {
                    double value;
                    private Node next;
                    Shape[] shapes;
                    Figure figure;
                    Node(Node next, Shape... shapes) {
                        this.next = next;
                        this.shapes = shapes;
                    }
                    void link(Node to) { next = to; }
                }
            }
            """;
    private static final Type ARRAY = new ArrayType(Primitive.DOUBLE);
    private static final ReferenceType SHAPE_TANGENT = new ReferenceType("ShapeTangent");
    private static final ReferenceType CIRCLE_TANGENT = new ReferenceType("CircleTangent");
    private static final ReferenceType RING_TANGENT = new ReferenceType("RingTangent");
    private static final ReferenceType NODE_TANGENT = new ReferenceType("NodeTangent");
    private static final ReferenceType FIGURE_TANGENT = new ReferenceType("FigureTangent");

    private static ObjectType user(String name) {
        return new ObjectType(new ReferenceType("p.User").member(name));
    }

    private static FieldId field(String owner, String name, Type type, boolean accessible) {
        return new FieldId("p.User." + owner, "p.User$" + owner, name, type, accessible, false);
    }

    private static TangentType tangent(
            String name,
            ReferenceType superclass,
            boolean closed,
            int rank,
            List<TangentType.Part> parts,
            TangentType.Subclass... subclasses) {
        Layout layout = new Layout(
                user(name),
                null,
                List.of(),
                parts.stream().map(TangentType.Part::field).toList(),
                List.of(),
                false,
                false,
                true,
                closed,
                true,
                false);
        boolean figure = name.equals("Figure");
        return new TangentType(
                name + "Tangent",
                superclass,
                name.equals("Shape") ? List.of(FIGURE_TANGENT) : List.of(),
                layout,
                parts,
                List.of(subclasses),
                rank,
                figure,
                true);
    }

    private static final TangentType.Subclass CIRCLE = new TangentType.Subclass(user("Circle"), CIRCLE_TANGENT);
    private static final TangentType.Subclass RING = new TangentType.Subclass(user("Ring"), RING_TANGENT);

    private static final List<TangentType> TANGENTS = List.of(
            tangent(
                    "Figure",
                    null,
                    false,
                    0,
                    List.of(),
                    new TangentType.Subclass(user("Shape"), SHAPE_TANGENT),
                    CIRCLE,
                    RING),
            tangent(
                    "Shape",
                    null,
                    false,
                    1,
                    List.of(
                            new TangentType.Part(
                                    "scale", field("Shape", "scale", Primitive.DOUBLE, false), Primitive.DOUBLE),
                            new TangentType.Part("weights", field("Shape", "weights", ARRAY, true), ARRAY),
                            new TangentType.Part("node", field("Shape", "node", user("Node"), true), NODE_TANGENT)),
                    CIRCLE,
                    RING),
            tangent(
                    "Circle",
                    SHAPE_TANGENT,
                    false,
                    0,
                    List.of(new TangentType.Part(
                            TangentType.partName("scale", Set.of("scale")),
                            field("Circle", "scale", Primitive.FLOAT, true),
                            Primitive.FLOAT)),
                    RING),
            tangent(
                    "Ring",
                    CIRCLE_TANGENT,
                    true,
                    0,
                    List.of(new TangentType.Part(
                            TangentType.partName("clear", Set.of()),
                            field("Ring", "clear", Primitive.DOUBLE, true),
                            Primitive.DOUBLE))),
            tangent(
                    "Node",
                    null,
                    true,
                    2,
                    List.of(
                            new TangentType.Part(
                                    "value", field("Node", "value", Primitive.DOUBLE, true), Primitive.DOUBLE),
                            new TangentType.Part("next", field("Node", "next", user("Node"), false), NODE_TANGENT),
                            new TangentType.Part(
                                    "shapes",
                                    field("Node", "shapes", new ArrayType(user("Shape")), true),
                                    new ArrayType(SHAPE_TANGENT)),
                            new TangentType.Part(
                                    "figure", field("Node", "figure", user("Figure"), true), FIGURE_TANGENT))));

    private static final ResultClass RESULT = new ResultClass(
            "LossGradient",
            ResultClass.Kind.GRADIENT,
            Primitive.DOUBLE,
            null,
            List.of(
                    new Companion.Part("node", NODE_TANGENT),
                    new Companion.Part("shapes", new ArrayType(SHAPE_TANGENT))));

    private final Compiled compiled = Compiled.of(
            new Companion(
                    "p",
                    "UserDerivatives",
                    false,
                    "p.User",
                    List.of(RESULT),
                    List.of(),
                    List.of(),
                    TANGENTS,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Map.of()),
            Map.of("p.User", USER));

    // ---- reflection, as users' code would call

    private Object make(String type, Object... arguments) throws Throwable {
        return call(compiled.load(type), null, "new", arguments);
    }

    private Object shape(String type, Object node, double... weights) throws Throwable {
        return make("p.User$" + type, node, weights);
    }

    private Object node(Object next, Object... shapes) throws Throwable {
        Object[] array = (Object[]) java.lang.reflect.Array.newInstance(compiled.load("p.User$Shape"), shapes.length);
        System.arraycopy(shapes, 0, array, 0, shapes.length);
        return make("p.User$Node", next, array);
    }

    private Object tangent(String name) throws Throwable {
        return make("p.UserDerivatives$" + name);
    }

    private Object zeros(String tangent, Object original) throws Throwable {
        return call(compiled.load("p.UserDerivatives$" + tangent), null, "zeros", original, new IdentityHashMap<>());
    }

    private static Object get(Object object, String accessor) throws Throwable {
        return call(object.getClass(), object, accessor);
    }

    private static Object set(Object object, String accessor, Object value) throws Throwable {
        return call(object.getClass(), object, accessor, value);
    }

    private static Object call(Class<?> type, Object self, String name, Object... arguments) throws Throwable {
        List<java.lang.reflect.Executable> found = new ArrayList<>();
        if (name.equals("new")) {
            found.addAll(List.of(type.getDeclaredConstructors()));
        } else {
            for (Class<?> c = type; c != null; c = c.getSuperclass()) {
                found.addAll(List.of(c.getDeclaredMethods()));
            }
        }
        for (var each : found) {
            if ((name.equals("new") || each.getName().equals(name))
                    && !each.isSynthetic()
                    && fits(each.getParameterTypes(), arguments)) {
                each.setAccessible(true);
                try {
                    return each instanceof java.lang.reflect.Method method
                            ? method.invoke(self, arguments)
                            : ((java.lang.reflect.Constructor<?>) each).newInstance(arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }
        }
        throw new AssertionError("no " + name + " in " + type);
    }

    private static boolean fits(Class<?>[] parameters, Object[] arguments) {
        boolean fits = parameters.length == arguments.length;
        for (int i = 0; fits && i < parameters.length; i++) {
            fits = arguments[i] == null
                    ? !parameters[i].isPrimitive()
                    : java.lang.invoke.MethodType.methodType(parameters[i])
                            .wrap()
                            .returnType()
                            .isInstance(arguments[i]);
        }
        return fits;
    }

    // ---- zeros

    @Test
    void zerosHaveTheShapeOfTheObjects() throws Throwable {
        Object shared = shape("Ring", null, 1, 2);
        Object first = node(null, shared, shape("Shape", null, 3), null, shared);
        Object second = node(first);
        call(first.getClass(), first, "link", second);

        Object zero = zeros("NodeTangent", first);
        assertEquals(0.0, get(zero, "value"));
        assertSame(zero, get(get(zero, "next"), "next"), "a cycle is a cycle");
        Object[] shapes = (Object[]) get(zero, "shapes");
        assertEquals("ShapeTangent[]", shapes.getClass().getSimpleName());
        assertEquals("RingTangent", shapes[0].getClass().getSimpleName());
        assertEquals("ShapeTangent", shapes[1].getClass().getSimpleName());
        assertNull(shapes[2]);
        assertSame(shapes[0], shapes[3], "one object has one shadow");
        assertArrayEquals(new double[2], (double[]) get(shapes[0], "weights"));
        assertEquals(0f, get(shapes[0], "scale_"), "a field that hides another has an accessor of its own");
        assertEquals(0.0, get(shapes[0], "clear_"));
        assertNull(zeros("NodeTangent", null));
    }

    @Test
    void anUnknownClassHasTheTangentOfTheNearestKnownOne() throws Throwable {
        assertEquals(
                "CircleTangent",
                zeros("ShapeTangent", shape("Stranger", null)).getClass().getSimpleName());
        Object node = node(null);
        var figure = node.getClass().getDeclaredField("figure");
        figure.setAccessible(true);
        figure.set(node, shape("Ring", null));
        assertEquals(
                "RingTangent",
                get(zeros("NodeTangent", node), "figure").getClass().getSimpleName());
        Object unknown = java.lang.reflect.Proxy.newProxyInstance(
                compiled.type().getClassLoader(),
                new Class<?>[] {compiled.load("p.User$Figure")},
                (proxy, method, arguments) -> method.getName().equals("hashCode") ? 1 : null);
        figure.set(node, unknown);
        assertNull(get(zeros("NodeTangent", node), "figure"), "nothing is known of the class");
    }

    @Test
    void knownShadowsAreKept() throws Throwable {
        double[] weights = {1, 2};
        Object a = shape("Shape", null, weights);
        Object b = shape("Circle", null, weights);
        IdentityHashMap<Object, Object> known = new IdentityHashMap<>();
        double[] bar = new double[2];
        known.put(weights, bar);
        Class<?> type = compiled.load("p.UserDerivatives$ShapeTangent");
        Object zero = call(type, null, "zeros", a, known);
        assertSame(bar, get(zero, "weights"));
        assertSame(bar, get(call(type, null, "zeros", b, known), "weights"));
        assertSame(zero, call(type, null, "zeros", a, known));
    }

    @Test
    void arraysOfObjectsHaveArraysOfTangents() throws Throwable {
        Object node = node(null);
        Class<?> type = node.getClass();
        Object[] row = (Object[]) java.lang.reflect.Array.newInstance(type, 2);
        row[0] = node;
        Object[] matrix = (Object[]) java.lang.reflect.Array.newInstance(row.getClass(), 3);
        matrix[0] = row;
        matrix[2] = row;
        Object[] zeros = (Object[]) zeros("NodeTangent", matrix);
        assertEquals("NodeTangent[][]", zeros.getClass().getSimpleName());
        assertSame(zeros[0], zeros[2]);
        assertNull(zeros[1]);
        assertEquals("NodeTangent", ((Object[]) zeros[0])[0].getClass().getSimpleName());
    }

    // ---- as users see them

    @Test
    void tangentsAreWrittenForPeople() throws Throwable {
        Object ring = tangent("RingTangent");
        set(ring, "clear_", 3.0);
        set(ring, "scale", 1.5);
        Object node = tangent("NodeTangent");
        set(node, "value", 2.0);
        set(node, "next", node);
        set(ring, "node", node);
        assertEquals(
                "RingTangent[scale=1.5, weights=null, node=NodeTangent[value=2.0, next=NodeTangent[...], shapes=null,"
                        + " figure=null], scale_=0.0, clear_=3.0]",
                ring.toString());
        Object long1 = tangent("NodeTangent");
        for (int i = 0; i < 100_000; i++) {
            long1 = set(tangent("NodeTangent"), "next", long1);
        }
        assertTrue(long1.toString().length() < 2000, "depth is limited");
    }

    @Test
    void tangentsTravel() throws Throwable {
        Object node = set(tangent("NodeTangent"), "value", 2.0);
        set(node, "next", node);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(node);
        ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())) {
            @Override
            protected Class<?> resolveClass(ObjectStreamClass wanted) throws ClassNotFoundException {
                return Class.forName(wanted.getName(), false, compiled.type().getClassLoader());
            }
        };
        Object copy = in.readObject();
        assertEquals(2.0, get(copy, "value"));
        assertSame(copy, get(copy, "next"));
    }

    @Test
    void resultsSumAndClearObjects() throws Throwable {
        Object first = node(null, shape("Circle", null, 1, 2));
        Object one = tangent("LossGradient");
        var field = one.getClass().getDeclaredField("node");
        field.setAccessible(true);
        Object bar = zeros("NodeTangent", first);
        set(bar, "value", 1.5);
        Object circle = ((Object[]) get(bar, "shapes"))[0];
        set(circle, "scale", 4.0);
        ((double[]) get(circle, "weights"))[1] = 7;
        field.set(one, bar);
        Object sum = tangent("LossGradient");
        assertNull(get(sum, "node"));
        call(sum.getClass(), sum, "add", one);
        assertNotSame(bar, get(sum, "node"), "the sum is no view of the addend");
        call(sum.getClass(), sum, "add", one);
        assertEquals(
                "LossGradient[value=0.0, node=NodeTangent[value=3.0, next=null, shapes=[CircleTangent[scale=8.0,"
                        + " weights=[0.0, 14.0], node=null, scale_=0.0]], figure=null], shapes=null]",
                sum.toString());
        assertEquals(1.5, get(bar, "value"), "the addend keeps its contents");
        Object kept = get(sum, "node");
        get(sum, "clear");
        assertSame(kept, get(sum, "node"));
        assertEquals(0.0, get(kept, "value"));
        assertArrayEquals(new double[2], (double[]) get(((Object[]) get(kept, "shapes"))[0], "weights"));
    }

    // ---- what generated code calls

    @Test
    void seedsAreCheckedByPlace() throws Throwable {
        Class<?> type = compiled.load("p.UserDerivatives$NodeTangent");
        Object original = node(node(null), shape("Circle", null, 1, 2));
        Object seed = zeros("NodeTangent", original);
        call(type, null, "check", "nodeBar", seed, original);
        Object circle = ((Object[]) get(seed, "shapes"))[0];
        set(circle, "weights", new double[3]);
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> call(type, null, "check", "nodeBar", seed, original));
        assertTrue(e.getMessage().startsWith("nodeBar.shapes[0].weights: pass an array of shape [2]"), e.getMessage());
        set(circle, "weights", new double[2]);
        set(seed, "next", null);
        e = assertThrows(IllegalArgumentException.class, () -> call(type, null, "check", "nodeBar", seed, original));
        assertTrue(e.getMessage().startsWith("nodeBar.next: pass one of class NodeTangent"), e.getMessage());
        call(type, null, "check", "nodeBar", null, null);
    }

    @Test
    void sumsStartWithACopy() throws Throwable {
        Class<?> type = compiled.load("p.UserDerivatives$NodeTangent");
        Object addend = set(tangent("NodeTangent"), "value", 2.0);
        set(addend, "next", addend);
        Object sum = call(type, null, "sum", null, addend);
        assertNotSame(addend, sum);
        assertSame(sum, get(sum, "next"));
        assertSame(sum, call(type, null, "sum", sum, addend));
        assertEquals(4.0, get(sum, "value"), "the cycle comes by once");
        assertSame(sum, call(type, null, "sum", sum, null));
        Object other = tangent("NodeTangent");
        call(type, null, "add", other, sum);
        call(type, null, "add", null, sum);
        assertEquals(4.0, get(other, "value"));
        call(type, other, "add", sum);
        assertEquals(8.0, get(other, "value"));
        assertEquals(4.0, get(get(other, "next"), "value"), "the place was zero before");
        assertNotSame(sum, get(other, "next"));
    }

    /** Accessors of private fields are named around the members of tangent types, which would hide them. */
    @Test
    void aTangentTypeMayHaveAFileOfItsOwn() {
        TangentType node = TANGENTS.get(4);
        List<TangentType.Part> parts = new ArrayList<>();
        parts.add(node.parts().get(1));
        parts.add(new TangentType.Part("getNext", node.parts().get(0).field(), Primitive.DOUBLE));
        TangentType own =
                new TangentType(node.name(), null, List.of(), node.layout(), parts, List.of(), 0, false, false);
        String text = TangentTypes.write(own, "p", false, List.of()).toString();
        assertTrue(text.contains(" next = zeros.of(NodeTangent.class, getNext2(like), NodeTangent::fresh);"), text);
        assertFalse(text.contains("public final class"), "the user's class is not public");
        Companion empty = new Companion(
                "p",
                "Other",
                false,
                "p.User",
                List.of(),
                List.of(),
                List.of(),
                List.of(own),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
        Compiled.of(empty, Map.of("p.User", USER, "p.NodeTangent", text));
    }
}
