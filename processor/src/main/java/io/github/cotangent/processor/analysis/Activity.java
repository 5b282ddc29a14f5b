package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which variables, arrays and objects a derivative flows through: those that vary with the inputs and that the outputs depend on.
 *
 * <p>Two fixpoints over the whole body: <em>varied</em> forwards from the inputs, <em>useful</em> backwards from the outputs.
 * Variables are classified without regard to order, arrays and objects by the slots of {@link Storage}; both err on the side of
 * activity, which costs time and never a derivative. Integers carry nothing, except where they hold the bits of a floating number; a
 * reference carries what opaque code put in.
 */
public final class Activity {

    /** What counts as active. */
    public enum Scope {
        /** What may carry a derivative. */
        ALL,
        /** What carries one without its having to come through an object, static state or opaque code first. */
        DIRECT,
        /** All numbers and arrays that an output depends on, for comparison runs. */
        EVERYTHING
    }

    private final Variable result;
    private final Storage storage;
    private final Summaries summaries;
    private final Marks varied;
    private final Marks useful;
    private final Set<Group> shadowed = new HashSet<>();
    private final Set<Expr.Opaque> demanded = Collections.newSetFromMap(new IdentityHashMap<>());
    private final boolean everything;
    private final boolean direct;

    /**
     * Solves both fixpoints.
     *
     * @param result what stands for the result; null for a void method
     * @param storage the partition in which {@code detach} separates
     * @param inputs indices of the parameters that vary
     * @param fields the fields of the receiver that vary
     * @param resultUseful whether the result is an output
     * @param outputs indices of the array parameters whose final contents are outputs
     * @param numbers variables whose final values are outputs, too
     * @param overlaps groups that may hold the same arrays or objects, as {@link Storage#overlaps} gives them for a method whose
     *     callers are unknown: what is active in one is in all
     * @param scope what counts as active
     */
    public Activity(
            Method method,
            Variable result,
            Storage storage,
            Summaries summaries,
            Set<Integer> inputs,
            List<FieldId> fields,
            boolean resultUseful,
            Set<Integer> outputs,
            Set<Variable> numbers,
            Set<Overlap> overlaps,
            Scope scope) {
        this(
                method,
                result,
                storage,
                summaries,
                inputs,
                fields,
                Set.of(),
                null,
                resultUseful,
                outputs,
                numbers,
                overlaps,
                scope);
    }

    private Activity(
            Method method,
            Variable result,
            Storage storage,
            Summaries summaries,
            Set<Integer> inputs,
            List<FieldId> fields,
            Set<String> variedStatics,
            Slot constant,
            boolean resultUseful,
            Set<Integer> outputs,
            Set<Variable> numbers,
            Set<Overlap> overlaps,
            Scope scope) {
        this.varied = new Marks(storage, overlaps, constant);
        this.useful = new Marks(storage, overlaps, constant);
        this.result = result;
        this.storage = storage;
        this.summaries = summaries;
        this.everything = scope == Scope.EVERYTHING;
        this.direct = scope == Scope.DIRECT;
        varied.markStatics(variedStatics);
        inputs.forEach(i -> varied.mark(method.parameters().get(i)));
        fields.forEach(field -> markVaried(storage.of(method.parameters().get(0)), Key.of(field)));
        varied.startSpreading();
        if (resultUseful && result != null) {
            useful.mark(result);
        }
        outputs.forEach(i -> useful.mark(method.parameters().get(i)));
        numbers.forEach(useful::mark);
        List<Stmt> statements = new ArrayList<>();
        Walk.statements(method.body(), statements::add);
        Set<Variable> shared = sharedPlaces(statements);
        Set<Variable> assigned = Walk.assigned(method.body());
        do {
            varied.haveChanged();
            statements.forEach(this::spread);
            shared.stream()
                    .filter(place -> varied.hasStatic(Traces.key(place))
                            || assigned.contains(place) && isVaried(place)
                            || isChanged(storage.of(place)))
                    .forEach(varied::mark);
        } while (varied.haveChanged());
        Collections.reverse(statements);
        do {
            useful.haveChanged();
            statements.forEach(this::demand);
            shared.stream().filter(this::isUseful).forEach(useful::mark);
        } while (useful.haveChanged());
        findShadowed(method, statements);
    }

    /**
     * The static fields that refer to arrays and objects. Other methods know what is in them by the name of the field: so it
     * varies with all that is reached from it, and the other way round.
     */
    private static Set<Variable> sharedPlaces(List<Stmt> statements) {
        Set<Variable> found = new HashSet<>();
        for (Stmt stmt : statements) {
            if (stmt instanceof Stmt.Assign assign
                    && assign.target().isStatic()
                    && assign.target().type().isFollowed()) {
                found.add(assign.target());
            }
            Walk.expressions(stmt, expr -> {
                if (expr instanceof Expr.Use use
                        && use.variable().isStatic()
                        && use.type().isFollowed()) {
                    found.add(use.variable());
                }
            });
        }
        return found;
    }

    /** What varies with the given parameters and static state, whatever it is for. */
    static Activity of(
            Method method,
            Variable result,
            Storage storage,
            Summaries summaries,
            Set<Integer> inputs,
            Set<String> statics) {
        return of(method, result, storage, summaries, inputs, statics, null);
    }

    /**
     * What varies with the given parameters and static state, whatever it is for.
     *
     * @param constant a slot that does not vary with the objects it is in, only with what is put into it; null for none
     */
    static Activity of(
            Method method,
            Variable result,
            Storage storage,
            Summaries summaries,
            Set<Integer> inputs,
            Set<String> statics,
            Slot constant) {
        return new Activity(
                method, result, storage, summaries, inputs, List.of(), statics, constant, false, Set.of(), Set.of(),
                Set.of(), Scope.ALL);
    }

    /** Whether a floating variable has an adjoint. */
    public boolean isActive(Variable variable) {
        if (!variable.type().isFloating() || variable.isStatic()) {
            return false;
        }
        return useful.has(variable) && (everything || varied.has(variable));
    }

    /**
     * Whether the arrays or objects a variable refers to have shadows that belong to the variable. What a static field refers to has
     * none: it is constant, and its shadow is zero wherever one is needed.
     */
    public boolean hasShadow(Variable variable) {
        return !variable.isStatic()
                && variable.type().isFollowed()
                && summaries.carries(variable.type())
                && hasShadow(storage.of(variable));
    }

    /** Whether the method changes what is reached from a group to something that varies. */
    private boolean isChanged(Group group) {
        Collection<Group> reachable = group.reachable();
        return storage.changed().stream()
                .filter(slot -> reachable.contains(slot.group()))
                .filter(slot -> slot.leadsOn() || slot.holdsNumbers() || slot.holdsContainers())
                .anyMatch(slot -> varied.in(reachable)
                        .anyMatch(each -> slot.leadsOn() || slot.group() == each.group() && slot.meets(each)));
    }

    /**
     * Whether a call may store something into arrays or objects that have shadows, or where others find it: a reference in a
     * static field leads to what it gets by other names.
     */
    public boolean leavesSomething(Expr.Call call) {
        Traces traces = tracesOf(call);
        return !traces.allWritten().isEmpty()
                || !traces.objects().isEmpty()
                || storage.writtenBy(call).stream().anyMatch(slot -> hasShadow(slot.group()));
    }

    private boolean hasShadow(Group group) {
        return shadowed.contains(group) || leadsToActive(group);
    }

    /** Whether a derivative flows through what a variable refers to, or something reached from there. */
    boolean leadsToActive(Variable variable) {
        return variable.type().isFollowed()
                && summaries.carries(variable.type())
                && leadsToActive(storage.of(variable));
    }

    /** Whether an object between the inputs and the outputs is of a type that, as far as is known, leads to no numbers. */
    boolean mayHide(Variable variable) {
        return variable.type().isFollowed()
                && !summaries.carries(variable.type())
                && isVaried(variable)
                && isUseful(variable);
    }

    private boolean leadsToActive(Group group) {
        for (Group each : group.reachable()) {
            if (everything && each.holdsNumbers() && !each.isOfUnknownOrigin() && isUseful(each) || isActive(each)) {
                return true;
            }
        }
        return false;
    }

    /** Whether what the references in a slot lead to has shadows. */
    public boolean hasShadow(Slot slot) {
        return slot.group().hasPart(slot.key()) && hasShadow(slot.group().part(slot.key()));
    }

    /**
     * What carries no derivative here but may be reached from something that does, in code that cannot tell: in methods that
     * are called, in callers. The way through shadows leads there, too.
     */
    private void findShadowed(Method method, List<Stmt> statements) {
        List<Group> seenElsewhere = new ArrayList<>();
        method.parameters().stream()
                .filter(parameter -> parameter.type().isFollowed())
                .forEach(parameter -> seenElsewhere.add(storage.of(parameter)));
        if (result != null && result.type().isFollowed()) {
            seenElsewhere.add(storage.of(result));
        }
        for (Stmt stmt : statements) {
            Walk.expressions(stmt, expr -> {
                if (expr instanceof Expr.Call call) {
                    call.operands().stream()
                            .map(storage::of)
                            .filter(group -> group != null)
                            .forEach(seenElsewhere::add);
                }
            });
        }
        for (Group group : seenElsewhere) {
            for (Group each : group.reachable()) {
                if (!shadowed.contains(each) && leadsToActive(each)) {
                    shadowed.addAll(each.reachable());
                }
            }
        }
    }

    /** Whether arrays or objects of a group themselves hold numbers with cotangents. */
    boolean isActive(Group group) {
        List<Group> alone = List.of(group);
        return varied.in(alone).anyMatch(slot -> useful.in(alone).anyMatch(slot::meets));
    }

    /** Whether the numbers in a slot have cotangents. */
    public boolean isActive(Slot slot) {
        boolean all = everything && slot.group().holdsNumbers() && !slot.group().isOfUnknownOrigin();
        return isUseful(slot) && (all || isVaried(slot));
    }

    /** The static fields among some on which an output depends. */
    Set<String> useful(Set<String> statics) {
        return statics.stream().filter(useful::hasStatic).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether an output depends on the numbers in a slot. */
    boolean isUseful(Slot slot) {
        return useful.has(slot);
    }

    private boolean isUseful(Group group) {
        return useful.in(List.of(group)).findAny().isPresent();
    }

    /** Whether a variable varies with the inputs; for arrays and objects, their contents. */
    public boolean isVaried(Variable variable) {
        return varied.has(variable);
    }

    /** Whether a slot varies with the inputs. */
    boolean isVaried(Slot slot) {
        return varied.has(slot);
    }

    /** Whether the method puts something that varies into a slot; what is in it before does not count. */
    boolean isChanged(Slot slot) {
        return varied.hasSpreadTo(slot);
    }

    /** Whether static state, by its key, varies with the inputs. */
    boolean isVaried(String key) {
        return varied.hasStatic(key);
    }

    /** Whether an output depends on a variable; for arrays and objects, on their contents. */
    public boolean isUseful(Variable variable) {
        return useful.has(variable);
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

    private void markVaried(Group object, Key key) {
        varied.mark(new Slot(object, key));
        if (key.type() != null && key.type().isFollowed()) {
            varied.markAll(object.part(key));
        }
    }

    // ---- varied, forwards

    private void spread(Stmt stmt) {
        Walk.expressions(stmt, this::spreadEffects);
        aliasesKept(stmt);
        if (stmt instanceof Stmt.Try attempt && !direct && mayThrowOn(attempt.body())) {
            attempt.catches().forEach(clause -> varied.mark(clause.exception()));
        }
        if (stmt instanceof Stmt.Assign assign
                && !Flows.isReference(assign.value(), assign.target().type())
                && varies(assign.value())) {
            varied.mark(assign.target());
        } else if (stmt instanceof Stmt.Assign assign
                && (Traces.isContainer(assign.target()) ? isVaried(assign.target()) : isChangedElsewhere(assign))) {
            assign.value().operands().forEach(this::alias);
            alias(assign.value());
            if (assign.value() instanceof Expr.Opaque opaque) {
                varied.markStatics(opaque.effects().staticsWritten());
            }
        } else if (stmt instanceof Stmt.Store store && !Flows.isReference(store) && varies(store.value())) {
            varied.mark(elements(store.array()));
        } else if (stmt instanceof Stmt.SetField set && !Flows.isReference(set) && varies(set.value())) {
            varied.mark(new Slot(storage.of(set.object()), Key.of(set.field())));
        } else if (stmt instanceof Stmt.Accumulate share && varies(share.value())) {
            varied.mark(share.target());
        } else if (stmt instanceof Stmt.AccumulateElement share
                && storage.of(share.array()) != null
                && varies(share.value())) {
            varied.mark(elements(share.array()));
        } else if (stmt instanceof Stmt.Return ret && carriesOut(ret) && varies(ret.value())) {
            varied.mark(result);
        }
        Slot slot = slotOfContainer(stmt);
        if (slot != null && varied.has(slot)) {
            Walk.own(stmt).forEach(this::alias);
        }
    }

    /** A call stores something that varies. Where a type variable stands, that may be data, which no reference leads to. */
    private void put(Slot slot) {
        varied.mark(slot);
        if (slot.isOpen()) {
            varied.markAll(slot.group().part(slot.key()));
        }
    }

    /** The slot that a container is stored into, where what is put into it later is put into the container; null for none. */
    private Slot slotOfContainer(Stmt stmt) {
        if (stmt instanceof Stmt.SetField set && Traces.isContainer(set.value().type())) {
            return storage.of(set.object()) == null ? null : new Slot(storage.of(set.object()), Key.of(set.field()));
        }
        return stmt instanceof Stmt.Store store
                        && Traces.isContainer(store.value().type())
                        && storage.of(store.array()) != null
                ? elements(store.array())
                : null;
    }

    /** Whether an exception that comes out of a block may carry something that varies. */
    private boolean mayThrowOn(Block block) {
        boolean[] found = {false};
        Walk.statements(block, stmt -> {
            found[0] |= stmt instanceof Stmt.Throw thrown && varies(thrown.value());
            Walk.expressions(
                    stmt,
                    expr -> found[0] |= expr instanceof Expr.Call call && carriesIn(call)
                            || expr instanceof Expr.Opaque opaque && carriesIn(opaque));
        });
        return found[0];
    }

    /** What is kept in a slot under another name carries what is put into it there. */
    private void aliasesKept(Stmt stmt) {
        if (stmt instanceof Stmt.SetField set && isKept(new Slot(storage.of(set.object()), Key.of(set.field())))) {
            alias(set.value());
        } else if (stmt instanceof Stmt.Store store && isKept(elements(store.array()))) {
            alias(store.value());
        }
        Walk.expressions(stmt, expr -> {
            if (expr instanceof Expr.Call call
                    && storage.writtenBy(call).stream().anyMatch(this::isKept)) {
                call.operands().forEach(this::alias);
            }
        });
    }

    private boolean isKept(Slot slot) {
        return slot.holdsContainers() && varied.has(slot);
    }

    private boolean carriesOut(Stmt.Return ret) {
        return ret.value() != null && !Flows.isReference(ret.value(), result.type());
    }

    private Slot elements(Expr array) {
        return new Slot(storage.of(array), Key.ELEMENTS);
    }

    /** Whether what opaque code gives, out of an object that is not followed, is changed to something that varies. */
    private boolean isChangedElsewhere(Stmt.Assign assign) {
        return assign.value() instanceof Expr.Opaque
                && assign.target().type().isFollowed()
                && isChanged(storage.of(assign.target()));
    }

    /** What an object was taken from, or is another name of, carries what is put into it. */
    private void alias(Expr source) {
        if (source instanceof Expr.Use use
                && (Traces.isContainer(use.variable()) || use.type().isFollowed())) {
            varied.mark(use.variable());
        } else if (Flows.isRead(source) && storage.slot(source) != null) {
            varied.markAlone(storage.slot(source));
        }
    }

    private void spreadEffects(Expr expr) {
        if (expr instanceof Expr.ArrayCall call && call.type() == Primitive.VOID) {
            Expr source = Flows.source(call);
            if (varies(source) && Flows.target(call) instanceof Expr.Use) {
                varied.mark(elements(Flows.target(call)));
            }
        } else if (expr instanceof Expr.Call call && carriesIn(call)) {
            storage.changedBy(call).stream()
                    .filter(slot -> !direct || !slot.holdsContainers())
                    .forEach(this::put);
            if (!direct) {
                changedObjects(call).forEach(varied::mark);
                varied.markStatics(leftBy(call));
            }
        } else if (expr instanceof Expr.Opaque opaque && !direct && carriesIn(opaque)) {
            Flows.outlets(opaque).forEach(varied::mark);
            varied.markStatics(opaque.effects().staticsWritten());
        }
    }

    /** The static state into which a call puts something that varies. */
    private Set<String> leftBy(Expr.Call call) {
        Traces traces = tracesOf(call);
        boolean passesOn = varied.hasAnyStatic(traces.read())
                || call.operands().stream()
                        .anyMatch(operand ->
                                operand instanceof Expr.Use use && Flows.isInteger(use.variable()) && varies(operand));
        return passesOn ? traces.allWritten() : traces.written();
    }

    private Traces tracesOf(Expr.Call call) {
        return summaries.of(call.callee()).traces();
    }

    /** Whether something that varies goes into a call: by its arguments, or by static state it looks at. */
    private boolean carriesIn(Expr.Call call) {
        return anyVaries(call) || varied.hasAnyStatic(tracesOf(call).read());
    }

    /** Whether something that varies goes into opaque code. */
    private boolean carriesIn(Expr.Opaque opaque) {
        return anyVaries(opaque) || varied.hasAnyStatic(opaque.effects().staticsRead());
    }

    private boolean anyVaries(Expr expr) {
        return expr.operands().stream().anyMatch(this::varies);
    }

    /** Whether a value carries something that varies with the inputs. */
    boolean varies(Expr expr) {
        if (expr instanceof Expr.Use use) {
            return isVaried(use.variable());
        }
        if (Flows.isRead(expr)) {
            return expr.type().isFollowed()
                    ? storage.of(expr) != null && varied.hasAnyIn(storage.of(expr))
                    : varied.has(storage.slot(expr));
        }
        if (expr instanceof Expr.Opaque opaque) {
            return !direct && Flows.carries(opaque) && !opaque.takesOutData() && carriesIn(opaque);
        }
        if (expr instanceof Expr.Call call
                && (call.type().isDifferentiable() || call.type() instanceof ReferenceType)) {
            return carriesIn(call);
        }
        if (expr instanceof Expr.Call call && call.type() instanceof Primitive) {
            return summaries.of(call.callee()).bits().stream()
                    .anyMatch(i -> i == Summary.STATICS
                            ? varied.hasAnyStatic(tracesOf(call).read())
                            : varies(call.operands().get(i)));
        }
        return Flows.flowing(expr).stream().anyMatch(this::varies);
    }

    /** The operands of a call that are objects not followed, and that it may put something into. */
    private List<Variable> changedObjects(Expr.Call call) {
        List<Variable> changedObjects = new ArrayList<>();
        for (int i : tracesOf(call).objects()) {
            if (call.operands().get(i) instanceof Expr.Use use) {
                changedObjects.add(use.variable());
            }
        }
        return changedObjects;
    }

    // ---- useful, backwards

    private void demand(Stmt stmt) {
        Walk.expressions(stmt, this::demandEffects);
        Slot slot = slotOfContainer(stmt);
        if (slot != null && Walk.own(stmt).stream().anyMatch(this::isUsefulContainer)) {
            useful.mark(slot);
        }
        if (stmt instanceof Stmt.Assign assign
                && Traces.isContainer(assign.target())
                && (assign.value() instanceof Expr.Opaque opaque
                                && useful.hasAnyStatic(opaque.effects().staticsWritten())
                        || assign.value().type().isFollowed() && isUsefulElsewhere(assign.value()))) {
            useful.mark(assign.target());
        }
        if (stmt instanceof Stmt.Assign assign
                && !Flows.isReference(assign.value(), assign.target().type())
                && isUseful(assign.target())) {
            need(assign.value());
        } else if (stmt instanceof Stmt.Store store
                && !Flows.isReference(store)
                && useful.has(elements(store.array()))) {
            need(store.value());
        } else if (stmt instanceof Stmt.SetField set
                && !Flows.isReference(set)
                && useful.has(new Slot(storage.of(set.object()), Key.of(set.field())))) {
            need(set.value());
        } else if (stmt instanceof Stmt.Accumulate share && isUseful(share.target())) {
            need(share.value());
        } else if (stmt instanceof Stmt.AccumulateElement share
                && storage.of(share.array()) != null
                && useful.has(elements(share.array()))) {
            need(share.value());
        } else if (stmt instanceof Stmt.Return ret && carriesOut(ret) && isUseful(result)) {
            need(ret.value());
        }
    }

    /** Whether an output depends on what a reference leads to that goes on as one to an object that is not followed. */
    private boolean isUsefulElsewhere(Expr reference) {
        return storage.of(reference) != null && useful.hasAnyIn(storage.of(reference));
    }

    private boolean isUsefulContainer(Expr value) {
        return value instanceof Expr.Use use && Traces.isContainer(use.variable()) && isUseful(use.variable());
    }

    private void demandEffects(Expr expr) {
        if (expr instanceof Expr.ArrayCall call && call.type() == Primitive.VOID) {
            if (Flows.target(call) instanceof Expr.Use && useful.has(elements(Flows.target(call)))) {
                need(Flows.source(call));
            }
        } else if (expr instanceof Expr.Call call) {
            boolean leaves = useful.hasAnyStatic(tracesOf(call).allWritten());
            if (leaves
                    || changedObjects(call).stream().anyMatch(this::isUseful)
                    || storage.writtenBy(call).stream().anyMatch(useful::has)) {
                needAll(call);
            }
        } else if (expr instanceof Expr.Opaque opaque
                && (Flows.outlets(opaque).stream().anyMatch(this::isUseful)
                        || useful.hasAnyStatic(opaque.effects().staticsWritten()))) {
            demand(opaque);
        }
    }

    private void demand(Expr.Opaque opaque) {
        demanded.add(opaque);
        useful.markStatics(opaque.effects().staticsRead());
        opaque.operands().forEach(this::need);
    }

    /** An integer carries nothing but the bits of a number. */
    private void needBits(Expr.Call call) {
        for (int i : summaries.of(call.callee()).bits()) {
            if (i == Summary.STATICS) {
                useful.markStatics(tracesOf(call).read());
            } else {
                need(call.operands().get(i));
            }
        }
    }

    private void needAll(Expr.Call call) {
        call.operands().forEach(this::need);
        useful.markStatics(tracesOf(call).read());
    }

    /** Whether a call puts something that varies into objects or static state from which an output is computed. */
    public boolean leavesTraces(Expr.Call call) {
        if (!carriesIn(call)) {
            return false;
        }
        return useful.hasAnyStatic(leftBy(call))
                || changedObjects(call).stream().anyMatch(this::isUseful)
                || storage.writtenBy(call).stream().anyMatch(slot -> slot.holdsContainers() && useful.has(slot));
    }

    private void need(Expr expr) {
        if (expr instanceof Expr.Use use) {
            useful.mark(use.variable());
        } else if (Flows.isRead(expr)) {
            Group group = storage.of(expr);
            Slot slot = storage.slot(expr);
            if (group != null) {
                useful.markAll(group);
            } else if (slot != null) {
                useful.mark(slot);
            }
        } else if (expr instanceof Expr.Opaque opaque) {
            if (opaque.takesOutData()) {
                opaque.operands().forEach(this::need);
            } else if (Flows.carries(opaque)) {
                demand(opaque);
            }
        } else if (expr instanceof Expr.Call call
                && call.type() instanceof Primitive
                && !call.type().isFloating()) {
            needBits(call);
        } else if (expr instanceof Expr.Call call) {
            needAll(call);
        } else {
            Flows.flowing(expr).forEach(this::need);
        }
    }
}
