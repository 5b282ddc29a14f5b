package io.github.cotangent.processor.frontend;

import io.github.cotangent.processor.analysis.Options;
import io.github.cotangent.processor.analysis.Place;
import io.github.cotangent.processor.analysis.Summaries;
import io.github.cotangent.processor.assemble.Generator;
import io.github.cotangent.processor.assemble.Request;
import io.github.cotangent.processor.companion.CompanionWriter;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.dispatch.Dispatching;
import io.github.cotangent.processor.inline.Inlining;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.source.SourceFile;
import io.github.cotangent.processor.source.Sources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Makes the companions of annotated methods, and reports what stands in the way. */
public final class Companions {
    private static final String RUNTIME = "io.github.cotangent.runtime.";

    private final ProcessingEnvironment environment;
    private final Sources sources;
    private final List<Element> roots = new ArrayList<>();
    private final Map<PackageElement, CompilationProgram> byPackage = new HashMap<>();
    private final Options options;
    private final Messages messages;
    private final Output output;
    private final RuleBook rules = new RuleBook();
    private final RuleReader reader;
    /** Classes with errors that may go away when the companions are there which this round has made. */
    private final Set<String> putOff = new TreeSet<>();

    public Companions(ProcessingEnvironment environment, Options options) {
        this.environment = environment;
        this.sources = new Sources(environment);
        this.options = options;
        this.messages = new Messages(environment, sources);
        this.output = new Output(environment);
        this.reader = new RuleReader(environment.getElementUtils(), environment.getTypeUtils(), sources, rules);
    }

    /** Takes the classes of a round: what is virtual depends on which classes there are. */
    public void see(Set<? extends Element> roots) {
        this.roots.addAll(roots);
        byPackage.values().forEach(compilation -> compilation.add(roots));
    }

    /** Takes what users state about derivatives, and reports what is wrong with it. */
    public void rules(RoundEnvironment round) {
        reader.read(round);
        reportRules();
    }

    private void reportRules() {
        reader.takeProblems().forEach(problem -> {
            TypeElement owner = environment.getElementUtils().getTypeElement(problem.file());
            messages.report(problem, problem.file(), owner);
        });
    }

    /** The program as companions of a package see it: what they cannot name there they reach through handles. */
    private CompilationProgram seenFrom(PackageElement home) {
        return byPackage.computeIfAbsent(home, key -> {
            CompilationProgram compilation = new CompilationProgram(environment, sources, rules, home);
            compilation.add(roots);
            return compilation;
        });
    }

    /** Whether there are classes that wait for companions of others. */
    public boolean isWaiting() {
        return !putOff.isEmpty();
    }

    /**
     * Processes the methods annotated in one round, and those put off in the round before: an annotated method may call what has
     * been generated meanwhile. What still has errors when nothing more is generated is reported.
     *
     * @param isLast whether there is no further round
     */
    public void make(Iterable<? extends Element> annotated, boolean isLast) {
        Map<String, List<Annotated>> byClass = putOff();
        for (Element element : annotated) {
            if (element instanceof ExecutableElement method) {
                TypeElement owner = (TypeElement) method.getEnclosingElement();
                Annotated.of(method)
                        .ifPresent(use -> byClass.computeIfAbsent(
                                        owner.getQualifiedName().toString(), key -> new ArrayList<>())
                                .add(use));
            } else if (element instanceof TypeElement type) {
                tangentType(type);
            }
        }
        List<Attempt> failed = new ArrayList<>();
        for (List<Annotated> uses : byClass.values()) {
            Attempt attempt = companion(uses);
            if (attempt.hasErrors()) {
                failed.add(attempt);
            } else {
                finish(attempt);
            }
        }
        if (output.hasWritten() && !isLast) {
            failed.forEach(
                    attempt -> putOff.add(attempt.owner().getQualifiedName().toString()));
        } else {
            failed.forEach(this::finish);
        }
        reportRules();
    }

    /** The annotated methods of the classes that were put off. Elements of earlier rounds are not those of this one. */
    private Map<String, List<Annotated>> putOff() {
        Map<String, List<Annotated>> byClass = new TreeMap<>();
        output.startRound();
        if (putOff.isEmpty()) {
            return byClass;
        }
        byPackage.clear();
        roots.replaceAll(root -> root instanceof TypeElement type ? now(type.getQualifiedName()) : root);
        reader.renew();
        for (String name : putOff) {
            List<Annotated> uses = new ArrayList<>();
            ElementFilter.methodsIn(now(name).getEnclosedElements())
                    .forEach(method -> Annotated.of(method).ifPresent(uses::add));
            byClass.put(name, uses);
        }
        putOff.clear();
        return byClass;
    }

    private TypeElement now(CharSequence name) {
        return environment.getElementUtils().getTypeElement(name);
    }

    /** Makes the tangent type of an annotated type. */
    private void tangentType(TypeElement type) {
        PackageElement home = environment.getElementUtils().getPackageOf(type);
        CompilationProgram compilation = seenFrom(home);
        SharedTangentTypes shared = new SharedTangentTypes(compilation, sources);
        Optional<Problem> problem = shared.unfit(type);
        if (problem.isPresent()) {
            messages.report(List.of(problem.get()), type, compilation);
            return;
        }
        output.write(
                type,
                type.getSimpleName() + "Tangent",
                shared.write(type, home.getQualifiedName().toString(), isPublic(type)));
    }

    /**
     * What came of the methods of a class.
     *
     * @param origins where the companion comes from
     */
    private record Attempt(
            TypeElement owner,
            CompilationProgram compilation,
            List<Problem> problems,
            Generator.Outcome outcome,
            List<Element> origins) {
        boolean hasErrors() {
            return problems.stream().anyMatch(problem -> problem.code().isError());
        }
    }

    private Attempt companion(List<Annotated> uses) {
        TypeElement owner = (TypeElement) uses.get(0).method().getEnclosingElement();
        PackageElement home = environment.getElementUtils().getPackageOf(owner);
        CompilationProgram compilation = seenFrom(home);
        List<Problem> problems = new ArrayList<>();
        List<Lowered> methods = lowered(uses, compilation, problems);
        Dispatching dispatching = new Dispatching(new CompanionProgram(
                compilation, methods.stream().map(Lowered::called).toList()));
        Inlining program = new Inlining(dispatching);
        Summaries summaries = new Summaries(program);
        List<Request> requests = new ArrayList<>();
        for (Lowered lowered : methods) {
            Method own = lowered.method();
            Method called =
                    program.in(own.id().equals(lowered.called()) ? dispatching.in(own) : dispatching.asCalled(own));
            Method body = compilation.isDispatched(lowered.use().method()) ? program.in(dispatching.in(own)) : null;
            new Requests(program, problems::add)
                    .of(lowered.use(), called, writes(called, summaries), body, compilation.isPure(own.id()))
                    .ifPresent(requests::add);
        }
        problems.addAll(compilation.takeProblems());
        Generator.Outcome outcome = new Generator(program, options)
                .generate(
                        home.getQualifiedName().toString(),
                        Names.companion(environment.getElementUtils(), owner),
                        isPublic(owner),
                        owner.getQualifiedName().toString(),
                        requests);
        problems.addAll(outcome.problems());
        outcome.swept().stream()
                .filter(method -> method.invocation() == MethodId.Invocation.VIRTUAL)
                .forEach(method -> problems.addAll(compilation.unfollowed(method)));
        problems.addAll(compilation.takeProblems());
        return new Attempt(owner, compilation, problems, outcome, origins(owner, requests, dispatching));
    }

    private void finish(Attempt attempt) {
        messages.report(attempt.problems(), attempt.owner(), attempt.compilation());
        Generator.Outcome outcome = attempt.outcome();
        if (outcome.companion() != null) {
            output.write(
                    attempt.owner(),
                    outcome.companion().name(),
                    CompanionWriter.write(outcome.companion(), attempt.origins()));
            if (options.reports()) {
                output.write(
                        attempt.owner(),
                        outcome.companion().packageName(),
                        outcome.companion().name() + ".txt",
                        outcome.report(),
                        attempt.origins());
            }
        }
    }

    /**
     * An annotated method.
     *
     * @param method as it is written
     * @param called as it is called on any object of its class
     */
    private record Lowered(Annotated use, Method method, MethodId called) {}

    private List<Lowered> lowered(List<Annotated> uses, CompilationProgram compilation, List<Problem> problems) {
        List<Lowered> methods = new ArrayList<>();
        Map<String, Annotated> prefixes = new HashMap<>();
        for (Annotated use : uses) {
            Optional<Problem> unfit = unfit(use, compilation, prefixes);
            if (unfit.isPresent()) {
                problems.add(unfit.get());
            } else {
                compilation.lower(use.method()).ifPresent(own -> {
                    MethodId called = compilation.isExact(use.method())
                            ? own.id()
                            : own.id().with(MethodId.Invocation.VIRTUAL);
                    methods.add(new Lowered(use, own, called));
                });
                problems.addAll(compilation.takeProblems());
            }
        }
        return methods;
    }

    /** Whether a method overwrites numbers it is given. */
    private static boolean writes(Method method, Summaries summaries) {
        return summaries.of(method.id()).written().stream()
                .filter(place -> place.parameter() != Place.RESULT)
                .anyMatch(place -> summaries.carries(
                        method.parameters().get(place.parameter()).type()));
    }

    /** Why a method cannot even be looked at; its name is taken otherwise. */
    private Optional<Problem> unfit(Annotated use, CompilationProgram compilation, Map<String, Annotated> prefixes) {
        ExecutableElement method = use.method();
        TypeElement owner = (TypeElement) method.getEnclosingElement();
        String file = owner.getQualifiedName().toString();
        Optional<SourceFile> source = sources.of(owner);
        Origin origin =
                source.flatMap(f -> f.declarationOf(method).map(f::origin)).orElse(Origin.NONE);
        if (method.getModifiers().contains(Modifier.ABSTRACT)
                || method.getModifiers().contains(Modifier.NATIVE)) {
            return Optional.of(new Problem(
                    Code.COT001,
                    file,
                    origin,
                    method.getSimpleName() + " has no body to differentiate",
                    "Annotate a method with a body"));
        }
        if (!method.getModifiers().contains(Modifier.STATIC) && (isPrivate(owner) || !compilation.isFollowed(owner))) {
            return Optional.of(new Problem(
                    Code.COT001,
                    file,
                    origin,
                    "the objects of " + owner.getSimpleName() + ", whose method " + method.getSimpleName()
                            + " is, cannot be followed: it is private or an exception",
                    "Make the class package-private, or the method static"));
        }
        if (source.isEmpty()) {
            return Optional.of(new Problem(
                    Code.COT007,
                    file,
                    origin,
                    "the source text of " + file + " was not found",
                    "Run the compiler on the source file, or give its folder with -sourcepath"));
        }
        if (!SourceVersion.isIdentifier(use.prefix())) {
            return Optional.of(new Problem(
                    Code.COT024,
                    file,
                    origin,
                    "no Java name can start with \"" + use.prefix() + "\"",
                    "Write letters and digits: @Differentiable(name = \"" + method.getSimpleName() + "\")"));
        }
        // The names of result classes start with a capital: those of f and F are the same.
        Annotated other = prefixes.putIfAbsent(Names.capitalized(use.prefix()), use);
        if (other != null) {
            return Optional.of(new Problem(
                    Code.COT005,
                    file,
                    origin,
                    "another annotated method, " + other.method() + ", already takes the generated names "
                            + Names.capitalized(use.prefix()) + "Gradient and so on",
                    "Give this one a name of its own: @Differentiable(name = \"…\")"));
        }
        return Optional.empty();
    }

    /** The class itself, and those outside of it whose helpers are differentiated and whose objects are followed with it. */
    private List<Element> origins(TypeElement owner, List<Request> requests, Dispatching dispatching) {
        List<Element> origins = new ArrayList<>(List.of(owner));
        List<MethodId> methods =
                requests.stream().map(request -> request.method().id()).toList();
        for (String name : Origins.of(methods, dispatching)) {
            // The classes of functions are no elements, and the functional interfaces of the JDK have no source.
            TypeElement other = environment.getElementUtils().getTypeElement(name);
            if (other != null
                    && sources.of(other).isPresent()
                    && !name.startsWith(RUNTIME)
                    && origins.stream().noneMatch(known -> topLevel(known).equals(topLevel(other)))) {
                origins.add(other);
            }
        }
        return origins;
    }

    /** Whether nobody outside could hand over an object of a class. */
    private static boolean isPrivate(Element type) {
        return type.getModifiers().contains(Modifier.PRIVATE)
                || type.getEnclosingElement() instanceof TypeElement around && isPrivate(around);
    }

    private static boolean isPublic(TypeElement type) {
        return topLevel(type).getModifiers().contains(Modifier.PUBLIC);
    }

    private static Element topLevel(Element type) {
        Element topLevel = type;
        while (topLevel.getEnclosingElement().getKind() != ElementKind.PACKAGE) {
            topLevel = topLevel.getEnclosingElement();
        }
        return topLevel;
    }
}
