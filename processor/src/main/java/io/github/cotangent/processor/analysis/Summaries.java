package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.normalize.Returns;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The summaries of all methods that a method may call, as the least fixpoint over the call graph, so that recursion of any
 * shape is summarised exactly as far as the storage analysis can see.
 */
public final class Summaries {
    private final Program program;
    private final Carriers carriers;
    private final Map<MethodId, Summary> known = new HashMap<>();

    public Summaries(Program program) {
        this.program = program;
        this.carriers = new Carriers(program);
    }

    /** Whether values of a type can lead to numbers. */
    public boolean carries(Type type) {
        return carriers.carries(type);
    }

    /** The summary of a method; {@link Summary#NONE} while the fixpoint over its callers is under way. */
    public Summary of(MethodId id) {
        if (!known.containsKey(id)) {
            solve(id);
        }
        return known.get(id);
    }

    /** What a text does besides giving its result, of a method that is known in another form to its callers. */
    Traces tracesOf(Method text) {
        Traces traces = new Storage(text, null, this::of, true).summary().traces();
        Variable result = Returns.result(text);
        return varied(traces, text, result, new Storage(text, result, this::of, false));
    }

    private void solve(MethodId root) {
        Map<MethodId, Method> pending = reachable(root);
        pending.keySet().forEach(id -> known.put(id, Summary.NONE));
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Map.Entry<MethodId, Method> entry : pending.entrySet()) {
                Summary now = summary(entry.getValue());
                changed |= !now.equals(known.put(entry.getKey(), now));
            }
        }
    }

    private Summary summary(Method method) {
        Summary found = new Storage(method, null, known::get, true).summary();
        Variable result = Returns.result(method);
        Storage storage = new Storage(method, result, known::get, false);
        Set<Place> stored = stored(found, method, result, storage);
        return found.with(
                stored,
                changed(stored, found, method, result, storage),
                varied(found.traces(), method, result, storage),
                bits(method, result, storage));
    }

    /**
     * Without the objects in fields and elements that the method only looks into: where it leaves data in one, that varies
     * with something else. What is not followed is no matter of memory, so nothing else asks for them.
     */
    private Set<Place> stored(Summary found, Method method, Variable result, Storage storage) {
        Set<Integer> all = parameters(method);
        Set<Place> stored = new HashSet<>(found.written());
        stored.removeIf(place -> {
            Slot slot = storage.slot(place);
            return slot.holdsContainers()
                    && !Activity.of(
                                    method,
                                    result,
                                    storage,
                                    this,
                                    all,
                                    found.traces().read(),
                                    slot)
                            .isVaried(slot);
        });
        return stored;
    }

    /**
     * The places into which the method puts something that varies. Only numbers are told apart: what it makes itself, references and
     * what is not followed count as such.
     */
    private Set<Place> changed(Set<Place> stored, Summary found, Method method, Variable result, Storage storage) {
        if (stored.isEmpty()) {
            return stored;
        }
        Activity activity = Activity.of(
                method,
                result,
                storage,
                this,
                parameters(method),
                found.traces().read());
        Set<Place> changed = new HashSet<>(stored);
        changed.removeIf(place -> {
            Slot slot = storage.slot(place);
            return place.parameter() != Place.RESULT
                    && slot != null
                    && !slot.key().equals(Key.ANYTHING)
                    && (slot.holdsNumbers() || slot.key().type() instanceof Primitive)
                    && !activity.isChanged(slot);
        });
        return changed;
    }

    /** Whether a method may put into a place of what it gives something that varies with some of its parameters. */
    boolean puts(MethodId id, Set<Integer> parameters, Place into) {
        if (!(program.callee(id) instanceof Program.Source source)) {
            return true;
        }
        Method method = source.method();
        Variable result = Returns.result(method);
        Storage storage = new Storage(method, result, this::of, false);
        Slot slot = storage.slot(into);
        return slot == null
                || Activity.of(method, result, storage, this, parameters, Set.of())
                        .isVaried(slot);
    }

    private static Set<Integer> parameters(Method method) {
        Set<Integer> all = new HashSet<>();
        for (int i = 0; i < method.parameters().size(); i++) {
            all.add(i);
        }
        return all;
    }

    /**
     * Without the objects and static state that a method only looks into or counts in: where it leaves data, the place
     * varies with something else, an argument or other static state. Which of the two is told apart for static state: a
     * method that logs a system property or a count leaves nothing of its numbers.
     */
    private Traces varied(Traces traces, Method method, Variable result, Storage storage) {
        Set<Integer> all = parameters(method);
        Set<Integer> objects = new HashSet<>(traces.objects());
        objects.removeIf(i -> {
            Set<Integer> others = new HashSet<>(all);
            others.remove(i);
            return !Activity.of(method, result, storage, this, others, traces.read())
                    .isVaried(method.parameters().get(i));
        });
        Set<String> written = new HashSet<>(traces.written());
        if (!written.isEmpty()) {
            Set<Integer> data = new HashSet<>(all);
            data.removeIf(i -> Flows.isInteger(method.parameters().get(i)));
            Activity fromArguments = Activity.of(method, result, storage, this, data, Set.of());
            written.removeIf(key -> !fromArguments.isVaried(key));
        }
        Set<String> passedOn = new HashSet<>(traces.written());
        passedOn.removeAll(written);
        passedOn.removeIf(key -> {
            Set<String> others = new HashSet<>(traces.read());
            others.remove(key);
            return !Activity.of(method, result, storage, this, all, others).isVaried(key);
        });
        return new Traces(objects, written, passedOn, traces.read());
    }

    /** The parameters that an integer result carries; one at a time, as a count next to an array of numbers carries nothing. */
    private Set<Integer> bits(Method method, Variable result, Storage storage) {
        Set<Integer> found = new HashSet<>();
        boolean integer = result != null
                && result.type() instanceof Primitive
                && !result.type().isFloating()
                && result.type() != Primitive.BOOLEAN;
        if (!integer) {
            return found;
        }
        found.add(Summary.STATICS);
        for (int i = 0; i < method.parameters().size(); i++) {
            if (Activity.of(method, result, storage, this, Set.of(i), Set.of()).isVaried(result)) {
                found.add(i);
            }
        }
        return found;
    }

    private Map<MethodId, Method> reachable(MethodId root) {
        Map<MethodId, Method> found = new LinkedHashMap<>();
        Deque<MethodId> open = new ArrayDeque<>();
        open.add(root);
        while (!open.isEmpty()) {
            MethodId id = open.remove();
            if (known.containsKey(id) || found.containsKey(id)) {
                continue;
            }
            Program.Callee callee = program.callee(id);
            if (callee instanceof Program.Compiled compiled) {
                known.put(id, compiled.summary());
            } else if (callee instanceof Program.Stated stated) {
                known.put(id, stated.summary());
            } else if (callee instanceof Program.Elsewhere elsewhere) {
                known.put(id, elsewhere.summary());
            } else if (callee instanceof Program.Source source) {
                found.put(id, source.method());
                open.addAll(callees(source.method()));
            } else {
                known.put(id, Summary.unknown(id));
            }
        }
        return found;
    }

    private static Set<MethodId> callees(Method method) {
        Set<MethodId> ids = new LinkedHashSet<>();
        Walk.statements(
                method.body(),
                stmt -> Walk.expressions(stmt, expr -> {
                    if (expr instanceof Expr.Call call) {
                        ids.add(call.callee());
                    }
                }));
        return ids;
    }
}
