package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import io.github.cotangent.processor.ir.AnyType;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Boxes;
import io.github.cotangent.processor.ir.ContainerType;
import io.github.cotangent.processor.ir.Effects;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Opacity;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Java's conversions: widening, narrowing, boxing and unboxing made explicit. */
final class Conversions {
    private static final Map<String, Primitive> BOXES = Map.of(
            "java.lang.Boolean", Primitive.BOOLEAN,
            "java.lang.Byte", Primitive.BYTE,
            "java.lang.Short", Primitive.SHORT,
            "java.lang.Character", Primitive.CHAR,
            "java.lang.Integer", Primitive.INT,
            "java.lang.Long", Primitive.LONG,
            "java.lang.Float", Primitive.FLOAT,
            "java.lang.Double", Primitive.DOUBLE);

    private final Body body;
    private final StandIns standIns;

    Conversions(Body body, StandIns standIns) {
        this.body = body;
        this.standIns = standIns;
    }

    /** The primitive type a box holds; null for every other type. */
    static Primitive unboxed(Type type) {
        if (type instanceof ObjectType object) {
            return BOXES.get(object.name());
        }
        return type instanceof ReferenceType reference ? BOXES.get(reference.name()) : null;
    }

    /** The type of a unary numeric operation. */
    static Type promoted(Type type) {
        return type == Primitive.BYTE || type == Primitive.SHORT || type == Primitive.CHAR ? Primitive.INT : type;
    }

    /** The type of a binary numeric operation, or of a logical one on booleans. */
    static Type promoted(Type left, Type right) {
        for (Primitive wide : List.of(Primitive.DOUBLE, Primitive.FLOAT, Primitive.LONG)) {
            if (left == wide || right == wide) {
                return wide;
            }
        }
        return left == Primitive.BOOLEAN ? left : Primitive.INT;
    }

    /** Whether arrays of two types, at least one of them generic, are of one class: what is known of their elements may still differ. */
    static boolean haveOneClass(Type one, Type other) {
        return one instanceof ArrayType
                && other instanceof ArrayType
                && other.hasObjects()
                && one.rank() == other.rank()
                && erased(one.leaf()).equals(erased(other.leaf()));
    }

    private static ReferenceType erased(Type leaf) {
        if (leaf instanceof AnyType any) {
            return any.reference();
        } else if (leaf instanceof ObjectType object) {
            return object.erased().reference();
        }
        return leaf instanceof ReferenceType reference ? reference.raw() : ReferenceType.OBJECT;
    }

    /**
     * Whether a reference of one type that is followed may be taken for one of the other type: both are objects, or one has the type
     * of a type variable, of which arrays may be, too.
     */
    static boolean isNarrowing(Type from, Type to) {
        return from instanceof ObjectType && to instanceof ObjectType || isGeneric(from, to);
    }

    /** Whether one of two types is that of a type variable, and the other one, too, or one that is followed down to the elements. */
    static boolean isGeneric(Type from, Type to) {
        return from.isFollowed() && to.isFollowed() && (from.isOpen() || to.isOpen()) && !from.hides() && !to.hides();
    }

    /** The value as a primitive: what it is already, or what is in the box. */
    Expr unbox(Expr value, Node where) {
        Primitive content = unboxed(value.type());
        if (content != null && value.type() instanceof ObjectType box) {
            return new Expr.Field(body.atom(value, "boxed", where), Boxes.content(box), content);
        }
        return content == null ? value : box(value, content, where);
    }

    /**
     * The value converted to a type it is assigned or cast to.
     *
     * @param flat whether a floating result takes an atom as its operand
     */
    Expr to(Expr value, Type target, boolean flat, Node where) {
        if (value.type().equals(target)) {
            return value;
        }
        if (target instanceof Primitive primitive) {
            Expr number = unbox(value, where);
            return number.type() instanceof Primitive
                    ? convert(number, primitive, flat, where)
                    : retyped(number, target);
        }
        if (value.type() instanceof Primitive) {
            Primitive content = unboxed(target);
            if (content != null && target instanceof ObjectType box) {
                return boxed(to(value, content, flat, where), box, where);
            }
            return box(content == null ? value : to(value, content, flat, where), target, where);
        }
        if (value instanceof Expr.Constant constant && constant.text().equals("null")) {
            return new Expr.Constant("null", target);
        }
        if (standIns.tellApart(value.type(), target)) {
            return new Expr.Cast(body.atom(value, "t", where), target);
        }
        if (value.type().isOpen() && isGeneric(value.type(), target) && !target.isOpen()) {
            return new Expr.Cast(body.atom(value, "t", where), target);
        }
        if (value.type() instanceof ContainerType queue
                && target instanceof ContainerType seen
                && ContainerMethods.losesOrder(queue, seen)) {
            return as(body.atom(value, "t", where), target, List.of(new Piece.Hole()), Opacity.COLLECTION, where);
        }
        if (value.type().isFollowed() && target instanceof ReferenceType) {
            return asObject(body.atom(value, "t", where), target, where);
        }
        boolean isUnknown = value.type().hides() || value.type().isData() && !(value instanceof Expr.Constant);
        if (target.isOpen() && isUnknown) {
            return asObject(body.atom(function(value), "t", where), target, where);
        }
        if (value.type() instanceof ObjectType && target instanceof ContainerType) {
            return asObject(body.atom(value, "t", where), target, where);
        }
        if (target instanceof ArrayType) {
            return toArrayOfObjects(value, target, where);
        }
        boolean typedByTarget = value.type() instanceof ReferenceType
                && target instanceof ReferenceType
                && !target.equals(ReferenceType.OBJECT);
        return typedByTarget ? retyped(value, target) : value;
    }

    /** An argument, of the type that a parameter has here, as of the type it is declared with. */
    Expr asParameter(Expr value, Type declared, Node where) {
        return declared.isOpen() ? to(value, declared, true, where) : toArrayOfObjects(value, declared, where);
    }

    /** Rows of numbers where the type says objects are objects: who gets the array may exchange them. */
    private Expr toArrayOfObjects(Expr value, Type target, Node where) {
        boolean hides = value.type() instanceof ArrayType
                && target instanceof ArrayType
                && target.leaf() instanceof ReferenceType
                && !(value.type().leaf() instanceof ReferenceType);
        return hides ? asObject(body.atom(value, "t", where), target, where) : value;
    }

    /** Text that javac accepts for the type; what is known of its own type may be less than that. */
    private static Expr retyped(Expr value, Type target) {
        return value instanceof Expr.Opaque text
                ? new Expr.Opaque(text.pieces(), text.operands(), target, text.effects(), text.opacity(), text.origin())
                : value;
    }

    private Expr convert(Expr number, Primitive target, boolean flat, Node where) {
        if (number.type() == target) {
            return number;
        }
        if (number instanceof Expr.Constant constant && isWide(target)) {
            Object value = integerValue(constant);
            if (value != null) {
                return Literals.widened(value, target);
            }
        }
        Expr operand = flat && target.isFloating() ? body.atom(number, "t", where) : number;
        return new Expr.Convert(operand, target, body.origin(where));
    }

    private static boolean isWide(Primitive target) {
        return target.isFloating() || target == Primitive.LONG;
    }

    /** The value of a plain decimal literal. */
    private static Object integerValue(Expr.Constant constant) {
        if (constant.type() != Primitive.INT || !constant.text().matches("-?(0|[1-9][0-9_]*)")) {
            return null;
        }
        return Integer.valueOf(constant.text().replace("_", ""));
    }

    /**
     * An array or object as one that is not followed: what is done to that is done to the array or object. A class of the user's
     * that is a collection may do anything when it is asked as one.
     */
    private Expr asObject(Expr.Atom array, Type target, Node where) {
        boolean isLess = standIns.isNeeded(array.type()) || array.type().isOpen();
        List<Piece> pieces = isLess && !target.equals(ReferenceType.OBJECT)
                ? List.of(new Piece.Text("("), new Piece.TypeName(target), new Piece.Text(") "), new Piece.Hole())
                : List.of(new Piece.Hole());
        return as(array, target, pieces, Opacity.OBJECT, where);
    }

    private Expr as(Expr.Atom object, Type target, List<Piece> pieces, Opacity opacity, Node where) {
        List<Variable> kept = object instanceof Expr.Use use && use.type().isFollowed() && !target.isData()
                ? List.of(use.variable())
                : List.of();
        Effects effects = new Effects(true, List.of(), kept, false);
        return new Expr.Opaque(pieces, List.of(object), target, effects, opacity, body.origin(where));
    }

    /** A function as text says which interface it implements, for places that do not. */
    private static Expr function(Expr value) {
        if (!(value instanceof Expr.Opaque text) || text.opacity() != Opacity.LAMBDA) {
            return value;
        }
        List<Piece> pieces =
                new ArrayList<>(List.of(new Piece.Text("("), new Piece.TypeName(text.type()), new Piece.Text(") ")));
        pieces.addAll(text.pieces());
        return new Expr.Opaque(pieces, text.operands(), text.type(), text.effects(), text.opacity(), text.origin());
    }

    /** A new box, with the number in it. */
    private Expr boxed(Expr number, ObjectType box, Node where) {
        Expr.Atom content = body.atom(number, "t", where);
        Expr.Use made = body.keep(new Expr.New(Boxes.creation(box), List.of(content), box), "boxed", where);
        body.emit(new Stmt.SetField(made, Boxes.content(box), content, true, body.origin(where)));
        return made;
    }

    private Expr box(Expr value, Type target, Node where) {
        Expr.Atom operand = body.atom(value, "t", where);
        return new Expr.Opaque(
                List.of(new Piece.Hole()), List.of(operand), target, Effects.NONE, Opacity.BOXING, body.origin(where));
    }
}
