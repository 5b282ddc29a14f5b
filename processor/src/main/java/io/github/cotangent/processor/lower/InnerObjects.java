package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.stmt.LocalClassDeclarationStmt;
import com.github.javaparser.ast.stmt.LocalRecordDeclarationStmt;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Lowers what is done with objects of local classes, and of anonymous ones that are more than a function: their creation, their own
 * fields and methods. The class becomes one that the companion declares; if that cannot be, its text stays as it is.
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

    /** Whether a declaration of a local class is nothing to do, since the class becomes one of the companion. */
    boolean isMade(LocalClassDeclarationStmt statement) {
        return isMade((Node) statement.getClassDeclaration());
    }

    /** Whether a declaration of a local record is nothing to do, since the record becomes one of the companion. */
    boolean isMade(LocalRecordDeclarationStmt statement) {
        return isMade((Node) statement.getRecordDeclaration());
    }

    /** Whether a type is a local record that becomes one of the companion: there it can be named wherever it is mentioned. */
    boolean isMadeRecord(com.github.javaparser.ast.type.Type type) {
        return body.attribution()
                .localClassOf(type)
                .flatMap(declaration -> classes.functions().inner(declaration))
                .filter(InnerClass::isRecord)
                .isPresent();
    }

    /** Notes that the code of a function stays text. */
    void stayText(Node function) {
        classes.functions().stayTextIn(function);
    }

    /** Whether an expression makes an object of an anonymous or local class that becomes one of the companion. */
    boolean isMade(ObjectCreationExpr e) {
        return e.getAnonymousClassBody().isPresent() ? isMade((Node) e) : isOfLocalClass(e);
    }

    /** Whether an expression makes an object of a local class that becomes one of the companion. */
    boolean isOfLocalClass(ObjectCreationExpr e) {
        return e.getAnonymousClassBody().isEmpty() && localClass(e).isPresent();
    }

    private boolean isMade(Node declaration) {
        if (all.objects.isMaking() || classes.functions().isText(declaration)) {
            return false;
        }
        return classes.functions().known(declaration).isPresent()
                || new InnerClassSource(all, declaration, classes, elements, types).make();
    }

    private Optional<InnerClass> localClass(ObjectCreationExpr e) {
        return body.attribution()
                .localClassOf(e)
                .flatMap(declaration -> classes.functions().inner(declaration));
    }

    /** Makes the object, goes through what the constructor above does, and gives its own fields their first values. */
    Expr creation(ObjectCreationExpr e) {
        InnerClass inner = e.getAnonymousClassBody().isPresent()
                ? classes.functions().inner(e).orElseThrow()
                : localClass(e).orElseThrow();
        if (inner.isRecord()) {
            return record(inner, e);
        }
        boolean anonymous = e.getAnonymousClassBody().isPresent();
        Optional<InnerClass.Start> start = startOf(inner, e);
        Pending operands = new Pending(body);
        if (anonymous) {
            inner.constructor()
                    .ifPresent(above -> all.calls.arguments(
                            e.getArguments(),
                            new Symbol.Method(above.element(), above.variableArity(), above.parameterTypes()),
                            e,
                            operands));
        } else {
            start.ifPresent(own -> arguments(e.getArguments(), own.parameters(), operands));
        }
        List<Expr> given = operands.atoms();
        List<Expr> above = anonymous ? given : List.of();
        List<Expr> captured = InnerClassSource.captures(all, inner).values(inner.captured());
        Expr.Use made = all.functionObjects.object(inner.type(), inner.captured(), captured, above, e);
        inner.constructor()
                .ifPresent(called -> all.objects.construction(classes.constructor(called.element()), made, above, e));
        if (start.isPresent()) {
            List<Expr> starting = new ArrayList<>(List.of(made));
            starting.addAll(anonymous ? List.of() : given);
            Expr call = new Expr.Call(start.get().id(), starting, Primitive.VOID);
            body.emit(new Stmt.Perform(call, body.origin(e)));
        }
        return made;
    }

    private Expr record(InnerClass inner, ObjectCreationExpr e) {
        Pending operands = new Pending(body);
        arguments(
                e.getArguments(),
                inner.fields().stream().map(InnerClass.Field::type).toList(),
                operands);
        List<FieldId> components =
                inner.fields().stream().map(InnerClass.Field::id).toList();
        return all.functionObjects.object(inner.type(), components, operands.atoms(), List.of(), e);
    }

    private Optional<InnerClass.Start> startOf(InnerClass inner, ObjectCreationExpr e) {
        return inner.start(all.symbolOf(e) instanceof Symbol.LocalMember member ? member.declaration() : null);
    }

    // ---- members

    /** The class that a name or call means a member of, if it becomes a class of the companion. */
    private Optional<InnerClass> classOf(Expression e) {
        if (!(all.symbolOf(e) instanceof Symbol.LocalMember member)) {
            return Optional.empty();
        }
        boolean isField = member.declaration() instanceof VariableDeclarator;
        Node declared = isField ? member.declaration().getParentNode().orElseThrow() : member.declaration();
        return declared.getParentNode().flatMap(around -> classes.functions().inner(around));
    }

    /** Whether a name means a member of a class that becomes a class of the companion. */
    boolean isOfMadeClass(Expression e) {
        return classOf(e).isPresent();
    }

    /** Whether a name or call means a member that the body of an enum constant declares, and no other class knows of. */
    boolean isNameless(Expression e) {
        Optional<InnerClass> constant = classOf(e).filter(InnerClass::isConstant);
        Optional<InnerClass.Method> method = methodOf(e);
        return constant.isPresent()
                && (method.isEmpty()
                        || ElementFilter.methodsIn(
                                        elements.getAllMembers(constant.get().parent()))
                                .stream()
                                .noneMatch(above -> constant.get()
                                        .of(above)
                                        .filter(method.get().id()::equals)
                                        .isPresent()));
    }

    /** The object at hand whose member an unqualified name or call means; null for others. */
    Expr.Use ownerOf(Expression e) {
        return classOf(e).map(inner -> all.objects.self(inner.declaration())).orElse(null);
    }

    /** Whether the object whose member is meant can be followed. */
    private boolean isAtHand(Expression e, Optional<Expression> scope) {
        if (scope.isEmpty()) {
            return ownerOf(e) != null;
        }
        Expression object = Expressions.strip(scope.get());
        if (object instanceof ObjectCreationExpr creation) {
            return isMade(creation);
        }
        Optional<InnerClass> inner = classOf(e);
        return all.receivers.objectOf(object) != null
                || inner.isPresent()
                        && inner.get().declaration() instanceof TypeDeclaration<?>
                        && body.typeOf(object)
                                .filter(inner.get().type()::equals)
                                .isPresent();
    }

    private Expr.Atom object(Expression e, Optional<Expression> scope) {
        return scope.isPresent() ? all.expressions.atom(scope.get()) : ownerOf(e);
    }

    /** The field that a name means, if its object is at hand. */
    Optional<FieldId> fieldOf(Expression e) {
        return isAtHand(e, scopeOf(e)) ? declaredField(e) : Optional.empty();
    }

    private Optional<FieldId> declaredField(Expression e) {
        if (!(all.symbolOf(e) instanceof Symbol.LocalMember member)) {
            return Optional.empty();
        }
        Optional<InnerClass.Field> field = classOf(e).flatMap(inner -> inner.field(member.declaration()));
        return field.map(InnerClass.Field::id);
    }

    private static Optional<Expression> scopeOf(Expression field) {
        return field instanceof FieldAccessExpr access ? Optional.of(access.getScope()) : Optional.empty();
    }

    /** The object whose field a name means. */
    Expr.Atom objectOf(Expression e) {
        return object(e, scopeOf(e));
    }

    /** Whether a call is one of a method that such a class declares, on an object at hand. */
    boolean isCall(MethodCallExpr e) {
        return all.symbolOf(e) instanceof Symbol.LocalMember
                && isAtHand(e, e.getScope())
                && (methodOf(e).isPresent() || declaredField(e).isPresent());
    }

    /** The method that a call or method reference means, if its class becomes a class of the companion. */
    Optional<InnerClass.Method> methodOf(Expression e) {
        return all.symbolOf(e) instanceof Symbol.LocalMember member
                        && member.declaration() instanceof MethodDeclaration declaration
                ? classOf(e).flatMap(inner -> inner.method(declaration))
                : Optional.empty();
    }

    Expr call(MethodCallExpr e) {
        Optional<FieldId> component = declaredField(e);
        if (component.isPresent()) {
            Expr.Atom object = body.atom(object(e, e.getScope()), "object", e);
            return all.objects.read(object, component.get(), body.typeOf(e).orElse(null), e);
        }
        InnerClass.Method method = methodOf(e).orElseThrow();
        Pending operands = new Pending(body);
        operands.add(() -> object(e, e.getScope()), e);
        arguments(e.getArguments(), method.parameters(), operands);
        return call(method, operands.atoms());
    }

    private void arguments(List<Expression> arguments, List<InnerClass.Written> parameters, Pending operands) {
        for (int i = 0; i < parameters.size(); i++) {
            Expression argument = arguments.get(i);
            Type parameter = parameters.get(i).type();
            operands.add(() -> all.expressions.atom(argument, parameter), argument);
        }
    }

    /** A call with the object and the arguments at hand. */
    Expr call(InnerClass.Method method, List<Expr> operands) {
        return new Expr.Call(method.id(), operands, method.result().type());
    }
}
