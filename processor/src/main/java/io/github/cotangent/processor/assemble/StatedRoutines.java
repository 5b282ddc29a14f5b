package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.Key;
import io.github.cotangent.processor.analysis.Place;
import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Ruling;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.reverse.Sweeps;
import io.github.cotangent.processor.tangent.TangentSweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the sweeps of a method whose products with the Jacobian the user states. They have the form that those of any callee have: the
 * forward sweep is the plain call, and keeps what the rule will be given; the reverse sweep and the tangent sweep call the rule.
 */
final class StatedRoutines {
    private static final String RUNTIME = "Rules";

    private final Workshop workshop;
    private final MethodId id;
    private final Program.Stated stated;
    private final Set<Integer> active;
    private final List<Variable> parameters = new ArrayList<>();
    private final ParameterNames names;
    /** The fields of the state that lead to cotangents. */
    private final List<String> shadows = new ArrayList<>();

    /** @param active the parameters that have cotangents or tangents */
    StatedRoutines(Workshop workshop, MethodId id, Program.Stated stated, Set<Integer> active) {
        this.workshop = workshop;
        this.id = id;
        this.stated = stated;
        this.active = active;
        for (int i = 0; i < id.parameters().size(); i++) {
            String name = stated.names().get(i);
            boolean isTaken = name.equals(Sweeps.RESULT_SHADOW) || name.matches("cotangent\\d+");
            parameters.add(Variable.parameter(
                    isTaken ? name + "_" : name, id.parameters().get(i)));
        }
        this.names = new ParameterNames(parameters);
    }

    /**
     * The forward and the reverse sweep.
     *
     * @param stable places of the arguments and the result that keep their contents until the reverse sweep
     */
    void sweeps(Set<Place> stable, Sweeps sweeps) {
        if (stated.vjp() == null) {
            return; // reported where the call is
        }
        Variable state = Variable.parameter(names.free("saved"), sweeps.state());
        List<Variable> given = new ArrayList<>(parameters);
        List<Companion.Part> fields = new ArrayList<>();
        List<Stmt> forward = new ArrayList<>();
        List<Expr> ruled = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            if (stated.overwritten().contains(i)) {
                keep(state, parameters.get(i), true, fields, forward, ruled);
            }
        }
        Variable result = call(forward);
        ruled.clear();
        for (int i = 0; i < parameters.size(); i++) {
            Variable parameter = parameters.get(i);
            if (stated.overwritten().contains(i)) {
                ruled.add(new Expr.StateField(new Expr.Use(state), parameter.name(), parameter.type()));
            } else {
                boolean isKept = stated.isOfRuntime() || isStable(Place.of(i), parameter.type(), stable);
                keep(state, parameter, !isKept, fields, forward, ruled);
            }
        }
        if (stated.vjp().takesResult()) {
            keep(state, result, !isStable(Place.of(Place.RESULT), result.type(), stable), fields, forward, ruled);
        }
        List<Variable> reverseParameters = new ArrayList<>(List.of(state));
        seed(state, result, sweeps, fields, forward, reverseParameters, ruled);
        List<Stmt> reverse = new ArrayList<>();
        List<Stmt> handedBack = new ArrayList<>();
        for (int i : stated.active().stream().sorted().toList()) {
            Variable parameter = parameters.get(i);
            Variable bar = Variable.generated(names.free(parameter.name() + "Bar"), barType(parameter.type()));
            if (active.contains(i) && parameter.type().isFollowed()) {
                given.add(bar);
                shadows.add(bar.name());
                ruled.add(stored(state, bar.name(), new Expr.Use(bar), fields, forward));
                continue;
            }
            reverse.add(new Stmt.Assign(
                    bar,
                    parameter.type().isFollowed()
                            ? zeros(new Expr.StateField(new Expr.Use(state), parameter.name(), parameter.type()))
                            : new Expr.NewArray((ArrayType) bar.type(), List.of(Expr.Constant.of(1))),
                    Origin.NONE));
            ruled.add(new Expr.Use(bar));
            if (active.contains(i)) {
                fields.add(new Companion.Part(Sweeps.cotangent(i), parameter.type()));
                handedBack.add(new Stmt.SetStateField(
                        new Expr.Use(state),
                        Sweeps.cotangent(i),
                        new Expr.Load(new Expr.Use(bar), Expr.Constant.of(0), parameter.type()),
                        Origin.NONE));
            }
        }
        reverse.add(new Stmt.Perform(plain(stated.vjp().method(), ruled), Origin.NONE));
        reverse.addAll(handedBack);
        if (result != null) {
            forward.add(new Stmt.Return(new Expr.Use(result), Origin.NONE));
        }
        given.add(state);
        workshop.add(new Companion.StateClass(
                sweeps.state().name(),
                false,
                "What the rule for {@code " + id.title() + "} needs.",
                fields,
                shadows,
                false));
        workshop.add(routine(
                        sweeps.forward(),
                        "Forward sweep of {@code %s}: computes it and keeps what its rule needs.",
                        given,
                        forward)
                .throwing(workshop.program().thrown(id)));
        workshop.add(new Routine(
                sweeps.reverse(),
                List.of("Reverse sweep of {@code " + id.title()
                        + "}: its rule adds to the cotangents of its arguments."),
                false,
                reverseParameters,
                Primitive.VOID,
                new Block(reverse),
                Set.of()));
    }

    /** The cotangent of the result: a parameter of the reverse sweep, or an array that belongs to the result. */
    private void seed(
            Variable state,
            Variable result,
            Sweeps sweeps,
            List<Companion.Part> fields,
            List<Stmt> forward,
            List<Variable> reverseParameters,
            List<Expr> ruled) {
        if (result == null) {
            return;
        }
        if (result.type().isFollowed()) {
            shadows.add(Sweeps.RESULT_SHADOW);
            ruled.add(stored(state, Sweeps.RESULT_SHADOW, zeros(new Expr.Use(result)), fields, forward));
        } else if (sweeps.seeded()) {
            Variable resultBar = Variable.parameter(names.free("resultBar"), id.result());
            reverseParameters.add(resultBar);
            ruled.add(new Expr.Use(resultBar));
        } else {
            ruled.add(Expr.Constant.zero(id.result()));
        }
    }

    /** The tangent sweep. */
    void tangent(TangentSweep.Callee callee) {
        if (stated.jvp() == null) {
            return; // reported where the call is
        }
        List<Variable> given = new ArrayList<>(parameters);
        List<Stmt> body = new ArrayList<>();
        List<Expr> ruled = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Variable before = parameters.get(i);
            if (stated.overwritten().contains(i)) {
                before = Variable.generated(names.free(before.name() + "Before"), before.type());
                body.add(new Stmt.Assign(before, copy(new Expr.Use(parameters.get(i))), Origin.NONE));
            }
            ruled.add(new Expr.Use(before));
        }
        Variable result = call(body);
        if (stated.jvp().takesResult()) {
            ruled.add(new Expr.Use(result));
        }
        for (int i : stated.active().stream().sorted().toList()) {
            Variable parameter = parameters.get(i);
            Variable dot = Variable.generated(names.free(parameter.name() + "Dot"), parameter.type());
            if (active.contains(i)) {
                given.add(dot);
                ruled.add(new Expr.Use(dot));
            } else {
                ruled.add(
                        parameter.type().isFollowed()
                                ? zeros(new Expr.Use(parameter))
                                : Expr.Constant.zero(parameter.type()));
            }
        }
        tangentOf(result, plain(stated.jvp().method(), ruled), callee, given, body);
        if (result != null) {
            body.add(new Stmt.Return(new Expr.Use(result), Origin.NONE));
        }
        workshop.add(routine(callee.name(), "{@code %s} with tangents, which its rule gives.", given, body)
                .throwing(workshop.program().thrown(id)));
    }

    /** Hands out the tangent of the result that the rule gives. */
    private void tangentOf(
            Variable result, Expr rule, TangentSweep.Callee callee, List<Variable> given, List<Stmt> body) {
        if (result == null) {
            body.add(new Stmt.Perform(rule, Origin.NONE));
            return;
        }
        Variable tangent = Variable.generated(names.free("tangent"), result.type());
        body.add(new Stmt.Assign(tangent, rule, Origin.NONE));
        if (result.type().isFollowed()) {
            Expr name = new Expr.Constant(
                    '"' + "the tangent that " + stated.jvp().method().name() + " gives" + '"', ReferenceType.STRING);
            body.add(new Stmt.Perform(
                    new Expr.RuntimeCall(
                            "Shadows",
                            "check",
                            List.of(name, new Expr.Use(tangent), new Expr.Use(result)),
                            Primitive.VOID),
                    Origin.NONE));
        }
        if (callee.holder() == null) {
            return;
        }
        Variable out = Variable.parameter(names.free("out"), callee.holder());
        given.add(out);
        body.add(new Stmt.SetStateField(
                new Expr.Use(out), TangentSweep.Callee.TANGENT, new Expr.Use(tangent), Origin.NONE));
        workshop.add(new Companion.StateClass(
                callee.holder().name(),
                false,
                "The tangent of the result of {@code " + id.title() + "}.",
                List.of(new Companion.Part(TangentSweep.Callee.TANGENT, result.type()))));
    }

    /** The plain call; null if it gives nothing. Arrays that a rule would take for different ones must be so. */
    private Variable call(List<Stmt> out) {
        for (int i : stated.overwritten().stream().sorted().toList()) {
            for (int k = 0; k < parameters.size(); k++) {
                boolean once = k > i || !stated.overwritten().contains(k);
                if (k != i
                        && once
                        && parameters.get(k).type().equals(parameters.get(i).type())) {
                    out.add(require("requireOther", parameters.get(i), parameters.get(k)));
                }
            }
        }
        List<Expr> operands = new ArrayList<>();
        parameters.forEach(parameter -> operands.add(new Expr.Use(parameter)));
        Expr call = plain(id, operands);
        if (id.result() == Primitive.VOID) {
            out.add(new Stmt.Perform(call, Origin.NONE));
            return null;
        }
        Variable result = Variable.generated(names.free("result"), id.result());
        out.add(new Stmt.Assign(result, call, Origin.NONE));
        for (Variable parameter : parameters) {
            if (!stated.isOfRuntime()
                    && parameter.type().isFollowed()
                    && parameter.type().equals(result.type())) {
                out.add(require("requireNew", result, parameter));
            }
        }
        return result;
    }

    private Stmt require(String function, Variable array, Variable other) {
        Expr name = new Expr.Constant('"' + id.title() + '"', ReferenceType.STRING);
        return new Stmt.Perform(
                new Expr.RuntimeCall(
                        RUNTIME, function, List.of(name, new Expr.Use(array), new Expr.Use(other)), Primitive.VOID),
                Origin.NONE);
    }

    private static Expr plain(MethodId method, List<Expr> operands) {
        return new Expr.Ruled(method, new Ruling(Map.of(), false, Set.of()), operands, method.result());
    }

    /** Keeps a value for the rule, and adds what gives it to the rule's operands. */
    private static void keep(
            Variable state,
            Variable variable,
            boolean copied,
            List<Companion.Part> fields,
            List<Stmt> forward,
            List<Expr> ruled) {
        Expr value = new Expr.Use(variable);
        boolean isArray = variable.type() instanceof ArrayType;
        ruled.add(stored(state, variable.name(), copied && isArray ? copy(value) : value, fields, forward));
    }

    private static Expr stored(
            Variable state, String name, Expr value, List<Companion.Part> fields, List<Stmt> forward) {
        fields.add(new Companion.Part(name, value.type()));
        forward.add(new Stmt.SetStateField(new Expr.Use(state), name, value, Origin.NONE));
        return new Expr.StateField(new Expr.Use(state), name, value.type());
    }

    private static boolean isStable(Place place, Type type, Set<Place> stable) {
        Place deeper = place;
        for (Type rows = type; rows instanceof ArrayType array; rows = array.element()) {
            deeper = deeper.then(Key.ELEMENTS);
            if (!stable.contains(deeper)) {
                return stable.contains(place.then(Key.ANYTHING));
            }
        }
        return true;
    }

    private static Expr copy(Expr array) {
        return new Expr.RuntimeCall(RUNTIME, "copy", List.of(array), array.type());
    }

    private static Expr zeros(Expr array) {
        return new Expr.RuntimeCall("Shadows", "zeros", List.of(array), array.type());
    }

    /** A number has its cotangent in an array of length 1, so that a rule can add to it. */
    private static Type barType(Type type) {
        return type.isFollowed() ? type : new ArrayType(type);
    }

    private Routine routine(String name, String title, List<Variable> given, List<Stmt> body) {
        return new Routine(
                name, List.of(title.formatted(id.title())), false, given, id.result(), new Block(body), Set.of());
    }
}
