package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.Piece;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.resolve.Local;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Writes, into opaque text, what stands for uses of members that the companion cannot name: calls of its accessors. The
 * receiver becomes the first argument, {@code a.count += 2} becomes {@code setCount(a, getCount(a) + 2)}.
 */
final class PrivateUses {
    private static final Set<Primitive> NARROW = Set.of(Primitive.BYTE, Primitive.SHORT, Primitive.CHAR);

    private final Lowerers all;
    private final Body body;
    private final OpaqueText text;

    PrivateUses(Lowerers all, OpaqueText text) {
        this.all = all;
        this.body = all.body;
        this.text = text;
    }

    /** Writes a node's stand-in if it uses such a member; otherwise leaves the text as it is. */
    boolean write(Node node) {
        if (node instanceof AssignExpr assign && hiddenField(assign.getTarget()).isPresent()) {
            assignment(assign, hiddenField(assign.getTarget()).get());
        } else if (node instanceof UnaryExpr step
                && Assignments.isStep(step)
                && hiddenField(step.getExpression()).isPresent()) {
            step(step, hiddenField(step.getExpression()).get());
        } else if ((node instanceof FieldAccessExpr || node instanceof NameExpr)
                && hiddenField((Expression) node)
                        .filter(field -> !isStatic(field))
                        .isPresent()) {
            text.replace(node);
            read((Expression) node, hiddenField((Expression) node).get());
            text.resume(body.end(node));
        } else if (node instanceof MethodCallExpr call && isHidden(call)) {
            ExecutableElement method = ((Symbol.Method) all.symbolOf(call)).element();
            Runnable receiver = isStatic(method) ? null : () -> receiver(call, call.getScope(), method);
            invocation(call, method, receiver, call.getArguments());
        } else if (node instanceof ObjectCreationExpr creation && isHidden(creation)) {
            ExecutableElement constructor = ((Symbol.Constructor) all.symbolOf(creation)).element();
            invocation(creation, constructor, null, creation.getArguments());
        } else {
            return false;
        }
        return true;
    }

    private boolean isHidden(MethodCallExpr call) {
        return all.symbolOf(call) instanceof Symbol.Method method
                && (isStatic(method.element())
                        ? !all.access.isAccessible(method.element())
                        : isHiddenMember(method.element(), call, call.getScope())
                                || isAbove(call.getScope(), method.element()));
    }

    /** Whether it is a call of {@code super}, which a handle makes, too. */
    private boolean isAbove(Optional<Expression> scope, ExecutableElement method) {
        boolean above = scope.filter(all.receivers::isSuper).isPresent();
        if (above && KnownMethods.isJdk(method)) {
            text.hidden(
                    scope.get(),
                    "the generated code cannot call `super." + method.getSimpleName() + "`",
                    "Call it elsewhere");
            return false;
        }
        return above;
    }

    private boolean isHidden(ObjectCreationExpr creation) {
        return creation.getAnonymousClassBody().isEmpty()
                && creation.getScope().isEmpty()
                && all.symbolOf(creation) instanceof Symbol.Constructor constructor
                && !all.access.isAccessible(constructor.element());
    }

    private static boolean isStatic(Element member) {
        return member.getModifiers().contains(Modifier.STATIC);
    }

    /** The field an expression names, if it is out of reach and has its object in front of it or needs none. */
    private Optional<VariableElement> hiddenField(Expression e) {
        Expression plain = Expressions.strip(e);
        return all.symbolOf(plain) instanceof Symbol.Field field
                        && (isStatic(field.element())
                                ? !all.access.isAccessible(field.element())
                                : isHiddenMember(field.element(), plain, scopeOf(plain)))
                ? Optional.of(field.element())
                : Optional.empty();
    }

    private static Optional<Expression> scopeOf(Expression field) {
        return field instanceof FieldAccessExpr access ? Optional.of(access.getScope()) : Optional.empty();
    }

    /** Whether a member is out of reach that has its object in front of it, or belongs to the receiver of the method. */
    private boolean isHiddenMember(Element member, Node use, Optional<Expression> scope) {
        return scope.isPresent()
                ? !all.access.isAccessible(member, !isHidden(scope.get()))
                : all.receivers.objectFor(use, member) != null && !all.access.isAccessible(member, true);
    }

    // ---- calls

    private void invocation(Expression e, ExecutableElement method, Runnable receiver, NodeList<Expression> arguments) {
        int end = arguments.isEmpty() ? body.end(e) : body.start(arguments.get(0));
        text.replace(body.start(e), end);
        Type result = castResult(e, method);
        if (result != null) {
            text.text("((");
            text.piece(new Piece.TypeName(result));
            text.text(") ");
        }
        boolean isExact = method.getModifiers().contains(Modifier.PRIVATE)
                || e instanceof MethodCallExpr call
                        && call.getScope().filter(all.receivers::isSuper).isPresent();
        text.piece(new Piece.Private(
                all.access.memberOf(method, isExact, body.types().forHandles())));
        text.text("(");
        if (receiver != null) {
            receiver.run();
            text.text(arguments.isEmpty() ? "" : ", ");
        }
        text.resume(end);
        if (arguments.isEmpty()) {
            text.text(")");
        } else {
            arguments.forEach(text::visit);
            text.copyUntil(body.end(e));
        }
        text.text(result != null ? ")" : "");
    }

    /** The type of a generic method's call, which its accessor, being not generic, does not give; null if it does. */
    private Type castResult(Expression e, ExecutableElement method) {
        boolean generic = method.getReturnType().getKind() == TypeKind.TYPEVAR
                || method.getReturnType().getKind() == TypeKind.ARRAY;
        Type erased = body.types().erased(method.getReturnType());
        return generic && !text.isStatement(e)
                ? body.typeOf(e).filter(type -> !type.equals(erased)).orElse(null)
                : null;
    }

    // ---- fields

    private void read(Expression target, VariableElement field) {
        if (isStatic(field)) {
            text.hole(new Expr.Use(all.variables.of(field)));
            return;
        }
        text.piece(
                new Piece.Private(all.access.fieldOf(field, false, body.types().forHandles())));
        text.text("(");
        receiver(target, field);
        text.text(")");
    }

    /** The beginning of a write, up to the new value. */
    private void write(Expression target, VariableElement field) {
        if (isStatic(field)) {
            Variable variable = all.variables.of(field);
            text.assigned(variable);
            text.piece(new Piece.PrivateTarget(variable));
            text.text("(");
            return;
        }
        text.piece(
                new Piece.Private(all.access.fieldOf(field, true, body.types().forHandles())));
        text.text("(");
        receiver(target, field);
        text.text(", ");
    }

    private void receiver(Expression target, VariableElement field) {
        Expression plain = Expressions.strip(target);
        receiver(plain, scopeOf(plain), field);
    }

    /** The object that a member belongs to. */
    private void receiver(Expression use, Optional<Expression> scope, Element member) {
        if (scope.isPresent()) {
            text.copy(scope.get());
        } else {
            text.hole(all.receivers.objectFor(use, member));
        }
    }

    private void assignment(AssignExpr e, VariableElement field) {
        text.replace(e);
        int end = body.end(e);
        write(e.getTarget(), field);
        e.getOperator()
                .toBinaryOperator()
                .ifPresentOrElse(operator -> compound(e, field, operator.asString()), () -> plain(e, field));
        text.text(")");
        text.resume(end);
    }

    /** An accessor takes no int constant for a narrower type, as an assignment does. */
    private void plain(AssignExpr e, VariableElement field) {
        Type type = body.types().of(field.asType());
        text.text(isNarrow(type) ? "(" + type + ") (" : "");
        text.copy(e.getValue());
        text.text(isNarrow(type) ? ")" : "");
    }

    private static boolean isNarrow(Type type) {
        return type instanceof Primitive primitive && NARROW.contains(primitive);
    }

    private void compound(AssignExpr e, VariableElement field, String operator) {
        requireRepeatable(e.getTarget(), field);
        Type type = body.types().of(field.asType());
        Type right = body.typeOf(e.getValue()).orElse(ReferenceType.OBJECT);
        boolean fits = !(type instanceof Primitive)
                || right instanceof Primitive
                        && Conversions.promoted(type, right).equals(type);
        text.text(fits ? "" : "(" + type + ") (");
        read(e.getTarget(), field);
        text.text(" " + operator + " (");
        text.copy(e.getValue());
        text.text(fits ? ")" : "))");
    }

    private void step(UnaryExpr e, VariableElement field) {
        requireRepeatable(e.getExpression(), field);
        Node parent = e.getParentNode().orElse(null);
        boolean dropped = parent instanceof ExpressionStmt || parent instanceof ForStmt;
        boolean old = !dropped && e.isPostfix();
        Type type = body.types().of(field.asType());
        if (old && type != Primitive.INT && type != Primitive.LONG) {
            text.hidden(
                    e,
                    "the old value of the private field `" + field + "` is used here",
                    "Write the step as a statement");
        }
        boolean narrow = isNarrow(type);
        int end = body.end(e);
        text.replace(e);
        text.text(old ? "(" : "");
        write(e.getExpression(), field);
        text.text(narrow ? "(" + type + ") (" : "");
        read(e.getExpression(), field);
        text.text(Assignments.isIncrement(e) ? " + 1" : " - 1");
        text.text(narrow ? "))" : ")");
        if (old) {
            text.text(Assignments.isIncrement(e) ? " - 1)" : " + 1)");
        }
        text.resume(end);
    }

    /** A compound assignment names its object twice. */
    private void requireRepeatable(Expression target, VariableElement field) {
        Expression plain = Expressions.strip(target);
        boolean repeatable = isStatic(field)
                || scopeOf(plain)
                        .map(Expressions::strip)
                        .filter(scope -> !scope.isNameExpr() && !all.receivers.isSelf(scope))
                        .isEmpty();
        if (!repeatable) {
            text.hidden(
                    target,
                    "the generated code cannot change the private field `" + field + "` here",
                    "Keep its object in a variable, or make the field package-private");
        }
    }

    // ---- values of private types, which have another type in the companion

    /**
     * How the receiver of a call is cast so that the companion sees the method.
     *
     * @param result the type to cast the result back to; null if that is not needed
     */
    record ReceiverCast(TypeElement owner, Type result) {}

    Optional<ReceiverCast> castReceiver(MethodCallExpr call) {
        if (call.getScope().isEmpty() || !(all.symbolOf(call) instanceof Symbol.Method method)) {
            return Optional.empty();
        }
        TypeElement owner = (TypeElement) method.element().getEnclosingElement();
        boolean hidden = isHidden(call.getScope().get()) && !isSeen(owner);
        Optional<TypeElement> inSignature = method.parameterTypes().stream()
                .flatMap(type -> all.access.hiddenIn(type).stream())
                .findFirst();
        // A class with the private type as type argument takes and gives it only where it is raw.
        boolean raw = inSignature.isPresent() && !owner.getTypeParameters().isEmpty();
        if (raw && call.getArguments().stream().anyMatch(a -> a.isLambdaExpr() || a.isMethodReferenceExpr())) {
            all.opaque.reportHidden(inSignature.get(), call);
        }
        TypeKind result = method.element().getReturnType().getKind();
        boolean erased = raw && !result.isPrimitive() && result != TypeKind.VOID && !text.isStatement(call);
        return hidden || raw
                ? Optional.of(new ReceiverCast(owner, erased ? body.typeOf(call).orElse(null) : null))
                : Optional.empty();
    }

    /** The class to cast the object of a method reference to. */
    Optional<TypeElement> castReceiver(MethodReferenceExpr reference) {
        if (!(all.symbolOf(reference) instanceof Symbol.Method method) || isStatic(method.element())) {
            return Optional.empty();
        }
        boolean above = all.receivers.isSuper(reference.getScope());
        if (above || isHiddenMember(method.element(), reference, Optional.of(reference.getScope()))) {
            text.hidden(
                    reference,
                    "the generated code cannot name the " + (above ? "inherited" : "private") + " method `"
                            + method.element().getSimpleName() + "`",
                    "Write a lambda");
            return Optional.empty();
        }
        TypeElement owner = (TypeElement) method.element().getEnclosingElement();
        return isSeen(owner) || !isHidden(reference.getScope()) ? Optional.empty() : Optional.of(owner);
    }

    /** The class to cast a variable to that is an argument, so that the companion can pass it. */
    Optional<TypeElement> castAsArgument(Expression e, Local local) {
        List<Expression> arguments = new ArrayList<>();
        List<TypeMirror> formals = List.of();
        Node parent = e.getParentNode().orElse(null);
        if (parent instanceof MethodCallExpr call && all.symbolOf(call) instanceof Symbol.Method method) {
            arguments.addAll(call.getArguments());
            formals = method.parameterTypes();
        } else if (parent instanceof ObjectCreationExpr creation
                && all.symbolOf(creation) instanceof Symbol.Constructor constructor) {
            arguments.addAll(creation.getArguments());
            formals = constructor.parameterTypes();
        }
        int index = 0;
        while (index < arguments.size() && arguments.get(index) != e) {
            index++;
        }
        boolean hidden = local.type()
                .filter(DeclaredType.class::isInstance)
                .filter(type -> !all.access.isAccessible(((DeclaredType) type).asElement()))
                .isPresent();
        return hidden
                        && index < Math.min(arguments.size(), formals.size())
                        && formals.get(index) instanceof DeclaredType formal
                ? Optional.of((TypeElement) formal.asElement())
                        .filter(type -> all.access.isAccessible(type) && !isSeen(type))
                : Optional.empty();
    }

    private boolean isHidden(Expression e) {
        return body.mirrorOf(e)
                .filter(DeclaredType.class::isInstance)
                .filter(type -> !all.access.isAccessible(((DeclaredType) type).asElement()))
                .isPresent();
    }

    /** Whether what stands in for private types has the members of a class anyway. */
    private static boolean isSeen(TypeElement type) {
        return type.getQualifiedName().contentEquals("java.lang.Object")
                || type.getQualifiedName().contentEquals("java.lang.Enum");
    }
}
