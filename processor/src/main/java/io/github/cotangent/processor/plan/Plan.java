package io.github.cotangent.processor.plan;

import io.github.cotangent.processor.analysis.Group;
import io.github.cotangent.processor.analysis.Options;
import io.github.cotangent.processor.analysis.Slot;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the reverse sweep gets at each version it needs.
 *
 * <p>Decided in text order: what the variable still holds is taken from there; what follows from values at hand by pure
 * operations and from unchanged arrays is computed again; all else is saved where it is defined, outside of loops in a local
 * variable, inside in a buffer of the innermost loop with one element per iteration.
 */
public final class Plan {

    /** How a version is had. */
    public enum Means {
        /** The variable still holds it. */
        HELD,
        /** It is a literal. */
        CONSTANT,
        /** It follows from the number of the iteration. */
        INDUCTION,
        /** It is computed again. */
        RECOMPUTED,
        /** It was saved. */
        SAVED
    }

    private final Versions versions;
    private final Memory memory;
    private final Map<Stmt, CountedLoop> loops;
    private final Options options;
    private final Map<Version, Means> means = new HashMap<>();
    private final Map<Version, Variable> slots = new LinkedHashMap<>();
    private final Map<Stmt, List<Version>> savedIn = new IdentityHashMap<>();

    /**
     * Decides.
     *
     * @param needed the versions the reverse sweep reads
     */
    public Plan(Set<Version> needed, Versions versions, Memory memory, Map<Stmt, CountedLoop> loops, Options options) {
        this.versions = versions;
        this.memory = memory;
        this.loops = loops;
        this.options = options;
        List<Version> ordered = new ArrayList<>(needed);
        ordered.sort(Comparator.comparingInt(Version::position)
                .thenComparing(version -> version.variable().name()));
        for (Version version : ordered) {
            if (!isAtHand(version)) {
                means.put(version, Means.SAVED);
                boolean inLoop = version.home().loop() != null;
                slots.put(version, slot(version.variable(), inLoop));
                if (inLoop) {
                    savedIn.computeIfAbsent(version.home().loop(), loop -> new ArrayList<>())
                            .add(version);
                }
            }
        }
    }

    private static Variable slot(Variable variable, boolean inLoop) {
        String name = variable.name() + "Saved";
        Type type = inLoop ? new ArrayType(variable.type()) : variable.type();
        return variable.isShadow() ? Variable.shadow(name, type) : Variable.generated(name, type);
    }

    /** How a version is had. */
    public Means of(Version version) {
        return means.get(version);
    }

    /** The saved versions with the variable or buffer each is saved in, in text order. */
    public Map<Version, Variable> slots() {
        return slots;
    }

    /** The versions saved once per iteration of a loop. */
    public List<Version> savedIn(Stmt.Loop loop) {
        return savedIn.getOrDefault(loop, List.of());
    }

    private boolean isAtHand(Version version) {
        Means known = means.get(version);
        if (known != null) {
            return true;
        }
        Means found = find(version);
        if (found != null) {
            means.put(version, found);
        }
        return found != null;
    }

    private Means find(Version version) {
        if (version.value() instanceof Expr.Constant) {
            return Means.CONSTANT;
        }
        if (versions.isFinal(version)) {
            return Means.HELD;
        }
        if (version.kind() == Version.Kind.HEADER
                && loops.get(version.place()).inductions().stream().anyMatch(i -> i.variable() == version.variable())) {
            return Means.INDUCTION;
        }
        if (options.optimize() && version.value() != null && isRepeatable(version.value(), version.place())) {
            return Means.RECOMPUTED;
        }
        return null;
    }

    /** Whether an expression gives the same value again in the reverse sweep, without saving anything for it. */
    private boolean isRepeatable(Expr expr, Stmt stmt) {
        if (expr instanceof Expr.Use use) {
            Variable variable = use.variable();
            return variable.isStatic() ? variable.field().constant() : isAtHand(versions.read(stmt, variable));
        }
        boolean pure = expr instanceof Expr.Constant
                || expr instanceof Expr.Unary
                || expr instanceof Expr.Binary
                || expr instanceof Expr.Convert
                || expr instanceof Expr.Conditional
                || expr instanceof Expr.MathCall
                || expr instanceof Expr.Detach
                || expr instanceof Expr.Refined
                || expr instanceof Expr.Length
                || expr instanceof Expr.StateField
                || Memory.isRead(expr)
                || expr instanceof Expr.Cast
                || expr instanceof Expr.InstanceOf
                || expr instanceof Expr.Opaque opaque && opaque.effects().pure();
        if (!pure) {
            return false;
        }
        if (Memory.isRead(expr) && !isUnchanged(expr, stmt)) {
            return false;
        }
        if (expr instanceof Expr.Opaque opaque) {
            for (Expr operand : opaque.operands()) {
                if (operand.type().isFollowed() && !isUnchangedThroughout(operand, stmt)) {
                    return false;
                }
            }
        }
        return expr.operands().stream().allMatch(operand -> isRepeatable(operand, stmt));
    }

    /** Whether the element or field that is read stays what it is. */
    private boolean isUnchanged(Expr read, Stmt stmt) {
        if (read instanceof Expr.Field field && field.field().constant()) {
            return true;
        }
        Slot slot = memory.slot(read);
        return slot != null && memory.isStableAfter(stmt, slot);
    }

    /** Whether all that is reached from an array or object stays what it is. */
    private boolean isUnchangedThroughout(Expr operand, Stmt stmt) {
        Group group = memory.group(operand);
        return group != null && memory.isAllStableAfter(stmt, group);
    }
}
