package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.ir.ArrayType;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which array variables of a method may refer to the same array.
 *
 * <p>A partition of the arrays into groups, without regard to order: variables between which a reference may flow are in one
 * group, and so are their rows. Two groups are disjoint arrays, except that groups visible outside of the method
 * ({@link Group#isExternal()}) may overlap when their types are equal, because a caller may pass one array twice.
 *
 * <p>{@code detach} returns the same array without derivative. Whether it joins groups depends on the question: it does
 * where memory is concerned, it does not where derivatives are.
 */
public final class Storage {

    /** Arrays that may be the same. */
    public static final class Group {
        private final ArrayType type;
        private Group parent;
        private Group rows;
        private boolean external;
        private boolean unknownOrigin;

        private Group(ArrayType type) {
            this.type = type;
        }

        private Group find() {
            Group root = this;
            while (root.parent != null) {
                root = root.parent;
            }
            for (Group g = this; g.parent != null; ) {
                Group next = g.parent;
                g.parent = root;
                g = next;
            }
            return root;
        }

        public ArrayType type() {
            return type;
        }

        /** Whether code outside of the method can see the arrays: parameters, static fields, what opaque code knows. */
        public boolean isExternal() {
            return find().external;
        }

        /** Whether opaque code or a field supplied one of the arrays, so that its cotangent would have no place. */
        public boolean isOfUnknownOrigin() {
            return find().unknownOrigin;
        }

        /** The group of the rows; only where the elements are arrays. */
        public Group rows() {
            Group root = find();
            if (root.rows == null) {
                root.rows = new Group((ArrayType) root.type.element());
                root.rows.external = root.external;
                root.rows.unknownOrigin = root.unknownOrigin;
            }
            return root.rows.find();
        }

        /** The group of the innermost rows, which hold the numbers. */
        public Group leaf() {
            Group group = find();
            while (group.type.element() instanceof ArrayType) {
                group = group.rows();
            }
            return group;
        }

        private void markExternal(boolean unknown) {
            Group root = find();
            root.external = true;
            root.unknownOrigin |= unknown;
            if (root.type.element() instanceof ArrayType) {
                Group inner = root.rows();
                if (!inner.external || unknown && !inner.unknownOrigin) {
                    inner.markExternal(unknown);
                }
            }
        }
    }

    private final Map<Variable, Group> groups = new HashMap<>();
    private final Set<Group> written = new HashSet<>();
    private final Function<MethodId, Summary> summaries;
    private final boolean detachShares;
    private final Method method;
    private final Group result;
    private boolean clobbers;
    private boolean readsUnknown;

    /**
     * Partitions the arrays of a method.
     *
     * @param resultVariable what stands for the result; null for none
     * @param summaries what calls do
     * @param detachShares whether the result of {@code detach} counts as the same array
     */
    public Storage(
            Method method, Variable resultVariable, Function<MethodId, Summary> summaries, boolean detachShares) {
        this.method = method;
        this.summaries = summaries;
        this.detachShares = detachShares;
        this.result = method.id().result() instanceof ArrayType type ? new Group(type) : null;
        if (result != null && resultVariable != null) {
            groups.put(resultVariable, result);
        }
        for (Variable parameter : method.parameters()) {
            if (parameter.type() instanceof ArrayType) {
                of(parameter).markExternal(false);
            }
        }
        Walk.statements(method.body(), this::statement);
        joinUnknown();
        Set<Group> roots = new HashSet<>();
        written.forEach(group -> roots.add(group.find()));
        written.clear();
        written.addAll(roots);
    }

    /** Arrays that opaque code or fields supply may be the same wherever their types are. */
    private void joinUnknown() {
        Map<ArrayType, Group> first = new HashMap<>();
        for (Group group : List.copyOf(groups.values())) {
            Group root = group.find();
            if (root.unknownOrigin) {
                join(first.computeIfAbsent(root.type, type -> root), root);
            }
        }
    }

    /** The group of an array variable. */
    public Group of(Variable variable) {
        Group group = groups.computeIfAbsent(variable, v -> {
            Group fresh = new Group((ArrayType) v.type());
            if (v.isStatic()) {
                readsUnknown = true;
                fresh.markExternal(true);
            }
            return fresh;
        });
        return group.find();
    }

    /** The group of the array that the method returns. */
    public Group ofResult() {
        return result.find();
    }

    /** Whether the method, or one it calls, may store into arrays of the group. */
    public boolean isWritten(Group group) {
        return written.contains(group.find());
    }

    /**
     * The parameters whose arrays, or rows, may be the same for some caller in a way that matters: of two that are the same, what
     * is stored into one is read from the other. Given as sets of innermost groups.
     */
    public Set<Set<Group>> overlaps() {
        Map<ArrayType, Set<Group>> byType = new HashMap<>();
        Set<ArrayType> stored = new HashSet<>();
        for (Variable parameter : method.parameters()) {
            if (parameter.type() instanceof ArrayType && parameter.type().isDifferentiable()) {
                Group leaf = of(parameter).leaf();
                byType.computeIfAbsent(leaf.type(), type -> new HashSet<>()).add(leaf);
                for (Group group = of(parameter); ; group = group.rows()) {
                    if (isWritten(group)) {
                        stored.add(leaf.type());
                    }
                    if (group == leaf) {
                        break;
                    }
                }
            }
        }
        byType.keySet().retainAll(stored);
        return new HashSet<>(byType.values());
    }

    /** Whether the method runs unknown code that may change arrays visible to others. */
    public boolean clobbers() {
        return clobbers;
    }

    /** What callers need to know. */
    public Summary summary() {
        Map<Group, Set<Place>> places = new HashMap<>();
        Set<Place> writes = new HashSet<>();
        List<Variable> parameters = method.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).type() instanceof ArrayType) {
                collect(of(parameters.get(i)), i, places, writes);
            }
        }
        if (result != null) {
            collect(result.find(), Place.RESULT, places, new HashSet<>());
        }
        Set<Set<Place>> shared = new HashSet<>();
        places.values().stream().filter(set -> set.size() > 1).forEach(set -> shared.add(Set.copyOf(set)));
        return new Summary(
                writes,
                shared,
                clobbers,
                result != null && result.leaf().isOfUnknownOrigin(),
                readsUnknown,
                Traces.of(method, this, summaries),
                Set.of());
    }

    private void collect(Group group, int parameter, Map<Group, Set<Place>> places, Set<Place> writes) {
        int depth = 0;
        for (Group g = group; ; g = g.rows(), depth++) {
            Place place = new Place(parameter, depth);
            places.computeIfAbsent(g, key -> new HashSet<>()).add(place);
            if (isWritten(g)) {
                writes.add(place);
            }
            if (!(g.type().element() instanceof ArrayType)) {
                return;
            }
        }
    }

    private void statement(Stmt stmt) {
        Walk.expressions(stmt, this::effects);
        if (stmt instanceof Stmt.Assign assign && assign.target().type() instanceof ArrayType) {
            flow(of(assign.target()), assign.value());
        } else if (stmt instanceof Stmt.Store store) {
            Group target = ofAtom(store.array());
            if (target != null) {
                written.add(target);
                if (store.value().type() instanceof ArrayType) {
                    join(target.rows(), ofAtom(store.value()));
                }
            }
        } else if (stmt instanceof Stmt.Return ret && ret.value() != null && result != null) {
            join(result, ofAtom(ret.value()));
        }
    }

    /** Where the references in {@code value} come from. */
    private void flow(Group target, Expr value) {
        if (value instanceof Expr.Use use && use.type() instanceof ArrayType) {
            join(target, of(use.variable()));
        } else if (value instanceof Expr.Detach detach) {
            if (detachShares) {
                join(target, ofAtom(detach.operand()));
            }
        } else if (value instanceof Expr.Load load) {
            Group array = ofAtom(load.array());
            if (array != null) {
                join(target, array.rows());
            } else {
                readsUnknown = true;
                target.markExternal(true);
            }
        } else if (value instanceof Expr.ArrayLiteral literal) {
            for (Expr element : literal.operands()) {
                if (element.type() instanceof ArrayType) {
                    join(target.rows(), ofAtom(element));
                }
            }
        } else if (value instanceof Expr.ArrayCall call) {
            if (target.type().element() instanceof ArrayType) {
                join(target.rows(), ofAtom(call.operands().get(0)).rows());
            }
        } else if (value instanceof Expr.Call call) {
            call(call, target);
        } else if (value instanceof Expr.Opaque
                || value instanceof Expr.Conditional
                || value instanceof Expr.StateField) {
            readsUnknown = true;
            target.markExternal(true);
        }
    }

    /** What evaluating an expression does to arrays, apart from its value. */
    private void effects(Expr expr) {
        if (expr instanceof Expr.ArrayCall call) {
            List<Expr> operands = call.operands();
            switch (call.function()) {
                case FILL, FILL_RANGE -> {
                    Group target = ofAtom(operands.get(0));
                    written.add(target);
                    Expr value = operands.get(operands.size() - 1);
                    if (value.type() instanceof ArrayType) {
                        join(target.rows(), ofAtom(value));
                    }
                }
                case ARRAYCOPY -> {
                    Group target = ofAtom(operands.get(2));
                    written.add(target);
                    if (target.type().element() instanceof ArrayType) {
                        join(target.rows(), ofAtom(operands.get(0)).rows());
                    }
                }
                default -> {}
            }
        } else if (expr instanceof Expr.Call call) {
            call(call, null);
        } else if (expr instanceof Expr.Opaque opaque) {
            clobbers |= opaque.effects().clobbers();
            for (Variable variable : opaque.effects().mutated()) {
                if (variable.type() instanceof ArrayType) {
                    Group group = of(variable);
                    group.markExternal(false);
                    for (Group g = group; ; g = g.rows()) {
                        written.add(g);
                        if (!(g.type().element() instanceof ArrayType)) {
                            break;
                        }
                    }
                }
            }
            for (Variable variable : opaque.effects().assigned()) {
                if (variable.type() instanceof ArrayType) {
                    readsUnknown = true;
                    of(variable).markExternal(true);
                }
            }
        }
    }

    private void call(Expr.Call call, Group target) {
        Summary summary = summaries.apply(call.callee());
        clobbers |= summary.clobbers();
        readsUnknown |= summary.readsUnknown();
        for (Place place : summary.written()) {
            Group group = at(call, target, place);
            if (group != null) {
                written.add(group);
            }
        }
        for (Set<Place> same : summary.shared()) {
            Group first = null;
            for (Place place : same) {
                Group group = at(call, target, place);
                if (group != null && first != null) {
                    join(first, group);
                }
                first = group != null ? group : first;
            }
        }
        if (target != null && summary.unknownResult()) {
            readsUnknown = true;
            target.markExternal(true);
        }
    }

    private Group at(Expr.Call call, Group target, Place place) {
        Group group = place.parameter() == Place.RESULT
                ? target
                : ofAtom(call.operands().get(place.parameter()));
        for (int i = 0; group != null && i < place.depth(); i++) {
            group = group.rows();
        }
        return group;
    }

    /** The group behind an atom; null for {@code null}. */
    public Group ofAtom(Expr atom) {
        return atom instanceof Expr.Use use && use.type() instanceof ArrayType ? of(use.variable()) : null;
    }

    private void join(Group a, Group b) {
        if (b == null || a == null) {
            return;
        }
        Group first = a.find();
        Group second = b.find();
        if (first == second || !sameType(first.type, second.type)) {
            return;
        }
        second.parent = first;
        if (first.external != second.external || first.unknownOrigin != second.unknownOrigin) {
            first.external |= second.external;
            first.unknownOrigin |= second.unknownOrigin;
        }
        if (first.type.element() instanceof ArrayType) {
            Group left = first.rows;
            Group right = second.rows;
            first.rows = left != null ? left : right;
            if (left != null && right != null) {
                join(left, right);
            }
            if (first.external && first.rows != null) {
                first.rows.markExternal(first.unknownOrigin);
            }
        }
    }

    private static boolean sameType(Type a, Type b) {
        return a.equals(b);
    }
}
