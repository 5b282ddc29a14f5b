package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.CheckpointObstacles;
import io.github.cotangent.processor.analysis.Direction;
import io.github.cotangent.processor.analysis.Options;
import io.github.cotangent.processor.analysis.Place;
import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.analysis.Summaries;
import io.github.cotangent.processor.check.FiniteChecks;
import io.github.cotangent.processor.check.Wording;
import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.companion.PartNames;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.report.SavedValues;
import io.github.cotangent.processor.reverse.Decisions;
import io.github.cotangent.processor.reverse.Reversal;
import io.github.cotangent.processor.reverse.Sweeps;
import io.github.cotangent.processor.reverse.Variant;
import io.github.cotangent.processor.tangent.TangentSweep;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One companion class in the making: its routines and classes so far, the names taken, and the sweeps of callees, which are
 * made on demand and shared by all methods of the companion.
 *
 * <p>What a method adds can be taken back as a whole if it turns out that it has no derivative.
 */
final class Workshop {
    private final SweepMethods program;
    private final Summaries summaries;
    private final Options options;
    private final Tangents types;
    private final Set<String> names = new HashSet<>();
    private final List<Routine> routines = new ArrayList<>();
    private final List<Companion.ResultClass> results = new ArrayList<>();
    private final List<Companion.Pullback> pullbacks = new ArrayList<>();
    private final List<Companion.StateClass> states = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Companion.Link> links = new ArrayList<>();
    private final List<String> offers = new ArrayList<>();
    private final List<Report> reports = new ArrayList<>();
    private final Set<String> onlyAsMethods = new HashSet<>();
    private final Map<Variant, Sweeps> sweeps = new HashMap<>();
    private final Map<TangentVariant, TangentSweep.Callee> tangents = new HashMap<>();
    private final Slopes slopes = new Slopes(this);

    /**
     * One tangent sweep of a callee.
     *
     * @param isOfDependences whether sets of inputs are in the place of tangents
     */
    record TangentVariant(MethodId method, Set<Integer> active, boolean resultActive, boolean isOfDependences) {}

    /** What the sweeps of a method save; {@code routine} is the name of the method with the forward sweep. */
    record Report(String routine, String text) {}

    /** A state to return to. */
    record Mark(
            int routines,
            int results,
            int pullbacks,
            int states,
            int problems,
            int links,
            int offers,
            int reports,
            Set<String> names,
            Set<String> types,
            Map<Variant, Sweeps> sweeps,
            Map<TangentVariant, TangentSweep.Callee> tangents,
            Set<MethodId> slopes) {}

    Workshop(Program program, Options options, Set<String> reserved) {
        this.program = new SweepMethods(program, routines, states, this::tangents);
        this.summaries = new Summaries(this.program);
        this.options = options;
        this.types = new Tangents(this.program, this::name);
        names.addAll(reserved);
    }

    /** The user's program, and what the companion has so far. */
    SweepMethods program() {
        return program;
    }

    Summaries summaries() {
        return summaries;
    }

    /** The tangent types of the companion. */
    Tangents tangents() {
        return types;
    }

    Options options() {
        return options;
    }

    /** The slopes of equations that sweeps of the companion ask for. */
    Slopes slopes() {
        return slopes;
    }

    Mark mark() {
        return new Mark(
                routines.size(),
                results.size(),
                pullbacks.size(),
                states.size(),
                problems.size(),
                links.size(),
                offers.size(),
                reports.size(),
                Set.copyOf(names),
                types.known(),
                Map.copyOf(sweeps),
                Map.copyOf(tangents),
                slopes.known());
    }

    /** Takes the problems since a mark; if there are any, everything else since then is taken back. */
    List<Problem> settle(Mark mark) {
        List<Problem> since = problems.subList(mark.problems(), problems.size());
        List<Problem> found = List.copyOf(since);
        since.clear();
        if (!found.isEmpty()) {
            routines.subList(mark.routines(), routines.size()).clear();
            results.subList(mark.results(), results.size()).clear();
            pullbacks.subList(mark.pullbacks(), pullbacks.size()).clear();
            states.subList(mark.states(), states.size()).clear();
            links.subList(mark.links(), links.size()).clear();
            offers.subList(mark.offers(), offers.size()).clear();
            reports.subList(mark.reports(), reports.size()).clear();
            names.retainAll(mark.names());
            types.retain(mark.types());
            sweeps.keySet().retainAll(mark.sweeps().keySet());
            tangents.keySet().retainAll(mark.tangents().keySet());
            slopes.retain(mark.slopes());
        }
        return found;
    }

    /** Whether anything was found wrong with what is being made: sweeps may be missing then. */
    boolean hasProblems() {
        return !problems.isEmpty();
    }

    /** Says something else of what was found wrong since a mark. */
    void replaceSince(Mark mark, UnaryOperator<Problem> change) {
        List<Problem> since = problems.subList(mark.problems(), problems.size());
        List<Problem> found = since.stream().map(change).distinct().toList();
        since.clear();
        problems.addAll(found);
    }

    void report(List<Problem> found) {
        problems.addAll(found);
    }

    void add(Companion.Link link) {
        links.add(link);
    }

    List<Companion.Link> links() {
        return links;
    }

    void addOffer(String offer) {
        offers.add(offer);
    }

    List<String> offers() {
        return offers;
    }

    /**
     * Reports what the sweeps of a method save, if that is asked for.
     *
     * @param routine the name of the method with the forward sweep
     * @param isSplit whether the reverse sweep is a method of its own
     */
    void report(Method method, String routine, Decisions decisions, boolean isSplit) {
        if (options.reports() && !SweepMethods.isSweep(method.id())) {
            Wording wording = new Wording(program, method);
            String place = wording.place(method.origin()).replaceFirst(" .*", "");
            String title = "\n" + routine + ": " + method.id().title() + ", " + place + "\n";
            reports.add(new Report(routine, title + SavedValues.of(decisions, wording, isSplit)));
        }
    }

    /** What was reported. */
    List<Report> reports() {
        return reports;
    }

    void add(Routine routine) {
        routines.add(routine.withBody(slopes.in(routine.body())));
    }

    /** Notes the sweeps since {@code before}, which are made to be differentiated once more; others may use them as they are. */
    void onlyAsMethods(int before) {
        routines.subList(before, routines.size()).forEach(routine -> onlyAsMethods.add(routine.name()));
    }

    /** The routines and states that are of use. */
    Reachable reachable() {
        return new Reachable(routines, onlyAsMethods);
    }

    void add(Companion.ResultClass result) {
        results.add(result);
    }

    void add(Companion.Pullback pullback) {
        pullbacks.add(pullback);
    }

    void add(Companion.StateClass state) {
        states.add(state);
    }

    List<Routine> routines() {
        return routines;
    }

    List<Companion.ResultClass> results() {
        return results;
    }

    List<Companion.Pullback> pullbacks() {
        return pullbacks;
    }

    /** The states; with each that is retained, those it leads to are. */
    List<Companion.StateClass> states() {
        Map<String, Companion.StateClass> found = new LinkedHashMap<>();
        states.forEach(state -> found.put(state.name(), state));
        Deque<Companion.StateClass> retained = new ArrayDeque<>();
        states.stream().filter(Companion.StateClass::isRetained).forEach(retained::add);
        while (!retained.isEmpty()) {
            for (Companion.Part field : retained.remove().fields()) {
                Companion.StateClass next =
                        field.type().leaf() instanceof ReferenceType type ? found.get(type.name()) : null;
                if (next != null && !next.isRetained()) {
                    found.put(next.name(), next.retained());
                    retained.add(next);
                }
            }
        }
        return List.copyOf(found.values());
    }

    /** The callees there are sweeps of. */
    Set<MethodId> swept() {
        Set<MethodId> methods = new HashSet<>();
        sweeps.keySet().forEach(variant -> methods.add(variant.method()));
        tangents.keySet().forEach(variant -> methods.add(variant.method()));
        return methods;
    }

    /** A name for a routine or class that nothing else in the companion has. */
    String name(String wish) {
        String name = wish;
        for (int i = 2; !names.add(name); i++) {
            name = wish + i;
        }
        return name;
    }

    /** Whether a method, or one that it calls, has loops that are checkpointed. */
    private boolean comesToCheckpoints(MethodId method) {
        Set<MethodId> seen = new HashSet<>();
        Deque<MethodId> open = new ArrayDeque<>(List.of(method));
        boolean[] found = {false};
        while (!open.isEmpty() && !found[0]) {
            MethodId next = open.pop();
            if (seen.add(next) && program.callee(next) instanceof Program.Source source) {
                Walk.statements(source.method().body(), stmt -> {
                    found[0] |= stmt instanceof Stmt.Loop loop
                            && loop.label().checkpoint().isPresent();
                    Walk.expressions(stmt, expr -> {
                        if (expr instanceof Expr.Call call) {
                            open.push(call.callee());
                        }
                    });
                });
            }
        }
        return found[0];
    }

    /** Makes sweeps known that callers may use for a variant. */
    void register(Variant variant, Sweeps made) {
        sweeps.put(normal(variant), made);
    }

    /** Drops from a variant what makes no difference to the method. */
    private Variant normal(Variant variant) {
        if (program.callee(variant.method()) instanceof Program.Stated stated && stated.isOfRuntime()) {
            return new Variant(variant.method(), variant.active(), variant.resultActive(), Set.of(), true, false);
        }
        boolean stable =
                variant.staticsStable() || !summaries.of(variant.method()).readsUnknown();
        return new Variant(
                variant.method(),
                variant.active(),
                variant.resultActive(),
                variant.stable(),
                stable,
                variant.isCheckpointed() && comesToCheckpoints(variant.method()));
    }

    /**
     * Analyses what is asked for, for reverse mode.
     *
     * @param outputs the parameters whose final contents are outputs, besides the result
     * @return empty if there is no derivative, which is reported
     */
    Optional<Subject> subject(Request request, Set<Integer> outputs) {
        Subject subject = Subject.of(
                request.method(),
                program,
                summaries,
                new LinkedHashSet<>(request.inputs()),
                request.fields(),
                true,
                outputs,
                true,
                Direction.REVERSE,
                options);
        report(subject.problems());
        return subject.problems().isEmpty() ? Optional.of(subject) : Optional.empty();
    }

    /**
     * Prepares the reversal of a method; the sweeps of its callees are made on the way.
     *
     * @param stable the places of the caller's, and of the result, that keep their contents until the reverse sweep
     * @param staticsStable whether arrays in static fields do
     * @param wanted what becomes of checkpointed loops
     */
    Reversal reversal(Subject subject, Set<Place> stable, boolean staticsStable, Reversal.Checkpoints wanted) {
        Method method = subject.method();
        Reversal.Checkpoints checkpoints = checkpoints(method, wanted);
        Reversal reversal = new Reversal(
                method,
                subject.result(),
                subject.storage(),
                subject.activity(),
                types,
                summaries,
                stable,
                staticsStable,
                options,
                checkpoints,
                this::declare,
                checks(method),
                (stmt, variant) -> sweeps(method.id(), stmt, variant));
        report(reversal.problems());
        return reversal;
    }

    /**
     * What becomes of the checkpointed loops of a method. A reverse sweep that runs later does not know what static state was, and
     * declares no exceptions, which iterations that run again might throw as far as Java knows.
     */
    private Reversal.Checkpoints checkpoints(Method method, Reversal.Checkpoints wanted) {
        if (wanted == Reversal.Checkpoints.NONE) {
            return wanted;
        }
        CheckpointObstacles obstacles = CheckpointObstacles.in(method, program, summaries);
        report(obstacles.problems());
        boolean isLater = wanted == Reversal.Checkpoints.REPEATEDLY;
        return isLater && (obstacles.looksAround() || !method.thrown().isEmpty()) ? Reversal.Checkpoints.NONE : wanted;
    }

    private Map.Entry<ReferenceType, Map<Variable, String>> declare(String wish, List<Variable> variables) {
        ReferenceType type = new ReferenceType(name(capitalized(wish)));
        PartNames names = new PartNames();
        Map<Variable, String> fields = new LinkedHashMap<>();
        List<Companion.Part> parts = new ArrayList<>();
        List<String> shadows = new ArrayList<>();
        for (Variable variable : variables) {
            String field = names.unique(variable.name());
            fields.put(variable, field);
            parts.add(new Companion.Part(field, variable.type()));
            if (variable.isShadow()) {
                shadows.add(field);
            }
        }
        add(new Companion.StateClass(
                type.name(), false, "What an iteration of a checkpointed loop starts from.", parts, shadows, true));
        return Map.entry(type, fields);
    }

    /** What looks after the derivatives in the sweeps of a method. */
    FiniteChecks checks(Method method) {
        return options.checksFinite() && !SweepMethods.isSweep(method.id())
                ? FiniteChecks.in(new Wording(program, method))
                : FiniteChecks.NONE;
    }

    /** The sweeps of the callee of a statement, made now if nobody asked before. */
    Sweeps sweeps(MethodId caller, Stmt call, Variant variant) {
        int before = problems.size();
        Sweeps made = sweeps(variant);
        link(before, caller, call, variant.method());
        return made;
    }

    /** What was found wrong in a callee since {@code before} was found on the way through the caller. */
    private void link(int before, MethodId caller, Stmt call, MethodId callee) {
        problems.subList(before, problems.size())
                .replaceAll(problem -> problem.calledFrom(caller, callee, call.origin()));
    }

    private Sweeps sweeps(Variant asked) {
        Variant variant = normal(asked);
        Sweeps known = sweeps.get(variant);
        if (known != null) {
            return known;
        }
        if (program.callee(variant.method()) instanceof Program.Compiled compiled) {
            Sweeps imported = new Sweeps(
                    compiled.companion(),
                    compiled.prefix() + "Forward",
                    compiled.prefix() + "Reverse",
                    new ReferenceType(compiled.companion()).member(capitalized(compiled.prefix()) + "Saved"),
                    compiled.active(),
                    variant.method().result().isFloating());
            sweeps.put(variant, imported);
            return imported;
        }
        String method = variant.method().word();
        Sweeps own = new Sweeps(
                "",
                name(method + "Forward"),
                name(method + "Reverse"),
                new ReferenceType(name(capitalized(method) + "Saved")),
                variant.active(),
                variant.resultActive() && variant.method().result().isFloating());
        sweeps.put(variant, own);
        if (program.callee(variant.method()) instanceof Program.Source source) {
            new SplitSweeps(this).make(source.method(), variant, own, false, false);
        } else if (program.callee(variant.method()) instanceof Program.Stated stated) {
            new StatedRoutines(this, variant.method(), stated, variant.active()).sweeps(variant.stable(), own);
        } else if (program.callee(variant.method()) instanceof Program.Elsewhere) {
            new ElsewhereRoutines(this, variant.method(), variant.active()).sweeps(variant.resultActive(), own);
        }
        return own;
    }

    /** The tangent sweep of the callee of a statement, made now if nobody asked before. */
    TangentSweep.Callee tangent(MethodId caller, Stmt call, TangentVariant variant) {
        int before = problems.size();
        TangentSweep.Callee made = tangent(variant);
        if (variant.isOfDependences() && !(program.callee(variant.method()) instanceof Program.Source)) {
            withoutDependences(caller, call, variant.method());
        }
        link(before, caller, call, variant.method());
        return made;
    }

    /** Of what is not looked into, nobody knows in which way it depends on its arguments. */
    private void withoutDependences(MethodId caller, Stmt call, MethodId callee) {
        problems.add(new Problem(
                Code.COT006,
                caller.owner(),
                call.origin(),
                "sparse needs to know on which inputs each number depends, and the rule of " + callee
                        + " says nothing of that: it states products",
                "Leave out sparse, or state partial derivatives"));
    }

    private TangentSweep.Callee tangent(TangentVariant variant) {
        TangentSweep.Callee known = tangents.get(variant);
        if (known != null) {
            return known;
        }
        if (program.callee(variant.method()) instanceof Program.Compiled compiled) {
            ReferenceType holder =
                    new ReferenceType(compiled.companion()).member(capitalized(compiled.prefix()) + "Tangent");
            TangentSweep.Callee imported = new TangentSweep.Callee(
                    compiled.companion(),
                    compiled.prefix() + "Tangent",
                    variant.method().result() == Primitive.VOID ? null : holder,
                    compiled.active());
            tangents.put(variant, imported);
            return imported;
        }
        String name = variant.method().word() + (variant.isOfDependences() ? "Dependence" : "Tangent");
        TangentSweep.Callee own = new TangentSweep.Callee(
                "",
                name(name),
                variant.resultActive() ? new ReferenceType(name(capitalized(name))) : null,
                variant.active());
        tangents.put(variant, own);
        if (program.callee(variant.method()) instanceof Program.Source source) {
            new TangentRoutines(this).callee(source.method(), variant, own, false);
        } else if (program.callee(variant.method()) instanceof Program.Stated stated) {
            new StatedRoutines(this, variant.method(), stated, variant.active()).tangent(own);
        } else if (program.callee(variant.method()) instanceof Program.Elsewhere) {
            new ElsewhereRoutines(this, variant.method(), variant.active()).tangent(own);
        }
        return own;
    }

    static String capitalized(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
