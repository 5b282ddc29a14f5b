package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.analysis.ProgramView;
import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.companion.TangentType;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Layout;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.SolutionMethods;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.mirror.ShadowTypes;
import io.github.cotangent.processor.relower.Relowering;
import io.github.cotangent.processor.relower.Vocabulary;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A program and, beside its own methods, the sweeps that a companion has so far as methods, with the states they hand over as
 * classes: what differentiates methods of the user then differentiates derivatives.
 */
final class SweepMethods extends ProgramView implements Vocabulary {
    /** What the classes of such methods start with, each of which has one; Java has no such names. */
    private static final String OWNER = "<sweep";

    private static final ReferenceType RUNTIME_EXCEPTION = new ReferenceType("java.lang.RuntimeException");

    private final List<Routine> routines;
    private final List<Companion.StateClass> states;
    private final Map<Routine, MethodId> ids = new IdentityHashMap<>();
    private final Map<MethodId, Routine> sweeps = new HashMap<>();
    private final Map<MethodId, Source> lowered = new HashMap<>();
    private final Supplier<Tangents> tangents;
    private Origin obstacle;

    /**
     * @param routines the sweeps, to which others may be added
     * @param states the classes of their states, likewise
     * @param tangents the tangent types
     */
    SweepMethods(
            Program program, List<Routine> routines, List<Companion.StateClass> states, Supplier<Tangents> tangents) {
        super(program);
        this.tangents = tangents;
        this.routines = routines;
        this.states = states;
    }

    /** Whether a method is a sweep. */
    static boolean isSweep(MethodId id) {
        return id.owner().startsWith(OWNER);
    }

    /** Where a sweep does what cannot be differentiated once more, or one that it calls does; empty if nowhere. */
    Optional<Origin> obstacle(Block sweep, Relowering relowering) {
        obstacle = relowering.obstacle();
        Set<MethodId> seen = new HashSet<>();
        Deque<Block> open = new ArrayDeque<>(List.of(sweep));
        while (!open.isEmpty()) {
            Walk.statements(
                    open.pop(),
                    stmt -> Walk.expressions(stmt, expr -> {
                        if (expr instanceof Expr.Call call && isSweep(call.callee()) && seen.add(call.callee())) {
                            open.push(((Source) callee(call.callee())).method().body());
                        }
                    }));
        }
        return Optional.ofNullable(obstacle);
    }

    /** A part of a sweep in the lowered form. */
    Relowering relowering() {
        return new Relowering(this);
    }

    /** The class of the tangents of a state. */
    static Companion.StateClass tangentOf(TangentType type) {
        List<Companion.Part> parts = type.parts().stream()
                .map(part -> new Companion.Part(part.name(), part.type()))
                .toList();
        String original = type.layout().type().name();
        return new Companion.StateClass(type.name(), false, "The tangents of a {@code " + original + "}.", parts);
    }

    private Source lower(MethodId id) {
        Routine sweep = sweeps.get(id);
        Relowering relowering = relowering();
        List<Variable> parameters =
                sweep.parameters().stream().map(relowering::variable).toList();
        Method method = new Method(
                id,
                parameters,
                isElsewhere(sweep) ? refusal(sweep, parameters) : relowering.lower(sweep.body()),
                sweep.reserved(),
                sweep.thrown(),
                sweep.remarks(),
                List.of(),
                Origin.NONE);
        if (obstacle == null) {
            obstacle = relowering.obstacle();
        }
        return new Source(method);
    }

    /** Whether a class is one of saved values. */
    boolean isState(ReferenceType type) {
        return states.stream().anyMatch(state -> state.name().equals(type.name()));
    }

    /** Whether a sweep is one of a method that is looked up when the program runs. */
    private static boolean isElsewhere(Routine sweep) {
        boolean[] found = {false};
        Walk.statements(
                sweep.body(),
                stmt -> Walk.expressions(
                        stmt,
                        expr -> found[0] |= expr instanceof Expr.RuntimeCall call
                                && call.owner().equals(ElsewhereRoutines.RUNTIME)));
        return found[0];
    }

    /** What companions of other compilations have are first derivatives only. */
    private static Block refusal(Routine sweep, List<Variable> parameters) {
        List<Expr> operands = List.of(
                new Expr.Use(parameters.get(0)),
                TangentRoutines.text(sweep.name().replaceAll("Elsewhere.*", "")));
        return Block.of(new Stmt.Throw(
                new Expr.RuntimeCall("NoDerivativeException", "ofSecond", operands, RUNTIME_EXCEPTION), Origin.NONE));
    }

    @Override
    public boolean isMade(ReferenceType type) {
        return isState(type) || tangents.get().isNested(type);
    }

    @Override
    public boolean knows(Type type) {
        return !(type.leaf() instanceof ReferenceType reference)
                || isMade(reference)
                || reference.equals(SolutionMethods.TYPE)
                || !reference.name().startsWith(ShadowTypes.RUNTIME);
    }

    @Override
    public FieldId shadow(FieldId field) {
        ObjectType owner = new ObjectType(tangents.get().tangent(new ObjectType(field.ownerType())));
        return field(owner, field.name(), field.type());
    }

    @Override
    public MethodId sweep(Expr.GeneratedCall call) {
        Routine called = routines.stream()
                .filter(routine -> routine.name().equals(call.function()))
                .findFirst()
                .orElseThrow();
        return ids.computeIfAbsent(called, routine -> {
            List<Type> parameters = routine.parameters().stream()
                    .map(parameter -> of(parameter.type()))
                    .toList();
            String owner = OWNER + ids.size() + ">";
            MethodId id = new MethodId(
                    owner, owner, routine.name(), parameters, of(routine.result()), true, MethodId.Invocation.STATIC);
            sweeps.put(id, routine);
            return id;
        });
    }

    @Override
    public Callee callee(MethodId id) {
        if (!isSweep(id)) {
            return program.callee(id);
        }
        Source known = lowered.get(id);
        if (known == null) {
            known = lower(id);
            lowered.put(id, known);
        }
        return known;
    }

    @Override
    public Layout layout(ObjectType type) {
        return states.stream()
                .filter(state -> state.name().equals(type.name()))
                .findFirst()
                .map(this::layout)
                .orElseGet(() -> tangents.get().isNested(type.reference())
                        ? tangents.get().layout(type.reference())
                        : program.layout(type));
    }

    private Layout layout(Companion.StateClass state) {
        ObjectType type = new ObjectType(state.name());
        List<FieldId> fields = new ArrayList<>();
        state.fields().forEach(part -> fields.add(field(type, part.name(), part.type())));
        return new Layout(type, null, List.of(), fields, List.of(), false, false, true, true, true, false);
    }
}
