package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.FunctionClass;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.List;
import java.util.Optional;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Lowers what is done with objects of anonymous classes that are more than a function: their creation, their own fields and
 * methods. The class becomes one that the companion declares; if that cannot be, its text stays as it is.
 */
final class InnerObjects {
    private final Lowerers all;
    private final Body body;
    private final Classes classes;
    private final Elements elements;
    private final Types types;

    InnerObjects(Lowerers all, Classes classes, Elements elements, Types types) {
        this.all = all;
        this.body = all.body;
        this.classes = classes;
        this.elements = elements;
        this.types = types;
    }

    // ---- creation

    /** Whether an expression makes an object of an anonymous class that becomes one of the companion. */
    boolean isMade(ObjectCreationExpr e) {
        if (e.getAnonymousClassBody().isEmpty()
                || all.objects.isMaking()
                || classes.functions().isText(e)) {
            return false;
        }
        return classes.functions().known(e).isPresent()
                || new InnerClassSource(all, e, classes, elements, types).make();
    }

    /** Makes the object, goes through what the constructor above does, and gives its own fields their first values. */
    Expr creation(ObjectCreationExpr e) {
        InnerClass inner = classes.functions().inner(e).orElseThrow();
        FunctionClass type = classes.functions().known(e).orElseThrow().type();
        Pending operands = new Pending(body);
        inner.constructor()
                .ifPresent(above -> all.calls.arguments(
                        e.getArguments(),
                        new Symbol.Method(above.element(), above.variableArity(), above.parameterTypes()),
                        e,
                        operands));
        List<Expr> given = operands.atoms();
        List<Expr> captured = InnerClassSource.captures(all, inner).values(type.fields());
        Expr.Use made = all.functionObjects.object(type, captured, given, e);
        inner.constructor()
                .ifPresent(above ->
                        all.objects.construction(classes.constructor(above.element()), made, given, e));
        if (type.methods().size() > inner.methods().size()) {
            Method initializer = type.methods().get(inner.methods().size());
            Expr call = new Expr.Call(initializer.id(), List.of(made), Primitive.VOID);
            body.emit(new Stmt.Perform(call, body.origin(e)));
        }
        return made;
    }

    // ---- members

    /** The anonymous class that a name or call means a member of, if it becomes a class of the companion. */
    private Optional<InnerClass> classOf(Expression e) {
        if (!(all.symbolOf(e) instanceof Symbol.LocalMember member)) {
            return Optional.empty();
        }
        Node declared = member.declaration() instanceof VariableDeclarator declarator
                ? declarator.getParentNode().orElse(declarator)
                : member.declaration();
        return declared.getParentNode().flatMap(around -> classes.functions().inner(around));
    }

    /** Whether a name means a member of an anonymous class that becomes a class of the companion. */
    boolean isOfMadeClass(Expression e) {
        return classOf(e).isPresent();
    }

    /** The object at hand whose member an unqualified name or call means; null for others. */
    Expr.Use ownerOf(Expression e) {
        return classOf(e).map(inner -> all.objects.self(inner.declaration())).orElse(null);
    }

    /** The object of a class whose member is meant, as far as it can be followed. */
    private boolean isAtHand(Expression e, Optional<Expression> scope) {
        if (scope.isEmpty()) {
            return ownerOf(e) != null;
        }
        Expression object = Expressions.strip(scope.get());
        return all.receivers.objectOf(object) != null || object instanceof ObjectCreationExpr creation && isMade(creation);
    }

    private Expr.Atom object(Expression e, Optional<Expression> scope) {
        return scope.isPresent() ? all.expressions.atom(scope.get()) : ownerOf(e);
    }

    /** The field of an anonymous class that a name means, if its object is at hand. */
    Optional<FieldId> fieldOf(Expression e) {
        if (!(all.symbolOf(e) instanceof Symbol.LocalMember member)
                || !(member.declaration() instanceof VariableDeclarator declarator)
                || !isAtHand(e, scopeOf(e))) {
            return Optional.empty();
        }
        Optional<InnerClass.Field> field = classOf(e).flatMap(inner -> inner.field(declarator));
        return field.map(InnerClass.Field::id);
    }

    private static Optional<Expression> scopeOf(Expression field) {
        return field instanceof FieldAccessExpr access ? Optional.of(access.getScope()) : Optional.empty();
    }

    /** The object whose field a name means. */
    Expr.Atom objectOf(Expression e) {
        return object(e, scopeOf(e));
    }

    /** Whether a call is one of a method that an anonymous class declares, on an object at hand. */
    boolean isCall(MethodCallExpr e) {
        return all.symbolOf(e) instanceof Symbol.LocalMember
                && isAtHand(e, e.getScope())
                && methodOf(e).isPresent();
    }

    /** The method of an anonymous class that a call or method reference means, if that becomes a class of the companion. */
    Optional<InnerClass.Method> methodOf(Expression e) {
        return all.symbolOf(e) instanceof Symbol.LocalMember member
                        && member.declaration() instanceof MethodDeclaration declaration
                ? classOf(e).flatMap(inner -> inner.method(declaration))
                : Optional.empty();
    }

    Expr call(MethodCallExpr e) {
        InnerClass.Method method = methodOf(e).orElseThrow();
        Pending operands = new Pending(body);
        operands.add(() -> object(e, e.getScope()), e);
        List<? extends TypeMirror> parameters = method.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Expression argument = e.getArgument(i);
            Type parameter = body.types().of(parameters.get(i));
            operands.add(() -> all.expressions.atom(argument, parameter), argument);
        }
        return call(method, operands.atoms());
    }

    /** A call with the object and the arguments at hand. */
    Expr call(InnerClass.Method method, List<Expr> operands) {
        return new Expr.Call(method.id(), operands, body.types().of(method.result()));
    }
}
