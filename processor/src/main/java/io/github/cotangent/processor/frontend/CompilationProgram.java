package io.github.cotangent.processor.frontend;

import io.github.cotangent.processor.analysis.Program;
import io.github.cotangent.processor.analysis.Summary;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.Excerpt;
import io.github.cotangent.processor.ir.FunctionClass;
import io.github.cotangent.processor.ir.Layout;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.SolutionMethods;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.lower.Lowering;
import io.github.cotangent.processor.lower.UserRules;
import io.github.cotangent.processor.resolve.Attributor;
import io.github.cotangent.processor.source.Sources;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;

/**
 * The methods of the running compilation and of companions on its class path, lowered when they are first asked for, as the
 * companions of one package see them.
 */
final class CompilationProgram implements Program {
    /** What the runtime states of its own methods. */
    private static final Map<MethodId, Stated> OF_RUNTIME = Map.of(
            SolutionMethods.SOLUTION,
            Stated.ofRuntime(
                    SolutionMethods.SOLUTION,
                    List.of("system", "x", "columns", "residual"),
                    SolutionMethods.SOLUTION_VJP,
                    SolutionMethods.SOLUTION_JVP,
                    Set.of(3)),
            SolutionMethods.ADJOINT,
            Stated.ofRuntime(
                    SolutionMethods.ADJOINT,
                    List.of("system", "columns", "cotangent"),
                    null,
                    SolutionMethods.ADJOINT_JVP,
                    Set.of(1, 2)));

    private final Lowering lowering;
    private final CompiledCompanions companions;
    private final UserRules rules;
    private final Excerpts excerpts;
    private final Map<MethodId, Callee> known = new HashMap<>();
    private final Map<MethodId, Optional<Method>> texts = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    CompilationProgram(ProcessingEnvironment environment, Sources sources, UserRules rules, PackageElement home) {
        this.rules = rules;
        this.excerpts = new Excerpts(environment.getElementUtils(), sources);
        this.companions = new CompiledCompanions(environment.getElementUtils());
        this.lowering = new Lowering(
                home,
                environment.getElementUtils(),
                environment.getTypeUtils(),
                new Attributor(environment.getElementUtils(), environment.getTypeUtils()),
                sources,
                rules,
                method -> companions.find(method).isPresent());
    }

    /** Takes the classes of a round. */
    void add(Collection<? extends Element> roots) {
        lowering.add(roots);
    }

    /**
     * Takes the classes of which the files read since the last call make objects.
     *
     * @return whether there were more
     */
    boolean addMadeClasses() {
        return lowering.addMadeClasses();
    }

    /** Whether objects of a class are followed field by field. */
    boolean isFollowed(TypeElement type) {
        return lowering.isFollowed(type);
    }

    @Override
    public Map<String, ReferenceType> standIns() {
        return lowering.standIns();
    }

    /** Whether a type is an interface that lambdas implement. */
    boolean isFunctional(ObjectType type) {
        return lowering.isFunctional(type);
    }

    /** Whether a method changes nothing, as far as the classes are in sight now whose objects it calls. */
    boolean isPure(MethodId id) {
        return lowering.isPure(id);
    }

    /** Warnings for the classes in sight whose objects a call of a virtual method may meet, and has no derivative for. */
    List<Problem> unfollowed(MethodId virtual) {
        return lowering.unfollowed(virtual);
    }

    /** Whether a call of a method on an object of its class always runs this very method. */
    boolean isExact(ExecutableElement method) {
        return lowering.isExact(method);
    }

    /** Whether a call of a method of a supertype may run a method, or one on a subtype that inherits it. */
    boolean isDispatched(ExecutableElement method) {
        return lowering.isDispatched(method);
    }

    /** Lowers an annotated method; what is wrong with it goes to {@link #takeProblems()}. */
    Optional<Method> lower(ExecutableElement element) {
        Optional<Method> lowered = lowering.lower(element, problems::add);
        if (rules.products(element).isEmpty()) {
            lowered.ifPresent(method -> known.put(method.id(), new Source(method)));
        }
        return lowered;
    }

    /** The problems found since the last call while lowering. */
    List<Problem> takeProblems() {
        List<Problem> taken = List.copyOf(problems);
        problems.clear();
        return taken;
    }

    @Override
    public Callee callee(MethodId id) {
        Callee callee = known.get(id);
        if (callee == null) {
            callee = find(id);
            known.put(id, callee);
        }
        return callee;
    }

    @Override
    public Layout layout(ObjectType type) {
        return lowering.layout(type);
    }

    @Override
    public boolean acts(MethodId construction) {
        return lowering.acts(construction);
    }

    @Override
    public Optional<Method> text(MethodId ruled) {
        return texts.computeIfAbsent(ruled, lowering::text);
    }

    @Override
    public Optional<Excerpt> excerpt(MethodId method, Origin origin) {
        return excerpts.of(
                functionClass(method.owner()).map(FunctionClass::home).orElse(method.owner()), origin);
    }

    @Override
    public List<Type> thrown(MethodId virtual) {
        return lowering.thrown(virtual);
    }

    @Override
    public Optional<MethodId> implementation(MethodId virtual, ObjectType concrete) {
        return lowering.implementation(virtual, concrete);
    }

    /** The class made for a function, by its name. */
    Optional<FunctionClass> functionClass(String name) {
        return lowering.functionClass(name);
    }

    /** The functions that a static field, by its key, or objects of a class, by its binary name, are known to hold at first. */
    Set<String> initialFunctions(String place) {
        return lowering.initialFunctions(place);
    }

    /** Whether the class of a function is a subtype of a class or interface. */
    boolean isSubtype(FunctionClass function, ObjectType type) {
        return lowering.isSubtype(function, type);
    }

    /** What the user states of a method with products. */
    private Optional<Stated> stated(ExecutableElement method, MethodId id) {
        return rules.products(method).map(products -> {
            Set<String> statedBy = new TreeSet<>();
            List<String> names = new ArrayList<>();
            for (UserRules.Product each : Arrays.asList(products.vjp(), products.jvp())) {
                if (each != null) {
                    statedBy.add(each.method().getEnclosingElement().toString());
                    names.clear();
                    each.method()
                            .getParameters()
                            .subList(0, id.parameters().size())
                            .forEach(parameter ->
                                    names.add(parameter.getSimpleName().toString()));
                }
            }
            return new Stated(
                    List.copyOf(names),
                    product(products.vjp()),
                    product(products.jvp()),
                    products.active(),
                    products.overwritten(),
                    statedBy,
                    Summary.stated(id, products.overwritten()));
        });
    }

    private Product product(UserRules.Product stated) {
        return stated == null ? null : new Product(lowering.idOf(stated.method()), stated.takesResult());
    }

    private Callee find(MethodId id) {
        if (OF_RUNTIME.containsKey(id)) {
            return OF_RUNTIME.get(id);
        }
        Optional<FunctionClass> function = lowering.functionClass(id.owner());
        if (function.isPresent()) {
            List<Problem> found = lowering.functionProblems(id.owner());
            Optional<Method> method = function.get().methods().stream()
                    .filter(each -> each.id().equals(id))
                    .findFirst();
            return found.isEmpty() && method.isPresent() ? new Source(method.get()) : new Missing(found);
        }
        Optional<ExecutableElement> element = lowering.element(id);
        Optional<Stated> stated = element.flatMap(method -> stated(method, id));
        if (stated.isPresent()) {
            return stated.get();
        }
        Optional<Compiled> compiled =
                element.filter(method -> rules.of(method).isEmpty()).flatMap(companions::find);
        if (compiled.isPresent()) {
            return compiled.get();
        }
        List<Problem> found = new ArrayList<>();
        Optional<Method> lowered = lowering.lower(id, found::add);
        return lowered.isPresent() ? new Source(lowered.get()) : new Missing(found);
    }
}
