package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.ir.BinaryOp;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.mirror.Mirror;
import io.github.cotangent.processor.mirror.ShadowTypes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Finds places for the cotangents of array and object parameters before the forward sweep, and hands them over to the caller's
 * result object at the end.
 *
 * <p>The cotangent of an array that the method only reads is collected right in the buffer of the result object. One that the
 * method overwrites needs storage of its own, since its cotangent is read and cleared on the way back; so do objects, and
 * arguments that turn out to be the same array, which share one cotangent. Where the reverse sweep runs later, all have storage of
 * their own; and where the reverse sweep may stop on the way, nothing is collected in the result object.
 */
final class CotangentPlaces {
    static final Type KNOWN =
            new ReferenceType("java.util.IdentityHashMap", List.of(ReferenceType.OBJECT, ReferenceType.OBJECT));

    private final Request request;
    private final Method method;
    private final Subject subject;
    private final Mirror mirror;
    private final Variable into;
    private final boolean isRetained;
    private final boolean mayStop;
    private final Set<Variable> reassigned;
    private final List<Stmt> prologue = new ArrayList<>();
    private final List<Stmt> checks = new ArrayList<>();
    private final List<Stmt> epilogue = new ArrayList<>();
    private Expr known;

    /**
     * @param isRetained whether the reverse sweep runs later, and {@code into} is known only then
     * @param mayStop whether the reverse sweep may throw, and must leave {@code into} as it is then
     */
    CotangentPlaces(
            Request request, Subject subject, Mirror mirror, Variable into, boolean isRetained, boolean mayStop) {
        this.request = request;
        this.method = request.method();
        this.subject = subject;
        this.mirror = mirror;
        this.into = into;
        this.isRetained = isRetained;
        this.mayStop = mayStop;
        this.reassigned = Walk.assigned(method.body());
    }

    /**
     * Arranges.
     *
     * @param before what must run before the forward sweep
     * @param late what must run before a reverse sweep that runs later
     * @param after what must run after the reverse sweep
     */
    void arrange(List<Stmt> before, List<Stmt> late, List<Stmt> after) {
        List<Variable> inputs = request.inputs().stream()
                .map(method.parameters()::get)
                .filter(parameter -> parameter.type().isFollowed())
                .toList();
        List<Variable> shadowed = method.parameters().stream()
                .filter(parameter -> mirror.shadow(parameter) != null)
                .toList();
        Set<Variable> places = new LinkedHashSet<>(method.parameters());
        places.removeIf(parameter -> !shadowed.contains(parameter) && !inputs.contains(parameter));
        known(shadowed.isEmpty() ? Set.of() : places);
        inputs.stream().filter(parameter -> !shadowed.contains(parameter)).forEach(this::unused);
        for (Variable parameter : shadowed) {
            if (!inputs.contains(parameter)) {
                prologue.add(new Stmt.Assign(mirror.shadow(parameter), zeros(parameter), Origin.NONE));
                continue;
            }
            if (isObject(parameter.type())) {
                object(parameter);
            } else {
                array(parameter);
            }
        }
        request.fields().forEach(this::field);
        before.addAll(prologue);
        late.addAll(checks);
        after.addAll(epilogue);
    }

    static boolean isObject(Type type) {
        return type.hasObjects();
    }

    /** What is known about arguments that are the same: nothing needs to be if there is but one array. */
    private void known(Set<Variable> places) {
        boolean objects = places.stream().anyMatch(parameter -> isObject(parameter.type()));
        boolean rows = places.stream()
                .anyMatch(parameter ->
                        mirror.shadow(parameter) != null && parameter.type().rank() > 1);
        if (!objects && !rows && places.size() < 2) {
            return;
        }
        Variable sharing = Variable.generated("shared", KNOWN);
        prologue.add(new Stmt.Assign(sharing, sharing(places), Origin.NONE));
        known = new Expr.Use(sharing);
    }

    /** Finds out whether arguments share anything; where objects are among them, that shows on the way. */
    static Expr sharing(Collection<Variable> arguments) {
        if (arguments.stream().anyMatch(argument -> isObject(argument.type()))) {
            return new Expr.RuntimeCall("Shadows", "none", List.of(), KNOWN);
        }
        List<Expr> arrays = new ArrayList<>();
        arguments.forEach(argument -> arrays.add(new Expr.Use(argument)));
        return new Expr.RuntimeCall("Shadows", "shared", arrays, KNOWN);
    }

    /**
     * Makes zeros for arrays and objects; what two of these share, their zeros share.
     *
     * @param shadows for each array or object the variable for its zeros
     * @param fresh gives zeros
     */
    static void zeros(Map<Variable, Variable> shadows, UnaryOperator<Expr> fresh, List<Stmt> out) {
        Set<Variable> originals = shadows.keySet();
        boolean shares = originals.size() > 1
                || originals.stream().anyMatch(original -> original.type().rank() > 1);
        Variable known = shares ? Variable.generated("shared", KNOWN) : null;
        if (known != null) {
            out.add(new Stmt.Assign(known, sharing(originals), Origin.NONE));
        }
        shadows.forEach((original, shadow) -> {
            Expr zeros = fresh.apply(new Expr.Use(original));
            if (known != null) {
                List<Expr> operands = new ArrayList<>(zeros.operands());
                operands.add(new Expr.Use(known));
                zeros = zeros.withOperands(operands);
            }
            out.add(new Stmt.Assign(shadow, zeros, Origin.NONE));
        });
    }

    private Expr zeros(Variable parameter) {
        Expr plain = mirror.zeros(new Expr.Use(parameter));
        if (known == null) {
            return plain;
        }
        List<Expr> operands = new ArrayList<>(plain.operands());
        operands.add(known);
        return plain.withOperands(operands);
    }

    /** An input that nothing flows to, unless the caller passes an array twice: then it shows the whole. */
    private void unused(Variable parameter) {
        Variable zeros =
                Variable.shadow(parameter.name() + "Bar", mirror.types().of(parameter.type()));
        if (isObject(parameter.type())) {
            prologue.add(new Stmt.Assign(zeros, zeros(parameter), Origin.NONE));
            epilogue.add(set(parameter, sum(place(parameter), new Expr.Use(zeros))));
        } else if (isRetained) {
            prologue.add(new Stmt.Assign(zeros, zeros(parameter), Origin.NONE));
            added(parameter, new Expr.Use(zeros));
        } else {
            prologue.add(new Stmt.Assign(zeros, claim("claim", parameter, known), Origin.NONE));
            epilogue.add(set(parameter, settled(parameter, new Expr.Use(zeros))));
        }
    }

    private void object(Variable parameter) {
        Variable shadow = mirror.shadow(parameter);
        prologue.add(new Stmt.Assign(shadow, zeros(parameter), Origin.NONE));
        Expr initial = new Expr.Use(shadow);
        if (reassigned.contains(parameter)) {
            initial = kept(parameter, initial);
        }
        epilogue.add(set(parameter, sum(place(parameter), initial)));
    }

    private void array(Variable parameter) {
        Expr shadow = new Expr.Use(mirror.shadow(parameter));
        boolean overwritten =
                subject.storage().isWrittenWithin(subject.storage().of(parameter));
        boolean owned = overwritten || mayStop;
        prologue.add(new Stmt.Assign(
                mirror.shadow(parameter),
                isRetained ? zeros(parameter) : claim(owned ? "fresh" : "claim", parameter, known),
                Origin.NONE));
        boolean rowsChange = overwritten && parameter.type().rank() > 1;
        if (reassigned.contains(parameter) || rowsChange) {
            shadow = kept(
                    parameter,
                    rowsChange ? new Expr.RuntimeCall("Shadows", "rows", List.of(shadow), parameter.type()) : shadow);
        }
        if (isRetained) {
            added(parameter, shadow);
        } else {
            epilogue.add(set(parameter, owned ? sumOfArrays(parameter, shadow) : settled(parameter, shadow)));
        }
    }

    /** Adds an array to the result object, whose buffer must fit. */
    private void added(Variable parameter, Expr shadow) {
        List<Expr> operands = List.of(text(request.part(parameter)), place(parameter), shadow);
        checks.add(new Stmt.Perform(new Expr.RuntimeCall("Shadows", "fit", operands, Primitive.VOID), Origin.NONE));
        epilogue.add(set(parameter, sumOfArrays(parameter, shadow)));
    }

    private Expr sumOfArrays(Variable parameter, Expr shadow) {
        List<Expr> operands = List.of(text(request.part(parameter)), place(parameter), shadow);
        return new Expr.RuntimeCall("Cotangents", "add", operands, parameter.type());
    }

    /** What the result object holds in the end, for storage that was claimed. */
    private Expr settled(Variable parameter, Expr shadow) {
        Expr part = text(request.part(parameter));
        return known == null
                ? shadow
                : new Expr.RuntimeCall(
                        "Shadows", "settle", List.of(part, place(parameter), shadow, known), parameter.type());
    }

    /** The cotangent of what a parameter refers to in the beginning. */
    private Expr kept(Variable parameter, Expr initial) {
        Variable original = Variable.shadow(parameter.name() + "Cotangent", initial.type());
        prologue.add(new Stmt.Assign(original, initial, Origin.NONE));
        return new Expr.Use(original);
    }

    /** A field of the receiver that is an input. */
    private void field(FieldId field) {
        Variable self = method.parameters().get(0);
        String part = request.part(field);
        Type type = mirror.types().of(field.type());
        Expr place = new Expr.StateField(new Expr.Use(into), part, type);
        Variable shadow = mirror.shadow(self);
        Expr found;
        if (shadow != null) {
            found = mirror.field(new Expr.Use(shadow), field);
        } else if (field.type().isFollowed()) {
            Variable zeros = Variable.shadow(field.name() + "Bar", type);
            Expr original = new Expr.Field(new Expr.Use(self), field, field.type());
            prologue.add(new Stmt.Assign(zeros, mirror.zeros(original), Origin.NONE));
            found = new Expr.Use(zeros);
        } else {
            return;
        }
        if (type.isFloating()) {
            epilogue.add(add(into, part, found));
        } else if (isObject(field.type())) {
            epilogue.add(new Stmt.SetStateField(new Expr.Use(into), part, sum(place, found), Origin.NONE));
        } else {
            Expr sum = new Expr.RuntimeCall("Cotangents", "add", List.of(text(part), place, found), type);
            epilogue.add(new Stmt.SetStateField(new Expr.Use(into), part, sum, Origin.NONE));
        }
    }

    private static Expr sum(Expr place, Expr addend) {
        ReferenceType tangent = (ReferenceType) place.type().leaf();
        if (ShadowTypes.isOfRuntime(tangent)) {
            Expr name = text(((Expr.StateField) place).field());
            return new Expr.RuntimeCall("Cotangents", "add", List.of(name, place, addend), place.type());
        }
        return new Expr.GeneratedCall(tangent.name(), "sum", List.of(place, addend), place.type());
    }

    private Expr place(Variable parameter) {
        return new Expr.StateField(
                new Expr.Use(into), request.part(parameter), mirror.types().of(parameter.type()));
    }

    private Expr claim(String function, Variable parameter, Expr sharing) {
        List<Expr> operands =
                new ArrayList<>(List.of(text(request.part(parameter)), place(parameter), new Expr.Use(parameter)));
        if (sharing != null) {
            operands.add(sharing);
        }
        return new Expr.RuntimeCall("Shadows", function, operands, parameter.type());
    }

    private Stmt set(Variable parameter, Expr value) {
        return new Stmt.SetStateField(new Expr.Use(into), request.part(parameter), value, Origin.NONE);
    }

    /** {@code into.part += value}. */
    static Stmt add(Variable into, String part, Expr value) {
        Expr old = new Expr.StateField(new Expr.Use(into), part, value.type());
        Expr sum = new Expr.Binary(BinaryOp.ADD, old, value, value.type());
        return new Stmt.SetStateField(new Expr.Use(into), part, sum, Origin.NONE);
    }

    private static Expr text(String text) {
        return TangentRoutines.text(text);
    }
}
