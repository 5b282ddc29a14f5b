package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.rules.Rule;
import io.github.cotangent.processor.rules.Rules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which variables and arrays a derivative flows through: those that vary with the inputs and that the outputs depend on.
 *
 * <p>Two fixpoints over the whole body: <em>varied</em> forwards from the inputs, <em>useful</em> backwards from the outputs.
 * Variables are classified without regard to order, arrays by the groups of {@link Storage}; both err on the side of activity,
 * which costs time and never a derivative. Integers carry nothing, except where they hold the bits of a floating number; a
 * reference carries what opaque code put in.
 */
public final class Activity {

    /** What counts as active. */
    public enum Scope {
        /** What may carry a derivative. */
        ALL,
        /** What carries one without its having to come through an object, static state or opaque code first. */
        DIRECT,
        /** All differentiable storage, for comparison runs. */
        EVERYTHING
    }

    private final Variable result;
    private final Storage storage;
    private final Summaries summaries;
    private final Set<Variable> varied = new HashSet<>();
    private final Set<Variable> useful = new HashSet<>();
    private final Set<Storage.Group> variedGroups = new HashSet<>();
    private final Set<Storage.Group> usefulGroups = new HashSet<>();
    private final Set<String> variedStatics = new HashSet<>();
    private final Set<String> usefulStatics = new HashSet<>();
    private final Set<Expr.Opaque> demanded = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Set<Storage.Group>> overlaps;
    private final boolean everything;
    private final boolean direct;
    private boolean changed;

    /**
     * Solves both fixpoints.
     *
     * @param result what stands for the result; null for a void method
     * @param storage the partition in which {@code detach} separates
     * @param inputs indices of the parameters that vary
     * @param resultUseful whether the result is an output
     * @param outputs indices of the array parameters whose final contents are outputs
     * @param overlaps groups that may hold the same arrays, as {@link Storage#overlaps} gives them for a method whose
     *     callers are unknown: what is active in one is in all
     * @param scope what counts as active
     */
    public Activity(
            Method method,
            Variable result,
            Storage storage,
            Summaries summaries,
            Set<Integer> inputs,
            boolean resultUseful,
            Set<Integer> outputs,
            Set<Set<Storage.Group>> overlaps,
            Scope scope) {
        this(method, result, storage, summaries, inputs, Set.of(), resultUseful, outputs, overlaps, scope);
    }

    private Activity(
            Method method,
            Variable result,
            Storage storage,
            Summaries summaries,
            Set<Integer> inputs,
            Set<String> variedStatics,
            boolean resultUseful,
            Set<Integer> outputs,
            Set<Set<Storage.Group>> overlaps,
            Scope scope) {
        this.result = result;
        this.storage = storage;
        this.summaries = summaries;
        this.overlaps = overlaps;
        this.everything = scope == Scope.EVERYTHING;
        this.direct = scope == Scope.DIRECT;
        this.variedStatics.addAll(variedStatics);
        inputs.forEach(i -> markVaried(method.parameters().get(i)));
        if (resultUseful && result != null) {
            markUseful(result);
        }
        outputs.forEach(i -> markUseful(method.parameters().get(i)));
        List<Stmt> statements = new ArrayList<>();
        Walk.statements(method.body(), statements::add);
        do {
            changed = false;
            statements.forEach(this::spread);
        } while (changed);
        Collections.reverse(statements);
        do {
            changed = false;
            statements.forEach(this::demand);
        } while (changed);
    }

    /** What varies with the given parameters and static state, whatever it is for. */
    static Activity of(
            Method method,
            Variable result,
            Storage storage,
            Summaries summaries,
            Set<Integer> inputs,
            Set<String> statics) {
        return new Activity(method, result, storage, summaries, inputs, statics, false, Set.of(), Set.of(), Scope.ALL);
    }

    /** Whether a floating variable has an adjoint. */
    public boolean isActive(Variable variable) {
        if (!variable.type().isFloating() || variable.isStatic()) {
            return false;
        }
        return everything || varied.contains(variable) && useful.contains(variable);
    }

    /** Whether the arrays a variable refers to have shadows. */
    public boolean hasShadow(Variable variable) {
        if (!(variable.type() instanceof ArrayType) || !variable.type().isDifferentiable()) {
            return false;
        }
        Storage.Group leaf = storage.of(variable).leaf();
        if (everything && !leaf.isOfUnknownOrigin()) {
            return true;
        }
        return variedGroups.contains(leaf) && usefulGroups.contains(leaf);
    }

    /** Whether a variable varies with the inputs; for arrays, their contents. */
    public boolean isVaried(Variable variable) {
        if (variable.isStatic() && variedStatics.contains(Traces.key(variable))) {
            return true;
        }
        return variable.type() instanceof ArrayType
                ? variedGroups.contains(storage.of(variable).leaf())
                : varied.contains(variable);
    }

    /** Whether static state, by its key, varies with the inputs. */
    boolean isVaried(String key) {
        return variedStatics.contains(key);
    }

    /** Whether an output depends on a variable; for arrays, on their contents. */
    public boolean isUseful(Variable variable) {
        if (variable.isStatic() && usefulStatics.contains(Traces.key(variable))) {
            return true;
        }
        return variable.type() instanceof ArrayType
                ? usefulGroups.contains(storage.of(variable).leaf())
                : useful.contains(variable);
    }

    /** The opaque code that a derivative would have to flow through. */
    public Set<Expr.Opaque> obstacles() {
        Set<Expr.Opaque> found = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Expr.Opaque opaque : demanded) {
            if (carriesIn(opaque)) {
                found.add(opaque);
            }
        }
        return found;
    }

    private void markVaried(Variable variable) {
        if (variable.isStatic()) {
            changed |= variedStatics.add(Traces.key(variable));
        }
        if (variable.type() instanceof ArrayType) {
            changed |= variedGroups.addAll(same(storage.of(variable).leaf()));
        } else {
            changed |= varied.add(variable);
        }
    }

    /** The groups that may hold the arrays of a group. */
    private Set<Storage.Group> same(Storage.Group leaf) {
        return overlaps.stream()
                .filter(groups -> groups.contains(leaf))
                .findFirst()
                .orElse(Set.of(leaf));
    }

    private void markUseful(Variable variable) {
        if (variable.isStatic()) {
            changed |= usefulStatics.add(Traces.key(variable));
        }
        if (variable.type() instanceof ArrayType) {
            changed |= usefulGroups.addAll(same(storage.of(variable).leaf()));
        } else {
            changed |= useful.add(variable);
        }
    }

    // ---- varied, forwards

    private void spread(Stmt stmt) {
        Walk.expressions(stmt, this::spreadEffects);
        if (stmt instanceof Stmt.Assign assign && varies(assign.value())) {
            markVaried(assign.target());
        } else if (stmt instanceof Stmt.Assign assign
                && Traces.isContainer(assign.target())
                && isVaried(assign.target())) {
            assign.value().operands().forEach(this::alias);
            alias(assign.value());
            if (assign.value() instanceof Expr.Opaque opaque) {
                changed |= variedStatics.addAll(opaque.effects().staticsWritten());
            }
        } else if (stmt instanceof Stmt.Store store
                && store.array() instanceof Expr.Use array
                && varies(store.value())) {
            markVaried(array.variable());
        } else if (stmt instanceof Stmt.Return ret && ret.value() != null && varies(ret.value())) {
            markVaried(result);
        }
    }

    /** What an object was taken from, or is another name of, carries what is put into it. */
    private void alias(Expr source) {
        if (source instanceof Expr.Use use && Traces.isContainer(use.variable())) {
            markVaried(use.variable());
        }
    }

    private void spreadEffects(Expr expr) {
        if (expr instanceof Expr.ArrayCall call && call.type() == Primitive.VOID) {
            Expr source = source(call);
            if (varies(source) && target(call) instanceof Expr.Use use) {
                markVaried(use.variable());
            }
        } else if (expr instanceof Expr.Call call && carriesIn(call)) {
            writtenOperands(call).stream()
                    .filter(operand -> !direct || operand.type() instanceof ArrayType)
                    .forEach(this::markVaried);
            if (!direct) {
                changed |= variedStatics.addAll(leftBy(call));
            }
        } else if (expr instanceof Expr.Opaque opaque && !direct && carriesIn(opaque)) {
            outlets(opaque).forEach(this::markVaried);
            changed |= variedStatics.addAll(opaque.effects().staticsWritten());
        }
    }

    /** The static state into which a call puts something that varies. */
    private Set<String> leftBy(Expr.Call call) {
        Traces traces = tracesOf(call);
        boolean passesOn = traces.read().stream().anyMatch(variedStatics::contains)
                || call.operands().stream()
                        .anyMatch(operand ->
                                operand instanceof Expr.Use use && isInteger(use.variable()) && varies(operand));
        return passesOn ? traces.allWritten() : traces.written();
    }

    /** Whether a variable is a primitive that is no floating number: it carries nothing but bits. */
    static boolean isInteger(Variable variable) {
        return variable.type() instanceof Primitive && !variable.type().isFloating();
    }

    private Traces tracesOf(Expr.Call call) {
        return summaries.of(call.callee()).traces();
    }

    /** Whether something that varies goes into a call: by its arguments, or by static state it looks at. */
    private boolean carriesIn(Expr.Call call) {
        return anyVaries(call) || tracesOf(call).read().stream().anyMatch(variedStatics::contains);
    }

    /** Whether something that varies goes into opaque code. */
    private boolean carriesIn(Expr.Opaque opaque) {
        return anyVaries(opaque) || opaque.effects().staticsRead().stream().anyMatch(variedStatics::contains);
    }

    private boolean anyVaries(Expr expr) {
        return expr.operands().stream().anyMatch(this::varies);
    }

    /** Whether a value carries something that varies with the inputs. */
    boolean varies(Expr expr) {
        if (expr instanceof Expr.Use use) {
            return isVaried(use.variable());
        }
        if (expr instanceof Expr.Load load) {
            return varies(load.array());
        }
        if (expr instanceof Expr.Opaque opaque) {
            return !direct && carries(opaque) && carriesIn(opaque);
        }
        if (expr instanceof Expr.Call call
                && (call.type().isDifferentiable() || call.type() instanceof ReferenceType)) {
            return carriesIn(call);
        }
        if (expr instanceof Expr.Call call && call.type() instanceof Primitive) {
            return summaries.of(call.callee()).bits().stream()
                    .anyMatch(i -> i == Summary.STATICS
                            ? tracesOf(call).read().stream().anyMatch(variedStatics::contains)
                            : varies(call.operands().get(i)));
        }
        return flowing(expr).stream().anyMatch(this::varies);
    }

    /** The operands whose derivative reaches the value of an expression. */
    static List<Expr> flowing(Expr expr) {
        if (expr instanceof Expr.Detach || expr instanceof Expr.Length || expr instanceof Expr.NewArray) {
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
    private static boolean carries(Expr.Opaque opaque) {
        Type type = opaque.type();
        return !(type instanceof Primitive) || type.isFloating() || Bits.areTakenBy(opaque);
    }

    /** The variables that opaque code may put what it reads into, besides its value. */
    private static Set<Variable> outlets(Expr.Opaque opaque) {
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

    private List<Variable> writtenOperands(Expr.Call call) {
        Summary summary = summaries.of(call.callee());
        List<Variable> written = new ArrayList<>();
        for (int i = 0; i < call.operands().size(); i++) {
            if ((summary.writes(i) || summary.traces().objects().contains(i))
                    && call.operands().get(i) instanceof Expr.Use use) {
                written.add(use.variable());
            }
        }
        return written;
    }

    private static Expr target(Expr.ArrayCall call) {
        return call.operands().get(call.function() == Expr.ArrayFunction.ARRAYCOPY ? 2 : 0);
    }

    private static Expr source(Expr.ArrayCall call) {
        List<Expr> operands = call.operands();
        return call.function() == Expr.ArrayFunction.ARRAYCOPY ? operands.get(0) : operands.get(operands.size() - 1);
    }

    // ---- useful, backwards

    private void demand(Stmt stmt) {
        Walk.expressions(stmt, this::demandEffects);
        if (stmt instanceof Stmt.Assign assign
                && Traces.isContainer(assign.target())
                && assign.value() instanceof Expr.Opaque opaque
                && opaque.effects().staticsWritten().stream().anyMatch(usefulStatics::contains)) {
            markUseful(assign.target());
        }
        if (stmt instanceof Stmt.Assign assign && isUseful(assign.target())) {
            need(assign.value());
        } else if (stmt instanceof Stmt.Store store
                && store.array() instanceof Expr.Use array
                && isUseful(array.variable())) {
            need(store.value());
        } else if (stmt instanceof Stmt.Return ret && ret.value() != null && isUseful(result)) {
            need(ret.value());
        }
    }

    private void demandEffects(Expr expr) {
        if (expr instanceof Expr.ArrayCall call && call.type() == Primitive.VOID) {
            if (target(call) instanceof Expr.Use use && isUseful(use.variable())) {
                need(source(call));
            }
        } else if (expr instanceof Expr.Call call) {
            boolean leaves = tracesOf(call).allWritten().stream().anyMatch(usefulStatics::contains);
            if (leaves || writtenOperands(call).stream().anyMatch(this::isUseful)) {
                needAll(call);
            }
        } else if (expr instanceof Expr.Opaque opaque
                && (outlets(opaque).stream().anyMatch(this::isUseful)
                        || opaque.effects().staticsWritten().stream().anyMatch(usefulStatics::contains))) {
            demand(opaque);
        }
    }

    private void demand(Expr.Opaque opaque) {
        demanded.add(opaque);
        changed |= usefulStatics.addAll(opaque.effects().staticsRead());
        opaque.operands().forEach(this::need);
    }

    private void needAll(Expr.Call call) {
        call.operands().forEach(this::need);
        changed |= usefulStatics.addAll(tracesOf(call).read());
    }

    /** Whether a call puts something that varies into objects or static state from which an output is computed. */
    public boolean leavesTraces(Expr.Call call) {
        if (!carriesIn(call)) {
            return false;
        }
        Traces traces = tracesOf(call);
        return leftBy(call).stream().anyMatch(usefulStatics::contains)
                || traces.objects().stream()
                        .map(call.operands()::get)
                        .anyMatch(operand -> operand instanceof Expr.Use use && isUseful(use.variable()));
    }

    private void need(Expr expr) {
        if (expr instanceof Expr.Use use) {
            markUseful(use.variable());
        } else if (expr instanceof Expr.Load load) {
            need(load.array());
        } else if (expr instanceof Expr.Opaque opaque) {
            if (carries(opaque)) {
                demand(opaque);
            }
        } else if (expr instanceof Expr.Call call) {
            needAll(call);
        } else {
            flowing(expr).forEach(this::need);
        }
    }
}
