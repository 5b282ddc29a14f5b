package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.ir.ArrayFunction;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.ContainerFunction;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.rules.Rule;
import io.github.cotangent.processor.rules.Rules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which way data takes through a single statement or expression, whatever is in it. */
final class Flows {
    private Flows() {}

    /** The operands whose derivative reaches the value of an expression. */
    static List<Expr> flowing(Expr expr) {
        if (expr instanceof Expr.Detach
                || expr instanceof Expr.Ruled ruled && ruled.ruling().constant()
                || expr instanceof Expr.Length
                || expr instanceof Expr.ContainerCall container
                        && container.function().result() == ContainerFunction.Result.DATA
                || expr instanceof Expr.New
                || expr instanceof Expr.NewArray) {
            return List.of();
        }
        if (expr instanceof Expr.ArrayCall call) {
            return List.of(call.operands().get(0));
        }
        List<Expr> flowing = new ArrayList<>();
        boolean floating = expr.type().isFloating();
        boolean logical = expr.type() == Primitive.BOOLEAN;
        Optional<Rule> rule = floating && !(expr instanceof Expr.Call) ? Rules.of(expr) : Optional.empty();
        List<Expr> operands = expr.operands();
        for (int i = 0; i < operands.size(); i++) {
            Expr operand = operands.get(i);
            boolean cut = logical
                    || !floating && operand.type().isFloating() && expr.type() instanceof Primitive
                    || operand.type().isFloating()
                            && rule.isPresent()
                            && rule.get().isZero(i);
            if (!cut) {
                flowing.add(operand);
            }
        }
        return flowing;
    }

    /** Whether the value of opaque code could carry a derivative: not if it is an integer or a truth value. */
    static boolean carries(Expr.Opaque opaque) {
        Type type = opaque.type();
        return !(type instanceof Primitive) || type.isFloating() || Bits.areTakenBy(opaque);
    }

    /** The variables that opaque code may put what it reads into, besides its value. */
    static Set<Variable> outlets(Expr.Opaque opaque) {
        Set<Variable> outlets = new HashSet<>(opaque.effects().assigned());
        if (!Bits.areTakenBy(opaque)) {
            outlets.removeIf(variable ->
                    variable.type() instanceof Primitive && !variable.type().isFloating());
        }
        outlets.addAll(opaque.effects().mutated());
        if (!opaque.effects().pure()) {
            for (Expr operand : opaque.operands()) {
                if (operand instanceof Expr.Use use
                        && use.type() instanceof ReferenceType reference
                        && !reference.equals(ReferenceType.STRING)) {
                    outlets.add(use.variable());
                }
            }
        }
        return outlets;
    }

    /** What a JDK operation on arrays writes to. */
    static Expr target(Expr.ArrayCall call) {
        return call.operands().get(call.function() == ArrayFunction.ARRAYCOPY ? 2 : 0);
    }

    /** What a JDK operation on arrays writes. */
    static Expr source(Expr.ArrayCall call) {
        List<Expr> operands = call.operands();
        return call.function() == ArrayFunction.ARRAYCOPY ? operands.get(0) : operands.get(operands.size() - 1);
    }

    /** Whether an expression reads an element or a field. */
    static boolean isRead(Expr expr) {
        return expr instanceof Expr.Load
                || expr instanceof Expr.Field
                || expr instanceof Expr.ContainerCall call
                        && call.function().result() == ContainerFunction.Result.ELEMENT;
    }

    /** A reference that is stored needs no mark: what it leads to has its own, unless the place says nothing of what it is. */
    static boolean isReference(Stmt.Store store) {
        return store.value().type().isFollowed()
                && store.array().type().elementType().isFollowed();
    }

    /** The same for a field. */
    static boolean isReference(Stmt.SetField set) {
        return set.value().type().isFollowed() && set.field().type().isFollowed();
    }

    /** Whether an expression only passes references on: what they lead to is in one group on both sides, with its marks. */
    static boolean isReference(Expr value, Type target) {
        if (!value.type().isFollowed() || !target.isFollowed()) {
            return false;
        }
        return value instanceof Expr.Atom
                || value instanceof Expr.Load
                || value instanceof Expr.Field
                || value instanceof Expr.Cast
                || value instanceof Expr.ContainerCall
                || (value instanceof Expr.ArrayLiteral || value instanceof Expr.ArrayCall)
                        && ((ArrayType) value.type()).element().isFollowed();
    }

    /** Whether a variable is a primitive that is no floating number: it carries nothing but bits. */
    static boolean isInteger(Variable variable) {
        return variable.type() instanceof Primitive && !variable.type().isFloating();
    }
}
