package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.InitializerDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.stmt.ExplicitConstructorInvocationStmt;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Label;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
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
 * places is a variable of its own until the end.
 */
final class Construction {
    private final Elements elements;
    private final Types types;
    private final Classes classes;
    private final Sources sources;
    private final Attributor attributor;
    private final StaticReach reach;
    private final Predicate<ExecutableElement> hasDerivative;
    private final Purity purity;

    Construction(
            Elements elements,
            Types types,
            Classes classes,
            Sources sources,
            Attributor attributor,
            StaticReach reach,
            Predicate<ExecutableElement> hasDerivative,
            Purity purity) {
        this.elements = elements;
        this.types = types;
        this.classes = classes;
        this.sources = sources;
        this.attributor = attributor;
        this.reach = reach;
        this.hasDerivative = hasDerivative;
        this.purity = purity;
    }

    /** Lowers a constructor; nothing if there were problems or its source is not at hand. */
    Optional<Method> lower(ExecutableElement constructor, Consumer<Problem> problems) {
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
        Access access = new Access(elements, owner);
        TypeTranslation translation = new TypeTranslation(types, access, classes);
        Body body = new Body(owner, file, attribution, translation, problems);
        Lowerers all = new Lowerers(body, access, elements, types, classes, reach, hasDerivative);
        all.variables.findCaptures(type, all.streams::isInPlace);
        boolean taken = source.parameters().stream()
                .anyMatch(each -> each.getNameAsString().equals("self"));
        Variable self = Variable.parameter(taken ? "self_" : "self", translation.of(owner.asType()));
        List<Variable> parameters = new ArrayList<>(List.of(self));
        for (int i = 0; i < source.parameters().size(); i++) {
            Parameter parameter = source.parameters().get(i);
            parameters.add(all.variables.parameter(
                    attribution.local(parameter),
                    translation.of(constructor.getParameters().get(i).asType())));
        }
        all.objects.receiver(self);
        Map<FieldId, Variable> fields = fieldsInMaking(
                source,
                attribution,
                owner,
                field -> body.problem(
                        Code.COT016,
                        type,
                        "the constructor of " + owner.getSimpleName() + " assigns " + field
                                + ", a field of its superclass",
                        "Hand the value to the constructor of the superclass"));
        all.objects.making(fields);
        Sequence statements = body.collect(() -> {
            fields.values()
                    .forEach(field -> body.emit(new Stmt.Assign(field, Expr.Constant.zero(field.type()), Origin.NONE)));
            statements(constructor, source, all, parameters);
        });
        if (body.failed()) {
            return Optional.empty();
        }
        List<Stmt> whole =
                new ArrayList<>(ending(statements.block(), !fields.isEmpty()).statements());
        fields.forEach((field, variable) -> {
            if (field.type().isDifferentiable()) {
                whole.add(new Stmt.SetField(new Expr.Use(self), field, new Expr.Use(variable), true, Origin.NONE));
            }
        });
        Block rest = Replay.withoutEffects(
                new Block(whole),
                self,
                purity,
                where -> body.problem(
                        Code.COT016,
                        type,
                        "the constructor of " + owner.getSimpleName() + " does more than to compute fields",
                        "Move effects and the use of the unfinished object out of the constructor"));
        return body.failed()
                ? Optional.empty()
                : Optional.of(new Method(
                        Classes.construction(classes.constructor(constructor)),
                        parameters,
                        StaticReads.complete(Holders.complete(rest)),
                        body.reserved(),
                        List.of(),
                        List.of(),
                        Collections.nCopies(parameters.size(), Origin.NONE),
                        source.declaration() == null ? Origin.NONE : body.origin(source.declaration())));
    }

    /**
     * The fields that variables stand for: those assigned at several places, and those that refer to arrays and objects, so
     * that what the constructor makes and fills is a copy of what the object has.
     */
    private Map<FieldId, Variable> fieldsInMaking(
            ConstructorSource source, Attribution attribution, TypeElement owner, Consumer<FieldId> inherited) {
        FieldCount count = new FieldCount(attribution);
        for (Node member : source.members()) {
            count.in(member);
            if (member instanceof VariableDeclarator declarator) {
                field(owner, declarator.getNameAsString()).ifPresent(count::add);
            }
        }
        source.statements().forEach(count::in);
        Map<FieldId, Variable> fields = new TreeMap<>((a, b) -> a.key().compareTo(b.key()));
        for (VariableElement field : count.assigned()) {
            FieldId id = classes.field(field);
            if (!field.getEnclosingElement().equals(owner)) {
                inherited.accept(id);
            }
            if (!count.isOnce(field) || id.type().isFollowed()) {
                fields.put(id, Variable.local(id.name(), id.type(), false));
            }
        }
        return fields;
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
                all.assignments.initialize(field, declarator.getInitializer().orElseThrow(), declarator);
            } else if (member instanceof InitializerDeclaration block) {
                all.statements.method(block.getBody(), Primitive.VOID);
            }
        }
        all.statements.method(source.statements(), Primitive.VOID);
        if (source.assignsComponents()) {
            for (int i = 1; i < parameters.size(); i++) {
                VariableElement component =
                        field(all.body.owner(), parameters.get(i).name()).orElseThrow();
                all.objects.setFinal(classes.field(component), new Expr.Use(parameters.get(i)));
            }
        }
    }

    /** What {@code this(…)} or {@code super(…)} computes, the latter also where it is not written. */
    private void delegate(ExecutableElement constructor, ExplicitConstructorInvocationStmt call, Lowerers all) {
        if (call != null && all.symbolOf(call) instanceof Symbol.Constructor symbol) {
            if (classes.isFollowed((TypeElement) symbol.element().getEnclosingElement())) {
                Pending operands = new Pending(all.body);
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
        classes.followed(owner.getSuperclass())
                .ifPresent(above -> ElementFilter.constructorsIn(above.getEnclosedElements()).stream()
                        .filter(each -> each.getParameters().isEmpty())
                        .findFirst()
                        .ifPresent(each -> all.body.emit(new Stmt.Perform(
                                new Expr.Call(
                                        Classes.construction(classes.constructor(each)),
                                        List.of(all.objects.self()),
                                        Primitive.VOID),
                                Origin.NONE))));
    }

    /** With jumps to the end in place of returns, if something comes behind. */
    private static Block ending(Block block, boolean goesOn) {
        boolean[] returns = new boolean[1];
        Walk.statements(block, stmt -> returns[0] |= stmt instanceof Stmt.Return);
        if (!returns[0] || !goesOn) {
            return block;
        }
        Label end = new Label("made");
        return Block.of(new Stmt.Labelled(end, jumping(block, end), Origin.NONE));
    }

    private static Block jumping(Block block, Label end) {
        List<Stmt> out = new ArrayList<>();
        for (Stmt stmt : block.statements()) {
            out.add(
                    stmt instanceof Stmt.Return
                            ? new Stmt.Jump(end, false, stmt.origin())
                            : Walk.withBlocks(stmt, inner -> jumping(inner, end)));
        }
        return new Block(out);
    }

    /** The constructor of an identity. */
    Optional<ExecutableElement> element(MethodId id) {
        TypeElement owner = elements.getTypeElement(id.owner());
        if (owner == null) {
            return Optional.empty();
        }
        Set<MethodId> wanted = Set.of(id);
        return ElementFilter.constructorsIn(owner.getEnclosedElements()).stream()
                .filter(each -> wanted.contains(Classes.construction(classes.constructor(each))))
                .findFirst();
    }
}
