package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.InitializerDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.stmt.ExplicitConstructorInvocationStmt;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import io.github.cotangent.processor.resolve.Attribution;
import io.github.cotangent.processor.resolve.Attributor;
import io.github.cotangent.processor.resolve.Symbol;
import io.github.cotangent.processor.source.SourceFile;
import io.github.cotangent.processor.source.Sources;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Lowers what a constructor computes. The object is made by the constructor itself; this goes through its text once more, for the
 * derivatives only: what it assigns to fields is there already, and effects beyond that are left out.
 *
 * <p>A field assigned at one place has its final value from there on, so it is read from the object. One assigned at several
 * places is a variable of its own until the end, see {@link FieldsInMaking}.
 */
final class Construction {
    private final Elements elements;
    private final Types types;
    private final Access access;
    private final Classes classes;
    private final Sources sources;
    private final Attributor attributor;
    private final StaticReach reach;
    private final Guards guards;
    private final Predicate<ExecutableElement> hasDerivative;
    private final Purity purity;
    private final Function<MethodId, Optional<Method>> body;
    private final Map<MethodId, Boolean> acting = new HashMap<>();

    /** @param body the bodies of methods that are called */
    Construction(
            Elements elements,
            Types types,
            Access access,
            Classes classes,
            Sources sources,
            Attributor attributor,
            StaticReach reach,
            Guards guards,
            Predicate<ExecutableElement> hasDerivative,
            Function<MethodId, Optional<Method>> body) {
        this.elements = elements;
        this.types = types;
        this.access = access;
        this.classes = classes;
        this.sources = sources;
        this.attributor = attributor;
        this.reach = reach;
        this.guards = guards;
        this.hasDerivative = hasDerivative;
        this.purity = new Purity(body, classes::implementations);
        this.body = body;
    }

    /**
     * What one constructor has in its text, with all that it does to the object in the making as such.
     *
     * @param self the object
     */
    private record Draft(
            Body body,
            TypeDeclaration<?> type,
            Variable self,
            List<Variable> parameters,
            Block statements,
            Origin origin) {}

    /** Lowers a constructor; nothing if there were problems or its source is not at hand. */
    Optional<Method> lower(ExecutableElement constructor, Consumer<Problem> problems) {
        Optional<Draft> found = draft(constructor, problems);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Draft draft = found.get();
        TypeElement owner = (TypeElement) constructor.getEnclosingElement();
        Block unfolded = unfolded(draft, owner, Set.of());
        Map<FieldId, Variable> fields = FieldsInMaking.in(unfolded, draft.self());
        List<Stmt> whole = new ArrayList<>();
        fields.values()
                .forEach(field -> whole.add(new Stmt.Assign(field, Expr.Constant.zero(field.type()), Origin.NONE)));
        Block text = FieldsInMaking.replaced(unfolded, draft.self(), fields);
        whole.addAll((fields.isEmpty() ? text : Unfolding.withoutReturns(text, null)).statements());
        fields.forEach((field, variable) -> {
            if (field.type().mayCarry()) {
                whole.add(new Stmt.SetField(
                        new Expr.Use(draft.self()), field, new Expr.Use(variable), true, Origin.NONE));
            }
        });
        Body body = draft.body();
        Set<Origin> own = new HashSet<>();
        Walk.statements(draft.statements(), stmt -> own.add(stmt.origin()));
        Block rest = Replay.withoutEffects(
                new Block(whole),
                draft.self(),
                purity,
                where -> body.problem(
                        Code.COT016,
                        // A statement of another constructor may be in another file.
                        own.contains(where) ? where : body.origin(draft.type()),
                        "the constructor of " + owner.getSimpleName() + " does more than to compute fields",
                        "Move effects and the use of the unfinished object out of the constructor"));
        return body.failed()
                ? Optional.empty()
                : Optional.of(new Method(
                        classes.constructor(constructor).construction(),
                        draft.parameters(),
                        StaticReads.complete(Holders.complete(HiddenFields.reached(rest, draft.self(), owner))),
                        body.reserved(),
                        List.of(),
                        List.of(),
                        Collections.nCopies(draft.parameters().size(), Origin.NONE),
                        draft.origin()));
    }

    private Optional<Draft> draft(ExecutableElement constructor, Consumer<Problem> problems) {
        TypeElement owner = (TypeElement) constructor.getEnclosingElement();
        SourceFile file = sources.of(owner).orElse(null);
        TypeDeclaration<?> type =
                file == null ? null : file.declarationOf(owner).orElse(null);
        ConstructorSource source =
                type == null ? null : ConstructorSource.of(constructor, type).orElse(null);
        if (source == null) {
            return Optional.empty();
        }
        Attribution attribution = attributor.construction(
                file.unit(), owner, constructor, source.parameters(), source.members(), source.body());
        TypeTranslation translation = new TypeTranslation(types, access, classes);
        Body body = new Body(owner, file, attribution, translation, problems);
        Lowerers all = new Lowerers(body, access, elements, types, classes, reach, guards, hasDerivative);
        all.variables.findCaptures(type, all.streams::isInPlace);
        boolean taken = source.parameters().stream()
                .anyMatch(each -> each.getNameAsString().equals("self"));
        Variable self = Variable.parameter(taken ? "self_" : "self", translation.of(owner.asType()));
        List<Variable> parameters = new ArrayList<>(List.of(self));
        all.objects.makes(self);
        Optional<FieldId> outer = classes.around(owner);
        Optional<Surroundings> around = outer.map(field -> {
            parameters.add(Variable.parameter(
                    field.name(), translation.of(((TypeElement) owner.getEnclosingElement()).asType())));
            return Surroundings.ofParameter(parameters.get(1), all, classes);
        });
        for (int i = 0; i < source.parameters().size(); i++) {
            Parameter parameter = source.parameters().get(i);
            parameters.add(all.variables.parameter(
                    attribution.local(parameter),
                    translation.of(constructor.getParameters().get(i).asType())));
        }
        boolean elsewhere = source.delegation() != null && source.delegation().isThis();
        Sequence statements = body.collect(() -> {
            outer.filter(field -> !elsewhere)
                    .ifPresent(field ->
                            all.objects.set(all.objects.self(), field, new Expr.Use(parameters.get(1)), Origin.NONE));
            statements(constructor, source, all, parameters);
        });
        Origin origin = source.declaration() == null ? Origin.NONE : body.origin(source.declaration());
        return body.failed()
                ? Optional.empty()
                : Optional.of(new Draft(
                        body,
                        type,
                        self,
                        parameters,
                        around.map(objects -> objects.before(statements.block()))
                                .orElseGet(statements::block),
                        origin));
    }

    // ---- what the constructor calls

    /**
     * With the methods it calls on the object in the making put in their place, and with the constructor that it calls first,
     * where both assign a field, or where that one is not to be understood without the class of the object.
     *
     * @param exact the class of the object
     * @param open the constructors that are being put in place
     */
    private Block unfolded(Draft draft, TypeElement exact, Set<MethodId> open) {
        Block own = new Unfolding(draft.self(), call -> onSelf(call, exact)).in(draft.statements());
        Set<FieldId> assigned = FieldsInMaking.assigned(own, draft.self());
        return new Unfolding(draft.self(), call -> delegate(call, exact, assigned, open)).in(own);
    }

    /** Whether a constructor, or one it leads to, has effects besides what it does to the object. */
    boolean acts(MethodId construction) {
        Boolean known = acting.get(construction);
        if (known == null) {
            acting.put(construction, false); // while the constructors it leads to are looked at
            known = element(construction)
                    .flatMap(constructor -> draft(constructor, problem -> {}))
                    .map(draft -> acts(draft, element(construction).orElseThrow()))
                    .orElse(true);
            acting.put(construction, known);
        }
        return known;
    }

    private boolean acts(Draft draft, ExecutableElement constructor) {
        Block text = unfolded(draft, (TypeElement) constructor.getEnclosingElement(), Set.of());
        Set<Variable> made = Purity.made(text);
        made.add(draft.self());
        boolean[] acts = {false};
        Walk.statements(text, stmt -> {
            acts[0] |= purity.hasEffect(stmt, made);
            Walk.expressions(stmt, expr -> {
                if (expr instanceof Expr.Call call && call.callee().invocation() == MethodId.Invocation.CONSTRUCTION) {
                    acts[0] |= acts(call.callee());
                } else if (expr instanceof Expr.New creation) {
                    acts[0] |= acts(creation.constructor().construction());
                }
            });
        });
        return acts[0];
    }

    /** Whether a method changes nothing, as far as the classes are in sight whose objects it calls. */
    boolean isPure(MethodId id) {
        return purity.isPure(id);
    }

    private Optional<Method> onSelf(Expr.Call call, TypeElement exact) {
        MethodId id = call.callee();
        if (id.invocation() == MethodId.Invocation.VIRTUAL) {
            return classes.implementation(id, Classes.objectType(exact)).flatMap(body);
        }
        return id.invocation() == MethodId.Invocation.EXACT ? body.apply(id) : Optional.empty();
    }

    private Optional<Method> delegate(Expr.Call call, TypeElement exact, Set<FieldId> assigned, Set<MethodId> open) {
        MethodId id = call.callee();
        ExecutableElement constructor = id.invocation() == MethodId.Invocation.CONSTRUCTION && !open.contains(id)
                ? element(id).orElse(null)
                : null;
        Optional<Draft> draft = constructor == null ? Optional.empty() : draft(constructor, problem -> {});
        if (draft.isEmpty()) {
            return Optional.empty();
        }
        Set<MethodId> now = new HashSet<>(open);
        now.add(id);
        Block unfolded = unfolded(draft.get(), exact, now);
        boolean apart = Collections.disjoint(
                        assigned, FieldsInMaking.assigned(unfolded, draft.get().self()))
                && lower(constructor, problem -> {}).isPresent();
        return apart
                ? Optional.empty()
                : Optional.of(new Method(
                        id,
                        draft.get().parameters(),
                        unfolded,
                        Set.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Origin.NONE));
    }

    private static Optional<VariableElement> field(TypeElement owner, String name) {
        return ElementFilter.fieldsIn(owner.getEnclosedElements()).stream()
                .filter(field -> field.getSimpleName().contentEquals(name))
                .findFirst();
    }

    private void statements(
            ExecutableElement constructor, ConstructorSource source, Lowerers all, List<Variable> parameters) {
        delegate(constructor, source.delegation(), all);
        for (Node member : source.members()) {
            if (member instanceof VariableDeclarator declarator) {
                VariableElement field =
                        field(all.body.owner(), declarator.getNameAsString()).orElseThrow();
                Expression value = declarator.getInitializer().orElseThrow();
                all.assignments.initialize(all.objects.self(), all.objects.idOf(field), value, Origin.NONE);
            } else if (member instanceof InitializerDeclaration block) {
                all.statements.method(block.getBody(), Primitive.VOID);
            }
        }
        all.statements.method(source.statements(), Primitive.VOID);
        if (source.assignsComponents()) {
            for (int i = 1; i < parameters.size(); i++) {
                VariableElement component =
                        field(all.body.owner(), parameters.get(i).name()).orElseThrow();
                all.objects.set(
                        all.objects.self(), classes.field(component), new Expr.Use(parameters.get(i)), Origin.NONE);
            }
        }
    }

    /** What {@code this(…)} or {@code super(…)} computes, the latter also where it is not written. */
    private void delegate(ExecutableElement constructor, ExplicitConstructorInvocationStmt call, Lowerers all) {
        if (call != null && all.symbolOf(call) instanceof Symbol.Constructor symbol) {
            if (classes.isFollowed((TypeElement) symbol.element().getEnclosingElement())) {
                Pending operands = new Pending(all.body);
                TypeElement called = (TypeElement) symbol.element().getEnclosingElement();
                if (Surroundings.outerOf(called).isPresent()) {
                    operands.add(() -> around(call, called, all), call);
                }
                all.calls.arguments(
                        call.getArguments(),
                        new Symbol.Method(symbol.element(), symbol.variableArity(), symbol.parameterTypes()),
                        call,
                        operands);
                all.objects.construction(
                        classes.constructor(symbol.element()), all.objects.self(), operands.atoms(), call);
            }
            return;
        }
        TypeElement owner = (TypeElement) constructor.getEnclosingElement();
        List<Expr> operands = new ArrayList<>(List.of(all.objects.self()));
        Optional<TypeElement> superclass = classes.followed(owner.getSuperclass());
        superclass
                .flatMap(Surroundings::outerOf)
                .ifPresent(outer -> operands.add(all.receivers
                        .around(owner, superclass.get())
                        .<Expr>map(found -> found)
                        .orElseGet(() -> all.objects.unknownAround(constructorNode(constructor, all)))));
        superclass.ifPresent(above -> ElementFilter.constructorsIn(above.getEnclosedElements()).stream()
                .filter(each -> each.getParameters().isEmpty())
                .findFirst()
                .ifPresent(each -> all.body.emit(new Stmt.Perform(
                        new Expr.Call(classes.constructor(each).construction(), operands, Primitive.VOID),
                        Origin.NONE))));
    }

    /** The object around what {@code this(…)} or {@code super(…)} calls a constructor of. */
    private static Expr.Atom around(ExplicitConstructorInvocationStmt call, TypeElement called, Lowerers all) {
        if (call.getExpression().isPresent()) {
            return all.expressions.atom(call.getExpression().get());
        }
        Optional<Expr.Use> found =
                call.isThis() ? all.receivers.around(called) : all.receivers.around(all.body.owner(), called);
        return found.<Expr.Atom>map(use -> use).orElseGet(() -> all.objects.unknownAround(call));
    }

    private static Node constructorNode(ExecutableElement constructor, Lowerers all) {
        return all.body
                .file()
                .constructorOf(constructor)
                .<Node>map(node -> node)
                .orElseGet(() -> all.body.file().declarationOf(all.body.owner()).orElseThrow());
    }

    /** The constructor of an identity. */
    Optional<ExecutableElement> element(MethodId id) {
        TypeElement owner = elements.getTypeElement(id.owner());
        if (owner == null) {
            return Optional.empty();
        }
        Set<MethodId> wanted = Set.of(id);
        return ElementFilter.constructorsIn(owner.getEnclosedElements()).stream()
                .filter(each -> wanted.contains(classes.constructor(each).construction()))
                .findFirst();
    }
}
