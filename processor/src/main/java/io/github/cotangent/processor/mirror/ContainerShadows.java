package io.github.cotangent.processor.mirror;

import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.ContainerFunction;
import io.github.cotangent.processor.ir.ContainerFunction.Effect;
import io.github.cotangent.processor.ir.ContainerFunction.Result;
import io.github.cotangent.processor.ir.ContainerFunction.Role;
import io.github.cotangent.processor.ir.ContainerType;
import io.github.cotangent.processor.ir.Effects;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Opacity;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Shadows of containers: what is done to a container is done to its shadow, with the shadows of the elements. So both always have
 * as many elements, in one order, and what is taken from the one has its shadow at the same place of the other.
 */
final class ContainerShadows {
    private static final ReferenceType HELD = new ReferenceType(ShadowTypes.RUNTIME + "Zeros").member("Held");

    private final Mirror mirror;

    ContainerShadows(Mirror mirror) {
        this.mirror = mirror;
    }

    /** The shadow of what an operation gives; null if it takes it from something that has no shadow. */
    Expr given(Expr.ContainerCall call) {
        if (call.function().result() == Result.COPY && call.type() instanceof ContainerType) {
            return made(call);
        }
        if (call.function().shadowName() == null) {
            return call.function().result() == Result.VIEW
                    ? mirror.shadow(call.operands().get(0))
                    : null;
        }
        return onShadow(call);
    }

    /** What must happen to the shadow of a container or iterator behind a statement that changes or moves it; null for nothing. */
    Stmt moved(Stmt stmt) {
        Expr.ContainerCall call = callOf(stmt);
        if (call == null || !call.function().actsOnShadow()) {
            return null;
        }
        boolean kept = stmt instanceof Stmt.Assign assign
                && assign.target().type().isFollowed()
                && mirror.shadow(assign.target()) != null;
        Expr moved = kept ? null : onShadow(call);
        return moved == null ? null : new Stmt.Perform(moved, stmt.origin());
    }

    /** What takes back a change of a shadow; null if a statement makes none. */
    Expr undoing(Stmt stmt) {
        Expr.ContainerCall call = callOf(stmt);
        return call == null
                        || !call.function().changes()
                        || mirror.shadow(call.operands().get(0)) == null
                ? null
                : call.operands().get(0);
    }

    private static Expr.ContainerCall callOf(Stmt stmt) {
        Expr value = stmt instanceof Stmt.Assign assign
                ? assign.value()
                : stmt instanceof Stmt.Perform perform ? perform.action() : null;
        return value instanceof Expr.ContainerCall call ? call : null;
    }

    private Expr onShadow(Expr.ContainerCall call) {
        Expr shadow = mirror.shadow(call.operands().get(0));
        if (shadow == null) {
            return null;
        }
        if (call.function().effect() == Effect.REARRANGES) {
            Expr before = call.operands().get(call.operands().size() - 1);
            List<Expr> operands = List.of(
                    shadow, mirror.shadow(before), before, call.operands().get(0));
            return new Expr.ContainerCall(call.function().ofShadow(), operands, typeOf(call));
        }
        List<Expr> operands = operands(call, 1);
        operands.add(0, shadow);
        if (call.function().needsOriginal()) {
            operands.add(call.operands().get(0));
        }
        return new Expr.ContainerCall(call.function().ofShadow(), operands, typeOf(call));
    }

    private Type typeOf(Expr.ContainerCall call) {
        return call.type().isFollowed() ? mirror.types().of(call.type()) : Primitive.VOID;
    }

    /** A new container. How much room it has at first is no matter of the shadow. */
    private Expr made(Expr.ContainerCall call) {
        ReferenceType type = (ReferenceType) mirror.types().of(call.type());
        ContainerFunction function = call.function();
        if (function.shadowName() != null) {
            boolean empty = !function.roles().contains(Role.CONTAINER);
            List<Expr> operands = empty ? List.of() : operands(call, 0);
            return new Expr.RuntimeCall(type.className(), function.shadowName(), operands, type);
        } else if (function.roles().contains(Role.CONTAINER)) {
            return new Expr.RuntimeCall(type.className(), "copyOf", operands(call, 0), type);
        } else if (function.roles().contains(Role.ELEMENT)) {
            return new Expr.RuntimeCall(type.className(), "of", each(operands(call, 0)), type);
        }
        return new Expr.NewState(type);
    }

    /** Elements as the arguments of a method that takes any number: a single array, or null, would be taken for all of them. */
    private static List<Expr> each(List<Expr> elements) {
        Expr single = elements.size() == 1 ? elements.get(0) : null;
        boolean isTakenForAll = single != null
                && (single.type() instanceof ArrayType array && array.element().isReference()
                        || single instanceof Expr.Constant);
        return isTakenForAll ? List.of(new Expr.Cast(single, ReferenceType.OBJECT)) : elements;
    }

    private List<Expr> operands(Expr.ContainerCall call, int first) {
        List<Expr> operands = new ArrayList<>();
        for (int i = first; i < call.operands().size(); i++) {
            Expr operand = call.operands().get(i);
            operands.add(call.function().roles().get(i) == Role.DATA ? operand : mirror.row(operand));
        }
        return operands;
    }

    /** New zeros in the shape of a container, or of an array of containers, and of all it leads to. */
    Expr zeros(Expr original, Type type) {
        return new Expr.RuntimeCall(
                "Zeros", "of", List.of(text(erased(type), ".class"), held(original.type()), original), type);
    }

    private Expr held(Type type) {
        int depth = 0;
        Type inner = type;
        while (inner.leaf() instanceof ContainerType container) {
            depth++;
            inner = container.element();
        }
        Type shadow = mirror.types().of(inner);
        List<Piece> pieces = new ArrayList<>(List.of(new Piece.TypeName(HELD)));
        if (inner.leaf() instanceof ObjectType) {
            pieces.add(new Piece.Text(".objects(" + depth + ", "));
            pieces.add(new Piece.TypeName(shadow));
            pieces.add(new Piece.Text(".class, "));
            pieces.add(new Piece.TypeName(shadow.leaf()));
            pieces.add(new Piece.Text("::fresh)"));
        } else {
            pieces.add(new Piece.Text(".numbers(" + depth + ")"));
        }
        return text(pieces);
    }

    private static Type erased(Type type) {
        return type instanceof ArrayType array ? new ArrayType(erased(array.element())) : ((ReferenceType) type).raw();
    }

    private static Expr text(Type type, String behind) {
        return text(List.of(new Piece.TypeName(type), new Piece.Text(behind)));
    }

    private static Expr text(List<Piece> pieces) {
        return new Expr.Opaque(pieces, List.of(), ReferenceType.OBJECT, Effects.NONE, Opacity.INACTIVE, Origin.NONE);
    }
}
