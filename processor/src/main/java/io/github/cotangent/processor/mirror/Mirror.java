package io.github.cotangent.processor.mirror;

import io.github.cotangent.processor.analysis.Activity;
import io.github.cotangent.processor.analysis.Key;
import io.github.cotangent.processor.analysis.Slot;
import io.github.cotangent.processor.analysis.Storage;
import io.github.cotangent.processor.ir.ArrayFunction;
import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Shadows: for every active array a second one of the same shape, and for every active object one of its tangent type, which
 * hold cotangents or tangents. Each assignment of a reference is mirrored by the same assignment of shadows, so that however
 * arrays and objects are passed around, swapped or shared, a shadow is reached the way its original is.
 */
public final class Mirror {
    private final Activity activity;
    private final Storage storage;
    private final ShadowTypes types;
    private final String suffix;
    private final boolean tangent;
    private final ContainerShadows containers;
    private final Map<Variable, Variable> shadows = new HashMap<>();
    private final Map<Variable, Variable> primals = new HashMap<>();
    private final Map<FieldId, FieldId> fields = new HashMap<>();

    /**
     * @param storage the partition that {@code activity} is about
     * @param suffix what shadow names end in
     * @param tangent whether numbers are mirrored too: a copy of an array has a copy of its tangents; cotangents start at zero
     */
    public Mirror(Activity activity, Storage storage, ShadowTypes types, String suffix, boolean tangent) {
        this.activity = activity;
        this.storage = storage;
        this.types = types;
        this.suffix = suffix;
        this.tangent = tangent;
        this.containers = new ContainerShadows(this);
    }

    public ShadowTypes types() {
        return types;
    }

    /** The shadow of a variable that refers to arrays or objects; null if it has none. */
    public Variable shadow(Variable variable) {
        if (!activity.hasShadow(variable)) {
            return null;
        }
        return shadows.computeIfAbsent(variable, v -> {
            Variable shadow = Variable.shadow(v.name() + suffix, types.of(v.type()));
            primals.put(shadow, v);
            return shadow;
        });
    }

    /** Makes a given variable the shadow of an array or object. */
    public void bind(Variable array, Variable shadow) {
        shadows.put(array, shadow);
        primals.put(shadow, array);
    }

    /** The shadows so far. */
    public Set<Variable> shadows() {
        return Set.copyOf(primals.keySet());
    }

    /** The variable a shadow belongs to; the variable itself if it is no shadow. */
    public Variable primal(Variable variable) {
        return primals.getOrDefault(variable, variable);
    }

    /** The shadow of an operand: null for {@code null}, and a {@code null} expression where there is no shadow. */
    public Expr shadow(Expr atom) {
        if (atom instanceof Expr.Use use) {
            Variable shadow = shadow(use.variable());
            return shadow == null ? null : new Expr.Use(shadow);
        }
        return new Expr.Constant("null", types.of(atom.type()));
    }

    /** A field of the shadow of an object. */
    public Expr field(Expr shadow, FieldId field) {
        FieldId place = place(field);
        return new Expr.Field(shadow, place, place.type());
    }

    /** The assignment of a field of the shadow of an object. */
    public Stmt set(Expr shadow, FieldId field, Expr value, Origin origin) {
        return new Stmt.SetField(shadow, place(field), value, false, origin);
    }

    private FieldId place(FieldId field) {
        FieldId place = types.of(field);
        fields.put(place, field);
        return place;
    }

    /** The field that a field of a shadow belongs to; the field itself if it is no such. */
    public FieldId primal(FieldId field) {
        return fields.getOrDefault(field, field);
    }

    /** Whether a field of an object holds a number with a derivative. */
    public boolean isActive(Stmt.SetField set) {
        return storage.of(set.object()) != null
                && activity.isActive(new Slot(storage.of(set.object()), Key.of(set.field())));
    }

    /** What takes back a change of the shadow of a container; null if a statement makes none. */
    public Expr undoing(Stmt stmt) {
        return containers.undoing(stmt);
    }

    /** Whether a statement stores a reference that is mirrored in the shadow of what it is stored into. */
    public boolean storesReference(Stmt stmt) {
        if (stmt instanceof Stmt.SetField set) {
            return (set.value().type().isFollowed() || set.field().type().isOpen())
                    && types.carries(set.field().type())
                    && shadow(set.object()) != null
                    && activity.hasShadow(new Slot(storage.of(set.object()), Key.of(set.field())));
        }
        return stmt instanceof Stmt.Store store
                && (store.value().type().isFollowed() || store.array().type().isOpen())
                && shadow(store.array()) != null;
    }

    /** What must run behind a statement so that the shadows follow the arrays and objects. Calls are not handled here. */
    public List<Stmt> mirror(Stmt stmt) {
        List<Stmt> mirrored = new ArrayList<>();
        Origin origin = stmt.origin();
        Stmt moved = containers.moved(stmt);
        if (moved != null) {
            mirrored.add(moved);
        } else if (stmt instanceof Stmt.Assign assign && assign.target().type().isFollowed()) {
            Variable shadow = shadow(assign.target());
            if (shadow != null && !(assign.value() instanceof Expr.Call)) {
                mirrored.add(new Stmt.Assign(shadow, value(assign.target(), assign.value()), origin));
            }
        } else if (stmt instanceof Stmt.Store store && storesReference(stmt)) {
            mirrored.add(new Stmt.Store(shadow(store.array()), store.index(), row(store.value()), origin));
        } else if (stmt instanceof Stmt.SetField set && storesReference(stmt)) {
            mirrored.add(set(shadow(set.object()), set.field(), row(set.value()), origin));
        } else if (stmt instanceof Stmt.Perform perform && perform.action() instanceof Expr.ArrayCall call) {
            int target = call.function() == ArrayFunction.ARRAYCOPY ? 2 : 0;
            Type element = ((ArrayType) call.operands().get(target).type()).element();
            if (element.isFollowed() && shadow(call.operands().get(target)) != null) {
                mirrored.add(new Stmt.Perform(
                        call.mapOperands(operand -> operand.type().isReference() ? row(operand) : operand), origin));
            }
        }
        return mirrored;
    }

    /** The shadow to store where {@code atom} is stored. */
    Expr row(Expr atom) {
        Expr shadow = shadow(atom);
        return shadow != null ? shadow : zeros(atom);
    }

    /** The shadow of what is read from a variable, an array or an object; null if it has none. */
    private Expr read(Expr value) {
        if (value instanceof Expr.Atom atom) {
            return shadow(atom);
        } else if (value instanceof Expr.Load load && shadow(load.array()) != null) {
            return new Expr.Load(shadow(load.array()), load.index(), types.of(load.type()));
        }
        return value instanceof Expr.Field field && shadow(field.object()) != null
                ? field(shadow(field.object()), field.field())
                : null;
    }

    private Expr value(Variable target, Expr value) {
        Type type = types.of(value.type());
        Expr known = value instanceof Expr.Cast cast ? read(cast.operand()) : read(value);
        if (known != null) {
            boolean fits =
                    known.type().equals(type) || !(value instanceof Expr.Cast) && !ShadowTypes.isOpen(known.type());
            return fits ? known : new Expr.Cast(known, type);
        } else if (value instanceof Expr.Atom atom) {
            return row(atom);
        } else if (value instanceof Expr.Opaque opaque && opaque.putsInData()) {
            return new Expr.Constant("null", type);
        } else if (value instanceof Expr.New) {
            return new Expr.NewState((ReferenceType) type);
        } else if (value instanceof Expr.NewArray array) {
            return new Expr.NewArray((ArrayType) types.of(target.type()), array.operands());
        } else if (value instanceof Expr.ArrayLiteral literal) {
            return literal.type().element().isFollowed()
                    ? new Expr.ArrayLiteral(
                            (ArrayType) type,
                            literal.operands().stream().map(this::row).toList())
                    : new Expr.NewArray(
                            literal.type(),
                            List.of(Expr.Constant.of(literal.operands().size())));
        } else if (value instanceof Expr.ContainerCall call) {
            Expr given = containers.given(call);
            if (given != null) {
                return given;
            }
        } else if (value instanceof Expr.ArrayCall call) {
            Expr source = shadow(call.operands().get(0));
            boolean references = ((ArrayType) target.type()).element().isFollowed();
            if (source != null && (references || tangent)) {
                List<Expr> operands = new ArrayList<>(call.operands());
                operands.set(0, source);
                return new Expr.ArrayCall(call.function(), operands, type);
            }
        }
        return zeros(new Expr.Use(target));
    }

    /** Checks that a cotangent or tangent that was passed has the shape of what it belongs to. */
    public Stmt check(Variable seed, Expr original) {
        Expr like = isOfRuntime(seed.type()) ? zeros(original) : original;
        return perform("check", seed.type(), name(seed), new Expr.Use(seed), like);
    }

    /** Checks that a cotangent that was passed has the shape of a shadow. */
    public Stmt checkLike(Variable seed, Variable shadow) {
        List<Expr> operands = List.of(name(seed), new Expr.Use(seed), new Expr.Use(shadow));
        return new Stmt.Perform(new Expr.RuntimeCall("Shadows", "check", operands, Primitive.VOID), Origin.NONE);
    }

    private static Expr name(Variable seed) {
        return new Expr.Constant('"' + seed.name() + '"', ReferenceType.STRING);
    }

    /** Adds, place by place. */
    public Stmt add(Variable target, Variable addend) {
        return perform("add", target.type(), new Expr.Use(target), new Expr.Use(addend));
    }

    private static boolean isOfRuntime(Type shadow) {
        return shadow.leaf() instanceof ReferenceType tangent && ShadowTypes.isOfRuntime(tangent);
    }

    private static Stmt perform(String function, Type type, Expr... operands) {
        Expr call = type.leaf() instanceof ReferenceType tangent && !isOfRuntime(type)
                ? new Expr.GeneratedCall(tangent.name(), function, List.of(operands), Primitive.VOID)
                : new Expr.RuntimeCall("Shadows", function, List.of(operands), Primitive.VOID);
        return new Stmt.Perform(call, Origin.NONE);
    }

    /** New zeros in the shape of an array, or of an object and what it leads to. */
    public Expr zeros(Expr original) {
        Type type = original.type().isFollowed() ? types.of(original.type()) : ReferenceType.OBJECT;
        if (ShadowTypes.isOpen(type)) {
            return new Expr.RuntimeCall("Zeros", "of", List.of(types.classes(), original), type);
        } else if (isOfRuntime(type)) {
            return containers.zeros(original, type);
        } else if (original.type() instanceof ObjectType made && types.isState(made)) {
            return new Expr.NewState((ReferenceType) type);
        }
        return type.leaf() instanceof ReferenceType tangent
                ? new Expr.GeneratedCall(tangent.name(), "zeros", List.of(original), type)
                : new Expr.RuntimeCall("Shadows", "zeros", List.of(original), type);
    }
}
