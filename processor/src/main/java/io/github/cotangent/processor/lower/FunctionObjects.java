package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FunctionClass;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.resolve.Attribution;
import io.github.cotangent.processor.source.SourceFile;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
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
        // What a constructor keeps is made by the constructor itself, which knows nothing of such classes.
        boolean wanted = target instanceof ObjectType && !all.objects.isMaking();
        Optional<FunctionSource> source = wanted ? sourceOf(e) : Optional.empty();
        if (source.isEmpty()) {
            return all.opaque.lower(e, target);
        }
        Optional<FunctionClasses.Made> made = made(e, source.get());
        return made.isPresent()
                ? object(made.get().type(), source.get(), e)
                : all.opaque.lower(e, target);
    }

    /**
     * The object for a constant whose initialiser is a function that captures nothing: made anew wherever it is named, which
     * nobody can tell from the one object (JLS 15.27.4).
     */
    Optional<Expr> constant(VariableElement field, Node where) {
        if (!field.getModifiers().contains(Modifier.FINAL)
                || !(body.types().of(field.asType()) instanceof ObjectType)) {
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
        Access access = new Access(elements, owner);
        TypeTranslation translation = new TypeTranslation(types, access, classes);
        Body initializer = new Body(owner, file, attribution, translation, problem -> {});
        FunctionObjects there = all.of(initializer, access).functions;
        return there.sourceOf(e)
                .flatMap(source -> there.made(e, source))
                .filter(made -> made.type().fields().isEmpty())
                .map(made -> body.keep(new Expr.New(made.type().constructor(), List.of(), made.type().type()), "function", where));
    }

    private Optional<FunctionClasses.Made> made(Expression e, FunctionSource source) {
        Optional<FunctionClasses.Made> known = classes.functions().known(e);
        return known != null ? known : make(e, source);
    }

    private Expr object(FunctionClass type, FunctionSource source, Node where) {
        List<Expr> captured = source.captured(type);
        Expr.Use made = body.keep(new Expr.New(type.constructor(), captured, type.type()), "function", where);
        for (int i = 0; i < captured.size(); i++) {
            if (type.fields().get(i).type().isDifferentiable()) {
                body.emit(new Stmt.SetField(made, type.fields().get(i), captured.get(i), true, body.origin(where)));
            }
        }
        return made;
    }

    private Optional<FunctionSource> sourceOf(Expression e) {
        if (!(body.mirrorOf(e).orElse(null) instanceof DeclaredType target)
                || !(target.asElement() instanceof TypeElement contract)
                || !classes.isFollowed(contract)
                || all.access.hiddenIn(target).isPresent()) {
            return Optional.empty();
        }
        ExecutableElement function = classes.functionOf(contract).orElse(null);
        if (function == null) {
            return Optional.empty();
        }
        FunctionSource.Contract signature = FunctionSource.Contract.of(target, contract, function, types, body.types());
        if (e instanceof LambdaExpr lambda) {
            return Optional.of(new LambdaSource(all, lambda, signature));
        }
        return Optional.of(new ReferenceSource(all, (MethodReferenceExpr) e, signature));
    }

    private Optional<FunctionClasses.Made> make(Expression e, FunctionSource source) {
        String wish = FunctionNames.of(
                e, body.owner(), body.file().declarationOf(body.owner()).orElseThrow());
        String name = classes.functions().name(wish, this::isUsers);
        Optional<FunctionClass> type = source.lower(name);
        if (type.isEmpty()) {
            classes.functions().fail(e);
            return Optional.empty();
        }
        FunctionClasses.Made made = new FunctionClasses.Made(
                type.get(), source.contract().implemented(), source.contract().function());
        classes.functions().add(e, made);
        return Optional.of(made);
    }

    /** Whether a class beside the user's has a name. */
    private boolean isUsers(String name) {
        PackageElement home = elements.getPackageOf(body.owner());
        return home.getEnclosedElements().stream()
                .anyMatch(type -> type.getSimpleName().contentEquals(name));
    }
}
