package io.github.cotangent.processor.mirror;

import io.github.cotangent.processor.analysis.Activity;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shadows: for every active array a second one of the same shape, which holds cotangents or tangents. Each assignment of an
 * array reference is mirrored by the same assignment of shadows, so that however arrays are passed around, swapped or shared,
 * the shadow of an array is reached the way the array is.
 */
public final class Mirror {
    private final Activity activity;
    private final String suffix;
    private final boolean tangent;
    private final Map<Variable, Variable> shadows = new HashMap<>();
    private final Map<Variable, Variable> primals = new HashMap<>();

    /**
     * @param suffix what shadow names end in
     * @param tangent whether numbers are mirrored too: a copy of an array has a copy of its tangents; cotangents start at zero
     */
    public Mirror(Activity activity, String suffix, boolean tangent) {
        this.activity = activity;
        this.suffix = suffix;
        this.tangent = tangent;
    }

    /** The shadow of an array variable; null if it has none. */
    public Variable shadow(Variable variable) {
        if (!activity.hasShadow(variable)) {
            return null;
        }
        return shadows.computeIfAbsent(variable, v -> {
            Variable shadow = Variable.generated(v.name() + suffix, v.type());
            primals.put(shadow, v);
            return shadow;
        });
    }

    /** Makes a given variable the shadow of an array. */
    public void bind(Variable array, Variable shadow) {
        shadows.put(array, shadow);
        primals.put(shadow, array);
    }

    /** The array variable a shadow belongs to; the variable itself if it is no shadow. */
    public Variable primal(Variable variable) {
        return primals.getOrDefault(variable, variable);
    }

    /** The shadow of an array operand: null for {@code null}, and a {@code null} expression where there is no shadow. */
    public Expr shadow(Expr atom) {
        if (atom instanceof Expr.Use use) {
            Variable shadow = shadow(use.variable());
            return shadow == null ? null : new Expr.Use(shadow);
        }
        return atom;
    }

    /** What must run behind a statement so that the shadows follow the arrays. Calls are not handled here. */
    public List<Stmt> mirror(Stmt stmt) {
        List<Stmt> mirrored = new ArrayList<>();
        Origin origin = stmt.origin();
        if (stmt instanceof Stmt.Assign assign && assign.target().type() instanceof ArrayType) {
            Variable shadow = shadow(assign.target());
            if (shadow != null && !(assign.value() instanceof Expr.Call)) {
                mirrored.add(new Stmt.Assign(shadow, value(assign.target(), assign.value()), origin));
            }
        } else if (stmt instanceof Stmt.Store store && store.value().type() instanceof ArrayType) {
            Expr array = shadow(store.array());
            if (array != null) {
                mirrored.add(new Stmt.Store(array, store.index(), row(store.value()), origin));
            }
        } else if (stmt instanceof Stmt.Perform perform && perform.action() instanceof Expr.ArrayCall call) {
            int target = call.function() == Expr.ArrayFunction.ARRAYCOPY ? 2 : 0;
            Type element = ((ArrayType) call.operands().get(target).type()).element();
            if (element instanceof ArrayType && shadow(call.operands().get(target)) != null) {
                mirrored.add(new Stmt.Perform(
                        call.mapOperands(operand -> operand.type() instanceof ArrayType ? row(operand) : operand),
                        origin));
            }
        }
        return mirrored;
    }

    /** The shadow to store where {@code atom} is stored. */
    private Expr row(Expr atom) {
        Expr shadow = shadow(atom);
        return shadow != null ? shadow : zeros(atom);
    }

    private Expr value(Variable target, Expr value) {
        if (value instanceof Expr.Atom atom) {
            return row(atom);
        }
        if (value instanceof Expr.Load load) {
            return new Expr.Load(shadow(load.array()), load.index(), load.type());
        }
        if (value instanceof Expr.NewArray) {
            return value;
        }
        if (value instanceof Expr.ArrayLiteral literal) {
            if (literal.type().element() instanceof ArrayType) {
                return literal.mapOperands(this::row);
            }
            return new Expr.NewArray(
                    literal.type(), List.of(Expr.Constant.of(literal.operands().size())));
        }
        if (value instanceof Expr.ArrayCall call) {
            Expr source = shadow(call.operands().get(0));
            boolean references = ((ArrayType) target.type()).element() instanceof ArrayType;
            if (source != null && (references || tangent)) {
                List<Expr> operands = new ArrayList<>(call.operands());
                operands.set(0, source);
                return call.withOperands(operands);
            }
        }
        return zeros(new Expr.Use(target));
    }

    /** New zeros in the shape of an array. */
    public static Expr zeros(Expr array) {
        return new Expr.RuntimeCall("Shadows", "zeros", List.of(array), array.type());
    }
}
