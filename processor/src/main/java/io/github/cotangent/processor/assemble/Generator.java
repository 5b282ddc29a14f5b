package io.github.cotangent.processor.assemble;

import io.github.cotangent.processor.analysis.Activity;
import io.github.cotangent.processor.analysis.Cuts;
import io.github.cotangent.processor.analysis.Direction;
import io.github.cotangent.processor.analysis.Independence;
import io.github.cotangent.processor.analysis.Options;
import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.analysis.Summaries;
import io.github.cotangent.processor.analysis.Summary;
import io.github.cotangent.processor.companion.Companion;
import io.github.cotangent.processor.companion.TangentType;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Routine;
import io.github.cotangent.processor.relower.Relowering;
import io.github.cotangent.processor.report.SavedValues;
import io.github.cotangent.processor.simplify.Nest;
import io.github.cotangent.processor.simplify.Refinements;
import io.github.cotangent.processor.simplify.Simplifier;
import io.github.cotangent.processor.simplify.TailReturns;
import io.github.cotangent.processor.split.Splitter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the companion of a class from its annotated methods. */
public final class Generator {

    /**
     * A companion and what stood in the way.
     *
     * @param companion null if no method has a derivative
     * @param report what the companion saves; empty unless that is asked for
     * @param swept the methods that the companion has sweeps of
     */
    public record Outcome(Companion companion, List<Problem> problems, String report, Set<MethodId> swept) {
        public Outcome {
            problems = List.copyOf(problems);
            swept = Set.copyOf(swept);
        }
    }

    private final Program program;
    private final Options options;

    public Generator(Program program, Options options) {
        this.program = program;
        this.options = options;
    }

    /**
     * Generates. Methods with problems are left out, the others are complete. The output does not depend on the order of the
     * requests.
     */
    public Outcome generate(String packageName, String name, boolean isPublic, String source, List<Request> requests) {
        Set<String> reserved = new HashSet<>();
        reserved.add(name);
        program.functionClasses().forEach(function -> {
            reserved.add(function.type().name());
            // Inside the class such a name means its own method.
            reserved.addAll(function.methodNames());
        });
        for (Request request : requests) {
            for (Request.Kind kind : Request.Kind.values()) {
                reserved.add(request.prefix() + kind.suffix());
                reserved.add(request.resultClass(kind));
                reserved.add(PatternRoutine.name(request, kind));
            }
            reserved.addAll(Links.names(request));
        }
        Workshop workshop = new Workshop(program, options, reserved);
        List<Problem> problems = new ArrayList<>();
        List<Request> ordered = new ArrayList<>(requests);
        ordered.sort(Comparator.comparing(Request::prefix));
        List<Request> offered = new ArrayList<>();
        for (Request request : ordered) {
            Workshop.Mark mark = workshop.mark();
            if (request.linkage() != null) {
                new Links(workshop).make(request);
            }
            SecondOrderRoutines products = new SecondOrderRoutines(workshop, request);
            for (Request.Kind kind : request.kinds()) {
                switch (kind) {
                    case GRADIENT, VJP -> new ReverseRoutines(workshop, request, kind).make();
                    case JACOBIAN, PULLBACK -> {}
                    case JVP -> new TangentRoutines(workshop).jvp(request);
                    case HVP -> products.make();
                    case HESSIAN -> {
                        products.make();
                        new HessianRoutine(workshop, request).make(products);
                    }
                }
            }
            retained(workshop, request);
            List<Problem> found = workshop.settle(mark);
            problems.addAll(found.isEmpty() ? warnings(request, workshop.summaries()) : found);
            if (found.isEmpty() && request.own() != null) {
                offered.add(request);
            }
        }
        // Behind all others, which have the first choice of names.
        offered.forEach(new OwnBodies(workshop)::offer);
        // What users call comes first; sweeps for later compilations stand at the end.
        Set<String> links = new HashSet<>();
        requests.forEach(request -> links.addAll(Links.names(request)));
        Reachable reachable = workshop.reachable();
        List<Routine> inOrder = new ArrayList<>(reachable.routines());
        inOrder.sort(Comparator.comparing(routine -> links.contains(routine.name())));
        PlainCopies copies = new PlainCopies(program, workshop::name);
        List<Routine> routines = new ArrayList<>();
        List<Companion.StateClass> states = new ArrayList<>(reachable.of(workshop.states()));
        for (Routine routine : inOrder) {
            Splitter.Split split = Splitter.split(finish(copies.in(routine)), workshop::name);
            if (split.frame() == null) {
                routines.add(returning(split.routines().get(0)));
            } else {
                routines.addAll(split.routines());
                states.add(split.frame());
            }
        }
        List<TangentType> tangents = new ArrayList<>(workshop.tangents().all());
        tangents.removeIf(tangent -> {
            boolean ofState = workshop.program().isState(tangent.layout().type().reference());
            if (ofState) {
                states.add(SweepMethods.tangentOf(tangent));
            }
            return ofState;
        });
        FunctionBodies functions =
                new FunctionBodies(program.functionClasses(), routine -> returning(finish(copies.in(routine))));
        routines.forEach(functions::mentionedIn);
        tangents.forEach(tangent -> functions.mentioned(tangent.layout().type()));
        for (List<Routine> made = copies.made(); !made.isEmpty(); made = copies.made()) {
            for (Routine copy : made) {
                Routine finished = returning(finish(copy));
                functions.mentionedIn(finished);
                routines.add(finished);
            }
        }
        Companion companion = routines.isEmpty()
                ? null
                : new Companion(
                        packageName,
                        name,
                        isPublic,
                        source,
                        workshop.results(),
                        workshop.pullbacks(),
                        states,
                        tangents,
                        workshop.tangents().areAskedByClass(),
                        functions.found(),
                        routines,
                        workshop.links(),
                        workshop.offers(),
                        program.standIns());
        Set<String> kept = new HashSet<>();
        inOrder.forEach(routine -> kept.add(routine.name()));
        String report = SavedValues.heading(name)
                + workshop.reports().stream()
                        .filter(each -> kept.contains(each.routine()))
                        .map(Workshop.Report::text)
                        .collect(Collectors.joining());
        return new Outcome(companion, problems, report, workshop.swept());
    }

    /** What needs a reverse sweep that can run more than once: all of it shares one. */
    private static void retained(Workshop workshop, Request request) {
        boolean pullback = request.kinds().contains(Request.Kind.PULLBACK);
        boolean jacobian = request.kinds().contains(Request.Kind.JACOBIAN);
        RetainedSweeps sweeps = new RetainedSweeps(workshop, request);
        if (!pullback && !jacobian || !sweeps.make()) {
            return;
        }
        if (pullback) {
            new PullbackRoutine(workshop).make(request, sweeps);
        }
        if (jacobian) {
            new JacobianRoutine(workshop, request, sweeps).make();
        }
    }

    /** What is zero in the derivatives of a method that the user may not expect to be. */
    private List<Problem> warnings(Request request, Summaries summaries) {
        Method method = request.method();
        Set<Integer> inputs = new HashSet<>(request.inputs());
        Set<Integer> outputs = new HashSet<>();
        if (!Request.Kind.OF_NUMBERS.containsAll(request.kinds())) {
            Summary summary = summaries.of(method.id());
            for (int i = 0; i < method.parameters().size(); i++) {
                if (summary.writes(i)
                        && summaries.carries(method.parameters().get(i).type())) {
                    outputs.add(i);
                }
            }
        }
        Activity activity = Subject.of(
                        method,
                        program,
                        summaries,
                        inputs,
                        request.fields(),
                        true,
                        outputs,
                        true,
                        Direction.REVERSE,
                        Options.DEFAULT)
                .activity();
        List<Problem> found = new ArrayList<>(Independence.of(method, activity, inputs));
        found.addAll(Cuts.in(method, inputs, true, outputs, program, summaries));
        return found;
    }

    /** Last, since a part of a routine that was cut cannot return for the whole. */
    private Routine returning(Routine routine) {
        return options.optimize() ? routine.withBody(TailReturns.in(routine.body())) : routine;
    }

    private Routine finish(Routine routine) {
        Block raised = Relowering.raised(routine.body());
        Block body = options.optimize() ? Simplifier.simplify(raised) : Refinements.in(raised);
        return routine.withBody(Nest.nest(body));
    }
}
