package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.Effects;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.FunctionClass;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Opacity;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.resolve.Attribution;
import io.github.cotangent.processor.resolve.Symbol;
import io.github.cotangent.processor.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Lowers lambdas and method references whose functional interface is followed: each becomes an object of a class of its own,
 * with what it captures in the fields. Others stay the text they are.
 */
final class FunctionObjects {
    private final Lowerers all;
    private final Body body;
    private final Classes classes;
    private final Elements elements;
    private final Types types;

    FunctionObjects(Lowerers all, Classes classes, Elements elements, Types types) {
        this.all = all;
        this.body = all.body;
        this.classes = classes;
        this.elements = elements;
        this.types = types;
    }

    /** The object for a lambda or method reference. */
    Expr lower(Expression e, Type target) {
        Optional<FunctionSource> source = target instanceof ObjectType ? sourceOf(e) : Optional.empty();
        if (source.isEmpty()) {
            requireNameable(e);
            return all.opaque.lower(e, target);
        }
        FunctionClasses.Made made = made(e, source.get());
        if (!made.isFollowed()) {
            requireNameable(e);
        }
        if (all.objects.isMaking()) {
            // What a constructor keeps is made by the constructor itself, which knows nothing of such classes.
            requireNameable(e);
            classes.functions().initial(all.binaryName(body.owner()), made);
            Expr text = all.opaque.lower(e, target);
            return text instanceof Expr.Opaque opaque && isHarmless(e) ? withoutEffects(opaque) : text;
        }
        List<Expr> fields = made.isFollowed()
                ? source.get().captured(made.type())
                : List.of(body.keep(
                        all.opaque.unfollowed(e, made.type().fields().get(0).type()), "held", e));
        return object(made.type(), fields, e);
    }

    /** Reports a lambda or method reference for an interface that the companion cannot name: what it is would not be told there. */
    private void requireNameable(Expression e) {
        boolean needsContract = e instanceof LambdaExpr || e instanceof MethodReferenceExpr;
        if (needsContract
                && body.mirrorOf(e).orElse(null) instanceof DeclaredType target
                && target.asElement() instanceof TypeElement contract
                && !all.access.isAccessible(contract)) {
            all.opaque.reportHidden(contract, e);
        }
    }

    /** Whether evaluating a function, which does not run it, does nothing else. */
    private static boolean isHarmless(Expression function) {
        return function instanceof LambdaExpr
                || function instanceof MethodReferenceExpr reference
                        && reference.getScope().findAll(MethodCallExpr.class).isEmpty()
                        && reference
                                .getScope()
                                .findAll(ObjectCreationExpr.class)
                                .isEmpty();
    }

    private static Expr withoutEffects(Expr.Opaque function) {
        Effects all = function.effects();
        return new Expr.Opaque(
                function.pieces(),
                function.operands(),
                function.type(),
                new Effects(true, List.of(), all.mutated(), all.clobbers(), all.staticsRead(), all.staticsWritten()),
                function.opacity(),
                function.origin());
    }

    /** Looks whether there is a function, or an object it is called on, where Java does so, too. */
    void requirePresent(Expr.Atom object, Node where) {
        Expr look = new Expr.Opaque(
                List.of(
                        new Piece.TypeName(new ReferenceType("java.util.Objects")),
                        new Piece.Text(".requireNonNull("),
                        new Piece.Hole(),
                        new Piece.Text(")")),
                List.of(object),
                Primitive.VOID,
                Effects.IMPURE,
                Opacity.INACTIVE,
                body.origin(where));
        body.emit(new Stmt.Perform(look, body.origin(where)));
    }

    /** What a method of a functional interface of the JDK makes of functions; nothing if it is another method. */
    Optional<Expr> composition(MethodCallExpr e, Symbol.Method symbol) {
        TypeElement owner = (TypeElement) symbol.element().getEnclosingElement();
        boolean known = CompositionSource.isComposition(e.getNameAsString())
                && KnownMethods.isJdk(owner)
                && classes.isFollowed(owner)
                && !all.objects.isMaking();
        Optional<FunctionSource.Contract> made = known ? contractOf(e) : Optional.empty();
        if (made.isEmpty()) {
            return Optional.empty();
        }
        FunctionSource.Contract self = null;
        FunctionSource.Contract other = null;
        if (!e.getArguments().isEmpty()) {
            self = e.getScope().flatMap(this::contractOf).orElse(null);
            other = contractOf(e.getArgument(0)).orElse(null);
            if (self == null || other == null) {
                return Optional.empty();
            }
        }
        FunctionSource source = new CompositionSource(all, e, made.get(), self, other);
        FunctionClass type = made(e, source).type();
        return Optional.of(object(type, source.captured(type), e));
    }

    /** Whether an expression makes an object of an anonymous class that is nothing but a function. */
    boolean isFunction(ObjectCreationExpr e) {
        return e.getAnonymousClassBody().isPresent()
                && classes.functions().inner(e).isEmpty()
                && sourceOf(e).isPresent();
    }

    /**
     * The object for a constant whose initialiser is a function that captures nothing: made anew wherever it is named, which
     * nobody can tell from the one object (JLS 15.27.4). Nothing for other static fields.
     */
    Optional<Expr> constant(VariableElement field, Node where) {
        if (!(body.types().of(field.asType()) instanceof ObjectType)) {
            return Optional.empty();
        }
        TypeElement owner = (TypeElement) field.getEnclosingElement();
        SourceFile file = classes.sources().of(owner).orElse(null);
        VariableDeclarator declarator =
                file == null ? null : file.declarationOf(field).orElse(null);
        Expression e = declarator == null
                ? null
                : declarator.getInitializer().map(Expressions::strip).orElse(null);
        if (!(e instanceof LambdaExpr) && !(e instanceof MethodReferenceExpr)) {
            return Optional.empty();
        }
        Attribution attribution = classes.attributor().attribute(file.unit(), owner, field, declarator);
        Body initializer = new Body(owner, file, attribution, body.types(), problem -> {});
        FunctionObjects there = all.within(initializer).functionObjects;
        Optional<FunctionClasses.Made> found = there.sourceOf(e).map(source -> there.made(e, source));
        String key =
                Variable.Field.key(all.binaryName(owner), field.getSimpleName().toString());
        found.ifPresent(made -> classes.functions().initial(key, made));
        return found.filter(made -> field.getModifiers().contains(Modifier.FINAL)
                        && made.type().fields().isEmpty())
                .map(made -> object(made.type(), List.of(), where));
    }

    private Expr object(FunctionClass type, List<Expr> captured, Node where) {
        return object(type.type(), type.fields(), captured, List.of(), where);
    }

    /**
     * Makes an object.
     *
     * @param captured what goes into the fields
     * @param above what the constructor of the parent is given
     */
    Expr.Use object(ObjectType type, List<FieldId> fields, List<Expr> captured, List<Expr> above, Node where) {
        List<Expr> arguments = new ArrayList<>(captured);
        arguments.addAll(above);
        MethodId constructor = FunctionClass.constructor(
                type, fields, above.stream().map(Expr::type).toList());
        String wish = where instanceof ObjectCreationExpr ? "object" : "function";
        Expr.Use made = body.keep(new Expr.New(constructor, arguments, type), wish, where);
        for (int i = 0; i < captured.size(); i++) {
            // Objects that are not followed may carry something, too: who takes them out of the field has to know.
            if (!(fields.get(i).type() instanceof Primitive number) || number.isFloating()) {
                body.emit(new Stmt.SetField(made, fields.get(i), captured.get(i), true, body.origin(where)));
            }
        }
        return made;
    }

    private Optional<FunctionSource> sourceOf(Expression e) {
        FunctionSource.Contract signature = contractOf(e).orElse(null);
        if (signature == null) {
            return Optional.empty();
        }
        if (e instanceof LambdaExpr lambda) {
            return Optional.of(BodySource.of(all, lambda, signature));
        }
        if (e instanceof ObjectCreationExpr creation) {
            return BodySource.of(all, creation, signature);
        }
        return Optional.of(new ReferenceSource(all, (MethodReferenceExpr) e, signature));
    }

    /** The functional interface that an expression is of, as it is seen there; nothing if it is of another type, or not followed. */
    Optional<FunctionSource.Contract> contractOf(Expression e) {
        if (!(body.mirrorOf(e).orElse(null) instanceof DeclaredType target)
                || !(target.asElement() instanceof TypeElement contract)
                || !classes.isFollowed(contract)
                || !all.implementing.isPossible(contract)) {
            return Optional.empty();
        }
        return classes.functionOf(contract).flatMap(function -> contractOf(target, contract, function));
    }

    private Optional<FunctionSource.Contract> contractOf(
            DeclaredType target, TypeElement contract, ExecutableElement function) {
        MethodId id = all.access.idOf(function, body.types());
        FunctionClasses.Bodies bodies = bodies(id, contract, function);
        boolean isWritable = all.implementing.isWritable(target, List.of(id), bodies);
        return isWritable || all.implementing.isLoadable(target, List.of(id), bodies)
                ? Optional.of(FunctionSource.Contract.of(target, contract, function, isWritable, types, body.types()))
                : Optional.empty();
    }

    /** The methods that a function has: the one. */
    private FunctionClasses.Bodies bodies(MethodId made, TypeElement contract, ExecutableElement function) {
        return method -> method.equals(function) || elements.overrides(function, method, contract)
                ? Optional.of(made)
                : Optional.empty();
    }

    private FunctionClasses.Made made(Expression e, FunctionSource source) {
        return classes.functions().known(e).orElseGet(() -> make(e, source));
    }

    private FunctionClasses.Made make(Expression e, FunctionSource source) {
        String wish = FunctionNames.of(
                e, body.owner(), body.file().declarationOf(body.owner()).orElseThrow());
        String name = classes.functions().name(wish, all.access::isDeclaredBeside);
        List<Problem> problems = new ArrayList<>();
        FunctionClass type = source.lower(name, problems::add)
                .orElseGet(() -> FunctionMethod.holder(source.contract(), e, name, body));
        FunctionSource.Contract contract = source.contract();
        FunctionClasses.Bodies bodies = bodies(type.methods().get(0).id(), contract.implemented(), contract.function());
        FunctionClasses.Made made = new FunctionClasses.Made(type, contract.implemented(), bodies, problems);
        classes.functions().add(e, made);
        return made;
    }
}
