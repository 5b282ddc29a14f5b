package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.FunctionClass;
import io.github.cotangent.processor.ir.Layout;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.resolve.Attribution;
import io.github.cotangent.processor.resolve.Attributor;
import io.github.cotangent.processor.source.SourceFile;
import io.github.cotangent.processor.source.Sources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Turns methods of the user into the intermediate form. */
public final class Lowering {
    private final Elements elements;
    private final Attributor attributor;
    private final Sources sources;
    private final Types types;
    private final Predicate<ExecutableElement> hasCompanion;
    private final StaticReach reach;
    private final Classes classes;
    private final Construction construction;
    private final Guards guards;
    private final Access access;

    /**
     * @param home the package of the companions that what is lowered goes into
     * @param rules what the user states about derivatives
     * @param hasCompanion whether a companion compiled earlier knows the derivatives of a method without source
     */
    public Lowering(
            PackageElement home,
            Elements elements,
            Types types,
            Attributor attributor,
            Sources sources,
            UserRules rules,
            Predicate<ExecutableElement> hasCompanion) {
        this.elements = elements;
        this.attributor = attributor;
        this.sources = sources;
        this.types = types;
        this.hasCompanion = hasCompanion;
        this.access = new Access(elements, home);
        this.guards = new Guards(sources);
        this.classes = new Classes(elements, types, sources, attributor, access, rules);
        this.reach = new StaticReach(elements, types, attributor, sources, classes);
        classes.constants()
                .loweredBy(body ->
                        new Lowerers(body, access, elements, types, classes, reach, guards, this::hasDerivative));
        this.construction = new Construction(
                elements,
                types,
                access,
                classes,
                sources,
                attributor,
                reach,
                guards,
                this::hasDerivative,
                id -> lower(id, problem -> {}));
    }

    /** Takes the classes of a round of the compilation. */
    public void add(Collection<? extends Element> roots) {
        classes.add(roots);
    }

    /**
     * Takes the classes of which the files read since the last call make objects.
     *
     * @return whether there were more
     */
    public boolean addMadeClasses() {
        return classes.addMade();
    }

    /**
     * Lowers one method with a body.
     *
     * @param problems receives everything that keeps the method from being lowered
     * @return nothing if there were problems or the method's source has no body
     */
    public Optional<Method> lower(ExecutableElement method, Consumer<Problem> problems) {
        if (method.getKind() == ElementKind.CONSTRUCTOR) {
            return construction.lower(method, problems);
        }
        Optional<VariableElement> component = classes.componentOf(method);
        if (component.isPresent()) {
            return Optional.of(accessor(method, component.get()));
        }
        Optional<UserRules.Statement> stated = classes.rules().of(method);
        if (stated.isPresent()) {
            return Optional.of(placed(method, ruled(method, stated.get())));
        }
        if (classes.rules().products(method).isPresent()) {
            MethodId id = idOf(method);
            Method body = RuledCalls.body(
                    method,
                    id,
                    operands -> new Expr.Call(id, operands, id.result()),
                    new TypeTranslation(types, access, classes),
                    originOf(method));
            return Optional.of(placed(method, body));
        }
        Optional<UserRules.Solver> solver = classes.rules().solver(method);
        if (solver.isPresent()) {
            return Optional.of(placed(method, solved(method, solver.get())));
        }
        return text(method, problems);
    }

    /** The body that a method with a rule has besides, if its source is at hand and can be lowered. */
    public Optional<Method> text(MethodId ruled) {
        return element(ruled).flatMap(method -> text(method, problem -> {}));
    }

    private Optional<Method> text(ExecutableElement method, Consumer<Problem> problems) {
        TypeElement owner = (TypeElement) method.getEnclosingElement();
        Optional<SourceFile> file = sources.of(owner);
        Optional<MethodDeclaration> found = file.flatMap(f -> f.declarationOf(method));
        if (found.flatMap(MethodDeclaration::getBody).isEmpty()) {
            return Optional.empty();
        }
        MethodDeclaration declaration = found.get();
        Attribution attribution = attributor.attribute(file.get().unit(), owner, method, declaration);
        return lower(method, file.get(), declaration, attribution, problems);
    }

    /** The same for a method of an identity, which this gave out. */
    public Optional<Method> lower(MethodId id, Consumer<Problem> problems) {
        return id.invocation() == MethodId.Invocation.CONSTANT
                ? classes.constants().method(id, problems)
                : element(id).flatMap(method -> lower(method, problems));
    }

    /** The accessor that the compiler writes for a record component. */
    private Method accessor(ExecutableElement method, VariableElement component) {
        TypeElement owner = (TypeElement) method.getEnclosingElement();
        FieldId field = classes.field(component);
        Variable self = Variable.parameter("self", Classes.objectType(owner));
        Variable value = Variable.temporary(field.name(), field.type());
        Expr given = new Expr.Use(value);
        Block body = Block.of(
                new Stmt.Assign(value, new Expr.Field(new Expr.Use(self), field, field.type()), Origin.NONE),
                new Stmt.Return(classes.isConstant(field) ? new Expr.Detach(given) : given, Origin.NONE));
        MethodId id = access.idOf(method, new TypeTranslation(types, access, classes));
        return new Method(
                id.with(MethodId.Invocation.EXACT),
                List.of(self),
                body,
                Set.of(),
                List.of(),
                List.of(),
                List.of(Origin.NONE),
                Origin.NONE);
    }

    /** What stands in the place of a method whose derivative the user states. */
    private Method ruled(ExecutableElement method, UserRules.Statement stated) {
        TypeTranslation translation = new TypeTranslation(types, access, classes);
        MethodId id = access.idOf(method, translation);
        boolean isStatic = method.getModifiers().contains(Modifier.STATIC);
        return RuledCalls.body(
                method,
                isStatic ? id : id.with(MethodId.Invocation.EXACT),
                isStatic || Inheritance.isFinal(method),
                stated,
                access,
                translation,
                originOf(method));
    }

    /** What stands in the place of a method that solves an equation. */
    private Method solved(ExecutableElement method, UserRules.Solver stated) {
        TypeTranslation translation = new TypeTranslation(types, access, classes);
        boolean isStatic = method.getModifiers().contains(Modifier.STATIC);
        MethodId plain = access.idOf(method, translation);
        MethodId id = isStatic ? plain : plain.with(MethodId.Invocation.EXACT);
        MethodId equation = access.idOf(stated.residual(), translation);
        if (!stated.residual().getModifiers().contains(Modifier.STATIC)) {
            equation =
                    equation.with(isExact(stated.residual()) ? MethodId.Invocation.EXACT : MethodId.Invocation.VIRTUAL);
        }
        return SolvedBodies.of(
                method,
                id,
                RuledCalls.called(id, isStatic || Inheritance.isFinal(method)),
                equation,
                stated,
                translation,
                originOf(method));
    }

    /** A body that stands in the place of a method's own, with the declarations of the parameters, if its text is at hand. */
    private Method placed(ExecutableElement method, Method body) {
        Optional<SourceFile> file = sources.of((TypeElement) method.getEnclosingElement());
        Optional<MethodDeclaration> declaration = file.flatMap(f -> f.declarationOf(method));
        if (declaration.isEmpty()) {
            return body;
        }
        List<Origin> places = new ArrayList<>();
        if (body.id().hasReceiver()) {
            places.add(file.get().origin(declaration.get().getName()));
        }
        declaration
                .get()
                .getParameters()
                .forEach(parameter -> places.add(file.get().origin(parameter)));
        return body.placed(places);
    }

    private Origin originOf(ExecutableElement method) {
        return sources.of((TypeElement) method.getEnclosingElement())
                .flatMap(file -> file.declarationOf(method).map(file::origin))
                .orElse(Origin.NONE);
    }

    /** The identity of a static method. */
    public MethodId idOf(ExecutableElement method) {
        return access.idOf(method, new TypeTranslation(types, access, classes));
    }

    /** Lowers a method that is attributed already. */
    Optional<Method> lower(
            ExecutableElement method,
            SourceFile file,
            MethodDeclaration declaration,
            Attribution attribution,
            Consumer<Problem> problems) {
        TypeElement owner = (TypeElement) method.getEnclosingElement();
        TypeTranslation translation = new TypeTranslation(types, access, classes);
        Body body = new Body(owner, file, attribution, translation, problems);
        Lowerers all = new Lowerers(body, access, elements, types, classes, reach, guards, this::hasDerivative);
        all.variables.findCaptures(declaration, all.streams::isInPlace);
        List<Variable> parameters = new ArrayList<>();
        List<Origin> places = new ArrayList<>();
        boolean isStatic = method.getModifiers().contains(Modifier.STATIC);
        Optional<Surroundings> around = Optional.empty();
        if (!isStatic) {
            Variable self = Variable.parameter(selfName(declaration), translation.of(owner.asType()));
            all.objects.receiver(self);
            around = Optional.of(Surroundings.of(self, all, classes));
            parameters.add(self);
            places.add(body.origin(declaration.getName()));
        }
        for (int i = 0; i < declaration.getParameters().size(); i++) {
            Parameter parameter = declaration.getParameter(i);
            places.add(body.origin(parameter));
            parameters.add(all.variables.parameter(
                    attribution.local(parameter),
                    translation.of(method.getParameters().get(i).asType())));
        }
        Sequence statements = body.collect(
                () -> all.statements.method(declaration.getBody().get(), translation.of(method.getReturnType())));
        if (method.getModifiers().contains(Modifier.SYNCHRONIZED)) {
            statements = all.attempts.locked(statements, all.objects.self(), declaration.getName());
        }
        if (body.failed()) {
            return Optional.empty();
        }
        MethodId id = all.access.idOf(method, translation);
        Block own = all.checkpoints.in(statements.block());
        Block whole = around.map(outer -> outer.before(own)).orElse(own);
        return Optional.of(new Method(
                isStatic ? id : id.with(MethodId.Invocation.EXACT),
                parameters,
                StaticReads.complete(Holders.complete(whole)),
                body.reserved(),
                method.getThrownTypes().stream().map(translation::of).toList(),
                file.remarksIn(declaration.getBody().get()),
                places,
                body.origin(declaration)));
    }

    private static String selfName(MethodDeclaration declaration) {
        String name = "self";
        while (isTaken(name, declaration)) {
            name += "_";
        }
        return name;
    }

    private static boolean isTaken(String name, MethodDeclaration declaration) {
        return declaration.getParameters().stream()
                .anyMatch(parameter -> parameter.getNameAsString().equals(name));
    }

    /** The method of an identity, which {@link #lower} gave out. */
    public Optional<ExecutableElement> element(MethodId id) {
        if (id.invocation() == MethodId.Invocation.CONSTRUCTION) {
            return construction.element(id);
        }
        TypeElement owner = elements.getTypeElement(id.owner());
        if (owner == null) {
            return Optional.empty();
        }
        TypeTranslation translation = new TypeTranslation(types, access, classes);
        for (ExecutableElement method : ElementFilter.methodsIn(owner.getEnclosedElements())) {
            // As text, because what is hidden depends on the package from which the identity was asked for.
            List<String> parameters = method.getParameters().stream()
                    .map(parameter -> translation.erased(parameter.asType()).toString())
                    .toList();
            if (method.getSimpleName().contentEquals(id.name())
                    && parameters.equals(
                            id.parameters().stream().map(Type::toString).toList())) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }

    /** The class made for a function, by its name. */
    public Optional<FunctionClass> functionClass(String name) {
        return classes.functions().find(name).map(FunctionClasses.Made::type);
    }

    /** The functions that a static field, by its key, or objects of a class, by its binary name, are known to hold at first. */
    public Set<String> initialFunctions(String place) {
        return classes.functions().initial(place);
    }

    /** Why the function of a class has no derivative; empty if it has. */
    public List<Problem> functionProblems(String name) {
        return classes.functions()
                .find(name)
                .map(FunctionClasses.Made::problems)
                .orElse(List.of());
    }

    /** Whether the class of a function is a subtype of a class or interface of the user or of the JDK. */
    public boolean isSubtype(FunctionClass function, ObjectType type) {
        TypeElement above = elements.getTypeElement(type.name());
        ObjectType parent = function.parent().type();
        return above != null
                && parent != null
                && types.isSubtype(
                        types.erasure(elements.getTypeElement(parent.name()).asType()), types.erasure(above.asType()));
    }

    /** Whether objects of a class are followed field by field. */
    public boolean isFollowed(TypeElement type) {
        return classes.isFollowed(type);
    }

    /** What the companion sees in the place of classes it cannot name, by their canonical names. */
    public Map<String, ReferenceType> standIns() {
        return classes.standIns().all();
    }

    /** Whether a type is an interface that lambdas implement. */
    public boolean isFunctional(ObjectType type) {
        TypeElement element = elements.getTypeElement(type.name());
        return element != null
                && !element.getModifiers().contains(Modifier.SEALED)
                && classes.functionOf(element).isPresent();
    }

    /** Whether a method changes nothing, as far as the classes are in sight now whose objects it calls. */
    public boolean isPure(MethodId id) {
        return construction.isPure(id);
    }

    /** Whether a constructor has effects besides what it does to the object. */
    public boolean acts(MethodId construct) {
        return construction.acts(construct);
    }

    /** Warnings for the classes in sight whose objects a call of a virtual method may meet, and has no derivative for. */
    public List<Problem> unfollowed(MethodId virtual) {
        return classes.unfollowed(virtual).stream()
                .map(type -> new Problem(
                        Code.COT103,
                        type.getQualifiedName().toString(),
                        sources.of(type)
                                .flatMap(file ->
                                        file.declarationOf(type).map(declaration -> file.origin(declaration.getName())))
                                .orElse(Origin.NONE),
                        "a derivative that meets a " + type.getSimpleName() + " in a call of " + virtual.name()
                                + " throws a NoDerivativeException, as objects of this class are not followed",
                        "Make it a class that is no exception, or suppress this with @SuppressWarnings(\"cotangent\")"))
                .toList();
    }

    /** Whether a call of a method on an object of its class always runs this very method. */
    public boolean isExact(ExecutableElement method) {
        return method.getModifiers().contains(Modifier.STATIC)
                || classes.isExact(method, (TypeElement) method.getEnclosingElement());
    }

    /** Whether the class of an object may lead a call to a method that its text does not name: it overrides, or is inherited. */
    public boolean isDispatched(ExecutableElement method) {
        return !method.getModifiers().contains(Modifier.STATIC)
                && !method.getModifiers().contains(Modifier.PRIVATE)
                && (!method.getModifiers().contains(Modifier.FINAL)
                                && !method.getEnclosingElement().getModifiers().contains(Modifier.FINAL)
                        || classes.overrides(method));
    }

    /** A class of the user whose objects are followed. */
    public static ObjectType objectType(TypeElement type) {
        return Classes.objectType(type);
    }

    /** What is known about a class of the user. */
    public Layout layout(ObjectType type) {
        return classes.layout(type);
    }

    /** The exceptions that a virtual method declares. */
    public List<Type> thrown(MethodId virtual) {
        return classes.thrown(virtual);
    }

    /** The body that runs when a virtual method is called on an object of a concrete class; empty if it has no source. */
    public Optional<MethodId> implementation(MethodId virtual, ObjectType concrete) {
        return classes.implementation(virtual, concrete);
    }

    /** Whether a derivative of a method can be had: from its source, or from a companion. */
    private boolean hasDerivative(ExecutableElement method) {
        boolean hasSource = !method.getModifiers().contains(Modifier.NATIVE)
                && sources.of((TypeElement) method.getEnclosingElement())
                        .flatMap(file -> file.declarationOf(method))
                        .isPresent();
        return hasSource || hasCompanion.test(method) || classes.rules().isStated(method);
    }
}
